"""Neighbours for cases that no band tells apart: learned likeness of quantities, circumstances and the account of the facts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline.compare.peers import Group, Member
from pipeline.compare.rule import Signal

_QUANTITY, _TRAIT, _WORDS = 1.0, 0.7, 1.0  # what a doubled quantity, a circumstance and wholly other words weigh


def with_neighbours(group: Group, signal: Signal) -> Group:
    """The group with its learned neighbours, where it has no band and is neither too small nor too large for it."""
    if group.quantity or not signal.count("least_cases") <= len(group.members) <= signal.count("learned_up_to"):
        return group
    return replace(group, near=_similar(group.members, min(signal.count("listed"), len(group.members) - 1)))


def _similar(members: Sequence[Member], count: int) -> tuple[tuple[int, ...], ...]:
    """Of each member the places of the cases most like it, nearest first; never itself.

    Quantities count by their logarithm, scaled by their spread in the group; what one of two cases does not tell is no difference.
    """
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.neighbors import NearestNeighbors

    names = sorted({name for member in members for name in member.seen.quantities})
    table = np.array([[_logarithm(member, name) for name in names] for member in members]).reshape(len(members), len(names))
    with np.errstate(all="ignore"):
        middle, spread = (np.array([_known(column, kind) for column in table.T.tolist()]) for kind in ("middle", "spread"))
    scaled = np.where(np.isnan(table), 0.0, (table - middle) / np.maximum(spread, math.log(2)))
    circumstances = sorted({trait for member in members for trait in member.seen.traits})
    told = np.array([[trait in member.seen.traits for trait in circumstances] for member in members], dtype=float)
    words = HashingVectorizer(analyzer="char", ngram_range=(2, 3), alternate_sign=False, n_features=2**12)
    grams = words.transform([member.seen.told or " " for member in members])
    told = told.reshape(len(members), len(circumstances))
    features = hstack([csr_matrix(_QUANTITY * scaled), csr_matrix(_TRAIT * told), _WORDS * grams]).tocsr()
    near = NearestNeighbors(n_neighbors=count, algorithm="brute").fit(features).kneighbors(return_distance=False)
    return tuple(tuple(int(other) for other in row) for row in near)


def _logarithm(member: Member, name: str) -> float:
    amount = member.seen.quantities.get(name)
    return math.log(float(amount)) if amount and amount > 0 else math.nan


def _known(column: Sequence[float], kind: str) -> float:
    values = sorted(value for value in column if not math.isnan(value))
    if not values:
        return 0.0
    middle = values[len(values) // 2]
    return middle if kind == "middle" else values[(3 * len(values)) // 4] - values[len(values) // 4]
