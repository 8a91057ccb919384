"""7Z and RAR → the pages of what is inside, where libarchive and its Python package are installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.read.collect import natural
from pipeline.read.packed import read_members
from pipeline.records import Problem, Reading, SourceFile

_MEMBERS = 2000
_BYTES = 500_000_000  # unpacked, all members together: they are sorted in memory


def read_packed(source: SourceFile) -> Reading:
    """Every readable member in natural order."""
    try:
        import libarchive  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except (ImportError, OSError, AttributeError):  # the package, or the library it needs
        message = f"{source.name}：7Z、RAR压缩包要用libarchive打开，本机未安装；请先解压，再把里面的文件放入案卷文件夹。"
        return Reading((), (Problem("unsupported", message, source.name),))
    problems: list[Problem] = []
    try:
        with libarchive.file_reader(str(source.path)) as packed:
            members = sorted(_members(source, packed, problems), key=lambda member: natural(member[0]))
    except libarchive.exception.ArchiveError as error:
        locked = any(word in str(error).lower() for word in ("passphrase", "encrypt", "password"))
        why = "设有密码，未能读取，请解密后重新放入" if locked else "损坏或不完整，未能打开，请重新压缩"
        return Reading((), (Problem("encrypted" if locked else "damaged", f"{source.name}：压缩包{why}。", source.name),))
    return read_members(source, members, problems)


def _members(source: SourceFile, packed: Iterator[object], problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    budget = _BYTES
    for number, entry in enumerate(packed):
        name = str(entry.pathname).replace("\\", "/")  # type: ignore[attr-defined]
        if not entry.isfile:  # type: ignore[attr-defined]
            continue
        if number >= _MEMBERS:
            problems.append(Problem("limit", f"{source.name}：压缩包里文件过多，只读取前{_MEMBERS}个，请分开打包。", source.name))
            return
        parts = PurePosixPath(name).parts
        if any(part.startswith((".", "~$", "__MACOSX")) and part != ".." for part in parts):
            continue
        if name.startswith("/") or ".." in parts:
            problems.append(Problem("unsafe_path", f"{source.name}/{name}：路径指向压缩包之外，未展开。", source.name))
            continue
        content = bytearray()
        for block in entry.get_blocks():  # type: ignore[attr-defined]
            content += block
            if len(content) > budget:
                problems.append(Problem("limit", f"{source.name}：解压后过大，后面的文件未展开，请分开打包。", source.name))
                return
        budget -= len(content)
        yield name, bytes(content)
