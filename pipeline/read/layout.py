"""Placed runs and ruled tables → the page's text in reading order, with one Line a run."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.rows import Row, rows, wraps
from pipeline.read.runs import Cell, Run, Table
from pipeline.records import Box, Line

Place = tuple[int, int, int]
_SHARES = tuple(step / 10_000 for step in range(10_001))  # a box's sides are of these: a bundle of 5,000 pages keeps no copies


def lay_out(runs: Sequence[Run], tables: Sequence[Table], width: float, height: float) -> tuple[str, tuple[Line, ...]]:
    """The page's text and its lines: cells of a table row by row with a tab between, free lines top to bottom."""
    inside: dict[tuple[int, Cell], list[Run]] = {}
    free: list[Run] = []
    for run in runs:
        home = _home(run, tables)
        if home is None:
            free.append(run)
        else:
            inside.setdefault(home, []).append(run)
    writer = _Writer(width, height)
    blocks: list[tuple[float, int | None, list[Run]]] = [(table.y0, number, []) for number, table in enumerate(tables)]
    tops = sorted(table.y0 for table in tables)
    for segment in range(len(tops) + 1):
        low = tops[segment - 1] if segment else float("-inf")
        high = tops[segment] if segment < len(tops) else float("inf")
        part = [run for run in free if low <= run.middle < high]
        if part:
            blocks.append((min(run.middle for run in part), None, part))
    for _, number, part in sorted(blocks, key=lambda block: (block[0], block[1] is None)):
        if number is None:
            _write_free(writer, part, [table.x1 for table in tables])
        else:
            _write_table(writer, number, tables[number], inside)
    return writer.text(), tuple(writer.lines)


def _home(run: Run, tables: Sequence[Table]) -> tuple[int, Cell] | None:
    x, y = (run.x0 + run.x1) / 2, run.middle
    for number, table in enumerate(tables):
        if table.x0 <= x <= table.x1 and table.y0 <= y <= table.y1:
            for cell in table.cells:
                if cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1:
                    return number, cell
    return None


def _write_free(writer: _Writer, runs: Sequence[Run], edges: Sequence[float]) -> None:
    made = rows(runs, tabs=True)
    # short lines (a page number in the corner, a label) do not tell where the paper's text begins and ends
    long = [row for row in made if row.x1 - row.x0 > 0.35 * writer.width]
    left = min((row.x0 for row in long), default=0.0)
    right = max([0.72 * writer.width, *(row.x1 for row in long), *edges])
    for index, row in enumerate(made):
        after = made[index + 1] if index + 1 < len(made) else None
        writer.row(row, None, after is not None and wraps(row, after, left, right, centred=False))
        writer.put("\n")


def _write_table(writer: _Writer, number: int, table: Table, inside: dict[tuple[int, Cell], list[Run]]) -> None:
    row_now = table.cells[0].row
    first = True
    for cell in table.cells:
        if not first:
            writer.put("\t" if cell.row == row_now else "\n")
        first, row_now = False, cell.row
        made = rows(inside.get((number, cell), ()), tabs=False)
        # 处/理/意/见: a label written down its cell
        upended = all(len(row.runs) == 1 and len(row.runs[0].text) <= 2 for row in made)
        for index, row in enumerate(made):
            after = made[index + 1] if index + 1 < len(made) else None
            goes_on = after is not None and (upended or wraps(row, after, cell.x0, cell.x1, centred=True))
            writer.row(row, (number, cell.row, cell.column), goes_on)
            if after is not None:
                writer.put("\n")
    writer.put("\n")


class _Writer:
    """Collects the text and the lines' places in it."""

    def __init__(self, width: float, height: float) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.width, self._height = width, height
        self.lines: list[Line] = []

    def put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def row(self, row: Row, cell: Place | None, goes_on: bool) -> None:
        """Write one visual line: its runs, each a Line, with the gaps between them."""
        for index, run in enumerate(row.runs):
            if index:
                self.put(row.gaps[index - 1])
            start = self._length
            self.put(run.text)
            last = index == len(row.runs) - 1
            sure = run.confidence if run.confidence == 1.0 else round(run.confidence, 4)
            self.lines.append(Line(start, self._length, self._box(run), None, sure, goes_on and last, cell))

    def text(self) -> str:
        return "".join(self._parts).rstrip("\n")

    def _box(self, run: Run) -> Box:
        def share(value: float, whole: float) -> float:
            return _SHARES[min(max(round(10_000 * value / whole), 0), 10_000)] if whole else 0.0

        return (
            share(run.x0, self.width),
            share(run.y0, self._height),
            share(run.x1, self.width),
            share(run.y1, self._height),
        )
