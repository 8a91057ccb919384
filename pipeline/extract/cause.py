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
from pipeline.extract.party_name import party_name
from pipeline.extract.sections import facts
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

LABELS = r"(?:拟?立案)?案[\t ]?由|案件名称|案件性质|违法行为类型|违法行为|涉嫌违法行为|案名|案件类型|违法行为名称|处罚名称"
ABOUT = re.compile(
    r"(?:因|关于|对|就)?(?:你（?(?:单位)?）?|当事人)?(?P<lead>涉嫌|因涉嫌|(?<!《)实施了?"
    r"|构成)(?P<deed>[^，。；：“”《》\n\t]{3,40}?)(?:一案|案|的(?:违法)?行为|行为|(?=立案))(?=[，。；：、\n\t的）]|经"
    r"|立案|$)"
)
OPENED = re.compile(
    r"(?:你（?(?:单位|公司|厂|店|社|场|户)?）?|当事人|被处罚(?:人|单位)|违法行为人|项目)(?:涉嫌)?"
    r"(?P<deed>(?!涉嫌)[^，。；：“”《》\n\t]{4,40}?)一案(?=[，。立经由现已])"
)
HAPPENED = re.compile(r"\d{4}[年\-/.]\d{1,2}")  # a cell that tells what happened names nothing
SUSPECTED = re.compile(r"涉嫌(?P<deed>[^，。；：“”《》\n\t]{3,24})(?=[，。\n\t])")
BECAUSE = re.compile(
    r"因(?:你|你单位|你（单位）|当事人)(?!不)(?:的)?(?P<deed>(?:擅自|未经|未取得|无证|非法|违法|违规|滥伐|盗伐"
    r"|毁)[^，。；：“”\n\t]{2,30})(?=，)"
)
DEED = re.compile(
    r"(?:构成|属于|属|认定为|定性为)(?:了)?(?P<deed>[^，。；：“”\n\t]{3,36}?)(?:的?(?:违法)?行为|的?案件"
    r"|违法)(?=[，。；）])|(?:构成|属于|属)(?P<deed2>(?:擅自|非法|违法|滥伐|盗伐"
    r"|毁|以(?!下|上)|发布|超|未(?!成年|遂|造成)|无|占用|收购|销售|使用|生产|经营)[^，。；：“”\n\t]{2,24})(?=[，。；\n])"
)
OTHER_DEED = re.compile(
    r"运输|收购|加工|销售|经营|食用|检疫|繁育|放牧|阻碍|阻挠|拒绝|伪造|变造|更新造林|标志|湿地|自然保护|排放|污染|超限|土地|耕地|矿产|采矿|河道|取水|公路|广告|规划许可|施工许可"
    r"|食品|药品"
)
GROUND = re.compile(r"违反|(?:依据|根据|按照|依照)《")
NOISE = re.compile(r"^(?:涉嫌|关于|对|因)|(?:一案|案件|案|的?行为|的?违法行为)$")


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
    name = _by_deed((printed,), ("printed",))
    if name is None and not OTHER_DEED.search(printed):
        return _by_deed((told,), ("deed",))
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
        if 2 <= len(words) <= 60 and not HAPPENED.search(words):  # 砍树: short, and yet the form's own word
            return words, found.start, found.end, 1.0 if found.exact else 0.9
    for pattern, sure in ((OPENED, 0.9), (ABOUT, 0.9), (BECAUSE, 0.9), (DEED, 0.85), (SUSPECTED, 0.85)):
        for match in pattern.finditer(text.plain):
            group = "deed2" if match.groupdict().get("deed2") else "deed"
            words = _clean(match[group])
            if (
                3 <= len(words) <= 30
                and "犯罪" not in words
                and "违反" not in words
                and not re.search(r"^(?:以下|下列|上述)|^(?:环境)?违法(?:行为)?$|违法(?:所得|成本)", words)
            ):
                return words, match.start(group), match.end(group), sure
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
