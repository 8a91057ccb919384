"""Reviews → files in OUT: jsonl, sheets, lists, ledgers and the comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pipeline import plain
from pipeline.check.standard import Standard
from pipeline.compare.study import Study
from pipeline.problems import OutputError
from pipeline.records import CaseLine, Problem, Review
from pipeline.records.ledger import Item
from pipeline.report import consistency, consistency_page, excel, lists, page, word
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

AWAY = "已不在案卷文件夹"

__all__ = [
    "complete",
    "has_sheets",
    "jsonl",
    "ledgers",
    "line",
    "put_away",
    "sheet_key",
    "write_comparison",
    "write_lists",
    "write_pictures",
    "write_sheets",
]


def write_sheets(review: Review, standard: Standard, settings: Settings, out: Path, texts: Path | None = None) -> None:
    """sheets/CASE.docx, CASE.xlsx and CASE.html."""
    content = sheet(review, standard, settings, texts)
    (out / "sheets").mkdir(parents=True, exist_ok=True)
    for path, write in _sheet_files(review.case.case_id, out):
        try:
            write(content, path)
        except PermissionError as error:
            raise OutputError(f"{path}：文件不能写入，可能正在 Word 或 Excel 中打开。请关闭后再运行。") from error


def has_sheets(case_id: str, out: Path) -> bool:
    """Whether every sheet of the case is still there."""
    return all(path.exists() for path, _ in _sheet_files(case_id, out))


def put_away(case_id: str, out: Path) -> None:
    """Move the sheets of a case that is no longer in the archive out of the way: a person may have written on them."""
    for path, _ in _sheet_files(case_id, out):
        if path.exists():
            aside = out / "sheets" / AWAY
            aside.mkdir(exist_ok=True)
            path.replace(aside / path.name)


def complete(out: Path, lines: Sequence[CaseLine]) -> bool:
    """Whether everything that a run writes is still there."""
    return all((out / name).exists() for name in FILES) and all(has_sheets(line.case, out) for line in lines)


def _sheet_files(case_id: str, out: Path) -> tuple[tuple[Path, Callable[[Sheet, Path], None]], ...]:
    return tuple((out / "sheets" / f"{case_id}{suffix}", write) for suffix, write in WRITERS)


def sheet_key(review: Review, standard: Standard, settings: Settings, texts: Path | None = None) -> str:
    """Changes when anything printed on the sheets of this case changes."""
    return hashlib.sha256((_version() + repr(sheet(review, standard, settings, texts))).encode()).hexdigest()


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
    items: Sequence[Item],
    problems: Sequence[Problem],
    titles: dict[str, str],
    settings: Settings,
) -> None:
    """问题清单.xlsx, 自查台账.xlsx, 整治台账.xlsx and 汇总.xlsx."""
    stamp = ("填报单位（公章）：　　　　填报人：　　　　联系电话：　　　　审核人：　　　　报送日期：",)
    books = (
        ("问题清单", "林草行政执法领域突出问题专项整治问题清单", (lists.issue_list(items, settings.region),), stamp),
        ("自查台账", "突出问题自查台账", (lists.self_check(items),), stamp),
        ("整治台账", "突出问题整治台账", (lists.ledger(items),), stamp),
        ("汇总", "案卷评查汇总", lists.summary(lines, items, titles, problems), ()),
    )
    for name, title, tables, foot in books:
        _book(out / f"{name}.xlsx", title, tables, foot)


def ledgers(out: Path) -> tuple[Path, ...]:
    """The lists that people fill in."""
    return tuple(out / f"{name}.xlsx" for name in ("问题清单", "自查台账", "整治台账"))


def write_comparison(out: Path, study: Study, notes: Sequence[str] = ()) -> None:
    """处罚一致性.xlsx and .html."""
    _book(out / "处罚一致性.xlsx", "处罚一致性比较", consistency.tables(study, notes))
    (out / "处罚一致性.html").write_text(consistency_page.page(study, notes), encoding="utf-8")


def write_pictures(out: Path, study: Study) -> None:
    """The pictures of like cases as SVG files, for reports; those of an earlier run go."""
    folder = out / "处罚一致性图"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    for name, picture in consistency_page.pictures(study).items():
        (folder / name).write_text(picture, encoding="utf-8")


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
