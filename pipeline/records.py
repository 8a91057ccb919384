"""The records that cross a step. All are frozen; a step is a function from records to records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

Box = tuple[float, float, float, float]  # x0, y0, x1, y1 as fractions of the upright page, origin top left
Verdict = Literal["pass", "fail", "unsure", "not_applicable"]
Severity = Literal["veto", "deduct", "hint"]
Procedure = Literal["ordinary", "hearing", "summary", "no_penalty"]


# --- files and pages ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a case. `name` is what the output prints: relative to the archive, with `/`."""

    path: Path
    name: str
    sha256: str
    kind: str  # "pdf", "docx", "image", "text", "html", … : a key of read.READERS


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on a page: page.text[start:end]. Inside a ruled table, one line of one cell."""

    start: int
    end: int
    box: Box | None  # None where the format has no fixed pages
    place: str | None = None  # "paragraph 14", "table 2, row 5, cell 3" where there are no pages
    confidence: float = 1.0
    wraps: bool = False  # the sentence or cell text goes on in the next line: the break is only the paper's edge
    cell: tuple[int, int, int] | None = None  # table, row, column on this page, from 0


@dataclass(frozen=True, slots=True)
class Seal:
    """A red stamp found on a page; `text` is None where there is one that cannot be read."""

    box: Box | None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. In `text` a tab parts cells of one table row, a newline parts lines; it is never altered later."""

    source: SourceFile
    number: int | None  # from 1 within the source; None where the format has no fixed pages
    text: str
    lines: tuple[Line, ...] = ()
    seals: tuple[Seal, ...] = ()
    width: float = 0.0  # points (PDF) or pixels (picture), upright
    height: float = 0.0
    rotation: int = 0  # degrees clockwise that were needed to bring it upright: 0, 90, 180, 270
    origin: Literal["text", "ocr"] = "text"
    confidence: float = 1.0  # the worst line's, not the mean
    state: Literal["read", "blank", "unreadable"] = "read"
    reason: str | None = None  # why it is unreadable, in Chinese
    picture: str | None = None  # perceptual hash of the largest photograph on the page, hex; None where there is none
    marks: tuple[int, ...] | None = (
        None  # offsets in text at which a small picture stands (pasted or written signature); None: not looked for
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """What the program could not do, or what a person must know about the input. `message` is Chinese."""

    kind: str  # unreadable_page, encrypted, damaged, several_cases, missing_paper, …
    message: str
    source: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row of the file's own index (卷内目录)."""

    title: str
    role: str | None
    number: str | None
    day: date | None
    first_page: int | None  # the number written on the paper's corner, not the page of the file
    last_page: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """One paper: consecutive pages with one role of contract.md 3.1."""

    role: str
    title: str
    pages: tuple[Page, ...]  # a page that carries two papers is cut: each paper holds its part under the same number
    confidence: float = 1.0


# --- values ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day known to the month or the year only. str() gives "2021-05" or "2021"."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class BadDate:
    """A date as printed that does not exist (2月30日). It is a finding, never a value to count from."""

    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a statute, as printed; None where the paper names none. `article` 342-1 is written "342-1"."""

    law: str  # short title without 中华人民共和国
    article: int | str | None
    paragraph: int | None = None
    item: int | None = None
    version: str | None = None  # "2019修订" as printed


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in a paper; `certificate` is an enforcement certificate's number."""

    name: str
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """One block of an approval form. A block that stands there empty has None in all three."""

    level: Literal["handler", "section", "legal", "head"]
    text: str | None
    name: str | None
    day: date | BadDate | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: who signs as what. `name` None: signed, but not legible."""

    part: str  # party, officer, recorder, witness, host, reviewer, member, recipient, server, agent, archivist, inspector
    name: str | None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time limit as told in a paper: 五个工作日."""

    count: int
    unit: Literal["day", "working_day", "month"]


@dataclass(frozen=True, slots=True)
class Sum:
    """An arithmetic expression as printed: 290×2=580 (yuan), with the result it claims."""

    factors: tuple[Decimal, ...]
    result: Decimal


_DECISIONS = frozenset({"decision", "summary_decision", "no_penalty_decision"})

Value = (
    str | bool | int | Decimal | date | datetime | PartialDate | BadDate | Citation | Person | Opinion | Signature | Period | Sum
)


# --- what was extracted ------------------------------------------------------------------------------------------


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

    def papers(self, *roles: str) -> tuple[Document, ...]:
        """The papers of these roles, in reading order."""
        return tuple(document for document in self.documents if document.role in roles)

    def all(self, name: str, *roles: str) -> Iterator[Field]:
        """Every field of that name, in reading order; only from papers of `roles` where given."""
        for item in self.fields:
            if item.name == name and (not roles or self.documents[item.document].role in roles):
                yield item

    def one(self, name: str, *roles: str) -> Field | None:
        """The best field of that name (highest confidence, first in reading order), or None."""
        return max(self.all(name, *roles), key=lambda item: item.confidence, default=None)

    def of(self, document: int, name: str) -> Iterator[Field]:
        """Every field of that name in the paper with that index."""
        return (item for item in self.fields if item.document == document and item.name == name)

    def value(self, name: str) -> Value | tuple[Value, ...] | Mapping[str, Value] | None:
        """A fact's value, None where it is absent or unreadable."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    @property
    def complete(self) -> bool:
        """Whether "缺" may be said at all: every page that is not blank was read and belongs to a paper."""
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
        if not self.index and all(document.role in _DECISIONS for document in self.documents):
            return None
        if any(row.role in roles for row in self.index):
            return None if not self.complete else True
        return True if self.complete or self._named_by_index() else None

    def _named_by_index(self) -> bool:
        # contract.md 2.2: an unreadable page does not forbid "缺" where the index names what every paper is
        return bool(self.index) and all(row.role for row in self.index)


# --- the law -----------------------------------------------------------------------------------------------------


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


# --- findings ----------------------------------------------------------------------------------------------------


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


# --- between the steps -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The files of one case as collected, before anything is read."""

    case_id: str
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle:
    """The papers of one case after splitting; a file that holds several cases gives several bundles."""

    documents: tuple[Document, ...]
    pages: tuple[Page, ...]
    index: tuple[IndexRow, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- the rectification -------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, as a paper records it."""

    what: str  # the paper's role
    day: date
    start: datetime | None
    end: datetime | None
    people: tuple[str, ...]
    document: int  # index into CaseRecord.documents
