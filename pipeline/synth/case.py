"""One made-up case: everything its papers will say, decided before any of them is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from pipeline import strictyaml
from pipeline.synth.amounts import SETTINGS, fine_of, quantities
from pipeline.synth.calendar import office_day
from pipeline.synth.limits import CHANGES, LIMITS
from pipeline.synth.timeline import bent, ordinary
from pipeline.synth.world import NAMES, Office, Officer, Party, person, stranger

HERE = Path(__file__).parent
DEEDS: list[dict[str, Any]] = strictyaml.parse((HERE / "deeds.yaml").read_text(encoding="utf-8"))
_EXPECTED = timedelta(days=60)
LAST = date(2026, 11, 13)  # nothing is dated later


@dataclass(frozen=True, slots=True)
class Case:
    """All facts of a case. Faults replace fields, drop papers or overrule words of single papers."""

    id: str
    style: Mapping[str, Any]
    kind: str  # pdf, scan, docx
    procedure: str
    deed: Mapping[str, Any]
    party: Party
    handlers: tuple[Officer, Officer]
    recorder: Officer  # writes the records down
    host: Officer
    reviewer: Officer
    witness: str
    place: str
    spot: str
    species: str
    violation: date
    days: Mapping[str, date]
    times: Mapping[str, tuple[datetime, datetime]]
    amounts: Mapping[str, Decimal]  # quantities by their keys of contract.md 3.2, and area parts
    fine: Decimal
    multiple: Decimal | None
    replant_times: int
    flags: frozenset[str]
    salt: str = ""  # chance of its own: what is decided while writing
    serial: int = 0
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # paper (or "all") -> word -> text
    dropped: frozenset[str] = frozenset()
    findings: tuple[Mapping[str, Any], ...] = ()
    not_counted: frozenset[str] = frozenset()
    near_misses: tuple[str, ...] = ()
    untold: frozenset[str] = frozenset()  # facts no paper tells any more
    optional: frozenset[str] = frozenset()  # facts another paper may still tell
    facts: Mapping[str, Any] = field(default_factory=dict)  # facts the faults change


def decided(case: Case) -> date:
    """The day of the decision."""
    return case.days["decision"]


def days_open(case: Case) -> int:
    """Days from filing to decision."""
    return (case.days["decision"] - case.days["filing"]).days


def draft(
    rng: Random,
    case_id: str,
    office: Office,
    styles: Sequence[Mapping[str, Any]],
    kind: str,
    wish: Mapping[str, Any],
    used: set[str],
) -> Case:
    """A right case in one of the styles; `wish` says what a fault or near-miss needs of it (deed, procedure, flags, bend, …)."""
    while True:
        case = _attempt(rng, case_id, office, rng.choice(styles), kind, wish, used)
        if case is not None and _fits(case, wish):
            return case


def attempt(rng: Random, office: Office, styles: Sequence[Mapping[str, Any]], wish: Mapping[str, Any]) -> bool:
    """Whether one throw gives a case such as is wished for."""
    case = _attempt(rng, "", office, rng.choice(styles), "pdf", wish, set())
    return case is not None and _fits(case, wish)


def _attempt(
    rng: Random, case_id: str, office: Office, style: Mapping[str, Any], kind: str, wish: Mapping[str, Any], used: set[str]
) -> Case | None:
    deeds = [row for row in DEEDS if wish.get("deed") in (None, row["deed"]) and wish.get("family") in (None, row["family"])]
    if not deeds:
        return None
    deed = rng.choice(deeds)
    procedure = wish.get("procedure") or rng.choices(("ordinary", "hearing", "summary"), (8, 1.5, 1))[0]
    violation = _violation(rng, deed)
    limits = LIMITS.at(violation)
    unit = wish.get("unit") or deed["family"] in ("land", "damage", "grass") and rng.random() < 0.25
    if procedure == "summary":
        if deed["family"] != "fire" or deed["legal"]["citizen"][0] > limits["summary"]:
            return None
        unit = False
    amounts = quantities(rng, {**deed, "volume": wish["volume"]} if "volume" in wish else deed)
    multiple, fine = fine_of(rng, deed, violation + _EXPECTED, amounts, unit, wish)
    if fine is None:
        return None
    kind_of_party = "unit" if unit else "citizen"
    flags = set(wish.get("flags") or ())
    threshold, talk = SETTINGS["hearing_threshold"][kind_of_party], SETTINGS["discussion"]["fine_over"][kind_of_party]
    if fine >= threshold or procedure == "hearing":
        flags.add("hearing_told")
    if fine >= talk or procedure == "hearing":
        flags.add("discussion")
    if procedure == "hearing":
        flags.add("hearing")
    elif not flags & {"waived", "defended", "silent", "day_after"}:
        flags.add(rng.choice(("waived", "waived", "defended", "silent", "silent")))
    if deed["family"] != "fire":
        flags |= {"appraisal", "restore"}
        if deed["family"] == "logging" and (rng.random() < 0.35 or "preservation_day7" in flags):
            flags.add("preservation")
    if style["combined"]:
        flags.add("combined")
    if style["review_first"] and procedure != "hearing":
        flags.add("review_first")
    handlers = rng.sample(list(office.officers), 4)
    party = stranger(rng, office, used, unit=unit)
    case = Case(
        id=case_id,
        style=style,
        kind=kind,
        procedure=procedure,
        deed=deed,
        party=party,
        handlers=(handlers[0], handlers[1]),
        recorder=handlers[2],
        host=rng.choice(office.deputies),
        reviewer=office.reviewer,
        witness=person(rng, used),
        place=office.county + rng.choice(NAMES["towns"]) + rng.choice(NAMES["villages"]),
        spot=rng.choice(NAMES["spots"]),
        species=rng.choice(NAMES["species"]),
        violation=violation,
        days={},
        times={},
        amounts=amounts,
        fine=fine,
        multiple=multiple,
        replant_times=wish.get("replant") or (rng.randint(*deed["replant"]) if deed.get("replant") else 0),
        flags=frozenset(flags),
        salt=f"{rng.randrange(10**9):09d}",
    )
    return dated(rng, case, wish)


def dated(rng: Random, case: Case, wish: Mapping[str, Any]) -> Case:
    """The case with its days and clock times."""
    if case.procedure == "summary":
        return replace(case, days=_summary_days(rng, case), times={})
    clue = office_day(case.violation + timedelta(days=wish.get("clue_after") or rng.randint(2, 40)))
    days = ordinary(rng, clue, case.flags, wish.get("bend") or {})
    for name, spec in (wish.get("after") or {}).items():
        if spec[0] in days:
            days[name] = bent(days, spec)
    times = {}
    hours = rng.sample((8, 9, 10, 14, 15, 16), 4)
    for paper, hour in zip(("inspection", "inquiry1", "inquiry2", "hearing"), hours, strict=True):
        if paper in days:
            start = datetime.combine(days[paper], time(9 if paper == "hearing" else hour, rng.choice((0, 5, 10, 15, 20))))
            times[paper] = (start, start + timedelta(minutes=rng.randint(22, 38)))
    return replace(case, days=days, times=times)


def _summary_days(rng: Random, case: Case) -> dict[str, date]:
    day = office_day(case.violation)
    days = {"decision": day, "decision_served": day, "summary_filing": office_day(day + timedelta(days=1))}
    days["payment"] = office_day(day + timedelta(days=rng.randint(1, 8)))
    days["publication"] = office_day(day + timedelta(days=rng.randint(2, 5)))
    days["closing"] = office_day(max(days["payment"], days["publication"]) + timedelta(days=rng.randint(1, 4)))
    days["archive"] = office_day(days["closing"] + timedelta(days=rng.randint(4, 18)))
    return days


def _violation(rng: Random, deed: Mapping[str, Any]) -> date:
    start, until = deed["since"], min(deed["until"], LAST - timedelta(days=150))
    while True:
        day: date = start + timedelta(days=rng.randrange((until - start).days + 1))
        if deed["family"] != "fire" or day.month in (2, 3, 4, 5, 10, 11):
            return day


def _fits(case: Case, wish: Mapping[str, Any]) -> bool:
    needed = wish.get("needs") or {}
    since, until = needed.get("since", date(2000, 1, 1)), needed.get("until", LAST)
    if case.procedure == "summary":
        return (
            case.violation == case.days["decision"]
            and since <= case.violation <= until
            and case.fine <= LIMITS.at(case.violation)["summary"]
            and case.days["archive"] <= LAST
        )
    start, end = min(case.violation, case.days["clue"]), max(case.days["decision"], case.days["decision_served"])
    expected = case.violation + _EXPECTED  # the day by whose tables the fine was worked out
    start, end = min(start, expected), max(end, expected)
    passed = [change for change in CHANGES if start < change <= end]
    if passed != ([wish["across"]] if "across" in wish else []) or case.days["archive"] > LAST:
        return False
    if days_open(case) > 85 and not wish.get("long") or wish.get("long_month", 0) and days_open(case) <= wish["long_month"]:
        return False
    return (
        since <= case.days["filing"]
        and case.days["decision"] <= until
        and set(needed.get("flags") or ()) <= case.flags
        and not set(needed.get("without") or ()) & case.flags
        and ("extension" in case.days or not wish.get("long_month"))
        and needed.get("party", case.party.kind) == case.party.kind
        and needed.get("family", case.deed["family"]) == case.deed["family"]
    )
