"""Where a small question of a check turns from yes to no, one step on either side of its line."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.check import checks_filing, checks_identity, checks_party, checks_people, engine, reading
from pipeline.check.question import Question, _agrees
from pipeline.check.score import _band
from pipeline.law import Law
from pipeline.records import Line, Page, PartialDate, SourceFile
from pipeline.registers import Registers
from tests.builders import a_case, a_settings


@pytest.mark.parametrize(
    ("value", "last"),
    [
        (PartialDate(2022, 11), date(2022, 11, 30)),
        (PartialDate(2022, 12), date(2022, 12, 31)),
        (PartialDate(2022), date(2022, 12, 31)),
        (date(2022, 12, 5), date(2022, 12, 5)),
    ],
    ids=str,
)
def test_the_last_day_a_date_may_mean(value: object, last: date) -> None:
    assert reading.last_day(value) == last


@pytest.mark.parametrize(("points", "band"), [("85", "良好"), ("84.99", "合格"), ("75", "合格"), ("74.99", "不合格"), ("95", "优秀")])
def test_a_band_begins_at_its_points(points: str, band: str) -> None:
    bands = [("优秀", Decimal(95)), ("良好", Decimal(85)), ("合格", Decimal(75))]
    assert _band(Decimal(points), False, False, bands) == band


@pytest.mark.parametrize(
    ("one", "other", "near"), [("东山县", "东山县", True), ("东山县", "车山县", True), ("东山县", "车出县", False), ("东山县", "东山", False)]
)
def test_one_misread_character_is_near(one: str, other: str, near: bool) -> None:
    assert checks_filing._near(one, other) is near


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("王大山", "王太山", True), ("王大山", "王太出", False), ("王大山", "王大", True), ("王大山", "王", False)]
)
def test_one_character_apart_or_lost_is_alike(one: str, other: str, alike: bool) -> None:
    assert checks_people._alike(one, other) is alike


@pytest.mark.parametrize(("other", "unlike"), [("某某县林业局", False), ("某某县水利局", False), ("某某县水利厅", True)])
def test_two_characters_apart_are_no_other_authority(other: str, unlike: bool) -> None:
    assert checks_identity._unlike("某某县林业局", other) is unlike


@pytest.mark.parametrize(("stamp", "misread"), [("甲乙丙丁戊", True), ("甲乙丙己庚", True), ("甲乙己庚辛", False)])
def test_three_characters_of_five_are_a_misread_seal(stamp: str, misread: bool) -> None:
    assert checks_identity._misread("甲乙丙丁戊", stamp) is misread


@pytest.mark.parametrize(("days", "kept"), [(0, True), (checks_people._MISREAD, True), (checks_people._MISREAD + 1, False)])
def test_a_day_too_far_from_the_case_was_misread(days: int, kept: bool) -> None:
    day = date(2022, 3, 10)
    question = Question(a_case(), {}, (), day, Law.load(), a_settings(), Registers())
    asked = day - timedelta(days=days)
    assert (checks_people._plausible(question, asked) == asked) is kept


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (PartialDate(2022), date(2022, 3, 1), True),
        (PartialDate(2022, 3), date(2022, 3, 1), True),
        (PartialDate(2022, 4), date(2022, 3, 1), False),
        (PartialDate(2021), date(2022, 3, 1), False),
        (date(2022, 3, 2), date(2022, 3, 1), False),
    ],
    ids=str,
)
def test_a_coarser_date_agrees_with_a_finer_one(one: object, other: object, agree: bool) -> None:
    assert _agrees(one, other) is agree


@pytest.mark.parametrize(("day", "inside"), [("2021-07-14", False), ("2021-07-15", True), ("2022-07-14", True), ("2022-07-15", False)])
def test_a_rule_applies_from_its_first_to_its_last_day(day: str, inside: bool) -> None:
    span = {"since": date(2021, 7, 15), "until": date(2022, 7, 14)}
    assert engine._inside(span, date.fromisoformat(day)) is inside


@pytest.mark.parametrize(
    ("title", "quote"), [("处罚决定书", "处罚决定书"), ("另一名称", "处罚决定书")], ids=["at the beginning", "not on the page"]
)
def test_a_title_is_shown_where_it_stands(title: str, quote: str) -> None:
    first = Line(0, 5, (0.1, 0.1, 0.9, 0.2))
    second = Line(6, 9, (0.1, 0.3, 0.9, 0.4))
    page = Page(SourceFile(Path("case.pdf"), "case.pdf", "0", "pdf"), 1, "处罚决定书\n当事人", lines=(first, second))
    found = engine._heading(page, title)
    assert (found.start, found.quote, found.box) == (0, quote, first.box)


@pytest.mark.parametrize(("name", "is_name"), [("王某", True), ("王", False)])
def test_a_name_has_two_characters(name: str, is_name: bool) -> None:
    assert bool(checks_party._is_name(name)) is is_name

