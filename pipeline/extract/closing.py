"""Payment, publication, restoration, closing, archiving, cover, and the paper of a penalty on the spot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from pipeline.extract.dates import find_days
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.numbers import NUMBER, printed
from pipeline.extract.papers_date import LABELLED, labelled_days, paper_day
from pipeline.extract.payments import money
from pipeline.extract.signatures import slots
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

DECISION_NUMBER = (
    "(?:(?:行政)?(?:处罚)?决定(?:书)?(?:的)?(?:文号|编号|字号|号)|(?:行政)?处罚决定书(?:文号)?|"
    "决定书文书号|案件编号|案号|文号|文书号)"
)
TOLD_DAYS = {
    "clue_date": "(?:受案|受理|接案|登记|接报|接警|举报|发现|移送|收到|线索(?:来源|发现|登记)?)(?:时间|日期)",
    "filing_date": "立案(?:审批|批准)?(?:时间|日期)|立案",
    "decision_date": "(?:行政)?(?:处罚)?决定(?:书)?(?:作出|制作|下达)?(?:时间|日期)|处罚(?:时间|日期)|"
    "作出(?:处罚)?决定(?:时间|日期)|处罚决定(?:时间|日期)",
    "closing_date": "结案(?:审批|批准)?(?:时间|日期)|结案|办结(?:时间|日期)?",
    "archive_date": LABELLED["cover"],
}
TELLS = {
    "clue_date": frozenset({"filing_approval"}),
    "filing_date": frozenset(
        {"cover", "filing_approval", "opinion", "decision_approval", "closing_report", "legal_review", "extension_approval"}
    ),
    "decision_date": frozenset({"closing_report", "payment_receipt", "cover", "service_receipt"}),
    "closing_date": frozenset({"cover", "closing_report"}),
    "archive_date": frozenset({"cover"}),
}
CITES_DECISION = frozenset(
    {
        "cover",
        "payment_receipt",
        "closing_report",
        "restoration_acceptance",
        "demand_notice",
        "enforcement_application",
        "publication_record",
        "confiscation_list",
        "instalment",
    }
)
PENAL = re.compile(r"(?:罚|处)[^〔（\[{\d告立停送催责听]{0,4}决|决字|罚字|处罚?字|不决|决〔")
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
HOME = re.compile(
    r"(?:住址|住所|家庭地址|户籍地?址?|现住|地址)[：\t ]*(?P<home>[^\n\t；。]*?(?:村|路|街|巷|号|组|室)[^\n\t；。]{0,12})"
)
ACCEPTED = re.compile(
    r"验收(?:结论|意见|结果)?(?:为|：|\t)?(?:基本)?合格|(?:通过|准予)验收|达到(?:了)?[^。\n]{0,10}(?:要求|标准)"
)
REJECTED = re.compile(r"不合格|未(?:通过|达到|完成|按)|不符合")
TREES = re.compile(r"(?:实际?|实有|已|完成|共)(?:补)?(?:种|植|栽|补种|补植|栽植)[^。；，\n\d]{0,8}(?P<trees>\d+)\s*(?:株|棵)")
FILED = re.compile(r"(?:报|向)[^。\n]{0,14}(?:机关|单位|局)[^。\n]{0,4}备案|备案(?:日期|时间|人|表)|已备案|登记备案")


def closing(document: Document, text: Text) -> Iterable[Field]:
    """Fields of the papers after the decision, and what other papers tell of the case's own dates and number."""
    role = document.role
    for name, roles in TELLS.items():
        if role in roles:
            yield from _told_day(text, name)
    if role == "closing_report":
        yield from _closed(text)
    if role in CITES_DECISION:
        yield from _decision_number(text, "published_number" if role == "publication_record" else "doc_number")
    if role == "publication_record":
        yield from _publication(text)
    if role == "restoration_acceptance":
        yield from _acceptance(text)
    if role == "archive_note":
        for found in labelled_days(text.plain, LABELLED["archive_note"]):
            yield _day(text, "archive_date", found.value, found.start, found.end)
            break
    if role in ("summary_decision", "other"):
        yield from _on_spot(document, text)


def _day(text: Text, name: str, value: object, start: int, end: int, sure: float = 0.97) -> Field:
    return field(text, name, value, start, end, sure=sure, by="closing")  # type: ignore[arg-type]


def _told_day(text: Text, name: str) -> Iterator[Field]:
    for found in labelled_days(text.plain, TOLD_DAYS[name]):
        if isinstance(found.value, date):
            yield _day(text, name, found.value, found.start, found.end)
            return
    words = {"filing_date": r"立案(?:调查|查处)?", "decision_date": r"作出[^。\n]{0,30}决定"}.get(name)
    for match in re.finditer(rf"(?P<day>[12二][^\n，。；]{{4,12}}日)[^。；\n]{{0,24}}?{words}", text.plain) if words else ():
        for found in find_days(match["day"]):
            if isinstance(found.value, date):
                start = match.start("day") + found.start
                yield _day(text, name, found.value, start, start + found.end - found.start, 0.8)
                return


def _closed(text: Text) -> Iterator[Field]:
    day = paper_day("closing_report", text.plain)
    labelled = next(labelled_days(text.plain, TOLD_DAYS["closing_date"]), None)
    if day and labelled is None and isinstance(day[0], date):
        yield _day(text, "closing_date", day[0], day[1], day[2], 0.95)


def _decision_number(text: Text, name: str) -> Iterator[Field]:
    for one in find(text, DECISION_NUMBER):
        match = NUMBER.search(one.value)
        if match and (PENAL.search(match["organ"]) or "决定" in one.label or "案" in one.label):
            yield field(
                text, name, printed(match[0]), one.start + match.start(), one.start + match.end(), sure=0.97, by="closing"
            )
            return
    for match in NUMBER.finditer(text.plain):
        if PENAL.search(match["organ"]):
            number = re.sub(r"^.*(?:决定书?|根据|依据|作出|关于|执行)", "", printed(match[0]))
            yield field(text, name, number, match.start(), match.end(), sure=0.85, by="closing")
            return


def _publication(text: Text) -> Iterator[Field]:
    for found in labelled_days(text.plain, LABELLED["publication_record"]):
        yield _day(text, "published_date", found.value, found.start, found.end)
        break
    for found in labelled_days(text.plain, TOLD_DAYS["decision_date"]):
        yield _day(text, "published_decision_date", found.value, found.start, found.end)
        break
    for one in find(
        text, "(?:行政)?(?:处罚)?罚款?(?:金额|数额)(?:（(?:万元|元|人民币|单位：万元|单位：元)）)?|处罚金额(?:（万?元）)?|罚款"
    ):
        value = money(one.value)
        if value is not None:
            wan = "万" in one.label and "万" not in one.value
            yield field(
                text, "published_fine_yuan", value * 10_000 if wan else value, one.start, one.end, sure=0.95, by="closing"
            )
            break
    for pattern in (IDENTITY, PHONE, HOME):
        for match in pattern.finditer(text.plain):
            shown = match[0] if pattern is not HOME else match["home"]
            if "*" not in shown and "×" not in shown:
                yield field(text, "private_shown", shown, match.start(), match.end(), sure=0.9, by="closing")


def _acceptance(text: Text) -> Iterator[Field]:
    day = paper_day("restoration_acceptance", text.plain)
    if day and isinstance(day[0], date):
        yield _day(text, "acceptance_date", day[0], day[1], day[2], day[3])
    trees = TREES.search(text.plain)
    if trees:
        yield field(text, "accepted_trees", Decimal(trees["trees"]), trees.start(), trees.end(), sure=0.93, by="closing")
    for pattern, value in ((REJECTED, False), (ACCEPTED, True)):
        match = pattern.search(text.plain)
        if match:
            yield field(text, "accepted", value, match.start(), match.end(), sure=0.93, by="closing")
            return


def _on_spot(document: Document, text: Text) -> Iterator[Field]:
    if document.role == "summary_decision":
        own = [slot for slot in slots(document, text) if slot.part in ("party", "recipient") and slot.signed is not None]
        signed = next((slot for slot in own if slot.signed), own[0] if own else None)
        if signed:
            yield field(text, "delivered_on_spot", signed.signed is True, signed.start, signed.end, sure=0.93, by="closing")
    else:
        match = re.search(r"教育(?:约谈)?(?:记录|谈话)|约谈(?:记录|教育)|批评教育", text.plain)
        if match:
            yield field(text, "education", True, match.start(), match.end(), sure=0.93, by="closing")
    match = FILED.search(text.plain)
    if match:
        yield field(text, "filed_record", True, match.start(), match.end(), sure=0.9, by="closing")
