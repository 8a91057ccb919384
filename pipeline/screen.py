"""What the commands show on the screen: progress, the table at the end, rules, measurements, the state of this machine."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from pipeline import run
    from pipeline.learn.evaluate import Report, Tally

console = Console(highlight=False)
if not console.is_terminal:
    console.width = 160  # a file or a pipe has no width of its own; tables stay whole


@contextmanager
def progress(quiet: bool) -> Iterator[run.Progress]:
    """A bar with the time left; nothing when quiet or when the output is no terminal."""
    if quiet:
        yield lambda done, total, case: None
        return
    bar = Progress(
        TextColumn("评查"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
        console=console,
    )
    with bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, case: bar.update(task, completed=done, total=total, description=case)


def show_summary(summary: run.Summary) -> None:
    """The table at the end of a review, and where to look."""
    table = Table("案卷", "案由", "得分", "不计否决", "等次", "问题", "无法判断", "拟否决", "材料问题")
    for line in summary.reviews:
        table.add_row(
            line.case, line.cause or "未能判断", str(line.points), str(line.without_veto), line.band or "不评定", str(len(line.fails)),
            str(len(line.unsure)), "、".join(line.vetoes), str(len(line.problems)),
        )  # fmt: skip
    console.print(table)
    for finding in summary.archive_findings:
        console.print(f"[{finding.rule}] {finding.message}", markup=False)
    for problem in summary.problems:
        console.print(f"问题：{problem.message}", markup=False)
    console.print(f"{summary.cases}件案卷，本次重新读取{summary.read_again}件。评分表在 {summary.out / 'sheets'}，", markup=False)
    console.print(f"问题清单、台账、汇总、处罚一致性在 {summary.out}", markup=False)


def show_rules(code: str | None) -> None:
    """All rules in a table, or one with its law and examples."""
    from pipeline.check import load_rules
    from pipeline.problems import UsageError

    rules = {rule.code: rule for rule in load_rules()}
    if code is None:
        table = Table("规则", "问题", "性质", "依据（条目名）")
        for rule in rules.values():
            table.add_row(
                rule.code, rule.title, {"veto": "拟否决", "deduct": "扣分", "hint": "提示"}[rule.severity], "、".join(rule.law)
            )
        console.print(table)
        return
    if code not in rules:
        raise UsageError(f"没有规则 {code}；用 anjuan rules 查看全部。")
    rule = rules[code]
    console.print(f"{rule.code}  {rule.title}\n理由：{rule.why}\n建议：{rule.suggestion}\n类型：{rule.category}", markup=False)
    console.print(
        f"检查：{rule.check} {dict(rule.given)}\n依据：{'、'.join(rule.law) or '—'}（按 {rule.as_of or '决定'} 日的版本）",
        markup=False,
    )
    for example in rule.examples:
        told = "，".join(f"{key}={value}" for key, value in example.items() if key != "expect")
        console.print(f"  {example['expect']}: {told}", markup=False)


def show_evaluation(report: Report, *, details: bool) -> None:
    """Precision, recall and F1 by key, totals first."""
    table = Table("项", "准确率", "召回率", "F1", "对", "错", "漏", "无法判断")

    def row(name: str, tally: Tally) -> None:
        rates = (f"{rate:.4f}" for rate in (tally.precision, tally.recall, tally.f1))
        table.add_row(name, *rates, *(str(number) for number in (tally.right, tally.wrong, tally.missed, tally.unsure)))

    row("页面角色", report.pages)
    row("文书（角色与起止页）", report.papers)
    row("事实合计", report.total(report.facts))
    row("规则合计", report.total(report.findings))
    row("跨案信号合计", report.total(report.signals))
    for part in (report.facts, report.findings, report.signals):
        for name in sorted(part):
            row(f"  {name}", part[name])
    console.print(table)
    if details:
        for line in report.details:
            console.print(line, markup=False)


def show_doctor() -> None:
    """What is installed, what is missing and what that costs."""
    console.print(f"Python {platform.python_version()}  {platform.system()} {platform.machine()}")
    needs = {
        "pypdfium2": "读PDF", "pdfplumber": "读PDF表格", "docx": "读写Word", "openpyxl": "读写Excel", "rapidocr": "识别扫描件",
        "openvino": "加快识别（没有则用ONNX Runtime，慢约一半）", "sklearn": "判断文书角色、分组", "spacy": "语言模型",
    }  # fmt: skip
    for module, use in needs.items():
        console.print(f"{'有' if importlib.util.find_spec(module) else '缺'}  {module}：{use}")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    console.print(f"{'有' if office else '缺'}  LibreOffice：读 doc、wps、rtf（缺则这些文件列为不能读取，请另存为 docx 或 PDF）")
    archive = importlib.util.find_spec("libarchive")
    console.print(f"{'有' if archive else '缺'}  libarchive：读 7z、rar（缺则请解压后再评查）")
    console.print(f"anjuan {importlib.metadata.version('anjuan')}：以上缺项不影响其余文件。")
