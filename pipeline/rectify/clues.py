"""Clues → entries of the ledger: each once, tied to its cases, with a proposed kind and the reasons for both."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pipeline.masking import discreet
from pipeline.records import CaseRecord, Entry, Person
from pipeline.records.ledger import Clue
from pipeline.rectify import judged
from pipeline.rectify.duplicates import joined
from pipeline.rectify.kinds import OTHER, Kind
from pipeline.rectify.matching import Known, Match, match
from pipeline.rectify.proposal import propose
from pipeline.registers import ClueRow

# review-standard.md 4.3 线索来源: the origin words a clue register uses → the words of the list
_ORIGINS = {
    "12345": "12345",
    "热线": "12345",
    "复议": "复议",
    "诉讼": "应诉",
    "应诉": "应诉",
    "媒体": "媒体",
    "舆情": "媒体",
    "自查": "自查",
}
_DATES = ("filing_date", "inspection_date", "notice_date", "decision_date", "decision_served_date", "closing_date")


def of_row(row: ClueRow, source: str) -> Clue:
    """A row of a clue register."""
    origin = next((word for key, word in _ORIGINS.items() if row.origin and key in row.origin), "投诉")
    return Clue(row.content, f"{source}第{row.row}行", row.number or "", origin, row.day, row.about or "")


def known_of(case: CaseRecord) -> Known:
    """What a clue may name of a case."""
    people = case.value("officers")
    names = tuple(item.name for item in people if isinstance(item, Person)) if isinstance(people, tuple) else ()
    values = (case.value(name) for name in _DATES)
    days = sorted(value.date() if isinstance(value, datetime) else value for value in values if isinstance(value, date))
    place = next((str(item.value) for item in case.all("violation_place")), "")
    number, party = case.value("doc_number"), case.value("party_name")
    return Known(
        case.case_id,
        (str(number),) if number else (),
        str(party or ""),
        names,
        place,
        days[0] if days else None,
        days[-1] if days else None,
    )


def entries(
    clues: Sequence[Clue], cases: Iterable[Known], unit: str, enterprises: frozenset[str] = frozenset()
) -> tuple[Entry, ...]:
    """One entry a clue; what several tell is one, and says where else it stands. `enterprises`: cases whose party is one."""
    known = tuple(cases)
    return tuple(_entry(first, others, match(first, known), unit, enterprises) for first, others in joined(clues))


def _entry(clue: Clue, others: Sequence[Clue], found: Match, unit: str, enterprises: frozenset[str]) -> Entry:
    kind = _kind(clue)
    told = [f"来源：{clue.source}" + (f"，{clue.day}" if clue.day else "")]
    told += [f"涉及：{clue.about}"] if clue.about else []
    told += [f"针对：{clue.challenged}"] if clue.challenged else []
    told += [f"对应案卷：{'、'.join(found.cases)}（{found.why}）"] if found.cases else []
    told += [f"重复线索：{'、'.join(other.source for other in others)}"] if others else []
    return Entry(
        id=hashlib.sha256("\0".join(("clue", clue.number or clue.source, clue.content)).encode()).hexdigest()[:12],
        cases=found.cases,
        rule="线索",
        category=kind.name,
        problem=_problem(clue),
        detail=discreet("；".join(told), clue.party),
        law="",
        origin=clue.origin,
        severity="hint",
        verdict="unsure",
        enterprise="公司" in clue.about + clue.content or any(case in enterprises for case in found.cases),
        unit=unit,
        officers=(),
        suggestion="核实后填写处理意见"
        if not clue.result or judged.against(clue.result)
        else f"结果为{clue.result}，核实后可以标为不属实",
        subkind=kind.subkind,
        reason=kind.reason,
    )


def _problem(clue: Clue) -> str:
    if not clue.result:
        return discreet(clue.content, clue.party)
    grounds = f"：{'、'.join(clue.grounds)}" if clue.grounds and judged.against(clue.result) else ""
    return f"{clue.origin}结果为{clue.result}{grounds}（{clue.challenged or clue.number}）"


def _kind(clue: Clue) -> Kind:
    if clue.result:
        name, _, subkind = (judged.kind_of(clue.grounds) or OTHER).partition("：")
        return Kind(name, subkind, f"{clue.origin}文书的理由：{'、'.join(clue.grounds) or '未写明'}")
    return propose(clue.content)
