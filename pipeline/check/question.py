"""What a check is asked and what it answers: Question, Outcome, and how a named value is read from a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.check.gaps import gap
from pipeline.check.words import label
from pipeline.law import Law
from pipeline.records import UNREAD, BadDate, CaseRecord, Document, Evidence, Fact, Field, PartialDate, Provision, Verdict
from pipeline.registers import Registers
from pipeline.settings import Settings

Source = Field | Fact | Document | Evidence


@dataclass(frozen=True, slots=True)
class Outcome:
    """A check's answer; the engine makes a Finding of it. `message` is Chinese."""

    verdict: Verdict
    message: str
    sources: tuple[Source, ...] = ()


def passed(message: str, *sources: Source | Known) -> Outcome:
    """The papers satisfy the rule."""
    return Outcome("pass", message, _flat(sources))


def failed(message: str, *sources: Source | Known) -> Outcome:
    """The papers break the rule."""
    return Outcome("fail", message, _flat(sources))


def unsure(message: str, *sources: Source | Known) -> Outcome:
    """The papers leave it open, or what is needed could not be read."""
    return Outcome("unsure", message, _flat(sources))


def not_applicable(message: str, *sources: Source | Known) -> Outcome:
    """The rule has nothing to ask of this case."""
    return Outcome("not_applicable", message, _flat(sources))


@dataclass(frozen=True, slots=True)
class Known:
    """What the case says under one name: every candidate value (one unless disputed), or why there is none."""

    name: str
    values: tuple[Any, ...] = ()
    sources: tuple[Source, ...] = ()
    trouble: str | None = None  # Chinese; None where there is a value

    @property
    def value(self) -> Any:
        """The value the rule goes by (the first candidate), None where there is none."""
        return self.values[0] if self.values else None

    @property
    def disputed(self) -> bool:
        """Whether papers disagree."""
        return len(self.values) > 1


@dataclass(frozen=True, slots=True)
class Question:
    """One rule put to one case."""

    case: CaseRecord
    given: Mapping[str, Any]  # the rule's `with:`
    provisions: tuple[Provision, ...]  # in force on `day`, in the order of the rule's `law`
    day: date | None  # the as_of day
    law: Law
    settings: Settings
    registers: Registers = field(default_factory=Registers)

    @property
    def provision(self) -> Provision:
        """The provision that carries the number."""
        return self.provisions[0]

    def read(self, name: str) -> Known:
        """A case fact (`decision_date`) or a paper's field (`prior_notice.fine_yuan`)."""
        return _paper_field(self.case, name) if "." in name else _fact(self.case, name)

    def days(self, name: str) -> Known:
        """The same, kept to whole days: a month, a year or a day that does not exist is trouble."""
        known = self.read(name)
        values = known.values[:1] if known.disputed and _at_home(self.case, name) else known.values
        for value in values:
            if isinstance(value, BadDate):
                return Known(name, (), known.sources, f"{label(name)}“{value.text}”不是存在的日期")
            if isinstance(value, PartialDate):
                return Known(name, (), known.sources, f"{label(name)}只写到“{value}”，没有具体日期")
        return Known(name, values, known.sources, known.trouble)


# The paper that makes the day: its own word is the day, whatever other papers say of it (contract.md 2.2).
_HOMES: dict[str, tuple[str, ...]] = {
    "filing_date": ("filing_approval",),
    "legal_review_date": ("legal_review",),
    "discussion_date": ("discussion_record",),
    "notice_date": ("prior_notice",),
    "notice_served_date": ("service_receipt",),
    "hearing_notice_date": ("hearing_notice_rights", "prior_notice"),
    "hearing_notice_served_date": ("service_receipt",),
    "hearing_date": ("hearing_record",),
    "decision_approval_date": ("decision_approval",),
    "decision_date": ("decision", "summary_decision", "no_penalty_decision"),
    "decision_served_date": ("service_receipt", "summary_decision"),
}


def _at_home(case: CaseRecord, name: str) -> bool:
    """Whether the fact was read in print in the paper that makes it, and no second such paper says otherwise."""
    fact, homes = case.facts.get(name), _HOMES.get(name)
    if fact is None or homes is None:
        return False
    pages = {
        (page.source.name, page.number) for document in case.papers(*homes) for page in document.pages if page.origin == "text"
    }
    conflicting = [evidence for conflict in fact.conflicts for evidence in conflict.evidence]
    return (
        bool(fact.evidence and conflicting)
        and any((evidence.source, evidence.page) in pages for evidence in fact.evidence)
        and not any((evidence.source, evidence.page) in pages for evidence in conflicting)
    )


def _fact(case: CaseRecord, name: str) -> Known:
    fact = case.facts.get(name)
    if fact is None:
        return Known(name, (), (), f"卷内没有读到{label(name)}")
    if fact.value is None and (partly := next((str(one.value) for one in case.all(name) if UNREAD in str(one.value)), None)):
        return Known(name, (), (fact, *case.all(name)), f"{label(name)}有字未能识读（{partly.replace(UNREAD, '□')}）")
    if fact.value is None:
        # what stands in print was not understood; only a picture may be illegible
        print_only = all(page.origin == "text" and page.state != "unreadable" for page in case.pages)
        return Known(name, (), (fact,), f"没有读到{label(name)}" if print_only else f"{label(name)}无法识读")
    others = tuple(item.value for item in fact.conflicts if not _agrees(fact.value, item.value))
    return Known(name, (fact.value, *dict.fromkeys(_hashable(others))), (fact,))


def _hashable(values: Iterable[Any]) -> Iterable[Any]:
    # quantities are mappings: they have readers of their own and are never compared as candidates
    return (value for value in values if not isinstance(value, Mapping))


def _agrees(one: Any, other: Any) -> bool:
    """Whether a coarser date says the same as a finer one."""
    if isinstance(one, PartialDate | date) and isinstance(other, PartialDate | date):
        months = {item.month for item in (one, other) if item.month is not None}
        partial = isinstance(one, PartialDate) or isinstance(other, PartialDate)
        return one == other or (partial and one.year == other.year and len(months) < 2)
    return bool(one == other)


def _paper_field(case: CaseRecord, name: str) -> Known:
    role, key = name.split(".", 1)
    fields = tuple(case.all(key)) if role == "any" else tuple(case.all(key, role))
    if not fields:
        if role != "any" and not case.papers(role):
            absent = case.absent(role)
            return Known(name, (), (), f"卷内没有{label(role)}" if absent else f"没有找到{label(role)}，{gap(case)}")
        return Known(name, (), case.papers(role)[:1], f"{label(name)}没有读到")
    best = sorted(fields, key=lambda item: -item.confidence)
    return Known(name, tuple(dict.fromkeys(item.value for item in best)), fields)


def _flat(sources: Iterable[Source | Known]) -> tuple[Source, ...]:
    flat: list[Source] = []
    for source in sources:
        flat.extend(source.sources if isinstance(source, Known) else (source,))
    return tuple(flat)
