"""Restoration that was ordered and never accepted (以罚代管, XA-10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen
from pipeline.records import Finding

_DATES = ("decision_date", "closing_date", "archive_date", "payment_date", "acceptance_date", "publication_date", "filing_date")
_FINISHED = ("payment_date", "closing_date", "archive_date")
_ORDERS = ("decision", "rectification_order")


def never_accepted(cases: Sequence[Seen], signal: Signal) -> list[Finding]:
    """XA-10: the files whose deadline passed long before the archive's last date, with no acceptance in them."""
    days = [day for one in cases for name in _DATES if (day := one.day(name))]
    if not days:
        return []
    # A step reads no clock: the archive's own last date is as late as we know it to be.
    latest = max(days)
    late: list[tuple[Seen, date]] = []
    for one in cases:
        due = _deadline(one)
        if due and latest - due > timedelta(days=signal.count("late_days")) and _not_accepted(one):
            late.append((one, due))
    if not late:
        return []
    late_ones = "；".join(f"{one.named()}期限{due}" for one, due in late)
    evidence = [
        field.evidence for one, due in late for field in one.case.all("due_date", *_ORDERS) if field.value == due
    ]
    message = f"责令恢复、补种的期限届满很久而没有验收记录的有{len(late)}件：{late_ones}。"
    return [report(signal, [one for one, _ in late], message, evidence=evidence)]


def _deadline(one: Seen) -> date | None:
    # A decision alone, or a file still open, says nothing of what came after it.
    if not any(one.day(name) for name in _FINISHED):
        return None
    if "replant_trees" not in one.quantities and "restore_cost_yuan" not in one.quantities:
        return None
    days = [field.value for field in one.case.all("due_date", *_ORDERS)]
    return max((day for day in days if isinstance(day, date)), default=None)


def _not_accepted(one: Seen) -> bool:
    return one.day("acceptance_date") is None and one.case.absent("restoration_acceptance") is True
