"""What a page's words and labels say about its role: a second opinion beside the title."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import strictyaml
from pipeline.split.learned import likely
from pipeline.titles import plain

_WEIGHT, _FLOOR, _PLAIN = 0.6, 1e-4, 0.8  # measured: models/roles/card.md


@dataclass(frozen=True, slots=True)
class Vote:
    """The role a page's content speaks for, or None where it is not plain."""

    role: str | None
    points: int  # of that role, or of the likeliest one
    scores: Mapping[str, int]
    likeliest: str
    confidence: float  # that the likeliest is right
    chances: Mapping[str, float]  # of every role


@dataclass(frozen=True, slots=True)
class _Words:
    strong: tuple[str, ...]
    weak: tuple[str, ...]


@lru_cache(maxsize=256)
def content(text: str) -> Vote:
    """The role the words of a page speak for, and every role's points.

    Listed words and the learned model are two witnesses: their logarithmic odds are added (a product of experts).
    """
    bare = plain(text)
    scores = {
        role: 2 * sum(word in bare for word in words.strong) + sum(word in bare for word in words.weak)
        for role, words in _roles().items()
    }
    learned = likely(text)
    odds = {
        role: math.log(learned.get(role, 0) + _FLOOR) + _WEIGHT * scores.get(role, 0) for role in sorted({*scores, *learned})
    }
    best = max(odds, key=lambda role: odds[role])
    whole = sum(math.exp(other - odds[best]) for other in odds.values())
    plain_enough = 1 / whole >= _PLAIN and scores.get(best, 0) >= least()
    chances = {role: math.exp(own - odds[best]) / whole for role, own in odds.items()}
    return Vote(best if plain_enough else None, scores.get(best, 0), scores, best, 1 / whole, chances)


def is_label(text: str) -> bool:
    """Whether a run of text is or starts with a label of a form (案由 · 案由：滥伐林木 · 姓名　张三): body, not title."""
    bare = plain(text)
    return opens_form(text) or bare.rstrip(":") in _blocks() or bool(_block().search(bare.rstrip(":")))


def opens_form(text: str) -> bool:
    """Whether it is or starts with a label of those that stand at the head of a form."""
    bare = plain(text)
    if bare.rstrip(":") in _labels() or bare.split(":", 1)[0] in _labels():
        return True
    first = text.split(None, 1)
    return len(first) > 1 and plain(first[0]) in _labels()


def awaits_value(bare: str) -> bool:
    """Whether a row is a label alone: what it was filled in with stands in the next."""
    return bare in _labels()


@lru_cache(maxsize=1)
def _raw() -> Mapping[str, object]:
    raw = strictyaml.parse(Path(__file__).with_name("content.yaml").read_text(encoding="utf-8"))
    return raw if isinstance(raw, dict) else {}


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(str(_raw()["labels"]).split())


@lru_cache(maxsize=1)
def _blocks() -> frozenset[str]:
    return frozenset(str(_raw()["blocks"]).split())


@lru_cache(maxsize=1)
def _block() -> re.Pattern[str]:
    return re.compile(str(_raw()["block"]))


@lru_cache(maxsize=1)
def least() -> int:
    """Points without which no role is named."""
    return int(str(_raw()["least"]))


@lru_cache(maxsize=1)
def _roles() -> Mapping[str, _Words]:
    roles = _raw()["roles"]
    if not isinstance(roles, dict):
        return {}
    return {
        role: _Words(tuple(map(plain, words.get("strong", ()))), tuple(map(plain, words.get("weak", ()))))
        for role, words in roles.items()
    }


@lru_cache(maxsize=1)
def untitled() -> frozenset[str]:
    """Roles whose papers often bear no title: copies, pictures, slips."""
    return frozenset(str(_raw()["untitled"]).split())


@lru_cache(maxsize=1)
def families() -> tuple[frozenset[str], ...]:
    """Roles whose second pages read alike."""
    raw = _raw()["families"]
    return tuple(frozenset(str(kin).split()) for kin in raw) if isinstance(raw, list) else ()
