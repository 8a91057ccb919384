"""The law as a rule sees it, and what a review comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.records.case import CaseRecord, Evidence
from pipeline.records.paper import Problem
from pipeline.records.values import Citation

Verdict = Literal["pass", "fail", "unsure", "not_applicable"]
Severity = Literal["veto", "deduct", "hint"]


@dataclass(frozen=True, slots=True)
class Provision:
    """One legal fact in force on a day: a period, a threshold, a duty (value True)."""

    name: str
    title: str
    since: date
    value: Decimal | str | bool | None  # None: repealed
    unit: str | None  # day, working_day, month, hour, yuan, times, …
    citation: Citation
    source: str  # the citation as a reader writes it: 行政处罚法(2021修订)第六十四条第一项
    version: date | None  # the day the statute's version took effect, for findings' "version"
    grade: Literal["A", "B", "C", "D"] = "A"


@dataclass(frozen=True, slots=True)
class Rule:
    """One question put to every case (check/rules/<AREA>/<CODE>.yaml)."""

    code: str
    title: str
    why: str
    severity: Severity
    check: str  # a name in check.checks.CHECKS
    given: Mapping[str, object]  # the YAML's `with:`
    law: tuple[str, ...]  # provisions by name; the first carries the number, all are cited
    as_of: str | None  # the fact whose day picks the version
    applies: Mapping[str, object]  # procedure, party_kind, …: else not_applicable
    root: str  # one root cause, one deduction
    category: str  # one of the eight kinds of problem, or 其他
    suggestion: str
    examples: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one rule for one case."""

    case: str | None
    rule: str
    verdict: Verdict
    severity: Severity
    title: str
    message: str
    suggestion: str = ""
    law: tuple[Provision, ...] = ()
    items: tuple[str, ...] = ()
    category: str = "其他"
    root: str = ""
    points: Decimal = Decimal(0)  # zero or negative
    confidence: float = 1.0
    unconfirmed: bool = False
    evidence: tuple[Evidence, ...] = ()
    cases: tuple[str, ...] | None = None  # archive findings only


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item of the standard for one case."""

    item: str
    outcome: Literal["符合", "不符合", "不适用", "无法判断"]
    full: Decimal
    points: Decimal  # what is left of `full`; counts only where outcome is 符合 or 不符合
    reasons: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    by_hand: bool = False  # no rule serves it: a person fills it in


@dataclass(frozen=True, slots=True)
class Score:
    """contract.md 2.1 `score`."""

    standard: str
    points: Decimal
    points_without_veto: Decimal
    band: str | None
    coverage: Decimal
    vetoes: tuple[str, ...]
    items: tuple[ItemScore, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a case's fine stands among its like cases."""

    group: str
    measure: str  # 倍数, 元/平方米, 元
    similar: tuple[str, ...]
    usual: tuple[Decimal, Decimal]
    this: Decimal


@dataclass(frozen=True, slots=True)
class Review:
    """Everything known of one case at the end."""

    case: CaseRecord
    findings: tuple[Finding, ...]
    score: Score
    comparison: Comparison | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be done; a review with problems or `unsure` is never shown as clean."""
        return self.case.problems


@dataclass(frozen=True, slots=True)
class Entry:
    """One problem to be closed: a finding, or a clue, as the ledgers list it. `id` is stable from run to run."""

    id: str
    cases: tuple[str, ...]
    rule: str
    category: str  # one of the eight kinds
    problem: str
    detail: str  # one case one sentence: number, paper, page
    law: str
    origin: str  # 案卷, 复议, 应诉, 媒体, 投诉, 12345, 自查
    severity: Severity
    verdict: Verdict
    enterprise: bool  # 涉企
    unit: str
    officers: tuple[str, ...]
    suggestion: str
    unconfirmed: bool = False
    subkind: str = ""  # of 其他
    reason: str = ""  # why it is of that kind


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What the summary says of one case."""

    case: str
    number: str
    cause: str
    party: str
    unit: str
    officers: tuple[str, ...]
    points: Decimal
    without_veto: Decimal
    band: str | None
    coverage: Decimal
    vetoes: tuple[str, ...]
    fails: tuple[str, ...]
    unsure: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to."""

    lines: tuple[CaseLine, ...]
    archive_findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]  # of the archive and its registers
    read_again: int = 0  # cases whose files had to be read in this run
