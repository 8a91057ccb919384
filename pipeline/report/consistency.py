"""处罚一致性.xlsx: the comparison as tables — what was compared, signals, the unlike fines with their neighbours, groups, cases, differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np

from pipeline.compare.peers import Group, Member, differs, label_quantities
from pipeline.compare.spread import bounds, in_tier, nearest
from pipeline.compare.study import Study
from pipeline.compare.view import said
from pipeline.report.sheet import Row, Table

MOST_ROWS = 5_000  # what a person can use; everything else of a province stays in findings.jsonl
_CASE = ("案卷", "机关", "承办人", "罚款（元）", "幅度", "计量", "数量", "情节")
VERDICT = {"fail": "提示", "unsure": "待核对原件"}


def tables(study: Study, notes: Sequence[str] = ()) -> tuple[Table, ...]:
    """All sheets of the workbook."""
    return (
        Table("概况", ("项目", "内容"), (3, 10), tuple(overview(study, notes))),
        Table("提示", ("规则", "问题类型", "问题", "说明", "案卷", "把握"), (1, 2, 3, 9, 4, 2), tuple(_signals(study))),
        Table(
            "偏离",
            ("序号", "本案或同类", *_CASE, "通常", "高出或低于", "差额（元）", "误报可能", "法定或档次幅度", "与本案的不同"),
            (1, 2, 5, 5, 4, 3, 2, 2, 7, 4, 2, 2, 3, 2, 4, 7),
            tuple(_cut(_unlike(study))),
            ("罚款（元）", "幅度", "通常", "差额（元）"),
        ),
        Table(
            "分组",
            ("同类组", "计量", "案件数", "最低", "下四分位", "中位", "上四分位", "最高", "法定幅度", "裁量档次", "提示数", "结论"),
            (10, 2, 2, 2, 2, 2, 2, 2, 3, 3, 2, 4),
            tuple(_cut(_groups(study))),
            ("案件数", "最低", "下四分位", "中位", "上四分位", "最高", "提示数"),
        ),
        Table(
            "各案",
            (*_CASE, "通常", "高出或低于", "法定幅度中的位置", "决定日期", "同类组"),
            (5, 5, 4, 3, 2, 2, 7, 4, 2, 2, 3, 3, 10),
            tuple(_cut(_cases(study))),
            ("罚款（元）", "幅度", "通常"),
        ),
        Table(
            "差异",
            ("因素", "对象", "案件数", "涉及组数", "相对同类其他案件", "合计差额（元）", "随机出现的可能", "校正后", "说明"),
            (2, 4, 2, 2, 3, 3, 3, 2, 7),
            tuple(_differences(study)),
            ("案件数", "涉及组数", "合计差额（元）"),
        ),
        Table("未比较", ("案卷", "机关", "案由", "原因"), (4, 4, 3, 6), tuple(_cut(_left_out(study)))),
    )


def overview(study: Study, notes: Sequence[str]) -> Iterator[Row]:
    """What was compared and what was not, for the first sheet and the head of the page."""
    compared = sum(len(group.members) for group in study.groups)
    least = study.like.count("least_cases")
    judged = [group for group in study.groups if len(group.members) >= least]
    yield "读到的案件", f"{len(study.cases)}件"
    in_judged = sum(len(group.members) for group in judged)
    told = f"{compared}件，分为{len(study.groups)}个同类组；其中{least}件以上的{len(judged)}组（{in_judged}件）作判断，其余只列出比较"
    yield "参加比较", told
    yield "处罚明显不同", f"{sum(map(len, study.outliers))}件"
    if study.left_out:
        reasons = Counter(one.why.partition("（")[0] for one in study.left_out)
        yield "没有参加比较", "；".join(f"{why}{count}件" for why, count in reasons.most_common())
    yield "怎样比较", (
        "案由、处罚依据及其版本、当事人类型、法定幅度、数量档次都相同的为同类；罚款按法律规定的倍数、每平方米或者每株折算；"
        "与最相近案件的中位水平比，偏离的程度按同类的离散衡量，并控制全部提示中的误报（Benjamini–Hochberg）。"
    )
    yield "怎样使用", "提示是供人复核的线索，不是结论；“差异”表只陈述事实，承办人的案件难易可能不同。"
    yield from (("说明", note) for note in notes)


def position(group: Group, member: Member) -> str:
    """Where the measure lies in the lawful range: 0 % its lower end, 100 % its upper end."""
    if group.lawful is None or group.lawful[1] == group.lawful[0]:
        return ""
    return f"{float((member.measure - group.lawful[0]) / (group.lawful[1] - group.lawful[0])):.0%}"


def away(usual: float, member: Member) -> str:
    """How far a measure is from the usual one, as a reader says it."""
    return f"{float(member.measure) / usual - 1:+.0%}" if usual else ""


def _signals(study: Study) -> Iterator[Row]:
    for item in study.findings:
        names = item.cases or ((item.case,) if item.case else ())
        yield item.rule, item.category, item.title, item.message, "、".join(names), VERDICT.get(item.verdict, "")


def _unlike(study: Study) -> Iterator[Row]:
    number = 0
    for group, standing, apart in zip(study.groups, study.standings, study.outliers, strict=True):
        for place, yuan in apart.items():
            number += 1
            member, usual = group.members[place], float(standing.usual[place])
            limits = bounds(group)
            settled = in_tier(group, member, study.like) is False
            yield (
                str(number), "本案", *_case(group, member), f"{usual:.4g}", away(usual, member), said(yuan),
                "超出档次" if settled else _chance(float(standing.discovery[place])),
                f"{said(limits[0])}—{said(limits[1])}" if limits else "", group.label,
            )  # fmt: skip
            for other in nearest(group, member, study.like)[:8]:
                told = differs(member.seen, other.seen) or "读到的数量、情节都相同"
                yield str(number), "同类", *_case(group, other), "", "", "", "", "", told


def _chance(discovery: float) -> str:
    return "不到0.1%" if discovery < 0.001 else f"{discovery:.1%}"


def _groups(study: Study) -> Iterator[Row]:
    least = study.like.count("least_cases")
    for group, apart in zip(study.groups, study.outliers, strict=True):
        spread = np.quantile([float(one.measure) for one in group.members], (0, 0.25, 0.5, 0.75, 1))
        tier = f"{said(group.tier[1].range[0])}—{said(group.tier[1].range[1])}" if group.tier else ""
        lawful = f"{said(group.lawful[0])}—{said(group.lawful[1])}" if group.lawful else ""
        verdict = f"{len(apart)}件明显不同" if apart else ("未见明显不同" if len(group.members) >= least else f"不足{least}件，只比较")
        yield group.label, group.unit, str(len(group.members)), *(f"{value:.4g}" for value in spread), lawful, tier, str(len(apart)), verdict


def _cases(study: Study) -> Iterator[Row]:
    for group, standing in zip(study.groups, study.standings, strict=True):
        for place, member in enumerate(group.members):
            usual = float(standing.usual[place])
            day = str(member.seen.decision or "")
            yield *_case(group, member), f"{usual:.4g}", away(usual, member), position(group, member), day, group.label


def _differences(study: Study) -> Iterator[Row]:
    for one in study.differences:
        if abs(one.ratio - 1) < 0.005:
            continue
        clear = one.discovery <= float(study.like.number("false_alarms"))
        told = f"在同类案件中，罚款平均{'高' if one.ratio > 1 else '低'}{abs(one.ratio - 1):.0%}" + ("" if clear else "；可能是偶然")
        yield (
            one.factor, one.level, str(one.cases), str(one.groups), f"{one.ratio - 1:+.0%}", said(Decimal(round(one.yuan))),
            f"{one.chance:.2%}", f"{one.discovery:.2%}", told,
        )  # fmt: skip


def _left_out(study: Study) -> Iterator[Row]:
    for one in study.left_out:
        yield one.seen.name, one.seen.bureau, one.seen.cause or "未能判断", one.why


def _case(group: Group, member: Member) -> Row:
    seen = member.seen
    return (
        seen.named().removeprefix("案卷"), seen.bureau or seen.authority or "", "、".join(seen.officers), said(seen.fine), said(member.measure),
        group.unit, label_quantities(seen.quantities), "、".join(sorted(seen.traits)),
    )  # fmt: skip


def _cut(rows: Iterator[Row]) -> Iterator[Row]:
    """At most as many rows as a person can use; the last says that there are more."""
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            yield (f"其余从略，只列前{MOST_ROWS}行；全部提示见 findings.jsonl", *("" for _ in row[1:]))
            return
        yield row
