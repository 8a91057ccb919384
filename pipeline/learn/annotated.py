"""Annotations: a text, the facts somebody says it tells, and where (annotations/GUIDE.md has the format)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from pathlib import Path
from typing import Any

from pipeline.check.words import is_value
from pipeline.problems import UsageError

Label = Mapping[str, Any]  # {"value", "quote", "start", "end"} or {"value", "spans": [{"quote", "start", "end"}, …]}


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text with its facts. `open`: facts the text leaves to taste. `by`, `at`: who said so, and when (None: the program)."""

    id: str
    text: str
    facts: Mapping[str, Label] = default(default_factory=dict)
    field: str = ""  # 林草, 生态环境 …
    kind: str = ""  # decision, summary, disclosure, news, ocr, page
    open: tuple[str, ...] = ()
    source: str | None = None  # file and page of a reviewed case
    page: int | None = None
    confidence: Mapping[str, float] = default(default_factory=dict)
    by: str | None = None
    at: str | None = None


def load(path: Path) -> tuple[Annotated, ...]:
    """The annotations of a JSONL file. Raises UsageError naming line, key and what is wrong: a span must quote its text."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}：打不开（{error}）。") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            made = Annotated(**{**row, "open": tuple(row.get("open", ()))})
        except (ValueError, TypeError) as error:
            raise UsageError(f"{path}：第{number}行：不是一条标注（{error}）。") from error
        if trouble := _trouble(made):
            raise UsageError(f"{path}：第{number}行（{made.id}）：{trouble}")
        found.append(made)
    return tuple(found)


def save(annotations: Iterable[Annotated], path: Path) -> int:
    """Write them as JSONL, empty parts left out; how many there were."""
    rows = [{key: value for key, value in _row(item).items() if value not in (None, "", (), {})} for item in annotations]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return len(rows)


def spans(label: Label) -> tuple[Mapping[str, Any], ...]:
    """The places a fact is told at."""
    return tuple(label["spans"]) if "spans" in label else (label,) if "start" in label else ()


def _row(item: Annotated) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def _trouble(made: Annotated) -> str | None:
    for name, label in made.facts.items():
        if "." in name or not is_value(name):
            return f"{name}：没有这个事实；可用的见 contract.md 3.2。"
        if "value" not in label:
            return f"{name}：缺少 value。"
        for span in spans(label):
            if made.text[span["start"] : span["end"]] != span["quote"]:
                return f"{name}：start、end 处的文字不是 quote（“{span['quote']}”）。"
    return None
