"""docs/ generated from the data: python -m pipeline.lawdesk.docs [--check]."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.check import load_rules
from pipeline.check.wording import cited
from pipeline.law import Law, crimes, offences
from pipeline.law.workdays import official
from pipeline.lawdesk import count, wording
from pipeline.lawdesk.find import crime
from pipeline.records import Rule

FOLDER = Path(__file__).parents[2] / "docs"
SEVERITIES = {"veto": "拟一票否决", "deduct": "扣分", "hint": "提示"}
VERDICTS = {"pass": "通过", "fail": "不通过", "unsure": "无法判断", "not_applicable": "不适用"}
MADE = "<!-- 由 python -m pipeline.lawdesk.docs 从数据生成，不要手改。 -->"


def main(arguments: list[str]) -> int:
    """Write every page, or with --check say which are out of date."""
    stale = [name for name, text in pages().items() if not _is(FOLDER / name, text)]
    if "--check" not in arguments:
        FOLDER.mkdir(exist_ok=True)
        for name in stale:
            (FOLDER / name).write_text(pages()[name], encoding="utf-8")
    print("没有变化" if not stale else f"{'过期' if '--check' in arguments else '已更新'}：{'、'.join(stale)}")
    return 1 if stale and "--check" in arguments else 0


def pages() -> Mapping[str, str]:
    """Every page by file name."""
    return {"规则.md": _rules(), "法律条目.md": _provisions(), "违法行为.md": _offences()}


def _rules() -> str:
    rules, law = load_rules(), Law.load()
    said = [f"共{len(rules)}条规则。期限、数额和条文都取自[法律条目](法律条目.md)，按案件的日期选用当时的版本。", ""]
    for rule in rules:
        said += [f"## {rule.code} {rule.title}", "", rule.why, ""]
        said.append(f"- 后果：{SEVERITIES[rule.severity]}；类别：{rule.category}；同一原因只扣一次：{rule.root}")
        if rule.law:
            said.append(f"- 依据：{'、'.join(law.versions(name)[0].title for name in rule.law)}")
        said += [f"- 整改：{rule.suggestion}"] if rule.suggestion else []
        said += ["", *_examples(rule), ""]
    if reasons := count.undecidable():
        said += ["## 不能由程序判断的事项", "", "| 代码 | 原因 |", "|---|---|"]
        said += [f"| {code} | {_cell(reason)} |" for code, reason in sorted(reasons.items())]
    return _page("规则", said)


def _examples(rule: Rule) -> Iterable[str]:
    yield "| 结果 | 例 |"
    yield "|---|---|"
    for example in rule.examples:
        facts = "；".join(f"{key}={_plain(value)}" for key, value in example.items() if key not in ("expect", "note", "message"))
        note = f"（{example['note']}）" if example.get("note") else ""
        yield f"| {VERDICTS[str(example['expect'])]} | {_cell(facts + note)} |"


def _provisions() -> str:
    law = Law.load()
    said = [f"共{len(law.names())}个条目，每个版本一行。", "", "| 名称 | 条目 | 施行 | 规定 | 依据 | 可信度 |", "|---|---|---|---|---|---|"]
    for name in law.names():
        for entry in law.versions(name):
            said.append(f"| {name} | {entry.title} | {entry.since} | {_cell(wording.value(entry))} | {entry.source} | {entry.grade} |")
    said += ["", "## 知识库录入情况", "", *(f"- {line.strip()}" for line in count.lines())]
    said += ["", "## 工作日历", "", "| 年 | 放假通知 |", "|---|---|"]
    said += [f"| {year} | {notice} |" for year, notice in sorted(official().notices.items())]
    return _page("法律条目", said)


def _offences() -> str:
    said = ["| 编号 | 违法行为 | 违反 | 罚则 | 罚款 | 种类 | 责令 | 施行 | 可信度 |", "|---|---|---|---|---|---|---|---|---|"]
    for row in offences():
        broken, penalty = ("、".join(cited(cite) for cite in cites) for cites in (row.violated, row.penalty))
        order = "；".join(part for part in (row.order, f"前提：{row.precondition}" if row.precondition else None) if part)
        span = f"{row.since}起" + (f"至{row.until}" if row.until else "")
        cells = (row.id, row.deed, broken, penalty, wording.fine(row), "、".join(row.kinds), order, span, row.grade)
        said.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    said += ["", "## 入罪门槛", "", "| 编号 | 罪名 | 刑法 | 解释 | 起点 | 施行 | 可信度 |", "|---|---|---|---|---|---|---|"]
    for line in crimes.every_line():
        span = f"{line.since}起" + (f"至{line.until}" if line.until else "")
        places = f"{cited(line.criminal_law)} | {cited(line.interpretation)}"
        said.append(f"| {line.id} | {line.crime} | {places} | {crime(line)} | {span} | {line.grade} |")
    return _page("违法行为", said)


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join((f"# {title}", "", MADE, "", *lines)).rstrip() + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + "，".join(f"{key}: {_plain(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + "，".join(map(_plain, value)) + "]"
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
