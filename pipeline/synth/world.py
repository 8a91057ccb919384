"""The office an archive comes from: its people, its county, and the strangers it deals with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from pipeline import strictyaml
from pipeline.synth.identity import certificate, credit_code, id_check, id_number

HERE = Path(__file__).parent
NAMES: dict[str, Any] = strictyaml.parse((HERE / "names.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Officer:
    """One row of the roster."""

    name: str
    post: str
    certificate: str
    since: date
    until: date
    lawyer: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who is fined."""

    kind: str  # citizen or unit
    name: str
    number: str  # ID card or credit code
    address: str
    phone: str
    female: bool
    birth: date
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """The agency with everybody in it."""

    name: str
    code: str
    county: str
    city: str
    region: str
    neighbour: str
    government: str
    parent: str
    court: str
    head: Officer
    deputies: tuple[Officer, ...]
    section: Officer
    reviewer: Officer
    clerk: Officer
    officers: tuple[Officer, ...]
    expired: Officer  # certificate run out before any case; only a planted defect lets him act
    bank: str


def found(rng: Random, suffix: str) -> Office:
    """An office in a county that does not exist."""
    place = rng.choice(NAMES["counties"])
    used: set[str] = set()

    def staff(post: str, *, until: date = date(2029, 12, 31), lawyer: str = "") -> Officer:
        return Officer(
            person(rng, used),
            post,
            certificate(rng, place["region"]),
            date(2018, rng.randint(1, 6), rng.randint(1, 28)),
            until,
            lawyer,
        )

    return Office(
        name=place["county"] + suffix,
        code=place["code"],
        county=place["county"],
        city=place["city"],
        region=place["region"],
        neighbour=place["neighbour"],
        government=place["county"] + "人民政府",
        parent=place["city"] + "规划和自然资源局",
        court=place["county"] + "人民法院",
        head=staff("局长"),
        deputies=tuple(staff("副局长") for _ in range(3)),
        section=staff("执法股股长"),
        reviewer=staff("法制股股长", lawyer=f"A2018{place['region']}{rng.randrange(1000, 9999)}"),
        clerk=staff("档案员"),
        officers=tuple(staff("执法队员") for _ in range(10)),
        expired=staff("执法队员", until=date(2018, 12, 31)),
        bank=place["county"] + rng.choice(NAMES["banks"]),
    )


def person(rng: Random, used: set[str]) -> str:
    """A name nobody here bears yet."""
    while True:
        name = str(rng.choice(NAMES["surnames"])) + "".join(rng.choice(NAMES["given"]) for _ in range(rng.choice((1, 2, 2, 2))))
        if name not in used and len(set(name)) == len(name):
            used.add(name)
            return name


def village(rng: Random, office: Office) -> str:
    """A town and a village of the county."""
    return office.county + str(rng.choice(NAMES["towns"])) + str(rng.choice(NAMES["villages"]))


def stranger(rng: Random, office: Office, used: set[str], *, unit: bool) -> Party:
    """A party: a villager or a company."""
    female = rng.random() < 0.2
    birth = date(rng.randint(1958, 1996), rng.randint(1, 12), rng.randint(1, 28))
    phone = f"1{rng.choice('3578')}0{rng.randrange(0, 10**8):08d}"
    name = person(rng, used)
    if unit:
        while True:
            firm = office.county + rng.choice(NAMES["units"])
            firm = firm if firm not in used else office.county + name[-1:] + firm.removeprefix(office.county)
            if firm not in used:
                used.add(firm)
                break
        return Party("unit", firm, credit_code(rng, office.region), village(rng, office), phone, female, birth, name)
    number = id_number(rng, office.region, birth, female=female)
    return Party("citizen", name, number, f"{village(rng, office)}{rng.randint(1, 160)}号", phone, female, birth)


def broken(number: str) -> str:
    """The same ID number with a check character that does not check."""
    right = id_check(number[:17])
    return number[:17] + ("1" if right == "0" else "0" if right == "X" else str((int(right) + 3) % 10))
