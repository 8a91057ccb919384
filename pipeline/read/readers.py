"""One file → its pages, by the reader for its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from pipeline.read import trail
from pipeline.read.kinds import EXTENSIONS
from pipeline.read.timelimit import FILE, TooLong, within
from pipeline.records import Problem, Reading, SourceFile

Reader = Callable[[SourceFile], Reading]


def read(source: SourceFile) -> Reading:
    """The pages of one file. A bad file gives a Problem, never an exception."""
    if source.kind == "empty":
        return Reading((), (Problem("empty", f"{source.name}：文件是空的（0字节），请重新复制或重新扫描。", source.name),))
    reader = dict(READERS).get(source.kind)
    if reader is None:
        return Reading((), (_unsupported(source),))
    reading = _guarded(source, reader)
    trail.done()
    return _changed(source, _as_promised(source, reading))


def _guarded(source: SourceFile, reader: Reader) -> Reading:
    try:
        trail.step(source.name)
        if source.kind in _PAGED:
            return reader(source)
        with within(FILE):
            return reader(source)
    except trail.Deadly as error:
        problem = Problem("damaged", f"{source.name}：{error}，未能读取，请转成PDF后重新放入。", source.name)
    except TooLong:
        message = f"{source.name}：读取超时（超过{FILE / 60:.0f}分钟），未能读取，请拆分或转成PDF后重新放入。"
        problem = Problem("timeout", message, source.name)
    except MemoryError:
        problem = Problem("damaged", f"{source.name}：文件过大，内存不足，未能读取，请拆分后重新放入。", source.name)
    except OSError as error:
        message = f"{source.name}：文件打不开（{error.strerror or error}），请检查权限或重新复制。"
        problem = Problem("unreadable_file", message, source.name)
    return Reading((), (problem,))


def _as_promised(source: SourceFile, reading: Reading) -> Reading:
    promised = EXTENSIONS.get(source.path.suffix.lower())
    if not promised or source.kind in (promised, "locked") or not reading.pages:
        return reading
    message = f"{source.name}：扩展名与内容不符（内容是{_NAMES.get(source.kind, source.kind)}），已按内容读取，请改正扩展名。"
    return Reading(reading.pages, (*reading.problems, Problem("wrong_extension", message, source.name)))


def _changed(source: SourceFile, reading: Reading) -> Reading:
    """Name a file that is not the one collected: somebody saved it while we read."""
    try:
        with source.path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == source.sha256:
                return reading
    except OSError:
        pass  # it is gone: no less a change
    message = f"{source.name}：读取时文件被修改或移走，读出的内容可能不一致，请再运行一次。"
    return Reading(reading.pages, (*reading.problems, Problem("changed", message, source.name)))


_PAGED = ("pdf", "image", "zip", "packed", "locked")  # however long, each page or file in them has a limit of its own
_NAMES = {
    "pdf": "PDF",
    "docx": "Word文档",
    "image": "图片",
    "office": "旧版Office文档",
    "zip": "压缩包",
    "ofd": "OFD",
    "html": "网页",
}


def _unsupported(source: SourceFile) -> Problem:
    # the decoders of HEIC are not free to ship
    phone = "请在手机上改为“兼容性最佳”拍摄，或者另存为JPG后重新放入"
    remedy = phone if source.kind == "heic" else "请转成PDF、Word或图片后重新放入"
    return Problem("unsupported", f"{source.name}：不能读取这种格式，{remedy}。", source.name)


def _pdf(source: SourceFile) -> Reading:
    from pipeline.read.pdf import read_pdf

    return read_pdf(source)


def _word(source: SourceFile) -> Reading:
    from pipeline.read.word import read_word

    return read_word(source)


def _image(source: SourceFile) -> Reading:
    from pipeline.read.images import read_image

    return read_image(source)


def _text(source: SourceFile) -> Reading:
    from pipeline.read.plain import read_text

    return read_text(source)


def _html(source: SourceFile) -> Reading:
    from pipeline.read.web import read_html

    return read_html(source)


def _mail(source: SourceFile) -> Reading:
    from pipeline.read.mail import read_mail

    return read_mail(source)


def _zip(source: SourceFile) -> Reading:
    from pipeline.read.packed import read_zip

    return read_zip(source)


def _office(source: SourceFile) -> Reading:
    from pipeline.read.office import read_office

    return read_office(source)


def _sheet(source: SourceFile) -> Reading:
    from pipeline.read.sheets import read_sheet

    return read_sheet(source)


def _ofd(source: SourceFile) -> Reading:
    from pipeline.read.ofd import read_ofd

    return read_ofd(source)


def _table(source: SourceFile) -> Reading:
    from pipeline.read.office import read_table

    return read_table(source)


def _locked(source: SourceFile) -> Reading:
    from pipeline.read.lockedoffice import read_locked

    return read_locked(source)


def _packed(source: SourceFile) -> Reading:
    from pipeline.read.unpacked import read_packed

    return read_packed(source)


# the libraries are heavy: each reader is imported when its kind comes up
READERS: tuple[tuple[str, Reader], ...] = (
    ("pdf", _pdf),
    ("docx", _word),
    ("image", _image),
    ("text", _text),
    ("html", _html),
    ("mail", _mail),
    ("sheet", _sheet),
    ("office", _office),
    ("ofd", _ofd),
    ("zip", _zip),
    ("table", _table),
    ("locked", _locked),
    ("packed", _packed),
)
