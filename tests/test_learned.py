"""What learned weights find where no pattern does: candidates, what is seen of them, when a fact is given."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import extract, split
from pipeline.extract import learned
from pipeline.extract.candidates import KINDS, candidates
from pipeline.extract.judge import SURE
from pipeline.learn.annotated import Annotated
from pipeline.learn.facts import crossed, looked_at, weighed
from pipeline.read.plain import text_page
from pipeline.records import CaseRecord, Document, Fact, SourceFile


def values(plain: str, kind: str) -> list[object]:
    return [one.value for one in candidates(plain, kind)]


@pytest.mark.parametrize(
    ("kind", "plain", "value"),
    [
        ("name", "行为人：白杨县满仓木业有限公司，", "白杨县满仓木业有限公司"),
        ("name", "现由钱小满承担", "钱小满"),
        ("name", "违法行为人钱某某在", "钱某"),
        ("body", "本通知由白杨县林业局作出", "白杨县林业局"),
        ("body", "诉至白杨县人民法院", "白杨县人民法院"),
        ("day", "于2031年3月2日被", date(2031, 3, 2)),
        ("sum", "罚金3000元", Decimal(3000)),
        ("sum", "罚金叁仟元整", Decimal(3000)),
        ("period", "限十五日内交清", 15),
        ("period", "六个月内起诉", 6),
        ("address", "家住白杨县北坡乡三组", "白杨县北坡乡三组"),
    ],
)
def test_a_value_is_among_the_candidates_whatever_the_wording(kind: str, plain: str, value: object) -> None:
    assert value in values(plain, kind)


@pytest.mark.parametrize(("kind", "plain"), [("period", "2031年3月2日"), ("day", "2月30日前"), ("name", "依据该条例的规定")])
def test_what_is_no_such_value_is_no_candidate(kind: str, plain: str) -> None:
    assert values(plain, kind) == []


def test_a_candidate_stands_where_it_says() -> None:
    plain = "行为人：白杨县满仓木业有限公司，住白杨县北坡乡三组。限十五日内到白杨县林业局交清3000元。"
    spans = [(one, plain[one.start : one.end]) for kind in ("name", "body", "address") for one in candidates(plain, kind)]
    assert spans and all(one.value == words for one, words in spans)


def test_every_fact_to_be_found_has_candidates_of_a_kind() -> None:
    assert set(learned.KIND.values()) == set(KINDS)


def test_the_shipped_weights_know_only_facts_that_can_be_found() -> None:
    model = learned.model()
    assert set(model["facts"]) == set(model["least"]) <= set(learned.KIND)


PLAIN = "行为人钱小满私自伐树。罚金3000元。"


def a_case(text: str) -> CaseRecord:
    bundle = split.split([text_page(SourceFile(Path("决定.txt"), "决定.txt", "", "text"), text)])[0]
    return extract.assemble("", bundle, [extract.extract(document) for document in bundle.documents])


def found(known: dict[str, Fact], *, bias: float = 3.0, papers: int = 1, monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """Facts of PLAIN by weights that like every sum so much."""
    facts = {"fine_yuan": {"": bias}}
    monkeypatch.setattr(learned, "model", lambda: {"least": {"fine_yuan": 0.6}})
    monkeypatch.setattr(learned, "guessed", lambda plain: learned.guesses(plain, learned.by_kind(facts)))
    paper = Document("decision", "", (text_page(SourceFile(Path("a.txt"), "a.txt", "", "text"), PLAIN),))
    return list(learned.learned([paper] * papers, known))


def test_a_likely_candidate_is_given_but_never_as_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    (fact,) = found({}, monkeypatch=monkeypatch)
    assert (fact.value, fact.told, fact.evidence[0].quote) == (Decimal(3000), True, "3000元")
    assert 0.6 <= fact.confidence < SURE


def test_an_unlikely_candidate_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found({}, bias=0.0, monkeypatch=monkeypatch) == []


def test_what_a_pattern_read_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found({"fine_yuan": Fact("fine_yuan", Decimal(5))}, monkeypatch=monkeypatch) == []


def test_what_a_pattern_read_and_the_judge_believes_wrong_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    (fact,) = found({"fine_yuan": Fact("fine_yuan", Decimal(5), confidence=0.45)}, monkeypatch=monkeypatch)
    assert fact.value == Decimal(3000)


def test_no_fine_is_looked_for_where_none_was_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found({"penalties": Fact("penalties", ("警告",))}, monkeypatch=monkeypatch) == []


def test_a_file_of_several_papers_is_left_to_its_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found({}, papers=2, monkeypatch=monkeypatch) == []


def made_up(count: int) -> list[tuple[str, str, Annotated]]:
    """Texts that name the party behind one word, and another man behind another."""
    chance = random.Random(3)
    given = [f"{chance.choice('钱孙李周')}{chance.choice('小大')}{chance.choice('满仓丰')}" for _ in range(2 * count)]
    return [
        (str(n), plain, Annotated(str(n), plain, {"party_name": {"value": one}}))
        for n, (one, other) in enumerate(zip(given[::2], given[1::2], strict=True))
        for plain in (f"行为人{one}，伐树。经办人{other}，到场。",)
    ]


def test_weights_learn_behind_which_words_the_party_stands() -> None:
    texts = made_up(40)
    weights = weighed(texts, looked_at(texts, "name"), "party_name")
    given = learned.guesses("行为人吴满仓，伐树。经办人郑大丰，到场。", learned.by_kind({"party_name": weights}))
    assert given["party_name"][0].value == "吴满仓"


def test_what_is_counted_was_never_seen_in_training() -> None:
    texts = made_up(40)
    told = crossed(texts, looked_at(texts, "name"), "party_name")
    assert told.told == 40 and told.given == told.right > 30
