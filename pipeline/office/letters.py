"""The papers that go to the units: 整改通知书, 评查意见书, 评查通报, 优秀案卷名单."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipeline.office.sources import Reviewed
from pipeline.records.ledger import Item
from pipeline.rectify import causes
from pipeline.report.lists import KINDS, kind_of
from pipeline.report.official import Block, Paper
from pipeline.report.sheet import Table
from pipeline.report.words import money

SEND = (Block("signed", "【填写：发文机关（盖章）】"), Block("signed", "【填写：年　月　日】"))
_BANDS = ("优秀", "良好", "合格", "不合格", "不评定")
_PARTS = (("立卷", "立卷归档方面"), ("实体", "实体方面（主体、事实、证据、适用法律、裁量）"), ("程序", "程序方面"))


def notice(unit: str, items: Sequence[Item]) -> Paper:
    """整改通知书 of one unit: what it must put right, each with measure, time limit and person."""
    todo = [item for item in items if item.state not in ("不属实", "已销号")]
    rows = [
        (str(n), item.problem, f"{item.case_id}：{item.detail}" if item.case_id else item.detail, item.law, item.measure,
         item.deadline or "【填写】", item.person or "【填写】")
        for n, item in enumerate(todo, 1)
    ]  # fmt: skip
    heads = ("序号", "问题", "具体表现", "依据", "整改要求", "时限", "责任人")
    table = Table("需要整改的问题", heads, (2, 6, 10, 6, 7, 4, 3), tuple(rows), ("序号",))
    doubtful = sum(item.state == "待核实" for item in todo)
    told = f"其中{doubtful}个由机器初查提出，尚待你单位核实；核实不属实的，请书面说明理由。" if doubtful else ""
    blocks: list[Block | Table] = [
        Block("plain", f"{unit}："),
        Block("text", f"经案卷评查和线索核查，你单位行政执法中有{len(todo)}个问题需要整改。{told}现通知如下："),
        table,
        Block(
            "text",
            "请对照上表逐条制定措施、明确时限和责任人，按期整改。能够更正的，更正后报送案卷重新评查；期限已过等不能补正的，"
            "以完善制度、培训人员等措施整改，不得倒签、补造文书。",
        ),  # fmt: skip
        Block("text", "请于【填写：报送日期】前报送整改情况和佐证材料。对所列问题有异议的，可在【填写：期限】内书面申请复核。"),
        *SEND,
        Block("plain", "签收人：　　　　　　签收日期：　　　年　　月　　日"),
    ]
    return Paper("行政执法问题整改通知书", tuple(blocks))


def opinion(unit: str, cases: Sequence[Reviewed], items: Sequence[Item]) -> Paper:
    """评查意见书 of one unit: its cases, scores, vetoes, problems by part, what is good, what to do."""
    bands = Counter(case.band for case in cases)
    spread = "、".join(f"{band}{bands[band]}件" for band in _BANDS if bands[band])
    rows = tuple(
        (str(n), case.number or case.case, case.cause, case.party, money(case.points), money(case.without_veto), case.band,
         f"{case.coverage:.0%}", "、".join(case.vetoes) or "无")
        for n, case in enumerate(cases, 1)
    )  # fmt: skip
    heads = ("序号", "案卷", "案由", "当事人", "得分", "不计否决", "等次", "覆盖率", "拟否决")
    blocks: list[Block | Table] = [
        Block("plain", f"{unit}："),
        Block("head", "一、案卷基本情况"),
        Block(
            "text",
            f"本次评查你单位案卷{len(cases)}件，平均{mean(case.without_veto for case in cases)}分（不计否决）。等次：{spread or '无'}。"
            "得分由机器按评查标准初评，拟否决和无法判断的事项由评查人确认。",
        ),  # fmt: skip
        Table("", heads, (2, 7, 4, 5, 3, 3, 3, 3, 4), rows, ("序号", "得分", "不计否决", "覆盖率")),
        Block("head", "二、主要问题"),
        *_parts([item for item in items if item.state != "不属实" and item.rule[2:3] == "-"]),
        Block("head", "三、好的做法"),
        Block("text", _good(cases)),
        Block("head", "四、整改要求"),
        Block("text", "请按照整改通知书所列措施和时限整改，并将整改情况报送【填写：报送机构】。"),
        Block("text", "对评查意见有异议的，可以自收到之日起【填写：期限】内向【填写：评查机关】书面申请复核。"),
        Block("plain", "评查人签名：　　　　　　　　评查组长签名："),
        *SEND,
        Block("plain", "签收人：　　　　　　签收日期：　　　年　　月　　日"),
    ]
    return Paper("行政处罚案卷评查意见书", tuple(blocks))


def bulletin(name: str, cases: Sequence[Reviewed], items: Sequence[Item]) -> Paper:
    """评查通报: how it was, by unit, what is common, who is good."""
    bands = Counter(case.band for case in cases)
    units = sorted({(case.county, case.unit) for case in cases})
    rows = []
    for county, unit in units:
        own = [case for case in cases if (case.county, case.unit) == (county, unit)]
        counts = Counter(case.band for case in own)
        rows.append(
            (
                county,
                unit or "未识别",
                str(len(own)),
                *(str(counts[band]) for band in _BANDS),
                mean(case.without_veto for case in own),
            )
        )
    rows.append(("合计", "", str(len(cases)), *(str(bands[band]) for band in _BANDS), mean(case.without_veto for case in cases)))
    heads = ("县（市、区）", "单位", "案卷数", *_BANDS, "平均分")
    common = [cause for cause in causes.causes(items) if cause.rule[2:3] == "-"][:10]
    blocks: list[Block | Table] = [
        Block("head", "一、总体情况"),
        Block(
            "text",
            f"本次共评查{len(units)}个单位行政处罚案卷{len(cases)}件。等次："
            + "、".join(f"{band}{bands[band]}件" for band in _BANDS)
            + "。平均分不计否决。",
        ),  # fmt: skip
        Table("", heads, (5, 8, 3, 3, 3, 3, 3, 3, 3), tuple(rows), heads[2:]),
        Block("head", "二、共性问题"),
        *[
            Block("text", f"{n}．{cause.problem}，{cause.count}处，涉及{len(cause.units)}个单位。{cause.cause}。")
            for n, cause in enumerate(common, 1)
        ],
        *([] if common else [Block("text", "没有发现重复出现的问题。")]),
        Block("head", "三、优秀案卷"),
        Block("text", _praise(cases)),
        Block("head", "四、工作要求"),
        Block("text", "各单位要对照通报举一反三，按整改通知书逐一整改，按期报送结果。"),
        Block("text", "【填写：其他要求】"),
        *SEND,
    ]
    return Paper(f"关于{name}\n案卷评查情况的通报", tuple(blocks))


def merit(cases: Sequence[Reviewed]) -> Table:
    """优秀案卷名单: the best band, with nothing that a veto rests on."""
    best = sorted(
        (case for case in cases if case.band == "优秀" and not case.vetoes),
        key=lambda case: (-case.points, case.county, case.case),
    )
    rows = tuple(
        (
            str(n),
            case.county,
            case.unit,
            case.number or case.case,
            case.cause,
            money(case.points),
            f"{case.coverage:.0%}",
            str(case.fails),
        )
        for n, case in enumerate(best, 1)
    )
    heads = ("序号", "县（市、区）", "单位", "案卷", "案由", "得分", "覆盖率", "问题数")
    return Table("优秀案卷名单", heads, (2, 5, 7, 8, 5, 3, 3, 3), rows, ("序号", "得分", "覆盖率", "问题数"))


def mean(points: object) -> str:
    """The mean of some scores to one decimal; a dash where there are none."""
    values = tuple(points)  # type: ignore[arg-type, var-annotated]
    return money((sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)) if values else "—"


def _parts(items: Sequence[Item]) -> list[Block]:
    blocks = []
    for part, head in _PARTS:
        own = [item for item in items if causes.part(item.rule) == part]
        blocks.append(Block("subhead", head))
        grouped: dict[str, list[Item]] = {}
        for item in sorted(own, key=lambda item: KINDS.index(item.category)):
            grouped.setdefault(item.problem, []).append(item)
        for n, (problem, same) in enumerate(grouped.items(), 1):
            where = "、".join(dict.fromkeys(item.case_id for item in same if item.case_id))
            blocks.append(Block("text", f"{n}．{problem}（{kind_of(same[0])}），{len(same)}处：{where}。"))
        if not own:
            blocks.append(Block("text", "没有发现问题。"))
    return blocks


def _good(cases: Sequence[Reviewed]) -> str:
    best = [case.number or case.case for case in cases if case.band == "优秀" and not case.vetoes]
    return (f"{'、'.join(best)}等次为优秀，文书齐全、程序规范。" if best else "") + "【填写：评查人补充】"


def _praise(cases: Sequence[Reviewed]) -> str:
    best = merit(cases).rows
    if not best:
        return "本次没有评出优秀案卷。"
    return (
        "、".join(f"{row[2]}{row[3]}" for row in best[:20])
        + f"等{len(best)}件案卷评为优秀，名单附后。优秀案卷由评查人确认后公布。"
    )
