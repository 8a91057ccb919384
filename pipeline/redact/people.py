"""Whose names a case holds, and where they live."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.records import CaseRecord, Opinion, Person, Signature
from pipeline.redact.secrets import Known

# fields that hold a name as a string; of those, and of signatures, who acts for the authority
_NAMED = frozenset({"party_name", "legal_representative", "recorder", "asked_person", "host", "discussants", "attendees", "opinion_given"}) | {
    "recipient", "signer", "servers", "witness", "author", "reviewer", "appraiser", "agent",
}  # fmt: skip
_OFFICIAL = frozenset({"officers", "recorder", "host", "discussants", "attendees", "opinion_given", "servers", "reviewer", "opinion"})
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,10}·[\u3400-\u9fff]{1,10}")
_SHORT = 4  # an address of fewer characters is a county
_UNIT = re.compile(r"(?:局|厂|店|站|所|社|部|队|院|校|场|行|公司|中心|村委会)$")


def known(records: Iterable[CaseRecord], *, officials: bool) -> Known:
    """The names of natural persons in these cases and their dwellings; with `officials` those who act for the authority too."""
    given: set[str] = set()
    acting: set[str] = set()
    places: set[str] = set()
    for record in records:
        citizen = record.value("party_kind") != "unit"
        for item in record.fields:
            if item.name == "party_address" and citizen and len(str(item.value)) > _SHORT:
                places.add(str(item.value))
            official = item.name in _OFFICIAL or isinstance(item.value, Signature) and item.value.part not in ("party", "witness", "agent")
            for name in _names(item.name, item.value):
                (acting if official else given).add(name)
    return Known(frozenset(given | acting if officials else given - acting), frozenset(places))


def is_name(text: str) -> bool:
    """Whether it can be the name of a person."""
    return bool(_NAME.fullmatch(text)) and not _UNIT.search(text)


def _names(field: str, value: Any) -> Iterator[str]:
    if isinstance(value, Person | Opinion | Signature):
        value = value.name
    elif field not in _NAMED:
        return
    if isinstance(value, str) and is_name(value):
        yield value
