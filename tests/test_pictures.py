"""Pictures made right before they are read: photographed sheets, uneven light, spreads, seals, thumbs, ink, colour cards."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from cli import anjuan
from pipeline.problems import UsageError
from pipeline.read import engine as engine_module
from pipeline.read import insets as insets_module
from pipeline.read.cache import cached
from pipeline.read.drawings import Drawings, Picture
from pipeline.read.light import evened
from pipeline.read.marks import beside, inked
from pipeline.read.ocr import Spot
from pipeline.read.quality import blank, colour_card, small
from pipeline.read.runs import Ruling, Rulings
from pipeline.read.scan import read_picture
from pipeline.read.seals import find_seals, is_seal, lift
from pipeline.read.sheet import flat
from pipeline.read.spread import halves
from pipeline.records import Line, Page, SourceFile
from tests import cer, pictures
from tests.pictures import Picture as Image

SOURCE = SourceFile(Path("纸.jpg"), "纸.jpg", "", "image")


def a_sheet(wide: int = 620, high: int = 877) -> Image:
    """White paper with rows of black words."""
    sheet = np.full((high, wide, 3), 245, np.uint8)
    for row in range(8):
        for word in range(9):
            cv2.rectangle(sheet, (60 + 55 * word, 90 + 80 * row), (95 + 55 * word, 110 + 80 * row), (20, 20, 20), -1)
    return sheet


@pytest.fixture(scope="module")
def papers() -> list[pictures.Sheet]:
    """Two printed papers."""
    return pictures.papers(2, 5)


# --- the sheet on a photograph ------------------------------------------------------------------------------------


def on_a_table(corners: list[tuple[int, int]], table: tuple[int, int, int] = (60, 80, 110)) -> Image:
    sheet = a_sheet()
    high, wide = sheet.shape[:2]
    view = np.full((1200, 900, 3), table, np.uint8)
    there = cv2.getPerspectiveTransform(
        np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32), np.array(corners, np.float32)
    )
    cv2.warpPerspective(sheet, there, (900, 1200), dst=view, borderMode=cv2.BORDER_TRANSPARENT)
    return view


def test_a_sheet_on_a_table_is_seen_from_above() -> None:
    corners = [(120, 90), (800, 140), (840, 1090), (70, 1050)]
    view = on_a_table(corners)
    sheet = flat(view, small(view), 2600)
    assert sheet is not None
    high, wide = sheet.image.shape[:2]
    assert high / wide == pytest.approx(2**0.5, rel=0.02)
    back = sheet.back(np.array([(0, 0), (wide, 0), (wide, high), (0, high)]))
    assert np.abs(back - np.array(corners)).max() < 14


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(a_sheet(), id="a scan fills its picture"),
        pytest.param(
            on_a_table([(120, 90), (800, 140), (840, 1090), (70, 1050)], (238, 240, 241)), id="white paper on a white table"
        ),
        pytest.param(np.random.default_rng(2).integers(0, 255, (900, 1200, 3), np.uint8), id="no paper at all"),
    ],
)
def test_where_no_sheet_stands_out_nothing_is_cut(picture: Image) -> None:
    assert flat(picture, small(picture), 2600) is None


def test_a_photograph_is_read_and_its_lines_stand_on_the_picture_as_given(papers: list[pictures.Sheet]) -> None:
    gold = papers[0].lines
    view = pictures.phone(pictures.printed(papers[:1], 150)[0], Random(4), 1500)
    page, problem = read_picture(SOURCE, 1, view)
    wrong, total = cer.errors(gold, page.text, fold=True)
    assert problem is None
    assert wrong <= 0.03 * total
    title = next(line for line in page.lines if line.box)
    x0, y0, x1, y1 = title.box or (0.0, 0.0, 1.0, 1.0)
    part = view[int(y0 * 2000) : int(y1 * 2000), int(x0 * 1500) : int(x1 * 1500)]
    assert float(part.min()) < 0.5 * float(np.median(part))  # there is print in the box


def test_a_shadow_is_lifted_and_colour_stays() -> None:
    sheet = a_sheet()
    cv2.circle(sheet, (480, 700), 50, (40, 30, 210), 6)
    shade = np.linspace(1.0, 0.45, sheet.shape[1])[None, :, None]
    even = evened((sheet * shade).astype(np.uint8), small((sheet * shade).astype(np.uint8)))
    assert even[20, 20].min() > 220
    assert even[20, -20].min() > 220
    blue, _, red = (int(value) for value in even[700, 430])
    assert red - blue > 60


def test_even_light_is_left_alone() -> None:
    sheet = a_sheet()
    assert evened(sheet, small(sheet)) is sheet


# --- spreads ------------------------------------------------------------------------------------------------------


def rows(left: float, right: float, count: int = 7) -> list[Spot]:
    """Lines of text from `left` to `right` on a picture 1400 wide."""
    return [
        Spot(np.array([[left, y], [right, y], [right, y + 20], [left, y + 20]], np.float32))
        for y in range(100, 100 + 60 * count, 60)
    ]


@pytest.mark.parametrize(
    ("spots", "rulings", "wide", "pages"),
    [
        pytest.param(rows(80, 620) + rows(780, 1320), Rulings(), 1400, 2, id="two columns with a gutter"),
        pytest.param(rows(80, 1320), Rulings(), 1400, 1, id="lines across the middle"),
        pytest.param(rows(80, 620) + rows(780, 1320), Rulings((Ruling(90, 60, 1340),)), 1400, 1, id="a landscape form"),
        pytest.param(rows(80, 620) + rows(780, 1320, 2), Rulings(), 1400, 1, id="a caption on the right"),
        pytest.param(rows(80, 320) + rows(380, 620), Rulings(), 700, 1, id="a page in portrait"),
    ],
)
def test_a_spread_is_cut_at_its_gutter(spots: list[Spot], rulings: Rulings, wide: int, pages: int) -> None:
    assert len(halves(spots, rulings, wide, 1000)) == pages


def test_a_spread_reads_one_page_after_the_other_and_stays_one_picture(papers: list[pictures.Sheet]) -> None:
    left, right = papers
    whole = pictures.spread(*pictures.printed([left, right], 130))
    page, _ = read_picture(SOURCE, 3, whole)
    text = "".join(page.text.split())
    assert page.number == 3
    assert text.index("".join(left.lines[-2].split())[:4]) < text.rindex("".join(right.lines[0].split())[:4])
    boxes = [line.box for line in page.lines if line.box]
    assert max(box[2] for box in boxes[:5]) < 0.5 < min(box[0] for box in boxes[-5:])
    assert all(a.end <= b.start for a, b in zip(page.lines, page.lines[1:], strict=False))


# --- what is no text ----------------------------------------------------------------------------------------------


def test_a_thumb_is_no_seal_and_leaves_a_mark_beside_its_label() -> None:
    sheet = np.full((1400, 1000, 3), 250, np.uint8)
    inked_ = pictures.fingerprint(sheet, Random(1), (0.5, 0.5), 70)
    areas = find_seals(inked_)
    assert areas
    assert not any(is_seal(area, 1400) for area in areas)


def test_print_under_a_pale_seal_stays_and_the_seal_goes() -> None:
    sheet = np.full((1400, 1000, 3), 240, np.uint8)
    cv2.circle(sheet, (500, 700), 100, (150, 140, 215), 8)
    cv2.line(sheet, (420, 700), (580, 700), (40, 40, 45), 4)
    (area,) = find_seals(sheet)
    clean = lift(sheet, [area])
    assert clean[600:610, 495:505].min() > 225
    assert clean[700, 500].max() < 90


def a_line(text: str, start: int, box: tuple[float, float, float, float], cell: tuple[int, int, int] | None = None) -> Line:
    return Line(start, start + len(text), box, cell=cell)


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        pytest.param("签名：\n日期", "签名：", 3, id="behind its label"),
        pytest.param("承办人\t\n日期", "承办人", 4, id="in the next cell"),
        pytest.param("承办人：\t\n日期", "承办人：", 4, id="in the label's own cell after a colon"),
    ],
)
def test_where_a_mark_stands_in_the_text(text: str, label: str, expected: int) -> None:
    lines = (a_line(label, 0, (0.1, 0.5, 0.2, 0.52)), a_line("日期", len(text) - 2, (0.1, 0.6, 0.15, 0.62)))
    assert beside(text, lines, [(0.3, 0.49, 0.4, 0.53)]) == (expected,)


def test_a_mark_with_nothing_to_its_left_is_left_out() -> None:
    assert beside("签名：", (a_line("签名：", 0, (0.5, 0.5, 0.6, 0.52)),), [(0.1, 0.5, 0.2, 0.53)]) == ()


def test_pen_strokes_outside_the_print_are_found_and_ruled_lines_are_not() -> None:
    page = np.full((900, 640), 245, np.uint8)
    cv2.line(page, (40, 500), (600, 500), 0, 2)
    cv2.putText(page, "label", (60, 300), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)
    assert inked(page, [(0.08, 0.3, 0.2, 0.345)], 0.02) == []
    cv2.polylines(
        page, [np.array([(220, 300), (240, 280), (250, 305), (270, 278), (285, 304), (300, 284)])], False, 20, 2
    )
    assert len(inked(page, [(0.08, 0.3, 0.2, 0.345)], 0.02)) == 1


def test_a_colour_card_is_named_and_has_no_text() -> None:
    card = np.full((900, 640, 3), 235, np.uint8)
    colours = [(0, 0, 255), (0, 255, 0), (255, 0, 0), (0, 255, 255), (255, 255, 0), (255, 0, 255), (0, 128, 255), (128, 255, 0)]
    for place, colour in enumerate(colours):
        x, y = 40 + 140 * (place % 4), 100 + 160 * (place // 4)
        cv2.rectangle(card, (x, y), (x + 110, y + 120), colour, -1)
    assert colour_card(card)
    assert not colour_card(a_sheet())
    page, _ = read_picture(SOURCE, 1, card)
    assert (page.state, page.reason) == ("blank", "色卡")


def test_a_blank_back_with_the_black_border_of_the_glass_is_blank() -> None:
    back = np.full((900, 640, 3), 240, np.uint8)
    back[:, :14] = back[-20:] = 5
    assert blank(back)


def test_of_hundreds_of_pictures_on_a_page_the_signatures_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    tiles = [Picture(None, (x * 12.0, y * 12.0, x * 12.0 + 12, y * 12.0 + 12)) for x in range(20) for y in range(20)]  # type: ignore[arg-type]
    signature = Picture(None, (300.0, 500.0, 380.0, 530.0))  # type: ignore[arg-type]
    seen: list[Picture] = []
    monkeypatch.setattr(insets_module, "_image", lambda page, picture: seen.append(picture))
    insets_module.insets(None, Drawings(Rulings(), (*tiles, signature), (), 1), (595.0, 842.0))  # type: ignore[arg-type]
    assert signature in seen
    assert len(seen) <= 40


# --- engine -------------------------------------------------------------------------------------------------------


def test_where_openvino_does_not_load_onnx_runtime_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    monkeypatch.setattr(engine_module, "_graphics", lambda: [])
    engine_module._backend.cache_clear()
    try:
        assert engine_module._backend() == "onnxruntime"
        assert engine_module._int8("rec") is None
    finally:
        engine_module._backend.cache_clear()


def test_other_weights_read_a_kept_page_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANJUAN_CACHE", str(tmp_path))
    read: list[str] = []

    def page() -> tuple[Page, None]:
        read.append("read")
        return Page(SOURCE, 1, ""), None

    for version in ("a", "a", "b"):
        monkeypatch.setattr("pipeline.read.cache.version", lambda version=version: version)
        cached(SOURCE, 1, np.zeros((4, 4, 3), np.uint8), (4.0, 4.0), page)
    assert len(read) == 2


def test_without_nncf_training_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name, package=None: None)
    result = CliRunner().invoke(anjuan, ["train", "ocr-int8", "-o", str(tmp_path / "m")])
    assert isinstance(result.exception, UsageError)
    assert "pip install nncf" in str(result.exception)


# --- boxes to tick ------------------------------------------------------------------------------------------------


def a_form_with_boxes() -> Image:
    """Four boxes: ticked over the rim, empty, filled, and a character with four sides."""
    from PIL import Image as Pillow
    from PIL import ImageDraw, ImageFont

    page = Pillow.new("RGB", (900, 500), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(Path(pictures.typeface.FONTS) / "song.ttf"), 30)
    for place, word in enumerate(("直接送达", "邮寄送达", "留置送达")):
        pen.rectangle((60, 66 + 80 * place, 84, 90 + 80 * place), outline="black", width=2)
        pen.text((96, 60 + 80 * place), word, font=font, fill="black")
    pen.line([(62, 76), (70, 88), (92, 58)], fill="black", width=3)
    pen.rectangle((65, 231, 79, 245), fill="black")
    pen.text((60, 300), "国家赔偿", font=font, fill="black")
    return np.ascontiguousarray(np.asarray(page)[:, :, ::-1])


def test_boxes_are_read_as_empty_or_ticked_and_a_character_stays_one() -> None:
    page, _ = read_picture(SOURCE, 1, a_form_with_boxes())
    assert page.text.split("\n") == ["☑直接送达", "□邮寄送达", "☑留置送达", "国家赔偿"]
    assert page.confidence <= 0.7


def test_a_sheet_between_papers_is_named_and_no_paper() -> None:
    sheet = pictures.Sheet([pictures.Glyphs(200, 400, 40, "hei", "文档分隔页")], ["文档分隔页"])
    page, _ = read_picture(SOURCE, 1, pictures.printed([sheet], 100)[0])
    assert (page.state, page.reason) == ("blank", "分隔页")
