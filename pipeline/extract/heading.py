"""Head and foot of a paper: its own number, the authority that made it, its seals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.agency import FOOT, agency
from pipeline.extract.found import field
from pipeline.extract.labelled import find
from pipeline.extract.numbers import own_number
from pipeline.extract.tidy import Text
from pipeline.records import Document, Evidence, Field

NUMBER = re.compile(
    r"(?P<agency>(?:[一-鿿] ?\d{3,5} ?)?[一-鿿（）](?:[一-鿿（） ]{0,23}?[一-鿿（）])??[ ]?(?:字)?)\s?第?\s?[〔（【{《\[]\s?(?P<year>(?:19"
    r"|2[0Oo])[\dOo]{2})\s?年?\s?[〕）】}》\]]\s?(?P<tail>(?:第|字第|[一-鿿]{1,8}[-第])?\s?[A-Za-z]{0,3}-?\d{1,14}(?:-\d{1,6})*\s?号?|（[一-鿿]{1,6}）第?\d{1,6}号|[一-鿿]{1,4}\d{1,6}号|第?（\d{1,6}）号)"
)
PRINTED = re.compile(r"(?:N[Oo][.:：]?|№|编号[：:])\s?(?P<number>\d{6,18})(?!\d)")  # a form on the spot bears a number of the printer
REFERRED = re.compile(r"[《》“（]|根据|依据|按照|送达|告知|你|印发|文件")
OWN_ROLES = ("decision", "summary_decision", "no_penalty_decision")
MARKED_SEAL = re.compile(r"[（(](?:印章|公章|盖章|印|章|加盖[^）)]{0,8})[）)]")


def heading(document: Document, text: Text) -> Iterable[Field]:
    """`number`, `authority`, `seal`."""
    yield from _number(document, text)
    yield from agency(document, text)
    for page in document.pages:
        for seal in page.seals:
            place = Evidence(page.source.name, page.number, 0, 0, "", seal.box)
            yield Field("seal", re.sub(r"\s", "", seal.text or ""), place, 0.9, "heading")
    if not any(page.seals for page in document.pages):
        match = MARKED_SEAL.search(text.plain)
        foot = next(
            iter(reversed([one for one in FOOT.finditer(text.plain) if match and abs(one.end() - match.start()) < 12])), None
        )
        if match and foot:
            yield field(text, "seal", foot["name"], foot.start("name"), match.end(), sure=0.7, by="heading")


def document_number(written: str) -> str:
    """A number without spaces, its brackets 〔〕."""
    written = re.sub(r"\s", "", written)
    return re.sub(
        r"[〔（【{《\[﹝［]([\dOo]{4})年?[〕）】}》\]﹞］]", lambda match: f"〔{re.sub('[Oo]', '0', match[1])}〕", written
    )


def _number(document: Document, text: Text) -> Iterable[Field]:
    plain = text.plain
    labelled = next(
        (
            one
            for one in find(text, r"(?:本?文书)?(?:编号|文号|字号)|案号|(?:处罚)?文书|处罚决定书?文号|行政处罚决定书文号|决定书文号")
            if NUMBER.search(one.value)
        ),
        None,
    )
    head = plain[: _head_end(plain)]
    for match in NUMBER.finditer(head):
        line = plain.rfind("\n", 0, match.start()) + 1
        before = plain[line : match.start()]
        if REFERRED.search(before) or len(before) > 40:
            continue
        agency = match["agency"]
        cut = re.search(r"^.*(?:文号|案号|决定书?|通知书|告知书|意见书|审批表|登记表|报告|笔录|编号|文号|公示表)[ ：]?(?=[（一-鿿])", agency)
        start = match.start() + (cut.end() if cut else 0)
        opened = plain.rfind("（", start, match.start("year") - 1)
        if opened >= 0 and plain.find("）", opened, match.start("year")) < 0:
            start = opened + 1  # 决定书（某林罚决〔2023〕26号）
        if match.end() - start < 8 or document.role in OWN_ROLES and re.search("送告|公告", agency):
            continue  # 罚送告: of the notice by which the decision is served
        value = document_number(plain[start : match.end()])
        yield field(text, "number", value if value.endswith("号") else value + "号", start, match.end(), sure=0.98, by="heading")
        return
    if labelled and document.role in OWN_ROLES:
        found = NUMBER.search(labelled.value)
        if found:
            at = labelled.start + found.start()
            yield field(text, "number", document_number(found[0]), at, at + len(found[0]), sure=0.9, by="heading")
            return
    own = own_number(plain, document.role)
    if own:
        yield field(text, "number", *own, sure=0.98, by="heading")
    elif document.role == "summary_decision" and (bare := PRINTED.search(head)):
        yield field(text, "number", bare["number"], bare.start("number"), bare.end("number"), sure=0.9, by="heading")
    elif document.role in OWN_ROLES and (told := told_number(plain)):
        yield field(text, "number", *told, sure=0.9, by="heading")


def told_number(plain: str) -> tuple[str, int, int] | None:
    """The number of the decision that sentences tell of, not of a notice, a record, a law."""
    for match in NUMBER.finditer(plain):
        agency = match["agency"]
        if re.search("告|立|听|催|责改|检", agency[-6:]) or not ("罚" in agency or "处罚决定" in plain[match.end() : match.end() + 14]):
            continue
        start = match.start() + max((cut.end() for cut in re.finditer("书|表|作出|案号|文号|为|[据到]", agency)), default=0)
        start += plain.startswith("（", start) and agency.count("（") > agency.count("）")
        return document_number(plain[start : match.end()]), start, match.end()
    return None


def _head_end(plain: str) -> int:
    match = re.search(r"姓名|名称[：\t ]|当事人|被处罚|违法行为人|经查|查明|案由|违法事实", plain)
    number = NUMBER.search(plain)
    limit = match.start() if match and match.start() > 6 else min(len(plain), 300)
    # some put the number under the party's line
    return max(limit, number.end()) if number and number.end() < 160 else limit
