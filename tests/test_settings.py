from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.problems import SettingsError
from pipeline.settings import load


def written(folder: Path, text: str) -> Path:
    path = folder / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_defaults_leave_open_what_an_office_must_set() -> None:
    settings = load(None)
    assert settings.hearing_threshold is settings.legal_review is settings.discussion is settings.discretion is None
    assert settings.publish_working_days == 7


def test_a_file_overrides_key_by_key(tmp_path: Path) -> None:
    settings = load(written(tmp_path, "hearing_threshold: {citizen: 3000, unit: 30000}\narchive_days: 90\n"))
    assert settings.hearing_threshold is not None
    assert settings.hearing_threshold.of("unit") == Decimal(30000)
    assert settings.archive_days == 90
    assert settings.veto_effect == "zero"


def test_bands_come_best_first(tmp_path: Path) -> None:
    assert load(written(tmp_path, "bands: {合格: 60, 优秀: 90}")).bands == (("优秀", Decimal(90)), ("合格", Decimal(60)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("hearing_treshold: 1", "hearing_threshold", id="unknown key names the near one"),
        pytest.param("agency: {nmae: 某局}", "agency.nmae", id="unknown key inside a block"),
        pytest.param("archive_days: thirty", "archive_days", id="days that are no number"),
        pytest.param("archive_days: 1\narchive_days: 2", "键重复", id="key given twice"),
        pytest.param("veto_effect: none", "可选", id="word that is no choice"),
        pytest.param("fire_season: [['02-30', '05-01']]", "fire_season", id="day that does not exist"),
        pytest.param("- 1", "键: 值", id="a list instead of keys"),
        pytest.param("a: [", "YAML", id="no yaml at all"),
        pytest.param(
            "discretion: [{cause: 滥伐林木, unit: times, valid: [2020-01-01, 2021-01-01], tiers: []}]",
            "第1条",
            id="unit of a tier table",
        ),
    ],
)
def test_a_wrong_settings_file_is_told_by_file_and_key(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError) as error:
        load(written(tmp_path, text))
    assert words in str(error.value)
    assert "settings.yaml" in str(error.value)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes("agency: {name: 某局}".encode("gbk"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load(path)
