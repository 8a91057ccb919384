"""Judging disputed values: where every reading gives the same verdict the dispute does not matter."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from pipeline.check.question import Known, Outcome, unsure
from pipeline.check.words import label


def across(judge: Callable[..., Outcome], *knowns: Known) -> Outcome:
    """`judge` put to every combination of the candidate values; trouble or a divided verdict is unsure."""
    for known in knowns:
        if known.trouble:
            return unsure(known.trouble, *knowns)
    outcomes = [judge(*values) for values in product(*(known.values for known in knowns))]
    if len({outcome.verdict for outcome in outcomes}) == 1:
        return Outcome(outcomes[0].verdict, outcomes[0].message, _sources(knowns, outcomes[0]))
    disputes = "；".join(
        f"{label(known.name)}有{'、'.join(written(value) for value in known.values)}" for known in knowns if known.disputed
    )
    return unsure(f"各文书所写不一致（{disputes}），请人工确认", *knowns)


def written(value: Any) -> str:
    """A value as a message prints it."""
    if isinstance(value, tuple):
        return "、".join(written(item) for item in value)
    return str(getattr(value, "name", value))


def _sources(knowns: tuple[Known, ...], outcome: Outcome) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*(source for known in knowns for source in known.sources), *outcome.sources)))
