"""ZIP → the pages of what is inside; a member's source is named CASE.zip/INNER."""

from __future__ import annotations

import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.read.collect import natural
from pipeline.read.kinds import EXTENSIONS, kind_of
from pipeline.read.passwords import locked, passwords
from pipeline.records import Page, Problem, Reading, SourceFile

_MEMBERS = 2000
_BYTES = 2_000_000_000  # unpacked, all members of one file together
_RATIO = 300  # a member that grows more than this is a bomb
_DEPTH = 3
_HOLDERS = frozenset({"zip", "packed", "mail", "pdf", "ofd"})  # kinds that hold files
_AES = 99  # a way of locking that Python's zip does not know


def read_zip(source: SourceFile) -> Reading:
    """Every readable member in natural order."""
    if too_deep(source.name):
        return Reading((), (Problem("limit", f"{source.name}：压缩包嵌套过深，未展开，请解压后放入。", source.name),))
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(source.path) as packed:
            if any(info.compress_type == _AES for info in packed.infolist()) and passwords():
                from pipeline.read.unpacked import read_packed

                return read_packed(source)
            return read_members(source, _members(source, packed, problems), problems)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        message = f"{source.name}：压缩包损坏或不完整，未能打开，请重新压缩。"
        return Reading((), (Problem("damaged", message, source.name),))


def too_deep(name: str) -> bool:
    """Whether this is packed in as many files as we open."""
    return sum(EXTENSIONS.get(f".{part.rpartition('.')[2].lower()}") in _HOLDERS for part in name.split("/")[:-1]) >= _DEPTH


def read_members(source: SourceFile, members: Iterable[tuple[str, bytes]], problems: list[Problem]) -> Reading:
    """Read files that are packed in another; `problems` are those met so far."""
    from pipeline.read.readers import read

    pages: list[Page] = []
    seen: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="anjuan-") as folder:
        for number, (name, content) in enumerate(members):
            path = Path(folder) / f"{number}{PurePosixPath(name).suffix[:12]}"
            path.write_bytes(content)
            inner = SourceFile(path, f"{source.name}/{name}", sha256(content).hexdigest(), kind_of(path))
            reading = read(inner)
            path.unlink()
            # the folder goes: what stays is the packed file
            pages.extend(replace(page, source=replace(page.source, path=source.path)) for page in reading.pages)
            seen.extend(reading.problems)
    if not pages and not problems and not seen:
        problems.append(Problem("empty", f"{source.name}：里面没有文件，请重新打包。", source.name))
    return Reading(tuple(pages), (*problems, *seen))


def _members(source: SourceFile, packed: zipfile.ZipFile, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    infos = sorted(((_name(info), info) for info in packed.infolist() if not info.is_dir()), key=lambda pair: natural(pair[0]))
    budget = _BYTES
    if len(infos) > _MEMBERS:
        message = f"{source.name}：压缩包里有{len(infos)}个文件，只读取前{_MEMBERS}个，请分开打包。"
        problems.append(Problem("limit", message, source.name))
    for name, info in infos[:_MEMBERS]:
        parts = PurePosixPath(name).parts
        shown = f"{source.name}/{name}"
        if any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in parts) or parts[-1].lower() in (
            "thumbs.db",
            "desktop.ini",
        ):
            continue
        if ".." in parts or name.startswith("/") or ":" in parts[0]:
            problems.append(Problem("unsafe_path", f"{shown}：路径指向压缩包之外，未展开。", shown))
        elif stat.S_ISLNK(info.external_attr >> 16):
            problems.append(Problem("link", f"{shown}：是链接，未跟随读取；请放入文件本身。", shown))
        elif info.file_size > budget or (info.file_size > 1_000_000 and info.file_size > _RATIO * max(1, info.compress_size)):
            problems.append(Problem("limit", f"{shown}：解压后过大（{info.file_size}字节），未展开，请单独放入。", shown))
        else:
            budget -= info.file_size
            content = _opened(packed, info) if info.flag_bits & 1 else _content(packed, info, None)
            if content is not None:
                yield name, content
            elif info.flag_bits & 1:
                problems.append(locked(shown, "压缩包内的文件"))
            else:
                problems.append(Problem("damaged", f"{shown}：压缩包内的文件损坏，未能解压，请重新压缩。", shown))


def _opened(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | None:
    """A locked member by the first password that fits; Windows writes a Chinese password in GBK."""
    for password in passwords():
        for encoding in ("utf-8", "gb18030"):
            if (content := _content(packed, info, password.encode(encoding))) is not None:
                return content
    return None


def _content(packed: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes | None) -> bytes | None:
    try:
        return packed.read(info, password)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return None


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name; Chinese Windows writes GBK and does not say so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        raw = name.encode("cp437", "replace") if not name.isascii() else name.encode()
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/").replace("\n", "␊").replace("\r", "␍")
