"""Reading: what is collected, what each format gives, what a bad file says. All papers are made up on the fly."""

from __future__ import annotations

import io
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path

import cv2
import docx
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdfium2 import PdfDocument, PdfPage
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.problems import EmptyArchive
from pipeline.read import READERS, collect, read
from pipeline.read import engine as engine_module
from pipeline.read import pdf as pdf_module
from pipeline.read import recognise as recognise_module
from pipeline.read import transcribe as transcribe_module
from pipeline.read import upright as upright_module
from pipeline.read.collect import natural
from pipeline.read.graystamps import fade, find_rings
from pipeline.read.ocr import Spot
from pipeline.read.recognise import Heard
from pipeline.read.seals import find_seals, lift
from pipeline.read.show import as_json
from pipeline.read.textlayer import trusted
from pipeline.read.timelimit import TooLong, within
from pipeline.records import Page, Problem, Reading, SourceFile

FAULTS = Path(__file__).parent / "faults"
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def of(path: Path) -> Reading:
    """Read one file."""
    return read(collect(path).cases[0].files[0])


def a_pdf(path: Path, draw: Callable[[Canvas], None]) -> Path:
    """One page drawn by `draw` in a 12 point font."""
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def the_page(reading: Reading) -> Page:
    """The only page."""
    (page,) = reading.pages
    return page


def shown(page: Page) -> list[str]:
    """The text of every line."""
    return [page.text[line.start : line.end] for line in page.lines]


# --- collect ------------------------------------------------------------------------------------------------------


def tree(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"内容 {name}", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(
            ["甲/10.txt", "甲/2.txt", "甲/附件/1.txt"],
            {"甲": ["甲/2.txt", "甲/10.txt", "甲/附件/1.txt"]},
            id="a folder is a case",
        ),
        pytest.param(["2.txt", "10.txt"], {"2": ["2.txt"], "10": ["10.txt"]}, id="a file is a case"),
        pytest.param(["甲/1.txt", "甲.txt"], {"甲": ["甲/1.txt"], "甲~2": ["甲.txt"]}, id="equal names are numbered"),
        pytest.param(["甲/1.txt", "settings.yaml", "名册.xlsx"], {"甲": ["甲/1.txt"]}, id="registers and settings are no cases"),
        pytest.param(
            ["甲/1.txt", "甲/~$1.docx", "甲/.hidden", "甲/Thumbs.db"],
            {"甲": ["甲/1.txt"]},
            id="lock and hidden files are left out",
        ),
        pytest.param(["2.png", "1.jpg"], {"archive": ["1.jpg", "2.png"]}, id="loose pictures alone are one case"),
        pytest.param(["1.jpg", "乙.pdf"], {"1": ["1.jpg"], "乙": ["乙.pdf"]}, id="a picture beside papers is a case"),
    ],
)
def test_cases_of_an_archive(tmp_path: Path, names: list[str], expected: dict[str, list[str]]) -> None:
    found = collect(tree(tmp_path / "archive", *names))
    assert {case.case_id: [file.name for file in case.files] for case in found.cases} == expected


def test_a_loose_picture_beside_papers_has_a_problem(tmp_path: Path) -> None:
    found = collect(tree(tmp_path, "1.jpg", "乙.pdf"))
    assert [problem.kind for problem in found.cases[0].problems] == ["loose_image"]


def test_one_file_is_one_case(tmp_path: Path) -> None:
    found = collect(tree(tmp_path, "案卷.txt") / "案卷.txt")
    assert [(case.case_id, case.files[0].name) for case in found.cases] == [("案卷", "案卷.txt")]


def test_skipped_paths_are_no_cases(tmp_path: Path) -> None:
    tree(tmp_path, "甲/1.txt", "out/1.txt")
    assert [case.case_id for case in collect(tmp_path, skip=[tmp_path / "out"]).cases] == ["甲"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "甲/1.txt", "外.txt")
    try:
        (tmp_path / "甲" / "2.txt").symlink_to(tmp_path / "外.txt")
    except OSError:
        pytest.skip("no links here")
    case = next(case for case in collect(tmp_path).cases if case.case_id == "甲")
    assert [problem.kind for problem in case.problems] == ["link"]
    assert len(case.files) == 1


@pytest.mark.parametrize("names", [[], ["名册.xlsx", "settings.yaml"]], ids=["an empty folder", "only registers"])
def test_an_archive_without_a_case_is_refused(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(EmptyArchive, match="没有案卷"):
        collect(tree(tmp_path, *names))


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyArchive, match="没有这个文件夹"):
        collect(tmp_path / "没有")


def test_natural_order() -> None:
    assert sorted(["10.pdf", "2.pdf", "02.pdf", "a1", "A2"], key=natural) == ["02.pdf", "2.pdf", "10.pdf", "a1", "A2"]


# --- bad files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("encrypted.pdf", ["encrypted"]),
        ("truncated.pdf", ["damaged"]),
        ("garbage.pdf", ["damaged"]),
        ("empty.pdf", ["empty"]),
        ("zero_pages.pdf", ["empty"]),
        ("broken.jpg", ["unreadable_image"]),
        ("broken.docx", ["damaged"]),
        ("blank.docx", ["empty"]),
        ("broken.zip", ["damaged"]),
        ("bomb.zip", ["limit"]),
        ("slip.zip", ["unsafe_path"]),
        ("not_text.txt", ["damaged"]),
        ("unknown.xyz", ["unsupported"]),
        ("dark.png", ["unreadable_page"]),
        ("whole.pdf", []),
    ],
)
def test_a_bad_file_is_named_with_its_cause(name: str, kinds: list[str]) -> None:
    problems = of(FAULTS / name).problems
    assert [problem.kind for problem in problems] == kinds
    assert all(name in (problem.source or "") and len(problem.message) > 8 for problem in problems)


def test_a_copy_that_broke_off_at_its_end_is_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "断.pdf"
    path.write_bytes((FAULTS / "whole.pdf").read_bytes().rstrip().removesuffix(b"%%EOF"))
    reading = of(path)
    assert (len(reading.pages), [problem.kind for problem in reading.problems]) == (3, ["damaged"])


def test_a_dark_page_is_unreadable_and_not_blank() -> None:
    page = the_page(of(FAULTS / "dark.png"))
    assert (page.state, page.reason) == ("unreadable", "图像过暗")


def test_every_reader_has_a_kind_of_its_own() -> None:
    kinds = [kind for kind, _ in READERS]
    assert len(set(kinds)) == len(kinds)


# --- PDF ----------------------------------------------------------------------------------------------------------


def a_form(canvas: Canvas) -> None:
    canvas.grid([72, 170, 300, 400, 520], [700, 730])
    canvas.grid([72, 170, 520], [640, 700])
    for x, y, text in ((78, 712, "当事人"), (176, 712, "张三"), (306, 712, "性别"), (406, 712, "男"), (78, 665, "简要案情")):
        canvas.drawString(x, y, text)
    canvas.drawString(176, 680, "张三于三月五日在北沟擅自采伐杨树五株，折合立木蓄积一点")
    canvas.drawString(176, 660, "二立方米。")
    canvas.drawString(72, 600, "承办人：李四")


def test_a_ruled_form_reads_row_by_row(tmp_path: Path) -> None:
    page = the_page(of(a_pdf(tmp_path / "表.pdf", a_form)))
    assert page.text == (
        "当事人\t张三\t性别\t男\n简要案情\t张三于三月五日在北沟擅自采伐杨树五株，折合立木蓄积一点\n二立方米。\n承办人：李四"
    )


def test_cells_and_wrapped_lines_are_marked(tmp_path: Path) -> None:
    page = the_page(of(a_pdf(tmp_path / "表.pdf", a_form)))
    marked = {page.text[line.start : line.end]: (line.cell, line.wraps) for line in page.lines}
    assert marked["男"] == ((0, 0, 3), False)
    assert marked["张三于三月五日在北沟擅自采伐杨树五株，折合立木蓄积一点"] == ((0, 1, 1), True)
    assert marked["二立方米。"] == ((0, 1, 1), False)
    assert marked["承办人：李四"] == (None, False)


def test_boxes_are_shares_of_the_page(tmp_path: Path) -> None:
    page = the_page(of(a_pdf(tmp_path / "一行.pdf", lambda canvas: canvas.drawString(72, 760, "林业局"))))
    x0, y0, x1, y1 = page.lines[0].box or (0, 0, 0, 0)
    assert x0 == pytest.approx(72 / page.width, abs=0.005)
    assert x1 == pytest.approx(108 / page.width, abs=0.005)
    assert 0.07 < y0 < y1 < 0.11


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param([(72, "姓名：张三"), (250, "性别：男")], "姓名：张三\t性别：男", id="a wide gap parts columns"),
        pytest.param([(72, "姓名："), (140, "张三")], "姓名： 张三", id="a gap after a colon does not"),
        pytest.param([(72, "二〇二四年"), (160, "月"), (200, "日")], "二〇二四年 月 日", id="a blank date stays together"),
        pytest.param([(72, "送"), (108, "达"), (144, "回"), (180, "证")], "送 达 回 证", id="a spaced title stays together"),
    ],
)
def test_gaps(tmp_path: Path, pieces: list[tuple[int, str]], expected: str) -> None:
    def draw(canvas: Canvas) -> None:
        for x, text in pieces:
            canvas.drawString(x, 700, text)

    text = the_page(of(a_pdf(tmp_path / "行.pdf", draw))).text
    assert ("\t" in text, text.split()) == ("\t" in expected, expected.split())


def paragraphs(*lines: tuple[int, str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for index, (x, text) in enumerate(lines):
            canvas.drawString(x, 720 - 20 * index, text)

    return draw


FULL = "文" * 36


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([(72, "文" * 38), (72, "接着写。")], True, id="a full line goes on"),
        pytest.param([(96, FULL), (72, "接着写。")], True, id="an indented full line goes on"),
        pytest.param([(96, "文" * 35 + "。"), (96, FULL), (72, "接着写，" * 9)], False, id="two indented paragraphs are two"),
        pytest.param([(72, "住址：" + "文" * 35), (108, "接着写。")], True, id="a value goes on below itself"),
        pytest.param([(72, "短行"), (72, "另一行")], False, id="a short line ends"),
        pytest.param([(72, "文" * 37 + "。"), (72, "二、处理意见")], False, id="a numbered heading starts anew"),
        pytest.param([(450, "某县林业局"), (450, "二〇二四年三月")], False, id="a signature is not joined with its date"),
    ],
)
def test_where_lines_wrap(tmp_path: Path, lines: list[tuple[int, str]], expected: bool) -> None:
    page = the_page(of(a_pdf(tmp_path / "段.pdf", paragraphs(*lines))))
    assert page.lines[0].wraps is expected


def test_a_turned_page_reads_as_it_is_shown(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        canvas.drawString(72, -100, "第一行")
        canvas.drawString(72, -130, "第二行")

    page = the_page(of(a_pdf(tmp_path / "横.pdf", draw)))
    x0, y0, x1, y1 = page.lines[0].box or (0, 0, 0, 0)
    assert (page.text, (x1 - x0) * page.width > (y1 - y0) * page.height) == ("第一行\n第二行", True)


def test_page_numbers_at_the_foot_stay(tmp_path: Path) -> None:
    page = the_page(of(a_pdf(tmp_path / "页码.pdf", paragraphs((72, "正文"), (280, "第1页共2页")))))
    assert page.text.endswith("第1页共2页")


def test_private_glyphs_are_not_trusted() -> None:
    from pipeline.read.drawings import Drawings
    from pipeline.read.runs import Rulings, Run

    bare = Drawings(Rulings(), (), (), 1, 1)
    assert trusted([Run("当事人张三", 0, 0, 50, 10)], bare)
    assert not trusted([Run("\ue001\ue002\ue003张", 0, 0, 50, 10)], bare)
    assert not trusted([Run("锟斤拷" * 20, 0, 0, 50, 10)], bare)


def test_text_written_up_the_page_is_turned(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(72, -100, "第一行文字")
        canvas.drawString(72, -130, "第二行文字")

    page = the_page(of(a_pdf(tmp_path / "竖.pdf", draw)))
    assert (page.text, page.rotation, page.width > page.height) == ("第一行文字\n第二行文字", 90, True)


def test_a_filled_in_field_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "姓名：")
        canvas.acroForm.textfield(name="name", value="Zhang San", x=120, y=695, width=200, height=18, borderWidth=0)

    assert the_page(of(a_pdf(tmp_path / "填.pdf", draw))).text == "姓名： Zhang San"


def test_invisible_text_is_not_trusted(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine("别人的识别结果")
        canvas.drawText(text)

    assert the_page(of(a_pdf(tmp_path / "隐.pdf", draw))).text == ""


# --- Word and others ----------------------------------------------------------------------------------------------


def a_document(path: Path) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某县林业局"
    document.add_paragraph("处罚决定书")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", "张三"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).text, table.cell(1, 2).text = "意见", "同意。\n李四"
    document.add_paragraph("二〇二四年三月五日")
    document.save(str(path))
    return path


def test_word_reads_in_the_order_of_the_body(tmp_path: Path) -> None:
    page = the_page(of(a_document(tmp_path / "决定.docx")))
    assert page.text == "某县林业局\n处罚决定书\n姓名\t张三\n意见\t\t同意。\n李四\n二〇二四年三月五日"


def test_word_lines_say_where_they_stand(tmp_path: Path) -> None:
    page = the_page(of(a_document(tmp_path / "决定.docx")))
    places = {page.text[line.start : line.end]: line.place for line in page.lines}
    assert places["处罚决定书"] == "paragraph 1"
    assert places["张三"] == "table 1, row 1, cell 2"
    assert places["李四"] == "table 1, row 2, cell 3"
    assert page.number is None


def a_signature() -> io.BytesIO:
    buffer = io.BytesIO()
    a_picture((10, 20, "A. Sample"), size=(240, 90)).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def test_a_signature_picture_is_read_where_it_stands_and_never_surely(tmp_path: Path) -> None:
    document = docx.Document()
    signed = document.add_paragraph("签名：")
    signed.add_run().add_picture(a_signature(), width=docx.shared.Pt(60))
    signed.add_run("2024.3.5")
    document.add_paragraph("A. Sample")
    document.save(str(tmp_path / "签.docx"))
    page = the_page(of(tmp_path / "签.docx"))
    first, second = page.lines
    assert page.text.startswith("签名：A")
    assert page.text.splitlines()[0].endswith("2024.3.5")
    assert (first.confidence <= 0.6, second.confidence) == (True, 1.0)


def test_a_label_written_down_its_cell_is_one_word(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "处\n理\n意\n见", "同意"
    document.save(str(tmp_path / "竖.docx"))
    assert [line.wraps for line in the_page(of(tmp_path / "竖.docx")).lines] == [True, True, True, False, False]


def test_a_link_to_a_part_that_is_not_there_does_not_stop_word(tmp_path: Path) -> None:
    whole, dead = a_document(tmp_path / "好.docx"), tmp_path / "死链.docx"
    link = b'<Relationship Id="rId99" Type="http://x/image" Target="media/gone.png"/></Relationships>'
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(dead, "w") as copy:
        for name in packed.namelist():
            content = packed.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", link)
            copy.writestr(name, content)
    assert the_page(of(dead)).text == the_page(of(whole)).text


def test_deleted_words_are_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("罚款")
    run = paragraph.add_run("三千元")
    deleted = docx.oxml.parse_xml(
        '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="x"/>'
    )
    run._r.addprevious(deleted)
    deleted.append(run._r)
    paragraph.add_run("五千元")
    document.save(str(tmp_path / "改.docx"))
    assert the_page(of(tmp_path / "改.docx")).text == "罚款五千元"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "文.txt").write_bytes("处罚决定书\r\n罚款三千元".encode(encoding))
    page = the_page(of(tmp_path / "文.txt"))
    assert (page.text, shown(page)) == ("处罚决定书\n罚款三千元", ["处罚决定书", "罚款三千元"])


def test_a_web_page_breaks_at_blocks_and_cells(tmp_path: Path) -> None:
    body = "<html><head><script>x</script></head><p>决定书</p><table><tr><td>姓名</td><td>张三</td></tr></table>"
    (tmp_path / "页.html").write_text(body, encoding="gb18030")
    assert the_page(of(tmp_path / "页.html")).text == "决定书\n姓名\t张三"


def test_a_mail_gives_its_text_and_attachments(tmp_path: Path) -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "案件材料"
    message.set_content("请查收。")
    message.add_attachment("附件文字".encode(), maintype="text", subtype="plain", filename="附.txt")
    (tmp_path / "信.eml").write_bytes(message.as_bytes())
    pages = of(tmp_path / "信.eml").pages
    assert [page.source.name for page in pages] == ["信.eml", "信.eml/附.txt"]
    assert pages[0].text.startswith("主题：案件材料\n请查收。")


def test_a_zip_is_read_in_order_with_chinese_names(tmp_path: Path) -> None:
    path = tmp_path / "卷.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name in ("10.txt", "2.txt"):
            packed.writestr(zipfile.ZipInfo(f"内/{name}".encode("gbk").decode("cp437")), "文字".encode())

    assert [page.source.name.rpartition("/")[2] for page in of(path).pages] == ["2.txt", "10.txt"]


def test_a_renamed_file_is_read_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "其实.pdf").write_bytes(a_document(tmp_path / "决定.docx").read_bytes())
    reading = of(tmp_path / "其实.pdf")
    assert "处罚决定书" in the_page(reading).text
    assert [problem.kind for problem in reading.problems] == ["wrong_extension"]


def an_ofd(path: Path) -> Path:
    head = '<ofd:{0} xmlns:ofd="http://www.ofdspec.org/2016">{1}</ofd:{0}>'
    content = (
        '<ofd:Content><ofd:Layer><ofd:TextObject Boundary="20 20 60 6" Size="5">'
        '<ofd:TextCode X="0" Y="4.3" DeltaX="g 4 5">处罚决定书</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("OFD.xml", head.format("OFD", "<ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody>"))
        packed.writestr(
            "D/Document.xml", head.format("Document", '<ofd:Pages><ofd:Page ID="1" BaseLoc="P/Content.xml"/></ofd:Pages>')
        )
        packed.writestr("D/P/Content.xml", head.format("Page", content))
    return path


def test_an_ofd_gives_text_with_places(tmp_path: Path) -> None:
    page = the_page(of(an_ofd(tmp_path / "文.ofd")))
    assert page.text == "处罚决定书"
    assert page.lines[0].box == pytest.approx((20 / 210, 20 / 297, 45 / 210, 25 / 297), abs=0.004)


# --- pictures -----------------------------------------------------------------------------------------------------


def a_picture(*lines: tuple[int, int, str], size: tuple[int, int] = (900, 1200)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for x, y, text in lines:
        draw.text((x, y), text, fill="black", font=ImageFont.load_default(size=36))
    return image


def saved(image: Image.Image, path: Path) -> Path:
    image.save(path)
    return path


def pretend(monkeypatch: pytest.MonkeyPatch, lines: dict[tuple[int, int, int, int], tuple[str, float]]) -> None:
    """OCR that finds these boxes with these words on any upright page."""
    boxes = list(lines)
    spots = [Spot(np.array([[a, b], [c, b], [c, d], [a, d]], np.float32)) for a, b, c, d in boxes]
    by_width = {round(spot.width): lines[box] for spot, box in zip(spots, boxes, strict=True)}

    def recognise(pictures: list[np.ndarray]) -> list[Heard]:
        told = [by_width[picture.shape[1]] for picture in pictures]
        return [Heard(text, sure, sure) for text, sure in told]

    monkeypatch.setattr(upright_module, "detect", lambda image: spots)
    monkeypatch.setattr(upright_module, "recognise", recognise)
    monkeypatch.setattr(transcribe_module, "recognise", recognise)


def test_a_scanned_form_reads_like_a_written_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = a_picture((120, 110, "111"), (420, 110, "222"), (120, 210, "333"))
    draw = ImageDraw.Draw(image)
    for y in (90, 190, 290):
        draw.line((100, y, 800, y), fill="black", width=2)
    for x in (100, 400, 800):
        draw.line((x, 90, x, 290), fill="black", width=2)
    words = {
        (120, 105, 260, 155): ("当事人", 0.99),
        (420, 105, 530, 155): ("张三", 0.97),
        (120, 205, 290, 255): ("处罚决定", 0.98),
    }
    pretend(monkeypatch, words)
    page = the_page(of(saved(image, tmp_path / "扫描.png")))
    assert page.text == "当事人\t张三\n处罚决定\t"
    assert [line.cell for line in page.lines] == [(0, 0, 0), (0, 0, 1), (0, 1, 0)]
    assert (page.origin, page.confidence) == ("ocr", 0.97)


def test_a_page_of_lines_nobody_can_read_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = a_picture(*((100, y, "aaaa") for y in (100, 200, 300, 400)))
    pretend(monkeypatch, {(100, y, 300 + y, y + 40): ("的的", 0.3) for y in (100, 200, 300, 400)})
    reading = of(saved(image, tmp_path / "糊.png"))
    assert (the_page(reading).state, reading.problems[0].kind) == ("unreadable", "unreadable_page")


def test_an_illegible_signature_is_not_a_missing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = a_picture((100, 100, "bbbb"), (100, 200, "cccc"), (320, 200, "zzzz"))
    words = {(100, 95, 300, 140): ("处罚决定", 0.99), (100, 195, 290, 240): ("承办人：", 0.99), (320, 195, 490, 240): ("", 0.0)}
    pretend(monkeypatch, words)
    page = the_page(of(saved(image, tmp_path / "签.png")))
    assert page.text.splitlines()[1].replace(" ", "") == "承办人：〔字迹不清〕"
    assert page.confidence < 0.2


def test_a_blank_back_is_blank(tmp_path: Path) -> None:
    rough = np.random.default_rng(1).normal(235, 4, (1200, 900)).clip(0, 255).astype(np.uint8)
    page = the_page(of(saved(Image.fromarray(rough), tmp_path / "背.png")))
    assert page.state == "blank"


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("L", (300, 400), "white") for _ in range(3)]
    frames[0].save(tmp_path / "多页.tif", save_all=True, append_images=frames[1:])
    assert [page.number for page in of(tmp_path / "多页.tif").pages] == [1, 2, 3]


def a_seal(colour: tuple[int, int, int], at: tuple[int, int] = (600, 800)) -> np.ndarray:
    image = np.full((1200, 900, 3), 245, np.uint8)
    cv2.circle(image, at, 90, colour, 7)
    cv2.circle(image, at, 25, colour, -1)
    return image


def test_a_red_seal_is_found_and_lifted() -> None:
    image = a_seal((40, 40, 200))
    (area,) = find_seals(image)
    assert area == pytest.approx((507, 707, 694, 894), abs=12)
    assert lift(image, [area]).min() > 180


def test_a_grey_seal_is_found_by_its_shape_and_faded() -> None:
    gray = cv2.cvtColor(a_seal((110, 110, 110)), cv2.COLOR_BGR2GRAY)
    (area,) = find_rings(gray)
    assert area == pytest.approx((510, 710, 690, 890), abs=12)
    assert (fade(gray, [area]) < 150).sum() < 0.05 * (gray < 150).sum()


def test_a_table_is_no_seal() -> None:
    gray = np.full((1200, 900), 245, np.uint8)
    for step in range(6):
        cv2.line(gray, (100, 100 + 80 * step), (800, 100 + 80 * step), 20, 2)
        cv2.line(gray, (100 + 140 * step, 100), (100 + 140 * step, 500), 20, 2)
    assert find_rings(gray) == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_real_ocr_turns_the_page_and_reads_it(tmp_path: Path, turn: int) -> None:
    lines = [(80, 100, "Date 2024-03-05 10:30"), (80, 200, "Number 1260087 Total 8400"), (80, 300, "Paid 12600.00 of 12600.00")]
    image = a_picture(*lines, (80, 400, "Forest bureau case file"), size=(900, 700)).rotate(turn, expand=True)
    page = the_page(of(saved(image, tmp_path / "实.png")))
    assert page.rotation == turn
    assert "12600.00" in page.text
    assert "2024-03-05" in page.text


def test_a_line_is_read_at_its_own_width() -> None:
    wide = np.asarray(a_picture((10, 4, "2024-03-05 罚"[:10]), size=(240, 50)))
    (heard,) = recognise_module.recognise([wide])
    assert heard.text == "2024-03-05"
    assert heard.confidence > 0.9


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        pytest.param({"順": 0.6, "顺": 0.3}, "顺", id="a traditional character is the simplified one that comes next"),
        pytest.param({"：": 0.5, ":": 0.45}, "：", id="the two widths of a colon are one mark and surely read"),
    ],
)
def test_what_a_line_of_chances_says(chances: dict[str, float], expected: str) -> None:
    alphabet = ("", "順", "顺", "：", ":")
    heard = recognise_module.decode(np.array([[chances.get(char, 0.01) for char in alphabet]]), alphabet)
    assert heard.text == expected
    assert (heard.confidence > 0.9) == (expected == "：")


def test_without_the_small_weights_the_wheel_s_own_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    engine_module.version.cache_clear()
    small = engine_module.version()
    monkeypatch.setenv("ANJUAN_OCR", "fp32")
    engine_module.version.cache_clear()
    assert "rec_small.onnx" in engine_module.version() and engine_module.version() != small
    engine_module.version.cache_clear()


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarms here")
def test_a_page_that_never_ends_is_unreadable_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas(str(tmp_path / "两页.pdf"), invariant=1)
    for text in ("2024-03-05", "2024-03-06"):
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()
    looked_at = pdf_module._looked_at

    def hang(source: SourceFile, document: PdfDocument, number: int, page: PdfPage) -> tuple[Page, Problem | None]:
        while number == 1:
            pass
        return looked_at(source, document, number, page)

    monkeypatch.setattr(pdf_module, "_looked_at", hang)
    monkeypatch.setattr(pdf_module, "PAGE", 0.2)
    reading = of(tmp_path / "两页.pdf")
    assert [(page.state, page.reason) for page in reading.pages] == [("unreadable", "识读超时"), ("read", None)]
    assert [problem.page for problem in reading.problems] == [1]


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarms here")
def test_a_limit_inside_a_limit_leaves_the_outer_one() -> None:
    with pytest.raises(TooLong), within(0.2):
        with within(5):
            pass
        while True:
            pass


def test_a_giant_picture_is_refused_with_its_reason(tmp_path: Path) -> None:
    with Image.new("1", (30_000, 30_000)) as giant:
        giant.save(tmp_path / "大.png")
    reading = of(tmp_path / "大.png")
    assert [problem.kind for problem in reading.problems] == ["limit"]
    assert "过大" in reading.problems[0].message


def test_a_kept_result_is_the_same_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(a_picture((80, 100, "2024-03-05")), tmp_path / "一.png")
    monkeypatch.setenv("ANJUAN_CACHE", str(tmp_path / "cache"))
    first = of(path)
    monkeypatch.setattr(upright_module, "detect", lambda image: pytest.fail("read again"))
    assert of(path) == first


# --- shown --------------------------------------------------------------------------------------------------------


def test_a_reading_as_json(tmp_path: Path) -> None:
    told = as_json(of(a_pdf(tmp_path / "一行.pdf", lambda canvas: canvas.drawString(72, 760, "林业局"))))
    assert told["problems"] == []
    assert told["pages"][0]["lines"][0]["text"] == "林业局"
    assert {"number", "width", "height", "rotation", "source", "confidence", "lines", "seals"} <= set(told["pages"][0])


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = a_pdf(tmp_path / "表.pdf", a_form)
    assert of(path) == of(path)


def test_lines_lie_in_the_text_and_in_order(tmp_path: Path) -> None:
    page = the_page(of(a_pdf(tmp_path / "表.pdf", a_form)))
    ends = [0, *(line.end for line in page.lines)]
    assert all(end <= line.start < line.end <= len(page.text) for end, line in zip(ends, page.lines, strict=False))
