"""The numbers and days of the law a second time (law_pins.txt): a change of either side alone is seen.

python -m tests.law_pins --write    after the data were compared with the law, row by row
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pipeline.law import Law, crimes, offences

FILE = Path(__file__).with_suffix(".txt")


def pinned() -> tuple[str, ...]:
    """Every number, unit and day of provisions, offences and crime lines, one line a record."""
    return (*_provisions(), *_offences(), *_crimes())


def on_file() -> tuple[str, ...]:
    """The same as written down."""
    return tuple(FILE.read_text(encoding="utf-8").splitlines())


def provision_lines(law: Law, name: str) -> tuple[str, ...]:
    """The lines of one provision."""
    entries = law.versions(name)
    return tuple(f"provision {name} {e.since} {_said(e.value)} {e.unit or '-'} {e.citation.article or '-'} {e.grade}" for e in entries)


def _provisions() -> Iterator[str]:
    law = Law.load()
    for name in law.names():
        yield from provision_lines(law, name)


def _offences() -> Iterator[str]:
    for row in offences():
        whens = " ".join(f"{key}[{lo},{hi})" for key, (lo, hi) in row.when.items())
        replant = f"replant {row.replant[0]}-{row.replant[1]}" if row.replant else "-"
        yield f"offence {row.id} {row.since} {row.until or '-'} {'must' if row.mandatory else 'may'} {replant} {whens or '-'}"
        for branch in row.fine:
            spans = " ".join(f"{key}[{lo},{hi})" for key, (lo, hi) in (branch.when or {}).items())
            cells = (branch.type, branch.base, branch.lo, branch.hi, branch.party_kind, spans, branch.circumstance)
            yield f"fine {row.id} {' '.join(str(cell) if cell not in (None, '') else '-' for cell in cells)}"


def _crimes() -> Iterator[str]:
    for line in crimes.every_line():
        figures = " ".join(f"{one.quantity}>={one.at}/{one.possible or '-'}" for one in line.lines)
        yield f"crime {line.id} {line.since} {line.until or '-'} {figures}"


def _said(value: Decimal | str | bool | None) -> str:
    # words are not pinned: only numbers, and whether there is a rule at all
    return "words" if isinstance(value, str) else str(value)


if __name__ == "__main__" and "--write" in sys.argv:
    FILE.write_text("\n".join(pinned()) + "\n", encoding="utf-8")
