"""Payment, surcharge, reminder and court, acceptance of what was restored, confiscated goods, closing."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.check.across import across
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import cited, counted, due, number
from pipeline.check.deeds import decided_fine
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import numbers, of_decision, own, readable, speaks, yuan
from pipeline.check.served import service
from pipeline.law import workdays
from pipeline.records import Opinion


def paid_to_treasury(question: Question) -> Outcome:
    """The money went to the bank or the treasury, not to the authority or an officer."""
    fields = list(question.case.all("payee", "payment_receipt"))
    if not fields:
        return unsure("没有读到票据的收款单位", *question.case.papers("payment_receipt")[:1])
    for field in fields:
        if not re.search(question.given["treasury"], str(field.value)) and re.search(question.given["agency"], str(field.value)):
            return failed(f"票据的收款单位为{field.value}，罚款没有缴至代收银行或者国库。{cited(question)}", field)
    return passed(f"收款单位为{fields[0].value}", *fields[:1])


def receipt_for_the_fine(question: Question) -> Outcome:
    """The receipt is the treasury's form and shows the fine, with the surcharge where there is one."""
    case = question.case
    plain = [field for field in case.all("fiscal_receipt", "payment_receipt") if field.value is False]
    if plain:
        return failed(f"收缴罚款没有使用财政部门统一制发的票据（{plain[0].evidence.quote or '收据'}）。{cited(question)}", *plain)
    fine, fields = decided_fine(question), list(case.all("amount_yuan", "payment_receipt"))
    if fine is None or not fields:
        return unsure("票面金额或者罚款数额没有读到", *case.papers("payment_receipt")[:1])
    extras = [*numbers(case.all("surcharge_yuan", "payment_receipt")), *_confiscated(question)]
    taken = {yuan(fine), yuan(fine + sum(extras)), *(yuan(fine + extra) for extra in extras)}
    per_paper: dict[int, Decimal] = {}
    for field in fields:
        per_paper.setdefault(field.document, Decimal(str(field.value)))
    total = sum(per_paper.values(), Decimal(0))
    if yuan(total) in taken or any(yuan(value) in taken for value in numbers(fields)):
        return passed(f"票面金额{yuan(total)}与罚款相符", *fields[:1])
    if case.papers("instalment", "enforcement_application", "demand_notice") or total > fine:
        return unsure(f"票面合计{yuan(total)}，罚款{yuan(fine)}，分期、加处的情况请人工核对", *fields)
    return failed(f"票面合计{yuan(total)}，决定罚款{yuan(fine)}，不相符。{cited(question)}", *fields)


def _confiscated(question: Question) -> list[Decimal]:
    # confiscated money is often paid in with the fine
    return numbers(field for name in ("confiscated_yuan", "illegal_gains_yuan") for field in question.case.all(name, "decision"))


def surcharge_right(question: Question) -> Outcome:
    """Paid late: the daily surcharge up to its cap; paid in time: none."""
    case, fine = question.case, decided_fine(question)
    rate, cap = (Decimal(str(question.law.at(name, question.day).value)) for name in ("surcharge_daily_rate", "surcharge_cap"))  # type: ignore[union-attr,arg-type]
    charged = numbers(case.all("surcharge_yuan", "payment_receipt"))
    paid_sums = numbers(case.all("amount_yuan", "payment_receipt"))
    if fine is None:
        return unsure("没有读到罚款数额")
    if case.papers("instalment"):
        return unsure("有延期、分期缴纳，加处罚款请人工核对", *case.papers("instalment"))
    over = paid_sums[0] - fine if paid_sums else Decimal(0)
    got = charged[0] if charged else Decimal(0) if over in (Decimal(0), *_confiscated(question)) else max(over, Decimal(0))

    def judge(served: date, paid: date) -> Outcome:
        end = due(question.provision, served)
        if end is None:
            return unsure("节假日安排未收录，不能计算缴款期限")
        days = max((paid - end).days, 0)
        right = min(fine * rate * days, fine * cap)
        said = f"{counted(question.provision, served, '送达')}；{paid}缴款"
        if abs(right - got) < 1:
            return passed(f"{said}，{'没有逾期' if not days else f'逾期{days}日，加处{yuan(got)}'}")
        if days and speaks(case.documents, question.given["suspended"]) is not False:
            return unsure(f"{said}，逾期{days}日应加处{yuan(right)}，实收{yuan(got)}；复议、诉讼期间不计，请人工核对")
        return failed(f"{said}，逾期{days}日，应加处{yuan(right)}，实收{yuan(got)}。{cited(question)}", *case.papers("payment_receipt"))

    return across(judge, question.days("decision_served_date"), question.days("payment_date"))


def spot_payment_allowed(question: Question) -> Outcome:
    """Money was taken on the spot only within the limit, or where the file says why it had to be."""
    fields = [field for field in question.case.all("paid_on_spot") if field.value is True]
    if not fields:
        return not_applicable("没有当场收缴罚款")
    fine = decided_fine(question)
    if fine is None:
        return unsure("没有读到罚款数额", *fields)
    limit = Decimal(str(question.provision.value))
    if question.case.procedure == "summary" and fine <= limit:
        return passed(f"当场收缴{yuan(fine)}，没有超过{yuan(limit)}", *fields)
    spoken = speaks(question.case.documents, question.given["reasons"])
    if spoken:
        return passed(f"当场收缴{yuan(fine)}，卷内写有理由", *fields)
    message = f"当场收缴{yuan(fine)}，超过{yuan(limit)}，没有事后难以执行或者当事人提出的记载"
    return failed(f"{message}。{cited(question)}", *fields) if spoken is False else unsure(message, *fields)


def applied_after_demand(question: Question) -> Outcome:
    """The court was asked only after the period of the reminder was over."""
    received = service(question, "demand_notice")
    known = question.days("demand_date")
    starts = received.days or tuple(day for day in known.values if isinstance(day, date))
    if not starts:
        if question.case.absent("demand_notice"):
            return failed(f"申请强制执行以前没有催告。{cited(question)}", *question.case.papers("enforcement_application"))
        return unsure("催告书的送达日期没有读到", *question.case.papers("demand_notice"))

    def judge(applied: date) -> Outcome:
        end = due(question.provision, max(starts))
        if end is None:
            return unsure("节假日安排未收录，不能计算期限")
        said = f"{counted(question.provision, max(starts), '催告书送达')}；{applied}申请法院"
        return passed(f"{said}，期满以后申请") if applied > end else failed(f"{said}，期限未满。{cited(question)}", *received.sources)

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
            return failed(f"{said}，超过期限。{cited(question)}")
        if applied <= first:
            if speaks(question.case.documents, question.given["earlier"]):
                return unsure(f"{said}；卷内有复议、诉讼的记载，起算日请人工核对")
            return failed(f"{said}，起诉期限未满。{cited(question)}")
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
        if case.absent("restoration_acceptance") and case.papers("closing_report"):
            return failed(f"责令补种或者恢复，已经结案而没有验收记录。{cited(question)}", *case.papers("closing_report"))
        return unsure("责令补种或者恢复，没有找到验收记录", *case.papers("decision")[:1])
    refused = [field for field in case.all("accepted", "restoration_acceptance") if field.value is False]
    if refused:
        return failed(f"验收不合格。{cited(question)}", *refused)
    need, done = of_decision(question, "replant_trees"), numbers(case.all("accepted_trees", "restoration_acceptance"))
    if need.values and done and max(done) < Decimal(str(need.value)):
        fields = tuple(case.all("accepted_trees", "restoration_acceptance"))
        return failed(f"应补种{need.value}株，验收{max(done):f}株。{cited(question)}", need, *fields)
    limit = own(question, "due_date", "decision", "restoration_acceptance")
    day = own(question, "acceptance_date", "restoration_acceptance")
    seen = day if day.values else question.days("acceptance_date")
    if not isinstance(limit.value, date) or not isinstance(seen.value, date):
        return unsure("责令完成的期限或者验收日期没有读到", *papers[:1])
    if seen.value <= limit.value:
        return passed(f"责令{limit.value}以前完成，{seen.value}验收", limit, seen)
    if speaks(case.documents, question.given["extended"]):
        return unsure(f"责令{limit.value}以前完成，{seen.value}验收，卷内有延期的记载，请人工核对", limit, seen)
    return failed(f"责令{limit.value}以前完成，{seen.value}才验收，没有延期手续。{cited(question)}", limit, seen)


def goods_disposed(question: Question) -> Outcome:
    """Confiscated goods have a list and a record of what became of them."""
    papers = question.case.papers("confiscation_list")
    if not papers:
        if question.case.absent("confiscation_list"):
            return failed(f"决定没收物品，卷内没有没收清单和处理记录。{cited(question)}", *question.case.papers("decision")[:1])
        return unsure("决定没收物品，没有找到清单和处理记录")
    spoken = speaks(papers, question.given["disposed"])
    if spoken is False:
        return failed(f"没收物品只有清单，没有处理记录。{cited(question)}", papers[0])
    return passed("没收物品有清单和处理记录", papers[0]) if spoken else unsure("没收物品的处理记录没有读清", papers[0])


def closed_after_execution(question: Question) -> Outcome:
    """The case was closed on or after the day of the last act of execution."""
    closed = question.days("closing_date")
    acts = [question.days(name) for name in question.given["acts"]]
    known = [act for act in acts if isinstance(act.value, date)]
    if closed.trouble or not known:
        return unsure(closed.trouble or "没有读到缴款、验收的日期", closed)
    last = max(known, key=lambda act: act.value)
    if any(day >= last.value for day in closed.values if isinstance(day, date)):
        return passed(f"{last.value}执行完毕，{closed.value}结案", closed, last)
    if speaks(question.case.documents, question.given["ended"]):
        return unsure(f"{closed.value}结案，{last.value}才执行完毕，卷内有终结、中止执行的记载，请人工核对", closed, last)
    return failed(f"{closed.value}结案，{last.value}才执行完毕。{cited(question)}", closed, last)


def closing_tells(question: Question) -> Outcome:
    """The closing report tells how the decision was carried out and is signed by the head."""
    papers = question.case.papers("closing_report")
    blank = list(question.case.all("blank_part", "closing_report"))
    if blank:
        return failed(f"结案报告的{'、'.join(str(field.value) for field in blank)}空白。{cited(question)}", *blank)
    heads = [field for field in question.case.all("opinion", "closing_report") if getattr(field.value, "level", "") == "head"]
    if heads and all(isinstance(field.value, Opinion) and not (field.value.name or field.value.text or field.value.day) for field in heads):
        return failed(f"结案报告没有负责人签批。{cited(question)}", *heads)
    if speaks(papers, question.given["carried_out"]) is False and all(readable(paper) for paper in papers):
        return failed(f"结案报告没有写明执行情况。{cited(question)}", papers[0])
    if speaks(papers, question.given["approved"]) is False or speaks(papers, question.given["unanswered"]):
        return unsure("结案报告没有读到负责人审批意见", papers[0])
    return passed("结案报告写明执行情况，经负责人审批", papers[0])


CHECKS = (
    Asks(paid_to_treasury, treasury="word", agency="word"),
    Asks(receipt_for_the_fine),
    Asks(surcharge_right, suspended="words"),
    Asks(spot_payment_allowed, reasons="words"),
    Asks(applied_after_demand),
    Asks(applied_in_window, earlier="words"),
    Asks(restored_in_time, ordered="words", extended="words"),
    Asks(goods_disposed, disposed="words"),
    Asks(closed_after_execution, acts="values", ended="words"),
    Asks(closing_tells, carried_out="words", approved="words", unanswered="words"),
)
