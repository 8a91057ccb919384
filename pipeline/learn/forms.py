"""Annotations in the shapes of other tools: Label Studio, doccano, and a table for people with Excel."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from pipeline.learn.annotated import Annotated, load, save, spans
from pipeline.problems import UsageError

HEADERS = ("编号", "事实", "读到的值", "原文", "可信度", "正确值", "正确值所在原文", "修改人", "说明")
_NAME, _VALUE, _QUOTE, _RIGHT, _WHERE, _BY = "事实", "读到的值", "原文", "正确值", "正确值所在原文", "修改人"


def write(annotations: Iterable[Annotated], path: Path, form: str) -> int:
    """Write them as `jsonl`, `labelstudio`, `doccano` or `xlsx`; how many."""
    return _WRITERS[form](tuple(annotations), path)


def read(path: Path, form: str, known: Mapping[str, Annotated]) -> tuple[Annotated, ...]:
    """Annotations as they came back; `known` are those that were given out, by id. Raises UsageError naming the place."""
    return _READERS[form](path, known)


def _to_label_studio(annotations: tuple[Annotated, ...], path: Path) -> int:
    tasks = [
        {"data": {"id": item.id, "text": item.text}, "predictions": [{"result": [_region(item, *span) for span in _flat(item)]}]}
        for item in annotations
    ]
    path.write_text(json.dumps(tasks, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(tasks)


def _region(item: Annotated, start: int, end: int, name: str) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": item.text[start:end], "labels": [name]}
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _from_label_studio(path: Path, known: Mapping[str, Annotated]) -> tuple[Annotated, ...]:
    made = []
    for task in _json(path):
        done = task.get("annotations") or task.get("predictions") or []
        regions = [region["value"] for region in (done[-1]["result"] if done else ()) if region.get("type") == "labels"]
        marks = [(region["start"], region["end"], name) for region in regions for name in region["labels"]]
        made.append(_marked(task["data"]["id"], task["data"]["text"], marks, known))
    return tuple(made)


def _to_doccano(annotations: tuple[Annotated, ...], path: Path) -> int:
    rows = [{"id": item.id, "text": item.text, "label": [list(span) for span in _flat(item)]} for item in annotations]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return len(rows)


def _from_doccano(path: Path, known: Mapping[str, Annotated]) -> tuple[Annotated, ...]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(_marked(row["id"], row["text"], row.get("label") or row.get("labels") or [], known) for row in rows)


def _to_table(annotations: tuple[Annotated, ...], path: Path) -> int:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "更正"
    sheet.append(HEADERS)
    for item in annotations:
        for name, label in item.facts.items():
            quote = "；".join(span["quote"] for span in spans(label))
            sheet.append((item.id, name, _shown(label["value"]), quote, item.confidence.get(name), None, None, None, None))
    for column, width in zip("ABCDEFGHI", (34, 22, 30, 44, 8, 30, 30, 12, 24), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    book.save(path)
    return int(sheet.max_row) - 1


def _from_table(path: Path, known: Mapping[str, Annotated]) -> tuple[Annotated, ...]:
    """Rows with a 正确值: the fact is that value ("无": the page does not tell it), at its words where they stand on the page."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    heads = [str(cell or "").strip() for cell in rows[0]] if rows else []
    if missing := [name for name in ("编号", _NAME, _RIGHT) if name not in heads]:
        raise UsageError(f"{path}：缺少列“{'”、“'.join(missing)}”。请用 anjuan annotate export --form xlsx 写出的表。")
    changed: dict[str, Annotated] = {}
    for number, cells in enumerate(rows[1:], 2):
        row = {head: "" if cell is None else str(cell).strip() for head, cell in zip(heads, cells, strict=False)}
        if not row[_RIGHT]:
            continue
        item = changed.get(row["编号"]) or known.get(row["编号"])
        if item is None:
            raise UsageError(f"{path}：第{number}行：编号“{row['编号']}”不在评查结果里。请勿修改编号。")
        facts = dict(item.facts)
        facts.pop(row[_NAME], None)
        if row[_RIGHT] != "无":
            facts[row[_NAME]] = _at(item.text, row.get(_WHERE, "") or row[_RIGHT], _told(row[_RIGHT]))
        changed[item.id] = replace(item, facts=facts, by=row.get(_BY) or item.by)
    return tuple(changed.values())


def _at(text: str, quote: str, value: Any) -> dict[str, Any]:
    start = text.find(quote)
    return {"value": value} | ({} if start < 0 else {"quote": quote, "start": start, "end": start + len(quote)})


def _told(said: str) -> Any:
    """Numbers, lists and objects as JSON writes them; every other value is text."""
    try:
        return json.loads(said)
    except ValueError:
        return said


def _flat(item: Annotated) -> list[tuple[int, int, str]]:
    return sorted((span["start"], span["end"], name) for name, label in item.facts.items() for span in spans(label))


def _marked(given: str, text: str, marks: Iterable[Iterable[Any]], known: Mapping[str, Annotated]) -> Annotated:
    """The facts of marked words: the value that was proposed for the same words, else the words."""
    before = known.get(given)
    if before is not None and before.text != text:
        raise UsageError(f"{given}：文字与导出时不同，标注的位置不再成立。请重新导出。")
    facts: dict[str, Any] = {}
    for start, end, name in sorted(tuple(mark) for mark in marks):
        span = {"quote": text[start:end], "start": start, "end": end}
        label = before.facts.get(name) if before else None
        proposed = label is not None and any((one["start"], one["end"]) == (start, end) for one in spans(label))
        if name in facts:
            facts[name] = {"value": facts[name]["value"], "spans": [*spans(facts[name]), span]}
        else:
            facts[name] = {"value": label["value"] if label and proposed else text[start:end], **span}
    return replace(before, facts=facts) if before else Annotated(given, text, facts, kind="page")


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path}：不是JSON（{error}）。") from error


_WRITERS: dict[str, Callable[[tuple[Annotated, ...], Path], int]] = {
    "jsonl": save, "labelstudio": _to_label_studio, "doccano": _to_doccano, "xlsx": _to_table,
}  # fmt: skip
_READERS: dict[str, Callable[[Path, Mapping[str, Annotated]], tuple[Annotated, ...]]] = {
    "jsonl": lambda path, known: load(path), "labelstudio": _from_label_studio, "doccano": _from_doccano, "xlsx": _from_table,
}  # fmt: skip
FORMS = tuple(_WRITERS)
