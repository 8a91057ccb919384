"""What the columns of a ledger are called, by us and by those who made their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline import strictyaml


def label(field: str) -> str:
    """The column's head as we print it."""
    return columns()[field][0]


def field_of(head: object) -> str | None:
    """The field that a head means; blanks, widths, breaks and brackets do not count."""
    word = _plain(str(head)) if head is not None else ""
    return _known().get(word) or _known().get(re.sub(r"\(.*?\)", "", word)) if word else None


@cache
def columns() -> Mapping[str, tuple[str, ...]]:
    """columns.yaml."""
    content = strictyaml.parse(Path(__file__).with_name("columns.yaml").read_text(encoding="utf-8"))
    return {field: tuple(words) for field, words in content.items()}


@cache
def _known() -> Mapping[str, str]:
    return {_plain(word): field for field, words in columns().items() for word in words}


def _plain(word: str) -> str:
    return re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", word))
