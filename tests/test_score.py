"""Scoring: four outcomes, one root one deduction, coverage, bands, proposed vetoes, and a standard that is refused when broken."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.check.score import score
from pipeline.check.standard import SHIPPED, load_standard
from pipeline.problems import DataError
from pipeline.records import CaseRecord, Document, Fact, Finding, Page, SourceFile
from pipeline.settings import load

STANDARD = load_standard()
SETTINGS = load(None)


def a_finding(rule, verdict="pass", severity="deduct", **more):
    return Finding("甲案", rule, verdict, severity, rule, more.pop("message", "说明"), **more)


def a_case(procedure="ordinary", papers=(), penalties=None):
    page = Page(SourceFile(Path("a.pdf"), "a.pdf", "0", "pdf"), 1, "文字")
    documents = tuple(Document(role, role, (page,)) for role in ("decision", "other", *papers))
    facts = {"penalties": Fact("penalties", penalties)} if penalties is not None else {}
    return CaseRecord("甲案", documents, (), facts, procedure, None, (page,))


def every_rule_passes(**changed):
    codes = {code for item in STANDARD.items for code in (*item.rules, *item.also)}
    return [a_finding(code, **changed.get(code.replace("-", ""), {})) for code in sorted(codes)]


def scored(findings, case=None, settings=SETTINGS, standard=STANDARD):
    return score(findings, case or a_case(papers=sorted({role for entry in STANDARD.items for role in entry.papers})), standard, settings)


def item(sheet, name):
    return next(entry for entry in sheet.items if entry.item == name)


def test_the_shipped_standard_has_93_items_of_100_points_and_25_vetoes():
    assert (len(STANDARD.items), sum(entry.points for entry in STANDARD.items), len(STANDARD.vetoes)) == (93, 100, 25)


def test_a_file_without_fault_gets_full_points_and_the_best_band():
    sheet, _ = scored(every_rule_passes())
    assert (sheet.points, sheet.points_without_veto, sheet.band, sheet.vetoes) == (Decimal("100.0"), Decimal("100.0"), "优秀", ())


@pytest.mark.parametrize(
    ("findings", "papers", "penalties", "name", "outcome"),
    [
        pytest.param([a_finding("JD-11")], (), None, "决定1", "符合", id="its rule passes"),
        pytest.param([a_finding("JD-11", "fail")], (), None, "决定1", "不符合", id="its rule fails"),
        pytest.param([a_finding("JD-11", "unsure")], (), None, "决定1", "无法判断", id="its rule is unsure"),
        pytest.param([a_finding("JD-11", "not_applicable")], (), None, "决定1", "不适用", id="its rule does not apply"),
        pytest.param([], (), None, "决定1", "无法判断", id="no rule serves it"),
        pytest.param([a_finding("JD-10"), a_finding("JD-25", "unsure")], (), None, "决定9", "无法判断", id="one of its rules is unsure"),
        pytest.param([a_finding("JD-10", "fail"), a_finding("JD-25", "unsure")], (), None, "决定9", "不符合", id="a fault outweighs a doubt"),
        pytest.param([a_finding("DC-31")], ("inspection_record",), None, "取证10", "无法判断", id="a side rule alone does not decide"),
        pytest.param([a_finding("DC-31", "fail")], ("inspection_record",), None, "取证10", "不符合", id="a side rule alone takes points"),
        pytest.param([a_finding("ZX-07")], (), None, "执行6", "不适用", id="the paper it is about is not in the file"),
        pytest.param([a_finding("ZX-07")], ("instalment",), None, "执行6", "符合", id="the paper it is about is in the file"),
        pytest.param([a_finding("JD-09")], (), ("警告",), "决定11", "不适用", id="no such penalty was imposed"),
        pytest.param([a_finding("JD-09")], (), ("罚款",), "决定11", "符合", id="such a penalty was imposed"),
        pytest.param([a_finding("JD-11", "fail", unconfirmed=True)], (), None, "决定1", "无法判断", id="only unconfirmed law says so"),
        pytest.param([a_finding("JD-01"), a_finding("JD-02", "fail", unconfirmed=True)], (), None, "决定15", "符合", id="unconfirmed beside sure"),
        pytest.param([a_finding("JD-11", "fail", severity="hint")], (), None, "决定1", "无法判断", id="a hint takes no points"),
    ],
)  # fmt: skip
def test_an_item_is(findings, papers, penalties, name, outcome):
    sheet, _ = scored(findings, a_case(papers=papers, penalties=penalties))
    assert item(sheet, name).outcome == outcome


def test_an_item_no_rule_serves_is_left_to_a_person_and_counts_as_undecided():
    sheet, _ = scored([a_finding("JD-11")], a_case())
    assert item(sheet, "取证18").by_hand is False  # no such paper in the file
    assert item(sheet, "归档3").by_hand is True
    assert (item(sheet, "决定1").by_hand, sheet.coverage < Decimal("0.1"), sheet.band) == (False, True, None)


def test_a_summary_file_is_not_asked_for_filing_papers():
    sheet, _ = scored([a_finding("LA-01", "unsure")], a_case("summary"))
    assert item(sheet, "立案1").outcome == "不适用"


def test_one_root_cause_is_deducted_once_and_the_second_item_points_to_the_first():
    sheet, findings = scored([a_finding("GZ-03", "fail", root="notice")], a_case(papers=("prior_notice",)))
    assert (item(sheet, "告知2").points, item(sheet, "告知5").points) == (Decimal("0.5"), Decimal("1.0"))
    assert "关联告知2" in item(sheet, "告知5").reasons[0]
    assert findings[0].points == Decimal("-0.5")


def test_two_rules_of_one_root_cost_the_first_only():
    sheet, _ = scored([a_finding("JD-10", "fail", root="fine"), a_finding("JD-25", "fail", root="fine")])
    assert item(sheet, "决定9").points == Decimal("1.0")


def test_deductions_stop_at_the_points_of_the_item():
    sheet, _ = scored([a_finding(code, "fail") for code in ("JD-10", "JD-25", "JD-24")])
    assert item(sheet, "决定9").points == Decimal("0.0")


def test_findings_come_back_with_their_items_and_points():
    _, findings = scored([a_finding("JD-13", "fail", severity="veto")])
    assert (findings[0].items, findings[0].points) == (("审核7", "否决15"), Decimal("-1.0"))


def test_an_unconfirmed_finding_costs_nothing_and_proposes_no_veto():
    sheet, findings = scored([a_finding("JD-13", "fail", severity="veto", unconfirmed=True)])
    assert (findings[0].points, sheet.vetoes) == (Decimal(0), ())


@pytest.mark.parametrize(
    ("effect", "points", "band"), [("zero", "0.0", "不合格"), ("unqualified", "98.8", "不合格"), ("not_excellent", "98.8", "良好")]
)
def test_a_proposed_veto_has_the_effect_that_is_set(effect, points, band):
    findings = every_rule_passes(JD13={"verdict": "fail", "severity": "veto"})
    sheet, _ = scored(findings, settings=replace(SETTINGS, veto_effect=effect))
    assert (sheet.vetoes, sheet.points, sheet.band) == (("否决15",), Decimal(points), band)
    assert sheet.points_without_veto == Decimal("98.8")


def test_a_fatal_fault_outside_the_vetoes_bars_the_best_band():
    sheet, _ = scored(every_rule_passes(JD01={"verdict": "fail", "severity": "veto"}))
    assert (sheet.vetoes, sheet.points, sheet.band) == ((), Decimal("98.8"), "良好")


def test_points_are_rounded_half_up_to_one_decimal():
    # 0.85 of 2 points lost in one item and 1.5 more decided: 2.65 of 3.5
    sheet, _ = scored([a_finding("JD-05", "fail"), a_finding("JD-11"), a_finding("JD-09")], a_case("summary"))
    assert sheet.points_without_veto == Decimal("90.0")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("立案: 8,", "立案: 9,", "stages.立案", id="points that do not add up"),
        pytest.param("{id: 立案2, points: 1.0", "{id: 立案2, points: 一", "items.立案2.points", id="points that are no number"),
        pytest.param("{id: 立案2, points", "{id: 立案1, points", "编号用了两次", id="one id twice"),
        pytest.param("LA-01: 1.0", "LA-01: 2.0", "超过本项分值", id="a rule that costs more than the item"),
        pytest.param("LA-04: 1.0", "LA4: 1.0", "不是规则编号", id="a code that is none"),
        pytest.param("by: machine, text: 本案", "by: robot, text: 本案", "items.立案1.by", id="an unknown way of judging"),
        pytest.param("deduct: 缺表全扣, ", "", "缺少“deduct”", id="a missing key"),
        pytest.param("deduct: 缺表全扣", "deduct: 缺表全扣, size: 3", "没有“size”这个键", id="an unknown key"),
        pytest.param("deduct: 缺表全扣", "deduct: 缺表全扣, points: 3", "键重复", id="a key given twice"),
    ],
)
def test_a_broken_standard_is_refused_with_file_and_key(tmp_path, old, new, words):
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match="broken.yaml.*" + words):
        load_standard(broken)
