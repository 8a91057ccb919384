"""Records of inquiry, inspection, hearing: when, where, who, what was shown and told, who signed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.clocks import find_clocks
from pipeline.extract.labelled import find
from pipeline.extract.names import names
from pipeline.extract.signatures import party_signed, refused
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

RECORDS = frozenset({"inquiry_record", "inspection_record", "hearing_record", "discussion_record"})
REFUSABLE = frozenset({"inquiry_record", "inspection_record", "hearing_record", "service_receipt"})
WITH_PARTY = frozenset(
    {"inquiry_record", "inspection_record", "hearing_record", "rights_notice", "waiver", "summary_decision", "preservation"}
)
PLACE = "(?:询问|调查|谈话|勘验|检查|勘察|勘查|勘验检查|听证|讨论|合议|会议|现场)?(?:地点|地址|场所)"
ASKED = "被(?:询问|调查|谈话|调查询问|询问调查)(?:人|对象)(?:姓名)?|(?:询问|谈话|调查)对象"
WITNESS = "见证人|在场人|在场见证人|见证人员"
SHOWN = re.compile(
    r"(?:出示|展示|亮明|亮证|佩戴|表明|查验|查看)[^。？\n]{0,16}(?:证件|执法证|身份|证)|(?:证件|"
    r"执法证|身份)[^。？\n]{0,14}(?:出示|表明|亮明|过目|查看|核对|看清)|这是(?:我们的|"
    r"我的)?[^。？\n]{0,8}(?:证件|执法证)|请(?:你|您)?(?:看|过目|核对|查看|查验)[^。？\n]{0,12}(?:证件|执法证|工作证|证)(?!人|据|言|明)"
)
TOLD = re.compile(
    r"(?:申请|要求|请求|提出|有无|是否|需要)[^。？\n]{0,20}回避|回避[^。？\n]{0,16}(?:权利|申请|权)|"
    r"(?:权利|义务)[^。？\n]{0,12}(?:告知|清楚|听清)|告知[^。？\n]{0,24}(?:权利|回避|陈述|申辩)"
)
NOT_SHOWN = re.compile(r"(?:未|没有|没)[^，。？\n]{0,4}(?:出示|表明|亮)")


def interviews(document: Document, text: Text) -> Iterable[Field]:
    """start_time, end_time, place, asked_person, certificate_shown, rights_told, witness, party_signed, refusal_noted."""
    role = document.role
    if role in RECORDS:
        yield from _times(text)
        yield from _first(text, PLACE, "place")
    if role == "inquiry_record":
        yield from _person(text, ASKED, "asked_person")
    if role in ("inquiry_record", "inspection_record", "service_receipt"):
        yield from _person(text, WITNESS, "witness")
    if role in ("inquiry_record", "inspection_record"):
        yield from _said(text, SHOWN, "certificate_shown", unless=NOT_SHOWN)
    if role in ("inquiry_record", "inspection_record", "rights_notice"):
        yield from _said(text, TOLD, "rights_told")
    if role in WITH_PARTY:
        yield from party_signed(document, text)
    if role in REFUSABLE:
        yield from refused(text)


def _times(text: Text) -> Iterator[Field]:
    from_label = re.search(r"(?:^|[\n\t])[^\n\t：]{0,8}(?:时间|日期)(?:（[^）]*）)?[：\t ]", text.plain)
    clocks = find_clocks(text.plain)
    if not clocks:
        return
    clock = next((one for one in clocks if from_label and one.at[0] >= from_label.end()), clocks[0])
    evidence = text.evidence(*clock.at)
    yield Field("start_time", clock.start, evidence, 0.97 * text.confidence(*clock.at), "interviews")
    if clock.end is not None:
        yield Field("end_time", clock.end, evidence, 0.97 * text.confidence(*clock.at), "interviews")
        return
    # 开始时间 and 结束时间 in cells of their own
    ending = re.search(r"(?:结束|终止|止)(?:时间)?[：\t ]", text.plain[clock.at[1] : clock.at[1] + 60])
    if ending:
        rest = clock.at[1] + ending.end()
        other = next((one for one in find_clocks(text.plain, clock.start.date()) if one.at[0] >= rest), None)
        if other and other.at[0] - rest <= 4:
            yield Field("end_time", other.start, text.evidence(*other.at), 0.95 * text.confidence(*other.at), "interviews")


def _first(text: Text, labels: str, name: str) -> Iterator[Field]:
    for one in find(text, labels):
        if one.value:
            yield Field(
                name, one.value, text.evidence(one.start, one.end), 0.95 * text.confidence(one.start, one.end), "interviews"
            )
            return


def _person(text: Text, labels: str, name: str) -> Iterator[Field]:
    for one in find(text, labels):
        found = names(re.split(r"[，,（(；]|住|性别|身份证", one.value)[0], loose=one.exact)
        if found:
            place = (one.start + found[0].start, one.start + found[0].end)
            yield Field(name, found[0].name, text.evidence(*place), 0.96 * text.confidence(*place), "interviews")
            return


def _said(text: Text, pattern: re.Pattern[str], name: str, unless: re.Pattern[str] | None = None) -> Iterator[Field]:
    for match in pattern.finditer(text.plain):
        if unless and unless.search(text.plain[max(0, match.start() - 6) : match.end()]):
            continue
        yield Field(name, True, text.evidence(match.start(), match.end()), 0.95, "interviews")
        return
