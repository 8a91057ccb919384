"""A sample of the mutation test: the whole of it runs in `make bench`."""

from __future__ import annotations

from itertools import islice

import pytest

from tests import mutations


@pytest.mark.parametrize(("kind", "every"), [("provision", 60), ("offence", 120), ("crime", 10)])
def test_a_changed_number_unit_or_day_of_the_law_is_noticed(kind: str, every: int) -> None:
    chosen = list(islice(mutations.mutants([kind]), 0, None, every))
    assert [result.mutant.name for result in mutations.run(chosen) if not result.caught] == []


@pytest.mark.parametrize("function", ["within_deadline", "fine_in_tier", "hearing_told_where_due", "summary_fine_small", "replanting_in_range"])
def test_a_turned_comparison_of_a_check_is_noticed(function: str) -> None:
    chosen = [mutant for mutant in mutations.mutants(["comparison"]) if mutant.touches.endswith(f".{function}")]
    assert [result.mutant.name for result in mutations.run(chosen) if not result.caught] == []


def test_what_is_not_changed_is_not_noticed() -> None:
    everything = {id(example): (rule, example) for used in mutations._used().values() for rule, example in used}
    assert all(mutations._holds(rule, example, mutations.Law.load()) for rule, example in everything.values())
    assert not mutations._pins_differ()
