"""A reviewed archive → annotations for people to look through: each page with the facts taken from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline import plain
from pipeline.learn.annotated import Annotated
from pipeline.records import CaseRecord, Evidence, Fact

DOUBTFUL = 0.9  # a fact below this, or a page, is worth a look


def proposed(records: Iterable[CaseRecord], *, doubtful: bool = False) -> Iterator[Annotated]:
    """One annotation a page that tells a fact; with `doubtful` only pages with an unsure or disputed fact, and pages hard to read."""
    for case in records:
        told = _by_page(case)
        for page in case.pages:
            facts = told.get((page.source.name, page.number), {})
            unsure = page.state == "read" and page.confidence < DOUBTFUL or any(_unsure(case.facts[name]) for name in facts)
            if not page.text.strip() or not (unsure if doubtful else facts or unsure):
                continue
            yield Annotated(
                id=identity(case.case_id, page.source.name, page.number),
                text=page.text,
                facts={name: _label(case.facts[name], places) for name, places in sorted(facts.items())},
                kind="page",
                source=page.source.name,
                page=page.number,
                confidence={name: round(case.facts[name].confidence, 3) for name in sorted(facts)},
            )


def identity(case: str, source: str, page: int | None) -> str:
    """How a page of a reviewed case is called in annotations."""
    return f"{case}|{source}" + ("" if page is None else f"|{page}")


def _by_page(case: CaseRecord) -> dict[tuple[str, int | None], dict[str, list[Evidence]]]:
    told: dict[tuple[str, int | None], dict[str, list[Evidence]]] = {}
    for name, fact in case.facts.items():
        for place in fact.evidence:
            told.setdefault((place.source, place.page), {}).setdefault(name, []).append(place)
    return told


def _unsure(fact: Fact) -> bool:
    return fact.value is None or fact.confidence < DOUBTFUL or bool(fact.conflicts)


def _label(fact: Fact, places: list[Evidence]) -> dict[str, Any]:
    spans = [{"quote": place.quote, "start": place.start, "end": place.end} for place in places]
    value = None if fact.value is None else plain.value(fact.value)
    return {"value": value, **spans[0]} if len(spans) == 1 and not isinstance(value, list | dict) else {"value": value, "spans": spans}
