"""Of whom a paper tells that names its party in sentences only, and what it calls the deed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.cause import deed
from pipeline.extract.found import field
from pipeline.extract.parted import CASE, MASKED, parted, party_in
from pipeline.extract.party_name import ORGANISED, greeted
from pipeline.extract.sections import Decided
from pipeline.extract.tidy import Text
from pipeline.records import Field

Found = tuple[str, int, int, float]

_BY = r"(?:作出|做出|处以?|给予|予以|进行|罚款|警告|立案|送达|下达|发出|立即|限期|停止|改正|的?行政处罚)"
_TRIED = re.compile(
    r"(?:对|对于|查处了?|查办了?|办结了?|处罚了?|侦破了?|关于|针对|(?<=[，。：]))(?P<said>[^，。；：\n]{4,70}?)"
    r"(?:一)?案(?:件)?(?=[，。；]|依法|作出|进行|予以|被|中|的|$)"
)
_DONE = re.compile(
    rf"(?:对|对于|就|针对|因)(?P<said>[^，。；：\n]{{3,70}}?)的?(?:违法)?行为，?"
    rf"(?:(?:我|本|该|[一-鿿]{{2,20}})?(?:局|大队|支队|委|委员会|厅|所|机关))?(?:依法|决定|已)*(?={_BY})"
)
_GROUND = re.compile(r"(?:局|队|机关|部门|，)以(?P<deed>[^，。；\n]{5,30})，(?=依照|依据|根据|按照)")
_AIMED = re.compile(rf"(?:对|给予|责令|处罚|向|对于)(?P<name>[^，。；：、\n《》“”]{{2,40}}?)(?:（[^）]{{2,40}}）)?(?:依法|分别)?(?={_BY})")
_SERVED = re.compile(r"(?:对|向)(?P<name>[一-鿿（）]{2,16}?)(?=作出(?:了)?[^，。]{0,8}(?:《行政处罚|行政处罚))")
_FINED = re.compile(
    r"(?:^|(?<=[，。；、对\n]))(?P<name>[一-鿿（）*]{2,40}(?:公司|银行|支行|分行|店|厂|中心|超市|医院))"
    r"(?:[日近][前日])?(?:因[^。\n]{2,60}?)?(?:收到|被|领到|遭)[^。；\n]{0,40}?(?:罚单|罚款|处罚|警告)",
    re.MULTILINE,
)
_MADE_OF = re.compile(
    r"(?:驾驶员|违法行为人|违法人员|当事人|行为人|经营者|被告知人|负责人)"
    r"(?P<name>[一-鿿]{1,3}[某*×＊xX]{1,3}|[一-鿿]{2,3})(?=[在将于驾使擅未因持今正以非先，（]|对|的)"
)
PLAINLY = re.compile(  # surely told as a breach
    r"未(?:经|取得|按|依|办|落实|采取|履行|建立|与)|擅自|无证|非法|违[规反法章]|超(?:过|越|载|限|标|范围)"
    r"|偷|滥|盗|内幕交易|操纵|泄露|虚[假构报开]|殴打"
)
_AND = re.compile(r"，(?:擅自|仍|却|从事|私自)[^，。；\n]{3,30}")  # 未取得许可，擅自从事……
_CLAUSE = re.compile(r"[^，。；：\n\t（）“”]+(?:（[^（）\n]{1,30}）[^，。；：\n\t（）“”]*)*")
_FORE = re.compile(  # in front of whom a clause tells of
    r"^(?:经(?:查|核实|调查|查实|核查|立案调查)|(?:现已?|并)?查明|(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:[上下]午|晚|凌晨|左右|许|起|以来|期间|前后|至)*|近日|日前|近期|目前|随后|其中|而|但|且|因|当日|同日|本案中|[和与及]\w{0,2}"
    r"|[一二三四五六七八九十\d]+[、.．]|[ 　])+"
    r"|^.*?(?:发现|查获|查明|查实|显示|获悉|了解到|得知|披露|公告称|指出|认定|核实|[日在](?=.{2,40}(?:公司|店)))"
)
_UNIT = re.compile(
    r"(?:^|(?<=[，。的系对日被\n至]))(?P<name>(?![其该此])(?:(?![的对系将在被])[一-鿿（）*]){3,30}?(?:公司|厂|合作社|店|部|场|医院|学校|诊所|商行|超市|酒店|饭店|加油站|网吧|药房|工地))"
    r"(?=[^一-鿿]|在|未|的|所有|检查|发生|将|擅自|使用|存在|以|因|于|销售|生产|经营|进行)"
)
_MAN = re.compile(
    r"(?:^|(?<=[，。日在对获现员户民\n]))(?P<name>[一-鿿]某(?:某|(?![在将于驾使擅未因持今正以非无超违生销经]|伙同)[一-鿿])?|[一-鿿][*×＊]{1,2}[一-鿿]?)"
    r"(?=[、在将于驾使擅未因持今正以非，（]|伙同|多次|先后|等)"
)
_AGENT = re.compile(r"检测|鉴定|认证|监测|评估|派出|接报|群众|银行(?!股份|支行|分行)|记者|通讯员|供电|保险|鉴于")


def whom(text: Text, told: Decided | None) -> Iterator[Field]:
    """`party_name`, `party_kind`, `cause` of the case that is told."""
    plain = text.plain
    found, did = _of_case(plain)
    first, told_of = _first(plain)
    if did is None and told_of and PLAINLY.match(told_of[0]):
        did = told_of
    if did:
        yield field(text, "cause", deed(did[0], plain) or did[0], did[1], did[2], sure=did[3], by="retold")
    found = found or _aimed(plain, told) or first or _mentioned(plain, told)
    if found:
        yield field(text, "party_name", found[0], found[1], found[2], sure=found[3], by="retold")
        unit = ORGANISED.search(found[0]) and len(found[0]) > 2
        kind = "unit" if unit else "citizen" if len(found[0]) <= 4 else None
        if kind:
            yield field(text, "party_kind", kind, found[1], found[2], sure=found[3], by="retold")


def addressed(text: Text) -> Found | None:
    """Whom a paper without a label for its party greets in its first line, or tells of first."""
    return greeted(text) or _first(text.plain)[0]


def _first(plain: str) -> tuple[Found | None, Found | None]:
    """Who did what in the first clause that tells it."""
    for clause in _CLAUSE.finditer(plain):
        start = clause.start()
        words = clause[0]
        while (fore := _FORE.match(words)) and fore.end():
            start, words = start + fore.end(), words[fore.end() :]
        who, did = parted(words[:70]) if len(words) > 4 else ("", "")
        if len(who) < 4 and not MASKED.fullmatch(who) and (len(who) < 3 or not PLAINLY.match(did)):
            continue  # 安全生产, 林地使用: a word, no name
        if who and len(did) >= 4 and not _AGENT.search(who):
            at = plain.index(who, start)
            then = plain.index(did, at)
            more = _AND.match(plain, then + len(did))
            did += more[0] if more else ""
            return (who, at, at + len(who), 0.8), (did, then, then + len(did), 0.8)
    return None, None


def _of_case(plain: str) -> tuple[Found | None, Found | None]:
    """Who and what, where a title or a sentence calls it a case or conduct."""
    deeds: list[Found] = []
    for pattern in (CASE, _TRIED, _DONE):
        for match in pattern.finditer(plain):
            group = "what" if pattern is CASE else "said"
            who, did = parted(match[group])
            if len(did) < 2:
                continue
            at = match.start(group) + max(match[group].find(did), 0)
            what = (did, at, at + len(did), 0.9)
            if who:
                at = match.start(group) + match[group].find(who)
                return (who, at, at + len(who), 0.9), what
            deeds.append(what)
    ground = _GROUND.search(plain)
    return None, deeds[0] if deeds else (ground["deed"], *ground.span("deed"), 0.9) if ground else None


def _aimed(plain: str, told: Decided | None) -> Found | None:
    """对某某店作出, 向某某公司送达: first in the sentence that decides."""
    spans = [(told.lead, told.end)] if told else []
    for start, end in (*spans, (0, len(plain))):
        for match in _AIMED.finditer(plain, start, end):
            if (name := party_in(match["name"])) and (len(name) > 2 or MASKED.fullmatch(name)) and not _AGENT.search(name):
                at = match.start("name") + match["name"].find(name)
                return name, at, at + len(name), 0.9
    served = _SERVED.search(plain)  # a short name of its own: 向海纳塑业作出《行政处罚决定书》
    if served and not re.search(r"^(?:其|该|上述)|当事人|单位|违法|行为|局$|人$", served["name"]):
        return served["name"], *served.span("name"), 0.8
    fined = next((match for match in _FINED.finditer(plain) if party_in(match["name"])), None)
    if fined:
        return fined["name"], *fined.span("name"), 0.85
    made = next((match for match in _MADE_OF.finditer(plain) if party_in(match["name"])), None)
    return (made["name"], *made.span("name"), 0.85) if made else None


def _mentioned(plain: str, told: Decided | None) -> Found | None:
    """The unit or masked person last named before the decision: 该公司, 该店 is whoever stood there."""
    end = told.end if told else len(plain)
    for pattern in (_UNIT, _MAN):
        seen = [one for one in pattern.finditer(plain, 0, end) if not _AGENT.search(plain[max(0, one.start() - 4) : one.end()])]
        seen = [one for one in seen if party_in(one["name"])]
        before = [one for one in seen if told is None or one.start() < told.start] or seen
        if before:
            one = before[-1] if pattern is _UNIT else before[0]
            if pattern is _MAN and not MASKED.fullmatch(one["name"]):
                continue
            return one["name"], one.start("name"), one.end("name"), 0.75
    return None
