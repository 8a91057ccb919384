"""Sheet → one html file that works offline, prints, and holds its drawing as SVG."""

from __future__ import annotations

import html
from pathlib import Path

from pipeline.report.drawing import svg
from pipeline.report.sheet import TIMELINE_TITLE, Row, Sheet
from pipeline.report.words import COLOURS

_STYLE = """body{font:14px/1.6 "Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:2em auto;max-width:1200px;color:#222}
table{border-collapse:collapse;margin:.5em 0 1.5em;width:100%}td,th{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top}
th{background:#e8eef4;white-space:nowrap}h1{text-align:center;font-size:1.6em}
h2{font-size:1.1em;margin-bottom:0}.result{font-weight:bold;margin:.2em 0}
td{white-space:pre-line}@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}"""


def write(sheet: Sheet, path: Path) -> None:
    """Write the sheet as a page."""
    parts = [
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{html.escape(sheet.title)}</title><style>{_STYLE}</style>",
        f"<h1>{html.escape(sheet.title)}</h1><table>",
    ]
    for n in range(0, len(sheet.header), 3):
        pairs = "".join(f"<th>{html.escape(label)}{_cell(value)}" for label, value in sheet.header[n : n + 3])
        parts.append(f"<tr>{pairs}")
    parts.append("</table>")
    parts += [f"<p class=result>{html.escape(sentence)}</p>" for sentence in sheet.result]
    for table in sheet.tables:
        parts.append(f"<h2>{html.escape(table.title)}</h2>")
        if sheet.drawing and table.title == TIMELINE_TITLE:
            parts.append(svg(sheet.drawing))
        heads = "".join(f"<th>{html.escape(head)}" for head in table.heads)
        parts.append(f"<table><thead><tr>{heads}</thead><tbody>{''.join(map(_row, table.rows))}</tbody></table>")
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _row(values: Row) -> str:
    return f"<tr>{''.join(map(_cell, values))}"


def _cell(text: str) -> str:
    colour = f' style="color:#{COLOURS[text]};font-weight:bold"' if text in COLOURS else ""
    return f"<td{colour}>{html.escape(text)}"
