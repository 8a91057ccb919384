"""The procedure as a picture, with the time limits of a day (`anjuan law flow`): SVG, or a page that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from pipeline.law import Law, datafile
from pipeline.lawdesk import wording
from pipeline.problems import OutputError, UsageError

STEPS = Path(__file__).with_name("flow.yaml")
WIDTH, LEFT, RIGHT, TOP, LINE, GAP = 560, 20, 640, 70, 22, 34
ROOM = 40.0  # Chinese characters of 13 px in a box of WIDTH


@dataclass(frozen=True, slots=True)
class Box:
    """A step and what the law of the day says about it."""

    title: str
    lines: tuple[str, ...]
    side: Box | None = None


def write(out: Path, day: date) -> Path:
    """The picture of that day as out.svg, or in a page as out.html."""
    if out.suffix.lower() not in (".svg", ".html", ".htm"):
        raise UsageError(f"{out}：请写成 .svg 或 .html 文件。")
    content = svg(day) if out.suffix.lower() == ".svg" else page(day)
    try:
        out.write_text(content, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}：不能写入（{error.strerror}）。") from error
    return out


def boxes(day: date) -> tuple[Box, ...]:
    """The steps from top to bottom; what the law of that day does not know is left out."""
    return tuple(_box(step, day) for step in datafile.load(STEPS)["steps"])


def lines(day: date) -> list[str]:
    """The same as plain text."""
    said = [_heading(day)]
    for number, box in enumerate(boxes(day), 1):
        for lead, one in ((f"{number}. ", box), ("   ※ ", box.side)):
            said += [f"{lead}{one.title}", *(f"     {line}" for line in one.lines)] if one else []
    return said


def svg(day: date) -> str:
    """The picture."""
    parts, y, found = [], TOP, boxes(day)
    for number, box in enumerate(found):
        height = max(_height(box), _height(box.side) if box.side else 0)
        parts.append(_drawn(box, LEFT, y, "#eef4ee", "#2f6f4f"))
        if box.side:
            parts.append(_drawn(box.side, RIGHT, y, "#f6f1e4", "#8a6d1f"))
            middle = y + 18
            parts.append(f'<line x1="{LEFT + WIDTH}" y1="{middle}" x2="{RIGHT}" y2="{middle}" stroke="#777" stroke-dasharray="5 4"/>')
        if number < len(found) - 1:
            centre = LEFT + WIDTH // 2
            ends = f'x1="{centre}" y1="{y + _height(box)}" x2="{centre}" y2="{y + height + GAP}"'
            parts.append(f'<line {ends} stroke="#444" marker-end="url(#arrow)"/>')
        y += height + GAP
    head = f'<text x="{LEFT}" y="38" font-size="20" font-weight="bold">{escape(_heading(day))}</text>'
    tip = '<path d="M0,0 L9,4.5 L0,9 z" fill="#444"/>'
    arrow = f'<marker id="arrow" markerWidth="9" markerHeight="9" refX="8" refY="4.5" orient="auto">{tip}</marker>'
    size = f'width="{RIGHT + WIDTH + LEFT}" height="{y}" viewBox="0 0 {RIGHT + WIDTH + LEFT} {y}"'
    fonts = "Microsoft YaHei, SimSun, Noto Sans CJK SC, sans-serif"
    body = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{fonts}">\n<defs>{arrow}</defs>\n{head}\n{body}\n</svg>\n'


def page(day: date) -> str:
    """The picture in a page of its own, which needs nothing from any network."""
    title = escape(_heading(day))
    style = "body{margin:1.5em;font-family:'Microsoft YaHei',SimSun,sans-serif}svg{max-width:100%;height:auto}"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
    return f'<!doctype html>\n<html lang="zh-CN"><head>{head}</head>\n<body>\n{svg(day)}</body></html>\n'


def _box(step: Any, day: date) -> Box:
    law = Law.load()
    row = datafile.keys(STEPS, "steps", step, ("title", "limits"), ("side",))
    found = [provision for name in row["limits"] if (provision := law.at(name, day))]
    said = []
    for provision in found:
        told = "" if provision.value is True else f"：{wording.value(provision)}"
        doubt = "，待核" if provision.grade in ("C", "D") else ""
        said.append(f"{provision.title}{told}（{provision.source}{doubt}）")
    return Box(row["title"], tuple(said), _box(row["side"], day) if row.get("side") else None)


def _heading(day: date) -> str:
    return f"林草行政处罚程序和期限（{wording.day(day)}有效的法律）"


def _height(box: Box) -> int:
    return 34 + LINE * sum(len(_wrapped(line)) for line in box.lines) + (6 if box.lines else 0)


def _drawn(box: Box, x: int, y: int, fill: str, edge: str) -> str:
    parts = [f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{_height(box)}" rx="6" fill="{fill}" stroke="{edge}"/>']
    parts.append(f'<text x="{x + 12}" y="{y + 23}" font-size="16" font-weight="bold" fill="{edge}">{escape(box.title)}</text>')
    at = y + 23
    for line in box.lines:
        for part in _wrapped(line):
            at += LINE
            parts.append(f'<text x="{x + 12}" y="{at}" font-size="13">{escape(part)}</text>')
    return "".join(parts)


def _wrapped(line: str) -> list[str]:
    """Lines of a box; a citation in brackets goes to the next line whole rather than being cut in its first half."""
    lead, bracket, cited = line.partition("（")
    if bracket and _wide(line) > ROOM and _wide(lead) <= ROOM and _wide(bracket + cited) < ROOM:
        return [lead, f"　{bracket}{cited}"]
    parts, current = [], ""
    for character in line:
        if _wide(current + character) > ROOM and character not in "）。，、；":
            parts.append(current)
            current = "　"
        current += character
    return [*parts, current]


def _wide(text: str) -> float:
    return sum(1.0 if ord(character) > 255 else 0.55 for character in text)  # a Latin letter takes half
