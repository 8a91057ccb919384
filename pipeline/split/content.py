"""What a page's words and labels say about its role: a second opinion beside the title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from pipeline.titles import plain


@dataclass(frozen=True, slots=True)
class Vote:
    """The role a page's content speaks for, or None where it is not plain."""

    role: str | None
    points: int
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Words:
    strong: tuple[str, ...]
    weak: tuple[str, ...]


def content(text: str) -> Vote:
    """The role the words of a page speak for, and every role's points."""
    bare = plain(text)
    scores = {
        role: 2 * sum(word in bare for word in words.strong) + sum(word in bare for word in words.weak)
        for role, words in _roles().items()
    }
    best, second = sorted(scores, key=lambda role: -scores[role])[:2]
    plainly = scores[best] >= _limits()[0] and scores[best] - scores[second] >= _limits()[1]
    return Vote(best if plainly else None, scores[best], scores)


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
    raw = yaml.safe_load(Path(__file__).with_name("content.yaml").read_text(encoding="utf-8"))
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
def _limits() -> tuple[int, int]:
    return int(str(_raw()["least"])), int(str(_raw()["ahead"]))


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
