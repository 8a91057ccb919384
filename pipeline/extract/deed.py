"""What happened: when, where, how much."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.dates import Found, find_spans
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.quantities import quantities
from pipeline.extract.sections import Decided, Span, facts
from pipeline.extract.tidy import Text
from pipeline.records import BadDate, Document, Field, PartialDate

FOUND_OUT = re.compile(
    r"[^。，]{0,14}?(?:接到?(?!着)|收到|举报|移送|移交|发现|巡查|检查|核查|勘[查验]|现场|督查|卫片|询问|鉴定|委托|出具"
    r"|立案|受案|调查|送达|告知|批准|登记|传唤|下发|印发|处罚|修[订正]|施行|通过|取得|领取|签订|成立|注册|租赁(?!的?[地房厂场山林草])|承包(?!的?[地草山林土荒果田]|户)"
    r"|流转|被[^，。]{0,6}(?:处罚|处以|罚款|拘留))"
)
ANNOUNCED = re.compile(r"召开|讨论|会议|立案|举报|移送|送达|接报|告知书|作出了?[^，。]{0,10}(?:决定|处罚)")
DATE_LABELS = r"(?:违法(?:行为)?(?:发生)?|案发|发案|作案|事发)(?:时间|日期)"
PLACE_LABELS = r"(?:违法(?:行为)?(?:发生)?|案发|发案|作案|事发)(?:地点|地址|地)"
PLACE = re.compile(
    r"(?:在|位于|到|于|采伐|砍伐)(?!\d{4}年|\d+月)(?P<place>[一-鿿\dA-Za-z“”#\-]{2,40}?(?:省|市|县|区|旗|镇|乡|村|屯"
    r"|组|沟|坡|梁|山|湾|林场|林班|小班|公路|路|街|地块|园|苗圃|市场|店|处|内|旁|边|河|口|坪|洼)[一-鿿\d]{0,10}?)(?=（"
    r"|，|。|内?(?:擅自|用|实施|以|使用|未|从事|组织|猎捕|采|砍|开|毁|建|修|点|焚|烧|经营|销售|出售|挖|占|平|搭|堆"
    r"|硬化|非法|林区|防护林|商品林|公益林|集体|村?集体所有|的|将|为|与|共|和|种植|放牧|燃))"
)
DECIDING = ("decision", "summary_decision", "no_penalty_decision", "prior_notice", "hearing_notice_rights")
DATED = (
    *DECIDING,
    "opinion",
    "investigation_report",
    "discussion_record",
    "filing_approval",
    "legal_review",
    "rectification_order",
    "decision_approval",
)
DEED = re.compile(
    r"擅自|未经|未取得|未办理|未依法|未按|无证|违反|违法|非法|采伐|砍伐|盗伐|滥伐|猎|捕|垦|占用|毁|用火|烧|点燃"
    r"|采[土石砂挖集]|挖|建|经营|销售|收购|运输|倾倒|排放|放牧|购买"
)
PRICES = ("value_yuan", "restore_cost_yuan", "illegal_gains_yuan")
SKIPPED = (
    "cover",
    "index",
    "service_receipt",
    "payment_receipt",
    "publication_record",
    "archive_note",
    "address_confirmation",
    "party_identity",
    "photo",
)


def deed(document: Document, text: Text, decided: Decided | None) -> Iterable[Field]:
    """violation_date, violation_end, violation_place and every quantity of the act."""
    if document.role in SKIPPED:
        return
    plain = text.plain
    start, end = facts(plain, decided)
    if document.role in DATED:
        when = list(_when(text, start, end, strict=document.role not in DECIDING))
        yield from when or (_when(text, 0, start, strict=True) if start else ())
    yield from _where(text, start, end)
    told: set[str] = set()
    spans: list[Span] = [
        (start, end),
        (0, decided.lead if decided else len(plain)),
        (decided.start, decided.end) if decided else (0, 0),
    ]
    for number, (at, stop) in enumerate(spans):
        found = [one for one in quantities(plain, at, stop) if one.name not in told and (number < 2 or one.name in PRICES)]
        for one in found:
            yield field(text, one.name, one.value, one.start, one.end, sure=0.97 * one.sure, by="deed")
        told |= {one.name for one in found}


def _when(text: Text, start: int, end: int, *, strict: bool) -> Iterable[Field]:
    label = next((one for one in find(text, DATE_LABELS) if one.value), None)
    area = (label.start, label.end) if label else (start, end)
    for first, last in find_spans(text.plain[area[0] : area[1]]):
        if isinstance(first.value, BadDate) or (not label and not _of_the_act(text.plain[area[0] : area[1]], first, last)):
            continue
        if strict and not label and not DEED.search(re.split(r"[。\n]", text.plain[area[0] + (last or first).end :])[0][:90]):
            continue
        sure = (
            (1.0 if label else 0.95)
            * first.confidence
            * (0.7 if isinstance(first.value, PartialDate) and first.value.month is None else 1.0)
        )
        yield field(text, "violation_date", first.value, area[0] + first.start, area[0] + first.end, sure=sure, by="deed")
        last = last or _ceased(text.plain[area[0] : area[1]], first)
        if last and not isinstance(last.value, BadDate):
            yield field(text, "violation_end", last.value, area[0] + last.start, area[0] + last.end, sure=sure, by="deed")
        return


def _ceased(part: str, first: Found) -> Found | None:
    """The later day of the same sentence on which the party itself undid it: 2021年6月10日自行拆除并恢复植被."""
    rest = re.split(r"[。\n]", part[first.end :])[0]
    for day, _ in find_spans(rest):
        before, after = rest[max(0, day.start - 8) : day.start], rest[day.end : day.end + 14]
        if re.match(r"(?:已|即|就|当事人|其)*(?:自行|主动)?(?:清理|拆除|恢复|停止|撤离|退还|平整|搬离)", after) and not re.search("[限责至]", before):
            return Found(day.value, first.end + day.start, first.end + day.end, day.confidence, day.kind)
    return None


def _of_the_act(part: str, first: Found, last: Found | None) -> bool:
    after = part[(last or first).end :]
    before = part[max(0, first.start - 16) : first.start]
    head = re.sub(r"被处罚(?:人|单位)|受处罚人", "当事人", re.split(r"[。；]", after)[0])
    clauses = [one for one in re.split(r"，", head)[:3] if one]
    lead = "，".join(clauses[:2] if clauses and len(clauses[0]) < 4 else clauses[:1])
    if ANNOUNCED.search(lead.split("，")[0]):
        return False
    lead = re.sub(r"(?:未经?|没有|无|擅自)[^，。]*", "", lead)  # "未经批准" is the deed, not an approval
    if FOUND_OUT.match(lead) and not re.match(r"[^。，]{0,14}?(?:现场[^，。]{0,4}(?:采|砍|点))", lead):
        return False
    sentence = part[max(part.rfind("。", 0, first.start), part.rfind("\n", 0, first.start)) + 1 : first.start]
    if re.search(r"曾|此前|前科", sentence):
        return False
    return not re.search(r"(?:时间|日期)[：\t ]?$|出生|生于|（$|截至|截止|至今|有效期|文号", before)


def _where(text: Text, start: int, end: int) -> Iterable[Field]:
    label = next((one for one in find(text, PLACE_LABELS) if len(one.value) > 2), None)
    if label:
        yield field(text, "violation_place", label.value, label.start, label.end, sure=1.0, by="deed")
        return
    match = next((one for one in PLACE.finditer(text.plain, start, end) if "期" not in one["place"]), None)
    if match and not re.search(r"法院|政府|之日|本机关|银行|防火期|期间", match["place"]):
        yield field(text, "violation_place", match["place"], match.start("place"), match.end("place"), sure=0.85, by="deed")
