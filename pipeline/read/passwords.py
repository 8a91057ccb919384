"""The passwords that the settings give (`passwords:`): each is tried on a locked file, none is ever guessed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.records import Problem

_given: tuple[str, ...] = ()


@contextmanager
def with_passwords(passwords: tuple[str, ...]) -> Iterator[None]:
    """What is read in the body may try these, files within files too."""
    global _given
    before, _given = _given, passwords
    try:
        yield
    finally:
        _given = before


def passwords() -> tuple[str, ...]:
    """Those to try."""
    return _given


def locked(name: str, what: str) -> Problem:
    """A file that none of them opens."""
    why = "所给密码都不对，请核对" if _given else "请填写"
    message = f"{name}：{what}设有密码，未能读取；{why}设置（settings.yaml）里的 passwords，或者解除密码后重新放入。"
    return Problem("encrypted", message, name)
