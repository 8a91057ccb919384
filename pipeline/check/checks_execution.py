"""Reminder and court, acceptance of what was restored, confiscated goods, closing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.check.absence import surely_absent
from pipeline.check.across import across
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due, number
from pipeline.check.deeds import decided_fine
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import numbers, of_decision, own, readable, speaks
from pipeline.check.served import service
from pipeline.check.spots import silent, spot
from pipeline.law import workdays
from pipeline.records import Document, Evidence, Opinion


def applied_after_demand(question: Question) -> Outcome:
    """The court was asked only after the period of the reminder was over."""
    received = service(question, "demand_notice")
    known = question.days("demand_date")
    starts = received.days or tuple(day for day in known.values if isinstance(day, date))
    if not starts:
        if surely_absent(question.case, "demand_notice"):
            return failed("申请强制执行以前没有催告", *question.case.papers("enforcement_application"))
        return unsure("催告书的送达日期没有读到", *question.case.papers("demand_notice"))

    def judge(applied: date) -> Outcome:
        end = due(question.provision, max(starts))
        if end is None:
            return unsure("节假日安排未收录，不能计算期限")
        said = f"{counted(question.provision, max(starts), '催告书送达')}；{applied}申请法院"
        return passed(f"{said}，期满以后申请") if applied > end else failed(f"{said}，期限未满", *received.sources)

    return across(judge, question.days("court_date"))


def applied_in_window(question: Question) -> Outcome:
    """The court was asked after the months for suit and within the window that follows."""
    suit = question.law.at("suit_months", question.day) if question.day else None
    if suit is None:
        return unsure("起诉期限没有查到")
    window = question.provision
    later = [field.value for field in question.case.all("due_date", "instalment") if isinstance(field.value, date)]

    def judge(served: date, applied: date) -> Outcome:
        first = due(suit, served)
        if later and first:
            first = max(first, *later)
        last = workdays.due(first, number(window), window.unit or "month") if first else None
        if first is None or last is None:
            return unsure("节假日安排未收录，不能计算期限")
        said = f"决定书{served}送达，起诉期限届满于{first}，申请法院的期限至{last}；{applied}申请"
        if applied > last:
            return failed(f"{said}，超过期限")
        if applied <= first:
            if speaks(question.case.documents, question.given["earlier"]):
                return unsure(f"{said}；卷内有复议、诉讼的记载，起算日请人工核对")
            return failed(f"{said}，起诉期限未满")
        return passed(said)

    return across(judge, question.days("decision_served_date"), question.days("court_date"))


def restored_in_time(question: Question) -> Outcome:
    """What was ordered to be replanted or restored was accepted, in time and in full."""
    case = question.case
    papers = case.papers("restoration_acceptance")
    ordered = speaks(case.papers("decision"), question.given["ordered"])
    if not papers:
        if not ordered:
            return not_applicable("决定没有责令补种、恢复")
        if surely_absent(case, "restoration_acceptance") and case.papers("closing_report"):
            return failed("责令补种或者恢复，已经结案而没有验收记录", *case.papers("closing_report"))
        return unsure("责令补种或者恢复，没有找到验收记录", *case.papers("decision")[:1])
    refused = [field for field in case.all("accepted", "restoration_acceptance") if field.value is False]
    if refused:
        return failed("验收不合格", *refused)
    need, done = of_decision(question, "replant_trees"), numbers(case.all("accepted_trees", "restoration_acceptance"))
    if need.values and done and max(done) < Decimal(str(need.value)):
        fields = tuple(case.all("accepted_trees", "restoration_acceptance"))
        return failed(f"应补种{need.value}株，验收{max(done):f}株", need, *fields)
    limit = own(question, "due_date", "decision", "restoration_acceptance")
    day = own(question, "acceptance_date", "restoration_acceptance")
    seen = day if day.values else question.days("acceptance_date")
    if not isinstance(limit.value, date) or not isinstance(seen.value, date):
        return unsure("责令完成的期限或者验收日期没有读到", *papers[:1])
    if seen.value <= limit.value:
        return passed(f"责令{limit.value}以前完成，{seen.value}验收", limit, seen)
    if speaks(case.documents, question.given["extended"]):
        return unsure(f"责令{limit.value}以前完成，{seen.value}验收，卷内有延期的记载，请人工核对", limit, seen)
    return failed(f"责令{limit.value}以前完成，{seen.value}才验收，没有延期手续", limit, seen)


def goods_disposed(question: Question) -> Outcome:
    """Confiscated goods have a list and a record of what became of them."""
    papers = question.case.papers("confiscation_list")
    if not papers:
        if surely_absent(question.case, "confiscation_list"):
            return failed("决定没收物品，卷内没有没收清单和处理记录", *question.case.papers("decision")[:1])
        return unsure("决定没收物品，没有找到清单和处理记录")
    spoken = speaks(papers, question.given["disposed"])
    if spoken is False:
        return failed("没收物品只有清单，没有处理记录", papers[0])
    return passed("没收物品有清单和处理记录", papers[0]) if spoken else unsure("没收物品的处理记录没有读清", papers[0])


def closed_after_execution(question: Question) -> Outcome:
    """The case was closed on or after the day of the last act of execution."""
    closed = question.days("closing_date")
    acts = [question.days(name) for name in question.given["acts"]]
    known = [act for act in acts if isinstance(act.value, date)]
    if unpaid := _unpaid(question):
        return failed(f"{closed.value or ''}结案，结案报告写明“{unpaid[1].quote}”", closed, *unpaid)
    if closed.trouble or not known:
        return unsure(closed.trouble or "没有读到缴款、验收的日期", closed)
    last = max(known, key=lambda act: act.value)
    if any(day >= last.value for day in closed.values if isinstance(day, date)):
        return passed(f"{last.value}执行完毕，{closed.value}结案", closed, last)
    if speaks(question.case.documents, question.given["ended"]):
        return unsure(f"{closed.value}结案，{last.value}才执行完毕，卷内有终结、中止执行的记载，请人工核对", closed, last)
    return failed(f"{closed.value}结案，{last.value}才执行完毕", closed, last)


def _unpaid(question: Question) -> tuple[Document, Evidence] | None:
    """Where the closing report itself says that the fine is not paid, and no paper speaks of payment or of its enforcement."""
    case = question.case
    settled = case.papers("payment_receipt", "enforcement_application", "instalment") or case.value("payment_date")
    closing = case.papers("closing_report")
    if settled or not decided_fine(question) or not silent(case) or speaks((*closing, *case.papers("other")), question.given["ended"]):
        return None
    return spot(closing, question.given["unpaid"])


def closing_tells(question: Question) -> Outcome:
    """The closing report tells how the decision was carried out and is signed by the head."""
    papers = question.case.papers("closing_report")
    blank = list(question.case.all("blank_part", "closing_report"))
    if blank:
        return failed(f"结案报告的{'、'.join(str(field.value) for field in blank)}空白", *blank)
    heads = [field for field in question.case.all("opinion", "closing_report") if getattr(field.value, "level", "") == "head"]
    if heads and all(isinstance(field.value, Opinion) and not (field.value.name or field.value.text or field.value.day) for field in heads):
        return failed("结案报告没有负责人签批", *heads)
    if speaks(papers, question.given["carried_out"]) is False and all(readable(paper) for paper in papers):
        return failed("结案报告没有写明执行情况", papers[0])
    if speaks(papers, question.given["approved"]) is False or speaks(papers, question.given["unanswered"]):
        return unsure("结案报告没有读到负责人审批意见", papers[0])
    return passed("结案报告写明执行情况，经负责人审批", papers[0])


CHECKS = (
    Asks(applied_after_demand),
    Asks(applied_in_window, earlier="words"),
    Asks(restored_in_time, ordered="words", extended="words"),
    Asks(goods_disposed, disposed="words"),
    Asks(closed_after_execution, acts="values", ended="words", unpaid="word"),
    Asks(closing_tells, carried_out="words", approved="words", unanswered="words"),
)
