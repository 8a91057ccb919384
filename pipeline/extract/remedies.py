"""What the party is told at the end: where and when to pay, to whom and how long to complain or sue."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.found import field
from pipeline.extract.tidy import Text
from pipeline.extract.values import NUMERAL, integer
from pipeline.records import Document, Field

ROLES = ("decision", "summary_decision", "no_penalty_decision")
DAYS = rf"(?<![月\d{NUMERAL}])(?P<n>\d{{1,3}}|[{NUMERAL}]{{1,4}})\s?(?:个)?(?:工作)?[日天]"
MONTHS = rf"(?P<n>\d{{1,2}}|[{NUMERAL}]{{1,2}})\s?个?月"
ITEM = r"\n\s?[（(]?[一二三四五\d]{1,2}[、.）]"  # the days of one order are not those of the payment in the next
PAY = re.compile(
    rf"{DAYS}(?:之?内|以内|之前)?(?:(?!{ITEM})[^。；]){{0,70}}?"
    rf"(?:缴|交(?:至|到|纳|付|清|(?=[一-鿿]{{2,14}}(?:银行|信用|财政|国库|专户|农商行)))|汇)"
)
PAY_LATE = re.compile(rf"(?:缴|交)(?:纳|至|到|清|款|罚款)[^。；\n]{{0,60}}?{DAYS}(?:之?内)|缴款期限(?:为|：)?" + DAYS.replace("P<n>", "P<m>"))
COMPLAIN = r"(?:行政)?复议"
BODIES = (
    re.compile(r"向(?P<body>[^。；，：“”向]{3,60}?)(?:申请|提起|提出|提请|请求|递交)[^。；，]{0,6}复议"),
    re.compile(r"(?:行政)?复议(?:机关|机构|受理机关)(?:为|是|：)(?P<body>[^。；，\n\t]{3,50})"),
    re.compile(
        r"向(?P<body>[^。；，：“”向]{3,40}?(?:人民政府|局|委员会|厅|支队|部))(?:（[^（）]{0,40}）)?(?=(?:申请)?(?:行政)?复议|或(?:者)?[^。；，]{0,16}法院)"
    ),
    re.compile(r"(?:行政)?复议：(?:[\d六十]{1,3}日[，、])?(?P<body>[一-鿿]{3,30}?(?:人民政府|局|委员会|厅))(?=[，。；（])"),
    re.compile(r"(?:到|在)(?P<body>[一-鿿]{3,30}?(?:人民政府|局|委员会|厅))(?:申请|提出|提请)行政?复议"),
)
SURCHARGE = re.compile(
    r"(?:每日|每天|按日)[^。；]{0,30}?(?:百分之三|3\s?[%％]|三%|3/100)[^。；]{0,16}(?:加处)?"
    r"|加处[^。；]{0,30}(?:百分之三|3\s?[%％])"
)
BANK = re.compile(r"银行|信用社|农商行|农信|电子支付|非税|代收机构|微信|支付宝|二维码|缴款码|扫码|账[号户]|帐[号户]")
MORE = re.compile(r"^(?:有管辖权的?|当地|所在地的?|本地)?人民法院$")


def remedies(document: Document, text: Text) -> Iterable[Field]:
    """pay_days, bank_told, surcharge_told, reconsideration_days / _to / _first, suit_months / _days, court."""
    if document.role not in ROLES:
        return
    plain = text.plain
    yield from _pay(text)
    for name, pattern in (("surcharge_told", SURCHARGE), ("bank_told", BANK)):
        match = pattern.search(plain)
        if match and document.role != "no_penalty_decision":
            yield field(text, name, True, match.start(), match.end(), sure=0.97, by="remedies")
    yield from _complain(text)
    yield from _sue(text)
    first = re.search(r"(?:应当|须|需|必须)先[^。；]{0,40}复议", plain)
    if first:
        yield field(text, "reconsideration_first", True, first.start(), first.end(), sure=0.97, by="remedies")


def _pay(text: Text) -> Iterable[Field]:
    for pattern in (PAY, PAY_LATE):
        for match in pattern.finditer(text.plain):
            words = _sentence(text.plain, match.start(), match.end())
            before = words[: words.find(match[0])]
            if re.search(r"复议|诉讼|起诉|陈述|申辩|听证|逾期|分期|整改|恢复|补[种栽植]", match[0]) or re.search(
                r"复议|诉讼|起诉|补[种栽植][^，]*$", before[-30:]
            ):
                continue
            at = match.start("n") if match["n"] else match.end()
            if re.search(r"□\s?$", text.plain[max(0, at - 2) : at]) and re.search(r"[☑√■✓]", words):
                continue  # the way of payment that is not ticked
            if re.search(r"罚|缴|款|交至|交到|交清|专户|国库", words):
                days = integer(match["n"] or match["m"] if pattern is PAY_LATE else match["n"])
                if days:
                    yield field(text, "pay_days", days, match.start(), match.end(), sure=0.97, by="remedies")
                    return


def _complain(text: Text) -> Iterable[Field]:
    plain = text.plain
    # every period may be the one, those of other remedies stand between
    for match in re.finditer(rf"{DAYS}(?=(?:之?内|以内|之?前)?(?P<between>[^。；\n]{{0,80}}?){COMPLAIN})", plain):
        if re.search(r"法院|诉讼|个月|起诉|缴|加处", match["between"]):
            continue
        days = integer(match["n"])
        if days:
            yield field(text, "reconsideration_days", days, match.start(), match.end(), sure=0.97, by="remedies")
            break
    else:
        late = re.search(rf"复议(?:[^。；]{{0,24}}?(?:期限|时限)[^。；]{{0,20}}?|(?:机关：[^。；]{{0,30}})?（[^）]{{0,8}}){DAYS}", plain)
        if late and (days := integer(late["n"])):
            yield field(text, "reconsideration_days", days, late.start(), late.end(), sure=0.9, by="remedies")
    for pattern in BODIES:
        for match in pattern.finditer(plain):
            body, start = match["body"], match.start("body")
            body = re.sub(r"(?:依法|书面|直接|提出|（[^（）]*）)+$", "", body)
            if "法院" in body or re.search(r"陈述|听证", body):
                continue
            yield field(text, "reconsideration_to", body, start, start + len(body), sure=0.95, by="remedies")
            return


def _sue(text: Text) -> Iterable[Field]:
    plain = text.plain
    for match in re.finditer(rf"{MONTHS}(?:之?内|以内)?[^。；\n]{{0,70}}?(?:法院|诉讼|起诉)", plain):
        months = integer(match["n"])
        if months and not re.search(r"复议(?!决定)[^，]{0,6}(?:申请)?，?$", match[0]):
            yield field(text, "suit_months", months, match.start(), match.end(), sure=0.97, by="remedies")
            break
    else:
        late = re.search(
            rf"(?:诉讼|起诉)(?:[^。；]{{0,24}}?(?:期限|时限)[^。；]{{0,20}}?|(?:机关|法院)?(?:：[^。；]{{0,24}})?（[^）]{{0,8}}){MONTHS}",
            plain,
        )
        if late and (months := integer(late["n"])):
            yield field(text, "suit_months", months, late.start(), late.end(), sure=0.9, by="remedies")
    for match in re.finditer(
        rf"{DAYS}(?:之?内|以内)(?P<between>[^。；\n]{{0,60}}?)(?:法院[^。；]{{0,10}}(?:起诉|诉讼)|起诉|提起(?:行政)?诉讼)", plain
    ):
        if re.search(r"复议(?!决定)|月", match["between"]) or (days := integer(match["n"])) is None:
            continue
        yield field(text, "suit_days", days, match.start(), match.end(), sure=0.95, by="remedies")
        break
    for match in re.finditer(
        r"(?:向|到|至|(?:诉讼|起诉)(?:机关|法院)?：)(?P<court>(?:(?!之日|起|依法|内|收到|接到|直接)[一-鿿]){2,24}?法院)(?=[^。；]{0,10}?(?:提起|起诉"
        r"|提出|诉讼|个月）))",
        plain,
    ):
        start, words = match.start("court"), match["court"]
        if not MORE.match(words):
            yield field(text, "court", words, start, match.end("court"), sure=0.97, by="remedies")
            return


def _sentence(plain: str, start: int, end: int) -> str:
    first = max(plain.rfind("。", 0, start), plain.rfind("\n", 0, start)) + 1
    stops = [at for at in (plain.find("。", end), plain.find("\n", end)) if at >= 0]
    return plain[first : min(stops, default=len(plain))]
