"""What the case says about the deed and the penalty, in this office's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.synth.amounts import tier
from pipeline.synth.case import Case
from pipeline.synth.writing import capital, citations, money, plain

PHRASES: dict[str, Any] = strictyaml.parse((Path(__file__).parent / "wording" / "phrases.yaml").read_text(encoding="utf-8"))
_ORDERS = {"logging": "replant", "damage": "replant", "land": "land", "grass": "grass"}


def wording(case: Case) -> str:
    """a, b or c: the wording this office uses for its sentences."""
    return str(case.style["pick"].get("decision", "a"))


def quantities(case: Case) -> dict[str, str]:
    """The figures of the case as words."""
    amounts = case.amounts
    words = {
        "trees": plain(amounts.get("trees", Decimal(0))),
        "volume": plain(amounts.get("volume_m3", Decimal(0))),
        "timber": plain(amounts.get("timber_m3", Decimal(0))),
        "value": plain(amounts.get("value_yuan", Decimal(0))),
        "area": plain(amounts.get("area_m2", Decimal(0))),
        "mu": plain(amounts.get("area_mu", Decimal(0))),
        "part1": plain(amounts.get("part1", Decimal(0))),
        "part2": plain(amounts.get("part2", Decimal(0))),
        "cost": plain(amounts.get("restore_cost_yuan", Decimal(0))),
        "replant": plain(replanted(case)),
        "ktimes": str(case.replant_times),
    }
    words["parts"] = PHRASES["parts"].format_map(words) if "part1" in amounts else ""
    for key in "abc":
        words["cost_" + key] = PHRASES["cost_" + key].format_map(words) if "restore_cost_yuan" in amounts else ""
    return words


def replanted(case: Case) -> Decimal:
    """Trees to plant."""
    return case.amounts.get("trees", Decimal(0)) * case.replant_times


def deed(case: Case, words: Mapping[str, str]) -> str:
    """The sentence of what was done."""
    return str(PHRASES["facts"][case.deed["deed"]][wording(case)].format_map(words))


def fine_words(case: Case) -> dict[str, str]:
    """The fine in figures and capitals, its base, its multiple."""
    style, unit = case.style, case.deed["unit"]
    words = {"fine": money(case.fine, style["money"]), "capital": capital(case.fine), "formula_result": plain(case.fine)}
    words["fine_wan"] = plain(case.fine / 10000)
    words["times"] = plain(case.multiple) if case.multiple is not None else ""
    if unit == "multiple":
        words["base_name"] = PHRASES["base_name"][case.deed["base"]]
        words["base_amount"] = plain(case.amounts[case.deed["base"]])
    return words


def penalty(case: Case, words: Mapping[str, str]) -> dict[str, str]:
    """The penalties: as a list, flat, the order alone, the kinds."""
    key = wording(case)
    local = dict(words)
    local["fine_text"] = PHRASES["fine_text"][key].format_map(local)
    order = ""
    if "restore" in case.flags:
        order = PHRASES["orders"][_ORDERS[case.deed["family"]]][key].format_map(local)
    order = words.get("order_clause", order)
    fine = words["fine_clause"] if "fine_clause" in words else PHRASES["fines"][case.deed["unit"]][key].format_map(local)
    fine += words["fine_more"]
    first = PHRASES["warning"][key] if case.deed.get("warning") else ""
    parts = [part for part in (first, order, fine) if part]
    listed = (
        parts[0] + "。" if len(parts) == 1 else "⏎".join(f"{place}.{part}；" for place, part in enumerate(parts, 1))[:-1] + "。"
    )
    kinds = [kind for kind, there in (("警告", first), ("罚款", fine)) if there]
    return {"listed": listed, "flat": "；".join(parts), "order_flat": order, "penalty_kinds": "、".join(kinds), "published": fine}


def discretion(case: Case) -> dict[str, str]:
    """The discretion table of the day and the tier of the deed, where there are such."""
    day = case.days["decision"]
    name = next(
        (row["name"] for since, row in PHRASES["discretion"].items() if since <= day <= date.fromisoformat(str(row["until"]))), ""
    )
    span = tier(case.deed["deed"], day, case.amounts) if case.deed["unit"] == "multiple" else None
    if span is None:
        return {"discretion": "" if case.deed["unit"] == "rate" else name, "tier": "", "tier_fact": ""}
    figures = quantities(case)
    fact = f"涉案立木蓄积{figures['volume']}立方米" if "volume_m3" in case.amounts else f"涉案林地面积{figures['area']}平方米"
    low, high = (plain(Decimal(str(bound))) for bound in span)
    return {"discretion": name, "tier": f"{low}—{high}", "tier_fact": fact}


def tier_sentence(case: Case, words: Mapping[str, str]) -> str:
    """Why this multiple or this sum; empty where no table applies."""
    if not words["discretion"] or case.procedure == "summary":
        return ""
    return str(PHRASES["tier" if words["tier"] else "tier_plain"][wording(case)].format_map(words))


def law_words(case: Case) -> dict[str, str]:
    """What was broken and what the penalty rests on."""
    return {"violated": citations(case.deed["violated"], case.style), "basis": citations(case.deed["basis"], case.style)}
