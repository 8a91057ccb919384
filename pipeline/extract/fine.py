"""The fine a paper decides or proposes: figure, capitals, multiple, rate, worked-out sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.clauses import Span
from pipeline.extract.money import Amount, amounts, sums
from pipeline.extract.sections import FINED
from pipeline.extract.values import NUMBER, NUMERAL, decimal
from pipeline.records import Sum, Value

Item = tuple[str, Value, int, int, float]  # field name, value, start, end, how sure

NOT_FINE_BEFORE = re.compile(
    r"(?:价值|货值|价款|产值|金额为|所得(?:收入)?|费用|费|成本|保证金|押金|单价|每(?:平方米|平米|m2|株|棵|亩|只|头|条"
    r"|立方米|m3|日|天)(?:处以?|罚款?)?|没收(?:(?!罚款)[^。；，]){0,30}|所需[^，。]{0,6})(?:人民币|共计|合计|为|的|约|计|（"
    r"|共)*¥?$"
)
NOT_FINE_AFTER = re.compile(r"(?:元)?(?:/|每|以上|以下|至|-|~|[）]?的?[\d.一二三四五六七八九十百点]{1,6}倍|\s?[×*xX])")
BEFORE = re.compile(
    r"(?:罚款|计|即|为|合计|共计|总计|=|处以?|并处|罚金|大写|小写)(?:共计|人民币|金额|数额|计|为|：|（|大写|小写|元|合计|共|¥)*$"
)
AFTER = re.compile(r"(?:整|人民币|（[^）]{0,30}）|。)*(?:的)?(?:行政)?(?:罚款|处罚)")
TOTAL = re.compile(r"(?:合计|共计|总计|合并|两项|三项|各项|以上)[^。；]{0,40}罚款|罚款(?:合计|共计|总计|总额)|合并(?:执行|处)")
NO_FINE = re.compile(r"不予罚款|免予罚款|加处|滞纳金[^。；]{0,30}罚款[^。；]{0,12}共计")  # taxes, interest and fine in one sum
RANGE = re.compile(
    rf"罚款?[^。；]{{0,12}}?(?:{NUMBER}|[{NUMERAL}]+)万?元?(?:以上|至|-|~)[^。；，]{{0,12}}元(?:以下)?"
    rf"|元以上[^。；，]{{0,14}}元以下的?罚款"
)
TIMES = re.compile(rf"(?<![\d.])(?P<times>{NUMBER}|[{NUMERAL}]+(?:点[{NUMERAL}]+)?)\s?倍")
BY = re.compile(r"元\s?[×xX*]\s?(?P<times>\d{1,2}(?:\.\d{1,2})?)(?![\d元万]|\s?[×xX*平立])(?=倍|[）=。，；]|$)")
RATE = re.compile(
    rf"每(?:平方米|平米|m2)(?:处以?|罚款?|按)*(?P<rate>{NUMBER})元|(?<![\d.])(?P<per>{NUMBER})元/(?:平方米|平米|m2)"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    figure: Amount | None
    words: Amount | None
    score: int
    start: int
    end: int


# 罚款金额（万元）：1.26
TEN_THOUSANDS = {
    "fine_yuan": re.compile(rf"罚款(?:金额|数额)?（(?:单位：)?万元）[：\t ]{{1,2}}(?P<n>{NUMBER})(?![\d.]|元)"),
    "confiscated_yuan": re.compile(rf"没收[^：\n]{{0,24}}（(?:单位：)?万元）[：\t ]{{1,2}}(?P<n>{NUMBER})(?![\d.]|元)"),
}


IN_YUAN = re.compile(rf"罚(?:款|没)(?:金额|数额)?(?:（(?:单位：)?元）[：\t ]{{1,2}}(?P<n>{NUMBER})(?![\d.]|万)|[：\t](?P<m>{NUMBER})(?P<many>万)?元)")


def columns(plain: str) -> Iterator[Item]:
    """The amounts of a disclosure table, which have columns of their own in 万元 or 元; nought is none."""
    own = IN_YUAN.search(plain)
    number = decimal(own["n"] or own["m"]) if own else None
    if own and number and not ("没" in own[0] and re.search(r"没收[^。]{0,8}所得", plain)):
        yield "fine_yuan", number * (10_000 if own["many"] else 1), own.start(), own.end(), 0.9
    for name, pattern in TEN_THOUSANDS.items():
        match = pattern.search(plain)
        number = decimal(match["n"]) if match else None
        if match and number:
            yield name, number * 10_000, match.start("n"), match.end("n"), 0.95


def fines(plain: str, clauses: Sequence[Span]) -> Iterator[Item]:
    """Fields of the fine in the operative clauses; several items are added up only where the paper does it."""
    found: list[tuple[Span, _Candidate | None]] = []
    for start, end in clauses:
        both = re.search(r"[，；]?(?:以上)?罚没", plain[start:end])  # fine and confiscation together: no fine
        end = start + both.start() if both else end
        part = plain[start:end]
        if not re.search(rf"罚款|罚金|处以?[^。]{{0,20}}元|{FINED}", part) or NO_FINE.search(part):
            continue
        found.append(((start, end), _best(plain, start, end)))
    totals = [one for one in found if one[1] and TOTAL.search(plain[slice(*one[0])])]
    priced = [one for one in found if one[1]]
    if not totals and len(priced) > 2 and _yuan(priced[-1][1]) == sum(_yuan(one[1]) for one in priced[:-1]):
        totals = priced[-1:]
    for span, candidate in totals[-1:] if totals and len(priced) > 1 else found:
        yield from _tell(plain, span, candidate, several=len(priced) > 1 and not totals)


def _yuan(candidate: _Candidate | None) -> Decimal:
    head = (candidate.figure or candidate.words) if candidate else None
    return head.value if head else Decimal(0)


def _tell(plain: str, span: Span, candidate: _Candidate | None, *, several: bool) -> Iterator[Item]:
    start, end = span
    part = plain[start:end]
    if candidate is None:
        yield "fine_range", True, start, end, 0.8
    else:
        sure = min(1.0, 0.7 + 0.1 * candidate.score) * (0.6 if several else 1.0)
        head = candidate.figure or candidate.words
        if head is not None:
            yield "fine_yuan", head.value, candidate.start, candidate.end, sure
        if candidate.words:
            yield "fine_words_yuan", candidate.words.value, candidate.words.start, candidate.words.end, sure
        if RANGE.search(part) and candidate.score < 2:
            yield "fine_range", True, start, end, 0.7
    for total, at, stop in sums(part):
        yield "fine_sum", total, start + at, start + stop, 0.95
    for match in [*TIMES.finditer(part), *BY.finditer(part)]:
        if (
            re.search(r"补[种栽植]|株数", part[max(0, match.start() - 12) : match.end() + 6])
            or "以" in part[match.end() : match.end() + 1]
        ):
            continue
        times = decimal(match["times"])
        if times is not None:
            yield "fine_times", times, start + match.start(), start + match.end(), 0.95
            break
    # of two rates for different land none is the rate; beside a multiple it is that of the cost
    rates = {} if TIMES.search(part) else {(match["rate"] or match["per"]).replace(",", ""): match.span() for match in RATE.finditer(part)}
    for rate, (at, stop) in rates.items() if len(rates) == 1 else ():
        yield "fine_rate_per_m2", Decimal(rate), start + at, start + stop, 0.95


def _best(plain: str, start: int, end: int) -> _Candidate | None:
    part = plain[start:end]
    formulas: list[tuple[Sum, int, int]] = list(sums(part))
    factors = [(at, at + len(part[at:stop].split("=")[0])) for _, at, stop in formulas if "=" in part[at:stop]]
    kept = [
        one
        for one in amounts(part)
        if not any(at <= one.start < stop for at, stop in factors)
        and not NOT_FINE_BEFORE.search(part[max(0, one.start - 40) : one.start])
        and not NOT_FINE_AFTER.match(part[one.end :])
    ]
    candidates = [_score(part, one, kept, start) for one in kept if not _follows(part, one, kept)]
    if not candidates and formulas:
        total, at, stop = formulas[-1]
        figure = Amount(total.result, start + at, start + stop)
        return _Candidate(figure, None, 1, figure.start, figure.end)
    return max(candidates, key=lambda one: (one.score, one.start), default=None)


def _follows(part: str, one: Amount, kept: Sequence[Amount]) -> bool:
    """Whether an amount only repeats the one before it in the other writing: 壹仟元整（1000元）."""
    return any(_twin(part, other, one) for other in kept)


def _twin(part: str, left: Amount, right: Amount) -> bool:
    gap = part[left.end : right.start] if left.end <= right.start else "……"
    return left.words != right.words and re.fullmatch(r"(?:整|人民币|[（），、：/]|大写|小写|即|计|为|金额|\s)*", gap) is not None


def _score(part: str, one: Amount, kept: Sequence[Amount], offset: int) -> _Candidate:
    twin = next((other for other in kept if _twin(part, one, other)), None)
    score = 1 if twin else 0
    score += 2 * bool(BEFORE.search(part[max(0, one.start - 30) : one.start]))
    score += 2 * bool(AFTER.match(part[(twin or one).end :]))
    both = [_moved(other, offset) for other in (one, twin) if other]
    figure = next((other for other in both if not other.words), None)
    words = next((other for other in both if other.words), None)
    return _Candidate(figure, words, min(score, 3), both[0].start, both[-1].end)


def _moved(one: Amount, offset: int) -> Amount:
    return Amount(one.value, one.start + offset, one.end + offset, one.words)
