"""DOC, WPS, RTF, ODT, XLS, ET → Pages by LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.read.lockedoffice import is_locked, unlocked
from pipeline.records import Problem, Reading, SourceFile

_SECONDS = 120  # LibreOffice hangs on some files


def read_office(source: SourceFile) -> Reading:
    """Convert to DOCX and read that."""
    from pipeline.read.word import read_word

    return _through(source, "docx", "docx:MS Word 2007 XML", read_word)


def read_table(source: SourceFile) -> Reading:
    """Convert XLS or ET to XLSX and read that."""
    from pipeline.read.sheets import read_sheet

    return _through(source, "xlsx", "xlsx:Calc MS Excel 2007 XML", read_sheet)


def _through(source: SourceFile, suffix: str, form: str, read: Callable[[SourceFile], Reading]) -> Reading:
    if is_locked(source):
        return unlocked(source, lambda path: _through(replace(source, path=path), suffix, form, read))
    program = libreoffice()
    if program is None:
        message = f"{source.name}：旧版Office文件要用LibreOffice转换，本机未安装；请另存为{suffix}或PDF后重新放入。"
        return Reading((), (Problem("unsupported", message, source.name),))
    with tempfile.TemporaryDirectory(prefix="anjuan-", ignore_cleanup_errors=True) as folder:
        made = _convert(program, source.path, Path(folder), suffix, form)
        if made is None:
            message = f"{source.name}：文件未能转换（损坏、加密或超时），请用原软件另存为{suffix}或PDF。"
            return Reading((), (Problem("damaged", message, source.name),))
        reading = read(replace(source, path=made))
    pages = tuple(replace(page, source=source) for page in reading.pages)
    return Reading(pages, reading.problems)


def libreoffice() -> str | None:
    """The program's path, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert(program: str, path: Path, folder: Path, suffix: str, form: str) -> Path | None:
    # a profile of its own: two LibreOffices on one profile wait for each other for ever
    copied = folder / f"paper{path.suffix}"
    shutil.copyfile(path, copied)
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder / "out"),
        str(copied),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name == "posix"
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: its child must go too
        process.kill()
        process.wait()
        return None
    made = folder / "out" / f"paper.{suffix}"
    return made if made.is_file() else None
