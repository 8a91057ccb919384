"""How sure a fact is: what makes it more or less so, the noise and the other words it is learned from."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import extract, split
from pipeline.extract import lone
from pipeline.extract.candidates import Candidate
from pipeline.extract.judge import BY_KIND, SURE, SUREST, chance, judged, looked_at, model, settled
from pipeline.extract.shape import odd
from pipeline.learn.annotated import Annotated
from pipeline.learn.judge import crossed, fitted
from pipeline.learn.noise import misread
from pipeline.learn.readings import Sample, of_texts, usual
from pipeline.learn.reliability import bands, reliability
from pipeline.learn.reworded import reworded
from pipeline.read.plain import text_page
from pipeline.records import CaseRecord, Citation, Conflict, Document, Evidence, Fact, Field, Line, Page, Person, SourceFile

SOURCE = SourceFile(Path("卷.pdf"), "卷.pdf", "0", "pdf")
DECISION = """行政处罚决定书
溪林罚决字〔2031〕第7号
当事人：钱小满，男，住溪口县北坡乡三组。
经查，2031年3月2日，你在北坡山场擅自砍伐杨树12株，立木蓄积1.5立方米。
以上行为违反了《中华人民共和国森林法》第五十六条第一款。
依据《中华人民共和国森林法》第七十六条第二款，决定给予罚款人民币3000元的行政处罚。
自收到本决定书之日起十五日内缴至指定银行。
如不服本决定，可在六十日内向溪口县人民政府申请行政复议，或者在六个月内向溪口县人民法院提起诉讼。
溪口县林业局
2031年4月9日
"""


def a_page(number: int, text: str = "2020年3月5日", origin: str = "ocr") -> Page:
    return Page(SOURCE, number, text, (Line(0, len(text), (0.1, 0.1, 0.9, 0.2)),), origin=origin)  # type: ignore[arg-type]


def a_fact(value: object = date(2020, 3, 5), sure: float = 0.85, conflicts: tuple[Conflict, ...] = ()) -> Fact:
    return Fact("decision_date", value, (Evidence("卷.pdf", 1, 0, 4, "2020"),), sure, conflicts)  # type: ignore[arg-type]


def a_day(document: int, value: date) -> Field:
    return Field("date", value, Evidence("卷.pdf", document + 1, 0, 4, ""), 0.9, "papers_date", document)


def sure_of(fact: Fact, days: list[date]) -> float:
    papers = [Document("other", "", (a_page(number + 1),)) for number in range(len(days))]
    return judged(papers, [a_day(index, day) for index, day in enumerate(days)], {fact.name: fact})[fact.name].confidence


def a_case(text: str) -> CaseRecord:
    bundle = split.split([text_page(SourceFile(Path("决定.txt"), "决定.txt", "", "text"), text)])[0]
    return extract.assemble("", bundle, [extract.extract(document) for document in bundle.documents])


def looks(text: str, name: str) -> dict[str, float]:
    """What is seen of one fact of a paper alone."""
    case = a_case(text)
    rows = {told: row for told, _, row in looked_at(case.documents, case.fields, case.facts, {"pay_days": ["15"]})}
    return dict(zip(lone.FEATURES, rows[name], strict=True))


def seconded(value: Decimal) -> tuple[float, float]:
    """What is seen of a fine of 3,000 where the other reader says so much."""
    case = a_case(DECISION)
    told = looked_at(case.documents, case.fields, case.facts, {}, lambda plain: {"fine_yuan": (Candidate(value, 0, 1, ""), 0.8)})
    row = dict(zip(lone.FEATURES, next(row for name, _, row in told if name == "fine_yuan"), strict=True))
    return row["seconded"], row["denied"]


def test_the_other_reader_seconds_a_value_or_denies_it() -> None:
    assert (seconded(Decimal(3000)), seconded(Decimal(500))) == ((0.8, 0.0), (0.0, 0.8))


def test_a_value_that_other_papers_give_too_is_surer() -> None:
    alone = sure_of(a_fact(sure=0.6), [date(2020, 3, 5), date(2020, 3, 1), date(2020, 3, 2)])
    assert sure_of(a_fact(sure=0.6), [date(2020, 3, 5)] * 3) > alone


def test_a_value_another_paper_contradicts_is_less_sure() -> None:
    days = [date(2020, 3, 5)] * 3
    assert sure_of(a_fact(conflicts=(Conflict(date(2020, 3, 6), ()),)), days) < sure_of(a_fact(), days)


def test_a_day_years_from_the_others_is_never_sure() -> None:
    days = [date(2002, 3, 5), date(2020, 3, 1), date(2020, 3, 2), date(2020, 2, 1)]
    assert sure_of(a_fact(date(2002, 3, 5)), days) < SURE


def test_a_surer_reading_makes_a_surer_fact() -> None:
    days = [date(2020, 3, 5), date(2020, 3, 1), date(2020, 3, 2)]
    assert sure_of(a_fact(sure=0.97), days) > sure_of(a_fact(sure=0.6), days)


def test_nothing_read_is_wholly_sure() -> None:
    assert sure_of(a_fact(sure=1.0), [date(2020, 3, 5)] * 5) <= SUREST


def test_an_unreadable_fact_keeps_no_confidence() -> None:
    fact = Fact("reviewer", None, (), 0.0, reason="unreadable")
    assert judged((), (), {"reviewer": fact})["reviewer"] is fact


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_every_fact_has_a_bias_and_one_weight_a_feature(kind: str) -> None:
    assert {len(row) for row in model()[kind].values()} == {1 + len(BY_KIND[kind])}


def test_a_fact_never_seen_in_training_has_weights_too() -> None:
    assert 0 < chance(model(), "paper", (0.0,) * len(lone.FEATURES), "no such fact") < 1


def test_what_is_likely_but_not_sure_enough_stays_below_the_line_and_in_order() -> None:
    told = [settled(one, 0.98) for one in (0.5, 0.86, 0.93, 0.979, 0.98)]
    assert told == sorted(told)
    assert told[0] == 0.5 and told[-2] < SURE and told[-1] == 0.98


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("party_name", "溪口县满仓木业有限公司", "款的"),
        ("party_name", "钱小满", "钱小满你没有依法取得批准"),
        ("cause", "滥伐林木", "本局依法作出处理"),
        ("court", "溪口县人民法院", "溪口县人民政府或向溪口县人民法"),
        ("authority", "溪口县林业局", "由溪口县林业局对你"),
        ("doc_number", "溪林罚决字〔2031〕第7号", "处罚书溪林罚〔2031〕7号"),
        ("doc_number", "（溪）应急罚〔2031〕执法-12号", "〔2031〕7号"),
        ("party_id", "11010519491231002X", "110105194912310021"),
        ("party_address", "溪口县北坡乡三组", "溪口县北坡乡三组，联系电话"),
        ("legal_representative", "钱小满", "钱小满经查"),
        ("fine_yuan", Decimal(3000), Decimal(0)),
        ("basis", Citation("森林法", 76), Citation("（lín）森林法", 76)),
        ("officers", Person("钱小满"), Person("执法人员")),
    ],
)
def test_a_value_unlike_its_kind_is_odd(name: str, right: object, wrong: object) -> None:
    assert (odd(name, (right,)), odd(name, (wrong,))) == (False, True)


def test_a_lone_decision_shows_where_a_value_stands() -> None:
    told = looks(DECISION, "party_name")
    assert (told["labelled"], told["odd"], told["clash"]) == (1.0, 0.0, 0.0)


def test_a_value_the_text_gives_again_is_seen_again() -> None:
    assert looks(DECISION + "抄送：溪口县林业局", "authority")["again"] > looks(DECISION, "authority")["again"]


def test_other_days_of_the_text_are_rivals_of_its_day() -> None:
    assert looks(DECISION.replace("你在", "你自2031年2月1日起在"), "decision_date")["rivals"] > looks(DECISION, "decision_date")["rivals"]


def test_a_decision_before_its_deed_is_out_of_order() -> None:
    assert looks(DECISION, "decision_date")["disorder"] == 0.0
    assert looks(DECISION.replace("2031年4月9日", "2031年2月9日"), "decision_date")["disorder"] == 1.0


def test_a_court_of_another_place_is_no_kin() -> None:
    assert looks(DECISION, "court")["kin"] == 1.0
    assert looks(DECISION.replace("溪口县人民法院", "白杨市人民法院"), "court")["kin"] == -1.0


def test_a_period_few_papers_give_is_unusual() -> None:
    assert looks(DECISION, "pay_days")["unusual"] == 0.0
    assert looks(DECISION.replace("十五日内缴", "七日内缴"), "pay_days")["unusual"] == 1.0


def test_a_ground_that_is_also_the_rule_broken_clashes() -> None:
    assert looks(DECISION, "basis")["clash"] == 0.0
    assert looks(DECISION.replace("第七十六条第二款", "第五十六条第一款"), "basis")["clash"] == 1.0


def test_what_is_too_likely_wrong_in_a_paper_alone_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = model()
    told = {"paper": {"": (-1.0, *(0.0,) * len(lone.FEATURES)), "court": (3.0, *(0.0,) * len(lone.FEATURES))}}
    case = a_case(DECISION)
    monkeypatch.setattr("pipeline.extract.judge.model", lambda: {**shipped, **told})
    assert set(judged(case.documents, case.fields, case.facts)) == {"court"}


def a_text(words: str, **facts: str) -> Annotated:
    labels = {
        name: {"value": value, "quote": value, "start": words.index(value), "end": words.index(value) + len(value)}
        for name, value in facts.items()
    }
    return Annotated("t", words, labels)


def test_other_words_leave_every_fact_as_printed() -> None:
    text = a_text(DECISION, party_name="钱小满", doc_number="溪林罚决字〔2031〕第7号", authority="溪口县林业局")
    chance_of = random.Random(4)
    others = [reworded(text, chance_of).text for _ in range(20)]
    assert all(value in other for other in others for value in ("钱小满", "溪林罚决字〔2031〕第7号", "溪口县林业局", "3000元"))
    assert len(set(others)) > 10


def test_a_word_that_prints_a_fact_is_never_replaced() -> None:
    text = a_text("案由：擅自占用林地。当事人擅自占用林地。", cause="擅自占用林地")
    assert all(reworded(text, random.Random(seed)).text.count("擅自占用林地") for seed in range(20))


def test_the_same_chance_gives_the_same_words() -> None:
    assert reworded(a_text(DECISION), random.Random(5)) == reworded(a_text(DECISION), random.Random(5))


def test_samples_say_which_facts_of_a_text_are_right() -> None:
    text = a_text(DECISION, party_name="钱小满", authority="溪口县林业局")
    wrong = replace(text, facts={**text.facts, "authority": {"value": "白杨市林业局"}})
    told = {sample.name: sample.right for sample in of_texts([wrong], usual([text]), {"t": {}})}
    assert (told["party_name"], told["authority"]) == (True, False)


def test_what_a_few_papers_give_is_not_usual() -> None:
    texts = [Annotated(str(n), "", {"pay_days": {"value": 15 if n else 7}}) for n in range(20)]
    assert usual(texts) == {"pay_days": ["15"]}


def test_noise_keeps_every_line_in_its_place() -> None:
    page = a_page(1, "行政处罚决定书\n罚款人民币壹万贰仟陆佰元整", "text")
    noisy = misread(page, random.Random(3), 1.0)
    assert (len(noisy.text), noisy.origin, noisy.text.count("\n")) == (len(page.text), "ocr", 1)
    assert all(line.confidence < 1 for line in noisy.lines)


def test_the_same_chance_gives_the_same_noise() -> None:
    page = a_page(1, "二〇二四年三月五日" * 20, "text")
    assert misread(page, random.Random(5), 0.9) == misread(page, random.Random(5), 0.9)


def made_up_samples() -> list[Sample]:
    """Right where the first feature is high."""
    rows = [(n % 12, "fine_yuan" if n % 2 else "court", n % 4 > 1) for n in range(48)]
    return [
        Sample(f"t{case}", name, "file", (2.0 if right else -2.0, *(0.0,) * (len(BY_KIND["file"]) - 1)), 0.95, right)
        for case, name, right in rows
    ]


def test_weights_fit_what_was_seen() -> None:
    samples = made_up_samples()
    weights = {"file": fitted(samples, "file"), "sure": {"file": SURE}}
    assert all((chance(weights, "file", sample.row, sample.name) > 0.5) == sample.right for sample in samples)


def test_a_crossed_chance_is_given_to_every_sample() -> None:
    samples = made_up_samples()
    assert all((told > 0.5) == sample.right for sample, told in zip(samples, crossed(samples, "file"), strict=True))


def test_what_is_wrong_and_sure_is_counted_among_the_sure() -> None:
    told = reliability([(0.95, True), (0.95, False), (0.5, True), (0.4, False)])
    assert (told.facts, told.right, told.unsure, told.wrong_sure, told.right_unsure) == (4, 0.5, 0.5, 0.5, 0.5)


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    assert reliability([(0.75, n % 4 > 0) for n in range(40)]).ece == 0.0


def test_bands_part_the_facts_by_what_was_said() -> None:
    assert [(name, count) for name, count, _, _ in bands([(0.3, False), (0.91, True), (0.92, True)])] == [("0.00–0.50", 1), ("0.90–0.95", 2)]
