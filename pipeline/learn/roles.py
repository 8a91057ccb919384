"""Training the model of page roles (models/roles) on synthetic papers without their titles."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from pipeline import read, synth
from pipeline.split.content import content
from pipeline.split.learned import SIZES, WEIGHTS, wording
from pipeline.split.views import views
from pipeline.titles import plain

_TERMS = 8000
_LEAST = 15  # characters without which a page says nothing
_SLIPS = "口一丨、日目人入木林上"  # what a scanner makes of other characters


@dataclass(frozen=True, slots=True)
class Sample:
    """A page with its true role; `text` without the title."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Scores:
    """How the pages of styles never trained on were named, as shares of all pages: right by the best guess; named at all; right of those."""

    pages: int
    right: float
    named: float
    right_of_named: float


def train(out: Path = WEIGHTS.parent, *, cases: int = 70, seed: int = 9101) -> Scores:
    """Make papers, fit, write weights.npz and scores.json into `out`; the scores are on styles never trained on.

    The same seed gives the same weights: scores.json holds the sha256 of the training text.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    samples = made(cases, seed, "train")
    chance = random.Random(seed)
    texts = [wording(sample.text) for sample in samples]
    texts += [misread(text, chance) for text in texts]
    roles = [sample.role for sample in samples] * 2
    terms = TfidfVectorizer(
        analyzer="char", ngram_range=(SIZES[0], SIZES[-1]), min_df=4, sublinear_tf=True, max_features=_TERMS, lowercase=False
    )
    model = LogisticRegression(C=10, max_iter=400).fit(terms.fit_transform(texts), roles)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out / WEIGHTS.name,
        roles=np.array(model.classes_),
        terms=np.array(terms.get_feature_names_out().tolist()),
        idf=terms.idf_.astype(np.float32),
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    scores = measure(made(cases // 2, seed + 1, "held"))
    told = {"data_sha256": hashlib.sha256("\n".join(texts).encode()).hexdigest(), "cases": cases, "seed": seed, "held": asdict(scores)}
    (out / "scores.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return scores


def made(cases: int, seed: int, styles: str) -> tuple[Sample, ...]:
    """Every page with words of that many synthetic cases, in digital form."""
    with tempfile.TemporaryDirectory() as folder:
        synth.make(Path(folder), cases=cases, seed=seed, kind="pdf", styles=styles)
        return tuple(samples(Path(folder) / "archive", Path(folder) / "gold"))


def samples(archive: Path, gold: Path) -> Iterator[Sample]:
    """The pages of an archive whose roles are known, titles cut off."""
    told = {row["case"]: row for row in map(json.loads, (gold / "cases.jsonl").read_text(encoding="utf-8").splitlines())}
    for case in read.collect(archive).cases:
        if case.case_id not in told:
            continue
        roles = {(paper["source"], page): paper["role"] for paper in told[case.case_id]["documents"] for page in paper["pages"] or ()}
        for view in views([page for source in case.files for page in read.read(source).pages]):
            role = roles.get((view.page.source.name, view.page.number))
            text = view.page.text[view.heading.end :] if view.heading else view.page.text
            if role and not view.part and len(plain(text)) >= _LEAST:
                yield Sample(role, text)


def measure(pages: Sequence[Sample]) -> Scores:
    """Score what `content` says of pages without titles."""
    votes = [content(page.text) for page in pages]
    named = [vote.role == page.role for vote, page in zip(votes, pages, strict=True) if vote.role]
    right = sum(vote.likeliest == page.role for vote, page in zip(votes, pages, strict=True))
    return Scores(len(pages), right / len(pages), len(named) / len(pages), sum(named) / max(1, len(named)))


def misread(text: str, chance: random.Random) -> str:
    """As a poor scan gives it: characters dropped and taken for others."""
    return "".join(chance.choice(_SLIPS) if luck < 0.04 else char for char in text if (luck := chance.random()) >= 0.02)
