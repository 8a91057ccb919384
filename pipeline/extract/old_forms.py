"""Words that an outdated printed form leaves in a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline import strictyaml
from pipeline.extract.found import field
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field


def old_form_words(document: Document, text: Text) -> Iterable[Field]:
    """old_form_words: each outdated phrase of old_forms.yaml found on a paper of its role."""
    for roles, pattern in _patterns():
        if document.role in roles:
            for match in pattern.finditer(text.plain):
                yield field(text, "old_form_words", match[0], match.start(), match.end(), sure=0.9, by="old_forms")
                break


@cache
def _patterns() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    rows = strictyaml.parse(Path(__file__).with_name("old_forms.yaml").read_text(encoding="utf-8"))
    return tuple((frozenset(row["roles"]), re.compile(row["words"])) for row in rows)
