"""Training the model that proposes the kind of a clue (models/clues), and its scores."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.learn.clue_texts import GRAMMAR, clue_texts
from pipeline.rectify.proposal import WEIGHTS, scores, vectorizer


def train(out: Path = WEIGHTS.parent, *, count: int = 6000, seed: int = 1) -> str:
    """Fit on texts of the train styles and store the weights in `out`, in halves and without pickle; the sha256 of the grammar."""
    from sklearn.linear_model import LogisticRegression

    texts, labels = zip(*clue_texts("train", "train", count, seed), strict=True)
    model = LogisticRegression(C=10.0, max_iter=200).fit(vectorizer().transform(texts), labels)
    out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        out / WEIGHTS.name,
        labels=np.array(model.classes_, dtype=np.str_),
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    return hashlib.sha256(GRAMMAR.read_bytes()).hexdigest()


def measure(facts: str = "test", count: int = 2000, seed: int = 7) -> dict[str, Any]:
    """Macro-F1 and F1 a label on texts of styles that training did not see; `facts`: test for wordings it did not see either."""
    from sklearn.metrics import f1_score

    texts, labels = zip(*clue_texts("test", facts, count, seed), strict=True)
    told = [label for label, _ in scores(texts)]
    names = sorted(set(labels))
    each = f1_score(labels, told, labels=names, average=None, zero_division=0.0)
    return {"macro_f1": float(np.mean(each)), "each": dict(zip(names, map(float, each), strict=True))}

