"""What a learned model makes of a page's words (models/roles/card.md): a probability for every role."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.titles import plain

WEIGHTS = Path(__file__).parents[2] / "models" / "roles" / "weights.npz"
SIZES = (2, 3)  # characters a term is long
_READ = 1500  # so many characters of a page are looked at


@dataclass(frozen=True, slots=True)
class _Model:
    roles: tuple[str, ...]
    terms: Mapping[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]  # term × role
    bias: NDArray[np.float32]


def likely(text: str) -> Mapping[str, float]:
    """The probability of each role the model knows, by the page's words alone (logistic regression on tf-idf of characters)."""
    model = _model()
    found = Counter([place for term in terms(wording(text)) if (place := model.terms.get(term)) is not None])
    at = np.fromiter(found, dtype=np.int64, count=len(found))
    counts = np.fromiter((1 + math.log(count) for count in found.values()), dtype=np.float32, count=len(found))
    values = counts * model.idf[at]
    length = float(np.linalg.norm(values)) or 1.0
    logits = (values / length) @ model.weights[at] + model.bias
    odds = np.exp(logits - logits.max())
    return dict(zip(model.roles, (odds / odds.sum()).tolist(), strict=True))


def wording(text: str) -> str:
    """A page's words as the model sees them: no spaces, every digit alike."""
    return re.sub(r"\d", "0", plain(text))[:_READ].lower()


def terms(said: str) -> Iterator[str]:
    """Every run of two and of three characters."""
    for size in SIZES:
        for at in range(len(said) - size + 1):
            yield said[at : at + size]


@lru_cache(maxsize=1)
def _model() -> _Model:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        content: dict[str, Any] = {name: stored[name] for name in stored.files}
    return _Model(
        tuple(content["roles"].tolist()),
        {term: at for at, term in enumerate(content["terms"].tolist())},
        content["idf"].astype(np.float32),
        content["weights"].astype(np.float32),
        content["bias"].astype(np.float32),
    )
