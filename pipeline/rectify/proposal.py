"""A light model over words proposes the kind of a clue; weights in models/clues, none: the words of kinds.yaml alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.rectify.kinds import OTHER, Kind, of_words

WEIGHTS = Path(__file__).parents[2] / "models" / "clues" / "weights.npz"
FEATURES = 2**15
_LEAST = 0.4  # below it the words alone decide, or a person


def propose(text: str) -> Kind:
    """The kind that a clue is probably of, and why; a person decides."""
    best, share = scores([text])[0]
    words = of_words(text)
    name, _, subkind = best.partition("：")
    if share >= _LEAST:
        told = f"；{words.reason}" if words and (words.name, words.subkind) == (name, subkind) else ""
        return Kind(name, subkind, f"词语模型判断（{share:.0%}）{told}")
    return words or Kind(OTHER, "", "没有足够的词语判断，待人工归类")


def scores(texts: Sequence[str]) -> list[tuple[str, float]]:
    """The likeliest label of each text and its share; ("", 0) where there are no weights."""
    import numpy as np

    model = _model()
    if model is None:
        return [("", 0.0)] * len(texts)
    labels, weights, bias = model
    raw = vectorizer().transform(texts) @ weights + bias
    shares = np.exp(raw - raw.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return [(str(labels[row.argmax()]), float(row.max())) for row in shares]


@cache
def vectorizer() -> Any:
    """Characters in twos and threes, hashed: nothing to learn and nothing to store but the weights."""
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(analyzer="char", ngram_range=(2, 3), n_features=FEATURES, alternate_sign=False, binary=True)


@cache
def _model() -> tuple[Any, Any, Any] | None:
    import numpy as np

    if not WEIGHTS.exists():
        return None
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return stored["labels"], stored["weights"].astype(np.float32), stored["bias"]
