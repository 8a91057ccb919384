"""“Did you mean …”: what every refusal of an unknown name ends with."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_FEW = 20  # more names than these are no help on one line


def hint(name: object, known: Iterable[str], prefix: str = "") -> str:
    """，是不是“X”？ where a known name is near, else what may be written, where these are few. Begins after the complaint."""
    names = tuple(known)
    near = difflib.get_close_matches(str(name), names, 1)
    if near:
        return f"，是不是“{prefix}{near[0]}”？"
    return f"；可用：{'、'.join(names)}。" if 0 < len(names) < _FEW else "。"
