"""Reviews → files in OUT: jsonl, sheets, lists, ledgers and the comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pipeline import plain
from pipeline.check.standard import Standard
from pipeline.problems import OutputError
from pipeline.records import CaseLine, CaseRecord, Comparison, Entry, Finding, Problem, Review
from pipeline.report import consistency, excel, lists, page, word
from pipeline.report.lists import line
from pipeline.report.sheet import Sheet, Table, sheet
from pipeline.settings import Settings

WRITERS: tuple[tuple[str, Callable[[Sheet, Path], None]], ...] = (
    (".docx", word.write),
    (".xlsx", excel.write),
    (".html", page.write),
)
FILES = (
    "cases.jsonl", "findings.jsonl", "问题清单.xlsx", "自查台账.xlsx", "整治台账.xlsx", "汇总.xlsx", "处罚一致性.xlsx", "处罚一致性.html",
)  # fmt: skip

__all__ = ["complete", "has_sheets", "jsonl", "line", "sheet_key", "write_comparison", "write_lists", "write_sheets"]


def write_sheets(review: Review, standard: Standard, settings: Settings, out: Path) -> None:
    """sheets/CASE.docx, CASE.xlsx and CASE.html."""
    content = sheet(review, standard, settings)
    (out / "sheets").mkdir(parents=True, exist_ok=True)
    for path, write in _sheet_files(review.case.case_id, out):
        try:
            write(content, path)
        except PermissionError as error:
            raise OutputError(f"{path}：文件不能写入，可能正在 Word 或 Excel 中打开。请关闭后再运行。") from error


def has_sheets(case_id: str, out: Path) -> bool:
    """Whether every sheet of the case is still there."""
    return all(path.exists() for path, _ in _sheet_files(case_id, out))


def complete(out: Path, lines: Sequence[CaseLine]) -> bool:
    """Whether everything that a run writes is still there."""
    return all((out / name).exists() for name in FILES) and all(has_sheets(line.case, out) for line in lines)


def _sheet_files(case_id: str, out: Path) -> tuple[tuple[Path, Callable[[Sheet, Path], None]], ...]:
    return tuple((out / "sheets" / f"{case_id}{suffix}", write) for suffix, write in WRITERS)


def sheet_key(review: Review, standard: Standard, settings: Settings) -> str:
    """Changes when anything printed on the sheets of this case changes."""
    return hashlib.sha256((_version() + repr(sheet(review, standard, settings))).encode()).hexdigest()


@cache
def _version() -> str:
    """Our own writers: sheets of an older version are written anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_lists(
    out: Path,
    lines: Sequence[CaseLine],
    entries: Sequence[Entry],
    problems: Sequence[Problem],
    titles: dict[str, str],
    settings: Settings,
) -> None:
    """问题清单.xlsx, 自查台账.xlsx, 整治台账.xlsx and 汇总.xlsx."""
    stamp = ("填报单位（公章）：　　　　填报人：　　　　联系电话：　　　　审核人：　　　　报送日期：",)
    books = (
        ("问题清单", "林草行政执法领域突出问题专项整治问题清单", (lists.issue_list(entries, settings.region),), stamp),
        ("自查台账", "突出问题自查台账", (lists.self_check(entries),), stamp),
        ("整治台账", "突出问题整治台账", (lists.ledger(entries),), stamp),
        ("汇总", "案卷评查汇总", lists.summary(lines, entries, titles, problems), ()),
    )
    for name, title, tables, foot in books:
        _book(out / f"{name}.xlsx", title, tables, foot)


def write_comparison(
    out: Path, cases: Sequence[CaseRecord], comparisons: Mapping[str, Comparison], findings: Sequence[Finding]
) -> None:
    """处罚一致性.xlsx and .html."""
    content = consistency.tables(cases, comparisons, findings)
    _book(out / "处罚一致性.xlsx", "处罚一致性比较", content)
    (out / "处罚一致性.html").write_text(consistency.page(content, comparisons), encoding="utf-8")


@contextmanager
def jsonl(path: Path) -> Iterator[Callable[[Mapping[str, plain.Plain]], None]]:
    """Takes one row after another; the file is replaced as a whole at the end, so that a reader never sees half of it."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda row: print(plain.line(row), file=file, end="")
    part.replace(path)


def _book(path: Path, title: str, tables: Sequence[Table], foot: tuple[str, ...] = ()) -> None:
    try:
        excel.write_tables(path, title, tables, foot)
    except PermissionError as error:
        raise OutputError(f"{path}：文件不能写入，可能正在 Excel 中打开。请关闭后再运行。") from error
