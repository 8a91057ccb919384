"""Facts that are lists or objects: officers, discussants, citations, penalties, quantities, days of inquiry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipeline.extract.settle import LEGIBLE, ONE_CENT
from pipeline.records import Citation, Conflict, Document, Fact, Field, Person, Value

DECISION = ("decision", "summary_decision", "no_penalty_decision")
OTHERS = ("prior_notice", "hearing_notice_rights", "opinion", "investigation_report", "discussion_record", "legal_review")
HANDLED = (
    "legal_review",
    "investigation_report",
    "filing_approval",
    "opinion",
    "decision_approval",
    "closing_report",
    "evidence_list",
    "defence_review",
    "extension_approval",
    "discussion_record",
    *DECISION,
)
ON_SITE = ("inspection_record", "inquiry_record", "rights_notice", "defence_record", "service_receipt")
QUANTITIES = (
    "area_m2",
    "area_mu",
    "area_ha",
    "volume_m3",
    "timber_m3",
    "trees",
    "value_yuan",
    "restore_cost_yuan",
    "replant_trees",
    "animals",
)


def lists(documents: Sequence[Document], fields: Sequence[Field]) -> Iterator[Fact]:
    """officers, discussants, violated, basis, penalties, quantities, inquiry_date."""
    yield from _officers(documents, fields)
    yield from _all_of("discussants", _papers(documents, ("discussion_record",))[:1], fields)
    for name in ("violated", "basis"):
        yield from _citations(name, documents, fields)
    yield from _penalties(documents, fields)
    yield from _quantities(documents, fields)
    inquiries = [
        next((item for item in fields if item.document == paper and item.name == "date" and isinstance(item.value, date)), None)
        for paper in _papers(documents, ("inquiry_record",))
    ]
    days = [item for item in inquiries if item is not None]
    if days:
        yield _fact("inquiry_date", tuple(item.value for item in days), days)


def _papers(documents: Sequence[Document], roles: Sequence[str]) -> list[int]:
    return [index for role in roles for index, document in enumerate(documents) if document.role == role]


def _fact(name: str, value: tuple[Value, ...], items: Sequence[Field], conflicts: Sequence[Conflict] = ()) -> Fact:
    return Fact(
        name,
        value,
        tuple(item.evidence for item in items[:4]),
        round(min(item.confidence for item in items), 4),
        tuple(conflicts),
    )


def _all_of(name: str, papers: Sequence[int], fields: Sequence[Field]) -> Iterator[Fact]:
    items = [item for item in fields if item.name == name and item.document in papers]
    if items:
        yield _fact(name, tuple(item.value for item in items), items)


def _officers(documents: Sequence[Document], fields: Sequence[Field]) -> Iterator[Fact]:
    """The handlers: the pair that most papers name as such; a certificate may stand on any paper."""
    people = [item for item in fields if item.name == "officers" and isinstance(item.value, Person)]
    numbers: dict[str, Counter[str]] = {}
    for item in people:
        person = item.value
        if isinstance(person, Person) and person.certificate:
            numbers.setdefault(person.name, Counter())[person.certificate] += 2 if item.confidence >= LEGIBLE else 1
    for roles in (HANDLED, ON_SITE):
        pairs: Counter[tuple[str, ...]] = Counter()
        first: dict[tuple[str, ...], list[Field]] = {}
        for paper in _papers(documents, roles):
            own = [item for item in people if item.document == paper and item.confidence >= LEGIBLE]
            names = tuple(dict.fromkeys(item.value.name if isinstance(item.value, Person) else str(item.value) for item in own))
            if not names:
                continue
            known = next((pair for pair in first if set(pair) == set(names)), names)
            pairs[known] += 2 if len(names) == 2 else 1
            first.setdefault(known, own)
        if pairs:
            # a name that also stands beside a certificate was printed, not read from handwriting
            best = max(pairs, key=lambda pair: (len(pair) > 1, pairs[pair] + 3 * sum(name in numbers for name in pair)))
            heard = Counter(item.value.name for item in people if isinstance(item.value, Person) and item.confidence >= LEGIBLE)
            value = tuple(_certified(_usual(name, heard), numbers) for name in best)
            conflicts = [
                Conflict(tuple(Person(name) for name in pair), tuple(item.evidence for item in first[pair][:2]))
                for pair in pairs
                if not set(pair) <= set(best) and len(pair) > 1
            ]
            yield _fact("officers", value, first[best], conflicts)
            return


def _usual(name: str, heard: Counter[str]) -> str:
    """The writing of a name that most papers have, the longer of two: a reader loses a character sooner than it adds one."""
    return max(
        [name, *sorted(other for other in heard if _near(name, other))], key=lambda one: (heard[one], len(one), one == name)
    )


def _certified(name: str, numbers: Mapping[str, Counter[str]]) -> Person:
    """The officer with his number; a name misread by one character finds that of its only near neighbour."""
    near = [name] if name in numbers else [other for other in numbers if _near(name, other)]
    return Person(name, numbers[near[0]].most_common(1)[0][0]) if len(near) == 1 else Person(name)


def _near(name: str, other: str) -> bool:
    if len(name) == len(other):
        return len(name) > 2 and sum(one != two for one, two in zip(name, other, strict=True)) == 1
    short, long = sorted((name, other), key=len)
    return len(short) + 1 == len(long) and len(short) > 1 and short[0] == long[0] and short[-1] == long[-1]


def _citations(name: str, documents: Sequence[Document], fields: Sequence[Field]) -> Iterator[Fact]:
    told: list[tuple[tuple[Value, ...], list[Field]]] = []
    for paper in [*_papers(documents, DECISION)[:1], *_papers(documents, OTHERS)]:
        items = [item for item in fields if item.document == paper and item.name == name and isinstance(item.value, Citation)]
        if items:
            told.append((tuple(dict.fromkeys(item.value for item in items)), items))
        elif not told and paper in _papers(documents, DECISION):
            return  # the decision is there and names none: other papers cannot speak for it
    if told:
        value, items = told[0]
        conflicts = [
            Conflict(other, tuple(item.evidence for item in own[:2]))
            for other, own in told[1:]
            if {_place(one) for one in other} != {_place(one) for one in value}
        ]
        yield _fact(name, value, items, conflicts)


def _place(citation: Value) -> object:
    return (
        (citation.law, str(citation.article), citation.paragraph, citation.item) if isinstance(citation, Citation) else citation
    )


def _penalties(documents: Sequence[Document], fields: Sequence[Field]) -> Iterator[Fact]:
    decisions = _papers(documents, DECISION)[:1]
    if decisions and documents[decisions[0]].role == "no_penalty_decision":
        items = [item for item in fields if item.document == decisions[0]]
        # a decision of that kind decides none, however the kind was found
        yield Fact("penalties", (), tuple(item.evidence for item in items[:1]), max(documents[decisions[0]].confidence, LEGIBLE))
        return
    for paper in decisions:
        items = [item for item in fields if item.document == paper and item.name == "penalties"]
        if items:
            # orders to correct are no penalty proper and stand behind those that are
            kinds = sorted(dict.fromkeys(item.value for item in items), key=lambda kind: str(kind).startswith("责令改正"))
            yield _fact("penalties", tuple(kinds), items)


def _quantities(documents: Sequence[Document], fields: Sequence[Field]) -> Iterator[Fact]:
    """The decision's figures; what it leaves out from the papers before it, where they agree."""
    value: dict[str, Value] = {}
    evidence: list[Field] = []
    differing: dict[int, list[Field]] = {}
    for paper in [*_papers(documents, DECISION)[:1], *_papers(documents, (*OTHERS, "appraisal", "inspection_record"))]:
        for item in fields:
            if item.document != paper or item.name not in QUANTITIES or not isinstance(item.value, Decimal):
                continue
            if item.name not in value:
                if paper in _papers(documents, DECISION)[:1] or not _papers(documents, DECISION):
                    value[item.name] = item.value
                    evidence.append(item)
            elif (
                isinstance(known := value[item.name], Decimal)
                and abs(known - item.value) >= ONE_CENT / 100
                and item.confidence >= LEGIBLE
                and documents[paper].role not in DECISION
            ):
                differing.setdefault(paper, []).append(item)
    if value:
        conflicts = tuple(
            Conflict({item.name: item.value for item in items}, tuple(item.evidence for item in items))
            for items in differing.values()
        )
        yield Fact(
            "quantities",
            value,
            tuple(item.evidence for item in evidence),
            round(min(item.confidence for item in evidence), 4),
            conflicts,
        )
