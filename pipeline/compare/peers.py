"""Like cases: the same cause, basis, kind of party and band of quantity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import cn2an

from pipeline.compare.rule import signals
from pipeline.compare.view import Seen, intensity, said
from pipeline.law.offences import quantity
from pipeline.settings import DiscretionTable, Settings, Tier

_KINDS = {"citizen": "个人", "unit": "单位"}
_NAMES = {
    "volume_m3": ("立木蓄积", "立方米"),
    "area_m2": ("面积", "平方米"),
    "animals": ("动物", "只"),
    "trees": ("株数", "株"),
    "value_yuan": ("价值", "元"),
    "restore_cost_yuan": ("恢复费用", "元"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A case in its group."""

    seen: Seen
    measure: Decimal
    size: Decimal | None  # the quantity its band is of


@dataclass(frozen=True, slots=True)
class Group:
    """Like cases, and what their fines are measured in."""

    label: str
    unit: str
    tier: tuple[DiscretionTable, Tier] | None
    quantity: str | None
    members: tuple[Member, ...]


def groups(cases: Iterable[Seen], settings: Settings) -> tuple[Group, ...]:
    """The groups of all cases that have a fine, a cause, a basis and a kind of party; a group may have one member."""
    found: dict[tuple[object, ...], list[Member]] = {}
    marks: dict[tuple[object, ...], tuple[str, str, tuple[DiscretionTable, Tier] | None, str | None]] = {}
    for seen in cases:
        measured = intensity(seen)
        if measured is None or not seen.fine or not seen.cause or not seen.basis or seen.party_kind is None:
            continue
        tier = tier_of(seen, settings)
        name, band = _band(seen, tier)
        key = (seen.cause, seen.basis, seen.party_kind, band, tier[0].valid if tier else None, measured[1])
        label = "·".join((seen.cause, _cited(seen), _KINDS.get(seen.party_kind, ""), _said(name, band)))
        marks[key] = (label.rstrip("·"), measured[1], tier, name)
        size = quantity(seen.quantities, name) if name else None
        found.setdefault(key, []).append(Member(seen, measured[0], size))
    made = (Group(*marks[key], tuple(sorted(members, key=lambda member: member.seen.name))) for key, members in found.items())
    return tuple(sorted(made, key=lambda group: (group.label, group.members[0].seen.name)))


def tier_of(seen: Seen, settings: Settings) -> tuple[DiscretionTable, Tier] | None:
    """The discretion tier the case falls in, by the table valid on the day of its decision."""
    for table in settings.discretion or ():
        if seen.decision is None or table.cause != seen.cause or table.party_kind not in (None, seen.party_kind):
            continue
        if not table.valid[0] <= seen.decision <= table.valid[1]:
            continue
        for tier in table.tiers:
            if tier.when and _within(tier.when, seen.quantities):
                return table, tier
    return None


def _within(when: Mapping[str, tuple[Decimal, Decimal | None]], quantities: Mapping[str, Decimal]) -> bool:
    for name, (lo, hi) in when.items():
        amount = quantity(quantities, name)
        if amount is None or amount < lo or (hi is not None and amount >= hi):
            return False
    return True


def _band(
    seen: Seen, tier: tuple[DiscretionTable, Tier] | None
) -> tuple[str | None, tuple[Decimal, Decimal | None] | None]:
    if tier:
        name, span = next(iter(tier[1].when.items()))
        return name, span
    for name, edges in signals()["XA-03"].parameters["bands"].items():
        amount = quantity(seen.quantities, name)
        if amount is not None:
            bounds = [Decimal(0), *(Decimal(str(edge)) for edge in edges)]
            lo = max(bound for bound in bounds if bound <= amount)
            return name, (lo, next((bound for bound in bounds if bound > amount), None))
    return None, None


def _said(name: str | None, band: tuple[Decimal, Decimal | None] | None) -> str:
    if name is None or band is None:
        return ""
    word, unit = _NAMES.get(name, (name, ""))
    return f"{word}{said(band[0])}至{said(band[1])}{unit}" if band[1] is not None else f"{word}{said(band[0])}{unit}以上"


def _cited(seen: Seen) -> str:
    return "、".join(
        f"{law}第{_chinese(article)}条" + (f"第{cn2an.an2cn(paragraph)}款" if paragraph else "") for law, article, paragraph in seen.basis
    )


def _chinese(article: str) -> str:
    return str(cn2an.an2cn(article)) if article.isdecimal() else article
