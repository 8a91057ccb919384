"""How well facts are read in styles and texts never tuned on, what each reader and the judge give, how far confidence is to be believed, speed.

python -m tests.bench_extract [--cases 16] [--worn 2] [--seed 9501]

`--worn`: how many of the cases are also read from pictures of a scanner and a phone (about a minute each). Of annotations/facts/test.jsonl only
totals are printed: it stays blind (annotations/SOURCES.md).
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline import extract, plain, split
from pipeline.extract.assemble import Weigh
from pipeline.extract.judge import judged
from pipeline.learn import scored
from pipeline.learn.annotated import Annotated, load
from pipeline.learn.evaluate import Tally, parts
from pipeline.learn.reliability import Pair, bands, reliability
from pipeline.learn.reworded import reworded
from pipeline.read.plain import text_page
from pipeline.records import Document, Evidence, Fact, Field, Page, SourceFile
from tests import copies

IN_DECISION = (
    "doc_number", "authority", "cause", "party_name", "party_kind", "violated", "basis", "penalties", "fine_yuan", "decision_date",
    "pay_days", "reconsideration_days", "suit_months", "reconsideration_to", "court",
)  # fmt: skip
APART = ("fine_yuan", "decision_date", "basis")
TEXTS = Path(__file__).parents[1] / "annotations" / "facts"
CORES = 2
SECONDS = 5
Keep = Callable[[Sequence[Page], Evidence], bool]
Tallies = dict[str, Tally]


def main() -> None:
    """Make cases, read them in every way, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=16)
    parser.add_argument("--worn", type=int, default=2)
    parser.add_argument("--seed", type=int, default=9501)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cases = copies.made(Path(scratch), options.cases, options.seed)
        webs = copies.web(cases, options.seed)
        kinds = {"digital": _read(cases), "misread": _read(copies.misread_all(cases, options.seed)), "web": _read(webs, only=IN_DECISION)}
        kinds |= {kind: _read(list(copies.worn(Path(scratch), kind, options.worn, options.seed))) for kind in copies.WORN if options.worn}
    _table({kind: tallies for kind, (tallies, _) in kinds.items()})
    for kind, (_, pairs) in kinds.items():
        _believed(f"{kind}, whole files" if kind != "web" else "web, decisions alone", pairs)
    dev, held = load(TEXTS / "dev.jsonl"), [_annotated(right, pages) for right, pages in webs]
    others = [reworded(text, random.Random(f"{options.seed}/{text.id}")) for text in dev]
    for title, texts in (("dev", dev), ("dev in other words", others), ("test", load(TEXTS / "test.jsonl")), ("held", held)):
        _ablation(title, texts, blind=title == "test")
    _speed([pages for _, pages in webs])


def _read(cases: Sequence[copies.Case], *, only: Sequence[str] = ()) -> tuple[Tallies, dict[str, list[Pair]]]:
    """Tallies by fact, and by fact what was said of each value and whether it was right."""
    tallies: Tallies = defaultdict(Tally)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for right, pages in cases:
        bundle = split.split(pages)[0]
        facts = extract.assemble("", bundle, [extract.extract(document) for document in bundle.documents]).facts
        optional = right.get("facts_optional") or {}
        for name, want in right["facts"].items():
            if (only and name not in only) or name in optional:
                continue
            own = list(parts(name, want, plain.fact_row(facts[name])["value"] if name in facts else None))
            for part, told, given in own:
                tally = tallies[part]
                tally.right += told is not None and told == given
                tally.missed += told is not None and told != given
                tally.wrong += given is not None and told != given
            if name in facts and facts[name].value is not None:
                pairs[name].append((facts[name].confidence, all(told == given for _, told, given in own)))
    return tallies, pairs


def _table(kinds: Mapping[str, Tallies]) -> None:
    print(f"{'fact':30}" + "".join(f"{kind:>24}" for kind in kinds) + "   (P R F1)")
    for name in sorted({name for tallies in kinds.values() for name in tallies}):
        cells = [tallies.get(name) for tallies in kinds.values()]
        mark = "*" if name in APART else " "
        print(f"{mark}{name:29}" + "".join(f"{cell.precision:10.4f}{cell.recall:7.3f}{cell.f1:7.3f}" if cell else " " * 24 for cell in cells))
    for kind, tallies in kinds.items():
        for title, names in (("all", list(tallies)), ("in the decision", [name for name in tallies if name in IN_DECISION])):
            whole = Tally()
            for name in names:
                whole.add(tallies[name])
            print(f"{kind:8} {title:16} P {whole.precision:.4f}  R {whole.recall:.4f}  F1 {whole.f1:.4f}  of {whole.right + whole.missed}")


def _believed(title: str, pairs: Mapping[str, Sequence[Pair]], *, each: bool = True) -> None:
    """How far confidence is to be believed: in all, by band and by fact."""
    print(f"confidence, {title}: {'facts':>6} {'right':>7} {'unsure':>7} {'wrong of sure':>14} {'right, unsure':>14} {'Brier':>7} {'ECE':>6}")
    for name, own in (("all", [pair for one in pairs.values() for pair in one]), *(sorted(pairs.items()) if each else ())):
        told = reliability(own)
        print(
            f"  {name:30} {told.facts:6} {told.right:7.4f} {told.unsure:7.4f} {told.wrong_sure:14.4f} {told.right_unsure:14.4f}"
            f" {told.brier:7.4f} {told.ece:6.3f}"
        )
        for band, count, said, right in bands(own) if name == "all" else ():
            print(f"    {band}  facts {count:5}  said {said:.3f}  right {right:.4f}")


def _annotated(right: Mapping[str, Any], pages: Sequence[Page]) -> Annotated:
    optional = right.get("facts_optional") or {}
    told = {name: {"value": value} for name, value in right["facts"].items() if name in IN_DECISION and name not in optional}
    return Annotated(str(right["case"]), pages[0].text, told)


def _labelled(pages: Sequence[Page], place: Evidence) -> bool:
    """Whether a value stands right behind a colon or in the cell beside another."""
    page = next((page for page in pages if page.number == place.page), pages[0])
    return page.text[: place.start].rstrip(" 　")[-1:] in ("：", ":", "\t")


def _as_weighed(_documents: object, _fields: object, known: dict[str, Fact]) -> dict[str, Fact]:
    return known


def _ablation(title: str, texts: Sequence[Annotated], *, blind: bool) -> None:
    """Totals by what is left out, then how far the judge's confidence is to be believed."""
    ways: dict[str, tuple[Keep, bool, Weigh]] = {
        "forms only": (_labelled, False, _as_weighed),
        "prose only": (lambda pages, place: not _labelled(pages, place), False, _as_weighed),
        "both": (lambda pages, place: True, False, _as_weighed),
        "+ judge": (lambda pages, place: True, False, judged),
        "+ 2nd reader": (lambda pages, place: True, True, judged),
    }
    print(f"{title}: {len(texts)} texts      P      R     F1  unsure  wrong of sure   Brier    ECE")
    pairs: dict[str, list[Pair]] = {}
    for way, (keep, second, weigh) in ways.items():
        with nullcontext() if second else patch.object(import_module("pipeline.extract.assemble"), "learned", lambda *_: ()):
            answers = [_told(text, keep, weigh) for text in texts]
        whole = scored.tallies(texts, answers)["all"]
        tally = Tally(whole["right"], whole["wrong"], whole["missed"])
        pairs = defaultdict(list)
        for text, facts in zip(texts, answers, strict=True):
            for name, pair in _pairs(text, facts):
                pairs[name].append(pair)
        told = reliability([pair for own in pairs.values() for pair in own])
        print(
            f"  {way:12} {tally.precision:10.4f} {tally.recall:6.4f} {tally.f1:6.4f} {told.unsure:7.4f} {told.wrong_sure:14.4f}"
            f" {told.brier:7.4f} {told.ece:6.3f}"
        )
    _believed(title, pairs, each=not blind)


def _told(text: Annotated, keep: Keep, weigh: Weigh) -> dict[str, Any]:
    """The facts of a text (of a made-up case: those its gold names) from the values kept, as sure as `weigh` says."""
    pages = (text_page(SourceFile(Path("text.txt"), "text.txt", "", "text"), text.text),)

    def own(document: Document) -> tuple[Field, ...]:
        return tuple(item for item in extract.extract(document) if keep(document.pages, item.evidence))

    bundle = split.split(pages)[0]
    case = extract.assemble("", bundle, [own(document) for document in bundle.documents], weigh=weigh)
    facts = extract.retold(case, weigh=weigh).facts
    kept = {name: fact for name, fact in facts.items() if not fact.evidence or keep(pages, fact.evidence[0])}
    return {name: plain.fact_row(fact) for name, fact in kept.items() if text.kind or name in text.facts}


def _pairs(text: Annotated, facts: Mapping[str, Any]) -> Iterator[tuple[str, Pair]]:
    for name, row in facts.items():
        if row.get("value") is not None and name not in text.open:
            own = replace(text, facts={key: label for key, label in text.facts.items() if key == name})
            counts = scored.tallies([own], [{name: row}]).get("all", Counter())
            yield name, (row["confidence"], counts["right"] > 0 and not counts["wrong"])


def _speed(pages: Sequence[Sequence[Page]]) -> None:
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        list(pool.map(_rate, [pages[:2]] * CORES, [0.1] * CORES))  # imports are not what is measured
        rates = list(pool.map(_rate, [pages] * CORES, [SECONDS] * CORES))
    print(f"speed: {sum(rates):.0f} decisions/s on {CORES} cores")


def _rate(pages: Sequence[Sequence[Page]], seconds: float) -> float:
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        for number, own in enumerate(pages):
            bundle = split.split([replace(page, text=page.text + "\n" * (number + done)) for page in own])  # nothing is remembered
            for part in bundle:
                extract.assemble("", part, [extract.extract(document) for document in part.documents])
        done += len(pages)
    return done / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
