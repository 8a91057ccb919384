"""Step 5: all cases of an archive → where each fine stands among its like cases, and the archive's signals (contract.md part 4)."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.compare.dispersion import dispersed
from pipeline.compare.doubles import double_fines
from pipeline.compare.factors import differences as level_differences
from pipeline.compare.figures import one_figure
from pipeline.compare.ledgers import differences
from pipeline.compare.numbering import numbers
from pipeline.compare.peers import groups
from pipeline.compare.people import at_once, every_part
from pipeline.compare.photographs import shared_photographs
from pipeline.compare.proportion import out_of_proportion
from pipeline.compare.restoration import never_accepted
from pipeline.compare.rule import signals
from pipeline.compare.similar import with_neighbours
from pipeline.compare.spread import comparisons, outliers, unlike
from pipeline.compare.study import Study
from pipeline.compare.usual import standings
from pipeline.compare.view import Seen, see
from pipeline.compare.waves import campaigns, crowded, next_day
from pipeline.compare.wording import copied_answers, fine_targets
from pipeline.records import CaseRecord, Comparison, Finding
from pipeline.registers import Registers
from pipeline.settings import Settings

__all__ = ["Study", "compare", "places", "study"]


def compare(cases: Iterable[CaseRecord], settings: Settings, registers: Registers) -> Study:
    """The comparison of the cases of one archive."""
    return study([see(case) for case in cases], settings, registers)


def study(cases: Iterable[Seen], settings: Settings, registers: Registers) -> Study:
    """The comparison of cases from whatever source, in order of their names."""
    seen = tuple(sorted(cases, key=lambda one: one.name))
    rules = signals(settings)
    like = rules["XA-03"]
    alike, left_out = groups(seen, settings.discretion, like)
    alike = tuple(with_neighbours(group, like) for group in alike)
    standing = standings(alike, like)
    apart = outliers(alike, standing, like)
    found: tuple[Iterable[Finding], ...] = (
        dispersed(alike, apart, rules["CL-15"], like),  # findings of a case, so they come first
        at_once(seen, rules["XA-01"]),
        numbers(seen, rules["XA-02"]),
        unlike(alike, standing, apart, like),
        one_figure(seen, rules["XA-04"]),
        crowded(seen, registers, rules["XA-05"]),
        campaigns(seen, registers, rules["XA-06"]),
        next_day(seen, rules["XA-07"]),
        copied_answers(seen, rules["XA-08"]),
        shared_photographs(seen, rules["XA-09"]),
        never_accepted(seen, rules["XA-10"]),
        fine_targets(seen, rules["XA-11"]),
        every_part(seen, rules["XA-12"]),
        double_fines(seen, rules["XA-13"]),
        differences(seen, registers, rules["XA-14"]),
        out_of_proportion(alike, rules["XA-15"]),
    )
    findings = tuple(finding for part in found for finding in part)
    return Study(seen, alike, standing, apart, left_out, level_differences(alike, like), findings, rules)


def places(compared: Study) -> dict[str, Comparison]:
    """Where each case stands among its like cases, by case name, for its own sheet."""
    return comparisons(compared.groups, compared.like)
