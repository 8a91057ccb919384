"""How well facts are read in styles never tuned on (`make bench`): digital, misread as by a scanner, and as copied from a web page.

python -m tests.bench_extract [--cases 16] [--seed 9501]
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import extract, plain, read, split, synth
from pipeline.extract.judge import model
from pipeline.learn.evaluate import Tally, parts
from pipeline.learn.judge import of_archive, reliability, score
from pipeline.learn.noise import misread
from pipeline.read.plain import text_page
from pipeline.records import Document, Field, Page, SourceFile

DECISIONS = ("decision", "summary_decision", "no_penalty_decision")
IN_DECISION = (
    "doc_number", "authority", "cause", "party_name", "party_kind", "violated", "basis", "penalties", "fine_yuan", "decision_date",
    "pay_days", "reconsideration_days", "suit_months", "reconsideration_to", "court",
)  # fmt: skip
APART = ("fine_yuan", "decision_date", "basis")
HEAD = "首页 > 政务公开 > 行政处罚\n索引号：000014/2031-00021\n发布日期：2031-09-01 来源：办公室 浏览次数：31\n"
FOOT = "\n上一篇：行政处罚决定书（之一）\n下一篇：放假通知\n主办：人民政府办公室"
Keep = Callable[[Document, Field], bool]
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
        _ablation(webs)
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


def _read(
    cases: Sequence[tuple[Mapping[str, Any], Sequence[Page]]], *, only: Sequence[str] = (), keep: Keep = lambda _, item: True
) -> Tallies:
    tallies: Tallies = defaultdict(Tally)
    for right, pages in cases:
        bundle = split.split(pages)[0]
        fields = [[item for item in extract.extract(document) if keep(document, item)] for document in bundle.documents]
        facts = extract.assemble("", bundle, fields).facts
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


def _labelled(document: Document, item: Field) -> bool:
    """Whether a value stands right behind a colon or in the cell beside another."""
    page = next((page for page in document.pages if page.number == item.evidence.page), document.pages[0])
    return page.text[: item.evidence.start].rstrip(" 　")[-1:] in ("：", ":", "\t")


def _ablation(webs: Sequence[tuple[Mapping[str, Any], Sequence[Page]]]) -> None:
    ways: dict[str, Keep] = {"forms only": _labelled, "prose only": lambda paper, item: not _labelled(paper, item), "both": lambda _, item: True}
    for title, keep in ways.items():
        whole = Tally()
        for tally in _read(webs, only=IN_DECISION, keep=keep).values():
            whole.add(tally)
        print(f"{title:12} P {whole.precision:.4f}  R {whole.recall:.4f}  F1 {whole.f1:.4f}  (web text; the judge changes confidence, no value)")


def _speed(pages: Sequence[Sequence[Page]]) -> None:
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < 5:
        for number, own in enumerate(pages):
            bundle = split.split([replace(page, text=page.text + "\n" * (number + done)) for page in own])  # nothing is remembered
            for part in bundle:
                extract.assemble("", part, [extract.extract(document) for document in part.documents])
        done += len(pages)
    print(f"speed: {done / (time.perf_counter() - began):.0f} decisions/s on one core")


if __name__ == "__main__":
    main()
