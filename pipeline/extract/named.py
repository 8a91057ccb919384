"""What a decision that prints no cause calls the deed: the words of its conclusion, else the clause of the account that tells it.

Only for a case of which nothing but the decision is there: in a whole file other papers print the cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.cause import NO_DEED
from pipeline.extract.party_name import ORGANISED
from pipeline.extract.sections import facts
from pipeline.extract.tidy import tidy
from pipeline.records import Document, Fact

_WHO = (
    r"(?:你[（(]?(?:单位|公司|中心|厂|店|社|场|部|户|站|所|校|院|[一-鿿]{1,3}部)?[）)]?|当事人"
    r"|(?:被处罚|违法行为)(?:人|单位)|该(?:单位|公司|企业|店|厂|场所|场|站|酒店|船|车|项目))"
)
_SAID = (  # how a paper names the deed, the surest first
    (re.compile(rf"{_WHO}(?:的)?(?:上述|该)?(?P<deed>[^，。；：“”\n]{{4,40}}?)的?(?:违法)?行为，?(?:已|均|分别)?(?:违反|触犯)"), 0.88),
    (re.compile(rf"(?:对|就|关于){_WHO}(?P<deed>[^，。；：“”\n]{{4,40}}?)(?:的)?(?:违法)?行为，?(?:决定|作出|给予|处以)"), 0.88),
    (re.compile(r"规定的(?P<deed>[^，。；：“”《》\n]{4,40}?)的?(?:违法)?行为(?=[，。；])"), 0.85),
    (re.compile(rf"{_WHO}因(?P<deed>[^，。；：（“”\n]{{4,30}})(?:（[^）]*）)?，违反"), 0.85),
)
_GROUND = re.compile(r"[，。；]\s*(?:以上|上述|该|其|你|当事人)?[^，。；]{0,12}(?:违反|触犯)了?《")
_BEGIN = re.compile(
    r"未(?!果|遂|成年|造成|发现)|擅自|无[^，]{1,16}(?:证|许可)|无证|非法|违法(?!所得|成本|行为)|违规|超(?:过|越|限|标|范围)|随意|拒不|不(?:执行|符合|按|履行)|安排|使用|将|在"
    r"|经营|销售|生产|运输|占用|拖欠|伪造|篡改|屠宰(?!场|厂)|聘用|发布|提交的|供应的"
)
_TIME = re.compile(
    r"^.*?(?:\d{4}[年.\-/]\d{1,2}[月.\-/](?:\d{1,2}日?)?(?:凌晨|上午|下午|晚上|晚|夜间)?(?:\d{1,2}[时:]\d{1,2}分?许?)?(?:起|至今|以来|期间|至检查之日)?)(?!.*\d{4}[年.\-]\d)"
)
_FOUND = re.compile(r"^.*(?:发现|查获|查实|查明|查证|核实)(?:，|：)?")
_DRIVEN = re.compile(r"^(?:所属|驾驶)的?[^，]*?(?:汽车|货车|客车|轿车|摩托车|牵引车|船)(?=.{4})")
_PLACE = re.compile(r"在[^，未擅]{2,16}(?:村|镇|乡|组|路|街|道班|山场|小班|水库|院内|门前|处)(?=.{4})")
_MEASURE = re.compile(
    r"[ ]?(?:约|共|计|共计)?(?:\d[\d.,]*|[一二两三四五六七八九十]+)(?:余)?"
    r"(?:平方米|立方米|m2|m3|亩|米|吨|公斤|千克|斤|台|辆|头|只|株|棵|间|处|座|栋|眼|口|名|人|张|袋|箱|瓶|盒|份|次|例|元|年|日|月).*$"
)
_CAME_OF_IT = re.compile(r"影响|造成|导致|致使|面积|[共合]计|货值|金额|价值|数量|经鉴定|经测[量算]|[长宽高]约?\d")  # how much, and what came of it
_CLAUSE = re.compile(r"(?:[^，。；：\n\t]|(?<=[^\n，。；：]{18})\n(?![^\n]{2,10}：))+")  # a full row goes on in the next
_NOT = re.compile(
    r"^对你|检查$|逾期|未改正|未整改|情况下$|未陈述|未提出|未申请|未办结|第[^，]{1,8}[条款项]|笔录|证据|执法人员|本[局机]|我[局机]|告知|罚款"
    r"|依法应|使用人|法定代表|违法(?:所得|成本|行为)|货值|无法(?:查清|计算)"
)


def named(documents: Sequence[Document]) -> Iterator[Fact]:
    """`cause` of the first decision that names or tells the deed."""
    for document in documents:
        text = tidy(document)
        found = _said(text.plain) or _told(text.plain)
        if found:
            words, start, end, sure = found
            yield Fact("cause", words, (text.evidence(start, end),), sure * text.confidence(start, end))
            return


def _said(plain: str) -> tuple[str, int, int, float] | None:
    for pattern, sure in _SAID:
        for match in pattern.finditer(plain):
            words = _trimmed(match["deed"])
            if 4 <= len(words) <= 36 and not _NOT.search(words) and not NO_DEED.search(words):
                start = match.start("deed") + match["deed"].find(words[:2])
                return words, start, match.end("deed"), sure
    return None


def _told(plain: str) -> tuple[str, int, int, float] | None:
    """The clause right before 违反, where it begins like a deed; any other clause of the account is as often wrong as right."""
    start, end = facts(plain, None)
    ground = _GROUND.search(plain, start)
    clauses = list(_CLAUSE.finditer(plain, start, min(ground.start(), start + 900) if ground else end))
    while len(clauses) > 1 and _CAME_OF_IT.match(clauses[-1][0].strip()):
        clauses.pop()
    if not clauses or plain[clauses[-1].end() : clauses[-1].end() + 1] == "：":
        return None
    clause = clauses[-1]
    words = _trimmed(clause[0].replace("\n", ""))
    begun = re.match(_WHO, clause[0]) or _BEGIN.match(words)
    party = ORGANISED.search(words) and not re.search(r"未|擅自|违", words)
    if not begun or party or not 4 <= len(words) <= 36 or _NOT.search(words) or NO_DEED.search(words):
        return None
    return words, clause.start() + max(clause[0].find(words[:2]), 0), clause.end(), 0.7


def _trimmed(clause: str) -> str:
    """A clause without who, when, where and how much: what is left is the deed."""
    words = re.sub(r"^.*（|）.*$", "", re.sub(r"（[^（）]*）", "", clause)).strip(" 、")
    words = _FOUND.sub("", words)
    words = re.sub(rf"^{_WHO}(?:的|自|于|因|在(?=\d)|作为[^，未]{{2,12}}(?=未))?", "", words)
    words = _TIME.sub("", words)
    words = _DRIVEN.sub("", re.sub(rf"^{_WHO}", "", words))
    words = re.sub(r"^[一-鿿]{2,10}时(?=未|擅自)", "", words)
    words = _PLACE.sub("", words) if re.search(r"未|擅自", words) else words
    words = re.sub(r"^在[^，]{3,16}?(?=使用|经营|销售)|^在(?=[^，]*\d|[^，擅未]{6})[^，]{2,20}?(?=擅自|未经|未按)", "", words)
    words = _MEASURE.sub("", words)
    if words.count("在") > 1 and len(words) - words.rfind("在") > 6:
        words = words[words.rfind("在") :]  # 在某处的河滩在河道内种植……: the place, then the deed
    begun = _BEGIN.search(words)
    if begun and re.search(r"\d", words[: begun.start()]):
        words = words[begun.start() :]
    return re.sub(r"^(?:擅自(?=未)|涉嫌|因|存在|实施了?|有|的)|的?(?:违法)?行为$", "", words).strip(" 的")
