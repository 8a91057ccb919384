"""Checks of decision, sums, service, execution and archive beyond the examples in their rule files: wordings, near misses, seams."""

from datetime import date
from functools import cache

import pytest

from pipeline.check import check, load_rules, load_standard
from pipeline.law import Law
from tests.builders import a_case, a_registers, a_settings


@cache
def rules():
    return {rule.code: rule for rule in load_rules()}


def answer(code, **given):
    case, settings = a_case(**given), a_settings(**given.get("settings", {}))
    return check(case, [rules()[code]], Law.load(), settings, a_registers(given.get("registers")))[0]


def decision(text, **fields):
    return {"decision_date": date(2022, 3, 10), "penalties": ["罚款"], "papers": [{"role": "decision", "text": text, **fields}]}


def test_every_rule_serves_an_item_or_a_veto():
    standard = load_standard()
    named = {code for item in standard.items for code in (*item.rules, *item.also)}
    named |= {code for veto in standard.vetoes for code in veto.rules}
    assert {code for code in rules() if code not in named} == set()


def test_every_veto_rule_has_severity_veto():
    odd = [code for veto in load_standard().vetoes for code in veto.rules if code in rules() and rules()[code].severity != "veto"]
    assert odd == ["GZ-13"]  # the day before a hearing is graded between the two


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("如不服，可以自收到之日起60日内申请行政复议", "unsure", id="told, days not read"),
        pytest.param("可在六十日内向某县人民政府提起复议", "unsure", id="may bring"),
        pytest.param("当事人有权向某县人民政府申请复议", "unsure", id="has the right"),
        pytest.param("逾期不申请行政复议、不提起行政诉讼又不履行的，申请法院强制执行", "fail", id="only the threat"),
        pytest.param("复议、诉讼期间本决定不停止执行", "fail", id="only that execution goes on"),
        pytest.param("救济途径", "fail", id="only the heading"),
        pytest.param("未申请行政复议的", "fail", id="was not asked for"),
    ],
)
def test_reconsideration_wording(text, verdict):
    assert answer("JD-07", **decision(text)).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("也可以依法向某县人民法院提起行政诉讼", "unsure", id="may bring suit"),
        pytest.param("可以直接向人民法院起诉", "unsure", id="may sue"),
        pytest.param("逾期不申请复议、不提起诉讼又不履行的", "fail", id="only the threat"),
        pytest.param("复议、诉讼期间不停止执行", "fail", id="only that execution goes on"),
    ],
)
def test_suit_wording(text, verdict):
    assert answer("JD-08", **decision(text)).verdict == verdict


@pytest.mark.parametrize(
    ("seal", "verdict"),
    [
        pytest.param("某县林业和草原局", "pass", id="the same"),
        pytest.param("某县林业和草原局行政处罚专用章", "pass", id="the special seal"),
        pytest.param("某具林业和草原局", "pass", id="one character misread"),
        pytest.param("", "pass", id="a seal that cannot be read"),
        pytest.param("大工品业局", "unsure", id="hardly anything read"),
        pytest.param("某县林业工作总站", "fail", id="a station of the bureau"),
        pytest.param("某县综合行政执法局", "fail", id="another bureau"),
        pytest.param("邻水县林业局", "unsure", id="another county or misread"),
    ],
)
def test_seal_against_authority(seal, verdict):
    assert answer("JD-34", **decision("", authority="某县林业和草原局", seal=seal)).verdict == verdict


@pytest.mark.parametrize(
    ("factors", "result", "verdict"),
    [
        pytest.param(["290", "2"], "580", "pass", id="plain"),
        pytest.param(["6552", "2.3"], "15069.6", "pass", id="with jiao"),
        pytest.param(["6552", "2.3"], "15069", "pass", id="dropped to yuan"),
        pytest.param(["6552", "2.3"], "15070", "pass", id="rounded to yuan"),
        pytest.param(["6552", "2.3"], "15068", "fail", id="two yuan off"),
        pytest.param(["6552", "2.3"], "15069.5", "fail", id="a jiao off"),
    ],
)
def test_formula(factors, result, verdict):
    assert answer("JD-25", **decision("", fine_yuan=result, fine_sum={"factors": factors, "result": result})).verdict == verdict


@pytest.mark.parametrize(
    ("signer", "relation", "verdict"),
    [
        pytest.param("甲某", None, "pass", id="the party"),
        pytest.param("甲 某（本人）", None, "pass", id="the party, blanks and brackets"),
        pytest.param("乙某", "family", "pass", id="family, said so"),
        pytest.param("乙某", None, "fail", id="someone, nothing said"),
        pytest.param("乙某", "unknown", "fail", id="someone, relation not one of the lawful"),
    ],
)
def test_who_signed(signer, relation, verdict):
    receipt = {"role": "service_receipt", "service_way": "direct", "recipient": "甲某", "signer": signer}
    if relation:
        receipt["signer_relation"] = relation
    assert answer("SD-03", decision_date=date(2022, 3, 10), papers=[receipt]).verdict == verdict


@pytest.mark.parametrize("way", ["left", "mail", "notice", "electronic"])
def test_a_signer_is_asked_for_only_where_papers_are_handed_over(way):
    receipt = {"role": "service_receipt", "service_way": way, "recipient": "甲某", "signer": "乙某"}
    assert answer("SD-03", decision_date=date(2022, 3, 10), papers=[receipt]).verdict == "pass"


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        pytest.param("某林罚决字〔2022〕第003号", "pass", id="as printed"),
        pytest.param("某林罚决字[2022]3号", "pass", id="brackets and zeros"),
        pytest.param("某林罚决字（2022）第03号", "pass", id="round brackets"),
        pytest.param("某林罚决字〔2022〕第030号", "fail", id="another number"),
    ],
)
def test_number_on_the_publication(number, verdict):
    given = decision("", number="某林罚决字〔2022〕第003号")
    given["papers"].append({"role": "publication_record", "published_number": number})
    assert answer("GS-04", **given).verdict == verdict


def test_a_message_about_shown_private_data_does_not_repeat_it():
    finding = answer("GS-05", decision_date=date(2022, 3, 10), **{"publication_record.private_shown": "140000199001010000"})
    assert (finding.verdict, "199001" in finding.message) == ("fail", False)


def test_a_fault_read_from_a_poor_picture_is_left_to_a_person():
    given = decision("", reconsideration_days=30)
    assert answer("JD-07", **given, origin="ocr", confidence=0.5).verdict == "unsure"


def test_a_decision_date_that_other_papers_contradict_does_not_accuse_by_itself():
    finding = answer("JD-01", filing_date=date(2022, 3, 1), decision_date=date(2022, 6, 1), conflicts={"decision_date": [date(2022, 5, 1)]})
    assert finding.verdict == "unsure"


def test_missing_papers_are_not_claimed_where_a_page_was_not_read():
    for code in ("GD-02", "SD-02", "SD-11"):
        finding = answer(code, decision_date=date(2022, 3, 10), complete=False, papers=["decision", "prior_notice"])
        assert finding.verdict == "unsure", code


@pytest.mark.parametrize("code", [code for code in sorted(rules()) if code[:2] in ("JD", "SD", "ZX", "GS", "GD", "CL", "YS")])
def test_an_empty_file_accuses_nobody_of_what_is_not_in_it(code):
    finding = answer(code, decision_date=date(2022, 3, 10), complete=False, papers=["other"])
    assert finding.verdict != "fail", finding.message
