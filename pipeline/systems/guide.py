"""A flow chart and a service guide made from the law of a day for a bureau: drafts that a person completes."""

from __future__ import annotations

from datetime import date

from pipeline.lawdesk import flow
from pipeline.report.official import Block, Paper
from pipeline.report.sheet import Table
from pipeline.settings import Settings


def chart(settings: Settings, day: date) -> Paper:
    """The steps with their periods and provisions, as a paper."""
    rows = []
    for n, box in enumerate(flow.boxes(day), 1):
        rows.append(
            (
                str(n),
                box.title,
                "\n".join(box.lines) or "—",
                f"{box.side.title}\n" + "\n".join(box.side.lines) if box.side else "—",
            )
        )
    table = Table("", ("序号", "环节", "要求、期限和依据", "同时可能发生"), (1, 3, 8, 8), tuple(rows), ("序号",))
    return Paper(f"{settings.agency.name}\n行政处罚流程图", (Block("plain", f"按{_day(day)}有效的法律编制。"), table), wide=True)


def guide(settings: Settings, day: date) -> Paper:
    """The ten items that the plan names; what the law does not tell is marked."""
    agency = settings.agency
    boxes = {box.title: box for box in flow.boxes(day)}
    steps = "—".join(title for title in boxes)
    limits = "；".join(
        line for title in ("立案审批", "作出处罚决定", "送达", "缴纳罚款") if title in boxes for line in boxes[title].lines
    )
    remedy = next((box.side for box in boxes.values() if box.side and "复议" in box.side.title), None)
    rows = (
        ("事项名称", f"林草行政处罚（{agency.name or '【填写：机关名称】'}）"),
        ("依据", "《中华人民共和国行政处罚法》《中华人民共和国森林法》《中华人民共和国草原法》及有关法规、规章【填写：本机关权责清单所列其他依据】"),
        ("受理机构", f"{agency.name or '【填写：机关名称】'}【填写：承办股室】"),
        ("办理流程", f"{steps}（详见流程图）"),
        ("办理时限", limits or "【填写】"),
        ("监督方式", f"向{agency.government or '【填写：本级人民政府】'}、{agency.parent or '【填写：上级主管部门】'}反映；12345政务服务便民热线；"
         + ("；".join(remedy.lines) if remedy else "行政复议、行政诉讼")),
        ("责任追究", "执法人员不作为、乱作为的，依法依规追究责任【填写：本机关责任追究制度名称】"),
        ("办公时间", "【填写】"),
        ("办公地址", "【填写】"),
        ("办公电话", "【填写】"),
    )  # fmt: skip
    table = Table("", ("项目", "内容"), (2, 10), rows)
    return Paper(f"{agency.name}\n行政执法服务指南", (Block("plain", f"编制日期：{_day(day)}"), table))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
