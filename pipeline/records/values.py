"""The values that papers tell, parsed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day known to the month or the year only. str() gives "2021-05" or "2021"."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class BadDate:
    """A date as printed that does not exist (2月30日). It is a finding, never a value to count from."""

    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a statute, as printed; None where the paper names none. `article` 342-1 is written "342-1"."""

    law: str  # short title without 中华人民共和国
    article: int | str | None
    paragraph: int | None = None
    item: int | None = None
    version: str | None = None  # "2019修订" as printed


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in a paper; `certificate` is an enforcement certificate's number."""

    name: str
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """One block of an approval form. A block that stands there empty has None in all three."""

    level: Literal["handler", "section", "legal", "head"]
    text: str | None
    name: str | None
    day: date | BadDate | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: who signs as what. `name` None: signed, but not legible."""

    part: str  # party, officer, recorder, witness, host, reviewer, member, recipient, server, agent, archivist, inspector
    name: str | None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time limit as told in a paper: 五个工作日."""

    count: int
    unit: Literal["day", "working_day", "month"]


@dataclass(frozen=True, slots=True)
class Sum:
    """An arithmetic expression as printed: 290×2=580 (yuan), with the result it claims."""

    factors: tuple[Decimal, ...]
    result: Decimal


Value = (
    str | bool | int | Decimal | date | datetime | PartialDate | BadDate | Citation | Person | Opinion | Signature | Period | Sum
)
