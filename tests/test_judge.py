"""How sure a fact is: what makes it more or less so, and the noise it is learned from."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.extract.judge import FEATURES, SUREST, chance, features, judged, model, seen
from pipeline.learn.judge import Sample, reliability, score
from pipeline.learn.noise import misread
from pipeline.records import Conflict, Document, Evidence, Fact, Field, Line, Page, SourceFile

SOURCE = SourceFile(Path("卷.pdf"), "卷.pdf", "0", "pdf")


def a_page(number: int, text: str = "2020年3月5日", origin: str = "ocr") -> Page:
    return Page(SOURCE, number, text, (Line(0, len(text), (0.1, 0.1, 0.9, 0.2)),), origin=origin)  # type: ignore[arg-type]


def a_fact(value: object = date(2020, 3, 5), sure: float = 0.85, conflicts: tuple[Conflict, ...] = ()) -> Fact:
    return Fact("decision_date", value, (Evidence("卷.pdf", 1, 0, 4, "2020"),), sure, conflicts)  # type: ignore[arg-type]


def a_day(document: int, value: date) -> Field:
    return Field("date", value, Evidence("卷.pdf", document + 1, 0, 4, ""), 0.9, "papers_date", document)


def sure_of(fact: Fact, days: list[date]) -> float:
    papers = [Document("other", "", (a_page(number + 1),)) for number in range(len(days))]
    return judged(papers, [a_day(index, day) for index, day in enumerate(days)], {fact.name: fact})[fact.name].confidence


def test_a_value_that_other_papers_give_too_is_surer() -> None:
    alone = sure_of(a_fact(sure=0.6), [date(2020, 3, 5), date(2020, 3, 1), date(2020, 3, 2)])
    assert sure_of(a_fact(sure=0.6), [date(2020, 3, 5)] * 3) > alone


def test_a_value_another_paper_contradicts_is_less_sure() -> None:
    days = [date(2020, 3, 5)] * 3
    assert sure_of(a_fact(conflicts=(Conflict(date(2020, 3, 6), ()),)), days) < sure_of(a_fact(), days)


def test_a_day_years_from_the_others_is_never_sure() -> None:
    days = [date(2002, 3, 5), date(2020, 3, 1), date(2020, 3, 2), date(2020, 2, 1)]
    assert sure_of(a_fact(date(2002, 3, 5)), days) < 0.9


def test_a_surer_reading_makes_a_surer_fact() -> None:
    days = [date(2020, 3, 5), date(2020, 3, 1), date(2020, 3, 2)]
    assert sure_of(a_fact(sure=0.97), days) > sure_of(a_fact(sure=0.6), days)


def test_nothing_read_is_wholly_sure() -> None:
    assert sure_of(a_fact(sure=1.0), [date(2020, 3, 5)] * 5) <= SUREST


def test_an_unreadable_fact_keeps_no_confidence() -> None:
    fact = Fact("reviewer", None, (), 0.0, reason="unreadable")
    assert judged((), (), {"reviewer": fact})["reviewer"] is fact


def test_a_fact_has_one_value_a_feature() -> None:
    assert len(features(a_fact(), seen((), ()))) == len(FEATURES) == len(model()["weights"])


def test_an_identity_number_with_a_wrong_check_digit_is_odd() -> None:
    around = seen((), ())
    numbers = ("11010519491231002X", "110105194912310021")
    odd = [features(replace(a_fact(number), name="party_id"), around)[FEATURES.index("odd")] for number in numbers]
    assert odd == [0.0, 1.0]


@pytest.mark.parametrize("number", ["林罚决字〔2024〕第3号", "（曲）应急罚〔2024〕执法-12号"], ids=["plain", "with a department"])
def test_a_usual_number_is_not_odd(number: str) -> None:
    fact = replace(a_fact(number), name="doc_number")
    assert features(fact, seen((), ()))[FEATURES.index("odd")] == 0.0


def test_noise_keeps_every_line_in_its_place() -> None:
    page = a_page(1, "行政处罚决定书\n罚款人民币壹万贰仟陆佰元整", "text")
    noisy = misread(page, random.Random(3), 1.0)
    assert (len(noisy.text), noisy.origin, noisy.text.count("\n")) == (len(page.text), "ocr", 1)
    assert all(line.confidence < 1 for line in noisy.lines)


def test_the_same_chance_gives_the_same_noise() -> None:
    page = a_page(1, "二〇二四年三月五日" * 20, "text")
    assert misread(page, random.Random(5), 0.9) == misread(page, random.Random(5), 0.9)


def test_scores_count_what_was_given_as_sure_and_is_wrong() -> None:
    weights = {"bias": 0.0, "weights": [1.0], "facts": {}}
    told = (("a", 4.0, False), ("b", 4.0, True), ("c", -4.0, False))
    samples = [Sample(case, "fine_yuan", (logit,), 0.95, right) for case, logit, right in told]
    scores = score(samples, weights)
    assert (scores.wrong_sure_raw, scores.wrong_sure) == (round(2 / 3, 4), 0.5)
    assert [band[1] for band in reliability(samples, weights)] == [1, 2]
    assert chance(weights, "fine_yuan", (4.0,)) > 0.9
