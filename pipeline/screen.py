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
    from decimal import Decimal
    from pathlib import Path

    from pipeline import run
    from pipeline.check.standard import Item, Loss
    from pipeline.compare.rule import Signal
    from pipeline.learn.evaluate import Report, Tally
    from pipeline.records import Summary

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


def show_summary(summary: Summary, out: Path) -> None:
    """The table at the end of a review, and where to look."""
    table = _folding("案卷", "案由", "得分", "不计拟否决", "等次", "问题", "待人工核对", "拟否决（待确认）", "材料问题")
    for line in summary.lines:
        table.add_row(
            line.case, line.cause or "未能判断", str(line.points), str(line.without_veto), line.band or "不评定", str(len(line.fails)),
            str(len(line.unsure)), "、".join(line.vetoes) or "—", str(len(line.problems) or "—"),
        )  # fmt: skip
    console.print(table)
    if summary.archive_findings:
        console.print("跨案提示（不计分，供核查）：")
    for finding in summary.archive_findings:
        console.print(f"  {finding.rule} {finding.title}：{finding.message}", markup=False)
    for problem in summary.problems:
        console.print(f"材料问题：{problem.message}", markup=False)
    again = "" if summary.read_again >= len(summary.lines) else f"（新读取{summary.read_again}件，其余沿用上次读取的结果）"
    console.print(f"共评查{len(summary.lines)}件案卷{again}。得分由机器初评；拟否决、待人工核对的事项由评查人确认后生效。", markup=False)
    console.print(f"评分表：{out / 'sheets'}", markup=False)
    console.print(f"问题清单、自查台账、整治台账、汇总、处罚一致性：{out}", markup=False)


def show_rules(code: str | None) -> None:
    """All rules in a table, or one with its law and examples."""
    from pipeline.check import load_rules
    from pipeline.compare.rule import signals
    from pipeline.problems import UsageError

    rules = {rule.code: rule for rule in load_rules()}
    if code is not None and code in signals():
        _show_signal(signals()[code])
        return
    if code is None:
        table = Table("规则", "问题", "性质", "依据（条目名）")
        for rule in rules.values():
            table.add_row(
                rule.code, rule.title, {"veto": "拟否决", "deduct": "扣分", "hint": "提示"}[rule.severity], "、".join(rule.law)
            )
        for signal in signals().values():
            table.add_row(signal.code, signal.title, "提示（跨案）", "、".join(signal.law))
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


def _show_signal(signal: Signal) -> None:
    """An archive rule with its parameters, which settings may change, and its examples."""
    console.print(f"{signal.code}  {signal.title}\n理由：{signal.why}\n建议：{signal.suggestion}\n类型：{signal.category}", markup=False)
    console.print(f"参数（可在设置的 signals.{signal.code} 里改）：", markup=False)
    for name, value in signal.parameters.items():
        console.print(f"    {name}: {value}", markup=False)
    for example in signal.examples:
        console.print(f"例：{example['note']} → {'提示' if example['expect'] else '不提示'}", markup=False)


def show_undecidable() -> None:
    """The rows of the checklist that no rule asks, with the reason."""
    from pipeline.check import load_rules
    from pipeline.check.undecidable import load_undecidable

    table = _folding("编号", "要求", "没有单独检查的原因", "有关检查")
    for row in load_undecidable(rule.code for rule in load_rules()):
        table.add_row(row.code, row.title, row.why, "、".join(row.instead) or "—")
    console.print(table)


_FORMULAS = {
    "share": "得分 = 100 × Σ得分 ÷ Σ已评分值",
    "deduct": "得分 = 100 − Σ扣分",
    "legality_and_form": "得分 = 合法性{legality} +（规范性{form} × Σ得分 ÷ Σ参评分值 − 基本要素扣分，至多{cap}）",
}
_EFFECTS = {"zero": "全卷0分", "unqualified": "不合格", "not_excellent": "不得评优秀", None: "按设置 veto_effect"}
_BY = {"machine": "机器", "both": "机器提出、人工确认", "register": "机器对照清单", "hand": "人工"}


def show_standards() -> None:
    """The standards that come with the program."""
    from pipeline.check.standard import shipped_standards

    table = _folding("名称", "评分项", "否决项", "等次", "出处")
    for n, standard in enumerate(shipped_standards()):
        bands = _bands(standard.bands)
        table.add_row(standard.name + ("" if n else "（默认）"), str(len(standard.items)), str(len(standard.vetoes)), bands, standard.source)
    console.print(table)
    console.print("查看：anjuan standards show 名称　使用：anjuan review 案卷文件夹 -o 结果文件夹 --standard 名称", markup=False)
    console.print("改成本单位的：anjuan standards show 名称 --yaml > 本单位.yaml，修改后用 --standard 本单位.yaml", markup=False)


def show_standard(path: Path) -> None:
    """One standard: formula, bands, items with the rules they rest on, vetoes."""
    from pipeline.check.standard import load_standard

    standard = load_standard(path)
    formula = _FORMULAS[standard.formula.name].format(
        legality=standard.formula.legality, form=standard.formula.form, cap=standard.formula.cap
    )
    for name, text in (("名称", standard.name), ("出处", standard.source), ("说明", standard.note), ("公式", formula)):
        if text:
            console.print(f"{name}：{text}", markup=False)
    console.print(f"等次：{_bands(standard.bands)}　否决确认后：{_EFFECTS[standard.veto_effect]}", markup=False)
    table = _folding("编号", "检查内容", "分值", "扣分办法", "判定", "规则及扣分", "依据")
    for item in standard.items:
        table.add_row(item.id, item.text, str(item.points), item.deduct, _BY[item.by], _losses(item), item.basis)
    console.print(table)
    vetoes = _folding("编号", "否决情形", "判定", "规则", "依据")
    for veto in standard.vetoes:
        vetoes.add_row(veto.id, veto.text, _BY[veto.by], "、".join(veto.rules) or "由评查人判断", veto.basis)
    console.print(vetoes)


def _folding(*heads: str) -> Table:
    """A table whose long cells go on in the next line: Chinese has no spaces to break at."""
    table = Table()
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _bands(bands: tuple[tuple[str, Decimal], ...]) -> str:
    return "、".join(f"{name}≥{least}" for name, least in bands) or "按设置 bands"


def _losses(item: Item) -> str:
    def one(code: str, loss: Loss) -> str:
        return f"{code} 每处{loss.points}至多{loss.cap}" if loss.each else f"{code} {loss.points}"

    decides = "、".join(one(code, loss) for code, loss in item.rules.items()) or "由评查人填写"
    more = "、".join(one(code, loss) for code, loss in item.also.items())
    return f"{decides}；只扣分：{more}" if more else decides


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
        "pypdfium2": "读PDF", "docx": "读写Word", "openpyxl": "读写Excel", "rapidocr": "识别扫描件",
        "openvino": "加快识别（没有则用ONNX Runtime，慢约一半）", "sklearn": "比较笔录是否雷同",
    }  # fmt: skip
    for module, use in needs.items():
        console.print(f"{'有' if importlib.util.find_spec(module) else '缺'}  {module}：{use}")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    console.print(f"{'有' if office else '缺'}  LibreOffice：读 doc、wps、rtf（缺则这些文件列为不能读取，请另存为 docx 或 PDF）")
    archive = importlib.util.find_spec("libarchive")
    console.print(f"{'有' if archive else '缺'}  libarchive：读 7z、rar（缺则请解压后再评查）")
    console.print(f"anjuan {importlib.metadata.version('anjuan')}：以上缺项不影响其余文件。")
