"""The party: name, kind, number, address, birth, head. Two parallel blocks (自然人, 单位), of which one may stand empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.dates import parse_day
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.names import is_name
from pipeline.extract.party_name import BARE, KEEPER, NAME, ORGANISED, TRADE, block_end, filled_in, party_name
from pipeline.extract.tidy import Text
from pipeline.extract.whom import addressed
from pipeline.records import BadDate, Document, Field

HEAD = (
    r"法定代表人(?:姓名)?|法人代表|负责人(?:姓名)?|法定代表人\(负责人\)|法定代表人或负责人|主要负责人|法定代表人/负责人|法人"
    r"|投资人|执行事务合伙人|业主"
)
ID = r"(?:公民)?身份证?(?:件)?(?:号码?|证号)|公民身份号码|身份证|居民身份证号?码?|身份证明号码|证件号码?|证件名称及号码|证照号码|有效证件号?码?"
CREDIT = r"统一社会信用(?:代码|编码|号码)|社会信用代码|信用代码|营业执照(?:注册)?号码?|组织机构代码|工商注册号|注册号"
ADDRESS = (
    r"住所（经营场所）(?:或者?)?住址|现?住址|家庭住址|现居住地|居住地址?|住所地?|户籍地址?|户籍所在地|住所（住址）|单位地址|单位住所|经营(?:场所"
    r"|地址)|营业地址|注册地址|通讯地址|联系地址|地址|住地"
)
BIRTH = r"出生(?:日期|年月日?|时间)?|生日"
ID_NUMBER = re.compile(
    r"(?<![\dA-Za-z])(?:[1-9]\d{5}(?:19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]"
    r"|[1-9]\d{5,13}[*×xX]{3,10}[\dXx*]{0,4}|[1-9][\d*×]{13,16}[\dXx*×])(?![\dA-Za-z])"
)
BESIDE_ID = re.compile(
    r"(?<=\d{17}[\dXx])[ ，、\t]+(?P<value>(?!现?住|户籍|地址)[一-鿿]{2,12}?(?:[省市县区旗镇乡村][一-鿿\d]{0,30}))(?=[ ，。；）\n\t]|$)",
    re.MULTILINE,
)
TRADER_CODE = re.compile(r"(?<![\dA-Za-z])92\d{6}[\dA-Z]{10}(?![\dA-Za-z])")  # a credit code that begins so is an individual trader's
CREDIT_NUMBER = re.compile(r"(?<![\dA-Za-z])(?:[159YN][1-9A-Z]\d{6}[\dA-HJ-NP-RTUWXY]{9}[\dA-HJ-NP-RTUWXY]|\d{15})(?![\dA-Za-z])")


def party(document: Document, text: Text) -> Iterable[Field]:
    """party_name, party_kind, party_trader, party_id, party_address, party_birth, legal_representative."""
    plain = text.plain
    name = party_name(document, text)
    if name is None and document.role in (
        "appraisal",
        "decision",
        "summary_decision",
        "no_penalty_decision",
        "prior_notice",
        "hearing_notice_rights",
        "rectification_order",
    ):
        name = addressed(text)
    limit = block_end(plain)
    block = plain[:limit]
    trader = _trader(text, limit, name[0] if name else "")
    kind: str | None = None
    if name:
        value, start, end, sure = name
        yield field(text, "party_name", value, start, end, sure=sure, by="party")
        kind = _kind(text, value, limit)
        if trader:
            kind = "citizen"
        if kind:
            yield field(text, "party_kind", kind, start, end, sure=0.95, by="party")
    if trader:
        yield field(text, "party_trader", True, *trader, sure=0.95, by="party")
    yield from _number(text, block, kind, bool(trader))
    for label in filled_in(find(text, ADDRESS), limit):
        value = re.sub(r"[，。；].*$", "", label.value)
        if "）" in value and "（" not in value:
            value = value[: value.index("）")]  # the bracket that opened before the label
        if len(value) < 4:
            continue
        yield field(
            text, "party_address", value, label.start, label.start + len(value), sure=1.0 if label.exact else 0.9, by="party"
        )
        break
    else:
        if document.role not in BARE:
            yield from _prose_address(text, block)
    for label in filled_in(find(text, BIRTH), limit):
        day = parse_day(label.value)
        if day is not None and not isinstance(day, BadDate):
            yield field(text, "party_birth", day, label.start, label.end, sure=1.0, by="party")
            break
    for label in filled_in(find(text, HEAD), limit):
        person = re.match(rf"(?:{NAME})(?=$|[，（ 、；]|职务)", label.value)
        if person and is_name(person[0], loose=True) and (kind != "citizen" or trader) and not ORGANISED.search(person[0]):
            yield field(
                text,
                "legal_representative",
                person[0],
                label.start,
                label.start + len(person[0]),
                sure=1.0 if label.exact else 0.9,
                by="party",
            )
            break
    else:
        match = re.search(
            rf"(?:法定代表人|负责人)(?:（[^）]*）)?(?:姓名)?(?:为|是|：|:| )?(?P<name>{NAME})(?=[，。；（、） \n]|职务)", block
        ) or re.search(rf"（(?P<name>{NAME}?)(?:任|为|系)法定代表人", block)
        if match and kind == "unit":
            yield field(text, "legal_representative", match["name"], match.start("name"), match.end("name"), sure=0.9, by="party")


def _kind(text: Text, name: str, limit: int) -> str | None:
    if ORGANISED.search(name) and len(name) > 3:
        return "unit"
    if CREDIT_NUMBER.search(text.plain[:limit]) and not ID_NUMBER.search(text.plain[:limit]):
        return "unit"
    if len(name) > 4 and "·" not in name and re.search(r"法定代表人|负责人", text.plain[:limit]):
        return "unit"
    return "citizen" if len(name) <= 12 else None


def _trader(text: Text, limit: int, name: str) -> tuple[int, int] | None:
    for label in filled_in(find(text, rf"{TRADE}|{KEEPER}|个体工商户(?:名称)?"), limit):
        if label.label != "业主" or not re.search(r"[厂场矿]$|公司$", name):
            return label.start, label.end
    registered = TRADER_CODE.search(text.plain, 0, limit)
    if registered and not re.search(r"公司|合作社|集团|[院局校]$", name):
        return registered.span()
    match = re.search(r"（?个体工商户）?|系个体(?:工商)?户|经营者[：:]?[一-鿿]{2,4}", text.plain[:limit])
    if match and not re.search(
        r"[（(]?个体工商户[^，。\n]{0,4}(?:名称)?[：\t]\s*(?:[/-]|\n|$)|个体工商户或", text.plain[match.start() : match.end() + 8]
    ):
        return match.start(), match.end()
    return None


def _number(text: Text, block: str, kind: str | None, trader: bool) -> Iterator[Field]:
    for labels, pattern in (
        ((CREDIT, CREDIT_NUMBER), (ID, ID_NUMBER)) if kind == "unit" or trader else ((ID, ID_NUMBER), (CREDIT, CREDIT_NUMBER))
    ):
        for label in filled_in(find(text, labels), len(block)):
            value = label.value.replace(" ", "")
            found = pattern.search(value) or re.match(r"[\dA-Za-z*×]{8,20}(?![\dA-Za-z])", value)
            if found:
                yield field(
                    text,
                    "party_id",
                    found[0].upper(),
                    label.start,
                    label.end,
                    sure=1.0 if pattern.fullmatch(found[0]) else 0.8,
                    by="party",
                )
                return
    for pattern in (CREDIT_NUMBER, ID_NUMBER) if kind == "unit" else (ID_NUMBER, CREDIT_NUMBER):
        found = pattern.search(block)
        if found:
            yield field(text, "party_id", found[0].upper(), found.start(), found.end(), sure=0.9, by="party")
            return


def _prose_address(text: Text, block: str) -> Iterator[Field]:
    match = re.search(
        r"(?:住所地|(?<!居)现?住(?!房和|建)(?:址|所|地)?(?:在|为|于)?|地址|户籍地"
        r"|经营场所)[：:]?(?P<value>[一-鿿][^，。；：\n\t]{4,50}?)(?=[，。；）\n\t]|联系电话|电话|$)",
        block,
    )
    if match := match or BESIDE_ID.search(block):
        yield field(text, "party_address", match["value"], match.start("value"), match.end("value"), sure=0.9, by="party")
