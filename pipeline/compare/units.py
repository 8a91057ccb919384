"""Fines that are off by the factor between 万元 and 元: recognised among their like cases, shown, never averaged."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import log10
from statistics import median
from typing import Protocol, TypeVar

_WAN = 4.0  # 万元 against 元, in powers of ten
_NEAR = 0.9  # what remains after the factor is taken off, in powers of ten
_LEAST = 3  # like cases that show the usual size


class Measured(Protocol):
    """Something with a measure."""

    @property
    def measure(self) -> Decimal:
        """In whatever unit the group has."""


Item = TypeVar("Item", bound=Measured)


def mixed_up(members: Sequence[Item], lawful: tuple[Decimal, Decimal] | None) -> tuple[list[Item], list[Item]]:
    """The members whose fines are of one size, and those about ten thousand times more or less."""
    if lawful and lawful[1]:
        middle = log10(float(max(lawful[0], lawful[1] / 10, Decimal(1))))
    elif len(members) >= _LEAST:
        middle = median(log10(float(one.measure)) for one in members if one.measure > 0)
    else:
        return list(members), []
    kept: list[Item] = []
    slipped: list[Item] = []
    for one in members:
        off = abs(log10(float(one.measure)) - middle) if one.measure > 0 else 0.0
        (slipped if abs(off - _WAN) <= _NEAR else kept).append(one)
    if not lawful and 2 * len(slipped) > len(members):
        return list(members), []
    return kept, slipped
