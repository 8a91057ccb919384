"""A few values that single rules ask for: agents at a hearing, money handed over, a publication withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from pipeline.extract.dates import find_days
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.names import names
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

AGENT = "(?:当事人)?(?:的)?(?:委托|诉讼|听证)代理人(?:姓名|签名)?"  # 法定代理人 is no chosen agent
# 当事人：甲（委托代理人乙、丙），甲的代理人：乙、丙
BESIDE = re.compile(
    r"(?<!法定)(?:(?<=（)(?:委托|诉讼)?代理人|委托代理人|(?:其|当事人|的)代理人：)[：为是]?(?P<who>[㐀-鿿·]{2,4}(?:、[㐀-鿿·]{2,4})*)(?=[）。；，（\n\t]|$)"
)
MONEY = frozenset({"summary_decision", "payment_receipt", "service_receipt", "closing_report", "other"})
# the words that make a day the day of it; they stand before or behind it in one sentence
EVENTS: dict[str, tuple[frozenset[str], str]] = {
    "handed_over_date": (
        MONEY,
        "(?:罚款|款项|罚没款|现金)[^。；\n]{0,16}(?:交至|交回|上交|交到|交付|移交)[^。；\n]{0,8}(?:机关|单位|财务|局)|(?:交至|交回|上交|交到)(?:所属|所在|本)(?:行政)?(?:机关|单位|局)",
    ),
    "banked_date": (MONEY, "(?:缴付|存入|解缴|缴入|缴存|交付)(?:至|到)?[^。；，\n]{0,12}(?:银行|国库|专户|财政)"),
    "withdrawn_date": (
        frozenset({"publication_record", "other"}),
        "撤回公示|撤下|撤回公开|撤销公示|撤回[^。；\n]{0,10}信息|下架|(?:信息|公示)[^。；\n]{0,20}撤回",
    ),
}
CONDITION = re.compile(r"应当?|必须|须|的，|\d日内|[二两三]日内|之日起")


def extras(document: Document, text: Text) -> Iterable[Field]:
    """agent, handed_over_date, banked_date, withdrawn_date."""
    if document.role == "hearing_record":
        told: dict[str, tuple[int, int]] = {}
        for one in find(text, AGENT):
            for name in names(one.value, loose=one.exact and len(one.value) <= 4):
                told.setdefault(name.name, (one.start + name.start, one.start + name.end))
        for match in BESIDE.finditer(text.plain):
            for name in names(match["who"], loose=True):
                told.setdefault(name.name, (match.start("who") + name.start, match.start("who") + name.end))
        for agent, place in told.items():
            yield field(text, "agent", agent, *place, sure=0.93, by="extras")
    for key, (roles, pattern) in EVENTS.items():
        if document.role in roles:
            yield from _event(text, key, pattern)


def _event(text: Text, key: str, pattern: str) -> Iterable[Field]:
    plain = text.plain
    for match in re.finditer(pattern, plain):
        first = max(plain.rfind(stop, 0, match.start()) for stop in "。；\n") + 1
        ends = [at for stop in "。；\n" if (at := plain.find(stop, match.end())) >= 0]
        last = min(ends, default=len(plain))
        sentence = plain[first:last]
        days = [found for found in find_days(sentence) if isinstance(found.value, date)]
        if not days or CONDITION.search(sentence):
            continue
        before = [found for found in days if first + found.end <= match.start()]
        nearest = before[-1] if before else days[0]
        start, end = first + nearest.start, first + nearest.end
        yield field(text, key, nearest.value, start, end, sure=0.9, by="extras")
        return
