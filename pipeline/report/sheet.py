"""Review → the rows a reader sees. Word, Excel and the workspace show exactly these and add nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.check.standard import Standard
from pipeline.masking import masked
from pipeline.records import CaseRecord, Finding, Review
from pipeline.report import amounts, originals, scored
from pipeline.report.course import course
from pipeline.report.drawing import Drawing
from pipeline.report.timeline import timeline
from pipeline.report.words import PROCEDURES, SEVERITIES, citation, day, money, place, short, told
from pipeline.settings import Settings

Row = tuple[str, ...]
TIMELINE_TITLE = "日期轴"
_STAGES = ("阶段", "满分", "适用分", "已评分值", "得分", "得分率")
_VETOES = ("编号", "否决情形", "结果", "理由", "所在页", "确认人")
_ITEMS = ("编号", "检查内容", "满分", "结果", "扣分", "得分", "理由", "所在页", "依据", "判定方式", "人工复核")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its title, column heads, relative widths and rows."""

    title: str
    heads: Row
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    numbers: tuple[str, ...] = ()  # heads of the columns that hold numbers: Excel can then add them up
    choices: Mapping[str, Row] = field(default_factory=dict)  # head → what a person may pick there
    overdue: tuple[str, str] | None = None  # heads of the time limit and of what closes the row: late open rows turn red


@dataclass(frozen=True, slots=True)
class Sheet:
    """案卷评查评分表 of one case."""

    title: str
    header: tuple[tuple[str, str], ...]
    result: tuple[str, ...]  # the sentences that stand first
    tables: tuple[Table, ...]
    signatures: tuple[str, ...]
    drawing: Drawing | None = None  # the days of the case, above the table of the same


def sheet(review: Review, standard: Standard, settings: Settings, texts: Path | None = None) -> Sheet:
    """Everything printed about one case, in print order; `texts` is the office's own full texts of the law."""
    tables = (
        _problems(review),
        Table("分阶段得分", _STAGES, (4, 2, 2, 2, 2, 2), scored.stages(review, standard), _STAGES[1:]),
        _findings(review, "fail", "发现的问题", texts),
        _findings(review, "unsure", "待人工核对的事项", texts),
        Table("否决项（拟否决由评查人确认后生效）", _VETOES, (2, 7, 2, 9, 4, 2), scored.vetoes(review, standard)),
        Table("逐项评分", _ITEMS, (5, 16, 4, 6, 4, 4, 16, 8, 11, 6, 6), scored.items(review, standard), ("满分", "扣分", "得分")),
        Table(
            "数量核算", ("核算事项", "结果", "数值和算法", "所在页"), (8, 3, 20, 8), amounts.rows(review.case, review.findings)
        ),
        Table(TIMELINE_TITLE, ("日期", "环节", "人员", "见"), (4, 5, 6, 6), course(review.case)),
        _papers(review.case),
        Table(
            "依据原文",
            ("依据", "版本施行日", "原文", "规则"),
            (6, 3, 22, 4),
            originals.rows(review.findings, texts) if texts else (),
        ),
    )
    return Sheet(
        "行政处罚案卷评查评分表",
        _header(review, settings),
        _result(review, standard, settings),
        tuple(table for table in tables if table.rows),
        ("评查人（两人）签名：", "评查组长签名：", "被评查单位意见：", "日期：　　　　年　　月　　日"),
        timeline(review.case, review.findings),
    )


def _header(review: Review, settings: Settings) -> tuple[tuple[str, str], ...]:
    case = review.case
    readable = sum(page.state != "unreadable" for page in case.pages)
    unit = "页" if any(page.number for page in case.pages) else "文件"  # a Word file has no pages of its own
    party = str(case.value("party_name") or "")
    officers = case.value("officers")
    names = "、".join(getattr(person, "name", "") for person in officers) if isinstance(officers, tuple) else ""
    share = f"{readable}/{len(case.pages)}" if case.pages else "0"
    return (
        ("案卷", case.case_id),
        ("评查标准", review.score.standard),
        ("被评查单位", str(case.value("authority") or settings.agency.name or "")),
        ("决定书文号", str(case.value("doc_number") or "")),
        ("案由", case.cause or "未能判断"),
        ("当事人", party if case.value("party_kind") == "unit" else masked(party)),
        ("程序", PROCEDURES[case.procedure]),
        ("承办人", names),
        ("立案日期", day(case.value("filing_date"))),
        ("决定日期", day(case.value("decision_date"))),
        ("结案日期", day(case.value("closing_date"))),
        (f"可读{unit}／总{unit}", share),
        ("覆盖率", f"{review.score.coverage:.0%}"),
        ("评查批次", ""),
        ("评查日期", ""),
    )


def _result(review: Review, standard: Standard, settings: Settings) -> tuple[str, ...]:
    score = review.score
    fails = [item for item in review.findings if item.verdict == "fail"]
    unsure = [item for item in review.findings if item.verdict == "unsure"]
    points = f"{money(score.points)}分（不计拟否决：{money(score.points_without_veto)}分）"
    lines = [
        f"得分：{points}　等次：{score.band}"
        if score.band
        else f"等次：不评定。已能评定的项目只占{score.coverage:.0%}，按这一部分计为{points}，不代表全卷得分，由评查人补评后确定。",
        f"发现问题{len(fails)}项，涉及否决项{len(score.vetoes)}项；待人工核对的事项{len(unsure)}项。",
    ]
    if score.vetoes:
        lines.append(f"拟否决：{'、'.join(score.vetoes)}。拟否决由评查人确认后生效；不予确认的，按不计拟否决的得分评定。")
    elif grave := sum(item.severity == "veto" and not item.unconfirmed for item in fails):
        bands = [name for name, _ in standard.bands or settings.bands]
        highest = f"，等次最高评为{bands[1]}" if len(bands) > 1 else ""
        lines.append(f"有{grave}项严重问题不属于否决项{highest}。")
    if review.problems:
        lines.append(f"本案有{len(review.problems)}处材料问题，见下表，相关结论以人工核对为准。")
    return tuple(lines)


def _problems(review: Review) -> Table:
    rows = tuple((str(n), item.message, item.source or "", str(item.page or "")) for n, item in enumerate(review.problems, 1))
    return Table("材料问题", ("序号", "问题", "文件", "页"), (2, 20, 10, 2), rows, ("序号",))


def _findings(review: Review, verdict: str, title: str, texts: Path | None) -> Table:
    chosen = [item for item in review.findings if item.verdict == verdict]
    cells = [finding_cells(item, review.score.vetoes, texts) for item in chosen]
    if verdict == "unsure" and review.case.decisions_alone:
        cells = _only_decided(chosen, cells)
    rows = tuple((str(n), *row) for n, row in enumerate(cells, 1))
    heads = ("序号", "规则", "性质", "问题", "所在页与原文", "依据", "建议", "扣分")
    return Table(title, heads, (4, 5, 5, 20, 16, 12, 12, 4), rows, ("序号", "扣分"))


def _only_decided(chosen: Sequence[Finding], cells: Sequence[Row]) -> list[Row]:
    """The rows of a decision alone: what asks for other papers is one row, not a hundred."""
    own = [row for item, row in zip(chosen, cells, strict=True) if item.evidence]
    others = sum(not item.evidence for item in chosen)
    said = f"卷内只有处罚决定书，需要其他文书的{others}项检查无从进行"
    return [*own, ("—", "提示", said, "—", "—", "有其他文书的，补充后重新评查", "—")] if others else own


def finding_cells(finding: Finding, vetoes: Sequence[str], texts: Path | None = None) -> Row:
    """Rule, nature, what is wrong, where, by which law, what to do, points."""
    where = "\n".join(f"{place(item)}：“{short(item.quote)}”" for item in finding.evidence[:4]) or "—"
    points = money(finding.points) if finding.points else "—"
    said = told(finding)
    message = f"{said}（检查要求：{finding.title}）" if said and said != finding.title else finding.title
    law = "；\n".join(dict.fromkeys(originals.beside(item, texts) for item in finding.law)) if texts else citation(finding.law)
    return finding.rule, _nature(finding, vetoes), message, where, law or "—", finding.suggestion or "—", points


def _nature(finding: Finding, vetoes: Sequence[str]) -> str:
    if finding.verdict == "unsure":
        return {"veto": "可能否决", "deduct": "可能扣分", "hint": "提示"}[finding.severity]
    if finding.unconfirmed:
        return "依据待核，不扣分"
    if finding.severity == "veto" and not set(finding.items) & set(vetoes):
        return "严重问题"  # the standard in force has no veto item for it
    return SEVERITIES[finding.severity]


def _papers(case: CaseRecord) -> Table:
    rows = []
    for n, document in enumerate(case.documents, 1):
        pages = _span([page.number for page in document.pages])
        rows.append((str(n), document.title or "（无标题）", document.pages[0].source.name, pages))
    return Table("文书清单", ("序号", "文书", "文件", "页"), (2, 12, 14, 4), tuple(rows), ("序号",))


def _span(numbers: Sequence[int | None]) -> str:
    known = [number for number in numbers if number is not None]
    if not known:
        return "—"
    return str(known[0]) if len(known) == 1 else f"{known[0]}—{known[-1]}"
