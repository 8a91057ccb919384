"""Payment: to whom, on what paper, with what surcharge, and when money may be taken on the spot."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.check.across import across
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due
from pipeline.check.checks_people import names
from pipeline.check.deeds import decided_fine
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import numbers, speaks, text_of, yuan
from pipeline.records import Document


def paid_to_treasury(question: Question) -> Outcome:
    """The money went to the bank or the treasury, not to the authority or an officer."""
    case, given = question.case, question.given
    officers = names(question.read("officers").value or ())
    bare = any(item.value is False for item in case.all("fiscal_receipt", "payment_receipt"))
    payees: list[tuple[str, Document]] = []
    collected = False
    for paper in case.papers("payment_receipt"):
        text = "\n".join(page.text for page in paper.pages)
        slots = [match for match in re.finditer(given["payee"], text) if match["who"].strip()]
        payees += [(match["who"].strip(), paper) for match in slots]
        # the bank's own place on the form
        collected |= any("代收" in match[0] and re.search(given["agency"], match["who"].strip()) for match in slots)
    banks = [(who, paper) for who, paper in payees if re.search(given["treasury"], who)]
    for who, paper in payees:
        if re.sub(r"\s", "", who) in officers and not banks:
            return failed(f"票据的收款人为执法人员{who}，罚款没有缴至代收银行或者国库", paper)
        if not banks and re.search(given["agency"], who):
            collector = re.search(given["collector"], "\n".join(page.text for page in paper.pages))
            if bare or collected or collector or re.search(given["own_account"], text_of(paper)):
                return failed(f"票据的收款人为{who}，罚款没有缴至代收银行或者国库", paper)
            # 罚没票据 bears the name and stamp of the body that issues it
            return unsure(f"票据的收款单位为{who}，是开票单位还是收款账户的户名请人工核对", paper)
    fields = list(case.all("payee", "payment_receipt"))
    own_cash = next((paper for paper in case.papers("payment_receipt") if re.search(given["cash"], text_of(paper))), None)
    if own_cash and not banks and case.procedure != "summary":
        return failed("票据写明由执法机关或者执法人员收取现金，罚款没有缴至代收银行或者国库", own_cash)
    if banks:
        return passed(f"收款单位为{banks[0][0]}", banks[0][1])
    if speaks(case.papers("payment_receipt"), (given["treasury"],)):
        return passed("票据写明由代收银行或者国库收款", *(fields[:1] or case.papers("payment_receipt")[:1]))
    return unsure("没有读到票据的收款单位", *case.papers("payment_receipt")[:1])


def receipt_for_the_fine(question: Question) -> Outcome:
    """The receipt is the treasury's form and shows the fine, with the surcharge where there is one."""
    case = question.case
    plain = [field for field in case.all("fiscal_receipt", "payment_receipt") if field.value is False]
    if plain:
        return failed(f"收缴罚款没有使用财政部门统一制发的票据（{plain[0].evidence.quote or '收据'}）", *plain)
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
    return failed(f"票面合计{yuan(total)}，决定罚款{yuan(fine)}，不相符", *fields)


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
        return failed(f"{said}，逾期{days}日，应加处{yuan(right)}，实收{yuan(got)}", *case.papers("payment_receipt"))

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
    return failed(f"{message}", *fields) if spoken is False else unsure(message, *fields)


CHECKS = (
    Asks(paid_to_treasury, treasury="word", agency="word", payee="word", collector="word", own_account="word", cash="word"),
    Asks(receipt_for_the_fine),
    Asks(surcharge_right, suspended="words"),
    Asks(spot_payment_allowed, reasons="words"),
)
