"""What was extracted: fields, facts, and the case they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pipeline.records.paper import Box, Document, IndexRow, Page, Problem
from pipeline.records.values import Value

Procedure = Literal["ordinary", "hearing", "summary", "no_penalty"]

_DECISIONS = frozenset({"decision", "summary_decision", "no_penalty_decision"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands. page.text[start:end] == quote for the page it was taken from."""

    source: str  # SourceFile.name
    page: int | None
    start: int
    end: int
    quote: str
    box: Box | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One value read in one paper. A list (officers, violated) is several fields of one name."""

    name: str  # a key of fields.yaml
    value: Value
    evidence: Evidence
    confidence: float
    found_by: str  # the extractor
    document: int = -1  # index into CaseRecord.documents; set by assemble


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another value of a fact that another paper gives."""

    value: Value | tuple[Value, ...] | Mapping[str, Value]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What the file as a whole says (contract.md 3.2), the decision's word first. value None: it cannot be read, see reason."""

    name: str
    value: Value | tuple[Value, ...] | Mapping[str, Value] | None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    conflicts: tuple[Conflict, ...] = ()
    reason: str | None = None
    told: bool = False  # a decision tells of it in passing, and its own paper is not there: no accusation rests on it


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case file, read and understood."""

    case_id: str
    documents: tuple[Document, ...] = ()
    fields: tuple[Field, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    procedure: Procedure | None = None
    cause: str | None = None
    pages: tuple[Page, ...] = ()  # every page of the case in reading order, blank and unreadable ones too
    index: tuple[IndexRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    _named: Mapping[str, tuple[Field, ...]] = field(
        init=False, repr=False, compare=False
    )  # fields by name: rules ask thousands of times

    def __post_init__(self) -> None:
        named: dict[str, list[Field]] = {}
        for item in self.fields:
            named.setdefault(item.name, []).append(item)
        object.__setattr__(self, "_named", {name: tuple(items) for name, items in named.items()})

    def papers(self, *roles: str) -> tuple[Document, ...]:
        """The papers of these roles, in reading order."""
        return tuple(document for document in self.documents if document.role in roles)

    def all(self, name: str, *roles: str) -> Iterator[Field]:
        """Every field of that name, in reading order; only from papers of `roles` where given."""
        for item in self._named.get(name, ()):
            if not roles or self.documents[item.document].role in roles:
                yield item

    def one(self, name: str, *roles: str) -> Field | None:
        """The best field of that name (highest confidence, first in reading order), or None."""
        return max(self.all(name, *roles), key=lambda item: item.confidence, default=None)

    def of(self, document: int, name: str) -> Iterator[Field]:
        """Every field of that name in the paper with that index."""
        return (item for item in self._named.get(name, ()) if item.document == document)

    def value(self, name: str) -> Value | tuple[Value, ...] | Mapping[str, Value] | None:
        """A fact's value, None where it is absent or unreadable."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    @property
    def complete(self) -> bool:
        """Whether "缺" may be said at all: there is a file, no decision alone, and every page that is not blank was read and filed."""
        if self.decisions_alone:
            return False
        filed = {(page.source.name, page.number) for document in self.documents for page in document.pages}
        return bool(self.pages) and all(
            page.state == "blank" or (page.state == "read" and (page.source.name, page.number) in filed) for page in self.pages
        )

    def absent(self, *roles: str) -> bool | None:
        """True: surely no paper of these roles; False: there is one; None: a page that may be it could not be read.

        Decisions alone are no case file: what else there was, nobody can say from them.
        """
        if self.papers(*roles):
            return False
        if self.decisions_alone:
            return None
        if any(row.role in roles for row in self.index):
            return None if not self.complete else True
        return True if self.complete or self._named_by_index() else None

    @property
    def decisions_alone(self) -> bool:
        """Whether the file holds decisions and nothing else."""
        return not self.index and all(document.role in _DECISIONS for document in self.documents)

    def _named_by_index(self) -> bool:
        # contract.md 2.2: an unreadable page does not forbid "缺" where the index names what every paper is
        return bool(self.index) and all(row.role for row in self.index)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, as a paper records it."""

    what: str  # the paper's role
    day: date
    start: datetime | None
    end: datetime | None
    people: tuple[str, ...]
    document: int  # index into CaseRecord.documents
