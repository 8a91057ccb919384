"""Sums of the decision: words and figures, formulas, the multiple of its base."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from math import prod

from pipeline.check.asks import Asks
from pipeline.check.deeds import base_of, measured
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, numbers, of_decision, yuan
from pipeline.records import Field, Sum

_CENT = Decimal("0.01")


def figures_and_words_agree(question: Question) -> Outcome:
    """The fine in capital numerals is the fine in figures."""
    figures = tuple(question.case.all("fine_yuan", *DECISIONS))
    words = tuple(question.case.all("fine_words_yuan", *DECISIONS))
    if not figures or not words:
        return not_applicable("决定书的罚款没有同时写大写和小写")
    plain, capital = numbers(figures), numbers(words)
    if set(plain) & set(capital) or sum(plain) in capital or sum(capital) in plain:
        return passed(f"大写、小写均为{yuan(capital[0])}", *figures[:1], *words[:1])
    return failed(f"决定书罚款小写为{yuan(plain[0])}，大写为{yuan(capital[0])}，不一致", figures[0], words[0])


def formula_holds(question: Question) -> Outcome:
    """Every formula printed comes to its result, and the results to the fine."""
    sums = [field for field in question.case.all("fine_sum", *DECISIONS) if isinstance(field.value, Sum)]
    if not sums:
        return not_applicable("决定书没有写罚款算式")
    for field in sums:
        value = field.value
        if isinstance(value, Sum) and not _rounds_to(prod(value.factors, start=Decimal(1)), value.result):
            right = prod(value.factors, start=Decimal(1))
            printed = "×".join(f"{factor:f}" for factor in value.factors)
            return failed(f"决定书算式{printed}={yuan(value.result)}，复算应为{yuan(right)}", field)
    fine = of_decision(question, "fine_yuan")
    if not fine.values:
        return unsure("没有读到决定书的罚款数额", *sums)
    results = [field.value.result for field in sums if isinstance(field.value, Sum)]
    amount = Decimal(str(fine.value))
    if any(_rounds_to(result, amount) for result in [*results, sum(results, Decimal(0))]):
        shown = "、".join(f"{'×'.join(f'{factor:f}' for factor in one.factors)}={yuan(one.result)}" for one in _sums(sums))
        return passed(f"{shown}，与罚款{yuan(amount)}相符", *sums, fine)
    return failed(f"决定书算式结果为{yuan(results[-1])}，罚款写为{yuan(amount)}，不相符", *sums, fine)


def _sums(fields: list[Field]) -> list[Sum]:
    return list(dict.fromkeys(field.value for field in fields if isinstance(field.value, Sum)))


def _rounds_to(exact: Decimal, printed: Decimal) -> bool:
    # fen may be dropped, or rounded, to whole yuan
    return abs(exact - printed) <= _CENT or (printed == printed.to_integral_value() and abs(exact - printed) < 1)


def base_times_rate(question: Question) -> Outcome:
    """Times × base, or rate × area, of the decision comes to its fine."""
    fine = of_decision(question, "fine_yuan")
    times, rate = of_decision(question, "fine_times"), of_decision(question, "fine_rate_per_m2")
    if not fine.values or not (times.values or rate.values):
        return not_applicable("决定书没有写罚款倍数或者单价")
    amounts, amount = measured(question), Decimal(str(fine.value))
    if times.values:
        base = base_of(question)
        if base is None:
            return unsure("没有读到罚款倍数所乘的基数", times)
        right, said, factor = Decimal(str(times.value)) * base[1], f"{base[1]:f}×{times.value}", times
    else:
        if "area_m2" not in amounts:
            return unsure("没有读到面积，不能复算", rate)
        right, said, factor = Decimal(str(rate.value)) * amounts["area_m2"], f"{amounts['area_m2']:f}×{rate.value}", rate
    for field in question.case.all("fine_sum", *DECISIONS):
        sums = field.value.factors if isinstance(field.value, Sum) else ()
        if isinstance(field.value, Sum) and len(sums) == 2 and {*sums} == _factors(question) and not _rounds_to(right, field.value.result):
            return failed(f"{said}={yuan(right)}，决定书算为{yuan(field.value.result)}", field, factor)
    if _rounds_to(right, amount) or _rounds_to(right.to_integral_value(ROUND_FLOOR), amount):
        return passed(f"{said}={yuan(right)}，与罚款相符", fine, factor)
    return failed(f"按决定书所写，{said}={yuan(right)}，罚款却为{yuan(amount)}", fine, factor)


def _factors(question: Question) -> set[Decimal]:
    """The multiple and its base, or the rate and the area, by the decision."""
    times, base = of_decision(question, "fine_times"), base_of(question)
    if times.values:
        return {Decimal(str(times.value)), base[1]} if base else set()
    rate = of_decision(question, "fine_rate_per_m2")
    return {Decimal(str(rate.value)), measured(question)["area_m2"]}


CHECKS = (
    Asks(figures_and_words_agree),
    Asks(formula_holds),
    Asks(base_times_rate),
)
