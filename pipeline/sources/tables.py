"""Published tables and own lists (xlsx, csv, JSON lines of flat rows) → cases to compare, one row at a time."""

from __future__ import annotations

import csv
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from pipeline.compare.view import Seen
from pipeline.problems import UsageError
from pipeline.registers.cells import money
from pipeline.registers.tables import Cell, TableError, sheets
from pipeline.sources.chunks import in_chunks
from pipeline.sources.rows import Row, cases_of, seen_of

_DEEP = 15  # a header stands in the first rows, under titles
_SAMPLE = 2000  # rows that tell what a column counts in
_NEEDED = ("party", "cause", "fine")
_WAN = 10000


@dataclass(frozen=True, slots=True)
class Header:
    """Which column holds what, and what the fine is counted in; `unit` None: told from the figures."""

    columns: Mapping[str, int]
    units: Mapping[str, str]


def from_table(path: Path, problems: list[str]) -> Iterator[Seen]:
    """The cases of every sheet that has the columns; a sheet that lacks one is told in `problems`."""
    found = False
    for name, lines in _sheets(path):
        start = list(islice(lines, _DEEP + 1))
        number, header = _header(start)
        if header is None:
            continue
        found = True
        missing = [words()[key][0] for key in _NEEDED if key not in header.columns]
        if missing:
            problems.append(f"{path.name}{f'（{name}）' if name else ''}：缺少“{'、'.join(missing)}”列，相应内容不能比较。")
        yield from rows_of(path.name, header, chain(start[number:], lines), number)
    if not found:
        raise UsageError(f"{path}：认不出表头（前{_DEEP}行里没有文号、当事人、案由、罚款等列）。请核对是不是处罚公示表。")


def rows_of(source: str, header: Header, lines: Iterable[Sequence[Cell]], start: int) -> Iterator[Seen]:
    """The rows under a header as cases."""
    lines = iter(lines)
    sample = list(islice(lines, _SAMPLE))
    unit = _fine_unit(header, sample)
    rows = (
        Row(source, number, {key: line[index] for key, index in header.columns.items() if index < len(line)}, header.units, unit)
        for number, line in enumerate(chain(sample, lines), start + 1)
    )
    yield from in_chunks(cases_of, rows)


@cache
def words() -> Mapping[str, list[str]]:
    """The words of the columns (columns.yaml)."""
    content: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("columns.yaml").read_text(encoding="utf-8"))
    return content


def header_of(cells: Sequence[Cell]) -> Header | None:
    """A row as a header: three known columns or more."""
    ranks: dict[str, tuple[int, int]] = {}
    units: dict[str, str] = {}
    for index, cell in enumerate(cells):
        word, unit = _word(cell)
        fitting = [(rank, key) for key, known in words().items() if (rank := _rank(word, known)) is not None]
        for rank, key in sorted(fitting)[:1]:
            if key not in ranks or rank < ranks[key][0]:
                ranks[key], units[key] = (rank, index), unit
    return Header({key: index for key, (_, index) in ranks.items()}, units) if len(ranks) >= 3 else None


def _header(lines: Sequence[Sequence[Cell]]) -> tuple[int, Header | None]:
    """The best header among the first rows, and the number of rows up to it."""
    best: tuple[int, Header | None] = (0, None)
    for number, cells in enumerate(lines[:_DEEP], 1):
        header = header_of(cells)
        if header and (best[1] is None or len(header.columns) > len(best[1].columns)):
            best = (number, header)
    return best


def _word(cell: Cell) -> tuple[str, str]:
    """A header cell without blanks and brackets, and the unit it tells: 罚款金额（万元）."""
    if not isinstance(cell, str):
        return "", ""
    text = re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", cell))
    unit = "".join(re.findall(r"万元|元|公顷|亩|平方米|立方米", text))
    return re.sub(r"\([^)]*\)|/?万元$|/元$", "", text), unit


def _rank(word: str, known: Sequence[str]) -> int | None:
    if word in known:
        return known.index(word)
    if any(len(one) >= 4 and one in word and len(word) <= len(one) + 2 for one in known):
        return len(known)
    return None


def _fine_unit(header: Header, sample: Sequence[Sequence[Cell]]) -> int:
    """Yuan a unit of the fine's column: what its header says, else told from the size of the figures."""
    told = header.units.get("fine", "")
    if told:
        return _WAN if "万" in told else 1
    index = header.columns.get("fine")
    figures = [money(line[index]) for line in sample if index is not None and index < len(line)]
    known = [float(figure) for figure in figures if figure]
    # The national list counts in 万元; few fines of a list in yuan are below 50, few in 万元 above.
    return _WAN if known and median(known) < 50 else 1


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[Sequence[Cell]]]]:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK"):
        yield from _xlsx(path)
    elif path.suffix.lower() == ".csv":
        yield "", _csv(path)
    else:
        try:
            for sheet in sheets(path):
                yield sheet.name, iter(sheet.rows)
        except TableError as error:
            raise UsageError(f"{path}：{error}。") from error


def _xlsx(path: Path) -> Iterator[tuple[str, Iterator[Sequence[Cell]]]]:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and validations we do not need
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises a dozen kinds for a broken file
        raise UsageError(f"{path}：不是完好的Excel文件，可能已损坏或者加了密码。") from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a wrong size in the file would hide columns
            yield sheet.title, (tuple(cell for cell in line) for line in sheet.iter_rows(values_only=True))
    finally:
        book.close()


def _csv(path: Path) -> Iterator[Sequence[Cell]]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = "".join(islice(file, 10))
        mark = max(",\t;", key=first.count)
        file.seek(0)
        for line in csv.reader(file, delimiter=mark):
            yield [cell.strip() or None for cell in line]


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        sample = file.read(1 << 20)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        sample[: sample.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def flat_row(row: Mapping[str, Any], source: str, number: int) -> Seen | None:
    """A JSON object whose keys are a table's heads."""
    header = _header_of_keys(tuple(row))
    if header is None:
        return None
    values = list(row.values())
    cells = {key: values[index] for key, index in header.columns.items() if values[index] not in (None, "")}
    unit = _WAN if "万" in header.units.get("fine", "") else 1
    return seen_of(Row(source, number, cells, header.units, unit))


@cache
def _header_of_keys(keys: tuple[str, ...]) -> Header | None:
    return header_of(keys)
