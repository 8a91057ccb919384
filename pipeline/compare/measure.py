"""How hard a fine is: the fine in what the law multiplies, and the lawful range in the same measure."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from pipeline.compare.view import Basis, Seen
from pipeline.law import Branch, Offence, fine_range, offences
from pipeline.law.offences import quantity
from pipeline.records import Citation

UNITS = {"multiple": "倍", "per_m2": "元/平方米", "per_tree": "元/株"}
YUAN = "元"
_CENT = Decimal("0.01")


def intensity(seen: Seen) -> tuple[Decimal, str] | None:
    """How hard the fine is, and in what: 倍 where the law multiplies a base, 元/平方米, 元/株, else 元."""
    if seen.fine is None:
        return None
    branches = branches_of(seen)
    kind = branches[0].type if branches else ""
    if kind not in UNITS or any(branch.type != kind for branch in branches):
        return seen.fine, YUAN
    base = base_of(seen)
    if base:
        return (seen.fine / base).quantize(_CENT), UNITS[kind]
    return (seen.times, UNITS[kind]) if kind == "multiple" and seen.times is not None else None


def base_of(seen: Seen) -> Decimal | None:
    """What the law multiplies in this case, where the case tells it."""
    return next((amount for branch in branches_of(seen) if branch.base and (amount := quantity(seen.quantities, branch.base))), None)


def lawful(seen: Seen, unit: str) -> tuple[Decimal, Decimal] | None:
    """The lawful range in the measure of the fine; None where it is not certain."""
    if unit != YUAN:
        spans = {(branch.lo, branch.hi) for branch in branches_of(seen)}
        return spans.pop() if len(spans) == 1 else None
    ranges = [fine_range(offence, seen.quantities, seen.party_kind) for offence in offences_of(seen)]
    yuan = {(one.lo, one.hi) for one in ranges if one}
    return yuan.pop() if len(yuan) == 1 and all(ranges) else None


def legal_minimum(seen: Seen) -> Decimal | None:
    """The lowest lawful fine of the case, where the offence is certain and every quantity it needs is known."""
    spans = [fine_range(offence, seen.quantities, seen.party_kind) for offence in offences_of(seen)]
    known = {span.lo for span in spans if span}
    return known.pop() if len(known) == 1 and all(spans) else None


def branches_of(seen: Seen) -> tuple[Branch, ...]:
    """Every way in which the law lets this fine be worked out."""
    return tuple(
        branch
        for offence in offences_of(seen)
        for branch in offence.fine
        if branch.party_kind in (None, seen.party_kind) or seen.party_kind is None
    )


def offences_of(seen: Seen) -> tuple[Offence, ...]:
    """The rows of the law's table that the basis names on the day of the act; those of the cause where there are any."""
    day = seen.act or seen.decision
    found = [
        offence
        for offence in _named(seen.basis)
        if day is None or (offence.since <= day and (offence.until is None or day <= offence.until))
    ]
    fitting = [offence for offence in found if seen.cause in offence.causes]
    return tuple(fitting or found)


@lru_cache(maxsize=4096)
def _named(basis: Basis) -> tuple[Offence, ...]:
    found: dict[str, Offence] = {}
    for law, article, paragraph in basis:
        for offence in offences(citation=Citation(law, int(article) if article.isdecimal() else article, paragraph)):
            found[offence.id] = offence
    return tuple(found.values())
