"""Where each fine stands among its like cases (类案不同罚, XA-03) and against their gravity (过罚不当, XA-15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from pipeline.compare.peers import Group, Member
from pipeline.compare.rule import Signal, report, signals
from pipeline.compare.view import said
from pipeline.records import Comparison, Finding

_FACTS = ("fine_yuan", "fine_times", "quantities")
_MEASURES = {"倍": "倍数"}
_MILDER = ("减轻", "从轻", "不予")


def comparisons(groups: Iterable[Group]) -> dict[str, Comparison]:
    """The place of every case that has at least one like case; the usual range is that of the others."""
    placed = {}
    for group in groups:
        for member in group.members:
            others = _others(group, member)
            if others:
                names = tuple(other.seen.name for other in _nearest(member, others))
                placed[member.seen.name] = Comparison(group.label, _MEASURES.get(group.unit, group.unit), names, _range(others), member.measure)
    return placed


def unlike(groups: Iterable[Group]) -> list[Finding]:
    """XA-03: a fine outside its discretion tier, or far outside the range of its like cases."""
    signal = signals()["XA-03"]
    findings = []
    for group in groups:
        for member in group.members:
            others = _others(group, member)
            message = _outside_tier(signal, group, member, others) or _outside_group(signal, group, member, others)
            if message and not explained(member, others):
                about = [member.seen, *(other.seen for other in others)]
                evidence = [place for one in about for place in one.evidence("fine_yuan")]
                findings.append(report("XA-03", about, message, evidence=[*member.seen.evidence(*_FACTS), *evidence]))
    return findings


def out_of_proportion(groups: Iterable[Group]) -> list[Finding]:
    """XA-15: the heaviest fine of a group for one of its lightest acts."""
    signal = signals()["XA-15"]
    findings = []
    for group in groups:
        for member in group.members:
            graver = [other for other in _others(group, member) if other.size and member.size and other.size > member.size]
            if len(graver) < signal.count("least_graver") or len(graver) < len(_others(group, member)):
                continue
            small = Decimal(median([other.size or Decimal(0) for other in graver])) * signal.number("small")
            heavy = _range(graver)[1] * signal.number("heavier_by")
            if member.size and member.size <= small and member.measure >= heavy:
                about = [member.seen, *(other.seen for other in graver)]
                message = (
                    f"{group.label}：{member.seen.named()}数量最小（{said(member.size)}），处罚却最重（{said(member.measure)}{group.unit}）；"
                    f"数量更大的{len(graver)}件为{_span(graver)}{group.unit}，请说明理由。"
                )
                evidence = [place for one in about for place in one.evidence(*_FACTS)]
                findings.append(report("XA-15", about, message, evidence=evidence))
    return findings


def _outside_tier(signal: Signal, group: Group, member: Member, others: Sequence[Member]) -> str | None:
    if group.tier is None or _in_tier(group, member) is not False:
        return None
    inside = [other for other in others if _in_tier(group, other)]
    if len(inside) < signal.count("least_inside"):
        return None
    lo, hi = group.tier[1].range
    return (
        f"{group.label}：{member.seen.named()}按{said(member.measure)}{group.unit}处罚，超出该档次的{said(lo)}至{said(hi)}{group.unit}；"
        f"同类{len(inside)}件在档次之内（{_span(inside)}{group.unit}）。"
    )


def _outside_group(signal: Signal, group: Group, member: Member, others: Sequence[Member]) -> str | None:
    if len(others) < signal.count("least_others") or (group.tier is not None and _in_tier(group, member)):
        return None
    low, high = _range(others)
    middle = Decimal(median([other.measure for other in others]))
    if not middle or low <= member.measure <= high:
        return None
    spread = (high - low) / middle
    away = min(abs(member.measure - low), abs(member.measure - high)) / middle
    # Only where the others agree among themselves does one apart from them say anything.
    if spread > signal.number("others_agree_within") or away < signal.number("apart_by"):
        return None
    return (
        f"{group.label}：同类{len(others)}件处罚在{_span(others)}{group.unit}，{member.seen.named()}为{said(member.measure)}{group.unit}，"
        f"{'偏高' if member.measure > high else '偏低'}，未见说明理由。"
    )


def _in_tier(group: Group, member: Member) -> bool | None:
    if group.tier is None:
        return None
    table, tier = group.tier
    if (table.unit, group.unit) not in (("multiple", "倍"), ("yuan", "元"), ("yuan_per_m2", "元/平方米")):
        return None
    lo, hi = tier.range
    slack = signals()["XA-03"].number("rounding")
    return lo - slack <= member.measure <= hi + slack


def explained(member: Member, others: Sequence[Member]) -> bool:
    """Whether the decision gives a reason for a milder fine, and it is milder."""
    words = {str(field.value) for field in member.seen.case.all("mitigation_word", "decision")}
    milder = bool(others) and member.measure <= min(other.measure for other in others)
    return milder and any(word in said for said in words for word in _MILDER)


def _nearest(member: Member, others: Sequence[Member]) -> list[Member]:
    """The like cases a sheet lists: those nearest in quantity, as many as stay readable."""

    def distance(other: Member) -> tuple[bool, Decimal, str]:
        unknown = member.size is None or other.size is None
        return unknown, abs((member.size or Decimal(0)) - (other.size or Decimal(0))), other.seen.name

    near = sorted(others, key=distance)[: signals()["XA-03"].count("listed")]
    return sorted(near, key=lambda other: other.seen.name)


def _others(group: Group, member: Member) -> list[Member]:
    return [other for other in group.members if other is not member]


def _range(members: Sequence[Member]) -> tuple[Decimal, Decimal]:
    measures = [member.measure for member in members]
    return min(measures), max(measures)


def _span(members: Sequence[Member]) -> str:
    low, high = _range(members)
    return said(low) if low == high else f"{said(low)}至{said(high)}"
