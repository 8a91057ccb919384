"""Precision and recall of every rule on new synthetic cases, three defects each, and on right cases that look wrong (`make bench`).

python -m tests.bench_rules [--cases 300] [--near 60] [--seed N] [--styles held] [--workers 2] [--keep FOLDER] [--details FILE]

Twice: from the papers, and with the maker's papers and facts laid over what was read ("gold"), so that only rules can be wrong.
A fail that gold does not have is wrong unless gold leaves the rule open; `unsure` is counted apart, and counts as not found in recall.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

from pipeline import extract, read, registers, split
from pipeline.check import check, load_rules
from pipeline.law import Law
from pipeline.records import Bundle, CaseFiles, CaseRecord, Document, Rule
from pipeline.settings import load
from pipeline.synth import mixture
from pipeline.synth.archive import compose, styles
from pipeline.synth.faults import NEAR_MISSES, Plan
from pipeline.synth.world import found
from tests.gold_facts import laid_over

Answers = Mapping[str, Mapping[str, tuple[str, str]]]  # way → rule → verdict, message
WAYS = ("gold", "papers")
SIZE = 50  # cases of one office
_DOUBTS = ("right", "unsure", "missed", "wrong")


def main() -> None:
    """Make the archives, judge every case, print a row a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--near", type=int, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--styles", default="held")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--details", type=Path)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else Random().randrange(10**6)
    with tempfile.TemporaryDirectory() as scratch:
        homes = _made(options.keep or Path(scratch), seed, options.styles, options.cases, options.near)
        tallies: dict[str, Counter[tuple[str, str]]] = {way: Counter() for way in WAYS}
        details: list[str] = []
        for home in homes:
            gold = _gold(home)
            with ProcessPoolExecutor(options.workers) as pool:
                for row, answers in zip(gold, pool.map(partial(judged, home), gold, chunksize=4), strict=True):
                    for way in WAYS:
                        details += _count(tallies[way], way, home, row, answers[way])
    print(
        f"seed {seed}, styles {options.styles}: {options.cases} cases with 3 defects, {options.near} right cases with near-misses"
    )
    _print(tallies)
    if options.details:
        options.details.write_text("\n".join(details) + "\n", encoding="utf-8")


def _made(folder: Path, seed: int, which: str, cases: int, near: int) -> list[Path]:
    rng, homes = Random(f"rules/{seed}/{which}"), []
    office, chosen = found(Random(seed), "林业局"), styles(which)
    defects = mixture.mixed(rng, office, chosen, cases, 3)
    plans: list[Plan] = [*defects, *mixture.nearly(rng, office, chosen, near, 2)]
    for start in range(0, len(plans), SIZE):
        home = folder / f"{which}{seed}-{start}"
        part = plans[start : start + SIZE]
        if not (home / "gold" / "scope.json").exists():
            compose(home, Random(rng.random()), ["pdf"] * len(part), chosen, part, registers=True)
        homes.append(home)
    return homes


def _gold(home: Path) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {row["case"]: {**row, "rules": []} for row in _rows(home / "gold" / "cases.jsonl")}
    for finding in _rows(home / "gold" / "findings.jsonl"):
        if finding["case"] is not None:
            rows[finding["case"]]["rules"].append(finding["rule"])
    scope = set(json.loads((home / "gold" / "scope.json").read_text(encoding="utf-8"))["rules"])
    return [{**row, "scope": scope} for row in rows.values()]


def _rows(path: Path) -> Iterable[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judged(home: Path, row: Mapping[str, Any]) -> Answers:
    """The verdict and message of every rule on one case, both ways."""
    files, settings, known = _office(home)
    case = files[row["case"]]
    pages = [page for source in case.files for page in read.read(source).pages]
    bundle = split.split(pages)[0]
    gold = Bundle(tuple(_papers(row, bundle)), bundle.pages, bundle.index)
    ways = {"gold": laid_over(_record(case, gold), row), "papers": _record(case, bundle)}
    return {
        way: {
            finding.rule: (finding.verdict, finding.message) for finding in check(record, _rules(), Law.load(), settings, known)
        }
        for way, record in ways.items()
    }


@cache
def _office(home: Path) -> tuple[dict[str, CaseFiles], Any, Any]:
    collected = read.collect(home / "archive")
    return (
        {case.case_id: case for case in collected.cases},
        load(collected.settings),
        registers.load_registers(collected.registers, {})[0],
    )


@cache
def _rules() -> tuple[Rule, ...]:
    return load_rules()


def _record(case: CaseFiles, bundle: Bundle) -> CaseRecord:
    return extract.assemble(case.case_id, bundle, [extract.extract(document) for document in bundle.documents])


def _papers(row: Mapping[str, Any], bundle: Bundle) -> Iterable[Document]:
    """The papers as the maker wrote them, with the titles that were read where they begin."""
    pages = {(page.source.name, page.number): page for page in bundle.pages}
    titles = {(page.source.name, page.number): document.title for document in bundle.documents for page in document.pages[:1]}
    for paper in row["documents"]:
        own = tuple(pages[paper["source"], number] for number in paper["pages"])
        first = (paper["source"], paper["pages"][0])
        yield Document(paper["role"], titles.get(first) or _first_line(own[0].text), own)


def _first_line(text: str) -> str:
    """The first line that is more than a page number."""
    return next((line.strip() for line in text.splitlines() if not line.strip().isdigit()), "")


def _count(
    tally: Counter[tuple[str, str]], way: str, home: Path, row: Mapping[str, Any], answers: Mapping[str, tuple[str, str]]
) -> list[str]:
    want, near = set(row["rules"]), {rule for name in row["near_misses"] for rule in NEAR_MISSES[name]["near"]}
    told = []
    for rule, (verdict, message) in answers.items():
        place = f"{way} {home.name} {row['case']} {row['style']} {rule}"
        if rule in want:
            kind = {"fail": "right", "unsure": "unsure"}.get(verdict, "missed")
            tally[rule, kind] += 1
            told += [f"{kind.upper()} {place}: {verdict}: {message}"] * (kind != "right")
        elif rule in near and verdict == "fail":
            tally[rule, "near"] += 1
            told.append(f"NEAR {place} {row['near_misses']}: {message}")
        elif verdict == "fail" and rule in row["scope"] and rule not in row["not_counted"]:
            tally[rule, "wrong"] += 1
            told.append(f"WRONG {place} (gold {sorted(want)}): {message}")
        elif verdict == "unsure":
            tally[rule, "open"] += 1
    return told


def _print(tallies: Mapping[str, Counter[tuple[str, str]]]) -> None:
    codes = sorted({rule for tally in tallies.values() for rule, _ in tally})
    print("rule      " + "".join(f"{way:>7}:  P     R    right unsure missed wrong near  " for way in WAYS))
    for code in codes:
        if any(tally[code, kind] for tally in tallies.values() for kind in (*_DOUBTS, "near")):
            print(f"{code:10}" + "".join(_cells(tallies[way], [code]) for way in WAYS))
    planted = [code for code in codes if any(tallies["papers"][code, kind] for kind in _DOUBTS[:3])]
    print(f"{'all':10}" + "".join(_cells(tallies[way], codes) for way in WAYS))
    for way in WAYS:
        tally = tallies[way]
        print(f"{way}: {len(planted)} rules planted; unsure on right cases: {sum(tally[code, 'open'] for code in codes)}")


def _cells(tally: Counter[tuple[str, str]], codes: Sequence[str]) -> str:
    right, unsure, missed, wrong, near = (sum(tally[code, kind] for code in codes) for kind in (*_DOUBTS, "near"))
    precision = right / (right + wrong + near) if right + wrong + near else 1.0
    recall = right / (right + unsure + missed) if right + unsure + missed else 1.0
    return f"      {precision:6.3f} {recall:6.3f} {right:5} {unsure:5} {missed:5} {wrong:5} {near:5}  "


if __name__ == "__main__":
    main()
