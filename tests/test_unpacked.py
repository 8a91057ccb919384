"""Archives that libarchive opens, with a stand-in for it: the library is an optional extra."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.read import with_passwords
from pipeline.read.unpacked import read_packed
from pipeline.records import Reading, SourceFile


class _Error(Exception):
    pass


def _reading(monkeypatch: pytest.MonkeyPatch, name: str, members: dict[str, bytes | str], password: str | None = None) -> Reading:
    """Reads an archive: bytes are a member, words are what the library says where it fails, unless the password is right."""

    @contextmanager
    def reader(_: str, passphrase: str | None) -> Iterator[Iterator[SimpleNamespace]]:
        yield (_entry(member, content, passphrase) for member, content in members.items())

    def _entry(member: str, content: bytes | str, passphrase: str | None) -> SimpleNamespace:
        def blocks() -> list[bytes]:
            if isinstance(content, str) and passphrase != (password or ""):
                raise _Error(content)
            return [content if isinstance(content, bytes) else "已解开".encode()]

        return SimpleNamespace(pathname=member, isfile=True, issym=False, islnk=False, get_blocks=blocks)

    stand_in = SimpleNamespace(file_reader=reader, exception=SimpleNamespace(ArchiveError=_Error))
    monkeypatch.setitem(sys.modules, "libarchive", stand_in)
    with with_passwords(("错的", password) if password else ()):
        return read_packed(SourceFile(Path("/nowhere") / name, name, "0", "packed"))


def test_what_stands_before_a_damaged_place_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = _reading(monkeypatch, "卷.rar", {"2.txt": b"two", "1.txt": b"one", "3.txt": "CRC error"})
    assert [page.source.name for page in reading.pages] == ["卷.rar/1.txt", "卷.rar/2.txt"]
    assert [(problem.kind, "读出2个文件" in problem.message) for problem in reading.problems] == [("damaged", True)]


@pytest.mark.parametrize("name", ["卷.part2.rar", "卷.r01", "卷.7z.002", "卷.z01"])
def test_one_volume_of_several_is_told_as_such(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (problem,) = _reading(monkeypatch, name, {"1.txt": "Truncated file data"}).problems
    assert "分卷" in problem.message


def test_locked_members_name_the_setting_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = _reading(monkeypatch, "卷.7z", {"1.txt": b"one", "2.txt": "file is encrypted"})
    assert [page.text for page in reading.pages] == ["one"]
    assert [problem.kind for problem in reading.problems] == ["encrypted"]


def test_the_password_that_fits_opens_all(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = _reading(monkeypatch, "卷.7z", {"1.txt": b"one", "2.txt": "Incorrect passphrase"}, "lin-2024")
    assert ([page.text for page in reading.pages], reading.problems) == (["one", "已解开"], ())
