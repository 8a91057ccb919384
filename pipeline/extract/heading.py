"""Head and foot of a paper: its own number, the authority that made it, its seals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from pipeline.extract.dates import find_days
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.numbers import own_number
from pipeline.extract.tidy import Text
from pipeline.records import Document, Evidence, Field

NUMBER = re.compile(
    r"(?P<agency>[一-鿿（）](?:[一-鿿（） ]{0,23}?[一-鿿（）])??[ ]?(?:字)?)\s?第?\s?[〔（【{《\[]\s?(?P<year>(?:19"
    r"|2[0Oo])[\dOo]{2})\s?年?\s?[〕）】}》\]]\s?(?P<tail>(?:第|字第|[一-鿿]{1,4}[-第])?\s?[A-Za-z]?\d{1,6}(?:-\d{1,5})?\s?号?|（[一-鿿]{1,6}）第?\d{1,6}号|[一-鿿]{1,4}\d{1,6}号)"
)
PRINTED = re.compile(r"(?:N[Oo][.:：]?|№|编号[：:])\s?(?P<number>\d{6,18})(?!\d)")  # a form on the spot bears a number of the printer
REFERRED = re.compile(r"[《》“（]|根据|依据|按照|送达|告知|你|印发|文件")
TITLE = (
    r"(?:林业|林草|草原|自然资源|生态环境|环境|交通运输?|农业|市场监督管理|城市管理|综合)?(?:行政)?(?:执法)?(?:当场"
    r"|不予|简易)?(?:行政)?(?:处罚)?"
)
BODY = (
    r"(?:林业(?:和草原)?局|林草局|草原局|自然资源(?:和规划)?局|规划和自然资源局|农业农村局|生态环境局|环境保护局"
    r"|市场监督管理局|交通运输局|城市管理(?:综合行政)?(?:执法)?局|综合行政执法局|综合执法(?:大队|局|支队)|水利局"
    r"|水务局|应急管理局|公安局|森林公安局|园林局|[一-鿿]{0,8}局|[一-鿿]{0,8}委员会|[一-鿿]{0,8}厅|人民政府|管理处"
    r"|管护中心|管理中心|(?:执法|救援|监察|稽查|警察|监督|路政|渔政|航政)(?:大队|支队|总队)|街道办事处|海事处|公路段|[一-鿿]{0,6}监(?:督|理)所|[一-鿿]{0,6}(?:林业|草原|检查|推广|监理|检疫|防火)工?作?站)"
)
AUTHORITY = re.compile(rf"(?P<name>[一-鿿]{{2,18}}?{BODY}(?:[一-鿿]{{1,8}}?(?:大队|支队|总队|中队|分局))?)")
ALONE = re.compile(rf"^{AUTHORITY.pattern}(?=$|[ \t]*[一-鿿]{{0,8}}处罚决定书)", re.MULTILINE)
FOOT = re.compile(
    r"(?:^|(?<=[）\d 。]))[（(]?(?:公章|盖章|印章)?[）)]?(?P<name>[一-鿿]{2,30}?(?:局|委员会|厅|人民政府|大队|支队"
    r"|总队|管理处|海事处|中心|办事处|公路段|所|站|署|分局|公司|管委会))(?:[ （(]*(?:印章|公章|盖章|印|章)[）)]*)?(?=$|[ \t\n（(]"
    r"|[\d二])",
    re.MULTILINE,
)
OWN_ROLES = ("decision", "summary_decision", "no_penalty_decision")
MARKED_SEAL = re.compile(r"[（(](?:印章|公章|盖章|印|章|加盖[^）)]{0,8})[）)]")


def heading(document: Document, text: Text) -> Iterable[Field]:
    """`number`, `authority`, `seal`."""
    yield from _number(document, text)
    yield from _authority(document, text)
    for page in document.pages:
        for seal in page.seals:
            place = Evidence(page.source.name, page.number, 0, 0, "", seal.box)
            yield Field("seal", re.sub(r"\s", "", seal.text or ""), place, 0.9, "heading")
    if not any(page.seals for page in document.pages):
        match = MARKED_SEAL.search(text.plain)
        foot = next(
            iter(reversed([one for one in FOOT.finditer(text.plain) if match and abs(one.end() - match.start()) < 12])), None
        )
        if match and foot:
            yield field(text, "seal", foot["name"], foot.start("name"), match.end(), sure=0.7, by="heading")


def document_number(written: str) -> str:
    """A number without spaces, its brackets 〔〕."""
    written = re.sub(r"\s", "", written)
    return re.sub(
        r"[〔（【{《\[﹝［]([\dOo]{4})年?[〕）】}》\]﹞］]", lambda match: f"〔{re.sub('[Oo]', '0', match[1])}〕", written
    )


def _number(document: Document, text: Text) -> Iterable[Field]:
    plain = text.plain
    labelled = next(
        (
            one
            for one in find(text, r"(?:本?文书)?(?:编号|文号|字号)|案号|(?:处罚)?文书|处罚决定书?文号|行政处罚决定书文号|决定书文号")
            if NUMBER.search(one.value)
        ),
        None,
    )
    head = plain[: _head_end(plain)]
    for match in NUMBER.finditer(head):
        line = plain.rfind("\n", 0, match.start()) + 1
        before = plain[line : match.start()]
        if REFERRED.search(before) or len(before) > 40:
            continue
        agency = match["agency"]
        cut = re.search(r"^.*(?:文号|案号|决定书?|通知书|告知书|意见书|审批表|登记表|报告|笔录|编号|文号)[ ：]?(?=[（一-鿿])", agency)
        start = match.start() + (cut.end() if cut else 0)
        opened = plain.rfind("（", start, match.start("year") - 1)
        if opened >= 0 and plain.find("）", opened, match.start("year")) < 0:
            start = opened + 1  # 决定书（某林罚决〔2023〕26号）
        if match.end() - start < 8:
            continue
        value = document_number(plain[start : match.end()])
        yield field(text, "number", value if value.endswith("号") else value + "号", start, match.end(), sure=0.98, by="heading")
        return
    if labelled and document.role in OWN_ROLES:
        found = NUMBER.search(labelled.value)
        if found:
            at = labelled.start + found.start()
            yield field(text, "number", document_number(found[0]), at, at + len(found[0]), sure=0.9, by="heading")
            return
    own = own_number(plain, document.role)
    if own:
        yield field(text, "number", *own, sure=0.98, by="heading")
    elif document.role == "summary_decision" and (bare := PRINTED.search(head)):
        yield field(text, "number", bare["number"], bare.start("number"), bare.end("number"), sure=0.9, by="heading")


def _head_end(plain: str) -> int:
    match = re.search(r"姓名|名称[：\t ]|当事人|被处罚|违法行为人|经查|查明|案由|违法事实", plain)
    number = NUMBER.search(plain)
    limit = match.start() if match and match.start() > 6 else min(len(plain), 300)
    # some put the number under the party's line
    return max(limit, number.end()) if number and number.end() < 160 else limit


def _misread(head: str, foot: str) -> bool:
    return head != foot and SequenceMatcher(None, head, foot).ratio() >= 0.75


def _authority(document: Document, text: Text) -> Iterable[Field]:
    plain = text.plain
    days = [day for day in find_days(plain) if day.kind in ("full", "dotted")]
    tail = max(0, (days[-1].start if days else len(plain)) - 80)
    feet = [match for match in FOOT.finditer(plain, tail) if not re.search(r"^(?:向|由|在|到|至|的)", match["name"])]
    feet = [match for match in feet if not re.search(r"银行|法院|鉴定|评估|复议|诉讼", match["name"])]
    opening = re.match(r"\s*", plain)
    # in the first line, or below the number or a web page's furniture alone in its line
    first = AUTHORITY.match(plain, opening.end() if opening else 0) or ALONE.search(plain[:400])
    if feet and first and _misread(first["name"], feet[0]["name"]) and any(page.origin == "ocr" for page in document.pages):
        feet = []  # under the seal a name is read worse than in the letterhead
    if feet:
        foot = feet[0]
        yield field(text, "authority", foot["name"], foot.start("name"), foot.end("name"), sure=0.98, by="heading")
        return
    if first:
        yield field(text, "authority", first["name"], first.start("name"), first.end("name"), sure=0.9, by="heading")
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
    if label is None and document.role in OWN_ROLES:  # who publishes is who decided, where the table names nobody else
        label = next((one for one in find(text, r"作出(?:单位|机关)|机关|(?:公[示开]|填报)?单位") if AUTHORITY.match(one.value)), None)
    if label:
        value = re.sub(r"[（(](?:公章|盖章|印章|章)[）)].*$", "", label.value)
        value = re.split(r"(?<=[一-鿿])[ ，]?(?=(?:19|20)\d\d)", value)[0]
        yield field(text, "authority", value, label.start, label.start + len(value), sure=0.95, by="heading")
