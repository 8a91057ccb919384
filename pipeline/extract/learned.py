"""What no pattern of ours read in a paper alone, found by learned weights among all that could be it (models/facts/card.md).

Such a fact is never sure, and no accusation rests on it (`told`): a pattern says why, weights do not.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.extract.candidates import Candidate, candidates
from pipeline.extract.names import MASK
from pipeline.extract.settle import same
from pipeline.extract.tidy import tidy
from pipeline.records import Document, Fact

WEIGHTS = Path(__file__).parents[2] / "models" / "facts" / "weights.json"
KIND = {  # of what each fact is a candidate
    "party_name": "name", "legal_representative": "name", "authority": "body", "court": "body", "reconsideration_to": "body",
    "fine_yuan": "sum", "confiscated_yuan": "sum", "illegal_gains_yuan": "sum", "pay_days": "period", "reconsideration_days": "period",
    "suit_months": "period", "party_address": "address", "decision_date": "day", "violation_date": "day",
}  # fmt: skip
BEFORE, BEHIND = 14, 10  # characters looked at around a candidate
TAIL, HEAD = 25, 40  # characters from the end or the beginning of the text
MOST = 0.85  # confidence
EVEN = 0.5
Guesses = Mapping[str, tuple[Candidate, float]]
Tables = Mapping[str, tuple[Sequence[str], tuple[float, ...], Mapping[str, tuple[float, ...]]]]  # by kind: facts, biases, weights


def learned(documents: Sequence[Document], known: Mapping[str, Fact]) -> Iterator[Fact]:
    """The facts of KIND that are not known, or likelier wrong than right, where one candidate is likely enough."""
    if len(documents) != 1:
        return
    text, least = tidy(documents[0]), model()["least"]
    for name, (one, sure) in guessed(text.plain).items():
        if sure >= least[name] and _open(name, one, known):
            place = text.evidence(one.start, one.end)
            yield Fact(name, one.value, (place,), round(min(sure, MOST) * text.confidence(one.start, one.end), 4), told=True)


@lru_cache(maxsize=2)  # the judge asks first
def guessed(plain: str) -> Guesses:
    """Of each fact of KIND the likeliest candidate."""
    return guesses(plain, tables())


def guesses(plain: str, weights: Tables) -> Guesses:
    """The likeliest candidates by these weights, and how likely they are."""
    found: dict[str, tuple[Candidate, float]] = {}
    for kind, (names, bias, table) in weights.items():
        best: list[tuple[float, Candidate | None]] = [(-math.inf, None)] * len(names)
        for one, features in looks(plain, kind):
            rows = [table[feature] for feature in features if feature in table]
            for at, total in enumerate(map(sum, zip(bias, *rows, strict=True))):
                if total > best[at][0]:
                    best[at] = (total, one)
        found |= {name: (one, 1 / (1 + math.exp(-total))) for name, (total, one) in zip(names, best, strict=True) if one}
    return found


def _open(name: str, one: Candidate, known: Mapping[str, Fact]) -> bool:
    if name in known:
        told = known[name].value
        return known[name].confidence < EVEN and not isinstance(told, tuple | Mapping | None) and not same(name, told, one.value)
    penalties = known["penalties"].value if name == "fine_yuan" and "penalties" in known else None
    return not isinstance(penalties, tuple) or "罚款" in penalties  # who was not fined has no fine


def by_kind(weights: Mapping[str, Mapping[str, float]]) -> Tables:
    """The weights of each fact, side by side for facts of one kind: a thing seen is looked up once."""
    found = {}
    for kind in sorted({KIND[name] for name in weights}):
        names = [name for name in weights if KIND[name] == kind]
        features = {feature for name in names for feature in weights[name]} - {""}
        table = {feature: tuple(weights[name].get(feature, 0.0) for name in names) for feature in features}
        found[kind] = (names, tuple(weights[name][""] for name in names), table)
    return found


def looks(plain: str, kind: str) -> tuple[tuple[Candidate, tuple[str, ...]], ...]:
    """Every candidate with what is seen of it."""
    found = candidates(plain, kind)
    often = Counter(one.value for one in found)
    first: dict[object, int] = {}
    for one in found:
        first.setdefault(one.value, one.start)
    return tuple((one, tuple(_seen(plain, kind, one, often[one.value], first[one.value] == one.start))) for one in found)


def _seen(plain: str, kind: str, one: Candidate, often: int, first: bool) -> Iterator[str]:
    before, behind = plain[max(0, one.start - BEFORE) : one.start], plain[one.end : one.end + BEHIND]
    own, clause = plain[one.start : one.end], re.split(r"[，。；\n]", before)[-1]
    last, following = before[-1:], behind[:1]
    yield f"form {one.form}"
    yield from (f"before{size} {before[-size:]}" for size in (1, 2, 3, 4))
    yield from (f"behind{size} {behind[:size]}" for size in (1, 2, 3))
    yield f"before {one.form} {last}"
    yield f"behind {one.form} {following}"
    yield f"place {one.start * 8 // (len(plain) + 1)}"
    yield f"length {min(len(own), BEFORE + BEHIND)}"
    yield f"often {min(often, 4)}"
    yield f"first {first}"
    yield f"begins {last in ('', chr(10))}"
    yield f"ends {following in ('', chr(10))}"
    yield f"head {one.start < HEAD}"
    yield f"tail {len(plain) - one.end < TAIL}"
    yield f"own {own[:1]}"
    yield f"own {own[-2:]}"
    yield f"masked {any(sign in own for sign in MASK)}"
    yield f"quoted {before.rfind('“') > before.rfind('”')}"
    if kind == "period":
        yield f"value {one.value}"
    yield from {f"near {before[at : at + 2]}" for at in range(len(before) - 1)}
    yield from {f"after {behind[at : at + 2]}" for at in range(len(behind) - 1)}
    yield from {f"clause {clause[at : at + 2]}" for at in range(len(clause) - 1)}


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The shipped weights as guesses() reads them."""
    return by_kind(model()["facts"])


@lru_cache(maxsize=1)
def model() -> Mapping[str, Any]:
    """The shipped weights: for each fact what each thing seen weighs, and from which likelihood on it is given."""
    content: Mapping[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return content
