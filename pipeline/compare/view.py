"""What comparing needs of a case, taken from its facts once: a plain view, and the evidence behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pipeline.compare.traits import traits
from pipeline.law import statute
from pipeline.records import CaseRecord, Citation, Evidence, PartialDate, Person, Verdict
from pipeline.registers import DocNumber, doc_number

Basis = tuple[tuple[str, str, int | None], ...]  # statute, article, paragraph
_NO_PAPERS = CaseRecord("")
_DECIDING = ("decision", "summary_decision")
_TOLD = re.compile(r"(?:查明|经查|违法事实|主要事实)(.{10,800}?)(?:违反了|上述行为|以上事实|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A case as the comparison sees it; None where the source does not tell. Equal only to itself."""

    name: str  # in the archive, or the decision number in a table
    number: DocNumber | None
    printed: str | None  # the number as printed
    cause: str | None
    basis: Basis
    party: str | None
    party_id: str | None
    party_kind: str | None
    fine: Decimal | None
    times: Decimal | None  # the multiple the decision names
    quantities: Mapping[str, Decimal]
    decision: date | None
    filing: date | None = None
    notice_served: date | None = None
    act: date | None = None  # the day of the act, its end where the file has both
    traits: frozenset[str] = frozenset()
    officers: tuple[str, ...] = ()
    bureau: str = ""  # whose case it is; "" where the archive is one bureau's
    authority: str | None = None
    place: str | None = None
    told: str = ""  # the facts in words
    procedure: str | None = None
    sureness: float = 1.0  # how surely the fine was read
    source: str = ""
    row: int | None = None  # of a table; None: a case with papers or facts
    case: CaseRecord = _NO_PAPERS  # its papers and facts; empty for the row of a table

    def day(self, name: str) -> date | None:
        """A date fact known to the day."""
        value = self.case.value(name)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def sure(self, name: str, least: float) -> bool:
        """Whether a fact was read with at least that confidence; a table is what it says."""
        if self.row is not None:
            return True
        fact = self.case.facts.get(name)
        return fact is not None and fact.value is not None and fact.confidence >= least

    def verdict(self, fact: str, least: float) -> Verdict:
        """`fail` where the fact a fault rests on was read well enough, else `unsure`."""
        return "fail" if self.sure(fact, least) else "unsure"

    def evidence(self, *names: str) -> tuple[Evidence, ...]:
        """The first place of each of these facts, or the row of the table."""
        if self.row is not None:
            return (Evidence(self.source, None, 0, 0, self.printed or self.name, None, f"row {self.row}"),)
        facts = (self.case.facts.get(name) for name in names)
        return tuple(dict.fromkeys(fact.evidence[0] for fact in facts if fact and fact.evidence))

    def named(self) -> str:
        """How a message names the case: its number and, where they differ, its folder."""
        if self.row is not None:
            return self.printed or self.name
        return f"{self.printed}（案卷{self.name}）" if self.printed and self.printed != self.name else f"案卷{self.name}"


def see(case: CaseRecord, bureau: str = "") -> Seen:
    """The view of one case."""
    quantities = _quantities(case)
    acts = [_day(case, name) for name in ("violation_end", "violation_date")]
    gains = money(case, "illegal_gains_yuan")
    fine = case.facts.get("fine_yuan")
    officers = case.value("officers")
    told = _told(case)
    said = frozenset(str(field.value) for field in case.all("mitigation_word", "decision"))
    found = {name for name in traits(told)} | traits("；".join(f"{word}处罚" for word in sorted(said)))
    return Seen(
        name=case.case_id,
        number=doc_number(text(case, "doc_number")),
        printed=text(case, "doc_number"),
        cause=case.cause or text(case, "cause"),
        basis=basis_of(case.value("basis")),
        party=text(case, "party_name"),
        party_id=text(case, "party_id"),
        party_kind=text(case, "party_kind"),
        fine=money(case, "fine_yuan"),
        times=money(case, "fine_times"),
        quantities=quantities if gains is None else {**quantities, "illegal_gains_yuan": gains},
        decision=_day(case, "decision_date"),
        filing=_day(case, "filing_date"),
        notice_served=_day(case, "notice_served_date"),
        act=next((day for day in acts if day), None),
        traits=frozenset(found),
        officers=tuple(item.name for item in officers if isinstance(item, Person)) if isinstance(officers, tuple) else (),
        bureau=bureau,
        authority=text(case, "authority"),
        place=text(case, "violation_place"),
        told=told,
        procedure=case.procedure,
        sureness=fine.confidence if fine else 1.0,
        case=case,
    )


def text(case: CaseRecord, name: str) -> str | None:
    """A fact that is text."""
    value = case.value(name)
    return value if isinstance(value, str) and value else None


def money(case: CaseRecord, name: str) -> Decimal | None:
    """A fact that is a number."""
    return _number(case.value(name))


def said(amount: Decimal | None) -> str:
    """A number as a message prints it: 8244, 3.1."""
    if amount is None:
        return "不明"
    written = f"{amount:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def same_party(one: Seen, other: Seen) -> bool:
    """Whether two cases surely have the same party; a masked name (张某某) never tells."""
    if one.party_id and other.party_id:
        return one.party_id == other.party_id
    if not one.party or one.party != other.party:
        return False
    return not any(mark in one.party for mark in "某*×Xx＊")


def basis_of(value: object) -> Basis:
    """The places in statutes that a fine rests on, each statute under its usual name."""
    places = [item for item in value if isinstance(item, Citation)] if isinstance(value, tuple) else []
    laws = {item.law: statute(item.law) for item in places}
    keys = set()
    for item in places:
        found = laws[item.law]
        keys.add((found.law if found else item.law, str(item.article), item.paragraph))
    return tuple(sorted(keys, key=lambda key: (key[0], key[1], key[2] or 0)))


def _told(case: CaseRecord) -> str:
    """What the decision says was found."""
    words = "".join(page.text for paper in case.papers(*_DECIDING) for page in paper.pages)
    match = _TOLD.search(words)
    return re.sub(r"\s", "", match[1]) if match else ""


def _quantities(case: CaseRecord) -> dict[str, Decimal]:
    value = case.value("quantities")
    if not isinstance(value, Mapping):
        return {}
    numbers = ((name, _number(amount)) for name, amount in value.items())
    return {name: amount for name, amount in numbers if amount is not None}


def _number(value: object) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else None


def _day(case: CaseRecord, name: str) -> date | None:
    value = case.value(name)
    return value if isinstance(value, date) and not isinstance(value, PartialDate) else None
