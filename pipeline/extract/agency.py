"""Who the agency is: at the foot, in the letterhead, beside a label, or in what sentences tell. Asked here once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from pipeline.extract.dates import find_days
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.sections import Decided
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

BODY = (
    r"(?:国家[一-鿿]{2,10}局[一-鿿]{2,4}局|林业(?:和草原)?局|林草局|草原局|自然资源(?:和规划)?局|规划和自然资源局|农业农村局|生态环境局|环境保护局"
    r"|市场监督管理局|交通运输局|城市管理(?:综合行政)?(?:执法)?局|综合行政执法局|综合执法(?:大队|局|支队)|水利局"
    r"|水务局|应急管理局|公安局|森林公安局|园林局|[一-鿿]{0,8}局|[一-鿿]{0,8}委员会|[一-鿿]{0,8}厅|人民政府|管理处"
    r"|管护中心|管理中心|(?:执法|救援|监察|稽查|警察|监督|路政|渔政|航政)(?:大队|支队|总队)|街道办事处|海事处|公路段|[一-鿿]{0,6}监(?:督|理)所|[一-鿿]{0,6}(?:林业|草原|检查|推广|监理|检疫|防火)工?作?站|证监会|银保监会|派出所|海关|中国人民银行[一-鿿]{0,12}(?:支行|分行))"
)
PART = r"(?:(?![对向与和及的在依并将于查以就根按发从据联到])[一-鿿]){1,10}?(?:税务局)?(?:[一-鿿]{0,3}(?:稽查局|分局|监管局|派出所))"
AUTHORITY = re.compile(rf"(?P<name>(?=[一-鿿]{{4}})[一-鿿]{{0,18}}?{BODY}(?:[一-鿿]{{1,8}}?(?:大队|支队|总队|中队|分局)|{PART})?)")
ALONE = re.compile(rf"^{AUTHORITY.pattern}(?=$|[ \t]*[一-鿿]{{0,8}}处罚决定书)", re.MULTILINE)
FOOT = re.compile(
    # ★ is the star of a seal whose letters are text
    r"(?:^|(?<=[）\d 。\t★☆]))[（(]?(?:公章|盖章|印章)?[）)]?(?P<name>[一-鿿]{2,30}?(?:局|委员会|厅|人民政府|大队|支队"
    r"|总队|管理处|海事处|中心|办事处|公路段|所|站|署|分局|公司|管委会))(?:[ （(]*(?:印章|公章|盖章|印|章)[）)]*)?(?=$|[ \t\n（(]"
    r"|[\d二])",
    re.MULTILINE,
)
NAMED = re.compile(r"(?:^|(?<=[，。：；、日由经被】.\n 》据讯从对（“告]))(?![被由经从据向])" + AUTHORITY.pattern, re.MULTILINE)
NOT_ITS_NAME = re.compile(
    r"[该我本]局|^[县市区]?局|人员|发现|现将|近期|近日|[内可]?向|法院|以上|为落实|国务院|有关|各级|网站|发布|复议|办公厅|申请|缴|罚款|以下简称|市场监管总局$|来到"
)
ACTS = re.compile(r"[^。\n]{0,60}(?:处罚|立案|查处|罚款)")
BEFORE = re.compile(r"^.*(?:讯|记者从|据|收到|接到|机关为|诉|公司与|以及|被告)(?=.{4})")  # in front of a name without a mark
DECIDING = ("decision", "summary_decision", "no_penalty_decision")


def agency(document: Document, text: Text) -> Iterable[Field]:
    """`authority`: from the foot, the letterhead, a label, or what sentences tell."""
    plain = text.plain
    days = [day for day in find_days(plain) if day.kind in ("full", "dotted")]
    tail = max(0, (days[-1].start if days else len(plain)) - 80)
    feet = [match for match in FOOT.finditer(plain, tail) if not re.search(r"^(?:向|由|在|到|至|的)", match["name"])]
    feet = [match for match in feet if not re.search(r"银行|法院|鉴定|评估|复议|诉讼", match["name"])]
    feet = [match for match in feet if not (match["name"].endswith("公司") and plain[match.start() - 1 : match.start()] == "\t")]
    opening = re.match(r"\s*", plain)
    # in the first line, or below the number or a web page's furniture alone in its line
    first = AUTHORITY.match(plain, opening.end() if opening else 0) or ALONE.search(plain[:400])
    if feet and first and _misread(first["name"], feet[0]["name"]) and any(page.origin == "ocr" for page in document.pages):
        feet = []  # under the seal a name is read worse than in the letterhead
    if feet:
        foot = feet[0]
        yield field(text, "authority", foot["name"], foot.start("name"), foot.end("name"), sure=0.98, by="agency")
        return
    if first:
        yield field(text, "authority", first["name"], first.start("name"), first.end("name"), sure=0.9, by="agency")
        return
    label = next(
        (
            one
            for one in find(
                text,
                r"(?:行政)?处罚(?:实施)?(?:机关|机构|单位|主体)(?:名称)?|作出(?:行政)?处罚(?:决定)?(?:的)?机关(?:名称)?(?:[和、及](?:处罚)?日期)?|决定机关"
                r"|执法(?:机关|单位|主体)|发文机关|实施机关",
            )
            if one.value
        ),
        None,
    )
    if label is None and document.role in DECIDING:  # who publishes is who decided, where the table names nobody else
        label = next((one for one in find(text, r"作出(?:单位|机关)|机关|(?:公[示开]|填报)?单位") if AUTHORITY.match(one.value)), None)
    if label:
        value = re.sub(r"[（(](?:公章|盖章|印章|章)[）)].*$", "", label.value)
        value = re.split(r"(?<=[一-鿿])[ ，]?(?=(?:19|20)\d\d)", value)[0]
        yield field(text, "authority", value, label.start, label.start + len(value), sure=0.95, by="agency")
    elif document.role in DECIDING and (told := told_agency(plain)):
        yield field(text, "authority", *told, sure=0.8, by="agency")


def told_agency(plain: str, told: Decided | None = None) -> tuple[str, int, int] | None:
    """The agency that sentences name: in the one that decides, else in one that punishes or opens a case, else the first."""
    agencies = [match for match in NAMED.finditer(plain) if not NOT_ITS_NAME.search(match["name"])]
    inside = [match for match in agencies if told and told.lead <= match.start("name") < told.end]
    acting = [match for match in agencies if ACTS.match(plain, match.end("name"))]
    own = next(iter(inside or acting or agencies), None)
    if own is None:
        return None
    own = next((match for match in agencies if match["name"].endswith(own["name"])), own)  # 该局, 执法大队: the long name stands elsewhere
    start = own.start("name") + (fore.end() if (fore := BEFORE.match(own["name"])) else 0)
    return plain[start : own.end("name")], start, own.end("name")


def _misread(head: str, foot: str) -> bool:
    return head != foot and SequenceMatcher(None, head, foot).ratio() >= 0.75
