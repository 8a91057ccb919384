"""One name in many papers: a reading that a scan got wrong once, or could not finish, is the name the other papers have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.names import UNREAD
from pipeline.records import Document, Field, Opinion, Person, Signature, Value

NAMES = frozenset(
    {
        "party_name", "legal_representative", "recorder", "asked_person", "host", "discussants", "attendees", "opinion_given",
        "recipient", "signer", "servers", "witness", "author", "reviewer", "officers", "signature", "opinion",
    }
)  # fmt: skip
OFTEN = 3  # papers that must agree before they correct another
CLEAR = 0.9  # a reading surer than this stands: two people may have names that differ by one character
LESS_SURE = 0.9  # what a corrected reading is worth beside a clear one


def voted(documents: Sequence[Document], fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields, their names corrected where the other papers of the file leave one reading only."""
    papers: dict[str, set[int]] = {}
    for item in fields:
        if item.name in NAMES:
            for name in _names(item.value):
                papers.setdefault(name, set()).add(item.document)
    if not any(UNREAD in name for name in papers) and not any(
        page.origin == "ocr" for document in documents for page in document.pages
    ):
        return tuple(fields)
    scanned = [any(page.origin == "ocr" for page in document.pages) for document in documents]
    return tuple(_mended(item, papers, scanned[item.document]) if item.name in NAMES else item for item in fields)


def _mended(item: Field, papers: Mapping[str, set[int]], scanned: bool) -> Field:
    better = {
        name: other
        for name in _names(item.value)
        if (other := _likely(name, papers, doubtful=scanned and item.confidence < CLEAR)) is not None
    }
    if not better:
        return item
    return replace(item, value=_renamed(item.value, better), confidence=round(item.confidence * LESS_SURE, 4))


def _likely(name: str, papers: Mapping[str, set[int]], *, doubtful: bool) -> str | None:
    """The only name that can be meant, None where this one stands."""
    if UNREAD in name:
        pattern = re.compile(re.escape(name).replace(UNREAD, "."))
        fitting = [other for other in papers if UNREAD not in other and pattern.fullmatch(other)]
        return fitting[0] if len(fitting) == 1 else None
    if not doubtful or len(papers.get(name, ())) > 1 or len(name) < 3:
        return None
    near = [other for other, where in papers.items() if len(where) >= OFTEN and _one_off(name, other)]
    return near[0] if len(near) == 1 else None


def _one_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Person):
        yield value.name
    elif isinstance(value, (Signature, Opinion)) and value.name:
        yield from value.name.split("、")


def _renamed(value: Value, better: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return better.get(value, value)
    if isinstance(value, (Person, Signature, Opinion)) and value.name:
        return replace(value, name="、".join(better.get(name, name) for name in value.name.split("、")))
    return value
