"""How well papers are cut (`make bench`): page roles, papers with role, first and last page, and what their confidence is worth.

python -m tests.bench_split [--kinds pdf scan docx] [--cases 8] [--seeds 501 502] [--details] [FOLDER with archive/ and gold/ …]
Without a folder it measures synthetic files of the styles never trained on.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import plain, synth
from pipeline.learn.evaluate import Report, evaluate
from pipeline.read import collect, read, with_passwords
from pipeline.records import Page
from pipeline.split import split

BINS = (0.0, 0.6, 0.8, 0.9, 0.97, 1.01)
Row = Mapping[str, Any]


def main() -> None:
    """A row an archive, then the reliability of all papers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--kinds", nargs="*", default=["pdf", "docx"])
    parser.add_argument("--cases", type=int, default=8)
    parser.add_argument("--seeds", nargs="*", type=int, default=[501, 502])
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    told: list[tuple[float, bool]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for folder in options.folders or _held(Path(scratch), options.kinds, options.seeds, options.cases):
            given = dict(cut(pages_of(folder / "archive")))
            report = scored(folder / "gold", given)
            print(figures(folder.name, report))
            if options.details:
                print("\n".join(report.details))
            told += sureness(folder / "gold", given)
    print("\n".join(reliability(told)))


def pages_of(archive: Path) -> dict[str, list[Page]]:
    """The pages of each case, as read."""
    found = {}
    for case in collect(archive).cases:
        with with_passwords(case.passwords):
            found[case.case_id] = [page for source in case.files for page in read(source).pages]
    return found


def cut(cases: Mapping[str, Sequence[Page]]) -> Iterator[tuple[str, Row]]:
    """The papers of each case as rows of cases.jsonl."""
    for name, pages in cases.items():
        bundles = split(pages)
        for number, bundle in enumerate(bundles, 1):
            case = name if len(bundles) == 1 else f"{name}#{number}"
            documents = [row for document in bundle.documents for row in plain.document_rows(document)]
            problems = [plain.problem_row(problem) for problem in bundle.problems]
            yield case, {"case": case, "documents": documents, "problems": problems}


def scored(gold: Path, given: Mapping[str, Row]) -> Report:
    """The gold's answer against the papers cut."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        lines = [json.dumps({"facts": {}, **row}, ensure_ascii=False) for row in given.values()]
        (out / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (out / "findings.jsonl").write_text("", encoding="utf-8")
        report = evaluate(gold, out)
    report.details = [line for line in report.details if ": page " in line or "no such case" in line]
    return report


def figures(name: str, report: Report) -> str:
    """pdf-501: roles .9964 of 560 · papers P .99 R .98 F1 .985 of 430."""
    pages, papers = report.pages, report.papers
    count, all_papers = pages.right + pages.wrong, papers.right + papers.missed
    rates = f"P {papers.precision:.4f} R {papers.recall:.4f} F1 {papers.f1:.4f}"
    return f"{name}: roles {pages.right / max(1, count):.4f} of {count} pages · papers {rates} of {all_papers} in {report.cases} cases"


def sureness(gold: Path, given: Mapping[str, Row]) -> Iterator[tuple[float, bool]]:
    """The confidence of each paper and whether it is right in role, first and last page."""
    for line in (gold / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        right = {_key(paper) for paper in told["documents"]}
        for paper in given.get(told["case"], {"documents": ()})["documents"]:
            yield paper["confidence"], _key(paper) in right


def reliability(told: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Per range of confidence: what was said and what was so."""
    for low, high in zip(BINS, BINS[1:], strict=False):
        held = [(sure, right) for sure, right in told if low <= sure < high]
        if held:
            said, was = (sum(pair[at] for pair in held) / len(held) for at in (0, 1))
            yield f"confidence {low:.2f}–{min(high, 1):.2f}: said {said:.3f}, right {was:.3f}, {len(held)} papers"


def _key(paper: Row) -> tuple[str, str, int, int]:
    pages = paper["pages"] or [0]
    return paper["role"], paper["source"], min(pages), max(pages)


def _held(scratch: Path, kinds: Sequence[str], seeds: Sequence[int], cases: int) -> Iterator[Path]:
    for kind in kinds:
        for seed in seeds:
            folder = scratch / f"{kind}-{seed}"
            synth.make(folder, cases=cases, seed=seed, kind=kind, styles="held")
            yield folder


if __name__ == "__main__":
    main()
