"""How much was felled or taken, and what it costs: quantities, multiples, fines within the tier of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from pipeline import strictyaml

SETTINGS: dict[str, Any] = strictyaml.parse((Path(__file__).parent / "settings.yaml").read_text(encoding="utf-8"))


def quantities(rng: Random, deed: Mapping[str, Any]) -> dict[str, Decimal]:
    """The quantities of one deed, below every criminal threshold."""
    amounts: dict[str, Decimal] = {}
    if deed["family"] in ("logging", "damage"):
        low, high = deed["volume"]
        volume = Decimal(str(round(rng.uniform(low, high), 4)))
        timber = (volume * Decimal(rng.choice(("0.62", "0.65", "0.6")))).quantize(Decimal("0.0001"))
        amounts |= {"volume_m3": volume, "timber_m3": timber, "trees": Decimal(max(3, int(volume * rng.randint(9, 16))))}
        amounts["value_yuan"] = Decimal(int(timber * rng.choice((560, 600, 720, 850)) / 10) * 10)
    elif deed["family"] == "fire":
        amounts["area_m2"] = Decimal(rng.randint(15, 300))
    else:
        first, second = rng.randint(90, 1300), rng.randint(60, 1200)
        area = Decimal(first + second)
        amounts |= {"part1": Decimal(first), "part2": Decimal(second), "area_m2": area}
        amounts["area_mu"] = (area / Decimal("666.67")).quantize(Decimal("0.01"))
        if deed["base"] == "restore_cost_yuan":
            amounts["restore_cost_yuan"] = area * rng.choice((8, 10, 12, 15))
    return amounts


def fine_of(
    rng: Random, deed: Mapping[str, Any], day: date, amounts: Mapping[str, Decimal], unit: bool, wish: Mapping[str, Any]
) -> tuple[Decimal | None, Decimal | None]:
    """The multiple (or rate, or none) and the fine."""
    low, high = deed["legal"]["unit" if unit else "citizen"]
    if deed["unit"] == "multiple":
        span = tier(deed["deed"], day, amounts) or (low, high)
        if wish.get("multiple") is not None:
            multiple = Decimal(str(wish["multiple"]))
        elif "tier_edge" in (wish.get("flags") or ()):
            multiple = Decimal(str(span[1]))
        else:
            multiple = Decimal(rng.randint(int(span[0] * 10), int(span[1] * 10))) / 10
        return multiple, (amounts[deed["base"]] * multiple).quantize(Decimal("0.01")).normalize() + Decimal(0)
    if deed["unit"] == "rate":
        rate = Decimal(rng.randint(low, high))
        return rate, amounts["area_m2"] * rate
    if deed["family"] == "grass":
        return None, Decimal(rng.randint(20, 160 if not unit else 400) * 100)
    if wish.get("procedure") == "summary" or not unit and rng.random() < 0.1:
        return None, Decimal(low)
    return None, Decimal(rng.randint(low // 100 + 1, high // 100) * 100)


def tier(cause: str, day: date, amounts: Mapping[str, Decimal]) -> tuple[float, float] | None:
    """The range of the tier the quantities fall into, of the table valid that day."""
    for table in SETTINGS["discretion"]:
        if table["cause"] == cause and date.fromisoformat(table["valid"][0]) <= day <= date.fromisoformat(table["valid"][1]):
            for row in table["tiers"]:
                key, (low, high) = next(iter(row["when"].items()))
                if low <= amounts[key] < high:
                    return float(row["range"][0]), float(row["range"][1])
    return None
