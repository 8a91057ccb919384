"""Ruled lines → tables of cells; merged cells come out as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.read.runs import Cell, Ruling, Rulings, Table


def tables(rulings: Rulings, slack: float) -> tuple[Table, ...]:
    """The tables these lines draw, top to bottom. `slack`: how far lines may miss each other, in page units."""
    rows, columns = _join(rulings.horizontal, slack), _join(rulings.vertical, slack)
    found = []
    for across, down in _connected(rows, columns, slack):
        if len(across) >= 2 and len(down) >= 2:
            table = _table(across, down, slack)
            if len(table.cells) > 1:  # a single cell is a frame around the page, not a table
                found.append(table)
    return tuple(sorted(found, key=lambda table: (table.y0, table.x0)))


def _join(lines: Iterable[Ruling], slack: float) -> list[Ruling]:
    """Collinear pieces that touch become one line: producers draw each cell's border apart."""
    joined: list[Ruling] = []
    group: list[Ruling] = []
    for line in [*sorted(lines, key=lambda item: item.at), None]:
        if group and (line is None or line.at - group[-1].at > slack or line.at - group[0].at > 2 * slack):
            at = sum(item.at for item in group) / len(group)
            joined.extend(_spans(at, group, slack))
            group = []
        if line is not None:
            group.append(line)
    return joined


def _spans(at: float, group: list[Ruling], slack: float) -> list[Ruling]:
    spans: list[Ruling] = []
    for line in sorted(group, key=lambda item: item.start):
        if spans and line.start <= spans[-1].end + 2 * slack:
            spans[-1] = Ruling(at, spans[-1].start, max(spans[-1].end, line.end))
        else:
            spans.append(Ruling(at, line.start, line.end))
    return spans


def _connected(rows: list[Ruling], columns: list[Ruling], slack: float) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of lines that touch each other: each is a table of its own."""
    parent = list(range(len(rows) + len(columns)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            if (
                row.start - 2 * slack <= column.at <= row.end + 2 * slack
                and column.start - 2 * slack <= row.at <= column.end + 2 * slack
            ):
                parent[root(i)] = root(len(rows) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(columns):
        groups.setdefault(root(len(rows) + j), ([], []))[1].append(column)
    return list(groups.values())


def _table(rows: list[Ruling], columns: list[Ruling], slack: float) -> Table:
    ys = _positions(rows, [edge for column in columns for edge in (column.start, column.end)], slack)
    xs = _positions(columns, [edge for row in rows for edge in (row.start, row.end)], slack)
    wide, high = len(xs) - 1, len(ys) - 1
    owner = list(range(wide * high))

    def root(index: int) -> int:
        while owner[index] != index:
            index = owner[index]
        return index

    for i in range(high):
        for j in range(wide):
            here = i * wide + j
            if j + 1 < wide and not _drawn(columns, xs[j + 1], ys[i], ys[i + 1], slack):
                a, b = sorted((root(here), root(here + 1)))
                owner[b] = a
            if i + 1 < high and not _drawn(rows, ys[i + 1], xs[j], xs[j + 1], slack):
                a, b = sorted((root(here), root(here + wide)))
                owner[b] = a
    merged: dict[int, list[int]] = {}
    for index in range(wide * high):
        merged.setdefault(root(index), []).append(index)
    cells = []
    for parts in merged.values():
        top, bottom = min(p // wide for p in parts), max(p // wide for p in parts)
        left, right = min(p % wide for p in parts), max(p % wide for p in parts)
        cells.append(Cell(top, left, xs[left], ys[top], xs[right + 1], ys[bottom + 1]))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(tuple(cells), xs[0], ys[0], xs[-1], ys[-1])


def _positions(lines: list[Ruling], ends: Sequence[float], slack: float) -> list[float]:
    """Where the grid's lines stand; the outermost ends close a table that has no border on a side."""
    places = [line.at for line in lines]
    low, high = min(places), max(places)
    places += [end for end in (min(ends), max(ends)) if end < low - 6 * slack or end > high + 6 * slack]
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 2 * slack:
            found.append(place)
    return found


def _drawn(lines: list[Ruling], at: float, start: float, end: float, slack: float) -> bool:
    """Whether a line at `at` covers most of start…end."""
    covered = sum(max(0.0, min(end, line.end) - max(start, line.start)) for line in lines if abs(line.at - at) <= 2 * slack)
    return covered >= 0.6 * (end - start)
