"""A case written out: its papers as blocks, its index, its running page numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.synth.blocks import Block, Row, Run, Table, Text, parse, runs
from pipeline.synth.case import Case
from pipeline.synth.layout import Sheet, fonts_of, lay, page_number
from pipeline.synth.papers import Paper, papers, template
from pipeline.synth.words import words_for
from pipeline.synth.world import Office
from pipeline.synth.writing import day_text

# Words whose text holds whole lines of the notation, so they go in before the lines are read.
LINES = ("talk", "evidence_rows", "spoken", "appraise_sign", "qualified", "spot_served", "preservation_approval", "surcharge_row")
INDEX = {
    "a": ((1.0, 5.0, 4.0, 2.6, 1.3), ("序号", "文书名称", "文号", "日期", "页次")),
    "b": ((1.0, 2.6, 3.4, 4.0, 2.4, 1.2, 1.0), ("序号", "责任者", "文号", "题名", "日期", "页号", "备注")),
    "c": ((1.0, 6.0, 2.6, 1.6), ("编号", "材料名称", "形成日期", "起止页")),
}


@dataclass(frozen=True, slots=True)
class Written:
    """One paper with its text."""

    paper: Paper
    blocks: tuple[Block, ...]


def write(case: Case, office: Office, numbers: Mapping[str, str]) -> tuple[Written, ...]:
    """Every paper of the case in order; the index and the counts are right for a bundle drawn by sheets()."""
    chosen = papers(case)
    first = [Written(paper, _blocks(case, office, paper, numbers, 0, 0)) for paper in chosen if paper.key != "index"]
    counts = [len(lay(each.blocks, fonts_of(case.style))) for each in first]
    numbered = sum(count for each, count in zip(first, counts, strict=True) if each.paper.key != "cover")
    rows, at = [], 1
    for each, count in zip(first, counts, strict=True):
        if each.paper.key != "cover":
            rows.append((each.paper, at, at + count - 1))
            at += count
    result = []
    for paper in chosen:
        if paper.key == "index":
            result.append(Written(paper, _index(case, office, paper, numbers, rows)))
        elif paper.key in ("cover", "archive_note"):
            result.append(Written(paper, _blocks(case, office, paper, numbers, numbered, len(rows))))
        else:
            result.append(next(each for each in first if each.paper is paper))
    return tuple(result)


def sheets(case: Case, written: tuple[Written, ...]) -> list[tuple[Paper, list[Sheet]]]:
    """The sheets of every paper, with running numbers on all but cover and index."""
    fonts, at, result = fonts_of(case.style), 1, []
    for each in written:
        drawn = lay(each.blocks, fonts)
        if each.paper.key not in ("cover", "index"):
            for sheet in drawn:
                page_number(sheet, at, case.style["corner"], fonts["hand"] if case.style["index"] % 2 else fonts["body"])
                at += 1
        result.append((each.paper, drawn))
    return result


def _blocks(case: Case, office: Office, paper: Paper, numbers: Mapping[str, str], pages: int, count: int) -> tuple[Block, ...]:
    words = words_for(case, office, paper, numbers)
    words |= {"page_count": str(pages), "paper_count": str(count)}
    text = template(case, paper)
    for key in LINES:
        text = text.replace("{" + key + "}", words.get(key, "").replace("{", "").replace("}", ""))
    return parse(text, words)


def _misled(case: Case, rows: list[tuple[Paper, int, int]]) -> list[tuple[Paper, int, int]]:
    """The rows as a careless clerk lists them, where a fault wants it."""
    middle = len(rows) // 2
    if "index_missing" in case.flags:
        return [row for row in rows if row[0].key != "inspection"]
    if "index_wrong" in case.flags:
        return [*rows[:middle], *((paper, first + 3, last + 3) for paper, first, last in rows[middle:])]
    return rows


def _index(
    case: Case, office: Office, paper: Paper, numbers: Mapping[str, str], rows: list[tuple[Paper, int, int]]
) -> tuple[Block, ...]:
    kind = case.style["pick"].get("index", "a")
    widths, heads = INDEX[kind]
    lines = [heads]
    for place, (each, first, last) in enumerate(_misled(case, rows), 1):
        day, number = day_text(each.day, "{y}.{m}.{d}") if each.day else "", numbers.get(each.key, "")
        pages = str(first) if kind != "c" else f"{first}-{last}"
        issuer = office.name if number or each.role in ("decision", "prior_notice") else ""
        lines.append(
            {
                "a": (str(place), each.title, number, day, pages),
                "b": (str(place), issuer, number, each.title, day, pages, ""),
                "c": (str(place), each.title, day, pages),
            }[kind]
        )
    title = Text((Run(paper.title),), "title")
    return (title, Table(widths, tuple(Row(tuple((runs(cell),) for cell in line)) for line in lines)))
