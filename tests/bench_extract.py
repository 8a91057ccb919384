"""How well facts are read in styles never tuned on (`make bench`): digital, misread as by a scanner, and as copied from a web page;
what forms, prose and the judge each give, there and on annotations/facts/dev.jsonl; how far confidence is to be believed; speed.

python -m tests.bench_extract [--cases 16] [--seed 9501]
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pipeline import extract, plain, read, split, synth
from pipeline.extract.judge import judged, model
from pipeline.learn import scored
from pipeline.learn.annotated import Annotated, load
from pipeline.learn.evaluate import Tally, parts
from pipeline.learn.judge import SURE, Sample, of_archive, reliability, score
from pipeline.learn.noise import misread
from pipeline.read.plain import text_page
from pipeline.records import Document, Evidence, Fact, Field, Page, SourceFile

DECISIONS = ("decision", "summary_decision", "no_penalty_decision")
IN_DECISION = (
    "doc_number", "authority", "cause", "party_name", "party_kind", "violated", "basis", "penalties", "fine_yuan", "decision_date",
    "pay_days", "reconsideration_days", "suit_months", "reconsideration_to", "court",
)  # fmt: skip
APART = ("fine_yuan", "decision_date", "basis")
HEAD = "首页 > 政务公开 > 行政处罚\n索引号：000014/2031-00021\n发布日期：2031-09-01 来源：办公室 浏览次数：31\n"
FOOT = "\n上一篇：行政处罚决定书（之一）\n下一篇：放假通知\n主办：人民政府办公室"
DEV = Path(__file__).parents[1] / "annotations" / "facts" / "dev.jsonl"
CORES = 2
SECONDS = 5
Keep = Callable[[Sequence[Page], Evidence], bool]
Tallies = dict[str, Tally]


def main() -> None:
    """Make cases, read them in every way, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=16)
    parser.add_argument("--seed", type=int, default=9501)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        synth.make(place, cases=options.cases, seed=options.seed, kind="pdf", styles="held")
        gold = {row["case"]: row for row in map(json.loads, (place / "gold" / "cases.jsonl").read_text("utf-8").splitlines())}
        chance = random.Random(options.seed)
        cases = [
            (gold[files.case_id], [page for source in files.files for page in read.read(source).pages])
            for files in read.collect(place / "archive").cases
            if files.case_id in gold
        ]
        scans = [(right, [misread(page, chance) for page in pages]) for right, pages in cases]
        webs = [(right, [page]) for right, pages in cases for page in _web(pages, chance)]
        kinds = {"digital": _read(cases), "misread": _read(scans), "web": _read(webs, only=IN_DECISION)}
        _table(kinds)
        for title, texts in (("dev", load(DEV)), ("held", [_annotated(right, pages) for right, pages in webs])):
            _ablation(title, texts)
        _speed([pages for _, pages in webs])
        samples = list(of_archive(place, options.seed))
        print("calibration (as written, and twice misread):", score(samples, model()))
        for title, weights in (("rules alone", None), ("judge", model())):
            for band in reliability(samples, weights):
                print(f"  {title:12} {band[0]}  facts {band[1]:5}  said {band[2]:.3f}  right {band[3]:.4f}")


def _web(pages: Sequence[Page], chance: random.Random) -> Iterator[Page]:
    """The decision of a case as a web page gives it: furniture around it, lines broken at one width, punctuation half-width."""
    for document in split.split(pages)[0].documents:
        if document.role in DECISIONS:
            text = extract.tidy(document).plain
            if chance.random() < 0.5:
                text = text.translate(str.maketrans("，；：（）", ",;:()"))
            width = chance.choice((0, 32, 40, 46))
            rows = [row[at : at + width] for row in text.split("\n") for at in range(0, max(len(row), 1), width)] if width else [text]
            yield text_page(SourceFile(Path("web.txt"), "web.txt", "", "text"), HEAD + "\n".join(rows) + FOOT)
            return


def _read(cases: Sequence[tuple[Mapping[str, Any], Sequence[Page]]], *, only: Sequence[str] = ()) -> Tallies:
    tallies: Tallies = defaultdict(Tally)
    for right, pages in cases:
        bundle = split.split(pages)[0]
        facts = extract.assemble("", bundle, [extract.extract(document) for document in bundle.documents]).facts
        optional = right.get("facts_optional") or {}
        for name, want in right["facts"].items():
            if (only and name not in only) or name in optional:
                continue
            for part, told, given in parts(name, want, plain.fact_row(facts[name])["value"] if name in facts else None):
                tally = tallies[part]
                tally.right += told is not None and told == given
                tally.missed += told is not None and told != given
                tally.wrong += given is not None and told != given
    return tallies


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


def _annotated(right: Mapping[str, Any], pages: Sequence[Page]) -> Annotated:
    optional = right.get("facts_optional") or {}
    told = {name: {"value": value} for name, value in right["facts"].items() if name in IN_DECISION and name not in optional}
    return Annotated(str(right["case"]), pages[0].text, told)


def _labelled(pages: Sequence[Page], place: Evidence) -> bool:
    """Whether a value stands right behind a colon or in the cell beside another."""
    page = next((page for page in pages if page.number == place.page), pages[0])
    return page.text[: place.start].rstrip(" 　")[-1:] in ("：", ":", "\t")


def _ablation(title: str, texts: Sequence[Annotated]) -> None:
    """Totals by what is left out; of confidence: facts below 0.9, wrong ones above, Brier score; the bands with and without the judge."""
    ways: dict[str, tuple[Keep, bool]] = {
        "forms only": (_labelled, False),
        "prose only": (lambda pages, place: not _labelled(pages, place), False),
        "both": (lambda pages, place: True, False),
        "+ judge": (lambda pages, place: True, True),
    }
    print(f"{title}: {len(texts)} texts      P      R     F1  unsure  wrong of sure   Brier")
    for way, (keep, judge) in ways.items():
        answers = [_told(text, keep, judge=judge) for text in texts]
        whole = scored.tallies(texts, answers)["all"]
        tally = Tally(whole["right"], whole["wrong"], whole["missed"])
        samples = [sample for text, facts in zip(texts, answers, strict=True) for sample in _samples(text, facts)]
        count, sure = len(samples) or 1, [sample for sample in samples if sample.raw >= SURE]
        wrong, brier = sum(not sample.right for sample in sure), sum((sample.raw - sample.right) ** 2 for sample in samples)
        print(
            f"  {way:12} {tally.precision:10.4f} {tally.recall:6.4f} {tally.f1:6.4f} {1 - len(sure) / count:7.4f}"
            f" {wrong:4}/{len(sure):<5}{wrong / (len(sure) or 1):.4f} {brier / count:7.4f}"
        )
        if way in ("both", "+ judge"):
            for band in reliability(samples, None):
                print(f"      {band[0]}  facts {band[1]:5}  said {band[2]:.3f}  right {band[3]:.4f}")


def _told(text: Annotated, keep: Keep, *, judge: bool) -> dict[str, Any]:
    """The facts of a text (of a made-up case: those its gold names) from the values kept, with the judge's confidence or the rules' own."""
    pages = (text_page(SourceFile(Path("text.txt"), "text.txt", "", "text"), text.text),)

    def own(document: Document) -> tuple[Field, ...]:
        return tuple(item for item in extract.extract(document) if keep(document.pages, item.evidence))

    def as_weighed(_documents: object, _fields: object, known: dict[str, Fact]) -> dict[str, Fact]:
        return known

    bundle = split.split(pages)[0]
    with patch.object(import_module("pipeline.extract.assemble"), "judged", judged if judge else as_weighed):
        case = extract.retold(extract.assemble("", bundle, [own(document) for document in bundle.documents]), own)
    kept = {name: fact for name, fact in case.facts.items() if not fact.evidence or keep(pages, fact.evidence[0])}
    return {name: plain.fact_row(fact) for name, fact in kept.items() if text.kind or name in text.facts}


def _samples(text: Annotated, facts: Mapping[str, Any]) -> Iterator[Sample]:
    for name, row in facts.items():
        if row.get("value") is not None and name not in text.open:
            own = replace(text, facts={key: label for key, label in text.facts.items() if key == name})
            counts = scored.tallies([own], [{name: row}]).get("all", Counter())
            yield Sample(text.id, name, (), row["confidence"], counts["right"] > 0 and not counts["wrong"])


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
