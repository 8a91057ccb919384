"""An OFD with what one may hold: two documents, a template, a form, a scan, a seal, an annotation, an attached file, a hidden object."""

from __future__ import annotations

import io
import zipfile

from tests.cases.make_pictures import picture
from tests.cases.words import DATE, FORM, MONEY, TITLE

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def papers() -> dict[str, bytes]:
    """Name → content."""
    parts: dict[str, bytes | str] = {
        "OFD.xml": _xml(
            "OFD",
            "<ofd:DocBody><ofd:DocRoot>A/Document.xml</ofd:DocRoot><ofd:Signatures>A/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>"
            "<ofd:DocBody><ofd:DocRoot>B/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ),
        "A/Document.xml": _xml(
            "Document",
            "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            '<ofd:DocumentRes>Res.xml</ofd:DocumentRes><ofd:TemplatePage ID="9" BaseLoc="T/Content.xml"/></ofd:CommonData>'
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="P1/Content.xml"/><ofd:Page ID="2" BaseLoc="P2/Content.xml"/></ofd:Pages>'
            "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attach/Attachments.xml</ofd:Attachments>",
        ),
        "A/Res.xml": _xml(
            "Res",
            '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>p.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
            f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8">{_text(0, 0, "画在一起的字")}</ofd:CompositeGraphicUnit>'
            "</ofd:CompositeGraphicUnits>",
            'BaseLoc="Img"',
        ),
        "A/Img/p.jpg": picture("JPEG"),
        "A/T/Content.xml": _page(_text(80, 10, "云某县林业局")),
        "A/P1/Content.xml": _page(
            _form() + '<ofd:CompositeObject ID="31" Boundary="20 120 100 20" CTM="2 0 0 2 0 0" ResourceID="8"/>',
            '<ofd:Template TemplateID="9"/>',
        ),
        "A/P2/Content.xml": _page('<ofd:ImageObject ID="30" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="7"/>'),
        "A/Annots/Annotations.xml": _xml("Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>One.xml</ofd:FileLoc></ofd:Page>'),
        "A/Annots/One.xml": _xml(
            "PageAnnot",
            f'<ofd:Annot ID="50" Type="Stamp"><ofd:Appearance Boundary="20 200 60 20">{_text(0, 0, "已归档")}</ofd:Appearance></ofd:Annot>'
            '<ofd:Annot ID="51" Type="Highlight"><ofd:Remark>金额已核</ofd:Remark></ofd:Annot>'
            f'<ofd:Annot ID="52" Type="Watermark"><ofd:Appearance Boundary="0 0 210 297">{_text(50, 150, "内部")}</ofd:Appearance></ofd:Annot>',
        ),
        "A/Attach/Attachments.xml": _xml(
            "Attachments", '<ofd:Attachment ID="60" Name="金额" Format="txt"><ofd:FileLoc>a.txt</ofd:FileLoc></ofd:Attachment>'
        ),
        "A/Attach/a.txt": MONEY.encode(),
        "A/Signs/Signatures.xml": _xml("Signatures", '<ofd:Signature ID="1" Type="Seal" BaseLoc="S/Signature.xml"/>'),
        "A/Signs/S/Signature.xml": _xml(
            "Signature",
            '<ofd:SignedInfo><ofd:StampAnnot ID="1" PageRef="1" Boundary="130 230 40 40"/>'
            "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>",
        ),
        "A/Signs/S/Seal.esl": _seal("云某县林业局"),
        "B/Document.xml": _xml("Document", '<ofd:Pages><ofd:Page ID="1" BaseLoc="P/Content.xml"/></ofd:Pages>'),
        "B/P/Content.xml": _page(_text(20, 20, "第二个文档")),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, (2024, 5, 20, 9, 0, 0)), content)
    return {"ofd/决定书.ofd": buffer.getvalue()}


def _xml(root: str, inner: str, more: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} {_SPACE} {more}>{inner}</ofd:{root}>'


def _page(objects: str, before: str = "") -> str:
    return _xml("Page", f"{before}<ofd:Content><ofd:Layer ID='3'>{objects}</ofd:Layer></ofd:Content>")


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return (
        f'<ofd:TextObject {more} Boundary="{x} {y} {5 * len(words)} 6" Size="5">'
        f'<ofd:TextCode X="0" Y="4.3" DeltaX="g {len(words) - 1} 5">{words}</ofd:TextCode></ofd:TextObject>'
    )


def _form() -> str:
    lines = [(20, 40, 190, 40), (20, 50, 190, 50), (20, 60, 190, 60), (20, 40, 20, 60), (60, 40, 60, 60), (190, 40, 190, 60)]
    drawn = "".join(
        f'<ofd:PathObject Boundary="0 0 210 297" LineWidth="0.3"><ofd:AbbreviatedData>M {a} {b} L {c} {d}</ofd:AbbreviatedData></ofd:PathObject>'
        for a, b, c, d in lines
    )
    cells = "".join(
        _text(22 + 40 * column, 42 + 10 * row, words) for row, pair in enumerate(FORM) for column, words in enumerate(pair)
    )
    return (
        drawn
        + cells
        + _text(80, 25, TITLE)
        + _text(20, 80, MONEY)
        + _text(130, 240, DATE)
        + _text(20, 100, "作废", 'Visible="false"')
    )


def _seal(name: str) -> bytes:
    """The part of a seal's DER (GB/T 38540) that says its name."""
    content = name.encode()
    named = b"\x02\x01\x01\x0c" + bytes([len(content)]) + content
    return b"\x30" + bytes([len(named)]) + named
