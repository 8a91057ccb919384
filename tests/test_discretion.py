"""Discretion tables: read from settings or a file, checked before use, and the tier a case falls in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

import cli
from pipeline.discretion import DiscretionTable, Tier, tables_in_force
from pipeline.law.tiers import tier_of
from pipeline.lawdesk.discretion import remarks
from pipeline.problems import SettingsError
from pipeline.settings import load

GOOD = "- {cause: 滥伐林木, base: value_yuan, unit: multiple, valid: [2025-05-01, 2030-04-30],\n   tiers: [TIERS]}\n"


def a_tier(start: float, end: float | None, low: float, high: float) -> Tier:
    def number(value: float) -> Decimal:
        return Decimal(str(value))

    return Tier({"volume_m3": (number(start), None if end is None else number(end))}, (number(low), number(high)))


def a_table(*tiers: Tier, since: date = date(2021, 1, 1), until: date = date(2030, 1, 1), kind: str | None = None) -> DiscretionTable:
    return DiscretionTable("滥伐林木", "value_yuan", "multiple", (since, until), tiers, kind)


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        ((a_tier(0, 5, 3, 4), a_tier(5, None, 4, 5)), None),
        ((a_tier(0, 5, 3, 4), a_tier(6, None, 4, 5)), "空档"),
        ((a_tier(0, 5, 3, 4), a_tier(4, None, 4, 5)), "重叠"),
        ((a_tier(0, None, 3, 4), a_tier(5, None, 4, 5)), "重叠"),
        ((a_tier(0, 5, 3, 4), a_tier(5, None, 4, 6)), "超过法定上限5倍"),
        ((a_tier(0, 5, 2, 4), a_tier(5, None, 4, 5)), "低于法定下限3倍"),
        ((a_tier(0, 5, 4, 3), a_tier(5, None, 4, 5)), "颠倒"),
        ((a_tier(0, 0, 3, 4), a_tier(0, None, 4, 5)), "空的"),
        ((Tier({"height": (Decimal(0), None)}, (Decimal(3), Decimal(4))),), "不是案卷里的数量"),
        ((), "没有档次"),
    ],
    ids=["sound", "a gap", "an overlap", "an open end in the middle", "above the law", "below the law", "turned", "empty", "unknown", "none"],
)
def test_what_is_wrong_with_the_tiers_of_a_table(tiers: tuple[Tier, ...], said: str | None) -> None:
    errors = [remark.message for remark in remarks((a_table(*tiers),)) if remark.error]
    assert len(errors) == (said is not None)
    assert said is None or said in errors[0]


@pytest.mark.parametrize(
    ("second", "clash"),
    [
        (a_table(a_tier(0, None, 3, 5), since=date(2030, 1, 2), until=date(2031, 1, 1)), False),
        (a_table(a_tier(0, None, 3, 5), since=date(2030, 1, 1), until=date(2031, 1, 1)), True),
    ],
    ids=["the day after", "on the last day"],
)
def test_two_tables_of_one_cause_must_not_meet(second: DiscretionTable, clash: bool) -> None:
    found = remarks((a_table(a_tier(0, None, 3, 5)), second))
    assert any("有效期重叠" in remark.message for remark in found) is clash


def test_tables_for_persons_and_for_units_may_run_side_by_side() -> None:
    both = (a_table(a_tier(0, None, 3, 5), kind="citizen"), a_table(a_tier(0, None, 3, 5), kind="unit"))
    assert not any("重叠" in remark.message for remark in remarks(both))
    assert tables_in_force(both, "滥伐林木", "unit", date(2024, 1, 1)) == (both[1],)


@pytest.mark.parametrize(("volume", "place"), [("4.99", 0), ("5", 1), (None, None)])
def test_a_tier_begins_at_its_lower_bound(volume: str | None, place: int | None) -> None:
    table = a_table(a_tier(0, 5, 3, 4), a_tier(5, None, 4, 5))
    told = {} if volume is None else {"volume_m3": Decimal(volume)}
    assert tier_of(table, told) is (None if place is None else table.tiers[place])


def test_settings_may_name_a_file_of_tables(tmp_path: Path) -> None:
    (tmp_path / "基准.yaml").write_text(GOOD.replace("TIERS", "{name: 较轻, when: {volume_m3: [0, 5]}, range: [3, 3.5]}"), encoding="utf-8")
    (tmp_path / "settings.yaml").write_text("discretion: 基准.yaml\n", encoding="utf-8")
    tables = load(tmp_path / "settings.yaml").discretion
    assert tables and tables[0].tiers[0].name == "较轻"


def test_a_broken_table_is_named_by_file_and_key(tmp_path: Path) -> None:
    (tmp_path / "基准.yaml").write_text(GOOD.replace("TIERS", "{wenn: {volume_m3: [0, 5]}, range: [3, 3.5]}"), encoding="utf-8")
    (tmp_path / "settings.yaml").write_text("discretion: 基准.yaml\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="基准.yaml.*第1条.tiers.1.wenn"):
        load(tmp_path / "settings.yaml")


@pytest.mark.parametrize(
    ("tiers", "code", "said"),
    [("{when: {volume_m3: [0, 5]}, range: [3, 3.5]}", 0, "错误0处"), ("{when: {volume_m3: [0, 5]}, range: [3, 6]}", 3, "超过法定上限")],
    ids=["sound", "beyond the law"],
)
def test_the_command_prints_every_remark_and_tells_by_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiers: str, code: int, said: str
) -> None:
    (tmp_path / "d.yaml").write_text(GOOD.replace("TIERS", tiers), encoding="utf-8")
    result = CliRunner().invoke(cli.anjuan, ["discretion", "check", str(tmp_path / "d.yaml")])
    assert said in result.output
    assert (result.exception.exit_code if isinstance(result.exception, SettingsError) else 0) == code
