"""Decisions on review and judgments: which decision they attack, what they ordered and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.records.ledger import Clue
from pipeline.registers import cells

_NUMBER = re.compile(
    r"[\u4e00-\u9fa5]{1,12}[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*(?:第)?\s*[\u4e00-\u9fa5]{0,6}\d+(?:-\d+)?\s*号"
)
_COURT = re.compile(r"[（(]\s*(?:19|20)\d{2}\s*[)）]\s*[\u4e00-\u9fa5\d]{1,8}(?:行|初|终|再|申|审)[\u4e00-\u9fa5]{0,3}\d+号")
_CHALLENGED = re.compile(r"(?:罚|处|林|草)")
_PLAINTIFF = re.compile(r"(?:申请人|原告|上诉人)(?:（[^）]*）|\([^)]*\))?\s*[:：]?\s*([^，,。；;\s（(]{2,30})")
_AGENCY = re.compile(r"(?:被申请人|被告|被上诉人)(?:（[^）]*）|\([^)]*\))?\s*[:：]?\s*([^，,。；;\s（(]{4,30})")


def paper(text: str, source: str) -> Clue | None:
    """The paper as a clue; None where it is neither a decision on review nor a judgment."""
    rules = _rules()
    top = re.sub(r"[ \t\u3000]", "", text)[:400]
    origin = next((origin for origin, titles in rules["titles"].items() if any(title in top for title in titles)), None)
    if origin is None:
        return None
    plain = re.sub(r"[ \t\u3000]", "", text)
    said = operative(plain)
    flat = re.sub(r"\s", "", plain)
    numbers = [number for number in map(_tidy, _NUMBER.findall(flat)) if _CHALLENGED.search(number)]
    challenged = next((number for number in numbers if "复" not in number.partition("〔")[0]), "")
    day = cells.days(plain)
    return Clue(
        content=said[:300] or flat[:300],
        source=source,
        number=_own(flat[:400]),
        origin=origin,
        day=max(day) if day else None,
        about=_first(_AGENCY, plain),
        party=_first(_PLAINTIFF, re.sub(r"被(?:申请人|上诉人)", "", plain)),
        challenged=challenged,
        result="、".join(_hits(said, rules["results"])),
        grounds=_hits(_opinion(flat), rules["grounds"]),
    )


def _opinion(flat: str) -> str:
    """What the office or court itself held; before it stand the words of the parties."""
    starts = [flat.find(word) for word in _rules()["opinion"] if word in flat]
    return flat[min(starts) :] if starts else flat


def operative(text: str) -> str:
    """What was ordered: from the last opening formula to the words on appeal."""
    flat = re.sub(r"\s", "", text)
    starts = [flat.rfind(word) + len(word) for word in _rules()["operative"] if word in flat]
    if not starts:
        return ""
    said = flat[max(starts) :]
    ends = [said.find(word) for word in _rules()["ends"] if word in said]
    return said[: min(ends)] if ends else said[:400]


def against(result: str) -> bool:
    """Whether the result says that the bureau was wrong."""
    return any(word in result.split("、") for word in _rules()["against"])


def kind_of(grounds: tuple[str, ...]) -> str | None:
    """The kind of problem that the grounds stand for, the weightiest first."""
    return next((str(kind) for ground, kind in _rules()["kinds"].items() if ground in grounds), None)


def _hits(text: str, words: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(name for name, patterns in words.items() if any(re.search(pattern, text) for pattern in patterns))


def _own(head: str) -> str:
    found = _COURT.search(head) or _NUMBER.search(head)
    return _tidy(found.group()) if found else ""


def _tidy(number: str) -> str:
    number = re.sub(r"^.*?(?:作出的|作出|决定书|不服|对|号为|编号)", "", number)
    return number.replace("[", "〔").replace("]", "〕").replace("【", "〔").replace("】", "〕")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group(1) if found else ""


@cache
def _rules() -> Mapping[str, Any]:
    content: Mapping[str, Any] = strictyaml.parse(Path(__file__).with_name("papers.yaml").read_text(encoding="utf-8"))
    return content
