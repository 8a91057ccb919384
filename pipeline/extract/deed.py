"""What happened: when, where, how much."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.act_day import act_day, moved
from pipeline.extract.clauses import Span
from pipeline.extract.dates import find_spans
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.quantities import quantities
from pipeline.extract.sections import Decided, facts
from pipeline.extract.tidy import Text
from pipeline.records import BadDate, Document, Field, PartialDate

DATE_LABELS = r"(?:违法(?:行为)?(?:发生)?|案发|发案|作案|事发)(?:时间|日期)"
PLACE_LABELS = r"(?:违法(?:行为)?(?:发生)?|案发|发案|作案|事发)(?:地点|地址|地)"
PLACE = re.compile(
    r"(?:在|位于|到|于|采伐|砍伐)(?!\d{4}年|\d+月)(?P<place>[一-鿿\dA-Za-z“”#\-]{2,40}?(?:省|市|县|区|旗|镇|乡|村|屯"
    r"|组|沟|坡|梁|山|湾|林场|林班|小班|公路|路|街|地块|园|苗圃|市场|店|处|内|旁|边|河|口|坪|洼)[一-鿿\d]{0,10}?)(?=（"
    r"|，|。|内?(?:擅自|用|实施|以|使用|未|从事|组织|猎捕|采|砍|开|毁|建|修|点|焚|烧|经营|销售|出售|挖|占|平|搭|堆"
    r"|硬化|非法|林区|防护林|商品林|公益林|集体|村?集体所有|的|将|为|与|共|和|种植|放牧|燃|在(?=森林|草原|防火|禁火|禁牧|禁猎)))"
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
    if label:
        first, last = next(find_spans(label.value), (None, None))
        found = (moved(first, label.start), last and moved(last, label.start)) if first else None
    else:
        found = act_day(text.plain, start, end, strict=strict)
    if not found or isinstance(found[0].value, BadDate):
        return
    day, last = found
    year_only = isinstance(day.value, PartialDate) and day.value.month is None
    sure = (1.0 if label else 0.95) * day.confidence * (0.7 if year_only else 1.0)
    yield field(text, "violation_date", day.value, day.start, day.end, sure=sure, by="deed")
    if last and not isinstance(last.value, BadDate):
        yield field(text, "violation_end", last.value, last.start, last.end, sure=sure, by="deed")


def _where(text: Text, start: int, end: int) -> Iterable[Field]:
    label = next((one for one in find(text, PLACE_LABELS) if len(one.value) > 2), None)
    if label:
        yield field(text, "violation_place", label.value, label.start, label.end, sure=1.0, by="deed")
        return
    match = next((one for one in PLACE.finditer(text.plain, start, end) if "期" not in one["place"]), None)
    if match and not re.search(r"法院|政府|之日|本机关|银行|防火期|期间", match["place"]):
        yield field(text, "violation_place", match["place"], match.start("place"), match.end("place"), sure=0.85, by="deed")
