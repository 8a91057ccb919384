"""What changed in the law after a day, old and new beside each other (`anjuan law changes SINCE`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.check.wording import cited
from pipeline.law import Law, offences, statute
from pipeline.law.crimes import every_line
from pipeline.law.offences import Offence
from pipeline.law.structure import every_statute
from pipeline.lawdesk import wording


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise from that day on."""

    day: date
    what: str
    old: str
    new: str


def changes(since: date, until: date | None = None) -> tuple[Change, ...]:
    """Every change after `since`, up to `until`, the earliest first."""
    found = [*_statutes(), *_provisions(), *_offences()]
    inside = (change for change in found if change.day > since and (until is None or change.day <= until))
    return tuple(sorted(inside, key=lambda change: (change.day, change.what)))


def _statutes() -> list[Change]:
    found = []
    ours = _cited()
    for known in every_statute():
        if known.law not in ours:
            continue
        for before, version in zip((None, *known.versions), known.versions, strict=False):
            if before or known.since == version.version:
                old = before.label or f"{before.version}版" if before else "—"
                found.append(Change(version.version, f"《{known.law}》", old, version.label or f"{version.version}版施行"))
        if known.repealed:
            found.append(Change(known.repealed, f"《{known.law}》", "施行", "废止"))
    return found


def _cited() -> set[str]:
    """The statutes the law data rests on, and what Shanxi made; the registry knows many others."""
    law, rows = Law.load(), offences()
    laws = {version.citation.law for name in law.names() for version in law.versions(name)}
    laws |= {cite.law for row in rows for cite in (*row.penalty, *row.violated)}
    laws |= {cite.law for line in every_line() for cite in (line.criminal_law, line.interpretation)}
    known = {found.law for name in laws if (found := statute(name))}
    return known | {found.law for found in every_statute() if found.kind == "local"}


def _provisions() -> list[Change]:
    law, found = Law.load(), []
    for name in law.names():
        entries = law.versions(name)
        for before, entry in zip((None, *entries), entries, strict=False):
            old = f"{wording.value(before)}（{before.source}）" if before else "—"
            found.append(Change(entry.since, entry.title, old, f"{wording.value(entry)}（{entry.source}）"))
    return found


def _offences() -> list[Change]:
    rows, found = offences(), []
    for row in rows:
        same = [other for other in rows if set(other.causes) & set(row.causes)]
        before = [other for other in same if other.until and other.until + timedelta(days=1) == row.since]
        found.append(Change(row.since, f"{'、'.join(row.causes)}", "；".join(map(_said, before)) or "—", _said(row)))
        if row.until and not any(other.since == row.until + timedelta(days=1) for other in same):
            found.append(Change(row.until + timedelta(days=1), f"{'、'.join(row.causes)}", _said(row), "不再有这一罚则"))
    return found


def _said(row: Offence) -> str:
    return f"{wording.fine(row)}（{'、'.join(cited(cite) for cite in row.penalty)}）"
