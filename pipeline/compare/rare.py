"""Whether a fine far from the usual is rare among the cases most like it, whatever band they stand in and whoever else handled them.

A level that several unrelated cases share is practice, not an outlier: officers choose round multiples, and a boundary of tiers that
nobody told us of runs through any band of ours.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence

from pipeline.compare.peers import Group, Member
from pipeline.compare.rule import Signal

Family = list[tuple[Group, Member]]  # in order of quantity, those without one last


def families(groups: Sequence[Group]) -> dict[Hashable, Family]:
    """The cases of one cause, basis, kind of party and measure over all bands."""
    found: dict[Hashable, Family] = defaultdict(list)
    for group in groups:
        found[group.family].extend((group, member) for member in group.members)
    return {key: sorted(members, key=lambda one: (_size(one[1]), one[1].seen.name)) for key, members in found.items()}


def rare(alike: Sequence[Member], member: Member, family: Family, signal: Signal, *, high: bool) -> bool:
    """Whether next to no other officer's case near in quantity, and few of all like cases, were fined as far from the usual."""
    others = [other for other in alike if other is not member and _apart(other, member)]
    if not others:
        return False
    own = math.log(float(member.measure)) if member.measure else -math.inf
    slack = math.log(1 + float(signal.number("as_far_within")))
    far = sum(_as_far(other, own, slack, high=high) for other in others)
    if far > float(signal.number("seldom")) * len(others):
        return False
    around = _around(member, family, signal.count("near"), high=high)
    near = around[: signal.count("near")]
    if sum(_as_far(other, own, slack, high=high) for other in near) > signal.count("near_as_far"):
        return False
    return _against_gravity(member, around, own, signal, high=high)


def _against_gravity(member: Member, around: Sequence[Member], own: float, signal: Signal, *, high: bool) -> bool:
    """Whether acts as grave were fined clearly less (for a low fine: acts as light clearly more); a larger quantity may explain more."""
    if not member.size:
        return True
    limit = math.log(float(signal.number("as_grave"))) * (1 if high else -1) + _size(member)
    pool = [other for other in around if other.size and (_size(other) >= limit if high else _size(other) <= limit)]
    measures = sorted(math.log(float(other.measure)) for other in pool[: signal.count("near")] if other.measure)
    if len(measures) < signal.count("least_grave"):
        return False
    away = own - measures[len(measures) // 2]
    return away >= math.log(1 + float(signal.number("apart_by"))) if high else -away >= math.log(1 + float(signal.number("apart_by")))


def _around(member: Member, family: Family, count: int, *, high: bool) -> list[Member]:
    """Cases of other officers near in quantity, nearest first, whose circumstances do not ask for a fine further that way.

    Of the same bureau alone where it has enough.
    """
    size = _size(member)
    place = bisect_left(family, size, key=lambda one: _size(one[1]))
    around = [other for _, other in family[max(0, place - 20 * count) : place + 20 * count]]
    fitting = [other for other in around if (other.side >= member.side if high else other.side <= member.side)]
    apart = [other for other in fitting if other is not member and _apart(other, member)]
    home = [other for other in apart if other.seen.bureau == member.seen.bureau]
    chosen = home if len(home) >= count else apart
    return sorted(chosen, key=lambda other: (abs(_size(other) - size) if size < math.inf else 0.0, other.seen.name))


def _as_far(other: Member, own: float, slack: float, *, high: bool) -> bool:
    measure = math.log(float(other.measure)) if other.measure else -math.inf
    return measure >= own - slack if high else measure <= own + slack


def _apart(one: Member, other: Member) -> bool:
    """No officer in common (a table without officers tells nothing, and every case counts)."""
    return not set(one.seen.officers) & set(other.seen.officers)


def _size(member: Member) -> float:
    return math.log(float(member.size)) if member.size else math.inf
