"""Scoring: four outcomes, one root one deduction, coverage, bands, proposed vetoes, and a standard that is refused when broken."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.check import load_rules
from pipeline.check.score import score
from pipeline.check.standard import SHIPPED, find, load_standard, shipped_standards
from pipeline.check.words import words
from pipeline.problems import DataError, UsageError
from pipeline.records import CaseRecord, Document, Evidence, Fact, Finding, Page, SourceFile
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
    ("effect", "points", "band"), [("zero", "0.0", "不合格"), ("unqualified", "98.9", "不合格"), ("not_excellent", "98.9", "良好")]
)
def test_a_proposed_veto_has_the_effect_that_is_set(effect, points, band):
    findings = every_rule_passes(JD13={"verdict": "fail", "severity": "veto"})
    sheet, _ = scored(findings, settings=replace(SETTINGS, veto_effect=effect))
    assert (sheet.vetoes, sheet.points, sheet.band) == (("否决15",), Decimal(points), band)
    assert sheet.points_without_veto == Decimal("98.9")


def test_a_fatal_fault_outside_the_vetoes_bars_the_best_band():
    sheet, _ = scored(every_rule_passes(JD01={"verdict": "fail", "severity": "veto"}))
    assert (sheet.vetoes, sheet.points, sheet.band) == ((), Decimal("98.9"), "良好")


def preset(name):
    return load_standard(find(name))


def of_standard(standard, **changed):
    codes = {code for entry in standard.items for code in (*entry.rules, *entry.also)}
    codes |= {code for veto in standard.vetoes for code in veto.rules}
    return [a_finding(code, **changed.get(code.replace("-", ""), {})) for code in sorted(codes)]


def full_file(standard):
    return a_case(papers=sorted({role for entry in standard.items for role in entry.papers}))


@pytest.mark.parametrize(
    ("name", "items", "vetoes", "points"), [("林草合成2026", 93, 25, 100), ("生态环境2024", 59, 25, 120), ("林业95-75", 28, 5, 100)]
)
def test_a_shipped_standard_is_found_by_its_name(name, items, vetoes, points):
    standard = preset(name)
    assert (standard.name, len(standard.items), len(standard.vetoes)) == (name, items, vetoes)
    assert sum(entry.points for entry in standard.items) == points


@pytest.mark.parametrize("standard", shipped_standards(), ids=lambda standard: standard.name)
def test_rules_a_standard_names_exist_and_its_papers_are_roles(standard):
    rules = {rule.code for rule in load_rules()}
    named = {code for veto in standard.vetoes for code in veto.rules}
    named |= {code for entry in standard.items for code in (*entry.rules, *entry.also)}
    assert named <= rules
    assert {role for entry in standard.items for role in entry.papers} <= set(words()["roles"])


@pytest.mark.parametrize(
    ("changed", "points", "band"),
    [
        pytest.param({}, "100.0", "优秀", id="without fault"),
        pytest.param({"GD10": {"verdict": "fail"}}, "99.0", "优秀", id="one point lost"),
        pytest.param({"GZ01": {"verdict": "fail"}, "DC30": {"verdict": "fail"}}, "91.0", "合格", id="there is no band between"),
    ],
)
def test_the_forestry_list_takes_points_off_a_hundred(changed, points, band):
    standard = preset("林业95-75")
    sheet, _ = scored(of_standard(standard, **changed), full_file(standard), replace(SETTINGS, bands=(("良好", Decimal(1)),)), standard)
    assert (sheet.points, sheet.band) == (Decimal(points), band)


def test_a_failed_basic_standard_makes_the_file_unqualified_whatever_the_settings_say():
    standard = preset("林业95-75")
    findings = of_standard(standard, GZ09={"verdict": "fail", "severity": "veto"})
    sheet, _ = scored(findings, full_file(standard), replace(SETTINGS, veto_effect="not_excellent"), standard)
    assert (sheet.vetoes, sheet.points, sheet.points_without_veto, sheet.band) == (("基础5",), Decimal("0.0"), Decimal("99.0"), "不合格")


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        pytest.param({}, "100.0", id="legality and form in full"),
        pytest.param({"DC03": {"verdict": "fail"}}, "98.5", id="a basic element is taken off as it is"),
        pytest.param({"JD50": {"verdict": "fail"}}, "98.5", id="form counts by its share: 2 of 67.5 points decided, halved"),
    ],
)
def test_the_environment_formula_adds_legality_and_form(changed, points):
    standard = preset("生态环境2024")
    sheet, _ = scored(of_standard(standard, **changed), full_file(standard), standard=standard)
    assert sheet.points == Decimal(points)


def test_basic_elements_cost_twenty_points_at_most():
    text = SHIPPED.with_name("environment-2024.yaml").read_text(encoding="utf-8")
    standard = preset("生态环境2024")
    capped = replace(standard, formula=replace(standard.formula, cap=Decimal(2)))
    findings = of_standard(standard, DC03={"verdict": "fail"}, DC07={"verdict": "fail"})
    assert "cap: 20" in text
    assert [scored(findings, full_file(standard), standard=one)[0].points for one in (standard, capped)] == [Decimal("97.0"), Decimal("98.0")]


def a_loss(tmp_path, written):
    text = SHIPPED.read_text(encoding="utf-8")
    assert "rules: {DC-06: 0.6}" in text
    own = tmp_path / "own.yaml"
    own.write_text(text.replace("rules: {DC-06: 0.6}", f"rules: {{DC-06: {written}}}", 1), encoding="utf-8")
    pages = tuple(Evidence("a.pdf", page, 0, 1, "签") for page in (3, 3, 5, 6))
    sheet, _ = scored([a_finding("DC-06", "fail", evidence=pages)], standard=load_standard(find(str(own))))
    return Decimal("1.5") - item(sheet, "取证6").points


@pytest.mark.parametrize(
    ("written", "lost"),
    [
        pytest.param("0.6", "0.6", id="a number once"),
        pytest.param("all", "1.5", id="all of the item"),
        pytest.param("{per_hit: 0.3}", "0.9", id="each page once"),
        pytest.param("{per_hit: 0.3, cap: 0.5}", "0.5", id="each page up to the cap"),
        pytest.param("{per_hit: 0.8}", "1.5", id="never more than the item"),
    ],
)
def test_a_rule_costs(tmp_path, written, lost):
    assert a_loss(tmp_path, written) == Decimal(lost)


def test_a_standard_that_is_not_there_is_told_with_the_names_of_those_that_are():
    with pytest.raises(UsageError, match="没有评查标准“张三标准”.*林业95-75"):
        find("张三标准")


def test_an_office_s_own_broken_standard_is_an_input_error(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("name: 本单位\nstages: {立案: 1}\nitems: []\n", encoding="utf-8")
    with pytest.raises(UsageError, match="own.yaml.*缺少“vetoes”"):
        find(str(own))


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
        pytest.param("LA-04: 1.0", "LA-99: 1.0", "没有规则 LA-99", id="a rule that does not exist"),
        pytest.param("papers: [inquiry_record]", "papers: [inquiry_records]", "是不是“inquiry_record”", id="a paper that is none"),
        pytest.param("penalties: [罚款]", "penalties: [罚金]", "penalties：“罚金”不能用", id="a penalty that is none"),
        pytest.param("by: machine, text: 本案", "by: robot, text: 本案", "items.立案1.by", id="an unknown way of judging"),
        pytest.param("deduct: 缺表全扣, ", "", "缺少“deduct”", id="a missing key"),
        pytest.param("deduct: 缺表全扣", "deduct: 缺表全扣, size: 3", "没有“size”这个键", id="an unknown key"),
        pytest.param("deduct: 缺表全扣", "deduct: 缺表全扣, points: 3", "键重复", id="a key given twice"),
        pytest.param("rules: {LA-04: 1.0}", "rules: {LA-04: {per_hit: 1.0, max: 2}}", "没有“max”这个键", id="a wrong key of a loss"),
        pytest.param("rules: {LA-04: 1.0}", "rules: {LA-04: {per_hit: 0.5, cap: 2}}", "扣分2超过本项分值", id="a cap above the item"),
        pytest.param("stages: {", "formula: sum\nstages: {", "formula.name：“sum”不能用", id="an unknown formula"),
        pytest.param("stages: {", "formula: {name: share, elements: [要素]}\nstages: {", "没有“要素”这个阶段", id="a stage that is none"),
        pytest.param("stages: {", "bands: [优秀]\nstages: {", "bands：应为", id="bands that are no mapping"),
        pytest.param("stages: {", "veto_effect: none\nstages: {", "veto_effect：“none”不能用", id="an unknown effect"),
    ],
)
def test_a_broken_standard_is_refused_with_file_and_key(tmp_path, old, new, words):
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match="broken.yaml.*" + words):
        load_standard(broken)
