"""What comparing comes to: like cases, each one's standing, what was left out, what goes with higher fines, and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.compare.factors import Difference
from pipeline.compare.peers import Group, LeftOut
from pipeline.compare.rule import Signal
from pipeline.compare.spread import Outliers
from pipeline.compare.usual import Standing
from pipeline.compare.view import Seen
from pipeline.records import Finding


@dataclass(frozen=True, slots=True)
class Study:
    """The comparison of all cases; `standings` and `outliers` run beside `groups`."""

    cases: tuple[Seen, ...]
    groups: tuple[Group, ...]
    standings: tuple[Standing, ...]
    outliers: tuple[Outliers, ...]
    left_out: tuple[LeftOut, ...]
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]  # of one case (case set) first, then about several
    signals: Mapping[str, Signal]

    @property
    def like(self) -> Signal:
        """The rule whose parameters say what is like and what is unlike."""
        return self.signals["XA-03"]


