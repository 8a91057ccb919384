"""How far confidence is to be believed: pairs of what was said and whether it was right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.judge import SURE

BOUNDS = (0.5, 0.7, 0.8, SURE, 0.95, 0.98)
Pair = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of facts given with a confidence."""

    facts: int
    right: float  # share
    unsure: float  # share given with less than 0.9
    wrong_sure: float  # share that is wrong, of those given with 0.9 and more
    right_unsure: float  # share given with less than 0.9, of the right ones
    brier: float
    ece: float  # mean distance between what was said and what was right, over the bands


def reliability(pairs: Sequence[Pair]) -> Reliability:
    """The totals."""
    count = len(pairs) or 1
    sure = [right for said, right in pairs if said >= SURE]
    unsure = [right for said, right in pairs if said < SURE]
    right = sum(sure) + sum(unsure)
    return Reliability(
        facts=len(pairs),
        right=round(right / count, 4),
        unsure=round(len(unsure) / count, 4),
        wrong_sure=round(1 - sum(sure) / len(sure), 4) if sure else 0.0,
        right_unsure=round(sum(unsure) / (right or 1), 4),
        brier=round(sum((said - right) ** 2 for said, right in pairs) / count, 4),
        ece=round(sum(found * abs(said - right) for _, found, said, right in bands(pairs)) / count, 4),
    )


def bands(pairs: Sequence[Pair]) -> Iterator[tuple[str, int, float, float]]:
    """Per band of confidence: its name, how many facts, the mean of what was said, the share that was right."""
    edges = (0.0, *BOUNDS, 1.01)
    for low, high in zip(edges, edges[1:], strict=False):
        inside = [(said, right) for said, right in pairs if low <= said < high]
        if inside:
            count = len(inside)
            yield f"{low:.2f}–{min(high, 1):.2f}", count, sum(said for said, _ in inside) / count, sum(right for _, right in inside) / count
