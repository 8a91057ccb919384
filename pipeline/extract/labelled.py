"""Values that stand beside a label: "案由：…", a table cell after its label cell, two labels on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.illegible import MARK
from pipeline.extract.labels import LABELS
from pipeline.extract.tidy import Text

NEXT = re.compile(
    rf"[ ，；](?:{LABELS})(?:（[^）\n\t]{{1,12}}）)?(?:：|\t|(?= ))|(?<=[^\n\t])(?:{LABELS})(?:（[^）\n\t]{{1,12}}）)?："
)


# the value stands elsewhere: 同上, 见立案表, 〃
DITTO = re.compile(r"[（]?(?:同|详?见|参见)(?:上|前|左|右|本卷|卷内|[㐀-鿿]{0,8}(?:书|表|单|报告|记录|笔录|封面|目录|票据))[）]?|[〃々″\"]+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """plain[start:end] == value stands beside `label`; an empty value is a blank left on the form."""

    label: str
    value: str
    start: int
    end: int
    exact: bool  # a colon or a cell parts label and value: sure; a space: less so


def find(text: Text, labels: str) -> Iterator[Labelled]:
    """Every value beside one of `labels` (a regex of alternatives, spaces already gone), in order."""
    return labelled(text.plain, labels)


def labelled(plain: str, labels: str) -> Iterator[Labelled]:
    """The same on a plain string."""
    pattern = re.compile(
        rf"(?<![^\t\n ，。；、：）A-Za-z\d])(?P<label>(?:{labels})(?:（[^）\n\t]{{1,12}}）)?)(?P<gap>[ ]?：[ ]?"
        rf"|[ ]?\t[：]?|[ ]|\n(?=[^\n\t]+(?:\n|$)))",
        re.MULTILINE,
    )
    for match in pattern.finditer(plain):
        start = match.end()
        gap = match["gap"]
        if gap == "\n":
            continue
        stop = re.compile(r"[\t\n]").search(plain, start)
        end = stop.start() if stop else len(plain)
        following = NEXT.search(plain, start - 1 if gap.strip(" ") == "" else start, end + 1)
        if following and following.start() >= start - 1:
            end = min(end, max(start, following.start()))
        value = plain[start:end]
        written = value.strip()
        start += len(value) - len(value.lstrip(f" ，；{MARK}"))
        value = plain[start:end].rstrip(f" ，；、{MARK}")
        if DITTO.fullmatch(value) or (written and not value):  # somebody wrote there, and nobody can say what
            continue
        yield Labelled(match["label"], value, start, start + len(value), exact="：" in gap or "\t" in gap)


def first(text: Text, labels: str) -> Labelled | None:
    """The first value beside one of `labels` that is not blank."""
    return next((one for one in find(text, labels) if one.value), None)
