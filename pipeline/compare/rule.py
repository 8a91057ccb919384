"""The archive rules as data (rules/XA-NN.yaml), and the findings they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from pipeline.compare.view import Seen
from pipeline.law import Law, datafile
from pipeline.problems import DataError
from pipeline.records import Evidence, Finding, Severity, Verdict

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

    def number(self, name: str) -> Decimal:
        """A parameter that is a number."""
        return Decimal(str(self.parameters[name]))

    def count(self, name: str) -> int:
        """A parameter that is a whole number."""
        return int(self.parameters[name])

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter that is a list of words."""
        return tuple(self.parameters[name])


@cache
def signals(folder: Path = FOLDER) -> Mapping[str, Signal]:
    """Every archive rule by code. Raises DataError naming file and key."""
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        required = ("title", "why", "category", "severity", "suggestion", "parameters", "root")
        row = datafile.keys(path, "文件", datafile.load(path), required, ("law",))
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
        )
    return found


def report(
    code: str,
    seen: Iterable[Seen],
    message: str,
    *,
    evidence: Sequence[Evidence] = (),
    verdict: Verdict = "fail",
    confidence: float = 1.0,
) -> Finding:
    """The finding of an archive rule about these cases."""
    signal, about = signals()[code], tuple(dict.fromkeys(seen))
    days = [one.decision for one in about if one.decision]
    law = Law.load()
    cited = (law.at(name, max(days)) for name in signal.law) if days else ()
    provisions = tuple(provision for provision in cited if provision)
    return Finding(
        case=None,
        rule=code,
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
