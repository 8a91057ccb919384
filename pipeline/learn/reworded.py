"""An annotated text as another office might have typed it: the facts stay, the words around them are other ones (rewording.yaml)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.learn.annotated import Annotated, spans

WORDS = Path(__file__).with_name("rewording.yaml")
SHARES = (0.15, 0.4, 0.7)  # of the words known to have others; one share a text
LOST = 0.05  # of the clauses that hold no fact and no number
TITLE_LOST = 0.3
UNMARKED = 0.3  # of the texts: labels without colons
JOINED = 0.3  # of the texts: most lines run on
CLAUSE = re.compile(r"[^，。；\n]+[，。；\n]?")
COUNTED = re.compile(r"\d|[一二三四五六七八九十]日|月")
HEAD = 40  # characters in which the title stands


def reworded(item: Annotated, chance: random.Random) -> Annotated:
    """The text with other words; every value stays as printed. Spans are left as they were: only values may be compared."""
    guarded = _guarded(item)
    return replace(item, text="".join(_signs(item.text, guarded, _lost(item.text, guarded, chance), chance)))


def _guarded(item: Annotated) -> bytearray:
    """The characters that print a fact, here or elsewhere in the text."""
    guarded = bytearray(len(item.text))
    for label in item.facts.values():
        value = label["value"]
        for words in {*(span["quote"] for span in spans(label)), *([value] if isinstance(value, str) else [])}:
            for match in re.finditer(re.escape(words), item.text) if len(words) > 1 else ():
                guarded[match.start() : match.end()] = b"\1" * len(words)
    return guarded


def _lost(text: str, guarded: bytearray, chance: random.Random) -> frozenset[int]:
    lost: set[int] = set()
    for clause in CLAUSE.finditer(text):
        title = clause.start() < HEAD and "决定书" in clause[0]
        if not any(guarded[clause.start() : clause.end()]) and not COUNTED.search(clause[0]) and chance.random() < (TITLE_LOST if title else LOST):
            lost.update(range(*clause.span()))
    return frozenset(lost)


def _signs(text: str, guarded: bytearray, lost: frozenset[int], chance: random.Random) -> Iterator[str]:
    share, unmarked, joined = chance.choice(SHARES), chance.random() < UNMARKED, chance.random() < JOINED
    at = 0
    while at < len(text):
        match = _pattern().match(text, at)
        if at in lost:
            at += 1
        elif match and not any(guarded[at : match.end()]) and chance.random() < share:
            yield chance.choice(_words()[match[0]])
            at = match.end()
        else:
            sign = text[at]
            if unmarked and sign in "：:" and not guarded[at]:
                sign = chance.choice(("", " ", "　", "："))
            elif joined and sign == "\n" and not guarded[at] and chance.random() < SHARES[-1]:
                sign = chance.choice((" ", "　"))
            yield sign
            at += 1


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = strictyaml.parse(WORDS.read_text(encoding="utf-8"))["words"]
    return words


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words())))
