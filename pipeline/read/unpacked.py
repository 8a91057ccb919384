"""7Z and RAR → the pages of what is inside, where libarchive and its Python package are installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pipeline.read.collect import natural
from pipeline.read.packed import read_members, too_deep
from pipeline.read.passwords import locked, passwords
from pipeline.records import Problem, Reading, SourceFile

_MEMBERS = 2000
_BYTES = 500_000_000  # unpacked, all members together: they are sorted in memory
_VOLUME = re.compile(r"\.part\d+\.rar$|\.r\d\d$|\.(7z|zip)\.\d{3}$|\.z\d\d$", re.IGNORECASE)
_LOCKED = ("passphrase", "encrypt", "password")


def read_packed(source: SourceFile) -> Reading:
    """Every readable member in natural order; what stands before a damaged place is kept."""
    if too_deep(source.name):
        return Reading((), (Problem("limit", f"{source.name}：压缩包嵌套过深，未展开，请解压后放入。", source.name),))
    try:
        import libarchive  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except (ImportError, OSError, AttributeError):  # the package, or the library it needs
        message = f"{source.name}：7Z、RAR和用AES加密的ZIP要用libarchive打开，本机未安装；请先解压，再把里面的文件放入案卷文件夹。"
        return Reading((), (Problem("unsupported", message, source.name),))
    for password in (None, *passwords()):
        members: list[tuple[str, bytes]] = []
        problems: list[Problem] = []
        why = ""
        try:
            with libarchive.file_reader(str(source.path), passphrase=password) as packed:
                for member in _members(source, packed, problems):
                    members.append(member)
        except libarchive.exception.ArchiveError as error:
            why = str(error).lower()
        if not any(word in why for word in _LOCKED):
            break
    if any(word in why for word in _LOCKED):
        problems.append(locked(source.name, "压缩包"))
    elif why:
        problems.append(Problem("damaged", _damaged(source.name, len(members)), source.name))
    return read_members(source, sorted(members, key=lambda member: natural(member[0])), problems)


def _damaged(name: str, read: int) -> str:
    if _VOLUME.search(name):
        return f"{name}：是分卷压缩包的一卷，读出{read}个文件；请把各卷放在一起解压，再把里面的文件放入案卷文件夹。"
    return f"{name}：压缩包损坏或不完整，读出{read}个文件，其余未能打开，请重新压缩。"


def _members(source: SourceFile, packed: Any, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    budget = _BYTES
    for number, entry in enumerate(packed):
        name = str(entry.pathname).replace("\\", "/").replace("\n", "␊").replace("\r", "␍")
        shown = f"{source.name}/{name}"
        if entry.issym or entry.islnk:
            problems.append(Problem("link", f"{shown}：是链接，未跟随读取；请放入文件本身。", shown))
        if not entry.isfile:
            continue
        if number >= _MEMBERS:
            problems.append(Problem("limit", f"{source.name}：压缩包里文件过多，只读取前{_MEMBERS}个，请分开打包。", source.name))
            return
        parts = PurePosixPath(name).parts
        if any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in parts):
            continue
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            problems.append(Problem("unsafe_path", f"{shown}：路径指向压缩包之外，未展开。", shown))
            continue
        content = bytearray()
        for block in entry.get_blocks():
            content += block
            if len(content) > budget:
                problems.append(Problem("limit", f"{source.name}：解压后过大，后面的文件未展开，请分开打包。", source.name))
                return
        budget -= len(content)
        yield name, bytes(content)
