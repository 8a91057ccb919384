"""Which page is being read: told to the process that watches, and stepped over where it killed a reader before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Place = tuple[str, int | None]  # a source's name, and a page of it or None for the file as a whole


class Deadly(Exception):
    """Reading this place ended the process the last time; the message is the reason in Chinese."""


def _nobody(place: Place | None) -> None:
    """Where nobody watches, nobody is told."""


_tell: Callable[[Place | None], None] = _nobody
_deadly: Mapping[Place, str] = {}


def follow(tell: Callable[[Place | None], None]) -> None:
    """From now on `tell` hears of every place before it is read, and None when a file is done."""
    global _tell
    _tell = tell


def avoid(deadly: Mapping[Place, str]) -> None:
    """From now on these places are not read."""
    global _deadly
    _deadly = deadly


def step(name: str, page: int | None = None) -> None:
    """Say what is read next. Raises Deadly where it must not be."""
    if (name, page) in _deadly:
        raise Deadly(_deadly[name, page])
    _tell((name, page))


def done() -> None:
    """Nothing is being read now."""
    _tell(None)
