"""The rows of the registers of an archive: officers, publications, cases, clues, inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One row of 执法人员清单."""

    name: str
    unit: str | None
    post: str | None
    certificate: str | None
    kind: str | None  # 执法类别
    area: str | None  # 执法区域
    valid_from: date | None
    valid_to: date | None
    qualified: bool | None  # 法律职业资格; None: the column is not there or empty


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of the 双公示 list; the fine already in yuan."""

    number: str
    party: str | None
    cause: str | None
    decision_date: date | None
    published_date: date | None
    fine_yuan: Decimal | None
    authority: str | None
    basis: str | None
    row: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of 案件登记簿."""

    case_number: str | None
    cause: str | None
    party: str | None
    filing_date: date | None
    doc_number: str | None
    decision_date: date | None
    fine_yuan: Decimal | None
    row: int


@dataclass(frozen=True, slots=True)
class ClueRow:
    """One row of the clues (12345, complaints, reviews, suits, media)."""

    number: str | None
    origin: str | None
    day: date | None
    about: str | None
    content: str
    row: int


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One row of 检查台账."""

    day: date | None
    inspector: str | None
    inspected: str
    subject: str | None
    officers: tuple[str, ...]
    row: int


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers of an archive; None where it has no such register."""

    officers: tuple[OfficerRow, ...] | None = None
    published: tuple[PublishedRow, ...] | None = None
    cases: tuple[CaseRow, ...] | None = None
    clues: tuple[ClueRow, ...] | None = None
    inspections: tuple[InspectionRow, ...] | None = None
