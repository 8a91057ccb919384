"""What comparing needs of a case, taken from its facts once: a plain view, and the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pipeline.law import Offence, fine_range, offences, statute
from pipeline.law.offences import quantity
from pipeline.records import CaseRecord, Citation, Evidence, PartialDate, Verdict
from pipeline.registers import DocNumber, doc_number


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A case as the comparison sees it; None where the file does not tell. Equal only to itself."""

    case: CaseRecord
    number: DocNumber | None
    cause: str | None
    basis: tuple[tuple[str, str, int | None], ...]
    party: str | None
    party_id: str | None
    party_kind: str | None
    fine: Decimal | None
    quantities: Mapping[str, Decimal]
    decision: date | None
    filing: date | None
    notice_served: date | None
    act: date | None  # the day of the act, its end where the file has both

    @property
    def name(self) -> str:
        """The case's name in the archive."""
        return self.case.case_id

    def day(self, name: str) -> date | None:
        """A date fact known to the day."""
        value = self.case.value(name)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def sure(self, name: str, least: float) -> bool:
        """Whether a fact was read with at least that confidence."""
        fact = self.case.facts.get(name)
        return fact is not None and fact.value is not None and fact.confidence >= least

    def verdict(self, fact: str, least: float) -> Verdict:
        """`fail` where the fact a fault rests on was read well enough, else `unsure`."""
        return "fail" if self.sure(fact, least) else "unsure"

    def evidence(self, *names: str) -> tuple[Evidence, ...]:
        """The first place of each of these facts."""
        facts = (self.case.facts.get(name) for name in names)
        return tuple(dict.fromkeys(fact.evidence[0] for fact in facts if fact and fact.evidence))

    def named(self) -> str:
        """How a message names the case: its number and, where they differ, its folder."""
        printed = text(self.case, "doc_number")
        return f"{printed}（案卷{self.name}）" if printed and printed != self.name else f"案卷{self.name}"


def see(case: CaseRecord) -> Seen:
    """The view of one case."""
    quantities = _quantities(case)
    acts = [_day(case, name) for name in ("violation_end", "violation_date")]
    gains = money(case, "illegal_gains_yuan")
    return Seen(
        case=case,
        number=doc_number(text(case, "doc_number")),
        cause=case.cause or text(case, "cause"),
        basis=_basis(case),
        party=text(case, "party_name"),
        party_id=text(case, "party_id"),
        party_kind=text(case, "party_kind"),
        fine=money(case, "fine_yuan"),
        quantities=quantities if gains is None else {**quantities, "illegal_gains_yuan": gains},
        decision=_day(case, "decision_date"),
        filing=_day(case, "filing_date"),
        notice_served=_day(case, "notice_served_date"),
        act=next((day for day in acts if day), None),
    )


def intensity(seen: Seen) -> tuple[Decimal, str] | None:
    """How hard the fine is, and in what: 倍 where the law multiplies a base, 元/平方米, else 元."""
    if seen.fine is None:
        return None
    branches = [branch for offence in _offences(seen) for branch in offence.fine]
    if branches and all(branch.type == "multiple" for branch in branches):
        base = next((quantity(seen.quantities, branch.base) for branch in branches if branch.base), None)
        if base:
            return (seen.fine / base).quantize(Decimal("0.01")), "倍"
        times = money(seen.case, "fine_times")
        return None if times is None else (times, "倍")
    if branches and all(branch.type == "per_m2" for branch in branches):
        area = quantity(seen.quantities, "area_m2")
        return ((seen.fine / area).quantize(Decimal("0.01")), "元/平方米") if area else None
    return seen.fine, "元"


def legal_minimum(seen: Seen) -> Decimal | None:
    """The lowest lawful fine of the case, where the offence is certain and every quantity it needs is known."""
    spans = [fine_range(offence, seen.quantities, seen.party_kind) for offence in _offences(seen)]
    known = {span.lo for span in spans if span}
    return known.pop() if len(known) == 1 and all(spans) else None


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


def _offences(seen: Seen) -> tuple[Offence, ...]:
    found: dict[str, Offence] = {}
    for law, article, paragraph in seen.basis:
        citation = Citation(law, int(article) if article.isdecimal() else article, paragraph)
        for offence in offences(citation=citation, day=seen.act or seen.decision):
            found[offence.id] = offence
    fitting = [offence for offence in found.values() if seen.cause in offence.causes]
    return tuple(fitting or found.values())


def _basis(case: CaseRecord) -> tuple[tuple[str, str, int | None], ...]:
    value = case.value("basis")
    places = [item for item in value if isinstance(item, Citation)] if isinstance(value, tuple) else []
    laws = {item.law: statute(item.law) for item in places}
    keys = set()
    for item in places:
        found = laws[item.law]
        keys.add((found.law if found else item.law, str(item.article), item.paragraph))
    return tuple(sorted(keys, key=lambda key: (key[0], key[1], key[2] or 0)))


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
