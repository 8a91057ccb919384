"""Service receipts, each with what it delivered, and the papers that ought to have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.check.reading import DECISIONS
from pipeline.records import CaseRecord, Document, Field


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt: the paper, its place among the case's papers, and its fields."""

    paper: Document
    fields: tuple[Field, ...]

    def all(self, name: str) -> tuple[Field, ...]:
        """Every field of that name on this receipt."""
        return tuple(field for field in self.fields if field.name == name)

    def value(self, name: str) -> Any:
        """The best value of that name, or None."""
        best = max(self.all(name), key=lambda field: field.confidence, default=None)
        return best.value if best else None

    @property
    def day(self) -> date | None:
        """The day of service, where it is a whole day."""
        value = self.value("served_date")
        return value if isinstance(value, date) else None


def receipts(case: CaseRecord) -> Iterator[Receipt]:
    """Every service receipt in reading order."""
    for number, paper in enumerate(case.documents):
        if paper.role == "service_receipt":
            yield Receipt(paper, tuple(field for field in case.fields if field.document == number))


def delivering(case: CaseRecord, roles: Iterable[str]) -> tuple[Receipt, ...]:
    """The receipts that deliver a paper of these roles, by its kind or by its number."""
    wanted = set(roles)
    numbers = {str(field.value) for role in wanted for field in case.all("number", role)}
    return tuple(
        receipt
        for receipt in receipts(case)
        if wanted & {str(field.value) for field in receipt.all("delivered_role")}
        or numbers & {str(field.value) for field in receipt.all("delivered_number")}
    )


def of_decision(case: CaseRecord) -> tuple[Receipt, ...]:
    """The receipts of the decision."""
    return delivering(case, DECISIONS)


def all_known(case: CaseRecord) -> bool:
    """Whether every receipt says what it delivered, so that one more paper surely has none."""
    return all(receipt.all("delivered_role") for receipt in receipts(case))
