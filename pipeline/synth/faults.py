"""Planting: which cases get which defects and near-misses, and what the gold answer then says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import yaml

from pipeline.synth.case import Case, decided
from pipeline.synth.sentences import PHRASES
from pipeline.synth.world import Office, broken

_RAW: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8"))
DEFECTS: dict[str, dict[str, Any]] = _RAW["defects"]
NEAR_MISSES: dict[str, dict[str, Any]] = _RAW["near_misses"]
FIRST_TABLE: date = min(PHRASES["discretion"])  # before it there was no discretion table to cite
Plan = tuple[
    tuple[str, ...], tuple[str, ...]
]  # defects, near-misses; the first defect may bend the case, the rest only change words


def plans(rng: Random, count: int, registers: bool) -> list[Plan]:
    """What to plant in each of so many cases; every fourth case is right, with near-misses."""
    heavy: list[str] = []
    near: list[str] = []
    light = sorted(
        name for name, fault in DEFECTS.items() if not {"wish", "bend", "after", "hook", "drop", "registers"} & set(fault)
    )
    result: list[Plan] = []
    for place in range(count):
        if not heavy:
            heavy = sorted(name for name, fault in DEFECTS.items() if registers or not fault.get("registers"))
            rng.shuffle(heavy)
        if not near:
            near = sorted(NEAR_MISSES)
            rng.shuffle(near)
        if place % 4 == 3:
            result.append(((), (near.pop(),)))
            continue
        chosen = [heavy.pop()]
        for name in rng.sample(light, rng.choice((0, 1, 1, 2))):
            if all(_apart(name, other) for other in chosen):
                chosen.append(name)
        result.append((tuple(chosen), ()))
    return result


def wish(plan: Plan) -> dict[str, Any]:
    """What the case must be for its first defect or its near-miss."""
    names = plan[0][:1] or plan[1][:1]
    fault = {**DEFECTS, **NEAR_MISSES}[names[0]] if names else {}
    wanted = {**(fault.get("wish") or {}), **{key: fault[key] for key in ("bend", "after") if key in fault}}
    if not wanted.get("procedure") and plan[0]:
        wanted["procedure"] = "ordinary"  # a defect of an ordinary paper needs the paper
    return wanted


def plant(case: Case, office: Office, plan: Plan) -> Case:
    """The case with its faults: words overruled, papers dropped, gold extended."""
    for name in (*plan[0], *plan[1]):
        fault = {**DEFECTS, **NEAR_MISSES}[name]
        if name in NEAR_MISSES:
            case = replace(case, near_misses=(*case.near_misses, name))
        words = {paper: dict(given) for paper, given in case.words.items()}
        for paper, given in (fault.get("set") or {}).items():
            words.setdefault(paper, {}).update(given)
        case = replace(
            case,
            words=words,
            dropped=case.dropped | set(fault.get("drop") or ()),
            not_counted=case.not_counted | set(fault.get("not_counted") or ()),
            untold=case.untold | set(fault.get("untold") or ()),
            optional=case.optional | set(fault.get("optional") or ()),
            facts={**case.facts, **(fault.get("facts") or {})},
            findings=(*case.findings, *_findings(case, fault)),
        )
        if fault.get("hook"):
            case = HOOKS[fault["hook"]](case, office)
    found = {finding["rule"] for finding in case.findings}
    open_rules = case.not_counted | ({"JD-35", "CL-01"} if case.violation < FIRST_TABLE else set())
    return replace(case, not_counted=open_rules - found)


def _findings(case: Case, fault: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for implied in (False, True):
        for rule, severity, papers, note, *when in fault.get("implied" if implied else "findings") or ():
            needed = when[0] if when else {}
            if needed.get("if", "") and needed["if"] not in case.flags or decided(case) > needed.get("until", date.max):
                continue
            found.append({"rule": rule, "severity": severity, "papers": papers, "note": note, "implied": implied})
    return found


def _apart(one: str, other: str) -> bool:
    """Whether two defects can stand in one case without meddling with each other's gold."""
    first, second = DEFECTS[one], DEFECTS[other]
    rules = [
        {row[0] for key in ("findings", "implied") for row in fault.get(key) or ()} | set(fault.get("not_counted") or ())
        for fault in (first, second)
    ]
    touched = [set(fault.get("set") or {}) | set(fault.get("drop") or ()) for fault in (first, second)]
    return one != other and not rules[0] & rules[1] and not touched[0] & touched[1] and "summary" not in str(second.get("wish"))


def _outside(case: Case, office: Office) -> Case:
    return replace(case, place=case.place.replace(office.county, office.neighbour, 1))


def _self_review(case: Case, office: Office) -> Case:
    return replace(case, reviewer=case.handlers[0])


def _host_handler(case: Case, office: Office) -> Case:
    return replace(case, host=case.handlers[1])


def _broken_id(case: Case, office: Office) -> Case:
    return replace(case, party=replace(case.party, number=broken(case.party.number)))


def _backward(case: Case, office: Office) -> Case:
    start, end = case.times["inquiry2"]
    return replace(case, times={**case.times, "inquiry2": (end, start)})


def _hearing_untold(case: Case, office: Office) -> Case:
    days = {name: day for name, day in case.days.items() if not name.startswith("hearing_notice")}
    return replace(case, days=days, flags=case.flags - {"hearing_told"})


def _filing_year(case: Case, office: Office) -> Case:
    return replace(case, flags=case.flags | {"filing_year"})


def _decision_year(case: Case, office: Office) -> Case:
    return replace(case, flags=case.flags | {"decision_year"})


def _summary_over(case: Case, office: Office) -> Case:
    return replace(case, fine=case.fine * 4)


HOOKS: dict[str, Callable[[Case, Office], Case]] = {
    "outside": _outside,
    "self_review": _self_review,
    "host_handler": _host_handler,
    "broken_id": _broken_id,
    "backward": _backward,
    "hearing_untold": _hearing_untold,
    "filing_year": _filing_year,
    "decision_year": _decision_year,
    "summary_over": _summary_over,
}
