"""Opinions of an approval form: who said what, signed and dated, and which blanks stay empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from pipeline.extract.dates import Found, find_days
from pipeline.extract.illegible import MARK
from pipeline.extract.names import is_name, names
from pipeline.extract.tidy import Text
from pipeline.records import BadDate, Document, Evidence, Field, Opinion

Level = Literal["handler", "section", "legal", "head"]
SAID = "(?:审核|审查|审批|审定|批准|签批|处理|办理|拟办|批示|初审|复核|决定)*(?:的)?(?:意见|建议|结论|批示|决定|签批)"
# tried in this order: 承办机构负责人意见 is the section's, though it ends like the head's
LEVELS: tuple[tuple[Level, str], ...] = (
    (
        "legal",
        rf"(?:政策)?法(?:制|规|治)(?:审核|工作|审查)?(?:机构|部门|科室?|股室?|处|人员|"
        rf"员)?(?:负责人)?{SAID}|(?:合法性|法制)审(?:核|查)(?:机构|人员)?{SAID}|审核结论|审核机构{SAID}",
    ),
    (
        "section",
        rf"(?:案件)?(?:承办|办案|经办|执法|调查|业务|主管)?(?:机构|部门|单位|科室|股室|科|股|处室|大队|"
        rf"中队|队|站|所)(?:负责人|领导|主要负责人)?{SAID}|(?:科|股|站|所|队|大队|中队)长{SAID}|审核(?:人|"
        rf"部门)?意见|(?:审核|审查|初审|复核)(?=[\t：][^\n\t]{{0,20}}(?:同意|建议|拟))",
    ),
    (
        "handler",
        # 立案依据及承办人意见
        rf"(?:[㐀-鿿、]{{0,10}}(?:依据|理由|事实|摘要|案情|情况|条款)[及和与、])?(?:案件)?(?:承办|经办|主办|办案|执法|调查|呈请|填表|申请)(?:人员?|执法人员)?{SAID}|(?:承办|经办|"
        rf"主办|办案|执法)人员?(?=[\t：][^\n\t]{{0,40}}(?:同意|建议|拟))",
    ),
    (
        "head",
        rf"(?:行政|执法|本|处罚|林草|林业|上级|上一级|县级?|市级?)?(?:主管)?(?:机关|主管部门|部门|单位|局|"
        rf"委)(?:主要|分管|主管|有关)?(?:负责人|领导|首长){SAID}(?:或者?集体讨论决定)?|"
        rf"(?:主要|分管|主管|局|单位)?(?:领导|局长|负责人|首长)(?:班子)?{SAID}|(?:上级|"
        rf"上一级)(?:行政)?(?:机关|主管部门|部门|林业和草原局)?{SAID}|审批意见|(?:局|单位|机关|分管|主管|"
        rf"主要)?(?:负责人|领导|局长)(?:审批|批准|批示|签批|审签|签发|审定)|批准人|(?:审批|批准|签批|核准|"
        rf"审定|批示)(?=[\t：])",
    ),
)
REVIEWED = ("opinion", "decision_approval", "investigation_report")
OTHER_BLOCK = "备注|附件?|附注|说明|填表说明|注"
SIGNED = re.compile(
    r"(?:(?:承办|经办|办案|执法|审核|审批|批准|负责|签批|签发|复核)?(?:人员?|部门)?(?:（?(?:签名|签字|"
    r"签章|签名或盖章|签名或者盖章|盖章)）?)|承办人员?|经办人|办案人员|执法人员|(?:机构|部门)?负责人|"
    r"审核人员?|审批人|批准人|领导)"
    r"(?:（(?:签名|签字|签章|签名或者?盖章|盖章)）)?[：\t]|（(?:签名|签字|签章|签名或者?盖章)）[：\t ]?"
)
# 同意孟莲2024年7月31日: a reader may lose the space before the name
CLOSING_WORDS = re.compile(
    r"(?:同意|批准|照办|办理|上报|审批|审核|归档|结案|立案|意见|报批|阅|可|处罚|延长|送审|执行)[。，：]?(?P<who>[㐀-鿿]{2,4})[： \t\n]*$"
)
DAY_ONLY = re.compile(r"[\s_]*(?:日期：\s*)?(?:19|20|二)[\d〇○零一二三四五六七八九]{2,3}[年./-][^\n，。；\t]{3,9}?日?[ 　]*(?=\n|$)")
BLANK_DAY = re.compile(r"(?:〔?20\d?\d?〕?)?_* ?年_* ?月_* ?日")


@dataclass(frozen=True, slots=True)
class Block:
    """One opinion block of the form: plain[start:end] is what stands beside the label."""

    level: Level
    label: str
    label_start: int
    start: int
    end: int


def approvals(document: Document, text: Text) -> Iterable[Field]:
    """opinion for every block, empty blocks too; blank_part for a block written but neither signed nor dated."""
    read = all(page.origin == "text" for page in document.pages)
    for block in blocks(text.plain):
        if document.role == "legal_review" and block.level == "section" and block.label.startswith(("审核", "审查")):
            block = replace(block, level="legal")
        opinion = read_block(block, text.plain)
        empty = opinion.text is None and opinion.name is None and opinion.day is None
        if block.level == "legal" and document.role in REVIEWED and opinion.text and len(opinion.text) >= 2:
            yield from _reviewed(opinion, text.evidence(block.start, block.end), text.confidence(block.label_start, block.end))
        sure = 0.97 if read or not empty else 0.6  # handwriting may be there that OCR did not see
        place = (block.label_start, block.end) if empty else (block.start, block.end)
        # the printed label and words tell how well the block was read; the signature in it may be handwriting
        yield Field(
            "opinion", opinion, text.evidence(*place), sure * text.confidence(block.label_start, block.start + 1), "approvals"
        )
    yield from _blank_parts(text, read)


def _reviewed(opinion: Opinion, place: Evidence, sure: float) -> Iterator[Field]:
    """The legal office's block of another form: where the file holds no paper of its own, this is the legal review."""
    if isinstance(opinion.day, date):
        yield Field("legal_review_date", opinion.day, place, 0.95 * sure, "approvals")
    if opinion.name:
        yield Field("reviewer", opinion.name.split("、")[0], place, 0.9 * sure, "approvals")


@lru_cache(maxsize=64)  # several extractors ask for those of one paper
def blocks(plain: str) -> tuple[Block, ...]:
    """The opinion blocks of a paper in order."""
    starts = [
        (match.start("label"), match.end(), match["label"], level)
        for level, pattern in _labels()
        for match in pattern.finditer(plain)
    ]
    chosen: list[tuple[int, int, str, Level]] = []
    for one in sorted(starts, key=lambda one: (one[0], _rank(one[3]))):
        if not chosen or one[0] >= chosen[-1][1]:
            chosen.append(one)
    found = []
    for index, (label_start, start, label, level) in enumerate(chosen):
        end = chosen[index + 1][0] if index + 1 < len(chosen) else len(plain)
        end = _end(plain, start, end, cell=plain[start - 1 : start] == "\t")
        found.append(Block(level, re.sub(r"\s", "", label), label_start, start, end))
    return tuple(found)


def read_block(block: Block, plain: str) -> Opinion:
    """Text, signature and day of one block."""
    written = plain[block.start : block.end]
    last = _closing_day(written)
    body = written[: last.start] if last else written
    labels = list(SIGNED.finditer(body))
    label = labels[-1] if labels and len(body) - labels[-1].end() <= 30 else None
    tail = body[label.end() :] if label else ""
    name = "、".join(one.name for one in names(tail, loose=True)) if label else None
    said = body[: label.start()] if label else body
    if not name and last:
        # 同意上报。 周世浩 2024.10.24
        words = said if not label else ""
        for start in [match.end() for match in re.finditer(r"^|[。，；\n \t]", words)]:
            if re.fullmatch(r"[㐀-鿿·]{2,4}(?:[、 ][㐀-鿿·]{2,4})*[： \t\n]*", words[start:]) and (
                found := names(words[start:], loose=words[start - 1 : start] == "\n")
            ):
                name = "、".join(one.name for one in found)
                said = said[: start + found[0].start]
                break
        else:
            glued = CLOSING_WORDS.search(words)
            if glued and is_name(glued["who"]):
                name, said = glued["who"], said[: glued.start("who")]
    said = re.sub(r"\n[^\n。]{2,24}(?:局|股|科|室|机构|大队|处)\s*$", "", BLANK_DAY.sub("", said))
    said = re.sub(rf"[\s{MARK}]+", " ", said).strip(" 、：\t")
    day = last.value if last and isinstance(last.value, (date, BadDate)) else None
    return Opinion(block.level, said or None, name or None, day)


def head_day(plain: str) -> tuple[date | BadDate, int, int] | None:
    """The day of the highest level that dated its opinion, with its place: the head's last, else None."""
    for block in reversed([block for block in blocks(plain) if block.level == "head"]):
        found = _closing_day(plain[block.start : block.end])
        if found and isinstance(found.value, (date, BadDate)):
            return found.value, block.start + found.start, block.start + found.end
    return None


def head_blank(plain: str) -> bool:
    """Whether the head's block stands there and every such block is empty."""
    said = [read_block(block, plain) for block in blocks(plain) if block.level == "head"]
    return bool(said) and all(one.text is None and one.name is None and one.day is None for one in said)


def _closing_day(written: str) -> Found | None:
    """The day that ends a block: behind it stand at most a seal's words, the organ's foot or the head of the next page."""
    days = [found for found in find_days(written) if found.kind not in ("relative", "year", "month", "bare_month")]
    for found in days:
        rest, line = written[found.end :], written[found.end :].partition("\n")[0]
        if not re.sub(r"[（）\s]|公?章|印", "", line) and not re.search(r"[。；：，]", BLANK_DAY.sub("", rest)):
            return found
    return None


def _rank(level: Level) -> int:
    return [name for name, _ in LEVELS].index(level)


@cache
def _labels() -> tuple[tuple[Level, re.Pattern[str]], ...]:
    return tuple(
        (level, re.compile(rf"(?:^|(?<=[\t\n日]))(?P<label>{_loose(pattern)})(?:（[^）\n\t]{{1,14}}）)?(?: ?[：\t]|(?=\n|$| ))"))
        for level, pattern in LEVELS
    )


def _loose(pattern: str) -> str:
    """A label may be broken over lines of a narrow cell: every character may be followed by a break."""
    return re.sub(r"([㐀-鿿])(?=[㐀-鿿(])", "\\1\n?", pattern)


def _end(plain: str, start: int, end: int, *, cell: bool) -> int:
    """Where the block ends: at another row's label; after its day where it is a line of text."""
    for match in re.finditer(rf"\n(?=(?P<label>[^\t\n：]{{1,14}})[\t：]|(?:{OTHER_BLOCK})[：\t\n])", plain[start:end]):
        label = match["label"] or ""
        # a number, a place in a sentence or a signature line still belongs to the block
        if re.match(r"\s*(?:[\d一二三四五六七八九十（]|签|盖章|日期|年|月|日)", label) or SIGNED.match(
            plain, start + match.end()
        ):
            continue
        inside = cell and plain[start + match.end("label") : start + match.end("label") + 1] == "："
        if inside and not re.fullmatch(rf"{OTHER_BLOCK}|[㐀-鿿]{{1,5}}人", label):
            continue
        end = start + match.start()
        break
    if not cell:
        days = [found for found in find_days(plain[start:end]) if found.kind in ("full", "dotted", "solid")]
        closing = next((found for found in days if re.match(r"\s*(?:$|\n)", plain[start + found.end : end])), None)
        if closing:
            end = start + closing.end
    foot = re.search(
        r"\n[^\n\t：。]{2,24}(?:局|政府|大队|中心|委员会|（?(?:印章|公章|盖章)）?|股|科|室)\n[^\n]{0,4}(?:[12二][^\n]{3,9}年[^\n]{2,8}日)\s*$",
        plain[start:end],
    )
    return start + foot.start() if foot else end


def _blank_parts(text: Text, read: bool) -> Iterator[Field]:
    if not read:
        return
    for block in blocks(text.plain) + _plain_opinions(text.plain):
        written = text.plain[block.start : block.end]
        label = SIGNED.search(written)
        if label is None or MARK in written:
            continue
        tail = BLANK_DAY.sub("", written[label.end() :])
        place = (block.label_start, block.end)
        if not re.search(r"[㐀-鿿\d]", tail):
            yield Field("blank_part", f"{block.label}签名和日期", text.evidence(*place), 0.9, "approvals")
        elif _unsigned(text.plain, written):
            yield Field("blank_part", f"{block.label}签名", text.evidence(*place), 0.85, "approvals")


def _unsigned(plain: str, written: str) -> bool:
    """负责人： 2024年9月19日: a day stands where a name belongs, though other places of the form carry names."""
    label = next((one for one in SIGNED.finditer(written) if DAY_ONLY.match(written, one.end())), None)
    if label is None or MARK in written or names(re.split(r"[。，；\n\t ]", written[: label.start()].rstrip())[-1]):
        return False
    return any(names(re.match(r"[^\n\d]*", plain[one.end() :])[0]) for one in SIGNED.finditer(plain))  # type: ignore[index]


def _plain_opinions(plain: str) -> tuple[Block, ...]:
    """处理意见、批示 of a source register: an opinion too, though of no level."""
    return tuple(
        Block("head", match["label"], match.start("label"), match.end(), _end(plain, match.end(), len(plain), cell=True))
        for match in re.finditer(r"(?:^|(?<=[\t\n]))(?P<label>处理意见|拟办意见|处置意见|受理意见) ?[：\t]", plain)
    )
