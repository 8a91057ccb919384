"""Training the judge (models/judge): how sure a fact is, learned on made-up files and on annotated texts in other words, clear and misread."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import synth
from pipeline.extract.judge import BY_KIND, SURE, WEIGHTS, chance, likelihood, settled
from pipeline.learn.annotated import Annotated, load
from pipeline.learn.facts import apart
from pipeline.learn.readings import Sample, Usual, of_archive, of_texts, usual
from pipeline.learn.reliability import Reliability, reliability
from pipeline.learn.reworded import reworded

TEXTS = Path(__file__).parents[2] / "annotations" / "facts" / "dev.jsonl"
AGAIN = 12  # times a text is read in other words
MISREAD = (0.06, 0.2)  # share of lines read badly, for texts in other words
WRONG_AT_MOST = 0.004  # of what is given as sure; what was never seen will be harder
FOLDS = 6
HOLD = {"file": 1.0, "paper": 0.02}  # how freely the weights may move (C): texts are few, and read again and again
OWN = {  # what may weigh otherwise for each fact
    "file": (),
    "paper": ("labelled", "again", "rivals", "position", "titled", "core", "shared", "length", "opened", "closed", "seconded", "denied"),
}
Weights = dict[str, list[float]]


def train(out: Path = WEIGHTS.parent, *, cases: int = 32, seed: int = 9301) -> dict[str, dict[str, Reliability]]:
    """Read, fit, write weights.json and scores.json into `out`. The same seed gives the same weights.

    How far rules and judge are to be believed: `file` and `paper` by cross-validation, a case or text being wholly in or out; `held files`.
    """
    texts = load(TEXTS)
    common = usual(texts)
    samples = [*_made(cases, seed, "train", common), *_told(texts, common, seed)]
    content: dict[str, Any] = {"features": {kind: list(names) for kind, names in BY_KIND.items()}, "usual": common, "sure": {}}
    scores: dict[str, dict[str, Reliability]] = {}
    for kind in BY_KIND:
        own = [sample for sample in samples if sample.kind == kind]
        folds = crossed(own, kind)
        content["sure"][kind] = _sure_from(own, folds)
        content[kind] = fitted(own, kind)
        scores[kind] = _believed(own, [settled(told, content["sure"][kind]) for told in folds])
    held = [sample for sample in _made(max(cases // 2, 2), seed + 1, "held", common) if sample.kind == "file"]
    scores["held files"] = _believed(held, [chance(content, "file", sample.row, sample.name) for sample in held])
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    digest = hashlib.sha256(json.dumps([asdict(sample) for sample in samples], sort_keys=True).encode()).hexdigest()
    kept: dict[str, Any] = {"cases": cases, "seed": seed, "samples": len(samples), "sha256": digest}
    kept |= {name: {by: asdict(one) for by, one in told.items()} for name, told in scores.items()}
    (out / "scores.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return scores


def _made(cases: int, seed: int, styles: str, common: Usual) -> Iterable[Sample]:
    """Every fact of made-up cases of these styles: as written and twice misread, whole and the decision alone."""
    with tempfile.TemporaryDirectory() as scratch:
        synth.make(Path(scratch), cases=cases, seed=seed, kind="pdf", styles=styles)
        yield from of_archive(Path(scratch), seed, common)


def _told(texts: Sequence[Annotated], common: Usual, seed: int) -> Iterable[Sample]:
    """Every fact of the texts: as they are, in other words, and in other words misread."""
    chance = random.Random(seed)
    others = apart()
    yield from of_texts(texts, common, others)
    for _ in range(AGAIN):
        yield from of_texts([reworded(text, chance) for text in texts], common, others)
    for dim in MISREAD:
        yield from of_texts([reworded(text, chance) for text in texts], common, others, chance, dim)


def fitted(samples: Sequence[Sample], kind: str) -> Weights:
    """For each fact its bias and weights; under "" those of a fact never seen."""
    from sklearn.linear_model import LogisticRegression

    names = sorted({sample.name for sample in samples})
    rows = np.array([sample.row for sample in samples])
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    own = [BY_KIND[kind].index(name) for name in OWN[kind]]
    model = LogisticRegression(C=HOLD[kind], max_iter=1000).fit(
        _design((rows - mean) / spread, [sample.name for sample in samples], names, own), [sample.right for sample in samples]
    )
    shared, offsets, apart = np.split(model.coef_[0], [rows.shape[1], rows.shape[1] + len(names)])
    told: Weights = {}
    for at, name in enumerate(["", *names]):
        weights = shared.copy()
        if name:
            weights[own] += apart[at - 1 :: len(names)]
        bias = float(model.intercept_[0]) + (float(offsets[at - 1]) if name else 0.0) - float((weights * mean / spread).sum())
        told[name] = [round(value, 4) for value in (bias, *(weights / spread).tolist())]
    return told


def _design(rows: Any, told: Sequence[str], names: Sequence[str], own: Sequence[int]) -> Any:
    """The features, which fact it is, and the features that may weigh otherwise for each fact."""
    which = np.array([[float(name == one) for one in names] for name in told])
    return np.concatenate([rows, which, *(which * rows[:, [at]] for at in own)], axis=1)


def crossed(samples: Sequence[Sample], kind: str) -> list[float]:
    """The likelihood of each sample by weights that never saw its case or text."""
    cases = sorted({sample.case for sample in samples})
    found = [0.0] * len(samples)
    for fold in range(FOLDS):
        out = set(cases[fold::FOLDS])
        weights = fitted([sample for sample in samples if sample.case not in out], kind)
        for at, sample in enumerate(samples):
            if sample.case in out:
                found[at] = likelihood(weights, sample.row, sample.name)
    return found


def _sure_from(samples: Sequence[Sample], chances: Sequence[float]) -> float:
    """From which likelihood on hardly anything is wrong: the fit alone minds all errors alike."""
    wrong, best = 0, max(chances)
    ranked = sorted(((told, sample.right) for told, sample in zip(chances, samples, strict=True)), key=lambda one: -one[0])
    for count, (told, right) in enumerate(ranked, 1):
        wrong += not right
        if wrong <= WRONG_AT_MOST * count:
            best = told
    return max(round(best, 4), SURE)


def _believed(samples: Sequence[Sample], chances: Sequence[float]) -> dict[str, Reliability]:
    right = [sample.right for sample in samples]
    return {
        "rules": reliability([(sample.raw, sample.right) for sample in samples]),
        "judge": reliability(list(zip(chances, right, strict=True))),
    }
