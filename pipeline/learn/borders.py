"""Training the model of borders between papers (models/borders) on synthetic papers laid out anew."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import read, synth
from pipeline.learn.repaged import Leaf, repaged
from pipeline.learn.roles import misread
from pipeline.records import Page
from pipeline.split.content import content
from pipeline.split.pairs import AGAIN, FEATURES, features
from pipeline.split.sequence import OTHER, WEIGHTS, kinship
from pipeline.split.views import views

_SMOOTH = 0.5  # added to every count of a role after another
_ORDER = 0.5  # how much the usual order of papers counts: counties bind in other orders

Papers = Sequence[Mapping[str, Any]]
Case = tuple[Sequence[Page], Papers]


@dataclass(frozen=True, slots=True)
class Sample:
    """A page without a title after another page: what is seen of both, and whether a paper begins."""

    seen: tuple[float, ...]
    begins: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """Pages without a title of styles never trained on: how many, papers cut in two, papers joined, and both where only sure cuts count (.8)."""

    pages: int
    false_cuts: int
    missed_cuts: int
    false_when_sure: int
    missed_when_sure: int


def train(out: Path = WEIGHTS.parent, *, cases: int = 50, seed: int = 9301) -> Scores:
    """Make papers, lay them out anew, fit, write weights.json and scores.json into `out`.

    The same seed gives the same weights: scores.json holds the sha256 of the training text.
    """
    from sklearn.linear_model import LogisticRegression

    told = made(cases, seed, "train")
    given = [sample for noisy in (False, True) for sample in samples(told, seed + noisy, noisy=noisy)]
    model = LogisticRegression(C=0.5, max_iter=2000).fit(np.array([one.seen for one in given]), [one.begins for one in given])
    roles, follows = order(papers for _, papers in told)
    out.mkdir(parents=True, exist_ok=True)
    weights = {
        "features": [*FEATURES, "fits the paper before", "fits another", "fits it better", "fits it better once more", "kin of it"],
        "weights": np.round(model.coef_[0], 3).tolist(),
        "bias": np.round(model.intercept_, 3).tolist(),
        "roles": roles,
        "follows": np.round(follows, 2).tolist(),
    }
    (out / WEIGHTS.name).write_text(json.dumps(weights, ensure_ascii=False).replace("], ", "],\n") + "\n", encoding="utf-8")
    scores = measure(model, list(samples(made(cases // 3, seed + 1, "held"), seed)))
    text = "\n".join(page.text for pages, _ in told for page in pages)
    about = {"data_sha256": hashlib.sha256(text.encode()).hexdigest(), "cases": cases, "seed": seed, "held": asdict(scores)}
    (out / "scores.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return scores


def made(cases: int, seed: int, styles: str) -> list[Case]:
    """Pages and papers of that many synthetic cases in digital form."""
    with tempfile.TemporaryDirectory() as folder:
        synth.make(Path(folder), cases=cases, seed=seed, kind="pdf", styles=styles)
        told = {row["case"]: row for row in map(json.loads, (Path(folder) / "gold" / "cases.jsonl").read_text(encoding="utf-8").splitlines())}
        return [
            ([page for source in case.files for page in read.read(source).pages], told[case.case_id]["documents"])
            for case in read.collect(Path(folder) / "archive").cases
            if case.case_id in told
        ]


def samples(told: Sequence[Case], seed: int, *, noisy: bool = False) -> Iterator[Sample]:
    """Every page without a title that follows another of its file."""
    chance = random.Random(seed)
    for pages, papers in told:
        leaves = [_noisy(leaf, chance) if noisy else leaf for leaf in repaged(pages, papers, chance)]
        owner = {(leaf.page.source.name, leaf.page.number): leaf.paper for leaf in leaves}
        seen = views([leaf.page for leaf in leaves])
        for before, view in zip(seen, seen[1:], strict=False):
            if view.heading or view.part or view.page.source.name != before.page.source.name:
                continue
            own, other = (owner[one.page.source.name, one.page.number] for one in (view, before))
            vote = content(view.page.text)
            told_of_both = features(before, view)
            fits = kinship(vote, papers[other]["role"], bool(told_of_both[AGAIN]))
            yield Sample((*told_of_both, *fits), own != other)


def order(cases: Iterator[Papers]) -> tuple[list[str], np.ndarray[Any, np.dtype[np.float64]]]:
    """How much likelier one role is after another than anywhere: 1 where the order tells nothing."""
    pairs: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for papers in cases:
        said = [paper["role"] for paper in papers]
        alone.update(said)
        pairs.update(zip(said, said[1:], strict=False))
    roles = sorted({*alone, OTHER})
    share = np.array([alone[role] + _SMOOTH for role in roles])
    share /= share.sum()
    counts = np.array([[pairs[one, two] for two in roles] for one in roles]) + _SMOOTH * len(roles) * share
    return roles, (counts / counts.sum(axis=1, keepdims=True) / share) ** _ORDER


def measure(model: Any, given: Sequence[Sample]) -> Scores:
    """What the model says of pairs it was not trained on."""
    sure = model.predict_proba(np.array([one.seen for one in given]))[:, 1]
    begins = np.array([one.begins for one in given])
    wrong = [(int(((sure > line) & ~begins).sum()), int(((sure <= line) & begins).sum())) for line in (0.5, 0.8)]
    return Scores(len(given), *wrong[0], *wrong[1])


def _noisy(leaf: Leaf, chance: random.Random) -> Leaf:
    """As a poor scan gives it: characters dropped and misread, line by line."""
    page = leaf.page
    text, lines = "", []
    end = 0
    for line in sorted(page.lines, key=lambda line: line.start):
        text += page.text[end : line.start]
        start = len(text)
        text += misread(page.text[line.start : line.end], chance)
        end = line.end
        lines.append(replace(line, start=start, end=len(text)))
    return replace(leaf, page=replace(page, text=text, lines=tuple(lines), origin="ocr"))

