"""How far a fine lies from the mean of its like cases of one authority within a year (CL-15); a finding of the case itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from pipeline.compare.peers import Group, Member
from pipeline.compare.rule import Signal, report
from pipeline.compare.spread import Outliers, explained, nearest
from pipeline.law.workdays import add_months, written
from pipeline.records import Finding


def dispersed(groups: Sequence[Group], apart: Sequence[Outliers], signal: Signal, like: Signal) -> list[Finding]:
    """CL-15, in order of cases: the standard score among the like cases is beyond the rule's figure."""
    found = [
        finding
        for group, unlike in zip(groups, apart, strict=True)
        if unlike and len(group.members) >= signal.count("least_cases")
        for finding in _of_group(group, unlike, signal, like)
    ]
    return sorted(found, key=lambda finding: str(finding.case))


def _of_group(group: Group, unlike: Outliers, signal: Signal, like: Signal) -> Iterator[Finding]:
    by_authority: dict[str, list[int]] = defaultdict(list)
    for number, member in enumerate(group.members):
        if member.seen.decision and member.seen.authority:
            by_authority[member.seen.authority].append(number)
    for _, numbers in sorted(by_authority.items()):
        ordered = sorted(numbers, key=lambda number: (group.members[number].seen.decision or date.min, number))
        days = np.array([(group.members[number].seen.decision or date.min).toordinal() for number in ordered])
        measures = np.array([float(group.members[number].measure) for number in ordered])
        for number in ordered:
            # Honest fines vary too, every twentieth by two deviations: only what is rare among its like cases is told.
            if number in unlike:
                finding = _finding(group, group.members[number], days, measures, signal, like)
                if finding:
                    yield finding


def _finding(
    group: Group, member: Member, days: np.ndarray, measures: np.ndarray, signal: Signal, like: Signal
) -> Finding | None:
    """The first of two windows, the months up to the decision and those after it, in which the fine is far from the mean."""
    day = member.seen.decision or date.min
    months, own = signal.count("months"), float(member.measure)
    for first, last in ((add_months(day, -months), day), (day, add_months(day, months))):
        near = measures[np.searchsorted(days, first.toordinal()) : np.searchsorted(days, last.toordinal(), side="right")]
        if len(near) < signal.count("least_cases"):
            continue
        mean, spread = float(near.mean()), float(near.std())
        away = own - mean
        if not spread or abs(away / spread) <= signal.number("z_over") or abs(away) < mean * float(signal.number("apart_by")):
            continue
        if explained(member, high=away > 0):
            continue
        message = (
            f"{group.label}：{written(first)}至{written(last)}同一机关同类案件{len(near)}件，平均{round(mean, 2):g}{group.unit}，"
            f"本案{own:g}{group.unit}，标准分数{away / spread:+.1f}，{'偏高' if away > 0 else '偏低'}，请核对裁量理由。"
        )
        seen = member.seen
        peers = [place for other in nearest(group, member, like) for place in other.seen.evidence("fine_yuan")]
        verdict = seen.verdict("fine_yuan", float(like.number("least_confidence")))
        own_evidence = seen.evidence("fine_yuan", "fine_times", "quantities")
        finding = report(signal, [seen], message, evidence=own_evidence if seen.source else [*own_evidence, *peers], verdict=verdict)
        return replace(finding, case=seen.name, cases=None)
    return None
