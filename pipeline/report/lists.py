"""问题清单, 自查台账, 整治台账 and 汇总 as tables (review-standard.md part 4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.masking import masked
from pipeline.records import CaseLine, Problem, Review
from pipeline.records.ledger import Item
from pipeline.report.sheet import Row, Table
from pipeline.report.words import SEVERITIES, money

_BANDS = ("优秀", "良好", "合格", "不合格", "不评定")
_GROUPED = ("案卷数", "问题数", "平均得分", "平均得分（不计否决）")
KINDS = ("运动式执法", "一刀切执法", "简单粗暴执法", "野蛮执法", "过度执法", "机械执法", "逐利执法", "其他")
STATES = ("待核实", "属实", "不属实", "整治中", "已完成", "已销号", "退回")


def line(review: Review) -> CaseLine:
    """The summary line of a review."""
    case, score = review.case, review.score
    party = str(case.value("party_name") or "")
    people = case.value("officers")
    return CaseLine(
        case.case_id,
        str(case.value("doc_number") or ""),
        case.cause or "",
        party if case.value("party_kind") == "unit" else masked(party),
        str(case.value("authority") or ""),
        tuple(getattr(person, "name", "") for person in people) if isinstance(people, tuple) else (),
        score.points,
        score.points_without_veto,
        score.band,
        score.coverage,
        score.vetoes,
        tuple(item.rule for item in review.findings if item.verdict == "fail"),
        tuple(item.rule for item in review.findings if item.verdict == "unsure"),
        review.problems,
    )


def issue_list(items: Sequence[Item], region: Sequence[str]) -> Table:
    """问题清单（附件1）: one row a problem; 责任部门 and 责任人 are for people where the files do not tell."""
    heads = (
        "序号", "市／县", "单位", "问题类型", "问题表述", "具体表现", "线索来源", "涉及案件数", "是否涉企", "依据条款",
        "责任部门", "责任人", "发现时间", "发现方式", "备注",
    )  # fmt: skip
    rows = [
        (
            str(n), item.county or "".join(region[1:]), item.unit, kind_of(item), item.problem, item.detail, item.origin,
            str(len(cases_of(item))), _yes(item.enterprise), item.law, item.department, item.person, item.found[:10], _way(item), remark(item),
        )
        for n, item in enumerate(items, 1)
    ]  # fmt: skip
    widths = (4, 7, 8, 7, 12, 28, 6, 6, 6, 15, 7, 8, 7, 8, 7)
    return Table("问题清单", heads, widths, tuple(rows), ("序号", "涉及案件数"))


def self_check(items: Sequence[Item]) -> Table:
    """自查台账: what was found, in the order of the kinds."""
    heads = (
        "序号", "编号", "问题类型", "案卷", "问题", "具体表现", "性质", "整改建议", "责任部门", "责任人", "核实结果", "核实人及日期",
    )  # fmt: skip
    ordered = sorted(items, key=lambda item: KINDS.index(item.category))
    rows = [
        (
            str(n), item.id, kind_of(item), item.case_id, item.problem, item.detail,
            "依据待核" if item.severity == "待核" else SEVERITIES[item.severity],
            item.measure, item.department, item.person, item.state, "",
        )
        for n, item in enumerate(ordered, 1)
    ]  # fmt: skip
    choices = {"核实结果": ("待核实", "属实", "部分属实", "不属实")}
    return Table("自查台账", heads, (4, 12, 8, 8, 13, 28, 6, 15, 8, 8, 8, 9), tuple(rows), ("序号",), choices)


def ledger(items: Sequence[Item]) -> Table:
    """整治台账: what is to be closed, with the columns that people fill in."""
    heads = (
        "序号", "编号", "市／县", "问题类型", "问题", "表现", "涉及案卷", "线索来源", "是否涉企", "责任单位", "责任部门", "责任领导", "责任人",
        "整治措施", "整治时限", "状态", "整改进展", "完成情况", "佐证材料", "验收人及日期", "销号（是／否）", "销号方式", "举一反三", "备注",
        "依据条款", "规则",
    )  # fmt: skip
    rows = [
        (
            str(n), item.id, item.county, kind_of(item), item.problem, item.detail, item.case_id, item.origin, _yes(item.enterprise),
            item.unit, item.department, item.leader, item.person, item.measure, item.deadline, item.state, item.progress, done(item),
            item.proof, item.checker, _yes(item.state == "已销号"), item.closing, item.lesson, remark(item),
            item.law, item.rule,
        )
        for n, item in enumerate(items, 1)
    ]  # fmt: skip
    widths = (4, 10, 6, 7, 11, 22, 7, 5, 4, 8, 6, 6, 7, 14, 8, 6, 8, 6, 8, 7, 5, 9, 8, 6, 8, 5)
    choices = {"状态": STATES, "完成情况": ("未启动", "整改中", "已完成", "长期坚持"), "销号（是／否）": ("是", "否")}
    return Table("整治台账", heads, widths, tuple(rows), ("序号",), choices, ("整治时限", "销号（是／否）"))


def by_number(tables: Sequence[Table]) -> dict[str, dict[str, str]]:
    """What each numbered row of the tables says under its heads: what people are given to edit."""
    out: dict[str, dict[str, str]] = {}
    for table in tables:
        at = table.heads.index("编号")
        for row in table.rows:
            out[row[at]] = dict(zip(table.heads, row, strict=True))
    return out


def done(item: Item) -> str:
    """完成情况, told by the state."""
    return {"整治中": "整改中", "已完成": "已完成", "已销号": "已完成"}.get(item.state, "未启动")


def kind_of(item: Item) -> str:
    """The kind with its sub-kind: 其他：不严格不公正不作为."""
    return f"{item.category}：{item.subkind}" if item.subkind else item.category


def cases_of(item: Item) -> tuple[str, ...]:
    """The cases of an item."""
    return tuple(name for name in item.case_id.split("、") if name)


def summary(
    lines: Sequence[CaseLine], items: Sequence[Item], titles: dict[str, str], problems: Sequence[Problem]
) -> tuple[Table, ...]:
    """汇总: cases, bands, findings by rule, unit and officer, kinds of problem, and what could not be read."""
    cases = [
        (
            item.case, item.number, item.cause, item.party, money(item.points), money(item.without_veto), item.band or "不评定",
            f"{item.coverage:.0%}", "、".join(item.vetoes), str(len(item.fails)), str(len(item.unsure)), str(len(item.problems)),
        )
        for item in lines
    ]  # fmt: skip
    rules: Counter[str] = Counter(rule for item in lines for rule in item.fails)
    doubts: Counter[str] = Counter(rule for item in lines for rule in item.unsure)
    bands = Counter(item.band or "不评定" for item in lines)
    kinds = Counter(item.category for item in items)
    trouble = [(problem.source or "", item.case, problem.message) for item in lines for problem in item.problems]
    trouble += [(problem.source or "", "", problem.message) for problem in problems]
    by_rule = [(rule, titles.get(rule, ""), str(rules[rule]), str(doubts[rule])) for rule in sorted({*rules, *doubts})]
    tables = (
        Table(
            "各案得分",
            ("案卷", "文号", "案由", "当事人", "得分", "不计否决", "等次", "覆盖率", "拟否决", "问题", "无法判断", "材料问题"),
            (6, 9, 7, 4, 3, 4, 4, 4, 9, 3, 4, 4),
            tuple(cases),
            ("得分", "不计否决", "覆盖率", "问题", "无法判断", "材料问题"),
        ),
        _counted("等次", "等次", "案卷数", [(band, bands[band]) for band in sorted(bands, key=_band_order)]),
        Table("按规则", ("规则", "问题", "不符合", "无法判断"), (2, 6, 2, 2), tuple(by_rule), ("不符合", "无法判断")),
        Table("按单位", ("单位", *_GROUPED), (4, 1, 1, 1, 1), _grouped(lines, lambda item: (item.unit or "未识别",)), _GROUPED),
        Table(
            "按承办人",
            ("承办人", *_GROUPED),
            (4, 1, 1, 1, 1),
            _grouped(lines, lambda item: item.officers or ("未识别",)),
            _GROUPED,
        ),
        _counted("按问题类型", "问题类型", "问题数", [(kind, kinds[kind]) for kind in KINDS]),
        Table("材料问题", ("文件", "案卷", "问题"), (3, 2, 8), tuple(trouble)),
    )
    return tuple(table for table in tables if table.rows)


def _counted(title: str, what: str, number: str, counts: Sequence[tuple[str, int]]) -> Table:
    rows = [(name, str(count)) for name, count in counts]
    return Table(title, (what, number), (3, 1), (*rows, ("合计", str(sum(count for _, count in counts)))), (number,))


def _band_order(band: str) -> tuple[int, str]:
    return _BANDS.index(band) if band in _BANDS else len(_BANDS) - 3, band


def _grouped(lines: Sequence[CaseLine], key: Callable[[CaseLine], Sequence[str]]) -> tuple[Row, ...]:
    groups: dict[str, list[CaseLine]] = defaultdict(list)
    for item in lines:
        for name in key(item):
            groups[name].append(item)
    return tuple(
        (
            name,
            str(len(items)),
            str(sum(len(item.fails) for item in items)),
            _mean(item.points for item in items),
            _mean(item.without_veto for item in items),
        )
        for name, items in sorted(groups.items())
    )


def _mean(points: Iterable[Decimal]) -> str:
    values = tuple(points)
    return money((sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def remark(item: Item) -> str:
    """备注, with what the reader must know of the law behind it."""
    return "；".join(part for part in ("依据待核" if item.severity == "待核" else "", item.remark) if part)


def _way(item: Item) -> str:
    return "线索登记" if item.rule == "线索" else "自查" if item.rule == "自查" else "机器初查，待人工核实"


def _yes(value: bool) -> str:
    return "是" if value else "否"
