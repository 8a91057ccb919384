"""The figures that the papers of the campaign print, counted once from the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records.ledger import Item
from pipeline.rectify.flow import CLOSED, states
from pipeline.rectify.kinds import kinds, subkinds

_WAYS = ("复查通过", "以措施销号", "说明理由销号")


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one ledger."""

    total: int
    enterprise: int
    kinds: Mapping[str, int]  # the eight, in the order of the plan
    subkinds: Mapping[str, int]
    origins: Mapping[str, int]
    counties: Mapping[str, int]
    units: Mapping[str, int]
    states: Mapping[str, int]
    ways: Mapping[str, int]  # how the closed ones were closed
    verified: int  # found true
    closed: int
    late: int

    @property
    def share(self) -> str:
        """Closed among those found true."""
        return f"{self.closed / self.verified:.1%}" if self.verified else "—"


def figures(items: Sequence[Item], late: int) -> Figures:
    """Count a ledger; `late` of its items are late."""
    state = _count(items, lambda item: item.state, states())
    return Figures(
        total=len(items),
        enterprise=sum(item.enterprise for item in items),
        kinds=_count(items, lambda item: item.category, kinds()),
        subkinds=_count([item for item in items if item.subkind], lambda item: item.subkind, subkinds()),
        origins=_count(items, lambda item: item.origin or "未写明"),
        counties=_count(items, lambda item: item.county or "未写明"),
        units=_count(items, lambda item: item.unit or "未写明"),
        states=state,
        ways=_count([item for item in items if item.state == CLOSED], lambda item: item.closing.partition("：")[0], _WAYS),
        verified=len(items) - state["待核实"] - state["不属实"],
        closed=state[CLOSED],
        late=late,
    )


def _count(items: Sequence[Item], key: Callable[[Item], str], order: Sequence[str] | Mapping[str, object] = ()) -> dict[str, int]:
    found = Counter(key(item) for item in items)
    return {name: found[name] for name in order} | {name: found[name] for name in sorted(found) if name not in order}
