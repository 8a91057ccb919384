"""The cause of a case: as printed where a label or title tells it, and the short name of the deed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.parted import BEGIN, CASE, parted
from pipeline.extract.party_name import party_name
from pipeline.extract.sections import facts
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

LABELS = (
    r"(?:拟?立案)?案[\t ]?由|案件名称|案件性质|违法行为类型|违法行为|涉嫌违法行为"
    r"|案名|案件类型|违法行为名称|处罚名称|处罚事由|违法类型|(?:案件|行为)定性|定性|违法行为(?:种类|性质)"
)
ONE_CASE = re.compile(
    r"(?P<deed>[^，。；：“”\n\t]{4,70}?)"
    r"(?:一案(?=[，。立经由现已依予进作的（])|案(?=，(?:经|本|我)))"
)
QUOTED = re.compile(
    r"(?:违法(?:违规)?(?:事实|行为)(?:类型)?(?:为|是|：|有)?|存在|的|中|因)"
    r"“(?P<deed>[^”\n]{4,60})”(?=[^。\n]{0,8}(?:违法|事实|行为|，|。))"
)
ABOUT = re.compile(
    r"(?:涉嫌|因涉嫌|(?<!《)实施了?|构成|存在)(?P<deed>[^，。；：“”\n\t]{3,44}?)(?:一案|案|的(?:违法)?行为|行为|的?(?:问题|情形)|(?=立案))(?=[，。；：、\n\t的）]|经|予|进|展|开|立案|$)"
)
HAPPENED = re.compile(r"\d{4}[年\-/.]\d{1,2}")  # a cell that tells what happened names nothing
SORT = re.compile(r"(?:市场监管|行政处罚|其他|一般(?:程序|案件)|普通程序|简易程序|城市?管理?|[一-鿿]{2,4}类)")  # of case, not of deed
SUSPECTED = re.compile(r"涉嫌(?P<deed>[^，。；：“”\n\t]{3,24})(?=[，。\n\t])")
BECAUSE = re.compile(
    r"因(?:你|你单位|你（单位）|当事人)(?!不)(?:的)?(?P<deed>(?:擅自|未经|未取得|无证|非法|违法|违规|滥伐|盗伐"
    r"|毁)[^，。；：“”\n\t]{2,30})(?=，)"
)
DEED = re.compile(
    r"(?:构成|属于|属|系|认定为|定性为|满足)(?:了)?(?P<deed>[^，。；：“”\n\t]{3,44}?)(?:的?(?:违法)?行为|的构成要件|的?案件"
    rf"|违法)(?=[，。；）])|(?:构成|属于|属)(?P<deed2>(?:{BEGIN.pattern})[^，。；：“”\n\t]{{2,24}})(?=[，。；\n])"
)
CONDUCT = re.compile(rf"(?P<deed>(?:{BEGIN.pattern})[^，。；：“”\n\t]{{3,44}}?)的?(?:违法)?行为(?=，?(?:违反|触犯|依法|作出|供认|已|决定))")
LISTED = re.compile(
    rf"(?:以下|下列|如下)(?:环境)?违法(?:行为|事实)：\s*(?:[（(]?[一1][）).、．])?(?P<deed>(?:{BEGIN.pattern})[^，。；：\n]{{3,40}})(?=[，。；\n])"
)
SAID = ((CASE, 0.9), (ONE_CASE, 0.9), (QUOTED, 0.85), (DEED, 0.88), (ABOUT, 0.9), (BECAUSE, 0.9), (CONDUCT, 0.85), (LISTED, 0.85), (SUSPECTED, 0.85))
OF_CASE, NEEDING = (CASE, ONE_CASE), (QUOTED, DEED, ABOUT, SUSPECTED)  # their words are a deed only where a deed begins in them
NO_DEED = re.compile(
    r"犯罪|违反|^(?:安全)?生产违法|^超标\d|^(?:以下|下列|上述|于|的)|^(?:环境|安全生产)?违法(?:行为)?$|违法(?:所得|成本|程度|情节)|(?:情节|程度)(?:较|一般|轻|严重)|强制措施|陈述|申辩|^一般|初次|首次|主动|上述|^单位|责令|告知|下达|送达|以上[一-鿿]{0,4}元|通知书"
)
BOUGHT = "收购明知是非法来源的林木"
OTHER_DEED = re.compile(
    r"运输|收购|加工|销售|经营|食用|检疫|繁育|放牧|阻碍|阻挠|拒绝|伪造|变造|更新造林|标志|湿地|自然保护|排放|污染|超限|土地|耕地|矿产|采矿|河道|取水|公路|广告|规划许可|施工许可"
    r"|食品|药品"
)
TOWN, FOREST = re.compile(r"绿化(?:管理)?(?:条例|办法|规定)|市容"), re.compile(r"森林|草原|野生动物|种子法|古树|林业")
GROUND = re.compile(r"违反|(?:依据|根据|按照|依照)《")
NOISE = re.compile(r"^(?:涉嫌|关于|对|因)|的事实$|(?:一案|案件|案|的?行为|的?违法行为)$")


def cause(document: Document, text: Text) -> Iterable[Field]:
    """`cause`: the contract's short name of the deed where it is one of those, else as printed."""
    plain = text.plain
    printed = _printed(text)
    start, end = facts(plain, None)
    violated = GROUND.search(plain, end)
    told = plain[start : min(len(plain), violated.end() + 40 if violated else end)]
    if printed:
        words, at, stop, sure = printed
        who = party_name(document, text) if len(words) > 8 else None
        bare = words.removeprefix(who[0]) if who else words  # 案件名称: 某某公司未经批准擅自取水案
        yield field(text, "cause", deed(words, told) or _clean(bare) or words, at, stop, sure=sure, by="cause")
    elif document.role in (
        "decision",
        "summary_decision",
        "no_penalty_decision",
        "prior_notice",
        "hearing_notice_rights",
        "investigation_report",
    ):
        named = _by_deed((told,), ("deed",)) or _by_deed((plain[: start + len(told)],), ("deed",))
        if named:
            yield field(text, "cause", named, start, min(end, start + 200), sure=0.85, by="cause")


def deed(printed: str, told: str) -> str | None:
    """The short name of what was done, None where the contract has no name for it."""
    if TOWN.search(told) and not FOREST.search(told):
        return None
    name = _by_deed((printed,), ("printed",))
    if name is None and not OTHER_DEED.search(printed):
        return _by_deed((told,), ("deed",))
    if name is None and "收购" in printed:
        return _by_deed((told,), ("deed",), (BOUGHT,))
    if name == "毁坏林地" and not re.search("[林树草]", printed + told):
        return None  # 擅自取土 in another field
    if name == "毁坏林木" and re.search(r"毁坏(?:林木|树木)", printed) and "地" not in printed:
        return name
    if name in ("毁坏林木", "毁坏林地") or (name is None and re.search(r"林木、?林地|林地、?林木|采[石砂土]|毁林", printed)):
        # one heading covers both; the account says which of them was destroyed
        return _by_deed((told,), ("deed",), ("毁坏林木", "毁坏林地")) or name
    return name


def _by_deed(words: Sequence[str], kinds: Iterable[str], among: Sequence[str] | None = None) -> str | None:
    for row in _rows():
        if among and row["cause"] not in among:
            continue
        if any(re.search(pattern, one) for one in words for kind in kinds for pattern in row[kind]):
            return str(row["cause"])
    return None


def _printed(text: Text) -> tuple[str, int, int, float] | None:
    for found in find(text, LABELS):
        words = _clean(found.value) or found.value.strip()  # 违法行为: says nothing, and yet stands in the form's own cell
        if 2 <= len(words) <= 60 and not HAPPENED.search(words) and not SORT.fullmatch(words):  # 砍树: short, and yet the form's own word
            return words, found.start, found.end, 1.0 if found.exact else 0.9
    for pattern, sure in SAID:
        for match in pattern.finditer(text.plain):
            group = next(name for name, words in match.groupdict().items() if words)
            words = re.sub(r"^《[^》]*》[^《》]{0,24}的", "", _clean(match[group]))  # 构成《……》第四条规定的……
            begun = BEGIN.search(words)
            if pattern in OF_CASE:  # whose it is stands in front
                _, did = parted(words)
                words = did or (words[begun.start() :] if begun and pattern is ONE_CASE else "")
            elif pattern in NEEDING and not begun:
                continue
            if 4 <= len(words) <= 60 and not NO_DEED.search(words):
                start = match.start(group) + max(match[group].find(words[:3]), 0)
                return words, start, match.end(group), sure
    return None


def _clean(words: str) -> str:
    words = words.strip("，。；：、 ")
    words = re.sub(r"（[^（）]*）$|(?<=案)(?:文书)?(?:编号|文号|案号)$", "", words)
    before = None
    while before != words:
        before, words = words, NOISE.sub("", words)
    inner = re.search(r"涉嫌(.{3,})$", words)
    return inner[1] if inner else words


@cache
def _rows() -> list[dict[str, Any]]:
    content: dict[str, list[dict[str, Any]]] = strictyaml.parse((Path(__file__).parent / "causes.yaml").read_text(encoding="utf-8"))
    return content["causes"]
