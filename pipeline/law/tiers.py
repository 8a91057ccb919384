"""Which tier of a discretion table (裁量基准) a case's quantities fall in, and what the tier comes to in yuan."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipeline.discretion import DiscretionTable, Tier
from pipeline.law.offences import quantity

_BASES = {"yuan_per_m2": "area_m2", "yuan_per_tree": "trees"}


def tier_of(table: DiscretionTable, quantities: Mapping[str, Decimal]) -> Tier | None:
    """The tier whose conditions the quantities meet; None where one is not known or there is no such tier."""
    for tier in table.tiers:
        amounts = [(quantity(quantities, name), span) for name, span in tier.when.items()]
        if all(amount is not None and lo <= amount and (hi is None or amount < hi) for amount, (lo, hi) in amounts):
            return tier
    return None


def base_of(table: DiscretionTable) -> str | None:
    """The quantity that the tier's figures multiply; None where they are yuan or a share of the lawful range."""
    return _BASES.get(table.unit) or (table.base if table.unit == "multiple" else None)
