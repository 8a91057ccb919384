"""What `anjuan extract` makes of annotated texts: totals by fact, kind and field, never a single error (the test set stays blind)."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.learn.annotated import Annotated, Label, load
from pipeline.papers import extract_files

_LAWS = ("violated", "basis")
_SURE = 0.9
_MONEY = 0.01
_BRACKETS = str.maketrans("[]〔〕【】{}", "()()()()")
Tally = Counter[str]  # right, wrong, missed; sure and sure_wrong: given with confidence, and wrong of those


def score_file(path: Path) -> dict[str, dict[str, float]]:
    """Extract every text of an annotation file and compare. By name of the total: n, P, R, F1, sure_wrong (share)."""
    gold = load(path)
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, item in enumerate(gold):
            files.append(Path(folder) / f"{number:05}.txt")
            files[-1].write_text(item.text, encoding="utf-8")
        answers = [row["facts"] for row in extract_files(files)]
    return {name: _rates(counts) for name, counts in sorted(tallies(gold, answers).items())}


def lines(scores: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The scores as a table."""
    heads = f"{'':30} {'n':>5} {'P':>7} {'R':>7} {'F1':>7} {'>=0.9 wrong':>12}"
    return [heads] + [
        f"{name:30} {rates['n']:5.0f} {rates['P']:7.4f} {rates['R']:7.4f} {rates['F1']:7.4f} {rates['sure_wrong']:12.4f}"
        for name, rates in scores.items()
    ]


def tallies(gold: Sequence[Annotated], answers: Sequence[Mapping[str, Any]]) -> dict[str, Tally]:
    """Counts by fact, `kind:…`, `field:…` and `all`; an answer is `facts` of contract.md 2.1."""
    found: dict[str, Tally] = {}
    for text, facts in zip(gold, answers, strict=True):
        for key in sorted({*text.facts, *facts} - set(text.open)):
            given = facts.get(key) or {}
            counts = _count(key, text.facts.get(key), given.get("value"), text.open)
            if given.get("confidence", 0) >= _SURE:
                counts["sure"], counts["sure_wrong"] = counts["right"] + counts["wrong"], counts["wrong"]
            for name in (key, f"kind:{text.kind}", f"field:{text.field}", "all"):
                found.setdefault(name, Counter()).update(counts)
    return found


def agrees(key: str, gold: Label | None, value: Any) -> bool:
    """Whether a value is what the annotation says, wholly."""
    counts = _count(key, gold, value, ())
    return counts["right"] > 0 and not counts["wrong"]


def _rates(counts: Tally) -> dict[str, float]:
    given, there = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
    precision, recall = counts["right"] / (given or 1), counts["right"] / (there or 1)
    return {
        "n": there,
        "P": precision,
        "R": recall,
        "F1": 2 * precision * recall / (precision + recall or 1),
        "sure_wrong": counts["sure_wrong"] / (counts["sure"] or 1),
    }


def _count(key: str, gold: Label | None, given: Any, left_open: Sequence[str]) -> Tally:
    found = _elements(key, given, left_open)
    if gold is None:
        return Counter(wrong=len(found))
    if gold.get("optional") and not found:
        return Counter()
    accepted = [gold["value"], *gold.get("accept", [])]
    return min(
        (_compare(key, _elements(key, value, left_open), found) for value in accepted),
        key=lambda counts: (counts["wrong"] + counts["missed"], -counts["right"]),
    )


def _compare(key: str, gold: list[Any], found: list[Any]) -> Tally:
    left = list(gold)
    for element in found:
        match = next((one for one in left if _same(key, one, element)), None)
        if match is not None:
            left.remove(match)
    right = len(gold) - len(left)
    return Counter(right=right, wrong=len(found) - right, missed=len(left))


def _elements(key: str, value: Any, left_open: Sequence[str]) -> list[Any]:
    if value is None:
        return []
    if key in _LAWS:
        return sorted({(_bare(law["law"]), law["article"], law.get("paragraph"), law.get("item")) for law in value}, key=str)
    if key == "officers":
        return [(_bare(one["name"]), one.get("certificate")) for one in value]
    if key == "quantities":
        return [(name, number) for name, number in value.items() if f"quantities.{name}" not in left_open]
    return [_bare(one) for one in (value if isinstance(value, list) else [value])]


def _same(key: str, gold: Any, found: Any) -> bool:
    if key == "officers":
        return bool(gold[0] == found[0] and gold[1] in (None, found[1]))
    if key == "quantities":
        return bool(gold[0] == found[0] and abs(gold[1] - found[1]) <= _MONEY)
    if isinstance(gold, float) and isinstance(found, float):
        return abs(gold - found) <= _MONEY
    return bool(gold == found)


def _bare(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return value
    if isinstance(value, int | float):
        return float(value)
    bare = re.sub(r"[\s《》〈〉“”\"]", "", unicodedata.normalize("NFKC", value)).removeprefix("中华人民共和国")
    return bare.removesuffix("号").translate(_BRACKETS)
