"""One officer in two places at once (XA-01), and one person in every part of the work (XA-12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen, text
from pipeline.records import Evidence, Field, Finding, Person

_RECORDS = {"inquiry_record": "询问笔录", "inspection_record": "勘验、检查笔录"}


@dataclass(frozen=True, slots=True)
class Sitting:
    """An officer at one record of one case."""

    seen: Seen
    person: Person
    role: str
    start: datetime
    end: datetime
    sure: bool
    evidence: tuple[Evidence, ...]


def at_once(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-01: records of different files that overlap and share an officer, one finding a pair of files."""
    sittings: dict[str, list[Sitting]] = defaultdict(list)
    for seen in cases:
        for sitting in _sittings(seen, signal):
            sittings[sitting.person.name].append(sitting)
    clashes: dict[tuple[str, str], list[tuple[Sitting, Sitting]]] = defaultdict(list)
    for _, mine in sorted(sittings.items()):
        for one, other in combinations(sorted(mine, key=lambda sitting: (sitting.start, sitting.seen.name)), 2):
            if one.seen.name != other.seen.name and _clash(one, other):
                first, second = sorted((one.seen.name, other.seen.name))
                clashes[first, second].append((one, other))
    return [_clash_finding(pairs, signal) for _, pairs in sorted(clashes.items())]


def every_part(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-12: who handles cases, reviews them and presides at hearings; the files where the person does each."""
    parts: dict[str, dict[str, list[Seen]]] = defaultdict(lambda: defaultdict(list))
    for seen in cases:
        for part, names in _parts(seen).items():
            for name in names:
                parts[name][part].append(seen)
    findings = []
    for name, held in sorted(parts.items()):
        if len(held) < 3:
            continue
        about = [one for members in held.values() for one in members]
        if len({one.name for one in about}) < 2:
            continue  # inside one file it is FS-08's and GZ-14's
        roles = "；".join(f"{part}：{'、'.join(one.name for one in held[part])}" for part in ("承办", "法制审核", "听证主持"))
        evidence = [place for one in about for place in one.evidence("officers", "reviewer", "host")]
        findings.append(report(signal, about, f"{name}在不同案件中兼任承办人、法制审核人和听证主持人（{roles}）。", evidence=evidence))
    return findings


def _parts(seen: Seen) -> dict[str, set[str]]:
    reviewer, host = text(seen.case, "reviewer"), text(seen.case, "host")
    return {"承办": set(seen.officers), "法制审核": {reviewer} if reviewer else set(), "听证主持": {host} if host else set()}


def _sittings(seen: Seen, signal: Signal) -> Iterator[Sitting]:
    least = float(signal.number("least_confidence"))
    for index, document in enumerate(seen.case.documents):
        if document.role not in _RECORDS:
            continue
        start, end = (_time(seen, index, name) for name in ("start_time", "end_time"))
        if start is None or end is None:
            continue
        began, ended = start.value, end.value
        if not isinstance(began, datetime) or not isinstance(ended, datetime) or began >= ended or began.date() != ended.date():
            continue
        for field in seen.case.of(index, "officers"):
            if isinstance(field.value, Person):
                sure = min(start.confidence, end.confidence, field.confidence) >= least
                evidence = (start.evidence, end.evidence, field.evidence)
                yield Sitting(seen, field.value, document.role, began, ended, sure, evidence)


def _time(seen: Seen, index: int, name: str) -> Field | None:
    return max(seen.case.of(index, name), key=lambda field: field.confidence, default=None)


def _clash(one: Sitting, other: Sitting) -> bool:
    if one.person.certificate and other.person.certificate and one.person.certificate != other.person.certificate:
        return False  # two people of one name
    return other.start < one.end  # `one` began first


def _clash_finding(pairs: list[tuple[Sitting, Sitting]], signal: Signal) -> Finding:
    names = "、".join(dict.fromkeys(one.person.name for one, _ in pairs))
    one, other = pairs[0]
    times = "，".join(
        f"案卷{sitting.seen.name}的{_RECORDS[sitting.role]}为{sitting.start:%Y-%m-%d %H:%M}至{sitting.end:%H:%M}" for sitting in (one, other)
    )
    evidence = [place for pair in pairs for sitting in pair for place in sitting.evidence]
    sure = any(one.sure and other.sure for one, other in pairs)
    message = f"执法人员{names}同一时间出现在两案笔录中：{times}。"
    return report(signal, (one.seen, other.seen), message, evidence=evidence, verdict="fail" if sure else "unsure")
