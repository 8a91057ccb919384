"""Training the weights that find facts no pattern read (models/facts), on annotated texts as they are and in other words."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import plain
from pipeline.extract.learned import KIND, WEIGHTS, Tables, by_kind, looks, model
from pipeline.extract.tidy import tidy
from pipeline.learn.annotated import Annotated, load
from pipeline.learn.reworded import reworded
from pipeline.learn.scored import agrees
from pipeline.read.plain import text_page
from pipeline.records import Document, SourceFile

TEXTS = Path(__file__).parents[2] / "annotations" / "facts" / "dev.jsonl"
AGAIN = 8  # times a text is read in other words
HOLD = 0.5  # how freely the weights may move (C)
SEEN = 3  # candidates that must show a thing before it weighs anything
FOLDS = 5
WRONG_AT_MOST = 0.05  # of what is given, by cross-validation
LEAST = 0.6  # likelihood without which nothing is given: other texts are harder
LIGHT = 0.05  # weights that change nothing
ENOUGH = 40  # values given by cross-validation, without which a fact is left out
Text = tuple[str, str, Annotated]  # id, as extract reads it, annotation


@dataclass(frozen=True, slots=True)
class Looked:
    """All candidates of a kind in all texts: what is seen of each, the text it stands in, its value."""

    terms: Sequence[str]
    table: Any
    owners: Any  # array
    values: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One fact by cross-validation: in how many texts it is told, given where likely enough, and right then."""

    told: int
    given: int
    right: int
    least: float


def train(out: Path = WEIGHTS.parent, *, seed: int = 9601) -> dict[str, Found]:
    """Fit and write weights.json and scores.json into `out`. The same seed gives the same weights."""
    texts = _texts(seed)
    found: dict[str, Found] = {}
    content: dict[str, dict[str, Any]] = {"least": {}, "facts": {}}
    for kind in sorted(set(KIND.values())):
        looked = looked_at(texts, kind)
        for name in (name for name in KIND if KIND[name] == kind):
            found[name] = crossed(texts, looked, name)
            if found[name].given >= ENOUGH:
                content["least"][name] = found[name].least
                content["facts"][name] = weighed(texts, looked, name)
    out.mkdir(parents=True, exist_ok=True)
    (out / "weights.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
    digest = hashlib.sha256("\n".join(words for _, words, _ in texts).encode()).hexdigest()
    scores = {"seed": seed, "texts": len(texts), "sha256": digest, "crossed": {name: asdict(one) for name, one in found.items()}}
    (out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    return found


def apart(seed: int = 9601) -> dict[str, Tables]:
    """By id of a text, weights that never saw it: what the judge learns from must not be better than what it will meet."""
    texts = _texts(seed)
    ids = sorted({one for one, _, _ in texts})
    names = sorted(model()["facts"])
    looked = {kind: looked_at(texts, kind) for kind in sorted({KIND[name] for name in names})}
    found: dict[str, Tables] = {}
    for fold in range(FOLDS):
        out = set(ids[fold::FOLDS])
        inside = np.array([one not in out for one, _, _ in texts])
        told = by_kind({name: weighed(texts, looked[KIND[name]], name, inside) for name in names})
        found |= dict.fromkeys(sorted(out), told)
    return found


def _texts(seed: int) -> list[Text]:
    """As they are, and in other words."""
    chance = random.Random(seed)
    annotated = load(TEXTS)
    return [_tidied(item, item) for item in annotated] + [
        _tidied(item, reworded(item, chance)) for _ in range(AGAIN) for item in annotated
    ]


def _tidied(item: Annotated, worded: Annotated) -> Text:
    page = text_page(SourceFile(Path("text.txt"), "text.txt", "", "text"), worded.text)
    return item.id, tidy(Document("decision", "", (page,))).plain, item


def looked_at(texts: Sequence[Text], kind: str) -> Looked:
    """Every candidate of a kind."""
    from sklearn.feature_extraction import DictVectorizer

    rows, owners, values = [], [], []
    for at, (_, words, _) in enumerate(texts):
        for one, seen in looks(words, kind):
            rows.append(seen)
            owners.append(at)
            values.append(plain.value(one.value))
    often = Counter(feature for row in rows for feature in row)
    terms = DictVectorizer(dtype=np.float32)
    table = terms.fit_transform([{feature: 1.0 for feature in row if often[feature] >= SEEN} for row in rows])
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)  # all that liblinear takes
    return Looked(terms.feature_names_, table, np.array(owners), values)


def weighed(texts: Sequence[Text], looked: Looked, name: str, inside: Any = True) -> dict[str, float]:
    """What each thing seen weighs, by all texts or those `inside`; "" is the bias."""
    fitted = _fitted(texts, looked, name, inside)
    weights = {feature: round(float(weight), 2) for feature, weight in zip(looked.terms, fitted.coef_[0], strict=True)}
    return {"": round(float(fitted.intercept_[0]), 3), **{feature: weight for feature, weight in weights.items() if abs(weight) >= LIGHT}}


def _fitted(texts: Sequence[Text], looked: Looked, name: str, inside: Any) -> Any:
    from sklearn.linear_model import LogisticRegression

    usable = np.array([name not in item.open for _, _, item in texts]) & inside
    rows = np.flatnonzero(usable[looked.owners]).tolist()
    right = [agrees(name, texts[looked.owners[row]][2].facts.get(name), looked.values[row]) for row in rows]
    return LogisticRegression(C=HOLD, max_iter=500, solver="liblinear").fit(looked.table[rows], right)


def crossed(texts: Sequence[Text], looked: Looked, name: str) -> Found:
    """What weights find in texts they never saw, and from which likelihood on hardly anything is wrong."""
    ids = sorted({one for one, _, _ in texts})
    given: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        out = set(ids[fold::FOLDS])
        inside = np.array([one not in out for one, _, _ in texts])
        sure = _fitted(texts, looked, name, inside).predict_proba(looked.table)[:, 1]
        for at in np.flatnonzero(~inside).tolist():
            item, rows = texts[at][2], np.flatnonzero(looked.owners == at)
            if name not in item.open and len(rows):
                row = int(rows[np.argmax(sure[rows])])
                given.append((float(sure[row]), agrees(name, item.facts.get(name), looked.values[row])))
    given.sort(key=lambda one: -one[0])
    wrong, count, least = 0, 0, 1.0
    for number, (likely, right) in enumerate(given, 1):
        wrong += not right
        if likely >= LEAST and wrong <= WRONG_AT_MOST * number:
            count, least = number, likely
    told = sum(name in item.facts and name not in item.open for _, _, item in texts)
    return Found(told, count, sum(right for _, right in given[:count]), round(least, 4))
