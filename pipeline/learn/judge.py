"""Training the judge (models/judge): how sure a fact is, learned on synthetic cases read as they are and as a bad scan would give them."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import extract, plain, read, split, synth
from pipeline.extract.assemble import assembled
from pipeline.extract.judge import FEATURES, WEIGHTS, chance, features, seen
from pipeline.learn.evaluate import parts
from pipeline.learn.noise import misread
from pipeline.records import Fact, Page

BOUNDS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)  # of the reliability table
SURE = 0.9
WRONG_AT_MOST = 0.003  # of the facts given as sure, on the training cases: others will be harder
STEP = 0.25


@dataclass(frozen=True, slots=True)
class Sample:
    """One fact as read, what the rules alone thought of it, and whether it is right."""

    case: str
    name: str
    row: tuple[float, ...]
    raw: float
    right: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """On styles never trained on: share of wrong facts among those given with 0.9 and more, and Brier score, before and after."""

    facts: int
    right: float
    wrong_sure_raw: float
    wrong_sure: float
    brier_raw: float
    brier: float
    below: float  # share of right facts that fall below 0.9


def train(out: Path = WEIGHTS.parent, *, cases: int = 16, seed: int = 9301) -> Scores:
    """Make cases, fit, write weights.json and scores.json into `out`. The same seed gives the same weights."""
    from sklearn.linear_model import LogisticRegression

    samples = list(made(cases, seed, "train"))
    names = sorted({sample.name for sample in samples})
    rows = [[*sample.row, *(float(sample.name == name) for name in names)] for sample in samples]
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, [sample.right for sample in samples])
    weights = [round(float(weight), 4) for weight in model.coef_[0]]
    content = {
        "features": list(FEATURES),
        "bias": round(float(model.intercept_[0]), 4),
        "weights": weights[: len(FEATURES)],
        "facts": dict(zip(names, weights[len(FEATURES) :], strict=True)),
    }
    content = cautious(content, samples)
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    scores = score(list(made(max(cases // 2, 2), seed + 1, "held")), content)
    digest = hashlib.sha256(json.dumps([asdict(sample) for sample in samples], sort_keys=True).encode()).hexdigest()
    kept = {"cases": cases, "seed": seed, "samples": len(samples), "sha256": digest, "held": asdict(scores)}
    (out / "scores.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return scores


def cautious(weights: dict[str, Any], samples: Sequence[Sample]) -> dict[str, Any]:
    """The weights with scans trusted so much less that hardly anything wrong is given as sure: the fit alone minds all errors alike."""
    at = FEATURES.index("scanned")
    while score(samples, weights).wrong_sure > WRONG_AT_MOST and weights["weights"][at] > -4:
        row = list(weights["weights"])
        row[at] = round(row[at] - STEP, 4)
        weights = {**weights, "weights": row}
    return weights


def made(cases: int, seed: int, styles: str) -> Iterator[Sample]:
    """Every fact of made-up cases of these styles: as written and twice misread, and of their decisions alone."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        synth.make(place, cases=cases, seed=seed, kind="pdf", styles=styles)
        yield from of_archive(place, seed)


def of_archive(place: Path, seed: int, *, noises: Sequence[float | None] = (None, 0.06, 0.2)) -> Iterator[Sample]:
    """The facts of an archive with its gold; a noise is the share of lines read badly, None: as it is."""
    gold = {row["case"]: row for row in map(json.loads, (place / "gold" / "cases.jsonl").read_text(encoding="utf-8").splitlines())}
    chance = random.Random(seed)
    for files in read.collect(place / "archive").cases:
        if files.case_id not in gold:
            continue
        pages = [page for source in files.files for page in read.read(source).pages]
        decision = next((paper.pages for paper in split.split(pages)[0].documents if paper.role == "decision"), ())
        for noise in noises:
            for own in (pages, decision):
                yield from _of_case(gold[files.case_id], [misread(page, chance, noise) for page in own] if noise else own)


def _of_case(gold: Mapping[str, Any], pages: Sequence[Page]) -> Iterator[Sample]:
    bundle = split.split(pages)[0]
    fields = [
        replace(item, document=index) for index, document in enumerate(bundle.documents) for item in extract.extract(document)
    ]
    filed, known = assembled(bundle, fields)
    around = seen(bundle.documents, filed)
    told = gold["facts"]
    for name, fact in known.items():
        if name in told and fact.value is not None:
            yield Sample(str(gold["case"]), name, features(fact, around), fact.confidence, _right(name, told[name], fact))


def _right(name: str, told: object, fact: Fact) -> bool:
    given = plain.fact_row(fact)["value"]
    return all(want == have for _, want, have in parts(name, told, given))


def score(samples: Sequence[Sample], weights: Mapping[str, Any]) -> Scores:
    """How well confidence tells right from wrong."""
    count = len(samples) or 1

    def wrong(sures: Sequence[float]) -> float:
        sure = [sample for sample, chance in zip(samples, sures, strict=True) if chance >= SURE]
        return round(sum(not sample.right for sample in sure) / (len(sure) or 1), 4)

    def brier(chances: Sequence[float]) -> float:
        return round(sum((chance - sample.right) ** 2 for sample, chance in zip(samples, chances, strict=True)) / count, 4)

    raw, after = [sample.raw for sample in samples], [chance(weights, sample.name, sample.row) for sample in samples]
    right = [sure for sample, sure in zip(samples, after, strict=True) if sample.right]
    below = sum(sure < SURE for sure in right) / (len(right) or 1)
    return Scores(
        len(samples), round(len(right) / count, 4), wrong(raw), wrong(after), brier(raw), brier(after), round(below, 4)
    )


def reliability(samples: Sequence[Sample], weights: Mapping[str, Any] | None) -> list[tuple[str, int, float, float]]:
    """Per band of confidence: its name, how many facts, their mean confidence, the share that is right; without weights: the rules' own."""
    sures = [chance(weights, sample.name, sample.row) if weights else sample.raw for sample in samples]
    bands: list[tuple[str, int, float, float]] = []
    edges = (0.0, *BOUNDS, 1.01)
    for low, high in zip(edges, edges[1:], strict=False):
        inside = [(sure, sample.right) for sure, sample in zip(sures, samples, strict=True) if low <= sure < high]
        if inside:
            mean, right = sum(sure for sure, _ in inside) / len(inside), sum(right for _, right in inside) / len(inside)
            bands.append((f"{low:.2f}–{min(high, 1):.2f}", len(inside), round(mean, 3), round(right, 4)))
    return bands
