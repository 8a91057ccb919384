"""Ways of service other than by hand: left, by post, electronic, by public notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import cn2an

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due, number, within_deadline
from pipeline.check.checks_service import came_back, what
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, speaks, text_of
from pipeline.check.receipts import Receipt, delivering, receipts

_UP = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日[^。；\d]{0,24}(?:公告|张贴|刊登|登报|发布)")
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
    return failed(f"{what(bad[0])}留置送达，没有见证人签名，也没有拍照、录像", *(item.paper for item in bad))


def mail_received(question: Question) -> Outcome:
    """A paper sent by post was received, by its return slip, and was not sent back."""
    found = _by_way(question, "mail")
    if not found:
        return _none(question, "mail")
    for receipt in found:
        if came_back(receipt, question.given["returned"], question.given["after_all"]):
            return failed(f"{what(receipt)}邮寄后被退回，不算送达", receipt.paper)
    undated = [receipt for receipt in found if not receipt.day]
    if not undated:
        return passed(f"{what(found[0])}邮寄送达，回执载明{found[0].day}收件", *found[0].all("served_date"))
    slips = speaks(question.case.papers("service_receipt", "other"), question.given["slip"])
    if slips is False and question.case.complete:
        return failed(f"{what(undated[0])}邮寄送达，没有回执和收件日期", undated[0].paper)
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
        if surely_absent(case, "address_confirmation"):
            return failed(f"{what(found[0])}电子送达，卷内没有当事人同意的送达地址确认书", found[0].paper)
        return unsure("没有找到送达地址确认书", found[0].paper)
    texts = "".join(text_of(paper) for paper in papers)
    if re.search(question.given["refused"], texts):
        return failed("送达地址确认书写明不同意电子送达，仍以电子方式送达", *papers, found[0].paper)
    if days and first and min(days) > first:
        return failed(f"{first}电子送达，送达地址确认书签于{min(days)}", *papers, found[0].paper)
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
        return failed("公告送达，卷内没有下落不明或者其他方式无法送达的记载", found[0].paper)
    for receipt in found:
        told = re.search(question.given["told"], text_of(receipt.paper))
        if told and int(cn2an.cn2an(told["days"], "smart")) < number(question.provision):
            said = f"{what(receipt)}公告送达写明公告期{told['days']}日，应为{number(question.provision)}日"
            return failed(said, receipt.paper)
        start = _put_up(receipt) or (None if re.search("期满|视为送达", text_of(receipt.paper)) else receipt.day)
        if start is None:
            return unsure("公告日期没有读清", receipt.paper)
        end = due(question.provision, start)
        if end is None:
            return unsure("节假日安排未收录，不能计算公告期")
        said = counted(question.provision, start, "公告")
        for step in question.given["after"]:
            role, value = step["paper"], case.value(step["event"])
            delivered = receipt in delivering(case, DECISIONS if role == "decision" else (role,))
            if delivered and isinstance(value, date) and value <= end:
                return failed(f"{said}；公告期未满即于{value}{step['did']}", *receipt.all("served_date"))
    return passed("公告送达期满", found[0].paper)


def served_in_time(question: Question) -> Outcome:
    """The decision was served within the provision's days; a public notice counts from the day it went up."""
    notices = [receipt for receipt in delivering(question.case, DECISIONS) if receipt.value("service_way") == "notice"]
    outcome = within_deadline(question)
    if outcome.verdict != "fail" or not notices:
        return outcome
    decided = question.days("decision_date").value
    end = due(question.provision, decided)
    papers = delivering(question.case, DECISIONS)
    up = [item for receipt in papers for item in (*receipt.all("served_date"), *receipt.all("date"))]
    days = [item.value for item in up if isinstance(item.value, date)] + [day for receipt in papers if (day := _put_up(receipt))]
    first = min((day for day in days if day >= decided), default=None)
    if end and first and first <= end:
        return passed(f"{counted(question.provision, decided, '决定')}；{first}开始公告，在期限内", *up)
    return unsure(f"{outcome.message}；公告送达以公告起始日计算，起始日请人工核对", *outcome.sources)


def _put_up(receipt: Receipt) -> date | None:
    """The day on which the notice was put up, as the receipt's own words give it."""
    match = _UP.search(text_of(receipt.paper))
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def _by_way(question: Question, way: str) -> Sequence[Receipt]:
    return [receipt for receipt in receipts(question.case) if receipt.value("service_way") == way]


def _none(question: Question, way: str) -> Outcome:
    unread = any(not receipt.all("service_way") for receipt in receipts(question.case))
    return not_applicable(f"没有{'读到' if unread else ''}{_WAYS[way]}")


CHECKS = (
    Asks(left_with_witness, shown="words"),
    Asks(mail_received, returned="words", after_all="word", slip="words"),
    Asks(electronic_agreed, agreed="word", refused="word"),
    Asks(served_in_time, start="value", event="value"),
    Asks(notice_ran_out, told="word", failed="words", after="maps"),
)
