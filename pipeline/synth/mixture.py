"""Several defects in each case, every rule as often as any other: what the measurement of the rules plants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from pipeline.synth.case import attempt
from pipeline.synth.faults import DEFECTS, NEAR_MISSES, Plan, agree, apart, wish
from pipeline.synth.world import Office

_TRIES = 250  # cases thrown before a set of wishes counts as impossible
_ONE_OF = frozenset({"silent", "waived", "defended", "day_after"})  # what the party does after the notice


def mixed(rng: Random, office: Office, styles: Sequence[Mapping[str, Any]], count: int, each: int) -> list[Plan]:
    """Plans for so many cases with `each` defects that can stand together."""
    used: dict[str, int] = dict.fromkeys(DEFECTS, 0)
    return [(_chosen(rng, office, styles, used, each, DEFECTS), ()) for _ in range(count)]


def nearly(rng: Random, office: Office, styles: Sequence[Mapping[str, Any]], count: int, each: int) -> list[Plan]:
    """Plans for right cases with `each` near-misses."""
    used: dict[str, int] = dict.fromkeys(NEAR_MISSES, 0)
    return [((), _chosen(rng, office, styles, used, each, NEAR_MISSES)) for _ in range(count)]


def _chosen(
    rng: Random,
    office: Office,
    styles: Sequence[Mapping[str, Any]],
    used: dict[str, int],
    each: int,
    faults: Mapping[str, Mapping[str, Any]],
) -> tuple[str, ...]:
    """The least used first; another is added where it can stand with what is there."""
    chosen: tuple[str, ...] = ()
    for name in sorted(used, key=lambda name: (used[name], rng.random())):
        together = (*chosen, name)
        if all(_stand(faults[name], faults[other]) for other in chosen) and _possible(rng, office, styles, together, faults):
            chosen = together
            used[name] += 1
        if len(chosen) == each:
            break
    return chosen


def _stand(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, yours = one.get("wish") or {}, other.get("wish") or {}
    flags = {*_flags(mine), *_flags(yours)}
    barred = {flag for given in (mine, yours) for flag in (given.get("needs") or {}).get("without") or ()}
    bent = [fault for fault in (one, other) if {"bend", "after"} & set(fault)]
    return (
        agree({"procedure": "ordinary", **mine}, {"procedure": "ordinary", **yours})
        and agree(mine, yours)
        and apart(one, other)
        and not flags & barred
        and len(flags & _ONE_OF) < 2
        and len(bent) < 2
        and not (one.get("hook") and other.get("hook"))
    )


def _flags(wanted: Mapping[str, Any]) -> set[str]:
    return {*(wanted.get("flags") or ()), *((wanted.get("needs") or {}).get("flags") or ())}


def _possible(
    rng: Random,
    office: Office,
    styles: Sequence[Mapping[str, Any]],
    names: tuple[str, ...],
    faults: Mapping[str, Mapping[str, Any]],
) -> bool:
    wanted = wish((names, ()) if faults is DEFECTS else ((), names))
    return any(attempt(rng, office, styles, wanted) for _ in range(_TRIES))
