"""The rows and cells of a page that is one long table, whether or not its rules were seen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Box, Page
from pipeline.titles import plain

GAP = re.compile(r"\t|\s{2,}|\u3000+")
SERIAL = re.compile(r"^(\d{1,3})[.、]?$")
COLUMN_OVERLAP = 0.3


def grid(page: Page) -> list[list[str]]:
    """The table's rows, each a list of cells; the text of a cell that runs over lines is joined."""
    if any(line.cell for line in page.lines):
        return _ruled(page)
    if page.lines and all(line.box for line in page.lines):
        return _placed(page)
    return [[plain(cell) for cell in GAP.split(row.strip())] for row in page.text.split("\n") if row.strip()]


def _ruled(page: Page) -> list[list[str]]:
    found: dict[tuple[int, int], dict[int, str]] = {}
    for line in page.lines:
        if line.cell:
            table, row, column = line.cell
            cells = found.setdefault((table, row), {})
            cells[column] = cells.get(column, "") + plain(page.text[line.start : line.end])
    width = 1 + max(column for cells in found.values() for column in cells)
    return [[cells.get(column, "") for column in range(width)] for _, cells in sorted(found.items())]


def _placed(page: Page) -> list[list[str]]:
    """Rows by their serial number in the left column: what stands nearest to it belongs to it."""
    placed = [(line.box, plain(page.text[line.start : line.end])) for line in page.lines if line.box]
    placed = [(box, text) for box, text in placed if text]
    serials = _serials(placed)
    if len(serials) < 3:
        return _by_height(placed)
    heads = [box for box, _ in serials]
    pitch = sorted(_middle(b) - _middle(a) for a, b in zip(heads, heads[1:], strict=False))[len(heads) // 2 - 1]
    rows: list[list[tuple[Box, str]]] = [[] for _ in heads]
    above: list[tuple[Box, str]] = []
    for box, text in placed:
        at = min(range(len(heads)), key=lambda n: abs(_middle(heads[n]) - _middle(box)))
        if abs(_middle(heads[at]) - _middle(box)) <= 0.8 * pitch or at not in (0, len(heads) - 1):
            rows[at].append((box, text))
        elif at == 0:
            above.append((box, text))
    return [*_by_height(above), *(_cells(row) for row in rows)]


def _serials(placed: Sequence[tuple[Box, str]]) -> list[tuple[Box, str]]:
    """The boxes of the running numbers: whole numbers near the left edge of the table, each one more than the last or nearly so."""
    left = min(box[0] for box, _ in placed) if placed else 0.0
    numbers = sorted(((box, text) for box, text in placed if SERIAL.match(text) and box[0] < left + 0.1), key=lambda item: item[0][1])
    kept: list[tuple[Box, str]] = []
    for box, text in numbers:
        if not kept or 1 <= int(text.rstrip(".、")) - int(kept[-1][1].rstrip(".、")) <= 3:
            kept.append((box, text))
    return kept


def _by_height(placed: Sequence[tuple[Box, str]]) -> list[list[str]]:
    rows: list[list[tuple[Box, str]]] = []
    for box, text in sorted(placed, key=lambda item: _middle(item[0])):
        if rows and abs(_middle(rows[-1][-1][0]) - _middle(box)) < 0.6 * (box[3] - box[1]):
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    return [_cells(row) for row in rows]


def _cells(row: Sequence[tuple[Box, str]]) -> list[str]:
    """The cells of a row from left to right; texts above one another are one cell."""
    columns: list[list[tuple[Box, str]]] = []
    for box, text in sorted(row, key=lambda item: item[0][0]):
        home = next((column for column in columns if any(_over(box, other) for other, _ in column)), None)
        if home is None:
            columns.append([(box, text)])
        else:
            home.append((box, text))
    return ["".join(text for _, text in sorted(column, key=lambda item: item[0][1])) for column in columns]


def _over(a: Box, b: Box) -> bool:
    shared = min(a[2], b[2]) - max(a[0], b[0])
    return shared > COLUMN_OVERLAP * min(a[2] - a[0], b[2] - b[0])


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2

