"""When the deed was done: the day or span that stands with its words, and not with those of a check, a paper or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.dates import Found, anchor, find_spans
from pipeline.records import BadDate

FOUND_OUT = re.compile(
    r"[^。，]{0,14}?(?:接到?(?!着)|收到|举报|移送|移交|发现|巡查|检查|核查|勘[查验]|现场|督查|卫片|询问|鉴定|委托|出具"
    r"|立案|受案|调查|送达|告知|批准|登记|传唤|下发|印发|处罚|修[订正]|施行|通过|取得|领取|签订|成立|注册|租赁(?!的?[地房厂场山林草])"
    r"|承包(?!的?[地草山林土荒果田]|户)"
    r"|流转|抽[检样]|检[测验]|派[员出]|前往|来到|赶[到赴]|被[^。，]{0,6}(?:处罚|处以|罚款|拘留))"
)
ANNOUNCED = re.compile(
    r"召开|讨论|会议|立案|举报|移送|送达|接报|告知书|作出了?[^，。]{0,10}(?:决定|处罚)"
    r"|(?:[局委厅队部]|部门|机关)[^，。]{0,8}(?:公布|发布|通报)|获悉|^[讯电]|网消息"
)
DEED = re.compile(
    r"擅自|未经|未取得|未办理|未依法|未按|无证|违反|违法|非法|采伐|砍伐|盗伐|滥伐|猎|捕|垦|占用|毁|用火|烧|点燃"
    r"|采[土石砂挖集]|挖|建|经营|销售|收购|运输|倾倒|排放|放牧|购买"
)
# what stands in front of a day that is none of the deed: 成立于, 检验日期为, 来源：某网
OTHER_DAY = re.compile(
    r"(?:时间|日期)(?:为|是)?[：\t ]?$|出生[^，。]{0,4}$|生于$|（$|截至|截止|至今|有效期|文号"
    r"|(?:成立|注册|登记|取得|领取|签订|办理|生产|制造|出生|发布|修订|施行|设立|入职)于$"
)
FURNITURE = re.compile(r"^[^。，\n]{0,30}(?:发布|公布|公示|公开|成文|生成|更新|来源|浏览|索引|审结|字体)[^。，\n]*$")
LISTED = re.compile(r"[、和及与，]{1,2}")  # 3月1日、3月5日两次
UNTIL = re.compile(r"(?:直至|直到|[至到]|截至|截止到?)$")
CEASED = re.compile(r"(?:已|即|就|当事人|其|你)*(?:自行|主动|当场)?(?:清理|拆除|恢复|停止|撤离|退还|平整|搬离|完工|竣工|建成|结束|删除|下架)")
STOPPED = re.compile(r"[^，。；]{0,6}?(?:被|检查|查获|案发|共|已|止|时)")


def act_day(plain: str, start: int, end: int, *, strict: bool) -> tuple[Found, Found | None] | None:
    """The day of the deed in plain[start:end] and its end; `strict`: only beside words of a deed."""
    part = plain[start:end]
    spans = [(moved(first, -start), last and moved(last, -start)) for first, last in find_spans(plain, anchor(plain)) if start <= first.start < end]
    for at, (first, last) in enumerate(spans):
        if isinstance(first.value, BadDate) or not _of_the_act(part, first, last):
            continue
        if strict and not DEED.search(re.split(r"[。\n]", part[(last or first).end :])[0][:90]):
            continue
        ended = last or _ceased(part, first, spans[at + 1 :])
        return moved(first, start), ended and moved(ended, start)
    return None


def moved(day: Found, offset: int) -> Found:
    """The same day, counted from so much further in front."""
    return replace(day, start=day.start + offset, end=day.end + offset)


def _ceased(part: str, first: Found, others: list[tuple[Found, Found | None]]) -> Found | None:
    """The later day on which it ended: listed with the first, behind 至, or with words of undoing."""
    at = first
    for day, _ in others:
        if LISTED.fullmatch(part[at.end : day.start]):
            at = day
    if at is not first:
        return None if FOUND_OUT.match(part[at.end :]) else at
    for day in _same_sentence(part, first, others):
        before, after = part[max(0, day.start - 8) : day.start], part[day.end : day.end + 14]
        if CEASED.match(after) and not re.search("[限责至]", before) or UNTIL.search(before) and STOPPED.match(after):
            return day
    return None


def _same_sentence(part: str, first: Found, others: list[tuple[Found, Found | None]]) -> Iterator[Found]:
    stop = re.compile(r"[。\n]").search(part, first.end)
    limit = stop.start() if stop else len(part)
    return (day for day, _ in others if day.start < limit)


def _of_the_act(part: str, first: Found, last: Found | None) -> bool:
    after = part[(last or first).end :]
    before = part[max(0, first.start - 16) : first.start]
    line = part[part.rfind("\n", 0, first.start) + 1 :].split("\n")[0]
    if not re.search(r"[，。：\t]", line) and not DEED.search(line):
        return False  # a line of a page's head
    if re.match(r"《|出?生(?!产)", after) or FURNITURE.match(line) or first.kind == "solid" and not after.startswith("日"):
        return False
    head = re.sub(r"被处罚(?:人|单位)|受处罚人", "当事人", re.split(r"[。；]", after)[0])
    clauses = [one for one in re.split(r"，", head)[:3] if one]
    lead = "，".join(clauses[:2] if clauses and len(clauses[0]) < 4 else clauses[:1])
    if ANNOUNCED.search(lead.split("，")[0]):
        return False
    lead = re.sub(r"(?:未经?|没有|无|擅自)[^，。]*", "", lead)  # "未经批准" is the deed, not an approval
    if FOUND_OUT.match(lead) and not re.match(r"[^。，]{0,14}?(?:现场[^，。]{0,4}(?:采|砍|点))", lead):
        return False
    clause = part[max(part.rfind(mark, 0, first.start) for mark in "。\n，；") + 1 : first.start]
    if re.search(r"曾|此前|前科", clause):
        return False
    return not OTHER_DAY.search(before)
