"""What the judge learns from: facts as read, each with what is seen of it and whether it is right."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline import extract, plain, read, split
from pipeline.extract.judge import looked_at
from pipeline.extract.learned import Tables, guessed, guesses
from pipeline.extract.lone import Second
from pipeline.learn import scored
from pipeline.learn.annotated import Annotated
from pipeline.learn.evaluate import parts
from pipeline.learn.noise import misread
from pipeline.read.plain import text_page
from pipeline.records import Document, Fact, Field, Page, SourceFile

FEW_VALUES = ("pay_days", "reconsideration_days", "suit_months", "penalties")  # facts most papers give one of a few values
COMMON = 0.08  # share of the papers that makes a value usual
Usual = Mapping[str, Sequence[str]]
Apart = Mapping[str, Tables]


@dataclass(frozen=True, slots=True)
class Sample:
    """One fact as read, what the rules alone thought of it, and whether it is right."""

    case: str
    name: str
    kind: str  # file, paper: a key of judge.BY_KIND
    row: tuple[float, ...]
    raw: float
    right: bool


def usual(texts: Sequence[Annotated]) -> dict[str, list[str]]:
    """The values that are common for facts of few values."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for name in FEW_VALUES:
            if name in text.facts:
                value = text.facts[name]["value"]
                told[name]["、".join(sorted(value)) if isinstance(value, list) else str(value)] += 1
    return {name: sorted(value for value, count in found.items() if count >= COMMON * found.total()) for name, found in told.items()}


def of_texts(
    texts: Sequence[Annotated], common: Usual, apart: Apart, chance: random.Random | None = None, dim: float = 0.0
) -> Iterator[Sample]:
    """The facts of annotated texts; with `chance` as a scan of which the share `dim` of the lines is read badly.

    `apart`: by id of a text, weights of the other reader that never saw it.
    """
    for text in texts:
        page = text_page(SourceFile(Path("text.txt"), "text.txt", "", "text"), text.text)
        for name, kind, row, fact in _read([misread(page, chance, dim) if chance else page], common, partial(guesses, weights=apart[text.id])):
            if name not in text.open:
                own = replace(text, facts={key: label for key, label in text.facts.items() if key == name})
                counts = scored.tallies([own], [{name: plain.fact_row(fact)}]).get("all", Counter())
                yield Sample(text.id, name, kind, row, fact.confidence, counts["right"] > 0 and not counts["wrong"])


def of_archive(place: Path, seed: int, common: Usual, *, noises: Sequence[float | None] = (None, 0.06, 0.2)) -> Iterator[Sample]:
    """The facts of an archive with its gold, whole files and decisions alone; a noise is the share of lines read badly, None: as it is."""
    gold = {row["case"]: row for row in map(json.loads, (place / "gold" / "cases.jsonl").read_text(encoding="utf-8").splitlines())}
    chance = random.Random(seed)
    for files in read.collect(place / "archive").cases:
        if files.case_id not in gold:
            continue
        pages = [page for source in files.files for page in read.read(source).pages]
        decision = next((paper.pages for paper in split.split(pages)[0].documents if paper.role == "decision"), ())
        for noise in noises:
            for own in (pages, decision):
                given = _read([misread(page, chance, noise) for page in own] if noise else own, common, guessed)
                yield from _held_against(gold[files.case_id], given)


def _held_against(gold: Mapping[str, Any], given: Iterator[tuple[str, str, tuple[float, ...], Fact]]) -> Iterator[Sample]:
    for name, kind, row, fact in given:
        if name in gold["facts"]:
            right = all(want == have for _, want, have in parts(name, gold["facts"][name], plain.fact_row(fact)["value"]))
            yield Sample(str(gold["case"]), name, kind, row, fact.confidence, right)


def _read(pages: Sequence[Page], common: Usual, second: Second) -> Iterator[tuple[str, str, tuple[float, ...], Fact]]:
    """The facts as the rules weigh them, with what the judge would look at."""
    looks: list[tuple[str, str, tuple[float, ...]]] = []

    def listen(documents: Sequence[Document], fields: Sequence[Field], known: dict[str, Fact]) -> dict[str, Fact]:
        looks[:] = looked_at(documents, fields, known, common, second)
        return known

    bundle = split.split(pages)[0]
    case = extract.assemble("", bundle, [extract.extract(document) for document in bundle.documents], weigh=listen)
    facts = extract.retold(case, weigh=listen).facts
    yield from ((name, kind, row, facts[name]) for name, kind, row in looks if name in facts)
