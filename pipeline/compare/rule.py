"""The archive rules as data (rules/XA-NN.yaml), and the findings they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from pipeline.compare.view import Seen
from pipeline.law import Law, datafile
from pipeline.problems import DataError, SettingsError
from pipeline.records import Evidence, Finding, Severity, Verdict
from pipeline.settings import Settings

FOLDER = Path(__file__).with_name("rules")


@dataclass(frozen=True, slots=True)
class Signal:
    """One archive rule; `parameters` are its thresholds."""

    code: str
    title: str
    why: str
    category: str
    severity: Severity
    suggestion: str
    parameters: Mapping[str, Any]
    law: tuple[str, ...]
    root: str
    examples: tuple[Mapping[str, Any], ...]  # run as tests, shown to readers

    def number(self, name: str) -> Decimal:
        """A parameter that is a number."""
        return Decimal(str(self.parameters[name]))

    def count(self, name: str) -> int:
        """A parameter that is a whole number."""
        return int(self.parameters[name])

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter that is a list of words."""
        return tuple(self.parameters[name])


def signals(settings: Settings | None = None) -> Mapping[str, Signal]:
    """Every archive rule by code, with the parameters that the settings give it. Raises SettingsError naming the key."""
    shipped = load_signals(FOLDER)
    if settings is None or not settings.signals:
        return shipped
    own = dict(shipped)
    for code, given in settings.signals.items():
        if code not in shipped:
            raise SettingsError(f"设置：signals.{code}：没有这条规则；可用：{'、'.join(shipped)}。")
        for name, value in given.items():
            known = shipped[code].parameters.get(name)
            if known is None:
                raise SettingsError(f"设置：signals.{code}.{name}：没有这个参数；可用：{'、'.join(shipped[code].parameters)}。")
            if not _same_kind(known, value):
                raise SettingsError(f"设置：signals.{code}.{name}：值“{value}”不对，应与出厂值“{known}”同类。")
        own[code] = replace(shipped[code], parameters={**shipped[code].parameters, **given})
    return own


def _same_kind(known: object, value: object) -> bool:
    numbers = (int, float)
    if isinstance(known, numbers):
        return isinstance(value, numbers) and not isinstance(value, bool)
    return isinstance(value, type(known))


@cache
def load_signals(folder: Path) -> Mapping[str, Signal]:
    """The archive rules of a folder by code. Raises DataError naming file and key."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        required = ("title", "why", "category", "severity", "suggestion", "parameters", "root")
        row = datafile.keys(path, "文件", datafile.load(path), required, ("law", "examples"))
        names = tuple(row.get("law", ()))
        for name in names:
            if name not in Law.load().names():
                raise DataError(f"{path.name}：law：法律数据中没有“{name}”。")
        found[path.stem] = Signal(
            path.stem,
            row["title"],
            row["why"],
            row["category"],
            cast(Severity, row["severity"]),
            row["suggestion"],
            row["parameters"] or {},
            names,
            row["root"],
            tuple(row.get("examples", ())),
        )
    return found


def report(
    signal: Signal,
    seen: Iterable[Seen],
    message: str,
    *,
    evidence: Sequence[Evidence] = (),
    verdict: Verdict = "fail",
    confidence: float = 1.0,
) -> Finding:
    """The finding of an archive rule about these cases."""
    about = tuple(dict.fromkeys(seen))
    days = [one.decision for one in about if one.decision]
    law = Law.load()
    cited = (law.at(name, max(days)) for name in signal.law) if days else ()
    provisions = tuple(provision for provision in cited if provision)
    return Finding(
        case=None,
        rule=signal.code,
        verdict=verdict,
        severity=signal.severity,
        title=signal.title,
        message=message,
        suggestion=signal.suggestion,
        law=provisions,
        category=signal.category,
        root=signal.root,
        confidence=confidence,
        unconfirmed=any(provision.grade in ("C", "D") for provision in provisions),
        evidence=tuple(dict.fromkeys(evidence)),
        cases=tuple(sorted({one.name for one in about})),
    )
