"""Papers printed in the old script (繁体) are read in the simple one, sign for sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline import strictyaml

# 監(jiān)督, ?qǐng)執(zhí): a mirror set the sound behind the signs of the old script
GLOSS = re.compile(r"(?:[（(]|(?<=\?))[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}[）)]")
_MANY = 5  # different signs of the old script that show a paper written in it


def simple(text: str) -> Mapping[int, str]:
    """What to read for the old signs of a text, as `str.translate` takes it."""
    usual, every = _tables()
    return every if len(_signs() & set(text)) >= _MANY else usual


@cache
def _signs() -> frozenset[str]:
    return frozenset(map(chr, _tables()[0]))


@cache
def _tables() -> tuple[Mapping[int, str], Mapping[int, str]]:
    """The pairs that hold everywhere, and all."""
    content = strictyaml.parse(Path(__file__).with_name("characters.yaml").read_text(encoding="utf-8"))
    usual, rest = ({ord(pair[0]): pair[1] for pair in content[name].split()} for name in ("pairs", "rest"))
    return usual, rest | usual
