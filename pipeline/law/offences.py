"""Offences of the 林草 laws: what they break, what they cost, and the range of the fine (offences/<law>/<deed>.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.law import datafile
from pipeline.law.structure import statute
from pipeline.problems import DataError
from pipeline.records import Citation

FOLDER = Path(__file__).with_name("offences")
TYPES = {"multiple": None, "range": None, "per_m2": "area_m2", "per_tree": "trees", "per_ha": "area_ha", "per_m3": "volume_m3"}
_SQUARE_METRES = {"area_m2": Decimal(1), "area_mu": Decimal(2000) / 3, "area_ha": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Branch:
    """One way to work out the fine. `when` is half-open [lo, hi); `circumstance` is something only a person can judge."""

    type: str
    base: str | None  # the quantity that is multiplied; None for a range in yuan
    lo: Decimal
    hi: Decimal
    of: str | None = None  # what the base is called: 滥伐林木价值
    when: Mapping[str, tuple[Decimal, Decimal | None]] | None = None
    party_kind: str | None = None
    circumstance: str | None = None


@dataclass(frozen=True, slots=True)
class Offence:
    """One row of the table of deeds and penalties."""

    id: str
    deed: str
    causes: tuple[str, ...]
    violated: tuple[Citation, ...]
    penalty: tuple[Citation, ...]
    fine: tuple[Branch, ...]  # empty: there is no fine for it, and fining is unlawful
    mandatory: bool  # 处、并处; False: 可以处
    kinds: tuple[str, ...]  # penalties the provision allows
    order: str | None
    precondition: str | None  # what must have happened before a fine is lawful
    replant: tuple[Decimal, Decimal] | None  # multiples of the trees destroyed
    body: str
    since: date
    until: date | None
    grade: str
    when: Mapping[str, tuple[Decimal, Decimal | None]]  # quantities that tell rows of one deed apart


class FineRange(NamedTuple):
    """The lawful fine in yuan, and how it was worked out, in Chinese."""

    lo: Decimal
    hi: Decimal
    explanation: str


@lru_cache(maxsize=4096)
def offences(cause: str | None = None, citation: Citation | None = None, day: date | None = None) -> tuple[Offence, ...]:
    """The offences of that cause, fined by that provision, in force on that day; a citation without 款 or 条 narrows less."""
    return tuple(
        offence
        for offence in _all(FOLDER)
        if (cause is None or cause in offence.causes)
        and (day is None or (offence.since <= day and (offence.until is None or day <= offence.until)))
        and (citation is None or any(_covers(own, citation) for own in offence.penalty))
    )


def fine_range(offence: Offence, quantities: Mapping[str, Decimal], party_kind: str | None) -> FineRange | None:
    """The lawful fine, or None where a quantity it needs is not known. Branches that a person must judge widen the range."""
    branches = [branch for branch in offence.fine if branch.party_kind in (None, party_kind) or party_kind is None]
    if party_kind is None and any(branch.party_kind for branch in branches):
        return None
    fitting: list[tuple[Branch, Decimal]] = []
    for branch in branches:
        fits = _fits(branch.when or {}, quantities)
        if fits is None:
            return None
        if not fits:
            continue
        amount = Decimal(1) if branch.base is None else quantity(quantities, branch.base)
        if amount is None:
            return None
        fitting.append((branch, amount))
    if not fitting:
        return None
    plain = [pair for pair in fitting if pair[0].circumstance is None] or fitting
    lo = min(branch.lo * amount for branch, amount in plain)
    hi = max(branch.hi * amount for branch, amount in fitting)
    return FineRange(lo, hi, "；".join(_say(branch, amount) for branch, amount in fitting))


def quantity(quantities: Mapping[str, Decimal], name: str) -> Decimal | None:
    """A quantity, an area from whatever unit is given."""
    if name in quantities:
        return quantities[name]
    if name in _SQUARE_METRES:
        for unit, square_metres in _SQUARE_METRES.items():
            if unit in quantities:
                return quantities[unit] * square_metres / _SQUARE_METRES[name]
    return None


def _covers(own: Citation, asked: Citation) -> bool:
    one, other = statute(own.law), statute(asked.law)
    if (one.law if one else own.law) != (other.law if other else asked.law):
        return False
    if asked.article is None or str(own.article) != str(asked.article):
        return asked.article is None
    return own.paragraph is None or asked.paragraph is None or own.paragraph == asked.paragraph


def _fits(when: Mapping[str, tuple[Decimal, Decimal | None]], quantities: Mapping[str, Decimal]) -> bool | None:
    for name, (lo, hi) in when.items():
        amount = quantity(quantities, name)
        if amount is None:
            # Illegal gains that no paper mentions are none; any other quantity that is missing was perhaps not read.
            if name != "illegal_gains_yuan":
                return None
            amount = Decimal(0)
        if amount < lo or (hi is not None and amount >= hi):
            return False
    return True


def _say(branch: Branch, amount: Decimal) -> str:
    lead = f"{branch.circumstance}的，" if branch.circumstance else ""
    if branch.base is None:
        return f"{lead}{_yuan(branch.lo)}元以上{_yuan(branch.hi)}元以下" if branch.lo else f"{lead}{_yuan(branch.hi)}元以下"
    units = {"per_m2": "每平方米", "per_tree": "每株", "per_ha": "每公顷", "per_m3": "每立方米"}
    span = f"{_yuan(branch.lo * amount)}元至{_yuan(branch.hi * amount)}元"
    if branch.type == "multiple":
        times = f"{_yuan(branch.lo)}倍以上{_yuan(branch.hi)}倍以下" if branch.lo else f"{_yuan(branch.hi)}倍以下"
        return f"{lead}{branch.of or '基数'}{_yuan(amount)}元的{times}，即{span}"
    return f"{lead}{units[branch.type]}{_yuan(branch.lo)}元至{_yuan(branch.hi)}元，共{_yuan(amount)}，即{span}"


def _yuan(amount: Decimal) -> str:
    rounded = amount.quantize(Decimal("0.01"))
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded % 1 else f"{int(rounded)}"


@cache
def _all(folder: Path) -> tuple[Offence, ...]:
    found: dict[str, Offence] = {}
    for path in sorted(folder.rglob("*.yaml")):
        offence = _offence(path)
        if offence.id in found:
            raise DataError(f"{datafile.label(path)}：id：“{offence.id}”已经用过。")
        found[offence.id] = offence
    return tuple(sorted(found.values(), key=lambda offence: offence.id))


def _offence(path: Path) -> Offence:
    required = ("id", "deed", "causes", "violated", "penalty", "fine", "mandatory", "kinds", "body", "since", "grade")
    row = datafile.keys(
        path, "文件", datafile.load(path), required, ("order", "precondition", "precondition_of_part", "replant", "until", "when")
    )
    replant = row.get("replant")
    since, until = datafile.valid(path, row)
    return Offence(
        id=row["id"],
        deed=row["deed"],
        causes=tuple(row["causes"]),
        violated=tuple(_citation(path, "violated", cite) for cite in row["violated"]),
        penalty=tuple(_citation(path, "penalty", cite) for cite in row["penalty"]),
        fine=tuple(_branch(path, n, branch) for n, branch in enumerate(row["fine"], 1)),
        mandatory=bool(row["mandatory"]),
        kinds=tuple(row["kinds"]),
        order=row.get("order"),
        precondition=row.get("precondition"),
        replant=(Decimal(replant[0]), Decimal(replant[1])) if replant else None,
        body=row["body"],
        since=since,
        until=until,
        grade=datafile.one_of(path, "grade", row["grade"], datafile.GRADES),
        when=_when(row.get("when")),
    )


def _branch(path: Path, number: int, given: Any) -> Branch:
    where = f"fine.{number}"
    row = datafile.keys(path, where, given, ("type", "lo", "hi"), ("base", "of", "when", "party_kind", "circumstance"))
    datafile.one_of(path, f"{where}.type", row["type"], TYPES)
    lo, hi = (datafile.number(path, f"{where}.{key}", row[key]) for key in ("lo", "hi"))
    if lo > hi:
        raise DataError(f"{datafile.label(path)}：{where}：lo 大于 hi。")
    base = row.get("base") or TYPES[row["type"]]
    if row["type"] == "multiple" and base is None:
        raise DataError(f"{datafile.label(path)}：{where}：multiple 要有 base。")
    when = _when(row.get("when")) or None
    return Branch(row["type"], base, lo, hi, row.get("of"), when, row.get("party_kind"), row.get("circumstance"))


def _when(given: Mapping[str, Iterable[Any]] | None) -> dict[str, tuple[Decimal, Decimal | None]]:
    spans = ((name, tuple(span)) for name, span in (given or {}).items())
    return {name: (Decimal(str(lo)), None if hi is None else Decimal(str(hi))) for name, (lo, hi) in spans}


def _citation(path: Path, where: str, given: Any) -> Citation:
    row = datafile.keys(path, where, given, ("law", "article"), ("paragraph", "item"))
    return Citation(row["law"], row["article"], row.get("paragraph"), row.get("item"))
