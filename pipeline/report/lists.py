"""问题清单, 自查台账, 整治台账 and 汇总 as tables (review-standard.md part 4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.records import Entry, Problem, Review
from pipeline.report.sheet import Row, Table
from pipeline.report.words import SEVERITIES, masked, money

KINDS = ("运动式执法", "一刀切执法", "简单粗暴执法", "野蛮执法", "过度执法", "机械执法", "逐利执法", "其他")


@dataclass(frozen=True, slots=True)
class Line:
    """What the summary says of one case."""

    case: str
    number: str
    cause: str
    party: str
    unit: str
    officers: tuple[str, ...]
    points: Decimal
    without_veto: Decimal
    band: str | None
    coverage: Decimal
    vetoes: tuple[str, ...]
    fails: tuple[str, ...]
    unsure: tuple[str, ...]
    problems: tuple[Problem, ...]


def line(review: Review) -> Line:
    """The summary line of a review."""
    case, score = review.case, review.score
    party = str(case.value("party_name") or "")
    people = case.value("officers")
    return Line(
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


def issue_list(entries: Sequence[Entry], region: Sequence[str]) -> Table:
    """问题清单（附件1）: one row a problem; 责任部门 and 责任人 are for people where the files do not tell."""
    heads = (
        "序号", "市／县", "单位", "问题类型", "问题表述", "具体表现", "线索来源", "涉及案件数", "是否涉企", "依据条款",
        "责任部门", "责任人", "发现方式", "备注",
    )  # fmt: skip
    rows = [
        (
            str(n), "".join(region[1:]), entry.unit, entry.category, entry.problem, entry.detail, entry.origin, str(len(entry.cases)),
            "是" if entry.enterprise else "否", entry.law, "", "、".join(entry.officers), "机器初查，待人工核实", _remark(entry),
        )
        for n, entry in enumerate(entries, 1)
    ]  # fmt: skip
    return Table("问题清单", heads, (1, 2, 3, 2, 4, 8, 2, 1, 1, 4, 2, 2, 2, 2), tuple(rows))


def self_check(entries: Sequence[Entry]) -> Table:
    """自查台账: what was found, in the order of the kinds."""
    heads = (
        "序号",
        "编号",
        "问题类型",
        "案卷",
        "问题",
        "具体表现",
        "性质",
        "整改建议",
        "责任部门",
        "责任人",
        "核实结果",
        "核实人及日期",
    )
    ordered = sorted(entries, key=lambda entry: KINDS.index(entry.category))
    rows = [
        (
            str(n), entry.id, entry.category, "、".join(entry.cases), entry.problem, entry.detail, SEVERITIES[entry.severity],
            entry.suggestion, "", "、".join(entry.officers), "待核实", "",
        )
        for n, entry in enumerate(ordered, 1)
    ]  # fmt: skip
    return Table("自查台账", heads, (1, 2, 2, 2, 4, 8, 1, 5, 2, 2, 2, 2), tuple(rows))


def ledger(entries: Sequence[Entry]) -> Table:
    """整治台账: what is to be closed, with the columns that people fill in."""
    heads = (
        "序号", "编号", "问题类型", "问题", "表现", "涉及案卷", "责任单位", "责任领导", "责任人", "整治措施", "整治时限", "整改进展",
        "完成情况", "佐证材料", "验收人及日期", "销号（是／否）", "销号日期及审核人", "举一反三", "备注",
    )  # fmt: skip
    rows = [
        (
            str(n), entry.id, entry.category, entry.problem, entry.detail, "、".join(entry.cases), entry.unit, "",
            "、".join(entry.officers), entry.suggestion, "", "", "未启动", "", "", "否", "", "", _remark(entry),
        )
        for n, entry in enumerate(entries, 1)
    ]  # fmt: skip
    return Table("整治台账", heads, (1, 2, 2, 4, 7, 2, 3, 1, 2, 5, 2, 2, 2, 2, 2, 1, 2, 2, 2), tuple(rows))


def summary(
    lines: Sequence[Line], entries: Sequence[Entry], titles: dict[str, str], problems: Sequence[Problem]
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
    kinds = Counter(entry.category for entry in entries)
    trouble = [(problem.source or "", item.case, problem.message) for item in lines for problem in item.problems]
    trouble += [(problem.source or "", "", problem.message) for problem in problems]
    by_rule = [(rule, titles.get(rule, ""), str(rules[rule]), str(doubts[rule])) for rule in sorted({*rules, *doubts})]
    return (
        Table(
            "各案得分",
            ("案卷", "文号", "案由", "当事人", "得分", "不计否决", "等次", "覆盖率", "拟否决", "问题", "无法判断", "材料问题"),
            (3, 4, 3, 2, 1, 1, 1, 1, 4, 1, 1, 1),
            tuple(cases),
        ),
        Table("等次", ("等次", "案卷数"), (2, 2), tuple((band, str(number)) for band, number in sorted(bands.items()))),
        Table("按规则", ("规则", "问题", "不符合", "无法判断"), (2, 6, 1, 1), tuple(by_rule)),
        Table(
            "按单位",
            ("单位", "案卷数", "问题数", "平均得分"),
            (4, 1, 1, 1),
            _grouped(lines, lambda item: (item.unit or "未识别",)),
        ),
        Table("按承办人", ("承办人", "案卷数", "问题数", "平均得分"), (4, 1, 1, 1), _grouped(lines, lambda item: item.officers)),
        Table("按问题类型", ("问题类型", "问题数"), (3, 1), tuple((kind, str(kinds[kind])) for kind in KINDS)),
        Table("材料问题", ("文件", "案卷", "问题"), (3, 2, 8), tuple(trouble)),
    )


def _grouped(lines: Sequence[Line], key: Callable[[Line], Sequence[str]]) -> tuple[Row, ...]:
    groups: dict[str, list[Line]] = defaultdict(list)
    for item in lines:
        for name in key(item):
            groups[name].append(item)
    return tuple(
        (
            name,
            str(len(items)),
            str(sum(len(item.fails) for item in items)),
            money((sum((item.points for item in items), Decimal(0)) / len(items)).quantize(Decimal("0.1"))),
        )
        for name, items in sorted(groups.items())
    )


def _remark(entry: Entry) -> str:
    return "依据待核" if entry.unconfirmed else ""
