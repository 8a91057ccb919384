"""An archive → its cases, each with its files in order (contract.md part 1)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.problems import EmptyArchive
from pipeline.read.kinds import EXTENSIONS, LOOSE_PAGES, kind_of
from pipeline.records import CaseFiles, Problem, SourceFile

REGISTERS = frozenset({".xlsx", ".xls", ".csv", ".xlsm", ".et"})
SETTINGS = ("settings.yaml", "settings.yml")
_CONTROLS = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "␡"}  # a newline is shown as ␊


@dataclass(frozen=True, slots=True)
class Collected:
    """What an archive holds, before anything is read."""

    cases: tuple[CaseFiles, ...]
    registers: tuple[Path, ...] = ()  # tables in the root that may be registers
    settings: Path | None = None
    problems: tuple[Problem, ...] = ()  # of the archive as a whole


def collect(archive: Path, *, skip: Collection[Path] = ()) -> Collected:
    """The cases of `archive`; `skip`: files and folders that are none of its papers (OUT, given registers).

    Raises EmptyArchive where there is no such path or no case in it.
    """
    if not archive.exists():
        raise EmptyArchive(f"{archive}：没有这个文件夹或文件，请检查路径。")
    left_out = {path.resolve() for path in skip}
    if archive.is_file():
        problems: list[Problem] = []
        source = _source(archive, archive.name, problems)
        return Collected((CaseFiles(_shown(archive.stem), (source,) if source else (), tuple(problems)),))
    try:
        entries = sorted(
            (entry for entry in archive.iterdir() if not _ignored(entry, left_out)), key=lambda entry: natural(entry.name)
        )
    except OSError as error:
        raise EmptyArchive(f"{archive}：文件夹打不开（{error.strerror}），请检查权限。") from error
    problems = []
    cases = _folders(archive, entries, left_out, problems) + _files(archive, entries, problems)
    cases = [case for case in _distinct(cases) if case.files or case.problems]
    if not cases:
        raise EmptyArchive(f"{archive}：里面没有案卷。每个子文件夹是一个案件，或者每个PDF、Word文件是一个案件。")
    registers = tuple(entry for entry in entries if entry.is_file() and entry.suffix.lower() in REGISTERS)
    settings = next((archive / name for name in SETTINGS if (archive / name).is_file()), None)
    return Collected(tuple(sorted(cases, key=lambda case: natural(case.case_id))), registers, settings, tuple(problems))


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which 2.pdf stands before 10.pdf; folders sort level by level."""
    pieces = re.split(r"(\d+)", name.casefold())
    key = tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)
    return (*key, (2, 0, name))  # equal but for case or leading zeros: still one order


def _folders(archive: Path, entries: list[Path], left_out: set[Path], problems: list[Problem]) -> list[CaseFiles]:
    cases = []
    for folder in entries:
        if folder.is_symlink():
            problems.append(_link(folder, archive))
        elif folder.is_dir():
            own: list[Problem] = []
            paths = sorted(
                _walk(folder, left_out, archive, own),
                key=lambda path: [natural(part) for part in path.relative_to(archive).parts],
            )
            sources = [_source(path, path.relative_to(archive).as_posix(), own) for path in paths]
            found = tuple(source for source in sources if source)
            if not found and not own:
                name = _shown(folder.name)
                own.append(Problem("empty", f"{name}：文件夹里没有文件，请放入该案的材料或删除空文件夹。", name))
            cases.append(CaseFiles(_shown(folder.name), found, tuple(own)))
    return cases


def _files(archive: Path, entries: list[Path], problems: list[Problem]) -> list[CaseFiles]:
    files = [entry for entry in entries if entry.is_file() and not entry.is_symlink() and _may_be_paper(entry)]
    pictures = [path for path in files if path.suffix.lower() in LOOSE_PAGES]
    has_folders = any(entry.is_dir() for entry in entries)
    if pictures and len(pictures) == len(files) and not has_folders:
        own: list[Problem] = []
        sources = [_source(path, path.name, own) for path in pictures]
        return [CaseFiles(_shown(archive.resolve().name), tuple(source for source in sources if source), tuple(own))]
    cases = []
    for path in files:
        own = []
        source = _source(path, path.name, own)
        if path in pictures:
            name = _shown(path.name)
            message = f"{name}：散放的图片与其他材料并列，已单独作为一个案件；如属某案，请移入该案文件夹。"
            own.append(Problem("loose_image", message, name))
        cases.append(CaseFiles(_shown(path.stem), (source,) if source else (), tuple(own)))
    return cases


def _may_be_paper(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in EXTENSIONS and suffix not in REGISTERS


def _distinct(cases: list[CaseFiles]) -> list[CaseFiles]:
    """Equal names: NAME, NAME~2, NAME~3."""
    taken = {case.case_id for case in cases}
    seen: set[str] = set()
    named = []
    for case in cases:
        name, count = case.case_id, 1
        while name in seen or (count > 1 and name in taken):
            count += 1
            name = f"{case.case_id}~{count}"
        seen.add(name)
        named.append(CaseFiles(name, case.files, case.problems))
    return named


def _walk(folder: Path, left_out: set[Path], archive: Path, problems: list[Problem]) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        name = _shown(folder.relative_to(archive).as_posix())
        problems.append(Problem("unreadable_file", f"{name}：文件夹打不开（{error.strerror}），请检查权限。", name))
        return
    for entry in entries:
        if _ignored(entry, left_out):
            continue
        if entry.is_symlink():
            problems.append(_link(entry, archive))
        elif entry.is_dir():
            yield from _walk(entry, left_out, archive, problems)
        elif entry.is_file():
            yield entry


def _link(entry: Path, archive: Path) -> Problem:
    name = _shown(entry.relative_to(archive).as_posix())
    return Problem("link", f"{name}：是链接，未跟随读取；请放入文件本身。", name)


def _ignored(path: Path, left_out: set[Path]) -> bool:
    name = path.name
    return (
        name.startswith((".", "~$"))
        or name.lower() in ("thumbs.db", "desktop.ini", "__macosx", *SETTINGS)
        or name.lower().endswith((".tmp", ".lnk"))
        or (bool(left_out) and path.resolve() in left_out)
    )


def _source(path: Path, name: str, problems: list[Problem]) -> SourceFile | None:
    shown = _shown(name)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return SourceFile(path, shown, digest, kind_of(path))
    except OSError as error:
        problems.append(Problem("unreadable_file", f"{shown}：文件打不开（{error.strerror}），请检查权限或重新复制。", shown))
        return None


def _shown(name: str) -> str:
    """A name that can be printed and written: other encodings and line ends are legal in names on Linux."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        name = raw.decode("utf-8", "replace")
    return "".join(_CONTROLS.get(char, char) for char in name)
