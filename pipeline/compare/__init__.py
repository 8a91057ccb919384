"""Step 5: all cases of an archive → where each fine stands among its like cases, and the archive's signals (contract.md part 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline.compare.dispersion import dispersed
from pipeline.compare.doubles import double_fines
from pipeline.compare.figures import one_figure
from pipeline.compare.ledgers import differences
from pipeline.compare.numbering import numbers
from pipeline.compare.peers import groups
from pipeline.compare.people import at_once, every_part
from pipeline.compare.photographs import shared_photographs
from pipeline.compare.restoration import never_accepted
from pipeline.compare.spread import comparisons, out_of_proportion, unlike
from pipeline.compare.view import Seen, see
from pipeline.compare.waves import campaigns, crowded, next_day
from pipeline.compare.wording import copied_answers, fine_targets
from pipeline.records import CaseRecord, Comparison, Finding
from pipeline.registers import Registers
from pipeline.settings import Settings

Signals = Callable[[Sequence[Seen], Registers, Settings], list[Finding]]

SIGNALS: tuple[Signals, ...] = (
    lambda cases, registers, settings: dispersed(groups(cases, settings)),  # CL-15: findings of a case, so they come first
    lambda cases, registers, settings: at_once(cases),  # XA-01
    lambda cases, registers, settings: numbers(cases),  # XA-02
    lambda cases, registers, settings: unlike(groups(cases, settings)),  # XA-03
    lambda cases, registers, settings: one_figure(cases),  # XA-04
    lambda cases, registers, settings: crowded(cases, registers),  # XA-05
    lambda cases, registers, settings: campaigns(cases, registers),  # XA-06
    lambda cases, registers, settings: next_day(cases),  # XA-07
    lambda cases, registers, settings: copied_answers(cases),  # XA-08
    lambda cases, registers, settings: shared_photographs(cases),  # XA-09
    lambda cases, registers, settings: never_accepted(cases),  # XA-10
    lambda cases, registers, settings: fine_targets(cases),  # XA-11
    lambda cases, registers, settings: every_part(cases),  # XA-12
    lambda cases, registers, settings: double_fines(cases),  # XA-13
    lambda cases, registers, settings: differences(cases, registers),  # XA-14
    lambda cases, registers, settings: out_of_proportion(groups(cases, settings)),  # XA-15
)


def compare(
    cases: Sequence[CaseRecord], settings: Settings, registers: Registers
) -> tuple[Mapping[str, Comparison], tuple[Finding, ...]]:
    """Each case's place among its like cases, by case name, and the findings: of one case (case set) first, then about several."""
    seen = tuple(see(case) for case in sorted(cases, key=lambda case: case.case_id))
    found = [finding for signal in SIGNALS for finding in signal(seen, registers, settings)]
    return comparisons(groups(seen, settings)), tuple(found)
