"""Service receipts: what was served, how, on whom, when, and who signed for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.dates import find_days
from pipeline.extract.labelled import find
from pipeline.extract.names import names
from pipeline.extract.numbers import NUMBER, printed
from pipeline.extract.papers_date import labelled_days
from pipeline.extract.receipt_rows import line_end, under
from pipeline.extract.receipt_signer import SIGNERS, signer
from pipeline.extract.served_roles import role_of
from pipeline.extract.ticks import chosen
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

TITLES = (
    "(?:送达)?(?:法律|执法)?(?:的)?(?:文书|文件|材料)(?:的)?(?:名称|题名|标题)?(?:及|、|和|与|"
    "/)?(?:文号|编号|件数|份数|数量)?|送达的?文书|文书名|内件品名|邮寄(?:文书|内容|物品)|所送达文书"
)
NUMBERS = "(?:送达)?(?:文书)?(?:文号|编号|字号|案号)"
WAYS = "(?:送达|送交|递送)?(?:方式|方法|形式)"
RECIPIENTS = "受送达(?:人|单位)(?:姓名|名称)?(?:或名称)?|被送达(?:人|单位)|收件人|受送达人（单位）|送达对象"
RECEIVED = "(?:签收|收到|收件|接收|妥投|投递|领取|收文|签名|签字|送达签收)(?:日期|时间)|(?:收到|签收)(?:日期|时间)"
SENT = "(?:送达|留置|留置送达|送达或邮寄|发送|电子送达|公告|公告(?:送达)?(?:起始|发布)?)(?:日期|时间)"
SERVERS = "送达人员?(?:姓名)?(?:（?(?:签名|签字|签章|签名或盖章)[^）\n\t：]{0,4}）?)?|执行送达人|送达执法人员|投递员"
HANDLERS = "(?:经办|承办|执法)(?:人员?|执法人员)(?:（?(?:签名|签字)）?)?"
ADDRESSED = re.compile(
    r"(?:今|现|兹)(?:将|向)?(?:送达|送交)(?:给)?[ ：]?(?P<who>[^\s，。；：（）《》]{2,40}?)(?:（[^）\n]*）)?[ ，]?(?:下列|以下|如下)"
)
WAY_WORDS = (
    ("left", "留置"),
    ("notice", "公告"),
    ("mail", r"邮寄|邮政|挂号|特快|EMS|快递|邮件(?!地址)"),
    ("electronic", "电子|微信|短信|邮箱|电邮|传真|平台送达"),
    ("entrusted", "委托"),
    ("transfer", "转交"),
    ("direct", "直接|当面|本人|当场|现场|上门|自取|领取"),
)
SEVERAL = 3  # so many ways on one line are the printed choice: 直接/留置/邮寄/公告送达
TITLE = re.compile(
    r"《?(?P<title>[㐀-鿿（）、]{2,26}?(?:决定书|告知书|通知书|催告书|确认书|意见书|事先告知(?!书)|清单|申请书|(?<!送达)回执|移送书))》?"
)
HEADING = re.compile(r"送达(?:回证|回执|证)|文书(?:送达|名称)|地址确认")
RECORDED = re.compile(r"(?<!未)(?<!没有)(?:拍照|录像|摄像|录音|照相|摄影|拍摄|照片|视频|音像|影像)")
RETURNED = re.compile(
    r"(?<!如)(?<!若)(?:被|已|遭|原件|邮件)?退(?:回|件|信)(?!证|执|通知|还)|"
    r"查无此人|无人(?:签收|接收)|投递(?:失败|未果)|未(?:能)?(?:妥投|投递成功)"
)
AT_LAST = re.compile(r"(?:本人|当事人|收件人|受送达人|家属|家人|亲属)[^。；：\n\t]{0,6}签收|(?<!未)(?<!未能)妥投")
PAST = re.compile(r"放弃[^。；\n]{0,14}(?:陈述|申辩)|(?:不|无需|不再|不进行|不要求|不提出)[^。；\n]{0,6}(?:陈述|申辩)")
NO_HEARING = re.compile(r"放弃[^。；\n]{0,20}听证|(?:不|无需|不再)(?:要求|申请|需要|举行|进行|提出)[^。；\n]{0,8}听证")


def receipts(document: Document, text: Text) -> Iterable[Field]:
    """All fields of a service receipt or a postal slip."""
    if document.role != "service_receipt":
        return
    yield from _delivered(text)
    way = _way(text)
    if way:
        yield _field(text, "service_way", *way)
    served = None if came_back(text.plain, way[0] if way else None) else _served(text, way[0] if way else None)
    if served:
        yield _field(text, "served_date", *served, sure=0.97)
    named = ADDRESSED.search(text.plain)  # 今送达张三（滥伐林木案）下列文书: who received it stands beside 收件人
    recipient = (named["who"], *named.span("who")) if named else _value(text, RECIPIENTS, unless="签|盖章")
    if recipient:
        own = re.sub(r"[ ，（]+(?:系|即)?本人）?$", "", recipient[0])  # 收件人：王五 本人
        recipient = (own, recipient[1], recipient[1] + len(own))
        yield _field(text, "recipient", *recipient)
    yield from signer(text, recipient[0] if recipient else None, apart=bool(named))
    for one in (one for labels in (SERVERS, HANDLERS) for one in find(text, labels)):
        for name in names(one.value, loose=one.exact):
            yield _field(text, "servers", name.name, one.start + name.start, one.start + name.end)
        if names(one.value, loose=one.exact):
            break
    place = _value(text, "送达地点|送达地址|送达场所|留置地点")
    if place:
        yield _field(text, "place", *place)
    for match in RECORDED.finditer(text.plain):
        yield _field(text, "av_noted", True, match.start(), match.end())
        break
    for key, pattern in (("waived_statement", PAST), ("waived_hearing", NO_HEARING)):
        for match in pattern.finditer(text.plain):
            yield _field(text, key, True, match.start(), match.end(), sure=0.9)
            break


def came_back(plain: str, way: str | None) -> bool:
    """Whether a mail was sent back or a visit was in vain, and the paper was not left or announced after that."""
    returned = list(RETURNED.finditer(plain))
    # 首次投递未妥投，改约后本人签收: it arrived after all
    arrived = bool(returned) and bool(AT_LAST.search(plain, returned[-1].end()))
    return way not in ("left", "notice", "direct", "transfer") and bool(returned) and not arrived


def _delivered(text: Text) -> Iterator[Field]:
    first_line = text.plain.find("\n")
    body = re.search(r"送达(?:方式|地点|日期|时间|人)", text.plain)
    titles = []
    for match in TITLE.finditer(text.plain):
        remark = text.plain.rfind("备注", 0, match.start()) >= 0 or bool(body and match.start() > body.start() + 200)
        title = re.sub(r"^(?:送达文书(?:名称)?|文书名称|名称|序号|文件|及文号)+", "", match["title"]).strip("、（）")
        if HEADING.search(match["title"]) and role_of(title) is None or remark or len(title) < 4:
            continue
        titles.append((title, match.end("title") - len(match["title"]) + match["title"].rfind(title), match.end("title")))
    if not titles:
        for one in find(text, TITLES):
            value = one.value
            if value and role_of(value):
                titles.append((value, one.start, one.end))
                break
    numbers = [
        (printed(match[0]), match.start(), match.end())
        for match in NUMBER.finditer(text.plain)
        if match.start() > first_line or first_line < 0
    ]
    numbers = [(re.sub(r"^.*(?:文号|编号|书(?!决|告|通|字)|表|证)", "", number), start, end) for number, start, end in numbers]
    own = [one for one in numbers if not re.search("送字|罚送|送达", one[0])]
    seen: set[str] = set()
    for index, (title, start, end) in enumerate(titles):
        if title in seen:
            continue
        seen.add(title)
        yield _field(text, "delivered_title", title, start, end)
        role = role_of(title, own[index][0] if len(own) == len(titles) else None)
        if role:
            yield _field(text, "delivered_role", role, start, end)
    for number, start, end in own:
        if number not in seen:
            seen.add(number)
            yield _field(text, "delivered_number", number, start, end)
            role = role_of("", number)
            if not titles and role:
                yield _field(text, "delivered_role", role, start, end, sure=0.85)


def _way(text: Text) -> tuple[str, int, int] | None:
    for one in find(text, WAYS):
        value = chosen(text.plain[one.start : max(one.end, line_end(text.plain, one.start))])
        named = [way for way, words in WAY_WORDS if value and re.search(words, value)]
        if len(named) < SEVERAL:
            for way in named:
                return way, one.start, one.end
    slip = re.search(r"邮件号码|挂号信|特快专递|EMS|邮政.{0,6}(?:回执|详情单)|寄件人", text.plain)
    return ("mail", slip.start(), slip.end()) if slip else None


def _served(text: Text, way: str | None) -> tuple[object, int, int] | None:
    labels = [RECEIVED, None, SENT] if way not in ("left", "notice") else [SENT, RECEIVED, None]
    for label in labels:
        if label is not None:
            for found in labelled_days(text.plain, label):
                return found.value, found.start, found.end
            for one in under(text.plain, f"{label}|(?:日期|时间)"):
                for found in find_days(one.value)[:1]:
                    return found.value, one.start + found.start, one.start + found.end
            continue
        for one in find(text, SIGNERS):
            stop = line_end(text.plain, one.start)
            # the day may stand in the next cell, or on the next line of the same cell
            for found in find_days(text.plain[one.start : stop + 24]):
                if found.kind in ("full", "dotted", "solid"):
                    return found.value, one.start + found.start, one.start + found.end
    told = re.search(
        r"(?:于|在)?(?P<day>[12二][^\n，。]{4,12}日)[^。\n]{0,16}(?:送达|收到|签收|留置|妥投|发布公告|公告)", text.plain
    )
    if told:
        for found in find_days(told["day"]):
            return found.value, told.start("day"), told.end("day")
    return None


def _value(text: Text, labels: str, unless: str = "$^") -> tuple[str, int, int] | None:
    for one in find(text, labels):
        if one.value and not re.search(unless, one.label):
            return one.value, one.start, one.end
    return None


def _field(text: Text, name: str, value: object, start: int, end: int, *, sure: float = 0.96) -> Field:
    return Field(name, value, text.evidence(start, end), sure * text.confidence(start, end), "receipts")  # type: ignore[arg-type]
