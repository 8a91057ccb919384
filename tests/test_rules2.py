"""Every row of the checklist is a rule or told undecidable; the checks by wording; agents and money; dispersion; what a sheet lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import anjuan
from pipeline.check import check, load_rules
from pipeline.check.spots import silent, spot
from pipeline.check.standard import load_standard
from pipeline.check.undecidable import load_undecidable
from pipeline.compare import compare, places
from pipeline.extract.extras import extras
from pipeline.extract.tidy import tidy
from pipeline.law import Law
from pipeline.problems import DataError
from pipeline.records import CaseRecord, Document
from pipeline.registers import Registers
from pipeline.run import _Judge
from tests.builders import a_case, a_page, a_settings

RULES = {rule.code: rule for rule in load_rules()}
ROWS = {"LA": 15, "DC": 32, "FS": 18, "GZ": 23, "JD": 37, "SD": 12, "ZX": 20, "GS": 8, "GD": 12, "CL": 19, "YS": 10}
BY_COMPARING = {"CL-15"}


@pytest.mark.parametrize("area", ROWS)
def test_every_row_of_the_checklist_is_a_rule_or_told_undecidable(area: str) -> None:
    told = {row.code for row in load_undecidable(RULES)}
    rows = {f"{area}-{number:02d}" for number in range(1, ROWS[area] + 1)}
    assert rows - RULES.keys() - told - BY_COMPARING == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LA-01: {title: 题, why: 因}", "已经是规则"),
        ("LA-99: {title: 题, why: 因, instead: [LA-98]}", "没有规则“LA-98”"),
        ("LA-99: {title: 题}", "缺少“why”"),
        ("某行: {title: 题, why: 因}", "不是规则编号"),
    ],
)
def test_a_wrong_list_of_undecidable_rows_is_told_by_file_and_row(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "undecidable.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=words):
        load_undecidable(RULES, path)


def test_the_command_lists_the_undecidable_rows_with_their_reasons() -> None:
    told = CliRunner().invoke(anjuan, ["rules", "--undecidable"])
    assert told.exit_code == 0
    assert "GS-08" in told.output and "门户网站" in told.output


# --- where a wording stands --------------------------------------------------------------------------------------


def test_a_wording_is_found_over_blanks_and_line_ends_and_quoted_as_printed() -> None:
    paper = Document("decision", "", (a_page(1, "经查，当事人 系初次\n违 法。"),))
    found = spot((paper,), "初次违法")
    assert found is not None
    assert found[1].quote == "初次\n违 法"
    assert paper.pages[0].text[found[1].start : found[1].end] == found[1].quote


def test_a_wording_in_a_sentence_that_denies_it_is_passed_over() -> None:
    paper = Document("hearing_notice", "", (a_page(1, "当事人不承担听证费用。应当缴纳听证费用。"),))
    found = spot((paper,), "(承担|缴纳)听证费用", but="不承担")
    assert found is not None and found[1].quote == "缴纳听证费用"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"papers": ["decision", "inquiry_record"]}, True),
        ({"papers": ["decision", "inquiry_record"], "complete": False}, False),
        ({"papers": ["decision", "inquiry_record"], "origin": "ocr"}, False),
    ],
    ids=["all read in print", "a page unread", "read from a picture"],
)
def test_silence_of_a_file_is_believed_only_where_it_was_read_in_print(given: dict[str, object], expected: bool) -> None:
    assert silent(a_case(**given)) is expected


def test_decisions_alone_are_never_silent() -> None:
    case = a_case(papers=["decision"])
    alone = CaseRecord("例", case.documents[:1], pages=case.pages[:1])
    assert not silent(alone)


QUIET = ["DC-16", "DC-27", "FS-14", "GZ-17", "ZX-16", "CL-05", "CL-09", "CL-11", "GD-09", "YS-07", "ZX-11", "LA-11"]


@pytest.mark.parametrize("code", QUIET)
def test_no_rule_accuses_where_the_papers_were_read_from_pictures(code: str, law: Law) -> None:
    for example in RULES[code].examples:
        case = a_case(**{**example, "origin": "ocr", "confidence": 0.99})
        finding = check(case, (RULES[code],), law, a_settings(**example.get("settings", {})))[0]
        assert finding.verdict != "fail", (example, finding.message)


# --- agents, money, pages taken down -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "text", "expected"),
    [
        ("hearing_record", "当事人：王大山\n委托代理人：赵明、钱亮\n主持人：周正", [("agent", "赵明"), ("agent", "钱亮")]),
        ("hearing_record", "法定代理人：赵明", []),
        ("payment_receipt", "罚款于2022年3月3日上交所属机关。", [("handed_over_date", date(2022, 3, 3))]),
        ("payment_receipt", "当场收缴的罚款应当自收缴之日起二日内交至行政机关。2022年3月3日", []),
        ("other", "2022年3月7日将罚款存入代收银行。", [("banked_date", date(2022, 3, 7))]),
        ("publication_record", "该信息已于2022年6月9日撤下。", [("withdrawn_date", date(2022, 6, 9))]),
        ("publication_record", "公示时间：2022年6月9日", []),
    ],
)
def test_what_single_rules_ask_for_is_read(role: str, text: str, expected: list[tuple[str, object]]) -> None:
    document = Document(role, "", (a_page(1, text),))
    assert [(item.name, item.value) for item in extras(document, tidy(document))] == expected


# --- dispersion --------------------------------------------------------------------------------------------------


def _fined(name: str, times: float, day: str = "2023-03-01", authority: str = "某县林业局", **more: object) -> CaseRecord:
    case = a_case(
        cause="滥伐林木",
        authority=authority,
        basis=[{"law": "森林法", "article": 76, "paragraph": 2}],
        party_kind="citizen",
        party_name=f"王{name}",
        violation_date=date(2023, 1, 1),
        decision_date=date.fromisoformat(day),
        fine_yuan=round(1000 * times),
        quantities={"value_yuan": 1000, "volume_m3": 3},
        papers=["decision"],
        **more,
    )
    return CaseRecord(name, case.documents, case.fields, case.facts, case.procedure, case.cause, case.pages)


def _dispersed(cases: list[CaseRecord]) -> list[str | None]:
    found = compare(cases, a_settings(), Registers()).findings
    assert [finding.case is None for finding in found] == sorted(finding.case is None for finding in found)
    return [finding.case for finding in found if finding.rule == "CL-15"]


ALIKE = [3.0, 3.1, 3.0, 3.1, 3.0]


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ([_fined(str(n), times) for n, times in enumerate([*ALIKE, 5.0])], ["5"]),
        ([_fined(str(n), times) for n, times in enumerate([*ALIKE, 3.2])], []),
        ([_fined(str(n), times) for n, times in enumerate([*ALIKE[:4], 5.0])], []),
        ([_fined(str(n), times) for n, times in enumerate(ALIKE)] + [_fined("9", 5.0, "2024-03-02")], []),
        ([_fined(str(n), times) for n, times in enumerate(ALIKE)] + [_fined("9", 5.0, "2024-03-01")], ["9"]),
        ([_fined(str(n), times) for n, times in enumerate(ALIKE)] + [_fined("9", 5.0, authority="某市林业局")], []),
        ([_fined(str(n), times) for n, times in enumerate([3.0, 5.0, 3.0, 5.0, 3.0, 5.0])], []),
    ],
    ids=[
        "one far off",
        "a rounding apart",
        "too few cases",
        "later than a year",
        "a year to the day",
        "another authority",
        "two habits",
    ],
)
def test_a_fine_far_from_the_mean_of_its_year_is_a_finding_of_its_case(cases: list[CaseRecord], expected: list[str]) -> None:
    assert _dispersed(cases) == expected


def test_a_sheet_lists_at_most_twenty_like_cases_the_nearest_in_quantity() -> None:
    cases = [_fined(f"{n:02d}", 3.0) for n in range(30)]
    sized = [
        CaseRecord(
            case.case_id, case.documents, case.fields,
            {**case.facts, "quantities": a_case(quantities={"value_yuan": 1000, "volume_m3": round(2 + n / 20, 2)}).facts["quantities"]},
            case.procedure, case.cause, case.pages,
        )
        for n, case in enumerate(cases)
    ]  # fmt: skip
    placed = places(compare(sized, a_settings(), Registers()))
    assert placed["00"].similar == tuple(f"{n:02d}" for n in range(1, 21))
    assert placed["29"].similar == tuple(f"{n:02d}" for n in range(9, 29))


def test_a_review_holds_what_comparing_says_of_its_case_in_the_order_of_rules(law: Law) -> None:
    cases = [_fined(str(n), times) for n, times in enumerate([*ALIKE, 5.0])]
    compared = tuple(finding for finding in compare(cases, a_settings(), Registers()).findings if finding.case)
    judge = _Judge((RULES["CL-14"], RULES["DC-13"]), law, load_standard(), a_settings(), Registers(), compared)
    assert [finding.rule for finding in judge(cases[5], {}).findings] == ["CL-14", "CL-15", "DC-13"]
    assert [finding.rule for finding in judge(cases[0], {}).findings] == ["CL-14", "DC-13"]
