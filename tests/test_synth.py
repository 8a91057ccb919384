"""The maker of synthetic archives: the same seed the same bytes, gold in shape, numbers that check, every character there."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest

from pipeline.synth import faults, make
from pipeline.synth.archive import compose, numbers, styles
from pipeline.synth.blocks import Run, Table, Text
from pipeline.synth.bundle import Written, write
from pipeline.synth.calendar import is_workday, workdays_after
from pipeline.synth.case import Case, draft
from pipeline.synth.identity import code_check, credit_code, id_check
from pipeline.synth.papers import TEMPLATES
from pipeline.synth.sample import CASES, SAMPLE
from pipeline.synth.typeface import missing
from pipeline.synth.world import Office, found
from pipeline.synth.writing import capital, count_text, day_chinese

ALL = styles("all")
OFFICE = found(Random("office"), "林业局")


def a_case(style: str, **wish: object) -> Case:
    return draft(Random(style), "2024-001", OFFICE, [row for row in ALL if row["name"] == style], "pdf", wish, set())


@cache
def planted(name: str) -> tuple[Case, Office, tuple[Written, ...]]:
    plan: faults.Plan = ((name,), ()) if name in faults.DEFECTS else ((), (name,))
    case = faults.plant(draft(Random(name), "2024-001", OFFICE, ALL, "pdf", faults.wish(plan), set()), OFFICE, plan)
    return case, OFFICE, write(case, OFFICE, numbers(case, OFFICE))


def runs(written: tuple[Written, ...]) -> list[tuple[str, Run]]:
    """Every run with the use its font has."""
    result = []
    for each in written:
        for block in each.blocks:
            if isinstance(block, Text):
                result += [("title" if block.kind == "title" else "body", run) for run in block.runs]
            elif isinstance(block, Table):
                result += [("form", run) for row in block.rows for cell in row.cells for line in cell for run in line]
    return result


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    for name in ("one", "two"):
        make(tmp_path / name, cases=1, seed=7, kind=kind)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_the_same_scan_comes_out_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        compose(tmp_path / name, Random(3), ["scan"], styles("train"), [(("jd18_unsigned",), ())], registers=False, small=True)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_another_seed_gives_another_case(tmp_path: Path) -> None:
    make(tmp_path / "one", cases=1, seed=1, kind="docx")
    make(tmp_path / "two", cases=1, seed=2, kind="docx")
    assert files(tmp_path / "one")["gold/cases.jsonl"] != files(tmp_path / "two")["gold/cases.jsonl"]


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="kind"):
        make(tmp_path, cases=1, seed=1, kind="paper")


def test_held_styles_are_never_train_styles() -> None:
    assert {row["name"] for row in styles("held")} == {"far_county", "far_city"}
    assert not {row["name"] for row in styles("held")} & {row["name"] for row in styles("train")}


def test_every_paper_of_the_sample_is_where_gold_says() -> None:
    pages = {}
    rows = [json.loads(line) for line in (SAMPLE / "gold" / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        pages |= {source: given["count"] for source, given in row["sources"].items()}
        for paper in row["documents"]:
            assert paper["pages"] is None or all(1 <= page <= pages[paper["source"]] for page in paper["pages"])
    assert len(rows) == len(CASES)
    assert all((SAMPLE / "archive" / source).is_file() for source in pages)


def test_the_sample_stays_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 6_500_000


def test_gold_has_one_finding_for_a_case_and_rule() -> None:
    lines = (SAMPLE / "gold" / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    pairs = [(row["case"], str(row.get("cases")), row["rule"]) for row in map(json.loads, lines)]
    assert len(pairs) == len(set(pairs))


def test_planted_rules_are_in_scope() -> None:
    scope = set(json.loads((SAMPLE / "gold" / "scope.json").read_text(encoding="utf-8"))["rules"])
    rules = {row[0] for fault in faults.DEFECTS.values() for key in ("findings", "implied") for row in fault.get(key) or ()}
    assert rules <= scope
    assert len(rules) >= 40


@pytest.mark.parametrize("name", sorted({**faults.DEFECTS, **faults.NEAR_MISSES}))
def test_every_fault_can_be_planted_and_written(name: str) -> None:
    case, _, written = planted(name)
    assert written
    assert bool(case.findings) == (name in faults.DEFECTS)


@pytest.mark.parametrize("style", [row["name"] for row in ALL])
def test_every_style_writes_no_missing_character(style: str) -> None:
    case = a_case(style, procedure="hearing")
    fonts = case.style["fonts"]
    written = runs(write(case, OFFICE, numbers(case, OFFICE)))
    lost = {char for use, run in written for char in missing(run.text, fonts["hand"] if run.hand else fonts[use])}
    assert not lost


@pytest.mark.parametrize("style", [row["name"] for row in ALL])
def test_no_place_in_a_wording_stays_open(style: str) -> None:
    case = a_case(style, procedure="ordinary")
    assert not [run.text for _, run in runs(write(case, OFFICE, numbers(case, OFFICE))) if "{" in run.text or "[[" in run.text]


@pytest.mark.parametrize("style", ALL, ids=[row["name"] for row in ALL])
def test_every_wording_a_style_picks_is_there(style: dict[str, dict[str, str]]) -> None:
    assert all(key == "index" or choice in TEMPLATES[key] for key, choice in style["pick"].items())


def test_id_numbers_check_and_belong_to_no_region() -> None:
    number = a_case("plain", deed="滥伐林木").party.number
    assert id_check("11010519491231002") == "X"  # the example of GB 11643
    assert number.startswith("1499") and id_check(number[:17]) == number[17]


def test_id_check_characters_make_the_sum_one_modulo_eleven() -> None:
    heads = [f"149921{19600101 + step}{step:03d}" for step in range(0, 28)]
    for head in heads:
        digits = [10 if char == "X" else int(char) for char in head + id_check(head)]
        assert sum(digit * 2 ** (17 - place) for place, digit in enumerate(digits)) % 11 == 1


def test_credit_codes_check() -> None:
    code = credit_code(Random(1), "149921")
    assert code_check("91350100M000100Y4") == "3"  # the example of GB 32100
    assert code_check(code[:17]) == code[17]


def test_a_broken_id_does_not_check() -> None:
    number = planted("dc23_id")[0].party.number
    assert id_check(number[:17]) != number[17]


def test_a_decision_served_on_the_seventh_working_day_is_a_near_miss() -> None:
    days = planted("served_day7")[0].days
    assert days["decision_served"] in (
        workdays_after(days["decision"], 7),
        max(day for day in _week(days["decision"]) if is_workday(day)),
    )


def _week(day: date) -> list[date]:
    return [date.fromordinal(day.toordinal() + step) for step in range(1, 8)]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal(12600), "壹万贰仟陆佰元整"),
        (Decimal(10050), "壹万零伍拾元整"),
        (Decimal(100000), "壹拾万元整"),
        (Decimal("9158.4"), "玖仟壹佰伍拾捌元肆角"),
        (Decimal("200.05"), "贰佰元零伍分"),
    ],
)
def test_amounts_in_capitals(amount: Decimal, text: str) -> None:
    assert capital(amount) == text


@pytest.mark.parametrize(
    ("number", "text"), [(10, "十"), (15, "十五"), (30, "三十"), (76, "七十六"), (104, "一百零四"), (112, "一百一十二")]
)
def test_counting_in_words(number: int, text: str) -> None:
    assert count_text(number) == text


def test_a_day_in_chinese_has_this_offices_zero() -> None:
    assert day_chinese(date(2020, 10, 21), "〇") == "二〇二〇年十月二十一日"
