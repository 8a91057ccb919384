"""Planting: which cases get which defects and near-misses, and what the gold answer then says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from pipeline import strictyaml
from pipeline.synth.case import Case, decided
from pipeline.synth.hooks import HOOKS
from pipeline.synth.sentences import PHRASES
from pipeline.synth.world import Office

_RAW: list[dict[str, dict[str, Any]]] = [
    strictyaml.parse(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("faults*.yaml"))
]
DEFECTS: dict[str, dict[str, Any]] = {name: fault for raw in _RAW for name, fault in raw["defects"].items()}
NEAR_MISSES: dict[str, dict[str, Any]] = {name: fault for raw in _RAW for name, fault in raw["near_misses"].items()}
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
            if all(apart(DEFECTS[name], DEFECTS[other]) and "summary" not in str(DEFECTS[other].get("wish")) for other in chosen):
                chosen.append(name)
        result.append((tuple(chosen), ()))
    return result


def wish(plan: Plan) -> dict[str, Any]:
    """What the case must be for its defects and near-misses together."""
    wanted: dict[str, Any] = {}
    for name in (*plan[0], *plan[1]):
        fault = {**DEFECTS, **NEAR_MISSES}[name]
        own = {**(fault.get("wish") or {}), **{key: fault[key] for key in ("bend", "after") if key in fault}}
        wanted = _both(wanted, own)
    if not wanted.get("procedure") and plan[0]:
        wanted["procedure"] = "ordinary"  # a defect of an ordinary paper needs the paper
    return wanted


def agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether one case can be what both faults wish."""
    return all(
        agree(one[key], other[key])
        if isinstance(one[key], Mapping)
        else isinstance(one[key], list) or key in ("since", "until") or one[key] == other[key]
        for key in one.keys() & other.keys()
    )


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two wishes as one: lists joined, mappings by key, else the first's word."""
    result = {**other, **one}
    for key in one.keys() & other.keys():
        if isinstance(one[key], Mapping):
            result[key] = _both(one[key], other[key])
        elif isinstance(one[key], list) and key not in ("bend", "after"):
            result[key] = [*one[key], *(item for item in other[key] if item not in one[key])]
        elif key in ("since", "until"):
            result[key] = (max if key == "since" else min)(one[key], other[key])
    return result


def plant(case: Case, office: Office, plan: Plan) -> Case:
    """The case with its faults: words overruled, papers dropped, gold extended."""
    for name in (*plan[0], *plan[1]):
        fault = {**DEFECTS, **NEAR_MISSES}[name]
        if name in NEAR_MISSES:
            case = replace(case, near_misses=(*case.near_misses, name))
        words = {paper: dict(given) for paper, given in case.words.items()}
        for paper, given in (fault.get("set") or {}).items():
            chosen = {word: _worded(case, f"{name}/{word}", text) for word, text in given.items()}
            words.setdefault(paper, {}).update(chosen)
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


def _worded(case: Case, what: str, text: str | list[str]) -> str:
    """One of several wordings of a fault; the last is kept for offices out of tuning."""
    if isinstance(text, str):
        return text
    choices = text if case.style["held"] or len(text) < 3 else text[:-1]
    return str(Random(f"{case.salt}/{what}").choice(choices))


def _findings(case: Case, fault: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for implied in (False, True):
        for rule, severity, papers, note, *when in fault.get("implied" if implied else "findings") or ():
            needed = when[0] if when else {}
            if needed.get("if", "") and needed["if"] not in case.flags or decided(case) > needed.get("until", date.max):
                continue
            found.append({"rule": rule, "severity": severity, "papers": papers, "note": note, "implied": implied})
    return found


def apart(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether two faults can stand in one case without meddling with each other's gold."""
    found = [
        {row[0] for key in ("findings", "implied") for row in fault.get(key) or ()} | set(fault.get("near") or ())
        for fault in (first, second)
    ]
    open_ = [set(fault.get("not_counted") or ()) for fault in (first, second)]
    written = [set(fault.get("set") or {}) for fault in (first, second)]
    dropped = [set(fault.get("drop") or ()) for fault in (first, second)]
    shown = [{paper for row in fault.get("findings") or () for paper in row[2]} for fault in (first, second)]
    return (
        not found[0] & (found[1] | open_[1])
        and not found[1] & open_[0]
        and not any((written[one] | dropped[one] | shown[one]) & dropped[1 - one] for one in (0, 1))
        and not _words_clash(first, second)
    )


def _words_clash(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether both put words in the same place."""
    for paper, words in (first.get("set") or {}).items():
        for other, given in (second.get("set") or {}).items():
            if set(words) & set(given) and (paper == other or "all" in (paper, other)):
                return True
    return False
