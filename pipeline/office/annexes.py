"""附件1 问题清单, 附件2 整治报告 and the 举一反三 table, filled from the ledger; what only a person knows is marked 【填写…】."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.office.letters import SEND, mean
from pipeline.office.sources import Reviewed
from pipeline.records.ledger import Item
from pipeline.rectify.campaign import Group, Late, Plan
from pipeline.rectify.causes import Cause
from pipeline.rectify.figures import Figures
from pipeline.rectify.flow import states
from pipeline.rectify.kinds import kinds
from pipeline.report.lists import cases_of, kind_of, remark
from pipeline.report.official import Block, Paper
from pipeline.report.sheet import Row, Table

_MANY = 400  # rows of a Word table that a person still turns over; beyond it the list is summed up and the xlsx has the rows
_SHOWN = 3  # cases told as examples


def issue_list(plan: Plan, items: Sequence[Item], day: date) -> Paper:
    """附件1 as a paper: one row a problem."""
    told = [item for item in items if item.state != "不属实"]
    if len(told) > _MANY:
        table = _summed(told)
    else:
        heads = (
            "序号",
            "县（市、区）",
            "单位",
            "问题类型",
            "问题表述",
            "具体表现",
            "线索来源",
            "涉企",
            "责任部门",
            "责任人",
            "备注",
        )
        rows = tuple(
            (str(n), item.county, item.unit, kind_of(item), item.problem, item.detail, item.origin, "是" if item.enterprise else "否",
             item.department or "【填写】", item.person or "【填写】", _note(item))
            for n, item in enumerate(told, 1)
        )  # fmt: skip
        table = Table("", heads, (2, 4, 5, 4, 7, 13, 3, 2, 4, 4, 4), rows, ("序号",))
    blocks = (
        Block("plain", f"填报单位（盖章）：【填写】　　　　　　　　　　填报日期：{_day(day)}"),
        table,
        Block("plain", "填报人：【填写】　　　　联系电话：【填写】　　　　审核人：【填写】"),
    )
    return Paper(f"{plan.name}问题清单", blocks, "附件1", wide=True)


def report(
    plan: Plan, items: Sequence[Item], count: Figures, groups: Sequence[Group], late: Sequence[Late], cases: Sequence[Reviewed],
    causes: Sequence[Cause],
) -> Paper:  # fmt: skip
    """附件2 as a paper."""
    blocks: list[Block | Table] = [
        Block("head", "一、工作开展情况"),
        Block("text", f"按照《{plan.source}》要求，【填写：组织领导、动员部署、责任分工情况】。"),
        Block(
            "text",
            f"全面梳理阶段，共评查行政处罚案卷{len(cases)}件，平均{mean(case.without_veto for case in cases)}分（不计否决）；"
            f"同时梳理行政复议、行政应诉、媒体舆论、群众投诉和12345热线线索。案卷由程序逐项初查，问题由人工核实。",
        ),  # fmt: skip
        Block("head", "二、问题梳理情况"),
        Block(
            "text",
            f"共梳理问题{count.total}个，其中查实{count.verified}个，不属实{count.states['不属实']}个，待核实{count.states['待核实']}个；"
            f"涉企问题{count.enterprise}个。",
        ),  # fmt: skip
        _counted("按问题类型", "问题类型", count.kinds),
        Block(
            "text",
            f"“其他”问题中：{_listed(count.subkinds)}。按来源：{_listed(count.origins)}。按县（市、区）：{_listed(count.counties)}。",
        ),
        Block("subhead", "涉企执法问题"),
        Block("text", _enterprise(items)),
        Block("head", "三、整治措施与成效"),
        Block(
            "text",
            f"已销号{count.closed}个，占查实问题的{count.share}；整治中{count.states['整治中']}个，已完成待销号{count.states['已完成']}个，"
            f"退回{count.states['退回']}个。销号方式：{_listed(count.ways)}。",
        ),  # fmt: skip
        _by_unit(groups),
        Block("subhead", "典型案例"),
        *_examples(items),
        Block("subhead", "见人见事"),
        _people(items),
        Block("head", "四、存在的不足与原因"),
        Block("text", f"逾期未办结{len(late)}个" + (f"：{_behind(late)}。" if late else "。")),
        Block("text", "【填写：不足和原因分析】"),
        Block("head", "五、长效机制建设"),
        *_lasting(causes),
        Block("head", "六、下一步工作"),
        Block("text", "【填写：下一步打算】"),
        *SEND,
        Block("plain", "附：1．问题清单　2．整治台账　3．制度目录【填写】"),
    ]
    return Paper(f"{plan.name}报告", tuple(blocks), "附件2")


def report_tables(count: Figures, groups: Sequence[Group], late: Sequence[Late]) -> tuple[Table, ...]:
    """The figures of 附件2 as tables for xlsx."""
    behind = tuple(
        (one.item.id, one.item.county, one.item.unit, one.item.person, one.item.problem, one.item.state, one.why) for one in late
    )
    whole = (
        ("问题总数", str(count.total)), ("查实", str(count.verified)), ("涉企", str(count.enterprise)), ("已销号", str(count.closed)),
        ("销号率", count.share), ("逾期", str(count.late)),
    )  # fmt: skip
    tables = (
        Table("总数", ("项目", "数"), (3, 1), whole, ()),
        _counted("按问题类型", "问题类型", count.kinds),
        _counted("其他小类", "小类", count.subkinds),
        _counted("按来源", "来源", count.origins),
        _counted("按状态", "状态", count.states),
        _counted("销号方式", "方式", count.ways),
        _by_unit(groups),
        Table("逾期", ("编号", "县", "单位", "责任人", "问题", "状态", "原因"), (4, 3, 5, 3, 8, 3, 8), behind),
    )
    return tuple(table for table in tables if table.rows)


def lessons(causes: Sequence[Cause]) -> Table:
    """举一反三: repeated causes and the lasting cure of each."""
    rows = tuple(
        (str(n), cause.problem, str(cause.count), "、".join(cause.units), cause.cause, cause.check, cause.form, cause.train,
         "；".join(cause.lessons) or "【填写】")
        for n, cause in enumerate(causes, 1)
    )  # fmt: skip
    heads = ("序号", "反复出现的问题", "次数", "涉及单位", "症结", "审核清单增加", "文书样式修改", "培训要点", "已建制度")
    return Table("举一反三", heads, (2, 7, 2, 5, 5, 6, 6, 5, 5), rows, ("序号", "次数"))


def _summed(items: Sequence[Item]) -> Table:
    grouped: dict[Row, int] = {}
    for item in items:
        key = (item.county, item.unit, kind_of(item), item.problem)
        grouped[key] = grouped.get(key, 0) + 1
    rows = tuple(
        (str(n), *key, str(number))
        for n, (key, number) in enumerate(sorted(grouped.items(), key=lambda pair: -pair[1])[:_MANY], 1)
    )
    title = f"问题共{len(items)}个，按单位和问题归并，逐条见同名电子表格"
    return Table(
        title, ("序号", "县（市、区）", "单位", "问题类型", "问题表述", "个数"), (2, 4, 6, 6, 12, 2), rows, ("序号", "个数")
    )


def _counted(title: str, what: str, counts: Mapping[str, int]) -> Table:
    rows = tuple((name, str(number)) for name, number in counts.items())
    return Table(title, (what, "个数"), (3, 1), (*rows, ("合计", str(sum(counts.values())))), ("个数",))


def _by_unit(groups: Sequence[Group]) -> Table:
    heads = ("县（市、区）", "单位", "问题数", "涉企", *states(), "逾期")
    rows = [
        (one.county, one.unit or "未写明", str(one.total), str(one.enterprise), *map(str, one.states), str(one.late))
        for one in groups
    ]
    sums = [sum(int(row[n]) for row in rows) for n in range(2, len(heads))]
    return Table("按县和单位", heads, (5, 8, *(3 for _ in heads[2:])), (*rows, ("合计", "", *map(str, sums))), heads[2:])


def _people(items: Sequence[Item]) -> Table:
    """Unit, person, how many, how far: who stands behind the figures."""
    grouped: dict[Row, list[Item]] = {}
    for item in items:
        if item.state not in ("待核实", "不属实"):
            grouped.setdefault((item.unit, item.person or "【填写】"), []).append(item)
    rows = tuple(
        (unit, person, str(len(own)), str(sum(item.state == "已销号" for item in own)), _named(own))
        for (unit, person), own in sorted(grouped.items())
    )
    return Table(
        "",
        ("责任单位", "责任人", "问题数", "已销号", "问题"),
        (5, 4, 2, 2, 9),
        rows or (("—", "—", "0", "0", "—"),),
        ("问题数", "已销号"),
    )


def _named(items: Sequence[Item]) -> str:
    problems = list(dict.fromkeys(item.problem for item in items))
    return "；".join(problems[:2]) + (f"等{len(problems)}种" if len(problems) > 2 else "")


def _examples(items: Sequence[Item]) -> list[Block]:
    """Closed problems as examples, those of rules before others, one a kind first. The details are masked already."""
    closed = sorted(
        (item for item in items if item.state == "已销号"), key=lambda item: (not item.closing.startswith("复查"), item.id)
    )
    first: dict[str, Item] = {}
    for item in closed:
        first.setdefault(item.category, item)
    chosen = list(dict.fromkeys((*first.values(), *closed)))[:_SHOWN]
    return [
        Block("text", f"案例{n}：{item.unit}{item.case_id and '案卷' + item.case_id}，{_told(item)}")
        for n, item in enumerate(chosen, 1)
    ] or [Block("text", "【填写：典型案例】")]


def _told(item: Item) -> str:
    said = (item.problem, item.detail, f"整改：{item.measure}" if item.measure else "", item.closing)
    return "".join(f"{part.rstrip('。')}。" for part in said if part)


def _enterprise(items: Sequence[Item]) -> str:
    own = [item for item in items if item.enterprise]
    if not own:
        return "没有发现涉企执法问题。"
    by_kind = {name: sum(item.category == name for item in own) for name in kinds()}
    cases = {case for item in own for case in cases_of(item)}
    closed = sum(item.state == "已销号" for item in own)
    return f"涉企问题{len(own)}个，涉及案卷{len(cases)}件：{_listed(by_kind)}；已销号{closed}个。"


def _behind(late: Sequence[Late]) -> str:
    grouped: dict[Row, int] = {}
    for one in late:
        grouped[one.item.unit, one.why] = grouped.get((one.item.unit, one.why), 0) + 1
    most = sorted(grouped.items(), key=lambda pair: -pair[1])[:5]
    return "；".join(f"{unit}{number}个（{why}）" for (unit, why), number in most)


def _lasting(causes: Sequence[Cause]) -> list[Block]:
    told = [
        Block("text", f"{n}．针对“{cause.problem}”（{cause.count}处）：{cause.cause}。{cause.check}；{cause.form}。")
        for n, cause in enumerate(causes[:8], 1)
    ]
    return [*told, Block("text", "【填写：已建立的制度名称、文号】")]


def _listed(counts: Mapping[str, int]) -> str:
    return "、".join(f"{name}{number}个" for name, number in counts.items() if number) or "无"


def _note(item: Item) -> str:
    return "；".join(part for part in ("待核实" if item.state == "待核实" else "", remark(item)) if part)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
