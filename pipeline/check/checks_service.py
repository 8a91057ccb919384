"""Service of papers: is there a receipt, who signed it, do receipt and paper match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.party import heads, signed_on
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, text_of
from pipeline.check.receipts import Receipt, all_known, delivering, of_decision, receipts
from pipeline.check.words import label
from pipeline.records import Field


def decision_served(question: Question) -> Outcome:
    """The decision has a receipt with the day on which it was received."""
    case = question.case
    found = of_decision(case)
    if found:
        dated = [receipt for receipt in found if receipt.day]
        if dated:
            return passed(f"送达回证载明{dated[0].day}收到决定书", *dated[0].all("served_date"))
        back = [receipt.paper for receipt in found if came_back(receipt, question.given["returned"], question.given["after_all"])]
        if len(back) == len(found):
            return failed("决定书的送达回证写明没有送到（退回），卷内没有其他送达凭证", *back)
        if all(receipt.value("service_way") == "mail" for receipt in found):
            return unsure("决定书邮寄送达，没有读到收件日期，送达日期无从确定", *(receipt.paper for receipt in found))  # SD-05 asks for the slip
        by_hand = [receipt for receipt in found if receipt.value("service_way") not in ("notice", "electronic", "mail")]
        blank = [field for receipt in by_hand for field in receipt.all("blank_part") if "见证" not in str(field.value)]
        if blank:
            return failed("决定书的送达回证没有签收日期", *blank)
        return unsure("决定书的送达回证在卷，收到日期没有读清", found[0].paper)
    signed = [field for name in ("delivered_on_spot", "party_signed") for field in case.all(name, *DECISIONS) if field.value is True]
    if signed or signed_on(question, DECISIONS, question.given["on_paper"]):
        return passed("当事人在决定书上签收", *(signed or case.papers(*DECISIONS)[:1]))
    if surely_absent(case, "service_receipt") or (case.complete and all_known(case)):
        return failed("全卷各页均已识读归类，没有决定书的送达凭证", *case.papers(*DECISIONS)[:1])
    return unsure("没有找到决定书的送达凭证，有回证未能识读或者归类", *case.papers("service_receipt")[:1])


def came_back(receipt: Receipt, returned: Sequence[str], after_all: str) -> bool:
    """Whether the paper was returned for good: no other way was taken then, and nobody received it in the end."""
    text = text_of(receipt.paper)
    places = [match.end() for words in returned for match in re.finditer(words, text)]
    return bool(places) and receipt.value("service_way") in (None, "mail") and not re.search(after_all, text[max(places) :])


def papers_served(question: Question) -> Outcome:
    """Every outgoing paper of `roles` that is in the file has a receipt, or the party's signature on it."""
    case = question.case
    missing: list[str] = []
    open_ones: list[str] = []
    present = [role for role in question.given["roles"] if case.papers(role)]
    for role in present:
        together = {role, *question.given.get("instead", {}).get(role, ())}
        if delivering(case, together) or signed_on(question, (role,), question.given["on_paper"]):
            continue
        (missing if case.complete and all_known(case) else open_ones).append(role)
    if not present:
        return not_applicable("卷内没有需要送达的其他文书")
    if missing:
        names = "、".join(label(role) for role in missing)
        return failed(f"{names}没有送达回证", *case.papers(*missing))
    if open_ones:
        return unsure(f"没有找到{'、'.join(label(role) for role in open_ones)}的送达回证，请人工查找", *case.papers(*open_ones))
    return passed(f"{'、'.join(label(role) for role in present)}均有送达凭证", *case.papers(*present))


def signer_entitled(question: Question) -> Outcome:
    """Whoever signed for a paper is the party, or how he stands to the party is written down."""
    wrong, open_ones, right = [], [], []
    for receipt in receipts(question.case):
        relation, signer, recipient = (receipt.value(name) for name in ("signer_relation", "signer", "recipient"))
        if receipt.value("service_way") not in (None, "direct", "entrusted"):
            continue
        known = bool(signer and recipient) and _known_person(question, str(signer), str(recipient))
        if known or (relation and relation != "unknown"):
            right.append(receipt)
        elif signer and recipient and _differ(str(signer), str(recipient)):
            wrong.append(receipt)
        elif relation == "unknown" or signer:
            open_ones.append(receipt)
    if wrong:
        said = "；".join(f"{what(receipt)}由{receipt.value('signer')}签收，没有写明与受送达人{receipt.value('recipient')}的关系" for receipt in wrong)
        return failed(f"{said}", *(field for receipt in wrong for field in receipt.all("signer")))
    if open_ones:
        return unsure(f"{what(open_ones[0])}的签收人身份没有读清", open_ones[0].paper)
    return passed("签收人为本人或者写明了关系", *(right[0].fields[:1] if right else ()))


def _known_person(question: Question, signer: str, recipient: str) -> bool:
    names = {recipient, str(question.case.value("party_name") or "")}
    return any(_plain(signer) == _plain(name) for name in names if name) or heads(question, signer)


def _person(name: str) -> bool:
    return len(_plain(name)) < 5 and not re.search("公司|厂|场|社|部|店|站|局|会$", name)


def _differ(one: str, other: str) -> bool:
    return not (_plain(one) in _plain(other) or _plain(other) in _plain(one))


def _plain(text: str) -> str:
    return re.sub(r"[（(].*|\s", "", text)


def what(receipt: Receipt) -> str:
    """What a receipt delivered, as a message names it."""
    titles = [str(field.value) for field in receipt.all("delivered_title")]
    return f"《{'》《'.join(titles)}》" if titles else "送达回证"


def served_after_made(question: Question) -> Outcome:
    """No paper was served before the day it bears."""
    case, seen = question.case, 0
    for receipt in receipts(case):
        if receipt.day is None:
            continue
        for role in dict.fromkeys(str(field.value) for field in receipt.all("delivered_role")):
            made = [field for field in case.all("date", role) if isinstance(field.value, date)]
            seen += bool(made)
            if made and all(field.value > receipt.day for field in made):  # type: ignore[operator]
                said = f"{label(role)}落款日期为{made[0].value}，送达日期为{receipt.day}"
                return failed(f"{said}，送达早于制作", *made, *receipt.all("served_date"))
    return passed("各文书送达日期均不早于落款日期") if seen else unsure("没有读到送达日期和文书日期")


def receipt_matches(question: Question) -> Outcome:
    """Names and numbers on the receipts are those of the papers."""
    case, compared = question.case, 0
    for receipt in receipts(case):
        numbers = receipt.all("delivered_number")
        for role in dict.fromkeys(str(field.value) for field in receipt.all("delivered_role")):
            own = [field for field in case.all("number", role)]
            if not own or not numbers:
                continue
            compared += 1
            if not {_digits(field) for field in own} & {_digits(field) for field in numbers}:
                said = f"送达回证写的文号为{numbers[0].value}，{label(role)}的文号为{own[0].value}"
                return failed(f"{said}，不一致", *numbers[:1], *own[:1])
    return passed("回证与被送达文书的文号一致") if compared else not_applicable("没有可以核对的回证文号")


def _digits(field: Field) -> tuple[int, ...]:
    # year and serial: brackets, 第, 字 and leading zeros are how each clerk writes
    return tuple(int(part) for part in re.findall(r"\d+", str(field.value)))


def two_servers(question: Question) -> Outcome:
    """A receipt is signed by two who served it."""
    short = [receipt for receipt in receipts(question.case) if len(set(field.value for field in receipt.all("servers"))) == 1]
    if short:
        return failed(f"{what(short[0])}只有一名送达人（{short[0].value('servers')}）", *short[0].all("servers"))
    if any(receipt.all("servers") for receipt in receipts(question.case)):
        return passed("送达人为两人")
    return unsure("没有读到送达人")


def served_on_party(question: Question) -> Outcome:
    """Whoever the decision was served on is the party it names."""
    names = [field for field in question.case.all("party_name", *DECISIONS)]
    recipients = [field for receipt in of_decision(question.case) for field in receipt.all("recipient")]
    if not recipients:
        return not_applicable("没有读到决定书回证的受送达人")
    if not names:
        return unsure("没有读到决定书的当事人", *recipients)
    if any(not _differ(str(name.value), str(other.value)) for name in names for other in recipients):
        return passed(f"决定书送达{recipients[0].value}，与决定书当事人一致", *recipients[:1], *names[:1])
    acting = any(re.search(question.given["acting"], str(other.value)) for other in recipients) or any(
        receipt.value("recipient") == receipt.value("signer") and receipt.value("signer_relation") not in (None, "self", "unknown")
        for receipt in of_decision(question.case)
    )
    if acting or (question.case.value("party_kind") == "unit" and all(_person(str(other.value)) for other in recipients)):
        return unsure(f"决定书的当事人为{names[0].value}，回证写{recipients[0].value}，是受送达人还是签收人请人工核对", *names[:1], *recipients[:1])
    if any(heads(question, str(other.value)) for other in recipients):
        return passed(f"决定书送达{recipients[0].value}，为{names[0].value}的负责人或者经营者", *recipients[:1], *names[:1])
    said = f"决定书的当事人为{names[0].value}，回证的受送达人为{recipients[0].value}"
    return failed(f"{said}，不一致", *names[:1], *recipients[:1])


CHECKS = (
    Asks(decision_served, on_paper="words", returned="words", after_all="word"),
    Asks(papers_served, roles="roles", on_paper="words", instead="map?"),
    Asks(signer_entitled),
    Asks(served_after_made),
    Asks(receipt_matches),
    Asks(two_servers),
    Asks(served_on_party, acting="word"),
)
