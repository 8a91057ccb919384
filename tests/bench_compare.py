"""How well and how fast unlike fines are found (`python -m tests.bench_compare [quality] [baselines] [scale N …]`), in made-up bureaus."""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from pipeline.compare import study
from pipeline.compare.study import Study
from pipeline.registers import Registers
from pipeline.settings import load
from pipeline.sources import take
from tests.bureaus import HEADS, Made, province, settings_text


def main() -> None:
    """Quality of the findings in three sizes, baselines beside it, and time and memory by size."""
    wanted = sys.argv[1:] or ["quality", "baselines"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if "quality" in wanted:
            quality(folder)
        if "baselines" in wanted:
            baselines(folder)
        for size in (int(word) for word in wanted if word.isdigit()):
            scale(folder, size)


def quality(folder: Path) -> None:
    """Precision and recall by size, with and without the province's discretion table."""
    runs = {
        "50": [province(seed, [("planted", 50)]) for seed in range(1, 61)],
        "500": [province(seed, [("planted", 500)]) for seed in range(101, 113)],
        "50000": [province(201, [("planted", 500)] * 50 + [("honest", 500)] * 40 + [("uniform", 500)] * 10)],
        "honest 50": [province(seed, [("honest", 50)]) for seed in range(301, 341)],
        "honest 500": [province(seed, [("honest", 500)]) for seed in range(401, 411)],
        "uniform 50": [province(seed, [("uniform", 50)]) for seed in range(501, 521)],
        "uniform 500": [province(seed, [("uniform", 500)]) for seed in range(601, 606)],
    }
    for table in (False, True):
        print("given the discretion table" if table else "from practice alone, no discretion table")
        for size, made in runs.items():
            print(f"  {size:>11}: {_told(folder, made, table)}")


def _told(folder: Path, runs: list[Made], table: bool) -> str:
    right = wrong = cases = honest_cases = honest_wrong = left = 0
    found: dict[float, list[int]] = {}
    uniform = uniform_found = even = even_false = 0
    for made in runs:
        compared = _study(folder, made, table)
        flagged = unlike(compared)
        honest = {row[0] for row in made.rows if row[-2] in made.honest}
        right += len(flagged & made.planted.keys())
        levelled = {row[0] for row in made.rows if row[-2] in made.uniform}  # one figure for all leaves its tiers too: neither right nor wrong
        wrong += len(flagged - made.planted.keys() - levelled)
        honest_wrong, honest_cases = honest_wrong + len(flagged & honest), honest_cases + len(honest)
        cases, left = cases + len(made.rows), left + len(compared.left_out)
        for number, by in made.planted.items():
            tally = found.setdefault(by, [0, 0])
            tally[0] += number in flagged
            tally[1] += 1
        called = {(finding.cases or ("",))[0] for finding in compared.findings if finding.rule == "XA-04"}
        accused = {seen.bureau for seen in compared.cases if seen.name in called}
        uniform, uniform_found = uniform + len(made.uniform), uniform_found + len(made.uniform & accused)
        others = {row[-2] for row in made.rows} - made.uniform
        even, even_false = even + len(others), even_false + len(others & accused)
    recall = ", ".join(f"{by:+.0%} {hit}/{all_} {hit / all_:.3f}" for by, (hit, all_) in sorted(found.items()))
    parts = [f"{cases} cases, {left} left out"]
    if found:
        forty = [sum(found[by][n] for by in found if abs(by) == 0.4) for n in (0, 1)]
        parts.append(f"precision {right / max(right + wrong, 1):.3f} ({wrong} false), recall at 40 % {forty[0] / forty[1]:.3f} ({recall})")
    if honest_cases:
        parts.append(f"false on honest {honest_wrong}/{honest_cases} {honest_wrong / honest_cases:.2%}")
    if uniform:
        parts.append(f"uniform bureaus {uniform_found}/{uniform}")
    if even:
        parts.append(f"XA-04 false {even_false}/{even} bureaus")
    return "; ".join(parts)


def unlike(compared: Study) -> set[str]:
    """The cases whose fines are called unlike by XA-03, CL-15 or XA-15."""
    found = {
        group.members[number].seen.name
        for group, apart in zip(compared.groups, compared.outliers, strict=True)
        for number in apart
    }
    found |= {finding.case for finding in compared.findings if finding.case}
    return found | {finding.evidence[0].quote for finding in compared.findings if finding.rule == "XA-15"}


def _study(folder: Path, made: Made, table: bool) -> Study:
    path, settings = folder / "t.csv", folder / "settings.yaml"
    _write(path, made)
    settings.write_text(settings_text(), encoding="utf-8")
    return study(take([path]).cases, load(settings if table else None), Registers())


def _write(path: Path, made: Made) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADS, *made.rows])


def baselines(folder: Path) -> None:
    """The same tables by what an auditor does in Excel and by two learned detectors, at their best threshold."""
    from sklearn.ensemble import IsolationForest
    from sklearn.neighbors import LocalOutlierFactor

    for size, made in (("500", province(103, [("planted", 500)])), ("5000", province(204, [("planted", 500)] * 5 + [("honest", 500)] * 5))):
        compared = _study(folder, made, False)
        members = [(group, member) for group in compared.groups for member in group.members]
        truth = np.array([member.seen.name in made.planted for _, member in members])
        fines = np.log([float(member.seen.fine or 1) for _, member in members])
        measures = np.log([max(float(member.measure), 0.005) for _, member in members])
        sizes = np.array([np.log(float(member.size)) if member.size else 0.0 for _, member in members])
        causes = sorted({member.seen.cause or "" for _, member in members})
        kinds = np.array([[member.seen.cause == cause for cause in causes] for _, member in members], dtype=float)
        features = np.column_stack([fines, measures, sizes, 3 * kinds])
        scores = {
            "z of the fine by cause": _z(np.exp(fines), kinds),
            "z of the multiple by cause": _z(np.exp(measures), kinds),
            "IsolationForest": -IsolationForest(random_state=0).fit(features).score_samples(features),
            "LocalOutlierFactor": -LocalOutlierFactor(20).fit(features).negative_outlier_factor_,
        }
        print(f"{size} cases, {truth.sum()} planted and comparable")
        ours = np.array([member.seen.name in unlike(compared) for _, member in members])
        print(f"  {'anjuan':28} precision {truth[ours].mean():.3f} recall {ours[truth].mean():.3f}")
        for name, score in scores.items():
            print(f"  {name:28} {_curve(score, truth)}")


def _z(values: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    score = np.zeros(len(values))
    for column in kinds.T.astype(bool):
        inside = values[column]
        score[column] = np.abs(inside - inside.mean()) / (inside.std() or 1)
    return score


def _curve(score: np.ndarray, truth: np.ndarray) -> str:
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(truth[order])
    precision, recall = hits / np.arange(1, len(order) + 1), hits / truth.sum()
    best = np.argmax(2 * precision * recall / np.maximum(precision + recall, 1e-9))
    at = ", ".join(f"{precision[np.searchsorted(recall, level)]:.2f} at recall {level:.2f}" for level in (0.5, 0.9))
    beyond = score > 2
    usual = f"; |z|>2: precision {truth[beyond].mean() if beyond.any() else 0:.2f} recall {beyond[truth].mean():.2f}" if score.min() >= 0 else ""
    return f"best F1 precision {precision[best]:.2f} recall {recall[best]:.2f}; precision {at}{usual}"


def scale(folder: Path, size: int) -> None:
    """Time and memory of the whole command on a table of that many decisions."""
    from pipeline.single import compare_sources

    path = folder / f"{size}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        for part in range(0, size, 5000):
            writer.writerows(province(part, [("planted" if part % 10000 else "honest", 500)] * min(10, (size - part) // 500)).rows)
    began, used = time.monotonic(), _processor()
    findings = compare_sources([path], folder / f"out{size}", None)
    seconds, memory = time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    used = _processor() - used
    print(f"{size} decisions: {seconds:.0f} s, {used:.0f} s of processors ({1e6 * used / size:.0f} µs each), {memory:.0f} MB, {findings} findings")


def _processor() -> float:
    """Seconds of this process and its children: on a busy machine the clock tells more than the work."""
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    main()
