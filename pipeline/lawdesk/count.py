"""How much of the law table is data: every row is encoded, or listed in law/rows.yaml with the reason why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.check import load_rules
from pipeline.check.undecidable import load_undecidable
from pipeline.law import Law, datafile, offences
from pipeline.law.crimes import every_line

ROWS = Path(datafile.__file__).with_name("rows.yaml")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the table."""

    name: str
    rows: tuple[str, ...]
    encoded: tuple[str, ...]
    reasons: dict[str, str]  # rows that are not encoded on purpose
    missing: tuple[str, ...]  # neither: a hole


def parts() -> tuple[Part, ...]:
    """Every part of the table with its rows: encoded, left out for a reason, or missing."""
    content = datafile.keys(ROWS, "文件", datafile.load(ROWS), ("rows", "not_encoded", "superseded_rows"))
    have, reasons = encoded_rows(), {**content["not_encoded"], **undecidable()}
    found = []
    for name, spans in content["rows"].items():
        rows = tuple(row for span in spans for row in spread(span))
        left = {row: str(reasons[row]) for row in rows if row in reasons and row not in have}
        holes = tuple(row for row in rows if row not in have and row not in left)
        found.append(Part(str(name), rows, tuple(row for row in rows if row in have), left, holes))
    return tuple(found)


def encoded_rows() -> frozenset[str]:
    """The rows that provisions, offences, crime lines and rules stand for."""
    law = Law.load()
    rows = {row for name in law.names() for row in law.rows(name)}
    rows |= {_row(offence.id) for offence in offences()}
    lines = {line.id for line in every_line()}
    rows |= {_row(line) for line in lines}
    superseded = datafile.load(ROWS)["superseded_rows"]
    rows |= {row for row, ids in superseded.items() if set(ids) <= lines}
    return frozenset(rows | {rule.code for rule in load_rules()} | _compared())


def undecidable() -> dict[str, str]:
    """Rows of part G that no file can decide, with the reason, as the rules list them."""
    return {row.code: f"{row.title}：{row.why}" for row in load_undecidable(rule.code for rule in load_rules())}


def spread(span: str) -> tuple[str, ...]:
    """JD-01-JD-03 → JD-01, JD-02, JD-03; a single row is itself."""
    match = re.fullmatch(r"(?P<head>[A-Z]+\d*-?)(?P<first>\d+)-(?P=head)(?P<last>\d+)", span)
    if match is None:
        return (span,)
    width = len(match["first"])
    return tuple(f"{match['head']}{number:0{width}d}" for number in range(int(match["first"]), int(match["last"]) + 1))


def lines() -> list[str]:
    """The count as `anjuan law count` prints it."""
    law = Law.load()
    rows = parts()
    said = [f"{part.name}：{len(part.rows)}行，录入{len(part.encoded)}，说明不录入{len(part.reasons)}，缺{len(part.missing)}" for part in rows]
    total = [sum(len(getattr(part, name)) for part in rows) for name in ("rows", "encoded", "reasons", "missing")]
    said.append("合计：{}行，录入{}，说明不录入{}，缺{}".format(*total))
    entries = sum(len(law.versions(name)) for name in law.names())
    said.append(f"法律条目{len(law.names())}个（{entries}个版本）、违法行为{len(offences())}个、入罪门槛{len(every_line())}个、规则{len(load_rules())}条")
    for part in rows:
        said += [f"  未录入 {row}：{reason}" for row, reason in part.reasons.items()]
        said += [f"  缺 {row}" for row in part.missing]
    return said


def _row(name: str) -> str:
    match = re.match(r"[EF]\d+", name)
    # F01-2000 is the old line of F01's crime, another row of the table
    return name if match is None or re.fullmatch(r"F\d+-\d{4}", name) else match[0]


def _compared() -> set[str]:
    from pipeline.compare.rule import signals

    return {code for code in signals() if not code.startswith("XA")}
