"""Names and numbers of citizens as papers that go from hand to hand may show them."""

from __future__ import annotations

import re

_ID = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")


def masked(name: str) -> str:
    """A citizen's name as a sheet that goes from hand to hand shows it: 张某某; a unit's name stays."""
    return name if len(name) > 4 or not name else name[0] + "某" * (len(name) - 1)


def discreet(text: str, name: str) -> str:
    """A sentence for papers that go to other offices: the citizen's name and every identity number are masked."""
    if 1 < len(name) <= 4:
        text = text.replace(name, masked(name))
    return _ID.sub(r"\1********\2", text)
