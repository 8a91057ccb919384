"""How sure a fact is: learned weights turn what is seen of a value into the chance that it is right (models/judge/card.md)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.extract import lone
from pipeline.extract.learned import guessed
from pipeline.extract.shape import odd
from pipeline.records import Document, Fact, Field, PartialDate

WEIGHTS = Path(__file__).parents[2] / "models" / "judge" / "weights.json"
FEATURES = ("logit", "scanned", "scanned_logit", "agree", "scanned_agree", "differ", "scanned_differ", "odd", "scanned_odd", "partial")
BY_KIND = {"file": FEATURES, "paper": lone.FEATURES}
USUAL = 2  # years a day may lie from those of the other papers
SUREST = 0.99  # nothing a program read is surer
LEAST = 0.02
HARMFUL = 0.4  # of a paper alone, what is less likely is not given: a wrong value costs more than an absent one
SURE, DOUBTFUL = 0.9, 0.85  # what is likely, but not yet sure, is said to lie between them


@dataclass(frozen=True, slots=True)
class Seen:
    """Which papers say which value, and where the case lies in time."""

    papers: Mapping[object, frozenset[int]]
    year: int | None
    scans: frozenset[tuple[str, int | None]]


def judged(documents: Sequence[Document], fields: Sequence[Field], known: Mapping[str, Fact]) -> dict[str, Fact]:
    """The facts, each with its chance of being right for confidence; of a paper alone without those that are too likely wrong."""
    weights = model()
    sure = {name: (kind, chance(weights, kind, row, name)) for name, kind, row in looked_at(documents, fields, known, weights["usual"])}
    return {
        name: replace(fact, confidence=sure[name][1]) if name in sure else fact
        for name, fact in known.items()
        if name not in sure or sure[name][0] == "file" or sure[name][1] >= HARMFUL
    }


def looked_at(
    documents: Sequence[Document],
    fields: Sequence[Field],
    known: Mapping[str, Fact],
    usual: Mapping[str, Sequence[str]],
    second: lone.Second = guessed,
) -> Iterator[tuple[str, str, tuple[float, ...]]]:
    """Every fact with a value: its name, whether it is of a file or of a paper alone, and what is seen of it."""
    if len(documents) > 1:
        around = seen(documents, fields)
        yield from ((name, "file", features(fact, around)) for name, fact in known.items() if fact.value is not None)
        return
    paper = lone.paper(documents, fields, known, usual, second)
    for name, fact in known.items():
        if fact.value is not None:
            yield name, "paper", lone.features(fact, _logit(fact), paper)


def seen(documents: Sequence[Document], fields: Sequence[Field]) -> Seen:
    """What all facts of a file are held against."""
    papers: dict[object, set[int]] = {}
    years = []
    for item in fields:
        if isinstance(item.value, (str, date, Decimal, int)):
            papers.setdefault((_kind(item.name), item.value), set()).add(item.document)
        if item.name == "date" and isinstance(item.value, date):
            years.append(item.value.year)
    scans = frozenset((page.source.name, page.number) for paper in documents for page in paper.pages if page.origin == "ocr")
    middle = sorted(years)[len(years) // 2] if len(years) > 2 else None
    return Seen({value: frozenset(where) for value, where in papers.items()}, middle, scans)


def features(fact: Fact, around: Seen) -> tuple[float, ...]:
    """FEATURES of one fact of a file."""
    logit = _logit(fact)
    scanned = float(any((place.source, place.page) in around.scans for place in fact.evidence))
    values = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    said = [len(around.papers.get((_kind(fact.name), value), ())) for value in values if isinstance(value, (str, date, Decimal, int))]
    agree = math.log1p(max(min(said, default=1) - 1, 0))
    differ = math.log1p(len(fact.conflicts))
    late = any(isinstance(value, date) and around.year and abs(value.year - around.year) > USUAL for value in values)
    unlike = float(late or odd(fact.name, values))
    partial = float(any(isinstance(value, PartialDate) for value in values))
    return (logit, scanned, scanned * logit, agree, scanned * agree, differ, scanned * differ, unlike, scanned * unlike, partial)


def _logit(fact: Fact) -> float:
    raw = min(max(fact.confidence, LEAST), 0.995)
    return math.log(raw / (1 - raw))


def _kind(name: str) -> str:
    """Days are told under many names, numbers of papers too; other values only under their own."""
    return "day" if name.endswith("date") or name in ("violation_end", "day") else "number" if name.endswith("number") else name


def chance(weights: Mapping[str, Any], kind: str, row: Sequence[float], name: str) -> float:
    """How sure one fact is: its likelihood, less where it is not yet one from which on hardly anything is wrong."""
    return round(min(max(settled(likelihood(weights[kind], row, name), weights["sure"][kind]), LEAST), SUREST), 4)


def likelihood(own: Mapping[str, Sequence[float]], row: Sequence[float], name: str) -> float:
    """The weights' word on one fact; `own` are those of files or of papers alone."""
    bias, *weights = own.get(name) or own[""]
    return 1 / (1 + math.exp(-bias - sum(weight * value for weight, value in zip(weights, row, strict=True))))


def settled(told: float, sure: float) -> float:
    """A likelihood between DOUBTFUL and `sure` is said to lie between DOUBTFUL and SURE."""
    if told <= DOUBTFUL or told >= sure:
        return told
    return DOUBTFUL + (told - DOUBTFUL) / (sure - DOUBTFUL) * (SURE - DOUBTFUL) - 1e-4


@lru_cache(maxsize=1)
def model() -> Mapping[str, Any]:
    """The shipped weights."""
    content: Mapping[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for kind, names in BY_KIND.items():
        if tuple(content["features"][kind]) != names:
            raise ValueError(f"{WEIGHTS.name}: the features of '{kind}' are not those of pipeline/extract: run anjuan train judge again")
    return content
