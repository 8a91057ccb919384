"""Ways of service other than by hand: left, by post, electronic, by public notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.check.asks import Asks
from pipeline.check.checks_dates import cited, counted, due
from pipeline.check.checks_service import what
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, speaks, text_of
from pipeline.check.receipts import Receipt, delivering, receipts

_WAYS = {"left": "留置送达", "mail": "邮寄送达", "notice": "公告送达", "electronic": "电子送达"}


def left_with_witness(question: Question) -> Outcome:
    """A paper left with the party has a witness, or pictures."""
    found = _by_way(question, "left")
    if not found:
        return _none(question, "left")
    bad = [receipt for receipt in found if not (receipt.value("witness") or receipt.value("av_noted"))]
    bad = [receipt for receipt in bad if not speaks((receipt.paper,), question.given["shown"])]
    if not bad:
        return passed("留置送达有见证人签名或者拍照、录像", found[0].paper)
    seen = [receipt for receipt in bad if speaks((receipt.paper,), question.given["shown"]) is None]
    if seen:
        return unsure(f"{what(seen[0])}留置送达，见证人和拍照录像的记载没有读清", seen[0].paper)
    return failed(f"{what(bad[0])}留置送达，没有见证人签名，也没有拍照、录像。{cited(question)}", *(item.paper for item in bad))


def mail_received(question: Question) -> Outcome:
    """A paper sent by post was received, by its return slip, and was not sent back."""
    found = _by_way(question, "mail")
    if not found:
        return _none(question, "mail")
    for receipt in found:
        if speaks((receipt.paper,), question.given["returned"]):
            return failed(f"{what(receipt)}邮寄后被退回，不算送达。{cited(question)}", receipt.paper)
    undated = [receipt for receipt in found if not receipt.day]
    if not undated:
        return passed(f"{what(found[0])}邮寄送达，回执载明{found[0].day}收件", *found[0].all("served_date"))
    slips = speaks(question.case.papers("service_receipt", "other"), question.given["slip"])
    if slips is False and question.case.complete:
        return failed(f"{what(undated[0])}邮寄送达，没有回执和收件日期。{cited(question)}", undated[0].paper)
    return unsure(f"{what(undated[0])}邮寄送达，收件日期没有读清", undated[0].paper)


def electronic_agreed(question: Question) -> Outcome:
    """A paper was sent electronically only after the party had agreed to it in writing."""
    case = question.case
    found = _by_way(question, "electronic")
    if not found:
        return _none(question, "electronic")
    papers = case.papers("address_confirmation")
    days = [field.value for field in case.all("date", "address_confirmation") if isinstance(field.value, date)]
    first = min((receipt.day for receipt in found if receipt.day), default=None)
    if not papers:
        if case.absent("address_confirmation"):
            return failed(f"{what(found[0])}电子送达，卷内没有当事人同意的送达地址确认书。{cited(question)}", found[0].paper)
        return unsure("没有找到送达地址确认书", found[0].paper)
    texts = "".join(text_of(paper) for paper in papers)
    if re.search(question.given["refused"], texts):
        return failed(f"送达地址确认书写明不同意电子送达，仍以电子方式送达。{cited(question)}", *papers, found[0].paper)
    if days and first and min(days) > first:
        return failed(f"{first}电子送达，送达地址确认书签于{min(days)}。{cited(question)}", *papers, found[0].paper)
    if not re.search(question.given["agreed"], texts):
        return unsure("送达地址确认书在卷，是否同意电子送达没有读清", *papers)
    return passed("当事人事先书面同意电子送达", *papers)


def notice_ran_out(question: Question) -> Outcome:
    """Service by public notice: other ways had failed, and nothing was done before its period was over."""
    case = question.case
    found = _by_way(question, "notice")
    if not found:
        return _none(question, "notice")
    if speaks(case.documents, question.given["failed"]) is False and case.complete:
        return failed(f"公告送达，卷内没有下落不明或者其他方式无法送达的记载。{cited(question)}", found[0].paper)
    for receipt in found:
        if receipt.day is None:
            return unsure("公告日期没有读清", receipt.paper)
        end = due(question.provision, receipt.day)
        if end is None:
            return unsure("节假日安排未收录，不能计算公告期")
        said = counted(question.provision, receipt.day, "公告")
        for step in question.given["after"]:
            role, value = step["paper"], case.value(step["event"])
            delivered = receipt in delivering(case, DECISIONS if role == "decision" else (role,))
            if delivered and isinstance(value, date) and value <= end:
                return failed(f"{said}；公告期未满即于{value}{step['did']}。{cited(question)}", *receipt.all("served_date"))
    return passed("公告送达期满", found[0].paper)


def _by_way(question: Question, way: str) -> Sequence[Receipt]:
    return [receipt for receipt in receipts(question.case) if receipt.value("service_way") == way]


def _none(question: Question, way: str) -> Outcome:
    unread = any(not receipt.all("service_way") for receipt in receipts(question.case))
    return not_applicable(f"没有{'读到' if unread else ''}{_WAYS[way]}")


CHECKS = (
    Asks(left_with_witness, shown="words"),
    Asks(mail_received, returned="words", slip="words"),
    Asks(electronic_agreed, agreed="word", refused="word"),
    Asks(notice_ran_out, failed="words", after="maps"),
)
