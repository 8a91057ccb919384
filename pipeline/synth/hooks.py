"""Faults that need more than other words: they change people, times, numbers or flags of the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from random import Random

from pipeline.synth.case import DEEDS, Case
from pipeline.synth.identity import id_number
from pipeline.synth.world import Office, broken


def _outside(case: Case, office: Office) -> Case:
    return replace(case, place=case.place.replace(office.county, office.neighbour, 1))


def _self_review(case: Case, office: Office) -> Case:
    return replace(case, reviewer=case.handlers[0])


def _unqualified(case: Case, office: Office) -> Case:
    return replace(case, reviewer=office.section)


def _host_handler(case: Case, office: Office) -> Case:
    return replace(case, host=case.handlers[1])


def _broken_id(case: Case, office: Office) -> Case:
    return replace(case, party=replace(case.party, number=broken(case.party.number)))


def _backward(case: Case, office: Office) -> Case:
    start, end = case.times["inquiry2"]
    return replace(case, times={**case.times, "inquiry2": (end, start)})


def _overlap(case: Case, office: Office) -> Case:
    start, end = case.times["inspection"]
    middle = start + (end - start) / 2
    later = datetime.combine(middle.date(), middle.time().replace(second=0)) + (end - start)
    days = {**case.days, "inquiry2": case.days["inspection"]}
    return replace(case, days=days, times={**case.times, "inquiry2": (middle.replace(second=0), later)})


def _aged(years: int, *, days: int = 0) -> Callable[[Case, Office], Case]:
    """The party so old on the day of the deed."""

    def hook(case: Case, office: Office) -> Case:
        birth = case.violation.replace(year=case.violation.year - years, day=min(case.violation.day, 28))
        birth = birth.fromordinal(birth.toordinal() - days)
        number = id_number(Random(f"{case.salt}/birth"), office.region, birth, female=case.party.female)
        return replace(case, party=replace(case.party, birth=birth, number=number))

    return hook


def _hearing_untold(case: Case, office: Office) -> Case:
    days = {name: day for name, day in case.days.items() if not name.startswith("hearing_notice")}
    return replace(case, days=days, flags=case.flags - {"hearing_told"})


def _flag(name: str) -> Callable[[Case, Office], Case]:
    return lambda case, office: replace(case, flags=case.flags | {name})


def _summary_over(case: Case, office: Office) -> Case:
    return replace(case, fine=case.fine * 4)


def _citizens_fine(case: Case, office: Office) -> Case:
    return replace(case, fine=Decimal(case.deed["legal"]["citizen"][1] - 200))


def _repealed(case: Case, office: Office) -> Case:
    old = next(deed for deed in DEEDS if deed["deed"] == case.deed["deed"] and deed["until"] < case.deed["since"])
    return replace(case, deed={**case.deed, "violated": old["violated"], "basis": old["basis"]})


HOOKS: dict[str, Callable[[Case, Office], Case]] = {
    "outside": _outside,
    "self_review": _self_review,
    "unqualified": _unqualified,
    "host_handler": _host_handler,
    "broken_id": _broken_id,
    "backward": _backward,
    "overlap": _overlap,
    "child": _aged(13),
    "grown_up": _aged(18, days=1),
    "hearing_untold": _hearing_untold,
    "filing_year": _flag("filing_year"),
    "decision_year": _flag("decision_year"),
    "index_wrong": _flag("index_wrong"),
    "index_missing": _flag("index_missing"),
    "summary_over": _summary_over,
    "citizens_fine": _citizens_fine,
    "repealed": _repealed,
}
