"""Who signed a paper as what; a signature may be a picture or handwriting whose name nobody can read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.extract.approvals import BLANK_DAY
from pipeline.extract.dates import find_days
from pipeline.extract.found import field
from pipeline.extract.illegible import MARK
from pipeline.extract.names import names
from pipeline.extract.tidy import Text
from pipeline.records import Document, Evidence, Field, Page, Signature

PARTY = (
    "被询问人|被调查人|被谈话人|被检查人|被勘验人|被检查单位|被告知人|被处罚人|被处罚单位|当事人|"
    "声明人|陈述申辩人|陈述人|申辩人|申请人|违法行为人|受处罚人|现场负责人|持有人|物品持有人"
)
PARTS: tuple[tuple[str, str], ...] = (
    ("party", PARTY),
    (
        "officer",
        "(?:行政)?执法(?:检查)?人员|询问(?:调查)?人|调查(?:询问)?人员?|(?:勘[验查察]|踏[勘查])(?:检查)?人员?|"
        "检查(?:勘验)?人员?|承办人员?|听取人|办案人员|检尺人|绘图人|拍摄人|查询人|经办人|制作人",
    ),
    ("recorder", "记录(?:人|员|人员)|书记员"),
    ("witness", "见证人员?|在场人"),
    ("host", "(?:听证)?主持人"),
    ("reviewer", "(?:法制)?审核(?:人|人员|员)|法制员|阅卷人"),
    ("member", "(?:参加|参会|出席|与会|参加讨论|参加合议|合议)(?:人|人员|会议人员|成员)"),
    ("recipient", "签收人|收件人|受送达人|代收人|接收人"),
    ("server", "送达人员?"),
    ("agent", "(?:委托|法定)?代理人"),
    ("archivist", "立卷人|装订人"),
    ("inspector", "验收人员?"),
)
WORD = (
    "（?(?:意见)?[及和并、]?(?:本人)?(?:签名|签字|签收|签章|盖章|捺印|签名或者?盖章|签名并捺指?印|签名、?盖章|签字或盖章|签名（盖章）)"
    r"[^）\n：\t]{0,8}）?"
)
ANY = "|".join(f"(?:{labels})" for _, labels in PARTS)
SLOT = re.compile(
    rf"(?:^|(?<=[\n\t 。；）]))(?P<label>{ANY})(?P<word>{WORD})?(?P<gap> ?[：]|"
    rf"(?<=[名字收章印）])\t|(?<=当事人)\t|(?<=[问查处知检]人)\t|(?<=见证人)\t)(?P<value>[^\n\t]*?)(?= ?(?:{ANY})(?:{WORD})? ?：|[\n\t]|$)",
    re.M,
)
# 以上笔录我看过，和我说的一样。 then the name with no label before it
BELOW = re.compile(
    r"(?:以上|上述)[^\n]{0,30}(?:看过|属实|无误|相符|相同|一样|一致|宣读)[^\n]{0,16}?[\n。， ]+(?P<who>[㐀-鿿·]{2,4})"
    r"(?=[ ]?(?:（[^）\n]*(?:印|签)[^）\n]*）|[12二]|\n|$))"
)
LEGIBLE = 0.7  # below it a name is handwriting that only looks like one
REFUSED = re.compile(
    r"(?:拒绝|拒不|不愿意?|未予|不肯|拒)(?:在[^，。\n]{0,10})?(?:签名|签字|签收|签章|接收|收取|捺印|"
    r"签)|拒签|拒收|(?:当事人|被检查人|负责人|本人)[^，。\n]{0,6}(?:不在(?:现)?场|未到(?:现)?场|外出|"
    r"无法(?:签名|签字|到场)|不能签)"
)
NOT_REFUSED = re.compile(r"(?:如|若|未|没有|无|可以|有权|不得|应当)[^，。\n]{0,8}$")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to sign: `signed` is None where it cannot be told."""

    part: str
    start: int
    end: int
    names: tuple[str, ...]
    signed: bool | None
    sure: float


def signatures(document: Document, text: Text) -> Iterable[Field]:
    """signature for every place that is signed; blank_part for every one surely left empty."""
    for slot in slots(document, text):
        place = (slot.start, slot.end)
        if slot.signed:
            days = [found.value for found in find_days(text.plain[slot.start : slot.end + 16].split("\n")[0])]
            day = days[-1] if days else None
            legible = text.confidence(*place) >= LEGIBLE
            for name in (legible and slot.names) or (None,):
                yield field(
                    text,
                    "signature",
                    Signature(slot.part, name, day if isinstance(day, date) else None),
                    *place,
                    sure=slot.sure,
                    by="signatures",
                )
        elif slot.signed is False:
            yield field(
                text,
                "blank_part",
                re.split(r"[：\t]", text.plain[slot.start : slot.end])[0].strip(),
                *place,
                sure=slot.sure,
                by="signatures",
            )


def slots(document: Document, text: Text) -> tuple[Slot, ...]:
    """Every place to sign, in order."""
    found = []
    for match in SLOT.finditer(text.plain):
        value = BLANK_DAY.sub("", match["value"])
        part = next(part for part, labels in PARTS if re.fullmatch(labels, match["label"]))
        # nobody signs with his certificate's number: that line names the officers
        if not match["word"] and (re.search(r"\d{6}", match["value"]) or not _at_foot(text, match.end())):
            continue
        who = names(re.sub(r"(?:日期|时间|记录)：.*$|\d.*$", "", value), loose=True)
        signed = True if who or MARK in value else None
        # a place with the reason why nobody signed is not left empty
        empty = not signed and not REFUSED.search(value) and not re.search(r"[㐀-鿿A-Za-z\d／/—]", re.sub(r"（[^）]*）", "", value))
        found.append(
            Slot(
                part, match.start("label"), match.end("value"), tuple(one.name for one in who), signed, 0.95 if not empty else 0.0
            )
        )
    others = sum(bool(slot.names) for slot in found)
    return tuple(slot if slot.sure else _judged(slot, document, text, others) for slot in found)


def _judged(slot: Slot, document: Document, text: Text, others: int) -> Slot:
    """Whether an empty place is surely empty: a picture of a signature may stand there that nobody looked for."""
    page = next(
        page
        for page in document.pages
        if page.source.name == (place := text.evidence(slot.start, slot.end)).source and page.number == place.page
    )
    if page.origin == "text":
        sure = 0.95 if page.marks is not None else 0.8 if others else 0.0
    else:
        sure = 0.75 if others and _nothing_beside(page, place) else 0.0
    return replace(slot, signed=False if sure else None, sure=sure)


def _nothing_beside(page: Page, place: Evidence) -> bool:
    """No line of writing to the right of the label on a scanned page, and the label ends its own line."""
    own = next((line for line in page.lines if line.start < place.end and line.end >= place.end), None)
    if own is None or own.box is None or page.text[place.end : own.end].strip():
        return False
    _, top, right, bottom = own.box
    room = 0.4 * (bottom - top)
    return not any(
        line.box
        and line is not own
        and line.box[2] > right
        and line.box[0] >= right - 0.02
        and line.box[1] < bottom + room
        and line.box[3] > top - room
        for line in page.lines
    )


def party_signed(document: Document, text: Text) -> Iterator[Field]:
    """True where the party signed everywhere, False where a place stands empty; nothing where it cannot be told."""
    own = [slot for slot in slots(document, text) if slot.part == "party"]
    blank = next((slot for slot in own if slot.signed is False), None)
    signed = next((slot for slot in own if slot.signed), None)
    slot = blank or signed
    if slot:
        yield field(text, "party_signed", slot.signed is True, slot.start, slot.end, sure=slot.sure, by="signatures")
    elif (below := BELOW.search(text.plain)) and names(below["who"], loose=True):
        yield field(text, "party_signed", True, below.start("who"), below.end("who"), sure=0.9, by="signatures")


def refused(text: Text) -> Iterator[Field]:
    """refusal_noted: somebody refused to sign or was not there, and the paper says so."""
    for match in REFUSED.finditer(text.plain):
        if not NOT_REFUSED.search(text.plain[max(0, match.start() - 12) : match.start()]):
            yield field(text, "refusal_noted", True, match.start(), match.end(), sure=0.93, by="signatures")
            return


def _at_foot(text: Text, end: int) -> bool:
    """Whether the label stands below the text of its page: in the last lines and the lower half."""
    page = text.origin[end - 1][0]
    first, last = bisect_left(text.origin, (page,)), bisect_left(text.origin, (page + 1,)) - 1
    return text.plain.count("\n", end, last) <= 5 and (end - first) * 2 >= last - first
