"""Which fines are unlike: honest habits, an officer of his own, tiers that nobody told us of, and the numbers behind it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from pipeline.compare import study
from pipeline.compare.factors import differences
from pipeline.compare.rule import signals
from pipeline.compare.study import Study
from pipeline.compare.usual import benjamini_hochberg
from pipeline.compare.view import Seen
from pipeline.compare.waves import scan_chance
from pipeline.problems import SettingsError
from pipeline.registers import Registers
from pipeline.settings import load
from tests.bureaus import DEEDS, province

LIKE = signals()["XA-03"]


def a_case(name: str, times: float, *, volume: float = 4, value: int = 100000, **more: object) -> Seen:
    told = {"volume_m3": Decimal(str(volume)), "value_yuan": Decimal(value)}
    fine = Decimal(str(times)) * value
    basis = (("森林法", "76", 2),)
    return replace(Seen(name, None, name, "滥伐林木", basis, None, None, "citizen", fine, None, told, None, row=1), **more)  # type: ignore[arg-type]


def compared(*cases: Seen) -> Study:
    return study(cases, load(None), Registers())


def unlike(*cases: Seen) -> list[str]:
    found = compared(*cases)
    return sorted(group.members[place].seen.name for group, apart in zip(found.groups, found.outliers, strict=True) for place in apart)


def level(count: int, times: float = 3.2, start: int = 1, **more: object) -> list[Seen]:
    return [a_case(f"甲{n:02d}", times + n % 3 * 0.05, **more) for n in range(start, start + count)]


def test_what_is_unlike_is_told_in_yuan() -> None:
    (finding,) = [one for one in compared(*level(8), a_case("乙", 4.8)).findings if one.rule == "XA-03"]
    assert "偏高，比通常多155000元" in finding.message


@pytest.mark.parametrize(
    ("traits", "times", "found"),
    [({"从轻或减轻"}, 3.0, []), ({"从重"}, 4.8, []), ({"从轻或减轻"}, 4.8, ["乙"]), ({"从轻或减轻", "从重"}, 4.8, ["乙"])],
    ids=["lighter and lower", "heavier and higher", "lighter but higher", "both, and higher"],
)
def test_circumstances_explain_a_fine_that_goes_their_way(traits: set[str], times: float, found: list[str]) -> None:
    others = level(8, 3.8) if times < 3.5 else level(8)
    assert unlike(*others, a_case("乙", times, traits=frozenset(traits))) == found


def test_a_level_that_several_officers_share_is_practice() -> None:
    names = [f"官{n}" for n in range(8)]
    usual = [replace(case, officers=(names[n % 4],)) for n, case in enumerate(level(30))]
    high = [a_case(f"乙{n}", 4.8, officers=(names[4 + n],)) for n in range(3)]
    assert unlike(*usual, *high) == []


def test_one_officers_own_level_is_held_against_the_others() -> None:
    usual = [replace(case, officers=(f"官{n % 4}",)) for n, case in enumerate(level(24))]
    own = [a_case(f"乙{n}", 4.8, officers=("官九",)) for n in range(5)]
    assert unlike(*usual, *own) == [f"乙{n}" for n in range(5)]


def test_a_heavier_fine_for_a_larger_quantity_is_no_outlier() -> None:
    small = level(12, volume=2.1)
    large = [a_case("乙", 4.8, volume=4.9), a_case("丙", 4.7, volume=4.8)]
    assert unlike(*small, *large) == []


def test_beyond_the_law_is_unlike_whatever_the_habit() -> None:
    assert unlike(*level(4), a_case("乙", 5.6, volume=9)) == ["乙"]


def test_neighbours_without_a_band_are_those_with_like_words() -> None:
    def a_fire(name: str, told: str) -> Seen:
        return replace(a_case(name, 1, value=500), basis=(("森林防火条例", "50", None),), cause="未经批准野外用火", quantities={}, told=told)

    burnt = [a_fire(f"甲{n}", f"在地边焚烧秸秆引燃荒草{n}处") for n in range(6)]
    graves = [a_fire(f"乙{n}", f"上坟烧纸点燃香烛{n}根") for n in range(6)]
    (group,) = compared(*burnt, *graves).groups
    assert group.near is not None
    assert {group.members[place].seen.name[0] for place in group.near[0][:5]} == {"乙"}


def test_the_share_of_false_alarms_is_reckoned_over_everything_tested() -> None:
    adjusted = benjamini_hochberg(np.array([0.01, 1.0, 0.04, 0.03]))
    assert adjusted == pytest.approx([0.03, 1.0, 0.04, 0.04])


def test_a_hard_officer_is_a_fact_with_its_chance_and_not_a_finding() -> None:
    usual = [replace(case, officers=(f"官{n % 4}",)) for n, case in enumerate(level(40))]
    hard = [a_case(f"乙{n}", 3.7, officers=("官九",)) for n in range(8)]
    found = compared(*usual, *hard)
    told = {one.level: one for one in differences(found.groups, LIKE) if one.factor == "承办人"}
    assert told["官九"].discovery < 0.01 and 1.1 < told["官九"].ratio < 1.2 and told["官九"].cases == 8
    assert told["官1"].discovery > 0.05
    assert not any("官九" in finding.message for finding in found.findings)


@pytest.mark.parametrize(("most", "rare"), [(8, True), (3, False)])
def test_a_burst_is_held_against_the_years_base_rate(most: int, rare: bool) -> None:
    assert (scan_chance(most, 17, 28 / 365) < 0.01) is rare


def test_settings_may_change_the_parameters_of_an_archive_rule() -> None:
    changed = replace(load(None), signals={"XA-03": {"least_cases": 4}})
    cases = [*level(3), a_case("乙", 4.8)]
    assert not [one for one in study(cases, load(None), Registers()).findings if one.rule == "XA-03"]
    assert [one for one in study(cases, changed, Registers()).findings if one.rule == "XA-03"]


@pytest.mark.parametrize(
    ("given", "said"),
    [({"XA-99": {}}, "XA-99"), ({"XA-03": {"least": 4}}, "XA-03.least"), ({"XA-03": {"least_cases": "四"}}, "四")],
    ids=["no such rule", "no such parameter", "no number"],
)
def test_a_wrong_parameter_is_refused_by_name(given: dict[str, dict[str, object]], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        signals(replace(load(None), signals=given))


def test_an_honest_bureau_is_hardly_accused_and_a_planted_one_found(tmp_path: object) -> None:
    from pipeline.sources.tables import header_of, rows_of
    from tests.bureaus import HEADS

    header = header_of(HEADS)
    assert header and DEEDS
    for seed, kind in ((901, "honest"), (902, "planted")):
        made = province(seed, [(kind, 400)])
        found = compared(*rows_of("t.csv", header, made.rows, 1))
        flagged = {group.members[place].seen.name for group, apart in zip(found.groups, found.outliers, strict=True) for place in apart}
        assert len(flagged - made.planted.keys()) <= 4
        assert len(flagged & made.planted.keys()) * 2 >= len(made.planted)
