"""The same clue told twice: by its number, or by nearly the same words about the same thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from pipeline.records.ledger import Clue

_ALIKE = 0.75  # share of common pairs of characters
_NEAR = timedelta(days=90)


def joined(clues: Sequence[Clue]) -> tuple[tuple[Clue, tuple[Clue, ...]], ...]:
    """Each clue once, with those that tell the same."""
    out: list[tuple[Clue, list[Clue]]] = []
    pairs: list[frozenset[str]] = []
    for clue in clues:
        own = _pairs(clue)
        at = next((n for n, (first, _) in enumerate(out) if _same(first, clue) or _alike(first, clue, pairs[n], own)), None)
        if at is None:
            out.append((clue, []))
            pairs.append(own)
        else:
            out[at][1].append(clue)
    return tuple((first, tuple(others)) for first, others in out)


def _same(one: Clue, other: Clue) -> bool:
    """One decision or judgment in a list and as a paper."""
    number = bool(one.number) and one.number == other.number and one.origin == other.origin
    return number and (len(one.number) > 4 or one.content == other.content)  # 1, 2, 3 number rows, not clues


def _alike(one: Clue, other: Clue, pairs: frozenset[str], own: frozenset[str]) -> bool:
    if one.day and other.day and abs(one.day - other.day) > _NEAR:
        return False
    if one.challenged and other.challenged and one.challenged != other.challenged:
        return False
    both = len(pairs | own)
    return bool(both) and len(pairs & own) / both >= _ALIKE


def _pairs(clue: Clue) -> frozenset[str]:
    text = re.sub(r"\W", "", unicodedata.normalize("NFKC", clue.about + clue.content))
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))
