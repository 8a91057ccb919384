"""Whether an officer, a bureau, a year or a kind of party goes with higher fines among like cases: permutation tests within groups.

Facts for an auditor, never findings: who had the harder cases is not known.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.compare.peers import KINDS, Group, Member
from pipeline.compare.rule import Signal
from pipeline.compare.usual import Floats, benjamini_hochberg

_FACTORS: Mapping[str, Callable[[Member], Iterable[str]]] = {
    "承办人": lambda member: member.seen.officers,
    "机关": lambda member: (member.seen.bureau or member.seen.authority or "",),
    "年度": lambda member: (f"{member.seen.decision.year}年",) if member.seen.decision else (),
    "当事人类型": lambda member: (KINDS.get(member.seen.party_kind or "", ""),),
}
_SEED = 20260101  # the same draws each time, so that the same archive gives the same report
_WORK = 8_000_000  # draws times cases of all levels of a factor; beyond it the exact mean and variance of a permutation stand for draws


@dataclass(frozen=True, slots=True)
class Difference:
    """One level of one factor beside the others in the same groups."""

    factor: str
    level: str
    cases: int
    groups: int
    ratio: float  # its fines over those of the others in the same groups; 1.3: thirty per cent more
    yuan: float  # what its fines come to above (or below) that of the others
    chance: float  # that a random share of the same cases differs as much
    discovery: float  # the same after Benjamini and Hochberg, over all levels


def differences(groups: Sequence[Group], signal: Signal) -> tuple[Difference, ...]:
    """Every level with enough cases, the surest first."""
    found = [
        difference
        for factor, levels in _FACTORS.items()
        for difference in _of_factor(factor, levels, _strata(groups, factor), signal)
    ]
    adjusted = benjamini_hochberg(np.array([one.chance for one in found]))
    told = [
        Difference(one.factor, one.level, one.cases, one.groups, one.ratio, one.yuan, one.chance, float(value))
        for one, value in zip(found, adjusted, strict=True)
    ]
    return tuple(sorted(told, key=lambda one: (one.discovery, -abs(math.log(one.ratio)), one.factor, one.level)))


def _strata(groups: Sequence[Group], factor: str) -> list[list[Member]]:
    """Like cases among which the factor may differ: an officer's beside those of his own bureau, kinds of party beside each other."""
    found: dict[tuple[object, ...], list[Member]] = defaultdict(list)
    for number, group in enumerate(groups):
        for member in group.members:
            if factor == "承办人":
                found[number, member.seen.bureau].append(member)
            elif factor == "当事人类型":
                found[group.stratum, group.unit, group.lawful].append(member)
            else:
                found[(number,)].append(member)
    return [members for members in found.values() if len(members) > 1]


@dataclass(frozen=True, slots=True)
class _Stratum:
    """The logarithms of the measures of like cases about their median, and their sum, mean and variance."""

    y: Floats
    total: float
    mean: float
    variance: float


def _of_factor(
    factor: str, levels: Callable[[Member], Iterable[str]], strata: Sequence[Sequence[Member]], signal: Signal
) -> list[Difference]:
    held: dict[tuple[str, str], list[tuple[int, list[int]]]] = defaultdict(list)  # level and its bureau → (stratum, places in it)
    known = []
    for number, members in enumerate(strata):
        y = np.log(np.maximum(np.array([float(one.measure) for one in members]), 0.005))
        y -= np.median(y)
        known.append(_Stratum(y, float(y.sum()), float(y.mean()), float(y.var())))
        places: dict[str, list[int]] = defaultdict(list)
        for place, member in enumerate(members):
            for level in set(levels(member)) - {""}:
                places[level].append(place)
        for level, inside in places.items():
            if len(inside) < len(members):  # a stratum that is wholly of one level compares nothing
                held[level, _home(members, factor)].append((number, inside))
    found = []
    enough = {key: parts for key, parts in held.items() if sum(len(inside) for _, inside in parts) >= signal.count("least_cases")}
    for (level, home), parts in sorted(enough.items()):
        cases = sum(len(inside) for _, inside in parts)
        ratio, chance = _permuted(known, parts, _WORK // len(enough))
        yuan = sum(float(strata[number][place].seen.fine or 0) for number, inside in parts for place in inside) * (1 - 1 / ratio)
        found.append(Difference(factor, f"{home}{level}", cases, len(parts), ratio, yuan, chance, 1.0))
    return found


def _home(members: Sequence[Member], factor: str) -> str:
    """The bureau of an officer: two bureaus may each have one of that name."""
    return members[0].seen.bureau if factor == "承办人" else ""


def _permuted(strata: Sequence[_Stratum], parts: Sequence[tuple[int, list[int]]], work: int) -> tuple[float, float]:
    """How the level differs from the others, and how often a random choice of as many cases in each stratum differs as much."""
    sums = [float(strata[number].y[inside].sum()) for number, inside in parts]
    sizes = [(strata[number], len(inside)) for number, inside in parts]
    observed, mean = sum(sums), sum(k * one.mean for one, k in sizes)
    spread = math.sqrt(sum(k * (len(one.y) - k) / (len(one.y) - 1) * one.variance for one, k in sizes))
    # against the others, not against all: each stratum's mean holds the level's own cases
    others = sum(k * (one.total - own) / (len(one.y) - k) for (one, k), own in zip(sizes, sums, strict=True))
    cases = sum(k for _, k in sizes)
    ratio = math.exp((observed - others) / cases)
    if not spread:
        return ratio, 1.0
    draws = min(4999, work // sum(len(one.y) for one, _ in sizes))
    if draws < 499:
        return ratio, max(math.erfc(abs(observed - mean) / spread / math.sqrt(2)), 1e-300)
    random = np.random.default_rng(_SEED)
    drawn = np.zeros(draws)
    for one, k in sizes:
        shuffled = random.permuted(np.broadcast_to(one.y, (draws, len(one.y))), axis=1)
        drawn += shuffled[:, :k].sum(axis=1)
    return ratio, (1 + int((np.abs(drawn - mean) >= abs(observed - mean) - 1e-12).sum())) / (1 + draws)
