"""What was broken and what the fine rests on: two sets of articles that stand close together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.clauses import headed
from pipeline.extract.found import field
from pipeline.extract.labelled import labelled
from pipeline.extract.sections import Decided
from pipeline.extract.statutes import Cited, cite, known, titled
from pipeline.extract.tidy import Text
from pipeline.records import Document, Field

VERBS = re.compile(
    r"(?P<broken>违反|违背|触犯|不符合|涉嫌违反|未遵守|构成了?(?=《)|属于?(?=《[^》]+》[^。，]{2,16}(?:所指|所称|禁止)))|(?P<ground>依据|根据|按照|依照|适用|援引|遵照"
    r"|(?<![参对遵])照(?=《)|(?<![据法])[依按](?=《|该|上述|前述))|(?P<measure>参照|参考|对照|比照)"
)
FINAL = re.compile(r"决定(?!立案)|给予|作出|予以(?!立案)|处以?|并处|没收|警告|罚款|拟|建议|责令|应当?受|不予")
OTHER = re.compile(
    r"(?:有权|可以|可)?[^。，]{0,8}(?:陈述|申辩|听证|复议|诉讼|起诉)|加处|强制执行|送达|缴纳|立案|回避|先行登记|查封|扣押|管辖|移送|公告|代为"
)
CALLED = re.compile(r"处罚(?:决定)?的?(?:法律|法定|主要)?依据(?:是|为|：)《?$")
SANCTION = re.compile(r"[^。，]{0,6}(?:规定)?[：，]?“[^”]*(?:罚款|没收|警告|责令|处罚|拘留|吊销)")  # 依据《……》第五十条：“……处……罚款”
LET_OFF = re.compile(r"决定[^。；\n]{0,20}不予(?:行政)?处罚")
STRAIGHT = re.compile(r"(?:[之的]?规定)?[，：]?\n?")  # a line of its own, and the order on the next
CUT_OFF = 12  # characters behind the last citation of a text that ends in the middle of this sentence
ABOVE = re.compile(r"(?:违反|违背|触犯)了?(?:上述|前述|以上|该|此)(?:条款?|款|法律|法规|法条|项)*的?(?:之)?规定")
BOX_BROKEN = r"违反(?:的)?(?:法律)?(?:条款|规定|法律法规|法条|依据)|违法条款|违法依据|违反法律、?法规"
BOX_GROUND = r"(?:行政)?处罚(?:的)?(?:法律)?依据|处罚条款|依据|法律依据|适用法律(?:依据)?|适用条款|裁量依据"


def grounds(document: Document, text: Text, decided: Decided | None) -> Iterable[Field]:
    """`violated`, `basis`, `discretion_basis`."""
    plain = text.plain
    cited = [one for one in cite(plain) if not one.quoted]
    broken = [one for one in cited if _verb(plain, one, cited) == "broken"] or _above(plain, cited)
    boxed = _boxed(plain, cited, BOX_BROKEN)
    for one in _unique([one for one in broken or boxed if not _procedural(one)]):
        yield field(text, "violated", one.citation, one.start, one.end, sure=0.97 if broken else 0.9, by="grounds")
    resting, sure = _basis(document, plain, cited, set(map(id, broken)), decided)
    for one in _unique(resting):
        yield field(text, "basis", one.citation, one.start, one.end, sure=sure, by="grounds")
    words = known()["discretion_words"]
    for title, start, end in titled(plain):
        if any(word in title for word in words) and not re.search(r"^(?:关于印发)$", title):
            yield field(text, "discretion_basis", re.sub(r"\s", "", title), start + 1, end - 1, sure=0.97, by="grounds")
            break


def _verb(plain: str, one: Cited, cited: Sequence[Cited]) -> str | None:
    """The verb that governs a citation: the nearest before it in its sentence, over the other members of its chain."""
    begin = max(plain.rfind("。", 0, one.start), plain.rfind("\n", 0, one.start), plain.rfind("；", 0, one.start)) + 1
    verbs = list(VERBS.finditer(plain, begin, one.start + 1))  # 《 may be looked at
    if not verbs:
        return None
    last = verbs[-1]
    between = re.sub(r"“[^”]*”|《[^》]*》", "", plain[last.end() : one.start])
    if last.lastgroup == "broken" and re.search(r"规定[，。]", between) and re.match(r"[^。，]{0,4}规定[：，]?“", plain[one.end :]):
        return None  # 违反了…的规定，《…》第三十条规定：“……”
    # another clause with a verb of its own parts them: "违反…的规定，应当…"
    if re.search(r"，(?!第|《|以及|及|和|同时|也)[^，。]{4,}", between):
        return None if last.lastgroup == "broken" else last.lastgroup
    return last.lastgroup


def _above(plain: str, cited: Sequence[Cited]) -> list[Cited]:
    """违反了上述规定: the provisions named last before these words."""
    match = ABOVE.search(plain)
    before = [one for one in cited if match and one.end <= match.start() and not _procedural(one) and not _discretion(one)]
    return [one for one in before if not re.search(r"[。\n]", plain[one.end : before[-1].start])]


def _basis(
    document: Document, plain: str, cited: Sequence[Cited], broken: set[int], decided: Decided | None
) -> tuple[list[Cited], float]:
    own = [one for one in cited if id(one) not in broken and not _discretion(one)]
    if document.role == "no_penalty_decision":
        return _not_penalised(plain, own), 0.95
    if not decided and LET_OFF.search(plain):
        return _not_penalised(plain, own), 0.9
    own = [one for one in own if not _procedural(one)]
    if decided:
        lead = [
            one
            for one in own
            if decided.lead <= one.start < decided.end
            and _verb(plain, one, cited) in ("ground", None)
            and not _enforcing(plain, one)
        ]
        if lead:
            return lead, 0.97
    resting = [one for one in own if _verb(plain, one, cited) == "ground" and _leads_to_penalty(plain, one)]
    if resting:
        # several groups: the one nearest to what is decided
        last = resting[-1]
        near = [one for one in resting if not re.search(r"[。\n]", plain[one.end : last.start])]
        return near, 0.93
    boxed = _boxed(plain, own, BOX_GROUND)
    if boxed:
        return boxed, 0.95
    told = [one for one in own if _verb(plain, one, cited) == "ground" and not OTHER.match(plain[one.end :]) and _ends(plain, one)]
    if told:
        return told[-1:], 0.8
    if decided:
        quoted = [one for one in own if one.start < decided.lead and re.match(r"[^。]{0,6}规定[：，,]?[：“]", plain[one.end :])]
        return quoted[-1:], 0.8
    return [], 0.0


def _ends(plain: str, one: Cited) -> bool:
    """Whether the citation is the last of its line: the order stands elsewhere on the form."""
    return re.match(r"(?:[之的]?规定)?[，。：]?[ \t]*(?:\n|$)", plain[one.end :]) is not None


def _enforcing(plain: str, one: Cited) -> bool:
    """Whether the clause speaks of what follows if the decision is not obeyed."""
    start = max(plain.rfind(mark, 0, one.start) for mark in "。；\n") + 1
    return bool(
        re.search(r"逾期|拒不|到期不|代为|代履行", plain[start : one.start] + plain[one.end : one.end + 40].split("。")[0])
    )


def _leads_to_penalty(plain: str, one: Cited) -> bool:
    if CALLED.search(plain, max(0, one.start - 20), one.start) or SANCTION.match(plain, one.end):
        return True
    begin = STRAIGHT.match(plain, one.end).end()  # type: ignore[union-attr]
    rest = re.sub(r"“[^”]*”", "", plain[begin : begin + 900])
    stop = re.search(r"[。\n]", rest)
    clause = rest[: min(stop.start() if stop else 200, 160)]
    other, final = OTHER.search(clause), FINAL.search(clause)
    if not stop and not final and not other:
        return len(clause) < CUT_OFF
    return bool(final) and not (other and final and other.start() < final.start())


def _not_penalised(plain: str, own: Sequence[Cited]) -> list[Cited]:
    near = [
        one
        for one in own
        if re.search(r"不予(?:行政)?处罚|不再?处罚|免予处罚", plain[one.end : one.end + 120])
        and not re.search(r"复议|诉讼|陈述|听证", plain[one.end : one.end + 20])
    ]
    return near[-1:] if not near else [one for one in near if not re.search(r"[。\n]", plain[one.end : near[-1].start])]


def _boxed(plain: str, cited: Sequence[Cited], labels: str) -> list[Cited]:
    spans = [*((one.start, one.end) for one in labelled(plain, labels)), *headed(plain, labels)]
    return [one for one in cited if any(start <= one.start < end for start, end in spans) and not _discretion(one)]


def _procedural(one: Cited) -> bool:
    lists = known()
    return one.citation.law in lists["procedural"] or any(word in one.citation.law for word in lists["procedural_words"])


def _discretion(one: Cited) -> bool:
    return any(word in one.citation.law for word in known()["discretion_words"])


def _unique(cited: Sequence[Cited]) -> list[Cited]:
    """Each once; an article without 款 tells nothing beside the same article with one."""
    nearer = {(one.citation.law, one.citation.article) for one in cited if one.citation.paragraph is not None or one.citation.item is not None}
    own = [one for one in cited if one.citation.paragraph or one.citation.item or (one.citation.law, one.citation.article) not in nearer]
    return list({one.citation: one for one in reversed(own)}.values())[::-1]
