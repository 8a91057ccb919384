"""Review → the rows a reader sees. Word, Excel and the workspace show exactly these and add nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipeline.check.standard import Standard
from pipeline.records import CaseRecord, Finding, PartialDate, Review
from pipeline.report.words import PROCEDURES, SEVERITIES, TIMELINE, citation, day, masked, money, place, short
from pipeline.settings import Settings

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its title, column heads, relative widths and rows."""

    title: str
    heads: Row
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """案卷评查评分表 of one case."""

    title: str
    header: tuple[tuple[str, str], ...]
    result: tuple[str, ...]  # the sentences that stand first
    tables: tuple[Table, ...]
    signatures: tuple[str, ...]


def sheet(review: Review, standard: Standard, settings: Settings) -> Sheet:
    """Everything printed about one case, in print order."""
    tables = (
        _problems(review),
        _stages(review, standard),
        _vetoes(review, standard),
        _findings(review, "fail", "发现的问题"),
        _findings(review, "unsure", "无法判断、须人工核对的事项"),
        _items(review, standard),
        _timeline(review.case),
        _papers(review.case),
    )
    return Sheet(
        "行政处罚案卷评查评分表",
        _header(review, settings),
        _result(review),
        tuple(table for table in tables if table.rows),
        ("评查人（两人）签名：", "评查组长签名：", "被评查单位意见：", "日期：　　　　年　　月　　日"),
    )


def _header(review: Review, settings: Settings) -> tuple[tuple[str, str], ...]:
    case = review.case
    readable = sum(page.state != "unreadable" for page in case.pages)
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
        ("可读页数／总页数", share),
    )


def _result(review: Review) -> tuple[str, ...]:
    score = review.score
    fails = [item for item in review.findings if item.verdict == "fail"]
    unsure = [item for item in review.findings if item.verdict == "unsure"]
    band = f"等次：{score.band}" if score.band else "等次：不评定（覆盖率不足八成，或有事项待人工核对）"
    lines = [
        f"得分：{money(score.points)}分（不计拟否决：{money(score.points_without_veto)}分）　{band}　"
        f"覆盖率：{money(score.coverage * 100)}%",
        f"发现问题{len(fails)}项，其中拟否决{len(score.vetoes)}项；无法判断{len(unsure)}项。",
    ]
    if score.vetoes:
        lines.append(f"拟否决：{'、'.join(score.vetoes)}。拟否决由评查人确认后生效。")
    if review.problems:
        lines.append(f"本案有{len(review.problems)}处材料问题，见下表，相关结论以人工核对为准。")
    return tuple(lines)


def _problems(review: Review) -> Table:
    rows = tuple((str(n), item.message, item.source or "", str(item.page or "")) for n, item in enumerate(review.problems, 1))
    return Table("材料问题", ("序号", "问题", "文件", "页"), (1, 8, 4, 1), rows)


def _stages(review: Review, standard: Standard) -> Table:
    full: dict[str, list[Decimal]] = {}
    stage_of = {item.id: item.stage for item in standard.items}
    for item in review.score.items:
        counted = item.outcome in ("符合", "不符合")
        sums = full.setdefault(stage_of[item.item], [Decimal(0)] * 3)
        sums[0] += item.full
        sums[1] += item.full if counted else 0
        sums[2] += item.points if counted else 0
    rows: list[Row] = [
        (stage, money(whole), money(applied), money(got), f"{got / applied:.0%}" if applied else "—")
        for stage, (whole, applied, got) in full.items()
    ]
    totals = [sum((sums[n] for sums in full.values()), Decimal(0)) for n in range(3)]
    rows.append(("合计", *(money(total) for total in totals), f"{totals[2] / totals[1]:.0%}" if totals[1] else "—"))
    return Table("分阶段得分", ("阶段", "满分", "已评分值", "得分", "得分率"), (4, 2, 2, 2, 2), tuple(rows))


def _vetoes(review: Review, standard: Standard) -> Table:
    found = {finding.rule: finding for finding in review.findings if finding.verdict == "fail"}
    rows = []
    for veto in standard.vetoes:
        hits = [found[rule] for rule in veto.rules if rule in found]
        if veto.id in review.score.vetoes:
            rows.append((veto.id, veto.text, "；".join(hit.message for hit in hits), "　　　　"))
    return Table("拟否决项（待评查人确认）", ("编号", "否决情形", "理由", "确认人"), (1, 4, 6, 2), tuple(rows))


def _findings(review: Review, verdict: str, title: str) -> Table:
    chosen = [item for item in review.findings if item.verdict == verdict]
    rows = tuple((str(n), *finding_cells(item)) for n, item in enumerate(chosen, 1))
    return Table(title, ("序号", "规则", "性质", "问题", "所在页与原文", "依据", "建议", "扣分"), (1, 2, 2, 7, 6, 4, 4, 1), rows)


def finding_cells(finding: Finding) -> Row:
    """Rule, nature, what is wrong, where, by which law, what to do, points."""
    nature = SEVERITIES[finding.severity] + ("（依据待核）" if finding.unconfirmed else "")
    where = "\n".join(f"{place(item)}：“{short(item.quote)}”" for item in finding.evidence[:4]) or "—"
    points = money(finding.points) if finding.points else "—"
    message = f"{finding.title}：{finding.message}" if finding.message and finding.message != finding.title else finding.title
    return finding.rule, nature, message, where, citation(finding.law) or "—", finding.suggestion or "—", points


def _items(review: Review, standard: Standard) -> Table:
    texts = {item.id: item.text for item in standard.items}
    rows = []
    for item in review.score.items:
        counted = item.outcome in ("符合", "不符合")
        reason = "；".join(item.reasons) or ("待评查人填写" if item.by_hand else "")
        rows.append(
            (item.item, texts[item.item], money(item.full), item.outcome, money(item.points) if counted else "—", reason, "　　")
        )
    return Table(
        "逐项评分", ("编号", "检查内容", "满分", "结果", "得分", "扣分理由", "人工复核"), (2, 8, 1, 2, 1, 6, 2), tuple(rows)
    )


def _timeline(case: CaseRecord) -> Table:
    days: list[tuple[str, str, str]] = []
    for name, label in TIMELINE:
        fact = case.facts.get(name)
        values = fact.value if fact and isinstance(fact.value, tuple) else (fact.value if fact else None,)
        for value in values:
            if isinstance(value, date | PartialDate):
                days.append((str(value), label, place(fact.evidence[0]) if fact and fact.evidence else ""))
    return Table("日期轴", ("日期", "环节", "见"), (3, 3, 6), tuple(sorted(days, key=lambda row: row[0])))


def _papers(case: CaseRecord) -> Table:
    rows = []
    for n, document in enumerate(case.documents, 1):
        pages = _span([page.number for page in document.pages])
        rows.append((str(n), document.title or "（无标题）", document.pages[0].source.name, pages))
    return Table("文书清单", ("序号", "文书", "文件", "页"), (1, 5, 6, 2), tuple(rows))


def _span(numbers: Sequence[int | None]) -> str:
    known = [number for number in numbers if number is not None]
    if not known:
        return "—"
    return str(known[0]) if len(known) == 1 else f"{known[0]}—{known[-1]}"
