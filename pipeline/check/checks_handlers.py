"""What the officers in charge wrote: their opinion, two names, a date."""

from __future__ import annotations

import re

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import text_of
from pipeline.check.words import label
from pipeline.records import CaseRecord, Field, Opinion, Signature

# signatures inside the cell of another block: 承办机构意见 … 执法人员：甲 乙 2024年7月15日
_HANDLERS = re.compile(r"(?:承办|执法|办案|经办|调查)人员?(?:[（(][^（）()]{1,8}[）)])?(?:签名|签字)?[:：](?P<who>.{4,30})")


def handlers_signed(question: Question) -> Outcome:
    """The papers of `roles` with a place for the handlers hold their opinion, two names and a date; the first such paper decides."""
    answers = [answer for role in question.given["roles"] if (answer := _signed(question.case, role))]
    if answers:
        return next((one for one in answers if one.verdict == "fail"), answers[0])
    papers = question.case.papers(*question.given["roles"])
    officers = {str(getattr(item.value, "name", item.value)) for item in question.case.all("officers")}
    for paper in papers:
        for place in _HANDLERS.finditer(text_of(paper)):
            if sum(name in place["who"] for name in officers) > 1:
                return passed(f"{label(paper.role)}由两名承办人签名", paper)
    return unsure("没有读到承办人意见栏，请人工核对", papers[0]) if papers else not_applicable("没有这类文书")


def _signed(case: CaseRecord, role: str) -> Outcome | None:
    found = [item for item in case.all("opinion", role) if isinstance(item.value, Opinion) and item.value.level == "handler"]
    blocks = [item.value for item in found if isinstance(item.value, Opinion)]
    # 承办人：甲 乙 below the text, in forms without a block for the opinion
    signed = [item for item in case.all("signature", role) if isinstance(item.value, Signature) and item.value.part == "officer"]
    places = [item.value for item in signed if isinstance(item.value, Signature)]
    if not found and not signed:
        return None
    if found and not any(block.text or block.name or block.day for block in blocks):
        return failed(f"{label(role)}的承办人意见栏空白", *found)
    told: list[Opinion | Signature] = [*blocks, *places]
    names = {name for one in told for name in re.split(r"[、，,\s]+", one.name or "") if name}
    worded = not found or any(block.text for block in blocks)
    dated = any(one.day for one in told)
    if len(names) > 1 and worded and dated:
        return passed(f"{label(role)}的承办人意见、两人签名和日期齐全", *found, *signed)
    theirs = found or all(re.match("承办|办案|执法|调查", item.evidence.quote) for item in signed)  # 经办人 may be a clerk
    if theirs and worded and dated and len(names) == 1 and _alone(case, [*found, *signed], *names):
        return failed(f"{label(role)}的承办人只有{'、'.join(names)}一人签名，应当由两名承办人签名", *found, *signed)
    if blocks and not names and not dated and all(_ends(case, item) for item in found):
        return failed(f"{label(role)}的承办人意见没有签名和日期", *found)
    return unsure(f"{label(role)}的承办人意见、两人签名或者日期没有全部读到，请人工核对", *found, *signed)


def _alone(case: CaseRecord, fields: list[Field], name: str) -> bool:
    """Whether in print the one name stands by itself between a stop, a label or a line's end and its day."""
    own = re.compile(rf"(?:[。；：:）)\t\n])\s*{re.escape(name)}\s*(?=(?:19|20)\d\d|二|日期|$)", re.MULTILINE)
    return all(_printed(case, item) for item in fields) and any(own.search(text) for item in fields for text in _texts(case, item))


def _ends(case: CaseRecord, item: Field) -> bool:
    """Whether in print the opinion ends with its last sentence: no name that was not known for one stands behind it."""
    return _printed(case, item) and isinstance(item.value, Opinion) and str(item.value.text).endswith(("。", "；"))


def _printed(case: CaseRecord, item: Field) -> bool:
    # a signature may be a picture: only a printed page on which pictures were looked for shows that there is none
    return all(page.origin == "text" and page.marks == () for page in case.documents[item.document].pages)


def _texts(case: CaseRecord, item: Field) -> list[str]:
    return [page.text for page in case.documents[item.document].pages]


CHECKS = (Asks(handlers_signed, roles="roles"),)
