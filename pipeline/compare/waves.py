"""Things that come too many at a time: inspections (XA-05), cases opened (XA-06), decisions the day after the notice (XA-07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import comb
from typing import TypeVar

from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen
from pipeline.records import Finding
from pipeline.registers import InspectionRow, Registers, doc_number

Item = TypeVar("Item")
_YEAR = 365


def crowded(cases: Sequence[Seen], registers: Registers, signal: Signal) -> list[Finding]:
    """XA-05: one enterprise inspected, or fined, many times in few months."""
    named: dict[str, list[Seen]] = defaultdict(list)
    for one in cases:
        if one.party:
            named[one.party].append(one)
    return [*_inspected(named, registers, signal), *_fined(named, signal)]


def _inspected(named: Mapping[str, Sequence[Seen]], registers: Registers, signal: Signal) -> Iterator[Finding]:
    visits: dict[str, list[tuple[date, InspectionRow]]] = defaultdict(list)
    for row in registers.inspections or ():
        if row.day:
            visits[row.inspected].append((row.day, row))
    for name, dated in sorted(visits.items()):
        wave = _densest(dated, signal.count("inspection_days"))
        days = sorted({row.day for row in wave if row.day})
        fresh = {row.day for row in wave if not any(word in (row.subject or "") for word in signal.words("follow_up"))}
        if len(days) >= signal.count("inspections") and len(fresh) >= signal.count("first_visits"):
            about = named.get(name, ())
            message = f"{name}在{days[0]}至{days[-1]}被检查{len(days)}次（检查台账第{'、'.join(str(row.row) for row in wave)}行）。"
            yield report(signal, about, message, evidence=[p for one in about for p in one.evidence("party_name")])


def _fined(named: Mapping[str, Sequence[Seen]], signal: Signal) -> Iterator[Finding]:
    for name, ones in sorted(named.items()):
        dated = [(one.decision, one) for one in ones if one.party_kind == "unit" and one.fine and one.decision]
        many = _densest(dated, signal.count("fine_days"))
        if len({one.printed or one.name for one in many}) >= signal.count("fines"):
            message = f"{name}在{many[0].decision}至{many[-1].decision}被罚款{len(many)}次。"
            evidence = [p for one in many for p in one.evidence("party_name", "decision_date")]
            yield report(signal, many, message, evidence=evidence)


def campaigns(cases: Sequence[Seen], registers: Registers, signal: Signal) -> list[Finding]:
    """XA-06: a large share of a bureau's cases of a year opened within a few weeks, more than an even year would ever bring."""
    opened = {doc_number(row.doc_number): row.filing_date for row in registers.cases or () if row.doc_number and row.filing_date}
    years: dict[tuple[str, int], list[tuple[date, Seen]]] = defaultdict(list)
    for one in cases:
        day = one.filing or (opened.get(one.number) if one.number else None)
        if day:
            years[one.bureau, day.year].append((day, one))
    findings = []
    for (bureau, year), dated in sorted(years.items(), key=lambda item: item[0]):
        if len(dated) < signal.count("least_of_year"):
            continue
        wave = _densest(dated, signal.count("window_days"))
        if len(wave) < signal.count("least_cases") or len(wave) < signal.number("share") * len(dated):
            continue
        chance = scan_chance(len(wave), len(dated), signal.count("window_days") / _YEAR)
        if chance > signal.number("chance_under"):
            continue
        inside = set(wave)
        days = sorted(day for day, one in dated if one in inside)
        share = round(100 * len(wave) / len(dated))
        message = (
            f"{bureau}{year}年{len(dated)}件案件中有{len(wave)}件（{share}%）在{days[0]}至{days[-1]}立案；"
            f"若全年均匀立案，{signal.count('window_days')}日内出现这么多件的概率{_said(chance)}。"
        )
        evidence = [p for one in wave for p in one.evidence("filing_date")]
        findings.append(report(signal, wave, message, evidence=evidence))
    return findings


def scan_chance(most: int, cases: int, window: float) -> float:
    """That some window of that share of the year holds as many, were the cases spread evenly (Wallenstein and Neff's approximation)."""
    tail = [comb(cases, k) * window**k * (1 - window) ** (cases - k) for k in range(most, cases + 1)]
    return min(1.0, max(0.0, (most / window - cases - 1) * tail[0] + 2 * sum(tail)))


def next_day(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-07: a large share of a bureau's decisions made on the day after the notice was served."""
    bureaus: dict[str, list[Seen]] = defaultdict(list)
    for one in cases:
        if one.procedure in ("ordinary", "hearing", None) and one.decision and one.notice_served:
            bureaus[one.bureau].append(one)
    findings = []
    for bureau, told in sorted(bureaus.items()):
        quick = [one for one in told if one.decision and one.notice_served and one.decision - one.notice_served == timedelta(days=1)]
        if len(quick) < signal.count("least_cases") or len(quick) < signal.number("share") * len(told):
            continue
        message = f"{bureau}{len(told)}件普通程序案件中有{len(quick)}件在送达告知书的次日作出处罚决定，陈述申辩没有留出实际时间。"
        evidence = [p for one in quick for p in one.evidence("notice_served_date", "decision_date")]
        findings.append(report(signal, quick, message, evidence=evidence))
    return findings


def _densest(dated: Sequence[tuple[date, Item]], days: int) -> list[Item]:
    """The items of the fullest span of that many days, the earliest where several are as full."""
    ordered = sorted(dated, key=lambda pair: pair[0])
    best, last = (0, 0), 0
    for first, (day, _) in enumerate(ordered):
        while last < len(ordered) and ordered[last][0] - day < timedelta(days=days):
            last += 1
        if last - first > best[1] - best[0]:
            best = (first, last)
    return [item for _, item in ordered[slice(*best)]]


def _said(chance: float) -> str:
    return "不到万分之一" if chance < 0.0001 else f"约{chance:.2%}"
