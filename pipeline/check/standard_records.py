"""What a review standard is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Loss:
    """What a failed rule costs its item: `points` once, or for each place found, up to `cap`."""

    points: Decimal
    each: bool
    cap: Decimal


@dataclass(frozen=True, slots=True)
class Formula:
    """How items become points: a function of check.formulas, with the numbers it needs."""

    name: str = "share"
    legality: Decimal = Decimal(0)
    form: Decimal = Decimal(100)
    elements: tuple[str, ...] = ()  # stages that are taken off directly
    cap: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """One scored item. `rules` decide it, `also` only take points when they fail."""

    id: str
    stage: str
    text: str
    points: Decimal
    deduct: str
    basis: str
    by: str  # machine, both (machine proposes, a person confirms), register (needs other lists too), hand
    procedures: tuple[str, ...]
    papers: tuple[str, ...]  # applies only where one of these is in the file; empty: always
    penalties: tuple[str, ...]  # applies only where the decision holds one of these; empty: always
    rules: Mapping[str, Loss]
    also: Mapping[str, Loss]
    seen: tuple[str, ...] = ()  # where no rule has anything to ask, one of these papers still wants a person's look


@dataclass(frozen=True, slots=True)
class Veto:
    """One veto item: proposed where one of its rules fails with severity veto."""

    id: str
    text: str
    basis: str
    by: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A whole review standard."""

    name: str
    stages: Mapping[str, Decimal]  # in printing order, with the points their items add up to
    items: tuple[Item, ...]
    vetoes: tuple[Veto, ...]
    formula: Formula = Formula()
    bands: tuple[tuple[str, Decimal], ...] = ()  # best first; empty: those of the settings
    veto_effect: str | None = None  # None: that of the settings
    source: str = ""
    note: str = ""
