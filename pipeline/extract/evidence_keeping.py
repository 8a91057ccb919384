"""Preservation, seizure, extension, orders to correct, expert opinions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.extract.approvals import head_day
from pipeline.extract.dates import find_days
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.names import names
from pipeline.extract.tidy import Text
from pipeline.extract.values import NUMERAL, integer
from pipeline.records import Document, Field, Period

APPROVED = frozenset({"preservation", "seizure", "extension_approval", "instalment"})
APPROVAL = re.compile(
    r"(?:负责人|领导|局长|机关)(?:审批|批准|意见|审批意见|签批)?[：\t][^\n]{0,30}|(?:经|"
    r"报)[^。\n]{0,20}(?:负责人|领导)[^。\n]{0,8}(?:批准|同意|审批)|批准(?:时间|"
    r"日期)[：\t]?[^\n]{0,16}"
)
DISPOSAL = re.compile(r"处理(?:决定|通知|意见)|解除|退还|发还")
# what stands right before the day a time limit ends, and right behind it
DUE: dict[str, tuple[str, str]] = {
    "rectification_order": (r"(?:限|责令|应当?|必须|请|要求)[^。；\n]{0,40}(?:于|在|至|到)?", r"(?:之?前|以前|止|内)"),
    "extension_approval": (
        r"(?:延长|延期|顺延)[^。；\n\d]{0,12}(?:至|到)[：\t ]*|(?:延长|延期)后?(?:的)?(?:截止|届满|期限)(?:日期|时间)?(?:至|到|为)?[：\t ]*",
        "",
    ),
    "restoration_acceptance": (r"(?:完成|补种|恢复|整改|履行)(?:的)?(?:期限|时限|时间|日期)[：\t ]*(?:至|于|为)?", ""),
    "decision": (r"(?:责令|限|限期|应)[^。；\n]{0,40}(?:于|在|至|到)?", r"(?:之?前|以前)"),
    "instalment": (r"(?:延期|延长|暂缓|缓缴|推迟)[^。；\n]{0,24}(?:至|到|于)[：\t ]*", ""),
}
EXTENDED = re.compile(
    rf"(?:延长|延期)(?:办案|办理|调查)?(?:期限)?(?:为|至)?[：\t ]*(?P<count>\d{{1,3}}|"
    rf"[{NUMERAL}]{{1,3}})(?P<unit>个?工作日|日|天|个月|月)(?![\d日])"
)
UPPER = re.compile(r"上级|上一级|市(?:级)?(?:规划和自然资源|林业和草原|林业|自然资源|林草)局|省(?:级)?(?:林业和草原|林业)局")
THING = re.compile(r"(?:^|\n)\d{1,2}\t(?P<name>[^\t\n]{1,24})(?=\t)")
APPRAISERS = "(?:鉴定|评估|检测|认定|测量|勘测|评定)(?:人|人员|专家|员)(?:签名|签字|（签名）|（签字）)?"
QUALIFIED = re.compile(r"资质(?:证书|证|等级|编号|文件)|资格证书|执业(?:证|资格)|鉴定资质|专业技术(?:职务|资格)")
TOLD = re.compile(
    r"鉴定(?:意见|结论|结果)(?:已|书)?[^。\n]{0,10}告知|告知[^。\n]{0,24}鉴定(?:意见|结论|结果)|"
    r"当事人(?:对[^。\n]{0,16}鉴定[^。\n]{0,10})?(?:意见：|无异议|没有异议)"
)


def evidence_keeping(document: Document, text: Text) -> Iterable[Field]:
    """preservation_step, goods, approved_date, due_date, extended_days, approver_level, appraiser, qualification, told_to_party."""
    role, plain = document.role, text.plain
    if role == "preservation":
        title = document.title or "".join(plain.strip().split("\n")[:2])[:60]
        step = "disposal" if DISPOSAL.search(title) else "list" if "清单" in title and "通知" not in title else "notice"
        if not re.search("[审呈报]批", title):  # a form asking for approval keeps nothing yet
            yield field(text, "preservation_step", step, 0, min(len(plain), 20), sure=0.95, by="evidence_keeping")
    if role in ("preservation", "seizure", "confiscation_list"):
        for match in THING.finditer(plain):
            yield field(
                text, "goods", match["name"].strip(), match.start("name"), match.end("name"), sure=0.93, by="evidence_keeping"
            )
    if role in APPROVED:
        yield from _approved(text)
    if role in DUE:
        yield from _due(text, DUE[role])
    if role == "extension_approval":
        yield from _extension(text)
    if role == "appraisal":
        yield from _appraisal(text)


def _approved(text: Text) -> Iterator[Field]:
    head = head_day(text.plain)
    if head and isinstance(head[0], date):
        yield field(text, "approved_date", head[0], head[1], head[2], sure=0.95, by="evidence_keeping")
        return
    for match in APPROVAL.finditer(text.plain):
        around = text.plain[match.start() : match.end() + 14].split("\n")[0]
        days = [found for found in find_days(around) if isinstance(found.value, date) and found.kind != "relative"]
        if days:
            start = match.start() + days[-1].start
            yield field(
                text, "approved_date", days[-1].value, start, match.start() + days[-1].end, sure=0.9, by="evidence_keeping"
            )
            return


def _due(text: Text, around: tuple[str, str]) -> Iterator[Field]:
    before, after = around
    for found in find_days(text.plain):
        lead = text.plain[max(0, found.start - 60) : found.start]
        if (
            isinstance(found.value, date)
            and re.search(rf"(?:{before})$", lead)
            and re.match(rf"(?:（[^）]*）)?{after}", text.plain[found.end :])
        ):
            yield field(text, "due_date", found.value, found.start, found.end, sure=0.93, by="evidence_keeping")
            return


def _extension(text: Text) -> Iterator[Field]:
    for match in EXTENDED.finditer(text.plain):
        count = integer(match["count"])
        if count:
            unit = "month" if "月" in match["unit"] else "working_day" if "工作" in match["unit"] else "day"
            yield field(text, "extended_days", Period(count, unit), match.start(), match.end(), sure=0.93, by="evidence_keeping")  # type: ignore[arg-type]
            break
    upper = re.search(
        rf"(?:{UPPER.pattern})[^\n\t：]{{0,14}}(?:意见|审批|批准|批示)|(?:报|经)(?:请)?(?:{UPPER.pattern})[^。\n]{{0,10}}(?:批准|同意|审批)",
        text.plain,
    )
    place = upper.span() if upper else (0, min(len(text.plain), 20))
    yield field(text, "approver_level", "upper" if upper else "own", *place, sure=0.85, by="evidence_keeping")


def _appraisal(text: Text) -> Iterator[Field]:
    seen: set[str] = set()
    for one in find(text, APPRAISERS):
        for name in names(one.value, loose=one.exact and len(one.value) <= 14):
            if name.name not in seen:
                seen.add(name.name)
                yield field(
                    text, "appraiser", name.name, one.start + name.start, one.start + name.end, sure=0.93, by="evidence_keeping"
                )
    for key, pattern in (("qualification", QUALIFIED), ("told_to_party", TOLD)):
        for match in pattern.finditer(text.plain):
            yield field(text, key, True, match.start(), match.end(), sure=0.93, by="evidence_keeping")
            break
