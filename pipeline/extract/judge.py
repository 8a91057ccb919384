"""How sure a fact is: learned weights turn what is seen of a value into the chance that it is right (models/judge/card.md)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.records import Document, Fact, Field, PartialDate

WEIGHTS = Path(__file__).parents[2] / "models" / "judge" / "weights.json"
FEATURES = ("logit", "scanned", "scanned_logit", "agree", "scanned_agree", "differ", "scanned_differ", "odd", "scanned_odd", "partial", "alone")
USUAL = 2  # years a day may lie from those of the other papers
SUREST = 0.99  # nothing a program read is surer
LEAST = 0.02
NAMES = frozenset({"reviewer", "host", "recorder", "legal_representative"})
NUMBER = re.compile(r"[㐀-鿿（）A-Za-z]{2,16}〔(?:19|20)\d\d〕[^〔〕]{0,6}\d{1,6}(?:-\d+)?号")
BODY = re.compile(r"[㐀-鿿]{4,}(?:局|委员会|厅|府|队|院|所|会|处|中心)")


@dataclass(frozen=True, slots=True)
class Seen:
    """Which papers say which value, and where the case lies in time."""

    papers: Mapping[object, frozenset[int]]
    year: int | None
    scans: frozenset[tuple[str, int | None]]
    documents: int


def judged(documents: Sequence[Document], fields: Sequence[Field], known: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts, each with its chance of being right for confidence."""
    weights, around = model(), seen(documents, fields)
    return {
        name: replace(fact, confidence=chance(weights, name, features(fact, around))) if fact.value is not None else fact
        for name, fact in known.items()
    }


def seen(documents: Sequence[Document], fields: Sequence[Field]) -> Seen:
    """What all facts of a case are held against."""
    papers: dict[object, set[int]] = {}
    years = []
    for item in fields:
        if isinstance(item.value, (str, date, Decimal, int)):
            papers.setdefault((_kind(item.name), item.value), set()).add(item.document)
        if item.name == "date" and isinstance(item.value, date):
            years.append(item.value.year)
    scans = frozenset((page.source.name, page.number) for paper in documents for page in paper.pages if page.origin == "ocr")
    middle = sorted(years)[len(years) // 2] if len(years) > 2 else None
    return Seen({value: frozenset(where) for value, where in papers.items()}, middle, scans, len(documents))


def features(fact: Fact, around: Seen) -> tuple[float, ...]:
    """FEATURES of one fact."""
    raw = min(max(fact.confidence, LEAST), 0.995)
    logit = math.log(raw / (1 - raw))
    scanned = float(any((place.source, place.page) in around.scans for place in fact.evidence))
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    said = [len(around.papers.get((_kind(fact.name), value), ())) for value in values if isinstance(value, (str, date, Decimal, int))]
    agree = math.log1p(max(min(said, default=1) - 1, 0))
    differ = math.log1p(len(fact.conflicts))
    odd = float(_odd(fact, values, around))
    partial = float(any(isinstance(value, PartialDate) for value in values))
    alone = float(around.documents < 2)
    return (logit, scanned, scanned * logit, agree, scanned * agree, differ, scanned * differ, odd, scanned * odd, partial, alone)


def _kind(name: str) -> str:
    """Days are told under many names, numbers of papers too; other values only under their own."""
    return "day" if name.endswith("date") or name in ("violation_end", "day") else "number" if name.endswith("number") else name


def _odd(fact: Fact, values: Iterable[object], around: Seen) -> bool:
    for value in values:
        if isinstance(value, date) and around.year and abs(value.year - around.year) > USUAL:
            return True
        if isinstance(value, str) and (
            fact.name == "doc_number" and not NUMBER.fullmatch(value)
            or fact.name in NAMES and not 2 <= len(value) <= 4
            or fact.name in ("authority", "court", "reconsideration_to") and not BODY.fullmatch(value)
            or fact.name == "party_id" and len(value) == 18 and not _whole(value)
        ):
            return True
    return False


def _whole(number: str) -> bool:
    """Whether an identity number ends in the sign its digits ask for (GB 11643); a credit code or a masked one is not asked."""
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return True
    total = sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()


def chance(weights: Mapping[str, Any], name: str, row: Sequence[float]) -> float:
    """The weights' word on one fact."""
    total = weights["bias"] + weights["facts"].get(name, 0.0) + sum(weight * value for weight, value in zip(weights["weights"], row, strict=True))
    return round(min(max(1 / (1 + math.exp(-total)), LEAST), SUREST), 4)


@lru_cache(maxsize=1)
def model() -> Mapping[str, Any]:
    """The shipped weights."""
    content: Mapping[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    if tuple(content["features"]) != FEATURES:
        raise ValueError(f"{WEIGHTS.name}: features {content['features']} are not those of pipeline/extract/judge.py; train again")
    return content
