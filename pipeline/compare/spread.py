"""Where each fine stands among its like cases, and the fines that are unlike the others (类案不同罚, XA-03)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from pipeline.compare.measure import YUAN
from pipeline.compare.peers import Group, Member, Range
from pipeline.compare.rare import Family, families, rare
from pipeline.compare.rule import Signal, report
from pipeline.compare.usual import Standing
from pipeline.compare.view import Seen, said
from pipeline.compare.wide import beyond
from pipeline.records import Comparison, Finding

Outliers = Mapping[int, Decimal]  # place in the group → yuan too much, or (negative) too little
FACTS = ("fine_yuan", "fine_times", "quantities")
_MEASURES = {"倍": "倍数"}
_TIER_UNITS = {"multiple": "倍", "yuan": YUAN, "yuan_per_m2": "元/平方米", "yuan_per_tree": "元/株"}


def comparisons(groups: Iterable[Group], signal: Signal) -> dict[str, Comparison]:
    """The place of every case that has at least one like case; the usual range is that of the others."""
    placed = {}
    for group in groups:
        for member in group.members:
            others = [other for other in group.members if other is not member]
            if others:
                names = tuple(sorted(other.seen.name for other in nearest(group, member, signal)))
                span = _range(others)
                placed[member.seen.name] = Comparison(group.label, _MEASURES.get(group.unit, group.unit), names, span, member.measure)
    return placed


def unlike(groups: Sequence[Group], standings: Sequence[Standing], apart: Sequence[Outliers], signal: Signal) -> list[Finding]:
    """XA-03: a fine outside its discretion tier, or far from what its like cases usually cost."""
    findings = []
    for group, standing, unlike_ones in zip(groups, standings, apart, strict=True):
        for number, yuan in unlike_ones.items():
            member = group.members[number]
            near = nearest(group, member, signal)
            about = [member.seen, *(other.seen for other in near)]
            message = _said(group, member, near, Decimal(str(round(float(standing.usual[number]), 2))), yuan, signal)
            evidence = [place for one in about for place in one.evidence("fine_yuan")]
            sure = member.seen.verdict("fine_yuan", float(signal.number("least_confidence")))
            if sure == "unsure":
                message += "罚款数额识读不够清楚，请先核对原件。"
            findings.append(report(signal, about, message, evidence=[*member.seen.evidence(*FACTS), *evidence], verdict=sure))
    return findings


def outliers(groups: Sequence[Group], standings: Sequence[Standing], signal: Signal) -> tuple[Outliers, ...]:
    """Of each group the members whose fines are unlike the others without a reason told, and by how many yuan."""
    known = families(groups)
    settled = _settled(groups, signal)
    far = {family[place][1].seen: usual for family in known.values() for place, (usual, _) in beyond(family, signal).items()}
    return tuple(
        dict(_of_group(group, standing, known[group.family], _table(group) in settled, far, signal))
        for group, standing in zip(groups, standings, strict=True)
    )


def _of_group(
    group: Group, standing: Standing, family: Family, settled: bool, far: Mapping[Seen, float], signal: Signal
) -> Iterator[tuple[int, Decimal]]:
    enough = len(group.members) >= signal.count("least_cases")
    homes: dict[str, list[Member]] = defaultdict(list)
    for member in group.members:
        homes[member.seen.bureau].append(member)
    for number, member in enumerate(group.members):
        inside, limits = in_tier(group, member, signal), bounds(group)
        if limits and _within(group, member, signal) is False and settled:
            bound, high = (limits[0], False) if member.measure < limits[0] else (limits[1], True)
        elif inside is None and member.seen in far:
            bound, high = Decimal(str(far[member.seen])), float(member.measure) > far[member.seen]
        elif inside is None and enough and _surprising(standing, number, signal):
            bound, high = Decimal(str(float(standing.usual[number]))), bool(standing.away[number] > 0)
            home = homes[member.seen.bureau]
            alike = home if len(home) >= signal.count("own_practice") else group.members
            if not rare(alike, member, family, signal, high=high):
                continue
        else:
            continue
        if not explained(member, high=high) and member.seen.fine and member.measure:
            yield number, (member.seen.fine * (1 - bound / member.measure)).quantize(Decimal(1))


def _settled(groups: Sequence[Group], signal: Signal) -> set[Hashable]:
    """The tables (or lawful ranges) that most cases under them keep to: a tier is itself the measure of a case, whatever band it is in."""
    inside: Counter[Hashable] = Counter()
    every: Counter[Hashable] = Counter()
    for group in groups:
        every[_table(group)] += len(group.members)
        inside[_table(group)] += sum(_within(group, member, signal) is True for member in group.members)
    return {key for key, kept in inside.items() if kept >= signal.count("least_cases") - 1 and 2 * kept >= every[key]}


def _table(group: Group) -> Hashable:
    if group.tier and _tiered(group):
        return group.tier[0].cause, group.tier[0].valid, group.tier[0].party_kind
    return group.family


def _surprising(standing: Standing, number: int, signal: Signal) -> bool:
    far = abs(float(standing.away[number])) >= math.log(1 + float(signal.number("apart_by")))
    return far and float(standing.discovery[number]) <= float(signal.number("false_alarms"))


def in_tier(group: Group, member: Member, signal: Signal) -> bool | None:
    """Whether the fine lies in its discretion tier; None where no tier applies."""
    return _within(group, member, signal) if _tiered(group) else None


def bounds(group: Group) -> Range | None:
    """The discretion tier in the group's measure, else the lawful range."""
    return group.tier[1].range if group.tier and _tiered(group) else group.lawful


def _tiered(group: Group) -> bool:
    return group.tier is not None and _TIER_UNITS.get(group.tier[0].unit) == group.unit


def _within(group: Group, member: Member, signal: Signal) -> bool | None:
    limits = bounds(group)
    if limits is None:
        return None
    lo, hi = limits
    slack = signal.number("rounding") + (_rounded(member.seen.fine) * member.measure / member.seen.fine if member.seen.fine else 0)
    return lo - slack <= member.measure <= hi + slack


def _rounded(fine: Decimal) -> Decimal:
    """Half the step to which the fine was rounded: 8500 may stand for 8549."""
    return next((Decimal(step) / 2 for step in (100, 10, 1) if fine % step == 0), Decimal(0))


def explained(member: Member, *, high: bool) -> bool:
    """Whether the file tells circumstances that go the way of the fine."""
    return member.side == (1 if high else -1)


def nearest(group: Group, member: Member, signal: Signal) -> list[Member]:
    """The like cases to show beside one: same circumstances and nearest in quantity first, as many as stay readable."""

    def distance(other: Member) -> tuple[bool, bool, Decimal, str]:
        unknown = member.size is None or other.size is None
        apart = abs((member.size or Decimal(0)) - (other.size or Decimal(0)))
        return other.side != member.side, unknown, apart, other.seen.name

    if group.near is not None:
        own = next(number for number, one in enumerate(group.members) if one is member)
        return [group.members[number] for number in group.near[own]]
    most = signal.count("listed")
    apart = np.nan_to_num(np.abs(group.sizes - float(member.size or 0)), nan=np.inf)
    # a province's group is long: only those nearest in quantity are looked at one by one
    places = np.argpartition(apart, 8 * most)[: 8 * most] if len(apart) > 8 * most else range(len(apart))
    others = [group.members[place] for place in sorted(places) if group.members[place] is not member]
    return sorted(others, key=distance)[: signal.count("listed")]


def _said(group: Group, member: Member, near: Sequence[Member], usual: Decimal, yuan: Decimal, signal: Signal) -> str:
    named, own = member.seen.named(), f"{said(member.measure)}{group.unit}"
    more = f"{'多' if yuan > 0 else '少'}{said(abs(yuan))}元"
    limits = bounds(group)
    if limits and _within(group, member, signal) is False:
        inside = [other for other in near if _within(group, other, signal)]
        what = "档次" if _tiered(group) else "法定幅度"
        peers = f"；同类{len(inside)}件在{what}之内（{_span(inside)}{group.unit}）" if inside else ""
        return f"{group.label}：{named}按{own}处罚，超出该{what}的{said(limits[0])}至{said(limits[1])}{group.unit}，比{what}{more}{peers}。"
    return (
        f"{group.label}：同类{len(group.members) - 1}件中最相近的{len(near)}件处罚在{_span(near)}{group.unit}，通常{said(usual)}{group.unit}，"
        f"{named}为{own}，{'偏高' if yuan > 0 else '偏低'}，比通常{more}，案卷未见说明理由。"
    )


def _range(members: Sequence[Member]) -> Range:
    measures = [member.measure for member in members]
    return min(measures), max(measures)


def _span(members: Sequence[Member]) -> str:
    low, high = _range(members)
    return said(low) if low == high else f"{said(low)}至{said(high)}"
