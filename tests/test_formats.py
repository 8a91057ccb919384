"""Every format an archive room holds, read from one small file each (tests/cases/<format>/, made by tests/cases/make.py)."""

from __future__ import annotations

import difflib
import hashlib
import importlib.util
import json
import math
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.read import collect, read, with_passwords
from pipeline.read.office import libreoffice
from pipeline.records import Page, SourceFile

CASES = Path(__file__).parent / "cases"
PASSWORDS = ("not-this-one", "lin-2024")
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir() and not path.name.startswith("_"))
NEEDS = {"office": libreoffice(), "packed": importlib.util.find_spec("libarchive")}
KINDS = dict.fromkeys(("doc", "wps", "rtf", "odt", "xls", "et"), "office") | {"7z": "packed", "zip_aes": "packed"}


def paper(name: str) -> Path:
    """The one paper of a case."""
    (found,) = (path for path in (CASES / name).iterdir() if path.name not in ("expected.json", "note.md"))
    return found


def told(name: str, passwords: tuple[str, ...] = PASSWORDS) -> dict[str, Any]:
    """What reading gives: text, places and seals of each page, kinds of problems."""
    with with_passwords(passwords):
        reading = read(collect(paper(name)).cases[0].files[0])
    return {"pages": [shown(page) for page in reading.pages], "problems": [problem.kind for problem in reading.problems]}


def shown(page: Page) -> dict[str, Any]:
    """A page as expected.json has it."""
    places = sum(line.box is not None or line.place is not None for line in page.lines)
    return {
        "source": page.source.name,
        "number": page.number,
        "state": page.state,
        "origin": page.origin,
        "text": page.text,
        "lines_without_place": len(page.lines) - places,
        "seals": [seal.text for seal in page.seals],
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_read_in_full(name: str, request: pytest.FixtureRequest) -> None:
    if name in KINDS and not NEEDS[KINDS[name]]:
        pytest.skip(f"{KINDS[name]} is not installed here")
    found, expected = told(name), CASES / name / "expected.json"
    if request.config.getoption("--regold"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    assert [_exact(page) for page in found["pages"]] == [_exact(page) for page in wanted["pages"]]
    assert found["problems"] == wanted["problems"]
    for page, other in zip(found["pages"], wanted["pages"], strict=True):
        assert difflib.SequenceMatcher(None, page["text"], other["text"], autojunk=False).ratio() > 0.9


def _exact(page: dict[str, Any]) -> dict[str, Any]:
    """What must be the same to the letter: of a picture not its words, they are another test's."""
    return {key: value for key, value in page.items() if key != "text" or page["origin"] == "text"}


@pytest.mark.parametrize("name", ["pdf_locked", "docx_locked", "zip_locked"])
def test_a_locked_file_names_the_setting_to_fill(name: str) -> None:
    with with_passwords(()):
        reading = read(collect(paper(name)).cases[0].files[0])
    assert ([problem.kind for problem in reading.problems], reading.pages) == (["encrypted"], ())
    assert "passwords" in reading.problems[0].message


def test_a_wrong_password_opens_nothing() -> None:
    assert told("docx_locked", ("wrong",)) == {"pages": [], "problems": ["encrypted"]}


def test_the_ring_of_a_seal_whose_letters_are_text_stays_out_of_the_lines(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "决定书.pdf"))
    canvas.setFont("STSong-Light", 12)
    printed = ["青石县林业局行政处罚决定书", "决定：罚款2000元。", "青石县林业局", "2024年5月8日"]
    for row, line in enumerate(printed):
        canvas.drawString(80, 760 - 26 * row, line)
    for number, letter in enumerate("青石县林业和草原局"):
        angle = math.radians(200 - 25 * number)
        canvas.saveState()
        canvas.translate(120 + 40 * math.cos(angle), 695 + 40 * math.sin(angle))
        canvas.rotate(math.degrees(angle) - 90)
        canvas.drawCentredString(0, 0, letter)
        canvas.restoreState()
    canvas.save()
    source = SourceFile(tmp_path / "决定书.pdf", "决定书.pdf", hashlib.sha256((tmp_path / "决定书.pdf").read_bytes()).hexdigest(), "pdf")
    assert read(source).pages[0].text.split("\n") == printed
