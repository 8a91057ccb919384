"""Decision numbers used twice, or out of order with their dates (XA-02)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen
from pipeline.records import Finding
from pipeline.registers import DocNumber, doc_number


def numbers(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-02: one finding for each number used twice and for each number against the order of dates."""
    by_number: dict[tuple[str, DocNumber], list[Seen]] = defaultdict(list)
    for seen in cases:
        if seen.number:
            by_number[seen.bureau, seen.number].append(seen)
    findings = [_twice(holders, signal) for _, holders in sorted(by_number.items()) if len(holders) > 1]
    series: dict[tuple[str, str, int], list[Seen]] = defaultdict(list)
    for (bureau, number), holders in by_number.items():
        if len(holders) == 1 and holders[0].decision and _legible(holders[0], signal):
            series[bureau, number.series, number.year].append(holders[0])
    for _, members in sorted(series.items()):
        findings += _disorder(members, signal)
    return findings


def _twice(holders: Sequence[Seen], signal: Signal) -> Finding:
    names = "、".join(one.name for one in holders)
    printed = holders[0].printed
    alike = len({(one.party, one.decision, one.fine) for one in holders}) == 1
    message = f"案卷{names}使用同一决定书文号{printed}" + ("，当事人、日期、数额也相同，可能是同一案件重复立卷。" if alike else "。")
    evidence = [place for one in holders for place in one.evidence("doc_number")]
    sure = all(_legible(one, signal) for one in holders)
    return report(signal, holders, message, evidence=evidence, verdict="fail" if sure else "unsure")


def _disorder(members: Sequence[Seen], signal: Signal) -> list[Finding]:
    """The fewest cases that would have to go for numbers and dates to run together, each with what it contradicts."""
    ordered = sorted(members, key=lambda one: (one.number.serial if one.number else 0, _decided(one)))
    kept = _longest_run([_decided(one) for one in ordered])
    apart = [index for index in range(len(ordered)) if index not in kept]
    findings, told = [], set()
    for index in apart:
        against = [
            other
            for other in range(len(ordered))
            if (other < index and _decided(ordered[other]) > _decided(ordered[index]))
            or (other > index and _decided(ordered[other]) < _decided(ordered[index]))
        ]
        # Two numbers that changed places contradict each other: one finding about both.
        partner = next((other for other in against if other in apart), None)
        if partner is None:
            partner = min(against, key=lambda other: abs(other - index))
        pair = frozenset((index, partner))
        if pair in told:
            continue
        told.add(pair)
        first, second = (ordered[place] for place in sorted(pair))
        message = (
            f"文号顺序与决定日期相反：{first.printed}决定于{first.decision}，"
            f"{second.printed}决定于{second.decision}。"
        )
        evidence = [place for one in (first, second) for place in one.evidence("doc_number", "decision_date")]
        findings.append(report(signal, (first, second), message, evidence=evidence))
    return findings


def _longest_run(days: Sequence[date]) -> set[int]:
    """Indexes of a longest run of days that never goes back."""
    ends: list[int] = []  # ends[n]: index of the smallest last day of a run of n+1
    before: list[int] = []
    for index, day in enumerate(days):
        place = bisect_right([days[end] for end in ends], day)
        before.append(ends[place - 1] if place else -1)
        ends[place : place + 1] = [index]
    kept: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


def _decided(one: Seen) -> date:
    return one.decision or date.min


def _legible(one: Seen, signal: Signal) -> bool:
    least = float(signal.number("least_confidence"))
    if not one.sure("doc_number", least) or (one.decision is not None and not one.sure("decision_date", least)):
        return False
    told = one.case.facts.get("doc_number")
    others = [doc_number(conflict.value) for conflict in told.conflicts if isinstance(conflict.value, str)] if told else []
    return all(other is None or other == one.number for other in others)
