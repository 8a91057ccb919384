"""Who the party is: the name among labels, in prose, or at the head of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.labelled import Labelled, find
from pipeline.extract.labels import LABELS
from pipeline.extract.names import is_name
from pipeline.extract.tidy import Text
from pipeline.records import Document

PARTY = (
    r"(?:被处罚|受处罚|被行政处罚|被告知|受送达|行政相对|行政处罚相对|违法行为|违法嫌疑|违法|缴款|缴费|申请|被调查"
    r"|被检查|交款|被申请|被执行)(?:人|者|单位|个人|当事人|企业)?(?:基本情况|名称|姓名|或名称|姓名或名称|（单位）)*"
    r"|当事人(?:基本情况|姓名或者?(?:单位)?名称|名称|姓名|（单位）|[一甲1])*|相对人(?:名称)?|(?:行政)?处罚对象(?:名称)?|被处罚的[一-鿿]{2,14}(?:名称|姓名)"
)
CITIZEN = r"姓名|自然人姓名|公民姓名|个人姓名|当事人姓名"
UNIT = (
    r"（?(?:公司|单位)名称）?|单位名称|名称|企业名称|法人名称|单位全称|法人或其他组织名称|法人或者其他组织|组织名称|机构名称|个体工商户名称"
    r"|当事人名称|个体工商户"
)
TRADE = r"字号(?:名称)?|个体工商户字号|商号"
KEEPER = r"经营者(?:姓名)?|业主"
NAME = r"[一-鿿·•]{2,8}|[一-鿿][某xX×*＊]{1,3}|[一-鿿][一-鿿某*×]{1,3}"
PROSE = re.compile(
    r"(?:当事人|被处罚人|违法行为人|被处罚单位|被告知人"
    r"|相对人|原告|申请人)[：:]?(?P<name>[^，。；：（\n\t ]{2,40})(?=[，（]\s?(?:男|女|性别|\d{4}年|汉族|身份|住|公民|统一"
    r"|法定|地址|住所|以下简称|负责人|经营者|字号))"
)
ORGANISED = re.compile(
    r"(?:公司|厂|局|社|所|院|校|中心|村民委员会|村委会|委员会|合作社|集团|企业|部|店|场|站|馆|行|队|会|矿|政府|单位"
    r"|分公司|农场|超市|商行|浴池|[小中大]学|苗圃|宾馆|会所|饭馆|面馆|早餐铺|商铺|工作室|浴室|酒家|码头|协会|基金会|砖窑|砂坑|食堂|餐厅|饭庄|酒楼|茶楼|诊所|药房|基地|大队|林场|船|园|庄|坊|屋|堂|阁|轩|楼|城|网吧|网咖|室|铺|副食|食杂|百货|日杂|经营部|门市部)(?:（[^）]*）)?$"
)
DECIDING = ("decision", "summary_decision", "no_penalty_decision")
BARE = (
    "appraisal",
    "inspection_record",
    "photo",
    "legal_review",
    "discussion_record",
    "service_receipt",
    "tenure",
    "evidence_list",
    "publication_record",
)  # others are named there
NEXT_LABEL = re.compile(rf"(?:{LABELS}|[一-鿿]{{2,12}}（(?:签名|签字|盖章|签名或者?盖章|签章|公章)[^）]*）)[：]?")
# 某市某镇某村村民 邵宝库 · 某县某镇某村李某林
ADDRESSED = re.compile(
    r"[一-鿿\d]{2,24}?(?:[县市区旗镇乡村屯庄组社队嘎查])(?P<of>(?:的)?(?:村民|居民|农民|牧民|职工|社员|个体户)?)[ ，]?(?P<name>[一-鿿·某*×]{2,4})"
)
# a label without a colon, or no label at all: 被处罚人某某小学 法定代表人… · 某某，男，住… · 某某公司 统一社会信用代码…
GLUED = re.compile(
    r"(?:^|(?<=[号）〕] ))(?:当事人|被处罚(?:人|单位|者)|违法行为人)"
    r"(?P<name>(?!如|应|有|对|的|认|可|收|在|于|名|姓|基|一|签)[一-鿿（）·某*×]{2,40}?)(?=$|[ \t，]|法定代表人|负责人|经营者)",
    re.MULTILINE,
)
HEADED = re.compile(
    r"^(?P<name>[一-鿿·某*×xX（）]{2,40}?)"
    r"(?=，(?:男|女)[，。]|（(?:身份证|公民身份|男，|女，|统一社会|\d{6,}|[^（）]{2,12}任?法定代表人)|[ ，](?:统一社会信用代码|营业执照|身份证)"
    r"|\n(?:统一社会信用代码|营业执照|身份证|法定代表人|负责人|住所|地址|经营者|住址|公民身份)[^，。\n]{0,20}：)",
    re.MULTILINE,
)
INLINE = re.compile(r"(?<=[号\n 书])(?P<name>[一-鿿（）*]{4,30}(?:公司|厂|店|合作社|中心|场)|[一-鿿][一-鿿某*]{1,2})：(?=你|经查|根据你)")
UNSPACED = re.compile(r"姓名：?(?P<name>[一-鿿·*×某]{2,6}?)(?=性别|男，|女，|年龄|出生)")  # every space of the form lost
EMPTY = re.compile(r"^(?:/|-+|—+|无|空|×+)?$")


def block_end(plain: str) -> int:
    """The party's block ends where the account begins; addresses after it are of others."""
    match = re.search(
        r"经(?:依法)?(?:调查)?查明|违法事实|现已?查明|主要(?:违法)?事实|简要案情|案情|询问内容|告知内容|问：|联系人"
        r"|联系地址|见证人|你（?单位）?|一案[，,]|鉴定(?:意见|方法|内容)",
        plain,
    )
    return match.start() if match and match.start() > 12 else len(plain)


def filled_in(found: Iterable[Labelled], limit: int) -> Iterator[Labelled]:
    """The labels up to `limit` that hold a value, and not the next label of the form."""
    for one in found:
        value = one.value.strip(" ，。；")
        if one.start <= limit and not EMPTY.match(value) and not NEXT_LABEL.fullmatch(value):
            yield one


def party_name(document: Document, text: Text) -> tuple[str, int, int, float] | None:
    """The name with its span and how sure it is, None where the paper names no party."""
    found = _named(document, text)
    return _without_home(found) if found else None


def _without_home(found: tuple[str, int, int, float]) -> tuple[str, int, int, float]:
    behind = ADDRESSED.fullmatch(found[0]) if not ORGANISED.search(found[0]) else None
    if behind and is_name(behind["name"], loose=bool(behind["of"])):
        return behind["name"], found[2] - len(behind["name"]), found[2], found[3]
    return found


def _named(document: Document, text: Text) -> tuple[str, int, int, float] | None:
    limit = block_end(text.plain)
    prose = next((one for one in PROSE.finditer(text.plain) if not re.search(r"有效|的|代码|[年月日]", one["name"])), None)
    letter = greeted(text) if document.role == "appraisal" else None
    if letter:
        return letter
    prose = prose or UNSPACED.search(text.plain, 0, limit)
    if prose:
        return prose["name"], prose.start("name"), prose.end("name"), 0.95
    trade = next(filled_in(find(text, TRADE), limit), None)
    if document.role in BARE:
        orders: tuple[str, ...] = (PARTY,)
    elif trade:
        orders = (PARTY, UNIT, KEEPER, CITIZEN)
    else:
        orders = (UNIT, CITIZEN, PARTY)
    for labels in orders:
        # near the foot a party's label is its signature
        for label in filled_in(find(text, labels), limit if labels != PARTY else max(limit, int(len(text.plain) * 0.6))):
            value = _one_name(label.value)
            if value and not re.match(r"(?:姓名|名称|基本|应当|有权|可以|如|对|的|意见|签|在)", value):
                return value, label.start, label.start + len(value), 1.0 if label.exact else 0.9
    for pattern in (GLUED, HEADED) if document.role in DECIDING else ():
        for match in pattern.finditer(text.plain, 0, max(limit, 200)):
            if ORGANISED.search(match["name"]) or is_name(match["name"], loose=True):
                return match["name"], match.start("name"), match.end("name"), 0.9
    return None


def greeted(text: Text) -> tuple[str, int, int, float] | None:
    """The line a notice begins with: 张某某： / 某某公司："""
    match = re.search(r"^(?P<name>[一-鿿·（）某*×xX]{2,40}?)(?:（[^）\n]*）)?：$", text.plain, re.MULTILINE) or INLINE.search(text.plain)
    unlike = r"如下|事实|依据|处罚|决定|告知|意见|内容|证据|权利|方式|期限|理由|[号人员期间点章项]$|单位$|情况|结论|附件"
    if match and _may_be_name(match["name"]) and not re.search(unlike, match["name"]):
        return _without_home((match["name"], match.start("name"), match.end("name"), 0.95))
    return None


def _one_name(value: str) -> str:
    value = re.sub(r"^（[^（）]{1,8}）", "", value)
    value = re.sub(r"^(?:姓名或名称|姓名|名称|单位名称|(?:船舶|车辆)(?:所有|经营)人|驾驶人)：?", "", value.strip())
    if is_name(first := value.split(" ")[0]):
        value = first  # 皮某 车牌…
    value = re.split(
        r"[，。；：\t\n\ufffc]|(?<=[一-鿿]{2})(?:你(?:单位|公司|店)?(?=[于在未没擅因将的])|于?(?=(?:19|20)\d\d年)|(?<=[某*])案)"
        r"|(?:19|20)\d\d"
        r"|(?:[ ，](?=性别|男|女|年龄|身份|统一|法定|地址|住))|(?<=.{2})(?=主体资格|证照[（名]|统一社会信用|法定代表人|身份证号|营业执照"
        r"|性别[男女]|[男女](?:\d|[，、 ]|汉))"
        r"|(?<=[^（])（(?:男|女|身份"
        r"|以下|统一|公民|系|性别)",
        value,
    )[0].strip()
    beside = re.fullmatch(r"(?P<name>.+)（[^（）]*）", value)  # 张某（滥伐林木）; 某中心（有限合伙） stays
    trader = re.search(r"[（〔]个体(?:工商)?户?[）〕]$", value)
    if beside and (trader or len(beside["name"]) <= 4 or (ORGANISED.search(beside["name"]) and not value.endswith("合伙）"))):
        value = beside["name"]
    return value if 2 <= len(value) <= 50 and _may_be_name(value) else ""


def _may_be_name(value: str) -> bool:
    """Not the next words of the form where the blank was left empty."""
    if NEXT_LABEL.fullmatch(value) or not re.match(r"[一-鿿A-Za-z（]", value) or re.match(r"（签|你|该|其|本", value):
        return False
    return not re.search(r"处罚|依据|事实|签名|签字|盖章|负责人$|意见|证号|日期|基本情况|如下|权利|时间|地点|^上述|笔录", value)
