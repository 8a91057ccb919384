"""Like cases: the same cause, basis and version, kind of party, lawful range and band of quantity; and the cases left out, with why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

import cn2an
import numpy as np
from numpy.typing import NDArray

from pipeline.compare.measure import branches_of, intensity, lawful
from pipeline.compare.rule import Signal
from pipeline.compare.traits import side
from pipeline.compare.units import mixed_up
from pipeline.compare.view import Basis, Seen, said
from pipeline.discretion import DiscretionTable, Span, Tier, tables_in_force
from pipeline.law import version_on
from pipeline.law.offences import quantity
from pipeline.law.tiers import tier_of

KINDS = {"citizen": "个人", "unit": "单位"}
NAMES = {
    "volume_m3": ("立木蓄积", "立方米"), "area_m2": ("面积", "平方米"), "animals": ("动物", "只"), "trees": ("株数", "株"),
    "value_yuan": ("价值", "元"), "restore_cost_yuan": ("恢复费用", "元"), "timber_m3": ("材积", "立方米"), "area_ha": ("面积", "公顷"),
    "illegal_gains_yuan": ("违法所得", "元"), "area_mu": ("面积", "亩"),
}  # fmt: skip
Range = tuple[Decimal, Decimal]
_ONCE = "同一决定重复出现，只计一次"


@dataclass(frozen=True, slots=True)
class Member:
    """A case in its group."""

    seen: Seen
    measure: Decimal
    size: Decimal | None  # the quantity its band is of
    side: int  # -1: lighter circumstances are told, 1: heavier


@dataclass(frozen=True, slots=True)
class Group:
    """Like cases, and what their fines are measured in."""

    label: str
    unit: str
    tier: tuple[DiscretionTable, Tier] | None
    lawful: Range | None  # in the unit
    quantity: str | None
    stratum: str  # the label without the kind of party
    family: Hashable  # what is alike over all bands
    members: tuple[Member, ...]
    sizes: NDArray[np.float64] = field(compare=False)  # of the members, nan where not known
    near: tuple[tuple[int, ...], ...] | None = None  # places of the learned neighbours of each, where no band tells cases apart


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case that cannot be compared, and why; `unit_slip`: its fine is off by the factor between 万元 and 元."""

    seen: Seen
    why: str
    unit_slip: bool = False


def groups(
    cases: Iterable[Seen], tables: Sequence[DiscretionTable] | None, signal: Signal
) -> tuple[tuple[Group, ...], tuple[LeftOut, ...]]:
    """The groups of all cases that have a fine, a cause and a kind of party, and the cases that have not."""
    found: dict[tuple[Hashable, ...], list[Member]] = defaultdict(list)
    marks: dict[tuple[Hashable, ...], Group] = {}
    left: list[LeftOut] = []
    counted: set[tuple[object, ...]] = set()
    for seen in cases:
        once = (seen.bureau, seen.number, seen.party, seen.decision, seen.fine)
        if seen.number and seen.fine and once in counted:
            left.append(LeftOut(seen, _ONCE))
            continue
        counted.add(once)
        measured = intensity(seen)
        if measured is None or not seen.fine or not seen.cause or seen.party_kind is None:
            left.append(LeftOut(seen, _missing(seen)))
            continue
        range_ = lawful(seen, measured[1])
        tier = _tier(seen, tables)
        bands = _bands(seen, tier, signal)
        alike = (seen.cause, seen.basis, _version(seen), seen.party_kind)
        key: tuple[Hashable, ...] = (*alike, bands, tier[0].valid if tier else None, measured[1], range_)
        name = bands[0][0] if bands else None
        if key not in marks:
            parts = (seen.cause, _cited(seen.basis), KINDS.get(seen.party_kind, ""), *(_said(*band) for band in bands))
            stratum = "·".join((seen.cause, _cited(seen.basis), *(_said(*band) for band in bands)))
            label = "·".join(part for part in parts if part)
            marks[key] = Group(label, measured[1], tier, range_, name, stratum, (*alike, measured[1]), (), np.empty(0))
        size = quantity(seen.quantities, name) if name else None
        found[key].append(Member(seen, measured[0], size, side(seen.traits)))
    made = []
    for key, members in found.items():
        kept, slipped = mixed_up(members, marks[key].lawful)
        left += [LeftOut(one.seen, f"疑似万元与元混用（罚款{said(one.seen.fine)}元与同类相差约一万倍）", True) for one in slipped]
        if kept:
            ordered = tuple(sorted(kept, key=lambda member: member.seen.name))
            sizes = np.array([float(member.size) if member.size else np.nan for member in ordered])
            made.append(replace(marks[key], members=ordered, sizes=sizes))
    ordered_groups = tuple(sorted(made, key=lambda group: (group.label, group.members[0].seen.name)))
    return ordered_groups, tuple(sorted(left, key=lambda one: one.seen.name))


def differs(one: Seen, other: Seen) -> str:
    """What tells two like cases apart, in words; empty where nothing known does."""
    parts = []
    for name in _told_once(one.quantities.keys() & other.quantities.keys()):
        if one.quantities[name] != other.quantities[name]:
            word, unit = NAMES[name]
            parts.append(f"{word}{said(other.quantities[name])}{unit}")
    own, others = sorted(one.traits - other.traits), sorted(other.traits - one.traits)
    parts += [f"另有{'、'.join(others)}"] if others else []
    parts += [f"没有{'、'.join(own)}"] if own else []
    if one.bureau != other.bureau:
        parts.append(other.bureau)
    if one.decision and other.decision and one.decision.year != other.decision.year:
        parts.append(f"{other.decision.year}年")
    return "，".join(parts)


def _missing(seen: Seen) -> str:
    if seen.procedure == "no_penalty":
        return "不予处罚"
    wanted = (("罚款数额", seen.fine), ("案由", seen.cause), ("当事人类型", seen.party_kind))
    missing = [name for name, value in wanted if not value]
    if missing:
        return f"未读到{'、'.join(missing)}"
    bases = sorted({NAMES.get(branch.base, (branch.base, ""))[0] for branch in branches_of(seen) if branch.base})
    return f"缺少计算罚款的数量（{'、'.join(bases)}）"


def _tier(seen: Seen, tables: Sequence[DiscretionTable] | None) -> tuple[DiscretionTable, Tier] | None:
    for table in tables_in_force(tables, seen.cause, seen.party_kind, seen.decision):
        tier = tier_of(table, seen.quantities)
        if tier and tier.when:
            return table, tier
    return None


def _bands(seen: Seen, tier: tuple[DiscretionTable, Tier] | None, signal: Signal) -> tuple[tuple[str, Span], ...]:
    """The bands of the quantities that the tier names, else of the first quantity of the rule's list that the case tells."""
    if tier:
        return tuple(tier[1].when.items())
    for name, edges in signal.parameters["bands"].items():
        amount = quantity(seen.quantities, name)
        if amount is not None:
            bounds = (Decimal(0), *(Decimal(str(edge)) for edge in edges))
            lo = max(bound for bound in bounds if bound <= amount)
            return ((name, (lo, next((bound for bound in bounds if bound > amount), None))),)
    return ()


@lru_cache(maxsize=1024)
def _said(name: str, band: Span) -> str:
    word, unit = NAMES.get(name, (name, ""))
    return f"{word}{said(band[0])}至{said(band[1])}{unit}" if band[1] is not None else f"{word}{said(band[0])}{unit}以上"


def _version(seen: Seen) -> tuple[date | None, ...]:
    """The versions of the statutes that the fine rests on."""
    day = seen.act or seen.decision
    return tuple(_version_on(law, day) for law in sorted({law for law, _, _ in seen.basis})) if day else ()


@lru_cache(maxsize=65536)
def _version_on(law: str, day: date) -> date | None:
    found = version_on(law, day)
    return found.version if found else None


@lru_cache(maxsize=4096)
def _cited(basis: Basis) -> str:
    return "、".join(
        f"{law}第{_chinese(article)}条" + (f"第{cn2an.an2cn(paragraph)}款" if paragraph else "") for law, article, paragraph in basis
    )


def _chinese(article: str) -> str:
    return str(cn2an.an2cn(article)) if article.isdecimal() else article


def label_quantities(quantities: Mapping[str, Decimal]) -> str:
    """Quantities as a reader sees them."""
    return "，".join(f"{NAMES[name][0]}{said(quantities[name])}{NAMES[name][1]}" for name in _told_once(quantities))


def _told_once(names: Iterable[str]) -> list[str]:
    """Known quantities in a fixed order, an area in one unit only."""
    known = sorted(NAMES.keys() & set(names))
    areas = [name for name in ("area_m2", "area_mu", "area_ha") if name in known]
    return [name for name in known if name not in areas[1:]]
