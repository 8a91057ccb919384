"""settings.yaml → Settings. Every error names the file and the key; a file overrides the shipped defaults key by key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.discretion import DiscretionTable, Tier, read_tables
from pipeline.nearest import hint
from pipeline.problems import SettingsError

DEFAULTS = Path(__file__).with_name("settings.default.yaml")
_OPEN = ("bands", "signals")  # their keys are the user's

__all__ = ["Agency", "Amounts", "DiscretionTable", "LegalReview", "Settings", "Tier", "load"]


@dataclass(frozen=True, slots=True)
class Agency:
    """The bureau whose files are reviewed; empty strings where not set."""

    name: str = ""
    code: str = ""
    level: str = ""  # county, city, province
    parent: str = ""
    government: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A threshold in yuan for each kind of party; "以上" includes the figure."""

    citizen: Decimal | None
    unit: Decimal | None

    def of(self, party_kind: str) -> Decimal | None:
        """The threshold for `citizen` or `unit`."""
        return self.unit if party_kind == "unit" else self.citizen


@dataclass(frozen=True, slots=True)
class LegalReview:
    """What this agency's catalogue sends to legal review, and the days it takes (calendar days from submission)."""

    all_ordinary: bool
    fine_over: Amounts | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked. None: not set, and what needs it is `unsure`."""

    agency: Agency
    region: tuple[str, ...]
    hearing_threshold: Amounts | None
    legal_review: LegalReview | None
    discussion: Amounts | None
    discretion: tuple[DiscretionTable, ...] | None
    archive_days: int | None
    publish_working_days: int | None
    fire_season: tuple[tuple[str, str], ...]
    archive_order: str
    page_corner: str | None
    veto_effect: str
    bands: tuple[tuple[str, Decimal], ...]  # best first
    confiscation_threshold: Amounts | None = None  # what confiscation calls for a hearing
    report_over: Amounts | None = None  # what fine or confiscation is reported to the government as a major penalty
    empowered_towns: tuple[str, ...] | None = None  # townships on the province's published list
    passwords: tuple[str, ...] = ()  # tried on locked files; nothing else is
    signals: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # own parameters of archive rules: code → name → value


def load(path: Path | None) -> Settings:
    """The shipped defaults, overridden by the file at `path` where there is one.

    Raises SettingsError naming file and key on an unknown key, a wrong type, a wrong date or a file that is no YAML.
    """
    merged = dict(_mapping(DEFAULTS))
    where = DEFAULTS
    if path is not None:
        where = path
        own = _mapping(path)
        _known(path, own, merged, "")
        for key, value in own.items():
            default = merged[key]
            if isinstance(default, dict) and isinstance(value, dict) and key not in _OPEN:
                _known(path, value, default, f"{key}.")
                merged[key] = {**default, **value}
            else:
                merged[key] = value
    return _build(where, merged)


def _mapping(path: Path) -> dict[str, Any]:
    content = strictyaml.read(path, "设置文件")
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise SettingsError(f"{path}：应为“键: 值”的形式。")
    return content


def _known(path: Path, given: Mapping[str, Any], known: Mapping[str, Any], prefix: str) -> None:
    for key in given:
        if key not in known:
            raise SettingsError(f"{path}：{prefix}{key}：没有这个设置{hint(key, known, prefix)}")


def _build(path: Path, raw: Mapping[str, Any]) -> Settings:
    def at(key: str, convert: Callable[[Any], Any]) -> Any:
        try:
            return convert(raw[key])
        except SettingsError as error:
            raise SettingsError(f"{path}：{key}{error}") from error
        except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
            raise SettingsError(f"{path}：{key}：值“{raw.get(key)}”不对（{error}）。") from error

    return Settings(
        agency=at("agency", lambda value: Agency(**{key: str(item or "") for key, item in value.items()})),
        region=at("region", lambda value: tuple(str(item) for item in value)),
        hearing_threshold=at("hearing_threshold", _amounts),
        confiscation_threshold=at("confiscation_threshold", _amounts),
        report_over=at("report_over", _amounts),
        legal_review=at("legal_review", _legal_review),
        discussion=at("discussion", lambda value: None if value is None else _amounts(_only(value, "fine_over")["fine_over"])),
        discretion=at("discretion", lambda value: read_tables(value, path)),
        archive_days=at("archive_days", _days),
        publish_working_days=at("publish_working_days", _days),
        fire_season=at("fire_season", lambda value: tuple((_month_day(start), _month_day(end)) for start, end in value)),
        archive_order=at("archive_order", lambda value: _choice(value, "procedure", "decision_first")),
        page_corner=at("page_corner", lambda value: None if value is None else str(value)),
        veto_effect=at("veto_effect", lambda value: _choice(value, "zero", "unqualified", "not_excellent")),
        empowered_towns=at("empowered_towns", lambda value: None if value is None else tuple(map(str, value))),
        signals=at("signals", lambda value: {str(code): dict(given) for code, given in (value or {}).items()}),
        passwords=at("passwords", _words),
        bands=at("bands", lambda value: tuple(sorted(((k, _number(v)) for k, v in value.items()), key=lambda band: -band[1]))),
    )


def _amounts(value: Any) -> Amounts | None:
    if value is None:
        return None
    _only(value, "citizen", "unit")
    given = {key: None if value.get(key) is None else _number(value[key]) for key in ("citizen", "unit")}
    return Amounts(**given)


def _legal_review(value: Any) -> LegalReview | None:
    if value is None:
        return None
    _only(value, "all_ordinary", "fine_over", "days")
    return LegalReview(bool(value.get("all_ordinary", False)), _amounts(value.get("fine_over")), _days(value.get("days")))


def _only(value: Any, *keys: str) -> Any:
    if not isinstance(value, dict):
        raise SettingsError("：应为“键: 值”的形式。")
    for key in value:
        if key not in keys:
            raise SettingsError(f".{key}：没有这个设置；可用的键：{'、'.join(keys)}。")
    return value


def _number(value: Any) -> Decimal:
    if isinstance(value, bool):
        raise SettingsError(f"：“{value}”应为数字。")
    return Decimal(str(value))


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise SettingsError("：应为列表，如 [密码1, 密码2]。")
    return tuple(str(item) for item in value)


def _days(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise SettingsError(f"：“{value}”应为天数（整数）。")
    return value


def _month_day(value: Any) -> str:
    month, day = str(value).split("-")
    date(2024, int(month), int(day))
    return f"{int(month):02d}-{int(day):02d}"


def _choice(value: Any, *choices: str) -> str:
    if value not in choices:
        raise SettingsError(f"：“{value}”不能用；可选：{'、'.join(choices)}。")
    return str(value)
