"""处罚一致性: like cases and their fines, as tables and as one self-contained page."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline import plain
from pipeline.records import CaseRecord, Comparison, Finding
from pipeline.report.sheet import Table
from pipeline.report.words import money

_SPREAD = ("案件数", "最低", "中位", "最高")
_STYLE = """body{font:14px/1.6 "Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:2em;color:#222}
table{border-collapse:collapse;margin:.5em 0 2em;width:100%}td,th{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top}
th{background:#eef}svg{background:#fafafa;border:1px solid #ddd}.out{fill:#c00}.in{fill:#47a}@media print{body{margin:0}}"""


def tables(cases: Sequence[CaseRecord], comparisons: Mapping[str, Comparison], findings: Sequence[Finding]) -> tuple[Table, ...]:
    """Signals first, then the groups, then every case with the place of its fine."""
    by_case = {case.case_id: case for case in cases}
    signals = [
        (item.rule, item.category, item.title, item.message, "、".join(item.cases or (item.case or "",)))
        for item in findings
        if item.verdict == "fail"
    ]
    rows = [(name, *_place(by_case[name], comparison)) for name, comparison in sorted(comparisons.items()) if name in by_case]
    groups: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for comparison in comparisons.values():
        groups[comparison.group, comparison.measure].append(comparison.this)
    spread = [
        (group, measure, str(len(values)), money(min(values)), money(sorted(values)[len(values) // 2]), money(max(values)))
        for (group, measure), values in sorted(groups.items())
    ]
    alone = [(case.case_id, case.cause or "未能判断", _why_alone(case)) for case in cases if case.case_id not in comparisons]
    return (
        Table("提示", ("规则", "问题类型", "问题", "说明", "案卷"), (1, 2, 3, 8, 4), tuple(signals)),
        Table("分组", ("同类组", "计量", *_SPREAD), (10, 4, 2, 2, 2, 2), tuple(spread), _SPREAD),
        Table(
            "各案",
            ("案卷", "文号", "案由", "同类组", "计量", "本案", "同类通常范围", "罚款（元）", "同类案件"),
            (4, 7, 5, 9, 4, 3, 5, 4, 10),
            tuple(rows),
            ("本案", "罚款（元）"),
        ),
        Table("未比较", ("案卷", "案由", "原因"), (2, 2, 6), tuple(alone)),
    )


def page(content: Sequence[Table], comparisons: Mapping[str, Comparison]) -> str:
    """One html file that works offline and prints."""
    parts = [
        "<!doctype html><html lang=zh><meta charset=utf-8><title>处罚一致性</title>",
        f"<style>{_STYLE}</style><h1>处罚一致性</h1>",
    ]
    groups: dict[tuple[str, str], list[tuple[str, Comparison]]] = defaultdict(list)
    for name, comparison in sorted(comparisons.items()):
        groups[comparison.group, comparison.measure].append((name, comparison))
    for (group, measure), members in sorted(groups.items()):
        if len(members) > 1:
            parts.append(f"<h3>{html.escape(group)}（{html.escape(measure)}，{len(members)}件）</h3>{_strip(members)}")
    for table in content:
        head = "".join(f"<th>{html.escape(text)}" for text in table.heads)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(text)}" for text in row) for row in table.rows)
        parts.append(f"<h2>{html.escape(table.title)}</h2><table><tr>{head}{body}</table>")
    return "\n".join(parts) + "\n"


def _strip(members: Sequence[tuple[str, Comparison]]) -> str:
    values = [comparison.this for _, comparison in members]
    low, high = min(values), max(values)
    span = (high - low) or Decimal(1)
    dots = []
    for name, comparison in members:
        x = 20 + float((comparison.this - low) / span) * 560
        kind = "in" if comparison.usual[0] <= comparison.this <= comparison.usual[1] else "out"
        dots.append(
            f'<circle class={kind} cx="{x:.1f}" cy="20" r="5"><title>{html.escape(name)}：{money(comparison.this)}</title></circle>'
        )
    labels = f'<text x="20" y="50" font-size="12">{money(low)}</text><text x="540" y="50" font-size="12">{money(high)}</text>'
    return f'<svg width="620" height="60">{"".join(dots)}{labels}</svg>'


def _place(case: CaseRecord, comparison: Comparison) -> tuple[str, ...]:
    fine = case.value("fine_yuan")
    return (
        str(case.value("doc_number") or ""),
        case.cause or "",
        comparison.group,
        comparison.measure,
        money(comparison.this),
        f"{money(comparison.usual[0])}—{money(comparison.usual[1])}",
        str(plain.number(fine)) if isinstance(fine, Decimal) else "",
        "、".join(comparison.similar),
    )


def _why_alone(case: CaseRecord) -> str:
    missing = [label for name, label in (("fine_yuan", "罚款数额"), ("basis", "处罚依据")) if case.value(name) is None]
    return f"未读到{'、'.join(missing)}" if missing else "没有可比的同类案件或者缺少可比的数量"
