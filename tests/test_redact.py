"""Copies without private data: what is hidden, what stays, and that nothing lies behind a bar."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import cli
from pipeline.redact.secrets import Known, covered, secrets

KNOWN = Known(frozenset({"何书远", "欧阳澄"}), frozenset({"虚明省青石县柳坡乡北沟村12号"}))


def _masked(text: str, **options: bool) -> str:
    return covered(text, secrets(text, KNOWN, **options))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("当事人何书远砍树", "当事人何某某砍树", id="a name"),
        pytest.param("当事人：何 书 远", "当事人：何 某 某", id="a name spread over its blank"),
        pytest.param("欧阳澄到场", "欧某某到场", id="a double surname"),
        pytest.param("立卷人\t武长青\n", "立卷人\t武某某\n", id="whoever a label names"),
        pytest.param("身份证号：140999198001010017", "身份证号：140999*********017", id="identity number"),
        pytest.param("电话13900001234。", "电话139******34。", id="mobile number"),
        pytest.param("电话：0999-1234567", "电话：0999*******7", id="telephone"),
        pytest.param("账号：6222 0000 1111 2222", "账号：6222 **** **** **22", id="bank account in groups"),
        pytest.param("驾驶晋A12345货车", "驾驶晋A****5货车", id="number plate"),
        pytest.param("住址：虚明省青石县柳坡乡北沟村12号", "住址：虚明省青石县*********", id="a dwelling down to its county"),
        pytest.param("执法证号：虚A0012345", "执法证号：虚A*****45", id="certificate"),
        pytest.param("出生日期：1980年1月12日", "出生日期：1980年****日", id="day of birth"),
    ],
)
def test_what_is_private_is_hidden(text: str, shown: str) -> None:
    assert _masked(text) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("罚款人民币12600.00元", id="a fine"),
        pytest.param("虚林罚决字〔2024〕第003号", id="a document number"),
        pytest.param("2024年5月18日", id="a day of the procedure"),
        pytest.param("依据第七十三条第一款", id="an article"),
        pytest.param("统一社会信用代码91140999MA0ABCDE1X", id="a unit's code"),
        pytest.param("经办人员应当签名", id="a sentence about people"),
    ],
)
def test_what_the_public_may_know_stays(text: str) -> None:
    assert _masked(text) == text


def test_officers_keep_their_certificates_where_asked() -> None:
    assert _masked("执法证号：虚A0012345", certificates=False) == "执法证号：虚A0012345"


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(cli.anjuan, ["redact", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


DECISION = (
    "青石县林业局\n行政处罚决定书\n虚林罚决字〔2024〕第3号\n当事人：何书远，男，身份证号码140999198001010017，住虚明省青石县柳坡乡北沟村12号。\n"
    "2024年3月1日，何书远未经许可采伐林木。决定：罚款人民币2000元。\n青石县林业局\n2024年5月8日\n"
)


def test_a_word_file_is_masked_across_runs_and_its_pictures_are_white(tmp_path: Path) -> None:
    picture = tmp_path / "签名.png"
    Image.new("RGB", (60, 20), "black").save(picture)
    paper = docx.Document()
    for line in DECISION.splitlines():
        paragraph = paper.add_paragraph()
        for at in range(0, len(line), 2):
            paragraph.add_run(line[at : at + 2])  # the name falls into two runs
    paper.add_picture(str(picture))
    paper.core_properties.author = "何书远"
    paper.save(str(tmp_path / "决定书.docx"))
    _run(str(tmp_path / "决定书.docx"), "-o", str(tmp_path / "out"))
    copy = tmp_path / "out" / "决定书.docx"
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(copy)).paragraphs)
    assert "何书远" not in text and "140999198001010017" not in text and "北沟村" not in text
    assert "罚款人民币2000元" in text
    with zipfile.ZipFile(copy) as package:
        assert "何书远".encode() not in b"".join(package.read(name) for name in package.namelist())
        media = next(name for name in package.namelist() if name.startswith("word/media/"))
        with package.open(media) as file, Image.open(file) as white:
            assert white.convert("L").getextrema() == (255, 255)


def test_a_pdf_becomes_pictures_without_text(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "决定书.pdf"))
    canvas.setFont("STSong-Light", 11)
    for row, line in enumerate(DECISION.splitlines()):
        canvas.drawString(60, 780 - 24 * row, line[:46])
    canvas.save()
    said = _run(str(tmp_path / "决定书.pdf"), "-o", str(tmp_path / "out"))
    copy = pypdfium2.PdfDocument(tmp_path / "out" / "决定书.pdf")
    try:
        assert len(copy) == 1
        assert copy[0].get_textpage().get_text_range() == ""
    finally:
        copy.close()
    assert "隐去0处" not in said


def test_a_table_is_masked_cell_by_cell(tmp_path: Path) -> None:
    archive = tmp_path / "案卷"
    (archive / "1").mkdir(parents=True)
    (archive / "1" / "决定书.txt").write_text(DECISION, encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["决定书文号", "当事人", "罚款"])
    book.active.append(["虚林罚决字〔2024〕第3号", "何书远", 2000])
    book.save(archive / "登记簿.xlsx")
    _run(str(archive), "-o", str(tmp_path / "out"))
    rows = list(openpyxl.load_workbook(tmp_path / "out" / "登记簿.xlsx").active.iter_rows(values_only=True))
    assert rows[1] == ("虚林罚决字〔2024〕第3号", "何某某", 2000)


def test_a_copy_never_goes_into_its_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(cli.anjuan, ["redact", str(tmp_path), "-o", str(tmp_path / "out")])
    assert result.exit_code != 0
