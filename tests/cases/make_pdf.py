"""PDF papers: a form, filled-in fields, notes, an attached file, a broken table of places, a linearised file, a locked one, a scan."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.cases.make_pictures import picture
from tests.cases.words import DATE, FORM, MONEY, TITLE

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def papers() -> dict[str, bytes]:
    """Name → content."""
    whole = _drawn(_form, _plain)
    return {
        "pdf/决定书.pdf": whole,
        "pdf_fields/填表.pdf": _fields(),
        "pdf_notes/批注.pdf": _notes(),
        "pdf_attachment/附件.pdf": _attachment(),
        "pdf_broken_xref/断表.pdf": _broken(whole),
        "pdf_linearised/线性.pdf": _saved(whole, linearize=True),
        "pdf_locked/加密.pdf": _drawn(_form, password="lin-2024"),
        "pdf_mixed/混合.pdf": _drawn(_form, _scan),
        "pdf_bad_page/坏页.pdf": _bad_page(),
    }


def _drawn(*pages: Callable[[Canvas], None], password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None, invariant=1)
    for draw in pages:
        canvas.setFont("STSong-Light", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _form(canvas: Canvas) -> None:
    canvas.drawString(240, 780, TITLE)
    canvas.grid([72, 170, 520], [700, 730, 760])
    for row, (label, value) in enumerate(FORM):
        canvas.drawString(78, 741 - 30 * row, label)
        canvas.drawString(176, 741 - 30 * row, value)
    canvas.drawString(96, 660, MONEY)
    canvas.drawString(400, 600, DATE)


def _plain(canvas: Canvas) -> None:
    canvas.drawString(72, 780, "第二页")


def _scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(io.BytesIO(picture("JPEG"))), 0, 0, 595, 842)


def _fields() -> bytes:
    """A value without a drawn appearance, as some programs save it; and a ticked box."""
    with pikepdf.open(io.BytesIO(_drawn(_form))) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        text = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("number"), V=String("2024-001"), F=4,
            Rect=Array([72, 500, 300, 520]), DA=String("/Helv 12 Tf 0 g"),
        )  # fmt: skip
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(text)]))
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([pdf.pages[0].Annots[0]]), NeedAppearances=True, DA=String("/Helv 12 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=font)),
        )  # fmt: skip
        return _bytes(pdf)


def _notes() -> bytes:
    with pikepdf.open(io.BytesIO(_drawn(_form))) as pdf:
        place = Array([72, 560, 300, 580])
        kinds = ((Name.FreeText, "经审核，同意"), (Name.Text, "此处日期请核对"), (Name.Highlight, "金额已核"))
        made = [Dictionary(Type=Name.Annot, Subtype=kind, Rect=place, Contents=String(words), F=4) for kind, words in kinds]
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(item) for item in made]))
        return _bytes(pdf)


def _attachment() -> bytes:
    with pikepdf.open(io.BytesIO(_drawn(_form))) as pdf:
        pdf.attachments["金额.txt"] = pikepdf.AttachedFileSpec(pdf, MONEY.encode(), filename="金额.txt", mime_type="text/plain")
        return _bytes(pdf)


def _broken(whole: bytes) -> bytes:
    """Every place in the table of places is wrong, as after a transfer that changed line ends."""
    start = whole.rindex(b"startxref")
    return whole[:9] + b"%" + b"x" * 40 + b"\n" + whole[9:start] + b"startxref\n12\n%%EOF\n"


def _bad_page() -> bytes:
    """Three pages; the content of the second is no content."""
    with pikepdf.open(io.BytesIO(_drawn(_form, _plain, _plain))) as pdf:
        page = pdf.pages[1]
        page.Contents = pikepdf.Stream(pdf, b"\x00\xff" * 60, Filter=Name.FlateDecode)
        return _bytes(pdf)


def _saved(whole: bytes, *, linearize: bool) -> bytes:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        return _bytes(pdf, linearize=linearize)


def _bytes(pdf: pikepdf.Pdf, *, linearize: bool = False) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, linearize=linearize, static_id=True)
    return buffer.getvalue()
