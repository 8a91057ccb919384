"""How far a fine lies from the mean of its like cases of one authority within a year (CL-15); a finding of the case itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import fmean, pstdev

from pipeline.compare.peers import Group, Member
from pipeline.compare.rule import report, signals
from pipeline.compare.spread import explained
from pipeline.compare.view import said, text
from pipeline.law.workdays import add_months, written
from pipeline.records import Finding


def dispersed(groups: Iterable[Group]) -> list[Finding]:
    """CL-15, in order of cases: the standard score of the fine among its like cases is beyond the rule's figure."""
    found = [finding for group in groups for member in group.members if (finding := _finding(group, member))]
    return sorted(found, key=lambda finding: str(finding.case))


def _finding(group: Group, member: Member) -> Finding | None:
    signal = signals()["CL-15"]
    for first, last, near in _windows(group, member, signal.count("months")):
        if len(near) < signal.count("least_cases"):
            continue
        measures = [float(one.measure) for one in near]
        mean, spread = fmean(measures), pstdev(measures)
        away = float(member.measure) - mean
        if not spread or abs(away / spread) <= signal.number("z_over") or abs(away) < mean * float(signal.number("apart_by")):
            continue
        if explained(member, [one for one in near if one is not member]):
            continue
        message = (
            f"{group.label}：{written(first)}至{written(last)}同一机关同类案件{len(near)}件，平均{said(_two(mean))}{group.unit}，"
            f"本案{said(member.measure)}{group.unit}，标准分数{away / spread:+.1f}，{'偏高' if away > 0 else '偏低'}，请核对裁量理由。"
        )
        seen = member.seen
        finding = report("CL-15", [seen], message, evidence=seen.evidence("fine_yuan", "fine_times", "quantities"))
        return replace(finding, case=seen.name, cases=None)
    return None


def _windows(group: Group, member: Member, months: int) -> Iterator[tuple[date, date, Sequence[Member]]]:
    """The like cases of one authority in the months up to the decision, and in those after it."""
    day, authority = member.seen.decision, text(member.seen.case, "authority")
    if day is None or authority is None:
        return
    for first, last in ((add_months(day, -months), day), (day, add_months(day, months))):
        near = [
            one
            for one in group.members
            if one.seen.decision and first <= one.seen.decision <= last and text(one.seen.case, "authority") == authority
        ]
        yield first, last, near


def _two(number: float) -> Decimal:
    return Decimal(str(round(number, 2)))
