"""Scored items → points of 100: one function a formula, chosen by the standard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.check.standard import Standard
from pipeline.records import ItemScore


def total(standard: Standard, items: Sequence[ItemScore]) -> Decimal:
    """The points by the formula of the standard, one decimal, half up; undecided items and those that do not apply are left out."""
    decided = [item for item in items if item.outcome in ("符合", "不符合")]
    points = _FORMULAS[standard.formula.name](standard, decided) if decided else Decimal(0)
    return max(points, Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def share(standard: Standard, decided: Sequence[ItemScore]) -> Decimal:
    """100 × points left ÷ points of the items that were decided."""
    return 100 * _left(decided) / _full(decided)


def deduct(standard: Standard, decided: Sequence[ItemScore]) -> Decimal:
    """100 less what was lost; an item that does not apply keeps its points."""
    return 100 - (_full(decided) - _left(decided))


def legality_and_form(standard: Standard, decided: Sequence[ItemScore]) -> Decimal:
    """Legality in full, form by its share, less what the missing basic elements cost up to a cap; a veto is dealt with elsewhere."""
    formula = standard.formula
    stage_of = {item.id: item.stage for item in standard.items}
    elements = [item for item in decided if stage_of[item.item] in formula.elements]
    form = [item for item in decided if stage_of[item.item] not in formula.elements]
    lost = min(_full(elements) - _left(elements), formula.cap)
    return formula.legality + (formula.form * _left(form) / _full(form) if form else Decimal(0)) - lost


def _full(items: Sequence[ItemScore]) -> Decimal:
    return sum((item.full for item in items), Decimal(0))


def _left(items: Sequence[ItemScore]) -> Decimal:
    return sum((item.points for item in items), Decimal(0))


_FORMULAS: Mapping[str, Callable[[Standard, Sequence[ItemScore]], Decimal]] = {
    "share": share,
    "deduct": deduct,
    "legality_and_form": legality_and_form,
}
