"""Whether a page without a title begins a paper, and which: what stands before and after it decides too (models/borders/card.md)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.split.content import Vote, families, least
from pipeline.split.pairs import AGAIN, features
from pipeline.split.views import View

WEIGHTS = Path(__file__).parents[2] / "models" / "borders" / "weights.json"
OTHER = "other"
_FLOOR = 1e-4

Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Guess:
    """How likely a page begins a paper, and what paper it then is."""

    begins: float
    role: str
    named: float  # chance of that role, given that one begins


@dataclass(frozen=True, slots=True)
class _Model:
    roles: tuple[str, ...]
    weights: Row  # of features, then of the five of `kinship`
    bias: float
    follows: NDArray[np.float64]  # role × role: how much likelier the second is after the first than anywhere


def judge(before: View, role: str, ahead: Sequence[tuple[View, Vote]], then: str | None) -> Guess:
    """The first page of `ahead`, which follows a paper of that role; `ahead` are pages without titles, `then` the role the next title gives.

    A forward step from what is known and a backward pass over the pages ahead: a chain over roles in which every page goes on or begins.
    """
    model = _model()
    known = {name: at for at, name in enumerate(model.roles)}
    after = model.follows[:, known[then]] if then in known else np.ones(len(model.roles))
    pages = [before, *(view for view, _ in ahead)]
    for at in range(len(ahead) - 1, 0, -1):
        vote = ahead[at][1]
        each = _begins(pages[at], pages[at + 1], vote)
        after = (1 - each) * after + each * (_next(vote) @ after)
    view, vote = ahead[0]
    current = known.get(role, known[OTHER])
    begins = float(_begins(before, view, vote)[current])
    new = _next(vote)[current] * after
    chance = begins * float(new.sum())
    best = int(new.argmax())
    return Guess(chance / (chance + (1 - begins) * float(after[current])), model.roles[best], float(new[best] / new.sum()))


def kinship(vote: Vote, role: str, again: bool) -> tuple[float, ...]:
    """How well a page's words fit the paper before it; `again`: it bears the labels at the head of that paper once more."""
    own = math.log(max(vote.chances.get(role, 0), _FLOOR))
    best = math.log(max(max((chance for name, chance in vote.chances.items() if name != role), default=0), _FLOOR))
    kin = any({role, vote.likeliest} <= family for family in families())
    return own / 9, best / 9, float(own > best and not again), float(own > best and again), float(kin)


def _begins(before: View, view: View, vote: Vote) -> Row:
    """The chance that a paper begins with this page, for each role the paper before may have."""
    model = _model()
    seen = np.array(features(before, view))
    fits = np.array([kinship(vote, role, bool(seen[AGAIN])) for role in model.roles])
    logit = seen @ model.weights[: len(seen)] + fits @ model.weights[len(seen) :] + model.bias
    return np.asarray(1 / (1 + np.exp(-logit)))


def _next(vote: Vote) -> NDArray[np.float64]:
    """role × role: the chance of the second where a paper begins after the first. A role without words of its own counts for `other`."""
    model = _model()
    own = np.array([vote.chances.get(role, 0) if vote.scores.get(role, 0) >= least() else 0 for role in model.roles])
    own[model.roles.index(OTHER)] += max(0.0, 1 - float(own.sum()))
    joint = own * model.follows
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))


@lru_cache(maxsize=1)
def _model() -> _Model:
    told: Mapping[str, list[float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return _Model(tuple(map(str, told["roles"])), np.array(told["weights"]), float(told["bias"][0]), np.array(told["follows"]))
