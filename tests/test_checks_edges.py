"""Limits inside the checks, each met on both sides one step apart: likeness of words and names, places on a page, sureness, sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.check import (
    absence,
    check,
    checks_filing,
    checks_identity,
    checks_index,
    checks_party,
    checks_people,
    checks_quantities,
    checks_service,
    checks_volume,
    engine,
    load_rules,
    question,
    reading,
    spots,
)
from pipeline.check.score import score
from pipeline.check.standard import load_standard
from pipeline.check.standard_items import read_points
from pipeline.law import Law
from pipeline.problems import DataError
from pipeline.records import CaseRecord, Document, Evidence, Field, Finding, Line, PartialDate, Person
from pipeline.settings import load
from tests.builders import a_case, a_page, a_registers, a_settings

RULES = {rule.code: rule for rule in load_rules()}


def verdict(code: str, **given: Any) -> str:
    settings, registers = a_settings(**given.get("settings", {})), a_registers(given.get("registers"))
    return check(a_case(**given), (RULES[code],), Law.load(), settings, registers)[0].verdict


# --- words and names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "before", "is_one"),
    [
        ("处罚告知书", "", True),
        ("告知书", "", False),
        ("某某某某某某某某某某某某某某某某某某某某某通知书", "", True),
        ("某某某某某某某某某某某某某某某某某某某某某某通知书", "", False),
        ("处罚告知书", "某" * 24, True),
        ("处罚告知书", "某" * 25, False),
    ],
    ids=["five signs", "three signs", "24 signs", "25 signs", "after a line of 24", "after a line of 25"],
)
def test_a_short_line_alone_may_be_a_title(line: str, before: str, is_one: bool) -> None:
    assert (line in absence._short_lines(f"{before}\n{line}")) is is_one


@pytest.mark.parametrize(("confidence", "missing"), [(0.7, True), (0.69, None)])
def test_a_paper_of_doubtful_role_may_be_the_one_that_is_missing(confidence: float, missing: bool | None) -> None:
    case = a_case(papers=[{"role": "photo", "title": "法制审核意见书", "text": "甲"}, "decision"])
    papers = (replace(case.documents[0], confidence=confidence), *case.documents[1:])
    assert absence.surely_absent(replace(case, documents=papers), "legal_review") is missing


@pytest.mark.parametrize(("one", "other", "alike"), [("行政告知书", "行政处罚告知书", True), ("告知书件", "告知的书件", False)])
def test_a_title_with_a_word_put_in_is_the_same_from_five_signs_on(one: str, other: str, alike: bool) -> None:
    assert checks_index._same_letters(one, other) is alike


@pytest.mark.parametrize(("one", "other", "inside"), [("询问录", "询问录甲乙", True), ("询问", "询问笔录", False)])
def test_a_title_of_three_signs_may_be_inside_another(one: str, other: str, inside: bool) -> None:
    spelt = frozenset({one}), frozenset({other})
    assert checks_index._contained(*spelt) is checks_index._contained(*reversed(spelt)) is inside


@pytest.mark.parametrize(("title", "spelt"), [("书证", {"书证"}), ("书", set())])
def test_a_title_has_two_signs_at_least(title: str, spelt: set[str]) -> None:
    assert checks_index._spellings(title) == spelt


@pytest.mark.parametrize(("stamp", "read"), [("某县林甲乙", True), ("某县甲乙丙", False)])
def test_a_seal_is_misread_where_three_of_five_signs_stand(stamp: str, read: bool) -> None:
    assert checks_identity._misread("某县林业局", stamp) is read


@pytest.mark.parametrize(("other", "unlike"), [("某县林甲乙", False), ("某县甲乙丙", True)])
def test_an_authority_is_another_from_three_signs_on(other: str, unlike: bool) -> None:
    assert checks_identity._unlike("某县林业局", other) is unlike


@pytest.mark.parametrize(("county", "near"), [("云岭县", True), ("云领县", True), ("晋领县", False)])
def test_a_county_one_sign_off_is_near(county: str, near: bool) -> None:
    assert checks_filing._near(county, "云岭县") is near


@pytest.mark.parametrize(("other", "alike"), [("丁大山", True), ("丁太山", True), ("王太山", False), ("丁山", True), ("丁", False)])
def test_a_name_one_sign_apart_or_one_lost_is_alike(other: str, alike: bool) -> None:
    assert checks_people._alike("丁大山", other) is alike


@pytest.mark.parametrize(("name", "person"), [("欧阳丁山", True), ("某县甲木行", False)])
def test_a_person_has_four_signs_at_most(name: str, person: bool) -> None:
    assert checks_service._person(name) is person


@pytest.mark.parametrize(("text", "kind"), [("1" * 16, "citizen"), ("1" * 15, "15 signs"), ("1" * 19, "citizen"), ("1" * 20, "20 signs")])
def test_a_number_of_sixteen_to_nineteen_signs_is_a_citizens(text: str, kind: str) -> None:
    assert checks_party._kind(text) == kind


@pytest.mark.parametrize(("name", "counts"), [("丁", ("fail", "丁二不在")), ("丁山", ("pass", ""))])
def test_a_sign_read_behind_a_name_is_passed_over_from_two_signs_on(name: str, counts: tuple[str, str]) -> None:
    roster = a_registers({"officers": [{"name": name}]}).officers or ()
    found, said = checks_people._on_roster(Person(f"{name}二"), date(2024, 1, 1), roster, "text")
    assert (found, said.startswith(counts[1])) == (counts[0], True)


@pytest.mark.parametrize(("days", "kept"), [(checks_people._MISREAD, True), (checks_people._MISREAD + 1, False)])
def test_a_day_years_off_is_rather_misread(days: int, kept: bool) -> None:
    asked = question.Question(a_case(), {}, (), date(2024, 1, 1), Law.load(), load(None))
    far = date.fromordinal(date(2024, 1, 1).toordinal() + days)
    assert (checks_people._plausible(asked, far) is not None) is kept


# --- figures -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("metres", "right"), [("2002", True), ("2003", False), ("666", True), ("665", False)])
def test_a_conversion_may_lose_the_last_digit_of_either(metres: str, right: bool) -> None:
    small, whole = (Field("area_mu", Decimal(one), Evidence("甲", 1, 0, 1, ""), 1.0, "") for one in ("2", metres))
    assert checks_quantities._converts(small, whole, Decimal(667)) is right


@pytest.mark.parametrize(("points", "taken"), [("0.01", True), ("0", False)])
def test_points_are_more_than_nothing(points: str, taken: bool) -> None:
    if taken:
        assert read_points(Path("标准.yaml"), "items.甲", points) == Decimal(points)
    else:
        with pytest.raises(DataError, match="大于零"):
            read_points(Path("标准.yaml"), "items.甲", points)


@pytest.mark.parametrize(("passed", "band"), [(8, "优秀"), (7, None)])
def test_four_fifths_decided_are_enough_for_a_band(tmp_path: Path, passed: int, band: str | None) -> None:
    items = "\n".join(
        f"  - {{id: 甲{n}, points: 1, by: machine, text: 甲, deduct: 甲, basis: 甲, rules: {{JD-{n:02d}: 1}}}}" for n in range(1, 11)
    )
    path = tmp_path / "标准.yaml"
    path.write_text(f"name: 甲\nstages: {{甲: 10}}\nitems:\n{items}\nvetoes: []\n", encoding="utf-8")
    findings = [Finding("例", f"JD-{n:02d}", "pass" if n <= passed else "unsure", "deduct", "甲", "甲") for n in range(1, 11)]
    assert score(findings, a_case(), load_standard(path), load(None))[0].band == band


# --- dates and sureness ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "last"),
    [
        (PartialDate(2021, 11), date(2021, 11, 30)),
        (PartialDate(2021, 12), date(2021, 12, 31)),
        (PartialDate(2021), date(2021, 12, 31)),
    ],
)
def test_the_last_day_of_a_month_or_year(value: PartialDate, last: date) -> None:
    assert reading.last_day(value) == last


@pytest.mark.parametrize(("one", "agrees"), [(PartialDate(2021), True), (PartialDate(2021, 3), True), (PartialDate(2021, 4), False)])
def test_a_coarser_date_agrees_with_its_day(one: PartialDate, agrees: bool) -> None:
    assert question._agrees(one, date(2021, 3, 5)) is agrees


@pytest.mark.parametrize(("confidence", "readable"), [(0.5, True), (0.49, False)])
def test_a_picture_is_readable_from_half_on(confidence: float, readable: bool) -> None:
    assert reading.readable(Document("decision", "", (a_page(1, "甲", origin="ocr", confidence=confidence),))) is readable


@pytest.mark.parametrize(("confidence", "candidates"), [(0.99, 1), (0.98, 2)])
def test_the_home_papers_word_settles_a_day_where_it_was_clearly_read(confidence: float, candidates: int) -> None:
    case = a_case(decision_date=date(2022, 3, 10), conflicts={"decision_date": [date(2022, 3, 11)]})
    case = replace(case, facts={name: replace(fact, confidence=confidence) for name, fact in case.facts.items()})
    asked = question.Question(case, {}, (), None, Law.load(), load(None))
    assert len(reading.settled(asked, "decision_date").values) == candidates


@pytest.mark.parametrize(("confidence", "expected"), [(0.88, "fail"), (0.87, "unsure")])
def test_an_accusation_rests_on_a_line_that_was_surely_read(confidence: float, expected: str) -> None:
    order = {"decision_date": "2022-03-10", "decision_approval_date": "2022-03-11"}
    dates = {name: date.fromisoformat(day) for name, day in order.items()}
    assert verdict("JD-12", **dates, papers=["decision_approval", "decision"], origin="ocr", confidence=confidence) == expected


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2021, 7, 14), False), (date(2021, 7, 15), True), (date(2022, 1, 1), True), (date(2022, 1, 2), False)],
)
def test_a_rule_applies_from_its_first_to_its_last_day(day: date, inside: bool) -> None:
    assert engine._inside({"since": date(2021, 7, 15), "until": date(2022, 1, 1)}, day) is inside


@pytest.mark.parametrize(("name", "doubtful"), [("欧阳山", False), ("丁山王水", True)])
def test_four_signs_are_rather_two_names(name: str, doubtful: bool) -> None:
    field = Field("officers", Person(name), Evidence("甲", 1, 0, 1, ""), 1.0, "")
    assert engine._misreadable(field) is doubtful


# --- places on a page --------------------------------------------------------------------------------------------------------


def a_paged(text: str, *boxes: tuple[float, float, float, float]) -> Document:
    starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == "\n")]
    ends = [*(n for n, sign in enumerate(text) if sign == "\n"), len(text)]
    lines = tuple(Line(start, end, box) for start, end, box in zip(starts, ends, boxes, strict=True))
    return Document("decision", "", (a_page(1, text, lines=lines),))


UPPER, LOWER = (0.1, 0.1, 0.5, 0.2), (0.1, 0.3, 0.5, 0.4)


@pytest.mark.parametrize(("words", "box"), [("甲乙", UPPER), ("丙丁", LOWER), ("乙丙", (0.1, 0.1, 0.5, 0.4))])
def test_a_wording_has_the_box_of_the_lines_it_stands_in(words: str, box: tuple[float, float, float, float]) -> None:
    found = spots.spot((a_paged("甲乙\n丙丁", UPPER, LOWER),), words)
    assert found is not None and found[1].box == box


NEXT_TO_EACH_OTHER = a_page(1, "甲乙丙丁", lines=(Line(0, 2, UPPER), Line(2, 4, LOWER)))


@pytest.mark.parametrize(("words", "box"), [("甲乙", UPPER), ("丙丁", LOWER)])
def test_runs_that_touch_are_told_apart(words: str, box: tuple[float, float, float, float]) -> None:
    found = spots.spot((Document("decision", "", (NEXT_TO_EACH_OTHER,)),), words)
    assert found is not None and found[1].box == box
    assert engine._heading(NEXT_TO_EACH_OTHER, words).box == box


def test_a_title_at_the_head_of_a_line_is_quoted_alone() -> None:
    assert engine._heading(NEXT_TO_EACH_OTHER, "甲乙").quote == "甲乙"


def test_a_pattern_that_matches_nothing_finds_no_place() -> None:
    assert spots.spot((a_paged("甲", UPPER),), "乙?") is None


@pytest.mark.parametrize(("text", "found"), [("甲。乙甲丙", True), ("丙甲。乙", False), ("甲乙", True)], ids=["next sentence", "its own", "no stop"])
def test_a_denial_counts_only_in_the_sentence_itself(text: str, found: bool) -> None:
    first = spots.spot((a_paged(text, UPPER),), "甲", but="丙")
    assert (first is not None) is found


@pytest.mark.parametrize(("title", "box"), [("甲乙", UPPER), ("丙丁", LOWER), ("", UPPER)])
def test_a_paper_as_a_whole_is_shown_by_its_title(title: str, box: tuple[float, float, float, float]) -> None:
    page = a_paged("甲乙\n丙丁", UPPER, LOWER).pages[0]
    assert engine._heading(page, title).box == box


# --- the bound volume ----------------------------------------------------------------------------------------------------------


def a_volume(*boxes: tuple[float, float, float, float] | None, text: str = "1") -> CaseRecord:
    case = a_case(papers=[{"role": "photo", "text": "甲"} for _ in boxes])
    pages = tuple(
        replace(page, text=f"甲\n{n}", lines=(Line(2, 2 + len(str(n)), box),) if box else ())
        for n, (page, box) in enumerate(zip(case.pages, boxes, strict=True), 1)
    )
    return replace(case, pages=pages)


RIGHT, LEFT = (0.8, 0.05, 0.82, 0.07), (0.18, 0.05, 0.2, 0.07)


def numbered(case: CaseRecord, **settings: Any) -> str:
    return check(case, (RULES["GD-51"],), Law.load(), a_settings(**settings), a_registers(None))[0].verdict


@pytest.mark.parametrize(("read", "expected"), [(4, "pass"), (3, "unsure")])
def test_a_numbering_is_read_where_four_pages_of_five_show_it(read: int, expected: str) -> None:
    assert numbered(a_volume(*[RIGHT] * read, *[None] * (5 - read))) == expected


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((0.5, 0.05, 0.52, 0.099), "pass"),
        ((0.5, 0.05, 0.52, 0.1), "unsure"),
        ((0.5, 0.901, 0.52, 0.95), "pass"),
        ((0.5, 0.9, 0.52, 0.95), "unsure"),
    ],
    ids=["head", "below the head", "foot", "above the foot"],
)
def test_a_page_number_stands_in_the_outer_tenth(box: tuple[float, float, float, float], expected: str) -> None:
    assert numbered(a_volume(box, box)) == expected


@pytest.mark.parametrize(
    ("corner", "boxes", "expected"),
    [
        ("outer-top", (RIGHT, LEFT), "pass"),
        ("outer-top", (RIGHT, RIGHT), "fail"),
        ("upper-left", (LEFT, LEFT), "pass"),
        ("lower-left", (LEFT, LEFT), "fail"),
        ("top", ((0.49, 0.05, 0.51, 0.07),) * 2, "pass"),
        ("somewhere", (RIGHT, RIGHT), "unsure"),
    ],
)
def test_a_page_number_stands_where_the_office_wants_it(corner: str, boxes: tuple[Any, Any], expected: str) -> None:
    assert numbered(a_volume(*boxes), page_corner=corner) == expected


def test_a_paper_that_counts_its_own_pages_is_no_page_number() -> None:
    lines = (Line(0, 3, (0.4, 0.92, 0.45, 0.94)), Line(4, 7, (0.5, 0.93, 0.55, 0.95)), Line(8, 9, (0.9, 0.97, 0.92, 0.99)))
    page = a_page(1, "第1页\n共2页\n7", lines=lines)
    found = checks_volume.printed_number(0, page)
    assert found is not None and found.number == 7
    assert checks_volume.printed_number(0, replace(page, lines=lines[:2])) is None


@pytest.mark.parametrize(("top", "level"), [(0.13, True), (0.14, False)])
def test_lines_are_level_where_they_overlap(top: float, level: bool) -> None:
    one, other = Line(0, 1, (0.1, 0.1, 0.2, 0.14)), Line(2, 3, (0.3, top, 0.4, 0.2))
    assert checks_volume._level(one, other) is checks_volume._level(other, one) is level
