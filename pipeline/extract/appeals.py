"""Where and how long the party may complain or sue: reconsideration_days, _to, suit_months, suit_days, court."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.found import field
from pipeline.extract.tidy import Text
from pipeline.extract.values import NUMERAL, integer
from pipeline.records import Field

DAYS = rf"(?<![月\d{NUMERAL}])(?P<n>\d{{1,3}}|[{NUMERAL}]{{1,4}})\s?(?:个)?(?:工作)?[日天]"
# 6月 without 个 is a month of the year, unless it is one to be counted: 6月内
MONTHS = rf"(?<![年\d{NUMERAL}])(?P<n>\d{{1,2}}|[{NUMERAL}]{{1,2}})\s?(?:个月|月(?=之?内|以内))"
COMPLAIN = r"(?:行政)?复议"
SIGN = r"[一-鿿×*○A-Za-z]"
NO_NAME = r"之日|[日月年以之]内|收到|接到|提请|申请|依[法照据]"  # what no name holds
OFFICE = (
    rf"(?:(?!{NO_NAME}|到){SIGN}){{2,30}}?(?:政府|局|委员会|管委会|[厅署部]|支队|总队|分行|海关)"
    r"(?:行政复议(?:局|办公室|委员会办公室|委员会|机构)|司法局|法制办公室)?"
)
OFFICES = rf"{OFFICE}(?:(?:或者?|、|和|/){OFFICE})?"
# 复议/某县政府/60日, 6个月内诉讼（某县法院）: nothing but such words between the remedy and the body
FILLER = (
    rf"(?:[^。\w]|(?:\d{{1,3}}|[{NUMERAL}]{{1,4}})(?:个?(?:工作)?[日天]|个?月)|之?内|以内|期限|机关|法院|机构|受理|管辖|[向到至找为是由可应均]|申请书?|提[出起交请]|行政|依法|直接){{0,12}}"
)
BODIES: tuple[re.Pattern[str], ...] = (
    re.compile(r"向(?P<body>[^。；，：“”向]{3,60}?)(?:申请|提起|提出|提请|请求|递交)[^。；，]{0,6}复议"),
    re.compile(r"(?:行政)?复议(?:的)?(?:受理)?(?:机关|机构)(?:名称)?(?:为|是|：)(?P<body>[^。；，（）\n\t]{3,50})"),
    re.compile(
        rf"向(?P<body>{OFFICES})(?:（[^（）]{{0,60}}）)?(?=(?:申请)?{COMPLAIN}|或(?:者)?[^。；，]{{0,16}}法院)"
    ),
    re.compile(rf"{COMPLAIN}：(?:[\d六十]{{1,3}}[日天]内?[，、→]?)?(?:向|到)?(?P<body>{OFFICES})(?=[，。；（\n\t]|$)"),
    re.compile(rf"(?:到|在|申请|提请|报请|请求)(?P<body>{OFFICES})(?:申请|提出|提请|进行)?{COMPLAIN}"),
    re.compile(rf"{COMPLAIN}[^。\n]{{0,40}}?(?:受理(?:机关|机构|单位)(?:为|是|：)|向)(?P<body>{OFFICES})(?=[，。；（\n\t]|提[出交]|递交|$)"),
    re.compile(rf"[→：，](?P<body>{OFFICES})(?=（{COMPLAIN}）)"),
    re.compile(rf"{COMPLAIN}{FILLER}(?P<body>{OFFICES})(?![一-鿿])"),
    re.compile(rf"(?<![一-鿿])(?P<body>{OFFICES}){FILLER}{COMPLAIN}"),
)
# 所属的某县政府, 本机关的上一级机关某市水务局: the name is what follows
BESIDE = re.compile(
    r"^(?:依法|书面|直接|(?:本(?:机关|局|单位)|我局|其|你)?的?(?:所属的?|所在地的?|上一?级(?:行政)?(?:主管)?(?:机关|部门)?|本级|同级)的?(?:即|，)?)+(?=[一-鿿]{2,}?[省市县区旗州盟][一-鿿]{2})"
)
BEHIND = re.compile(r"(?:依法|书面|直接|提出|（[^（）]*）)+$")
COURT = rf"(?P<court>(?: ?(?!{NO_NAME}){SIGN}){{2,24}}? ?法院)"
COURTS: tuple[re.Pattern[str], ...] = (
    re.compile(rf"(?:向|到|至|于) ?{COURT}(?=(?: ?（[^（）]{{0,60}}）)?(?:(?!强制|公诉)[^。；]){{0,12}}?(?:提起(?!公诉)|起诉|提出|诉[讼状]|起讼))"),
    re.compile(rf"(?:(?:诉讼|起诉|管辖|受诉|受理|一审)的?(?:法院|机关|机构)(?:名称)?(?:为|是|：)|诉至) ?{COURT}"),
    re.compile(rf"(?:诉讼|起诉)：[^。；\n]{{0,12}}?[，、：→向到] ?{COURT}|→ ?{COURT.replace('<court>', '<court2>')}(?=（[^）]{{0,4}}诉讼）)"),
    re.compile(rf"(?:诉讼|起诉){FILLER}{COURT}(?P<court2>(?![一-鿿]))"),
    re.compile(rf"(?<![一-鿿]){COURT}{FILLER}(?P<court2>诉讼|起诉)"),
)
NEAR = re.compile(r"^(?:有管辖权的?|(?:本机关|本局|我局|本单位|你|其|违法行为)?(?:所在|发生)地的?|当地的?|就近的?|直接|依法)+")
ANY_COURT = re.compile(r"(?:基层|中级|相关|一审)?(?:人民)?法院")
CUT = r"(?:(?!法院|诉)[^。；\n]){0,40}\s*\Z"  # the copy of a page ends in the middle of this sentence


def appeals(text: Text) -> Iterator[Field]:
    """What the end of a decision tells of complaint and suit."""
    yield from _complain(text)
    yield from _sue(text)
    first = re.search(r"(?:应当|须|需|必须)先[^。；]{0,40}复议", text.plain)
    if first:
        yield field(text, "reconsideration_first", True, first.start(), first.end(), sure=0.97, by="remedies")


def _complain(text: Text) -> Iterator[Field]:
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
        late = re.search(
            rf"复议(?:[^。；]{{0,24}}?(?:期限|时限)[^。；]{{0,20}}?|(?:机关：[^。；]{{0,30}})?（[^）]{{0,8}}|[^\w。；]{{1,3}}|{FILLER}{OFFICE}{FILLER}|){DAYS}"
            rf"|不服[^。；\n]{{0,50}}?{DAYS.replace('<n>', '<m>')}(?:之?内|以内){CUT}",
            plain,
        )
        if late and (days := integer(late["n"] or late["m"])):
            yield field(text, "reconsideration_days", days, late.start(), late.end(), sure=0.9, by="remedies")
    for pattern in BODIES:
        for match in pattern.finditer(plain):
            body, start = BEHIND.sub("", match["body"]).rstrip(), match.start("body")
            if "法院" in body or re.search(r"陈述|听证|提出|申请", body):
                continue
            if beside := BESIDE.match(body):
                body, start = body[beside.end() :], start + beside.end()
            start += len(body) - len(body.lstrip())
            body = body.strip()
            yield field(text, "reconsideration_to", body, start, start + len(body), sure=0.95, by="remedies")
            return


def _sue(text: Text) -> Iterator[Field]:
    plain = text.plain
    for match in re.finditer(rf"{MONTHS}(?:之?内|以内)?[^。；\n]{{0,70}}?(?:法院|诉讼|起诉)", plain):
        months = integer(match["n"])
        if months and not re.search(r"复议(?!决定)[^，]{0,6}(?:申请)?，?$|检察|公诉|刑", match[0]):
            yield field(text, "suit_months", months, match.start(), match.end(), sure=0.97, by="remedies")
            break
    else:
        late = re.search(
            rf"(?:诉讼|起诉)(?:[^。；]{{0,24}}?(?:期限|时限)[^。；]{{0,20}}?|(?:机关|法院)?(?:：[^。；]{{0,24}})?（[^）]{{0,8}}|：|{FILLER}{COURT}{FILLER}|){MONTHS}",
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
    for pattern in COURTS:
        for match in pattern.finditer(plain):
            group = "court" if match["court"] else "court2"
            name = match[group].strip()
            own = NEAR.sub("", name)
            start = match.start(group) + match[group].index(own)
            if not ANY_COURT.fullmatch(own):
                yield field(text, "court", own, start, start + len(own), sure=0.97, by="remedies")
                return
