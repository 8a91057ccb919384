"""Several papers say one thing, or not: which word counts, and what is kept as a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.extract.links import key
from pipeline.records import BadDate, Bundle, Conflict, Fact, Field, Value

LEGIBLE = 0.7  # below it a reading (handwriting, a bad scan) neither decides alone nor contradicts
CLEAR = 0.9  # from here on a reading of a scan stands against the others
AGREED = 2  # papers that outvote one that was read less clearly
HALF = 0.5
ONE_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Said:
    """One paper's word; a lower rank counts first."""

    rank: int
    role: str
    field: Field
    scanned: bool = False


def settle(name: str, said: Iterable[Said], decided: Sequence[str] = ()) -> Fact | None:
    """The fact: the first legible word, corrected only where it was read badly and two others agree on another."""
    words = [one for one in said if not isinstance(one.field.value, BadDate)]
    if not words:
        return None
    legible = [one for one in words if one.field.confidence >= LEGIBLE]
    first = words[0]
    # a day shares its line's confidence with the signature in front of it, so it must be read worse than that to be doubted
    if first.field.confidence < (LEGIBLE if not isinstance(first.field.value, date) else HALF) and legible:
        agreed = [one for one in legible if sum(same(name, one.field.value, other.field.value) for other in legible) >= 2]
        first = agreed[0] if agreed else first if first.role in decided[:1] else legible[0]
    elif first.scanned and first.field.confidence < CLEAR:
        # one sign was misread where several papers give the same value but for it
        near = [one for one in legible if _one_sign(first.field.value, one.field.value)]
        first = next((one for one in near if sum(same(name, one.field.value, other.field.value) for other in near) >= AGREED), first)
    evidence = [
        one.field.evidence
        for one in words
        if one is first or (one.rank == first.rank and same(name, one.field.value, first.field.value))
    ]
    others = [one for one in legible if not same(name, one.field.value, first.field.value)]
    conflicts: list[Conflict] = []
    for one in others:
        if not any(same(name, one.field.value, conflict.value) for conflict in conflicts):  # type: ignore[arg-type]
            of_value = tuple(other.field.evidence for other in others if same(name, other.field.value, one.field.value))
            conflicts.append(Conflict(one.field.value, of_value))
    return Fact(name, first.field.value, tuple(evidence[:3]), round(first.field.confidence, 4), tuple(conflicts))


def same(name: str, one: Value, other: Value) -> bool:
    """Whether two words mean the same: numbers by their parts, names though masked, authorities though short."""
    if one == other:
        return True
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) < ONE_CENT
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    if name == "doc_number":
        return key(one) == key(other)
    plain, others = re.sub(r"\W", "", one), re.sub(r"\W", "", other)
    if plain == others:
        return True
    if name == "party_name":
        return _masked(one, other) or _masked(other, one)
    if name in ("party_address", "authority", "cause", "court", "reconsideration_to", "discretion_basis"):
        return plain in others or others in plain
    return name == "party_id" and _masked(one, other)


def _one_sign(one: Value, other: Value) -> bool:
    left, right = str(one), str(other)
    return len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) == 1


def unreadable_roles(bundle: Bundle) -> set[str]:
    """Roles of papers of which a page cannot be read: known by the paper's other page or its place, or named by the index alone."""
    roles = {
        document.role
        for document in bundle.documents
        if document.pages and any(page.state == "unreadable" for page in document.pages)
    }
    if any(page.state == "unreadable" for page in bundle.pages):
        there = {document.role for document in bundle.documents if any(page.state == "read" for page in document.pages)}
        roles |= {row.role for row in bundle.index if row.role} - there
    return roles


def _masked(one: str, other: str) -> bool:
    if not re.search(r"[某*×xX＊]", one):
        return False
    pattern = re.sub(r"(?:\\?[某*×xX＊])+", lambda found: f".{{1,{max(2, len(found[0]))}}}", re.escape(one))
    return re.fullmatch(pattern, other) is not None
