"""The long measurement (`make bench`): new synthetic archives in styles kept out of tuning, reviewed and compared with their gold.

python -m tests.bench [--cases 60] [--seed 9001] [--kinds pdf,docx,scan] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path

from pipeline.learn.evaluate import Tally, evaluate
from pipeline.run import review_archive
from pipeline.synth import make


def main() -> None:
    """One row a kind: pages, papers, facts, findings, speed, memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=9001)
    parser.add_argument("--kinds", default="pdf,docx,scan")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for kind in options.kinds.split(","):
            measure(options.keep or Path(scratch), kind, options.cases, options.seed)


def measure(folder: Path, kind: str, cases: int, seed: int) -> None:
    """Make, review and evaluate one archive, and print what came of it."""
    place, out = folder / kind, folder / f"{kind}-out"
    if not (place / "gold" / "cases.jsonl").exists():
        make(place, cases=cases, seed=seed, kind=kind, styles="held")
    began = time.monotonic()
    review_archive(place / "archive", out, workers=os.cpu_count() or 1)
    seconds = time.monotonic() - began
    pages = sum(json.loads(line)["pages"]["count"] for line in (out / "cases.jsonl").open(encoding="utf-8"))
    report = evaluate(place / "gold", out)
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{kind}: {cases} cases, {pages} pages, {seconds:.0f} s: {60 * cases / seconds:.1f} cases/min, {pages / seconds:.2f} pages/s")
    print(f"  largest worker so far {worker:.0f} MB")
    parts = (("page roles", report.pages), ("papers", report.papers), ("facts", report.total(report.facts)))
    for name, tally in (*parts, ("findings", report.total(report.findings)), ("signals", report.total(report.signals))):
        print(f"  {name}: {_shown(tally)}")
    for part in (report.facts, report.findings):
        for name, tally in sorted(part.items()):
            if tally.wrong or tally.missed or tally.unsure:
                print(f"    {name}: {_shown(tally)}")
    for line in report.details:
        if "FALSE" in line:
            print(f"    {line}")
    (folder / f"{kind}.details.txt").write_text("\n".join(report.details), encoding="utf-8")


def _shown(tally: Tally) -> str:
    rates = f"P {tally.precision:.4f} R {tally.recall:.4f} F1 {tally.f1:.4f}"
    return f"{rates} ({tally.right} right, {tally.wrong} wrong, {tally.missed} missed, {tally.unsure} unsure)"


if __name__ == "__main__":
    main()
