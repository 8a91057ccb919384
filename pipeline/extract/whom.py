"""Of whom a news item or summary tells, and what it calls the deed: 对某公司篡改数据案作出…… · 查处范某销售……案 · 案例三：某公司……案."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.cause import deed
from pipeline.extract.found import field
from pipeline.extract.party_name import ORGANISED, addressed
from pipeline.extract.sections import Decided
from pipeline.extract.tidy import Text
from pipeline.records import Field

CASE = re.compile(
    r"^(?:【[^】]{2,8}】)?(?:典型)?(?:案例)?\s?[（(]?[一二三四五六七八九十\d]{0,3}[）)]?[：、.． ]{0,2}"
    r"(?P<what>[^，。：；\n]{4,60}?)(?:一)?案(?:例)?(?=$|[。 ]|(?:19|20)\d\d年)",
    re.MULTILINE,
)
_BODY = r"[一-鿿（）]{2,30}?(?:公司|厂|合作社|店|场|部|站|矿|中心|超市|医院|学校|酒店|饭店|馆|吧|诊所|所|园)"
_CITIZEN = (  # a masked name; the next sign belongs to it unless a deed begins there
    r"[一-鿿]某(?:某|(?!生产|销售|经营|使用|安排|运输|[未擅无非违超在将于驾持因占倾篡伪拒不随滥盗毁砍采焚电捕猎涉今正多先伙送聘])[一-鿿])?"
    r"|[一-鿿][*×xX＊]{1,2}[一-鿿]?"
)
_NOT = r"(?!其|此|上述|该|当事人|涉案|违法|[两二三双]|你|限期|立即|未经|有关|相关|农户|单位|个人|一起|多起|[一多几]名)"
_WHO = rf"(?P<name>{_NOT}(?:{_BODY}|{_CITIZEN}|[一-鿿·]{{2,4}}?))"
_SURE_WHO = rf"(?P<name>{_NOT}(?:{_BODY}|{_CITIZEN}|[一-鿿]{{2,3}}(?=涉嫌|未|擅自|无|非法|违|滥|盗|超|以|使用|生产|销售|经营)))"
_WHOM = re.compile(
    rf"(?:对|给予|责令|处罚){_WHO}(?:（[^）]{{2,40}}）)?(?:的?[^，。；]{{2,40}}?(?:行为|一案|案件))?(?:依法)?(?=作出|处以?|给予|予以|进行|罚款|立即|限期|停止|改正|的?行政处罚)"
)
_TRIED = re.compile(
    rf"(?:对|查处了?|查办了?|办结了?){_SURE_WHO}(?:涉嫌)?(?P<deed>[^，。；\n]{{4,36}}?)(?:一)?案(?:件)?(?=依法|作出|进行|予以|[，。；])"
)
_SERVED = re.compile(rf"向{_WHO}(?=送达|下达|发出)")
_HEADED = re.compile(rf"(?:关于|对|[一-鿿]{{2,24}}?(?:局|大队|支队)查处)?{_SURE_WHO}(?:涉嫌)?(?P<deed>.{{4,}})")
_GROUND = re.compile(r"(?:局|队|机关|部门|，)以(?P<deed>[^，。；\n]{5,30})，(?=依照|依据|根据|按照)")
_UNIT = re.compile(
    rf"(?<=[，。的系对日被\n])(?P<name>{_NOT}(?:(?![的对系将在被])[一-鿿（）]){{3,24}}?(?:公司|厂|合作社|店|部|场|医院|学校|诊所))"
    r"(?=[^一-鿿]|在|未|的|所有|检查|发生|将|擅自|使用|存在|以|因|于|销售|生产)"
)
_MAN = re.compile(rf"(?<=[，。日在对获现\n])(?P<name>{_CITIZEN})(?=[、在将于驾使擅未因持今正以非]|伙同|多次|先后)")
_AGENT = re.compile(r"检测|鉴定|认证|监测|评估|派出|接报|群众|银行|记者|通讯员")


def whom(text: Text, told: Decided) -> Iterator[Field]:
    """`party_name`, `party_kind`, `cause` of the case that is told."""
    plain = text.plain
    found: tuple[str, int, int, float] | None = None
    titled = next(((one, _HEADED.match(one["what"])) for one in CASE.finditer(plain)), None)
    tried = _TRIED.search(plain)
    if tried:
        found = (tried["name"], *tried.span("name"), 0.9)
        yield from _cause(text, tried["deed"], *tried.span("deed"))
    elif titled and titled[1]:
        at = titled[0].start("what")
        found = (titled[1]["name"], at + titled[1].start("name"), at + titled[1].end("name"), 0.9)
        yield from _cause(text, titled[1]["deed"], at + titled[1].start("deed"), at + titled[1].end("deed"))
    elif ground := _GROUND.search(plain):
        yield from _cause(text, ground["deed"], *ground.span("deed"))
    direct = _WHOM.search(plain, told.lead, told.end)
    direct = direct or next((one for one in _WHOM.finditer(plain) if "决定" in plain[one.end() : one.end() + 16]), None)
    for one in (direct, _SERVED.search(plain)):
        if one and found is None:
            found = (one["name"], *one.span("name"), 0.9)
    if found is None and (subject := addressed(text)):
        found = (*subject[:3], 0.9)
    if found is None and (mentioned := _mentioned(plain, told)):
        found = mentioned
    if found:
        yield field(text, "party_name", found[0], found[1], found[2], sure=found[3], by="retold")
        unit = ORGANISED.search(found[0]) and len(found[0]) > 3
        kind = "unit" if unit else "citizen" if len(found[0]) <= 4 else None
        if kind:
            yield field(text, "party_kind", kind, found[1], found[2], sure=found[3], by="retold")


def _cause(text: Text, words: str, start: int, end: int) -> Iterator[Field]:
    yield field(text, "cause", deed(words, text.plain) or words, start, end, sure=0.95, by="retold")


def _mentioned(plain: str, told: Decided) -> tuple[str, int, int, float] | None:
    """The unit or masked person last named before the decision: 该公司, 该店 is whoever stood there."""
    for pattern in (_UNIT, _MAN):
        named = [one for one in pattern.finditer(plain, 0, told.end) if not _AGENT.search(plain[max(0, one.start() - 4) : one.end()])]
        before = [one for one in named if one.start() < told.start] or named
        if before:
            one = before[-1] if pattern is _UNIT else before[0]
            return one["name"], one.start("name"), one.end("name"), 0.75
    return None
