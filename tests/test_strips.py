"""Lines read side by side, spaces and marks put right, bare parts of a page left out of detection."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.learn.ocr_characters import printed
from pipeline.read.bands import together
from pipeline.read.engine import recogniser
from pipeline.read.ocr import detect
from pipeline.read.recognise import _FULL, _spaced, _strips, _widened, recognise
from pipeline.synth import typeface


def a_line(text: str) -> NDArray[np.uint8]:
    """Print on white, as the detector cuts it."""
    font = ImageFont.truetype(str(Path(typeface.FONTS) / "song.ttf"), 32)
    page = Image.new("L", (round(font.getlength(text)) + 16, 46), 255)
    ImageDraw.Draw(page).text((8, 5), text, font=font, fill=0)
    return np.asarray(page)


def test_lines_side_by_side_keep_their_words_and_order() -> None:
    said = ["罚款人民币壹万元整", "当事人", "2024年5月20日", "国家赔偿"]
    assert [heard.text for heard in recognise([a_line(text) for text in said])] == said


def test_no_line_gives_no_answer() -> None:
    assert recognise([]) == []


def test_no_strip_of_several_lines_is_longer_than_a_full_one() -> None:
    strips = _strips([700, 300, 300, 200, 1500, 90])
    assert sorted(index for strip in strips for index, _ in strip.lines) == [0, 1, 2, 3, 4, 5]
    assert all(strip.end <= _FULL for strip in strips if len(strip.lines) > 1)


@pytest.mark.parametrize(
    ("characters", "middles", "expected"),
    [
        pytest.param("林某山王某", [1, 5, 9, 17, 21], "林某山 王某", id="two names"),
        pytest.param("送达回证", [1, 13, 25, 37], "送达回证", id="letters set wide"),
        pytest.param("卷宗", [1, 9], "卷宗", id="nothing to compare with"),
        pytest.param("林某山2", [1, 5, 9, 17], "林某山 2", id="a date behind a name"),
    ],
)
def test_a_gap_as_wide_as_a_character_is_a_space(characters: str, middles: list[float], expected: str) -> None:
    assert _spaced(list(characters), np.array(middles)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("径阶(cm)", "径阶（cm）", id="a pair"),
        pytest.param("时间:10:30", "时间：10:30", id="a clock"),
        pytest.param("（¥14,144.00)", "（¥14,144.00）", id="half a pair, digits in groups"),
        pytest.param("(2)", "(2)", id="no Chinese beside it"),
    ],
)
def test_marks_among_chinese_are_of_full_width(text: str, expected: str) -> None:
    assert _widened(text) == expected


def test_points_go_back_to_where_bare_rows_were_left_out() -> None:
    page = np.full((960, 672), 250, np.uint8)
    for y in (100, 800):
        cv2.putText(page, "text", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    part = together(page)
    assert part.image.shape[0] < 500
    y, x = np.argwhere(part.image < 100)[-1]
    ((back_x, back_y),) = part.back(np.array([[x, y]], np.float32)).tolist()
    assert back_y > 700
    assert page[int(back_y), int(back_x)] < 100


def test_a_line_is_found_where_it_stands_on_a_bare_page() -> None:
    page = np.full((2300, 1600), 245, np.uint8)
    line = a_line("罚款人民币壹万元整")
    page[1500 : 1500 + line.shape[0], 700 : 700 + line.shape[1]] = line
    (spot,) = detect(page)
    assert abs(spot.corners[:, 1].mean() - 1523) < 6
    assert abs(spot.corners[:, 0].mean() - 700 - line.shape[1] / 2) < 12


def test_a_bare_page_has_no_lines() -> None:
    assert detect(np.full((2300, 1600), 245, np.uint8)) == []


def test_the_alphabet_keeps_rare_names_and_money_and_drops_kana() -> None:
    alphabet = set(recogniser()[1])
    assert set("喆堃犇¥〇〔〕☑①（") <= alphabet
    assert not printed("ト")
    assert printed("㛃")
