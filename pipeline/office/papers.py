"""All papers of the campaign written into a folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.office import annexes, letters
from pipeline.office.sources import Gathered
from pipeline.problems import OutputError
from pipeline.rectify import campaign
from pipeline.rectify.campaign import Plan
from pipeline.rectify.causes import causes
from pipeline.rectify.figures import figures
from pipeline.report import excel, lists, official
from pipeline.report.official import Paper
from pipeline.report.sheet import Table


def write(found: Gathered, plan: Plan, day: date, out: Path) -> tuple[Path, ...]:
    """附件1, 附件2, notices and opinions a unit, bulletin, merit list, 举一反三 and 整治台账; what was written."""
    items, cases = found.items, found.reviewed
    late = campaign.late(plan, items, day)
    groups = campaign.groups(items, late)
    count, roots = figures(items, len(late)), causes(items)
    told = [item for item in items if item.state != "不属实"]
    papers: dict[str, Paper] = {
        "附件1 问题清单": annexes.issue_list(plan, items, day),
        "附件2 整治报告": annexes.report(plan, items, count, groups, late, cases, roots),
        "评查通报": letters.bulletin(plan.name, cases, items),
        "优秀案卷名单": _alone(letters.merit(cases), wide=False),
        "举一反三": _alone(annexes.lessons(roots), wide=True),
    }
    for unit in sorted({item.unit for item in items if item.unit}):
        own = [item for item in items if item.unit == unit]
        if any(item.state not in ("不属实", "已销号") for item in own):
            papers[f"整改通知书/{_safe(unit)}"] = letters.notice(unit, own)
    for unit in sorted({case.unit for case in cases if case.unit}):
        papers[f"评查意见书/{_safe(unit)}"] = letters.opinion(
            unit, [case for case in cases if case.unit == unit], [item for item in items if item.unit == unit]
        )
    books: dict[str, tuple[str, Sequence[Table]]] = {
        "附件1 问题清单": (f"{plan.name}问题清单", (lists.issue_list(told, ()),)),
        "附件2 整治报告": (f"{plan.name}报告数据", annexes.report_tables(count, groups, late)),
        "涉企问题清单": (f"{plan.name}涉企问题清单", (lists.issue_list([item for item in told if item.enterprise], ()),)),
        "优秀案卷名单": ("优秀案卷名单", (letters.merit(cases),)),
        "举一反三": ("举一反三", (annexes.lessons(roots),)),
        "整治台账": ("突出问题整治台账", (lists.ledger(items),)),
    }
    written = []
    for name, paper in papers.items():
        written.append(out / f"{name}.docx")
        official.write(paper, written[-1])
    for name, (title, tables) in books.items():
        written.append(out / f"{name}.xlsx")
        try:
            excel.write_tables(written[-1], title, tables)
        except OSError as error:
            raise OutputError(f"{written[-1]}：文件不能写入，可能正在 Excel 中打开。") from error
    return tuple(written)


def _alone(table: Table, *, wide: bool) -> Paper:
    return Paper(table.title, (Table("", table.heads, table.widths, table.rows, table.numbers),), wide=wide)


def _safe(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|]', "_", name)
