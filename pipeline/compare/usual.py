"""What like cases usually cost, and how far each fine is from it: medians of neighbours, moderated spread, false-alarm control.

Everything is reckoned in logarithms of the measure, so that half and double are equally far.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from pipeline.compare.measure import YUAN
from pipeline.compare.peers import Group, Member
from pipeline.compare.rule import Signal

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
_WINDOW = 41  # neighbours by quantity in a large group, the case itself among them
_LIKE = 10  # learned neighbours whose median counts
_TINY = 0.005  # a measure is rounded to cents
_MAD, _SPAN = 1.4826, 2.073  # what these spreads of a normal distribution must be scaled by: median deviation, 15 to 85 %


@dataclass(frozen=True, slots=True)
class Standing:
    """Of each member of a group: the usual measure of its neighbours, the logarithm of its own over it, and how surprising that is."""

    usual: Floats
    away: Floats
    chance: Floats  # that an ordinary case is as far away, 1 where too few cases are alike
    discovery: Floats  # the same after Benjamini and Hochberg, over all groups


def standings(groups: Sequence[Group], signal: Signal) -> tuple[Standing, ...]:
    """The standing of every member of every group."""
    rough = [_rough(group, signal) for group in groups]
    prior = _prior([one for one in rough if one is not None], signal)
    found = [_judged(group, one, prior, signal) for group, one in zip(groups, rough, strict=True)]
    chances = np.concatenate([one.chance for one in found]) if found else np.array([])
    discoveries = benjamini_hochberg(chances)
    parts = np.split(discoveries, np.cumsum([len(group.members) for group in groups])[:-1]) if found else []
    return tuple(Standing(one.usual, one.away, one.chance, part) for one, part in zip(found, parts, strict=True))


def benjamini_hochberg(chances: Floats) -> Floats:
    """Each chance as the share of false alarms among all that are as small; those of 1 (nothing was tested) do not count."""
    adjusted = np.ones_like(chances)
    tested = np.flatnonzero(chances < 1)
    if not len(tested):
        return adjusted
    order = tested[np.argsort(chances[tested], kind="stable")]
    ranks = np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate((chances[order] * len(order) / ranks)[::-1])[::-1], 1)
    return adjusted


@dataclass(frozen=True, slots=True)
class _Rough:
    """Distance, spread of the reference and its size for every member; several where an officer's own cases are left out."""

    away: Floats
    spread: Floats
    count: Floats
    looks: Floats  # how many references were tried


def _rough(group: Group, signal: Signal) -> _Rough | None:
    n = len(group.members)
    if n < signal.count("least_cases"):
        return None
    y = np.log(np.maximum(np.array([float(one.measure) for one in group.members]), _TINY))
    x = np.array([float(one.size) if one.size else np.nan for one in group.members])
    if group.near is not None:
        inner = y - np.array([np.median(y[list(near[:_LIKE])]) for near in group.near])
        return _Rough(inner, np.full(n, _spread(inner)), np.full(n, min(n - 1, _LIKE)), np.ones(n))
    result = _Rough(np.zeros(n), np.full(n, np.inf), np.zeros(n), np.ones(n))
    for targets, pool in _pools(group.members, signal):
        away, spread = _against(y, x, targets, pool)
        result.away[targets], result.spread[targets], result.count[targets] = away, spread, len(pool) - 1
        _without_own_officer(group.members, y, x, targets, pool, result, signal)
    return result


def _pools(members: Sequence[Member], signal: Signal) -> Iterator[tuple[Places, Places]]:
    """Which members are held against which: cases of the same bureau and with circumstances to the same side, where there are enough."""
    least = signal.count("least_cases")
    bureaus = Counter(one.seen.bureau for one in members)
    own = {name for name, count in bureaus.items() if count >= signal.count("own_practice")}
    homes = np.array([one.seen.bureau if one.seen.bureau in own else "" for one in members], dtype=object)
    sides = np.array([one.side for one in members])
    everyone = np.arange(len(members))
    for home in sorted(set(homes)):
        here = homes == home
        around = here if home in own else np.ones_like(here)
        for side in (-1, 0, 1):
            targets = everyone[here & (sides == side)]
            if not len(targets):
                continue
            choices = (around & (sides == side), around & (sides == 0), around)
            yield targets, everyone[next((choice for choice in choices if choice.sum() >= least), choices[-1])]


def _against(y: Floats, x: Floats, targets: Places, pool: Places) -> tuple[Floats, float]:
    """How far the targets are from the median of their neighbours in the pool (never themselves), and the spread of the pool."""
    known = pool[~np.isnan(x[pool])]
    ordered = known[np.argsort(x[known], kind="stable")] if len(known) == len(pool) else pool
    inner = y[ordered] - _medians(y[ordered], windowed=len(known) == len(pool))
    rank = {place: number for number, place in enumerate(ordered.tolist())}
    away = np.empty(len(targets))
    middle = float(np.median(y[pool]))
    for number, place in enumerate(targets.tolist()):
        away[number] = inner[rank[place]] if place in rank else y[place] - middle
    return away, _spread(inner)


def _medians(y: Floats, *, windowed: bool) -> Floats:
    """The median of the neighbours of each, itself left out; y is in order of quantity."""
    n = len(y)
    if n < 2:
        return y.copy()
    if not windowed or n <= _WINDOW:
        ordered = np.sort(y)
        return _left_out(np.broadcast_to(ordered, (n, n)) if n <= _WINDOW else ordered[None, :], y, n)
    start = np.clip(np.arange(n) - _WINDOW // 2, 0, n - _WINDOW)
    found = np.empty(n)
    for block in range(0, n, 65536):  # so that memory stays flat
        rows = np.sort(np.lib.stride_tricks.sliding_window_view(y, _WINDOW)[start[block : block + 65536]], axis=1)
        found[block : block + 65536] = _left_out(rows, y[block : block + 65536], _WINDOW)
    return found


def _left_out(rows: Floats, own: Floats, width: int) -> Floats:
    """The median of each sorted row without the row's own value."""
    shared = rows.shape[0] == 1
    rank = np.searchsorted(rows[0], own) if shared else (rows < own[:, None]).sum(axis=1)
    half, odd = divmod(width - 1, 2)
    picks = (half,) if odd else (half - 1, half)
    places = [np.where(pick < rank, pick, pick + 1) for pick in picks]
    lines = np.zeros(len(own), dtype=np.intp) if shared else np.arange(len(own))
    return np.asarray(sum(rows[lines, place] for place in places) / len(picks))


def _spread(residuals: Floats) -> float:
    """A robust standard deviation that a few outliers do not widen and one common figure does not hide."""
    if len(residuals) < 2:
        return 0.0
    kept = residuals if len(residuals) >= 20 else np.delete(residuals, np.argmax(np.abs(residuals)))
    low, high = np.quantile(kept, (0.15, 0.85))
    return max(_MAD * float(np.median(np.abs(kept - np.median(kept)))), float(high - low) / _SPAN)


def _without_own_officer(
    members: Sequence[Member], y: Floats, x: Floats, targets: Places, pool: Places, result: _Rough, signal: Signal
) -> None:
    """Hold the cases of an officer with a large share of the pool against those of the others, who do not share his habits."""
    handled = Counter(name for place in pool.tolist() for name in members[place].seen.officers)
    many = [name for name, count in sorted(handled.items()) if count >= float(signal.number("officer_share")) * len(pool)]
    for name in many:
        his = np.array([name in members[place].seen.officers for place in pool.tolist()])
        others = pool[~his]
        mine = np.array([place for place in targets.tolist() if name in members[place].seen.officers], dtype=np.intp)
        if len(others) < signal.count("least_cases") - 1 or not len(mine):
            continue
        away = y[mine] - _near(y, x, mine, others)
        result.looks[mine] += 1
        if np.abs(away).max() < math.log(1 + float(signal.number("apart_by"))):
            continue  # none of them can be unlike, whatever the spread
        spread = _against(y, x, others, others)[1]
        scale = np.maximum(spread, float(signal.number("least_spread")))
        further = np.abs(away) / scale > np.abs(result.away[mine]) / np.maximum(result.spread[mine], float(signal.number("least_spread")))
        chosen = mine[further]
        result.away[chosen], result.spread[chosen], result.count[chosen] = away[further], spread, len(others)


def _near(y: Floats, x: Floats, mine: Places, others: Places) -> Floats:
    """The median of the others nearest in quantity to each of mine."""
    if len(others) < _WINDOW or np.isnan(x[others]).any() or np.isnan(x[mine]).any():
        return np.full(len(mine), np.median(y[others]))
    ordered = others[np.argsort(x[others], kind="stable")]
    start = np.clip(np.searchsorted(x[ordered], x[mine]) - _WINDOW // 2, 0, len(ordered) - _WINDOW)
    windows = np.lib.stride_tricks.sliding_window_view(y[ordered], _WINDOW)[start]
    return np.asarray(np.median(windows, axis=1))


def _prior(rough: Sequence[_Rough], signal: Signal) -> float:
    """The spread that is usual in these sources, from all groups and the rule's own figure as one more."""
    usual = float(signal.number("usual_spread"))
    spreads = [float(np.median(one.spread)) for one in rough]
    return float(np.median([usual, *(spread for spread in spreads if np.isfinite(spread))]))


def _judged(group: Group, rough: _Rough | None, prior: float, signal: Signal) -> Standing:
    n = len(group.members)
    measures = np.array([float(one.measure) for one in group.members])
    if rough is None:
        middle = np.full(n, np.median(measures)) if n else measures
        return Standing(middle, np.zeros(n), np.ones(n), np.ones(n))
    weight, freedom = float(signal.number("prior_cases")), np.maximum(rough.count - 1, 1)
    if group.unit == YUAN:  # the law leaves the sum open, and what it went by is seldom written
        weight, prior = float(signal.number("prior_cases_yuan")), float(signal.number("usual_spread_yuan"))
    prior = max(prior, float(signal.number("least_spread")))
    variance = (weight * prior**2 + freedom * rough.spread**2) / (weight + freedom)
    scale = np.sqrt(np.maximum(variance, float(signal.number("least_spread")) ** 2) * (1 + 1.57 / np.maximum(rough.count, 1)))
    chance = np.minimum(2 * student.sf(np.abs(rough.away) / scale, weight + freedom) * rough.looks, 1)
    return Standing(measures / np.exp(rough.away), rough.away, chance, np.ones(n))
