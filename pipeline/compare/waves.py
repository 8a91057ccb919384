"""Things that come too many at a time: inspections (XA-05), cases opened (XA-06), decisions the day after the notice (XA-07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

from pipeline.compare.rule import report, signals
from pipeline.compare.view import Seen
from pipeline.records import Finding
from pipeline.registers import InspectionRow, Registers, doc_number

Item = TypeVar("Item")


def crowded(cases: Sequence[Seen], registers: Registers) -> list[Finding]:
    """XA-05: one enterprise inspected, or fined, many times in few months."""
    signal = signals()["XA-05"]
    visits: dict[str, list[InspectionRow]] = defaultdict(list)
    for row in registers.inspections or ():
        if row.day:
            visits[row.inspected].append(row)
    findings = []
    for name, rows in sorted(visits.items()):
        dated = [(row.day, row) for row in rows if row.day]
        wave = _densest(dated, signal.count("inspection_days"))
        days = sorted({row.day for row in wave if row.day})
        fresh = {row.day for row in wave if not any(word in (row.subject or "") for word in signal.words("follow_up"))}
        if len(days) >= signal.count("inspections") and len(fresh) >= signal.count("first_visits"):
            about = [one for one in cases if one.party == name]
            message = f"{name}在{days[0]}至{days[-1]}被检查{len(days)}次（检查台账第{'、'.join(str(row.row) for row in wave)}行）。"
            findings.append(report("XA-05", about, message, evidence=[p for one in about for p in one.evidence("party_name")]))
    fined: dict[str, list[Seen]] = defaultdict(list)
    for one in cases:
        if one.party and one.party_kind == "unit" and one.fine and one.decision:
            fined[one.party].append(one)
    for name, ones in sorted(fined.items()):
        many = _densest([(one.decision, one) for one in ones if one.decision], signal.count("fine_days"))
        if len(many) >= signal.count("fines"):
            message = f"{name}在{many[0].decision}至{many[-1].decision}被罚款{len(many)}次。"
            evidence = [p for one in many for p in one.evidence("party_name", "decision_date")]
            findings.append(report("XA-05", many, message, evidence=evidence))
    return findings


def campaigns(cases: Sequence[Seen], registers: Registers) -> list[Finding]:
    """XA-06: a large share of a year's cases opened within a few weeks."""
    signal = signals()["XA-06"]
    opened = {doc_number(row.doc_number): row.filing_date for row in registers.cases or () if row.doc_number and row.filing_date}
    years: dict[int, list[tuple[date, Seen]]] = defaultdict(list)
    for one in cases:
        day = one.filing or opened.get(one.number)
        if day:
            years[day.year].append((day, one))
    findings = []
    for year, dated in sorted(years.items()):
        if len(dated) < signal.count("least_of_year"):
            continue
        wave = _densest(dated, signal.count("window_days"))
        if len(wave) >= signal.count("least_cases") and len(wave) >= signal.number("share") * len(dated):
            days = sorted(day for day, one in dated if one in wave)
            share = round(100 * len(wave) / len(dated))
            message = f"{year}年{len(dated)}件案件中有{len(wave)}件（{share}%）在{days[0]}至{days[-1]}立案。"
            evidence = [p for one in wave for p in one.evidence("filing_date")]
            findings.append(report("XA-06", wave, message, evidence=evidence))
    return findings


def next_day(cases: Iterable[Seen]) -> list[Finding]:
    """XA-07: a large share of decisions made on the day after the notice was served."""
    signal = signals()["XA-07"]
    told = [one for one in cases if one.case.procedure in ("ordinary", "hearing", None) and one.decision and one.notice_served]
    quick = [one for one in told if one.decision and one.notice_served and one.decision - one.notice_served == timedelta(days=1)]
    if len(quick) < signal.count("least_cases") or len(quick) < signal.number("share") * len(told):
        return []
    message = f"{len(told)}件普通程序案件中有{len(quick)}件在送达告知书的次日作出处罚决定，陈述申辩没有留出实际时间。"
    evidence = [p for one in quick for p in one.evidence("notice_served_date", "decision_date")]
    return [report("XA-07", quick, message, evidence=evidence)]


def _densest(dated: Sequence[tuple[date, Item]], days: int) -> list[Item]:
    """The items of the fullest span of that many days, the earliest where several are as full."""
    ordered = sorted(dated, key=lambda pair: pair[0])
    best: list[Item] = []
    for index, (first, _) in enumerate(ordered):
        inside = [item for day, item in ordered[index:] if day - first < timedelta(days=days)]
        if len(inside) > len(best):
            best = inside
    return best
