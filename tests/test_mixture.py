"""Several defects in one case: as many as asked for, all rules evenly, none in another's way; near-misses name real rules."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations
from random import Random

import pytest

from pipeline.check.rule import RULES
from pipeline.records import CaseRecord, Fact
from pipeline.synth import mixture
from pipeline.synth.archive import styles
from pipeline.synth.faults import DEFECTS, NEAR_MISSES, Plan, agree, apart
from pipeline.synth.world import found
from tests.gold_facts import laid_over

CODES = {path.stem for path in RULES.rglob("*.yaml")}


@cache
def plans() -> tuple[Plan, ...]:
    return tuple(mixture.mixed(Random(1), found(Random(1), "林业局"), styles("all"), 70, 3))


def rules_of(name: str) -> set[str]:
    return {row[0] for key in ("findings", "implied") for row in DEFECTS[name].get(key) or ()}


def test_nearly_every_case_gets_three_defects() -> None:
    assert Counter(len(defects) for defects, _ in plans())[3] >= 66


def test_no_two_defects_of_a_case_speak_of_one_rule() -> None:
    assert not [pair for defects, _ in plans() for pair in combinations(defects, 2) if rules_of(pair[0]) & rules_of(pair[1])]


def test_defects_are_planted_evenly() -> None:
    used = Counter(name for defects, _ in plans() for name in defects)
    assert max(used.values()) <= 3


def test_there_are_defects_for_at_least_a_hundred_and_twenty_five_rules() -> None:
    planted = {rule for name in DEFECTS for rule in rules_of(name)}
    assert len(planted) >= 125
    assert planted <= CODES


@pytest.mark.parametrize("name", sorted(NEAR_MISSES))
def test_a_near_miss_names_the_rules_it_nearly_breaks(name: str) -> None:
    assert NEAR_MISSES[name]["near"]
    assert set(NEAR_MISSES[name]["near"]) <= CODES


def test_wishes_for_two_deeds_do_not_agree() -> None:
    assert not agree({"deed": "滥伐林木"}, {"deed": "盗伐林木"})
    assert agree({"needs": {"flags": ["hearing_told"]}}, {"needs": {"flags": ["discussion"]}})


def test_a_defect_stands_apart_from_one_that_drops_its_paper() -> None:
    assert not apart(DEFECTS["sd09_number"], DEFECTS["sd02_none"])


def test_gold_facts_take_the_place_of_wrong_ones() -> None:
    record = CaseRecord("1", facts={"pay_days": Fact("pay_days", 30), "demand_date": Fact("demand_date", None)})
    row = {"facts": {"pay_days": 15}, "procedure": "ordinary", "cause": "滥伐林木", "documents": []}
    assert {name: fact.value for name, fact in laid_over(record, row).facts.items()} == {"pay_days": 15}
