"""The engine: one finding a rule, the law of the day, missing against unreadable, and broken rule files refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.check import check, load_rules
from pipeline.check import checks as listed
from pipeline.check.absence import surely_absent
from pipeline.law import Law
from pipeline.problems import DataError
from pipeline.records import Finding, IndexRow
from tests.builders import a_case, a_registers, a_settings

RULES = {rule.code: rule for rule in load_rules()}
SOUND = """\
title: 审核在讨论之前
why: 审核在前
severity: deduct
check: order
with: {earlier: legal_review_date, later: discussion_date}
law: legal_review_before_decision
as_of: decision_date
examples:
  - {expect: pass, decision_date: 2022-03-10}
  - {expect: fail, decision_date: 2022-03-10}
"""


def answer(code: str, law: Law, **given: Any) -> Finding:
    return check(a_case(**given), (RULES[code],), law, a_settings(**given.get("settings", {})), a_registers(None))[0]


def test_every_rule_answers_every_case_once_in_code_order(law: Law) -> None:
    findings = check(a_case(), reversed(list(RULES.values())), law, a_settings(), a_registers(None))
    assert [finding.rule for finding in findings] == sorted(RULES)


def test_empty_case_is_never_accused_of_what_was_not_read(law: Law) -> None:
    blank = replace(a_case(papers=[]), documents=(), pages=())
    findings = check(blank, RULES.values(), law, a_settings(), a_registers(None))
    assert [finding.rule for finding in findings if finding.verdict == "fail"] == []


def test_finding_cites_the_law_of_that_day(law: Law) -> None:
    told = {"papers": ["hearing_notice_rights"]}
    old = answer("GZ-11", law, hearing_notice_served_date=date(2020, 3, 2), decision_date=date(2020, 3, 5), **told)
    new = answer("GZ-11", law, hearing_notice_served_date=date(2022, 3, 1), decision_date=date(2022, 3, 8), **told)
    assert [(item.law[0].citation.article, item.law[0].unit) for item in (old, new)] == [(42, "day"), (64, "working_day")]


def test_message_says_how_the_days_were_counted(law: Law) -> None:
    finding = answer(
        "GZ-11",
        law,
        hearing_notice_served_date=date(2022, 3, 1),
        decision_date=date(2022, 3, 8),
        papers=["hearing_notice_rights"],
    )
    assert "第5个工作日为3月8日" in finding.message and "处罚决定作出于2022年3月8日" in finding.message


def test_rule_resting_on_a_provision_of_grade_c_is_unconfirmed(law: Law) -> None:
    finding = answer("LA-03", law, clue_date=date(2022, 3, 1), filing_date=date(2022, 3, 31))
    assert (finding.verdict, finding.unconfirmed) == ("fail", True)


def test_rule_resting_on_read_law_is_confirmed(law: Law) -> None:
    assert not answer("GZ-01", law, decision_date=date(2022, 3, 10), papers=["decision"]).unconfirmed


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param({"papers": ["decision"]}, "fail", id="every page read and none is the paper"),
        pytest.param({"papers": ["decision"], "complete": False}, "unsure", id="a page was not read"),
        pytest.param(
            {"papers": ["decision"], "complete": False, "index": ["decision"]}, "fail", id="the index names every paper"
        ),
        pytest.param(
            {"papers": ["decision"], "complete": False, "index": ["decision", "prior_notice"]}, "unsure", id="index lists it"
        ),
        pytest.param(
            {"papers": [{"role": "other", "title": "拟处罚告知", "text": "告知"}]}, "unsure", id="an unknown paper may be it"
        ),
        pytest.param(
            {"papers": [{"role": "other", "title": "会议通知", "text": "通知"}]}, "fail", id="an unknown paper is surely not it"
        ),
    ],
)
def test_missing_paper(given: dict[str, Any], verdict: str, law: Law) -> None:
    assert answer("GZ-01", law, decision_date=date(2022, 3, 10), **given).verdict == verdict


@pytest.mark.parametrize(("confidence", "verdict"), [(0.88, "fail"), (0.87, "unsure")])
def test_accusation_needs_well_read_pictures(confidence: float, verdict: str, law: Law) -> None:
    given = {"reviewer": "乙二", "officers": ["甲一", "乙二"], "decision_date": date(2022, 3, 10)}
    assert answer("FS-08", law, origin="ocr", confidence=confidence, **given).verdict == verdict


@pytest.mark.parametrize(("origin", "verdict"), [("text", "fail"), ("ocr", "unsure")])
def test_a_date_that_does_not_exist_is_rather_misread_in_a_picture(origin: str, verdict: str, law: Law) -> None:
    given = {"papers": [{"role": "decision", "bad_date": "2022年2月30日"}], "decision_date": date(2022, 3, 10)}
    assert answer("GD-12", law, origin=origin, **given).verdict == verdict


def test_printed_text_needs_no_confidence(law: Law) -> None:
    given = {"reviewer": "乙二", "officers": ["甲一", "乙二"], "decision_date": date(2022, 3, 10)}
    assert answer("FS-08", law, confidence=0.5, **given).verdict == "fail"


def test_contradictory_day_under_one_law_does_not_matter(law: Law) -> None:
    conflicts = {"decision_date": [date(2022, 4, 10)]}
    assert answer("GZ-01", law, decision_date=date(2022, 3, 10), conflicts=conflicts, papers=["decision"]).verdict == "fail"


def test_contradictory_day_across_a_change_of_law_is_unsure(law: Law) -> None:
    conflicts = {"decision_date": [date(2021, 7, 15)]}
    assert answer("FS-02", law, decision_date=date(2021, 7, 14), conflicts=conflicts, papers=["decision"]).verdict == "unsure"


def test_unreadable_procedure_is_unsure(law: Law) -> None:
    assert answer("GZ-01", law, procedure=None, decision_date=date(2022, 3, 10), papers=["decision"]).verdict == "unsure"


def test_evidence_of_a_paper_is_its_title_where_it_stands(law: Law) -> None:
    finding = answer(
        "LA-04",
        law,
        decision_date=date(2022, 3, 10),
        papers=[{"role": "source_register", "title": "受案表", "text": "某局\n受案表"}],
    )
    assert [(item.quote, item.start) for item in finding.evidence] == [("受案表", 3)]


def test_doubtful_paper_keeps_absence_open() -> None:
    case = a_case(papers=["other"])
    doubtful = replace(case.documents[0], role="photo", title="立案材料", confidence=0.6)
    assert surely_absent(replace(case, documents=(doubtful,)), "filing_approval") is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("severity: deduct", "severity: grave", "severity：没有“grave”", id="severity"),
        pytest.param("why: 审核在前", "reason: 审核在前", "reason：没有这个键", id="unknown key"),
        pytest.param("why: 审核在前\n", "", "缺少“why”", id="missing key"),
        pytest.param("why: 审核在前", "why: 甲\nwhy: 乙", "键重复：why", id="duplicate key"),
        pytest.param("check: order", "check: ordre", "check：没有“ordre”，是不是“order”？", id="unknown check"),
        pytest.param("law: legal_review_before_decision", "law: legal_review", "law：没有“legal_review”", id="unknown provision"),
        pytest.param(
            "earlier: legal_review_date", "earlier: review_day", "with.earlier：“review_day”不是事实", id="unknown fact"
        ),
        pytest.param(
            "earlier: legal_review_date", "earlier: decision.host", "with.earlier：“decision.host”", id="field not of that paper"
        ),
        pytest.param("earlier:", "first:", "with.first：检查 order 没有这个参数", id="unknown parameter"),
        pytest.param("as_of: decision_date", "as_of: decided", "as_of：“decided”不是事实", id="unknown day"),
        pytest.param(
            "  - {expect: fail, decision_date: 2022-03-10}\n", "", "缺少 expect 为 fail 的例子", id="no failing example"
        ),
        pytest.param("2022-03-10", "2022-02-30", "不是正确的YAML", id="day that does not exist"),
    ],
)
def test_broken_rule_file_is_refused_with_file_and_key(old: str, new: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "rules" / "FS" / "FS-07.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(SOUND.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load_rules(tmp_path / "rules")
    assert expected in str(refused.value) and "FS-07.yaml" in str(refused.value)


def test_rule_code_stands_once(tmp_path: Path) -> None:
    for area in ("FS", "GZ"):
        (tmp_path / area).mkdir()
        (tmp_path / area / "FS-07.yaml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(DataError, match="FS-07 重复"):
        load_rules(tmp_path)


def test_every_check_is_asked_by_some_rule() -> None:
    assert set(listed.CHECKS) - {rule.check for rule in RULES.values()} == set()


def test_every_module_of_checks_is_listed() -> None:
    folder = Path(str(listed.__file__)).parent
    assert {module.__name__.rsplit(".")[-1] for module in listed.MODULES} == {path.stem for path in folder.glob("checks_*.py")}


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("权利义务须知\n应当如实陈述。\n行政处罚法制审核意见书\n审核意见：同意", None),
        ("本案报送行政处罚法制审核意见书后决定。", True),
        ("须知\n法 制 审 核 意 见 书 某林审〔2022〕3号", None),
        ("1.行政处罚法制审核意见书", True),
        ("附件：\n行政处罚法制审核意见书", True),
        ("文书\t行政处罚法制审核意见书", True),
        ("法制审核意见\n同意", True),
    ],
    ids=["a heading in the middle of a page", "a sentence", "a heading with its number", "a numbered row", "an announced list", "a cell", "a label"],
)
def test_a_heading_inside_another_paper_keeps_absence_open(text: str, absent: bool | None) -> None:
    assert surely_absent(a_case(papers=["filing_approval", {"role": "rights_notice", "text": text}]), "legal_review") is absent


@pytest.mark.parametrize(
    ("role", "row", "papers", "verdict"),
    [
        ("prior_notice", "行政处罚(听证)告知书", [{"role": "hearing_notice_rights", "title": "行政处罚（听证）告知书"}], "pass"),
        ("authorisation", "委托书", [{"role": "other", "title": "委 托 书"}], "pass"),
        ("authorisation", "委托书", [{"role": "appraisal", "title": "鉴定委托书"}], "unsure"),
        ("hearing_notice_rights", "行政处罚听证告知书", [{"role": "prior_notice", "title": "行政处罚告知书"}], "unsure"),
        ("legal_review", "法制审核意见书", [{"role": "rights_notice", "title": "须知", "text": "须知\n请阅读。\n法制审核意见书"}], "pass"),
        ("legal_review", "法制审核意见书", [{"role": "rights_notice", "title": "权利义务须知"}], "fail"),
    ],
    ids=["brackets", "an unknown paper of that title", "a longer title", "a word put in", "a heading in a page", "nothing like it"],
)
def test_index_is_matched_by_title_before_role(role: str, row: str, papers: list[Any], verdict: str, law: Law) -> None:
    case = a_case(papers=["index", {"role": "decision", "title": "行政处罚决定书"}, *papers])
    case = replace(case, index=(IndexRow("行政处罚决定书", "decision", None, None, None, None), IndexRow(row, role, None, None, 9, None)))
    assert check(case, (RULES["GD-01"],), law, a_settings(), a_registers(None))[0].verdict == verdict
