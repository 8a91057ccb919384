"""Made-up clue texts by a grammar of styles and facts; whole styles, and their ways to say the facts, are held out."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml

_LOOSE = 0.4  # share of training texts that string the words of a kind together
GRAMMAR = Path(__file__).with_name("clue_texts.yaml")


def clue_texts(styles: str, facts: str, count: int, seed: int) -> list[tuple[str, str]]:
    """`count` texts with their labels, each label as often; styles and facts are those of `styles` and `facts`, train or test."""
    chance = random.Random(seed)
    labels = sorted(_grammar()["facts"])
    return [(_text(chance, styles, facts, labels[n % len(labels)]), labels[n % len(labels)]) for n in range(count)]


def _text(chance: random.Random, styles: str, facts: str, label: str) -> str:
    grammar = _grammar()
    style = chance.choice(list(grammar["styles"][styles].values()))
    said = [_chosen(chance, fact) for fact in chance.sample(grammar["facts"][label][facts], chance.choice((1, 1, 2)))]
    if styles == "train" and chance.random() < _LOOSE:
        said[0] = "".join(
            chance.choice((word, word + "，", word + "的"))
            for word in chance.sample(grammar["words"][label], chance.randint(3, 7))
        )
    if chance.random() < 0.5:
        said.insert(chance.randrange(len(said) + 1), chance.choice(grammar["neutral"]))
    frame = chance.choice(style["open"]) + chance.choice(style["join"]).join(said) + chance.choice(style["close"])
    text: str = frame.format(
        place=chance.choice(grammar["places"]),
        unit=chance.choice(grammar["units"]),
        time=chance.choice(grammar["times"]),
        person=chance.choice(grammar["people"]),
    )
    return text


def _chosen(chance: random.Random, fact: str) -> str:
    """[a|b] is one of them, [a|b]? one or none."""

    def one(match: re.Match[str]) -> str:
        return "" if match.group(2) and chance.random() < 0.5 else chance.choice(match.group(1).split("|"))

    return re.sub(r"\[([^\]]*)\](\??)", one, fact)


@cache
def _grammar() -> Mapping[str, Any]:
    content: Mapping[str, Any] = strictyaml.parse(GRAMMAR.read_text(encoding="utf-8"))
    return content
