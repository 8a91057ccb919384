"""Hand-marked texts → annotations, every value checked (annotations/GUIDE.md tells the marks)."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.learn.marked_values import LISTS, NAMES, VALUES, check_value, laws, read_value
from pipeline.problems import UsageError

HEAD = re.compile(r"^#### (\S+) \| (\S+) \| (decision|summary|disclosure|news|ocr)\n", re.M)
MACRO = re.compile(r"<(ID|UC) ([0-9A-Z]{17})>")
UC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Mark = tuple[str, int, int]


def build(folder: Path) -> list[dict[str, Any]]:
    """Every marked text of a folder as one gold object, in the order of files and headings.

    Raises UsageError naming file and text where a mark is broken, a value is none or an id is used twice.
    """
    gold: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.txt")):
        parts = HEAD.split(path.read_text(encoding="utf-8"))
        for ident, field, kind, body in zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True):
            try:
                gold.append(one_text(ident, field, kind, body))
            except (ValueError, KeyError) as fault:
                raise UsageError(f"{path}：{ident}：标记有误（{fault}）。") from fault
    if twice := [ident for ident, count in Counter(text["id"] for text in gold).items() if count > 1]:
        raise UsageError(f"{folder}：编号重复：{'、'.join(twice)}。")
    return gold


def write(folder: Path, file: Path) -> tuple[int, int]:
    """Build a folder of marked texts into an annotation file; how many texts and facts."""
    texts = build(folder)
    file.write_text("".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
    return len(texts), sum(len(text["facts"]) for text in texts)


def one_text(ident: str, field: str, kind: str, body: str) -> dict[str, Any]:
    """The clean text and its facts; directives are lines that begin with @."""
    lines = MACRO.sub(_checked_number, body).strip("\n").split("\n")
    directives = [line for line in lines if line.startswith("@")]
    text, marks = _unmark("\n".join(line for line in lines if not line.startswith("@")).strip("\n").replace("⇥", "\t"))
    for directive in directives:
        if directive.startswith("@wrap "):
            text, marks = _wrap(text, marks, int(directive[6:]))
    facts: dict[str, Any] = {}
    left_open: list[str] = []
    for label, start, end in marks:
        for part in label.split(";"):
            _add(facts, part, text, start, end)
    for directive in directives:
        if directive.startswith("@accept "):
            _, key, values = directive.split(" ", 2)
            accepted = laws(values) if key in ("violated", "basis") else json.loads(values)
            facts[key].setdefault("accept", []).append(accepted)
        elif directive.startswith("@optional "):
            facts[directive[10:].strip()]["optional"] = True
        elif directive.startswith("@open "):
            left_open.extend(directive[6:].split())
        elif not directive.startswith("@wrap "):
            raise ValueError(directive)
    for key, fact in facts.items():
        check_value(key, fact, text)
    if unknown := ({key.partition(".")[0] for key in left_open} - set(VALUES)) | (set(left_open) & set(facts)):
        raise ValueError(f"open: {unknown}")
    return {"id": ident, "field": field, "kind": kind, "text": text, "facts": facts, "open": left_open}


def _add(facts: dict[str, Any], part: str, text: str, start: int, end: int) -> None:
    label, _, given = part.partition("=")
    optional, label = label.endswith("?"), label.rstrip("?")
    sub = label[2:] if label.startswith("Q.") else ""
    key = "quantities" if sub else NAMES[label]
    span: dict[str, Any] = {"quote": text[start:end], "start": start, "end": end}
    first, *others = given.split("~")
    value = read_value(key, first, span["quote"])
    if sub:
        fact = facts.setdefault(key, {"value": {}, "spans": []})
        if fact["value"].setdefault(sub, value) != value:
            raise ValueError(f"two values of {sub}")
        fact["spans"].append(span | {"key": sub})
    elif key in LISTS:
        fact = facts.setdefault(key, {"value": [], "spans": []})
        if value == []:
            fact["spans"].append(span)
        for element in value if isinstance(value, list) else [value]:
            if element not in fact["value"] or key == "inquiry_date":
                fact["value"].append(element)
                fact["spans"].append(span)
    elif key in facts:
        if facts[key]["value"] != value:
            raise ValueError(f"two values of {key}: {facts[key]['value']} {value}")
        fact = facts[key]
    else:
        fact = facts[key] = {"value": value} | span
    if others:
        fact.setdefault("accept", []).extend(read_value(key, other, span["quote"]) for other in others)
    if optional:
        fact["optional"] = True


def _unmark(marked: str) -> tuple[str, list[Mark]]:
    """Take ⟦label|quote⟧ marks (they nest) out of a text; offsets are into the clean text."""
    out: list[str] = []
    open_marks: list[tuple[str, int]] = []
    marks: list[Mark] = []
    at = 0
    while at < len(marked):
        sign = marked[at]
        if sign == "⟦":
            bar = marked.index("|", at)
            open_marks.append((marked[at + 1 : bar], len(out)))
            at = bar + 1
            continue
        if sign == "⟧":
            label, start = open_marks.pop()
            marks.append((label, start, len(out)))
        else:
            out.append(sign)
        at += 1
    if open_marks:
        raise ValueError(f"mark left open: {open_marks}")
    return "".join(out), sorted(marks, key=lambda mark: (mark[1], -mark[2]))


def _wrap(text: str, marks: list[Mark], width: int) -> tuple[str, list[Mark]]:
    """Break long lines as a web copy does; marks move with the text."""
    out: list[str] = []
    new_at: list[int] = []
    column = 0
    for sign in text:
        if column == width and sign != "\n":
            out.append("\n")
            column = 0
        new_at.append(len(out))
        out.append(sign)
        column = 0 if sign == "\n" else column + 1
    return "".join(out), [(label, new_at[start], new_at[end - 1] + 1) for label, start, end in marks]


def _checked_number(match: re.Match[str]) -> str:
    """An invented identity number or credit code with its right check sign."""
    kind, body = match.groups()
    if kind == "ID":
        return body + "10X98765432"[sum(int(digit) * (2 ** (17 - at) % 11) for at, digit in enumerate(body)) % 11]
    return body + UC_SIGNS[-sum(UC_SIGNS.index(sign) * (3**at % 31) for at, sign in enumerate(body)) % 31]

