"""What had to follow within hours or days: approvals after the fact, money handed over, transfers sent, goods and pages moved on."""

from __future__ import annotations

from datetime import date

from pipeline.check.across import across
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due, number
from pipeline.check.question import Known, Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.served import service
from pipeline.check.spots import silent, spot, titled
from pipeline.records import Document, Field, Opinion, Provision

_HOURS = 24


def seizure_approved_after(question: Question) -> Outcome:
    """An emergency seizure was approved within the provision's hours; the papers give days, so one day later stays open."""
    found = spot(question.case.papers("seizure"), question.given["emergency"], question.given["but"])
    if found is None:
        return not_applicable("查封扣押文书没有写明情况紧急、当场实施")
    start = question.days("seizure_date")
    approved = [item for item in question.case.all("approved_date", "seizure") if isinstance(item.value, date)]
    if start.trouble or not approved:
        return unsure(start.trouble or "没有读到补办批准的日期，请人工核对", *found, start)
    days, hours = number(question.provision) // _HOURS, number(question.provision)
    last = max(item.value for item in approved if isinstance(item.value, date))
    late = min((last - day).days for day in start.values if isinstance(day, date))
    said = f"紧急情况下于{start.value}当场查封扣押，{last}补办批准，期限为{hours}小时"
    if late > days:
        return failed(f"{said}，已经超过", *found, start, *approved)
    if late == days:
        return unsure(f"{said}，文书没有写到时分，请人工核对", *found, start, *approved)
    return passed(said, start, *approved)


def spot_money_handed_over(question: Question) -> Outcome:
    """Money taken on the spot reached the authority, and from there the bank, each within the provision's days."""
    taken = [item for item in question.case.all("paid_on_spot") if item.value is True]
    if not taken:
        return not_applicable("没有当场收缴罚款")
    start = next((known for name in ("payment_date", "decision_date") if not (known := question.days(name)).trouble), None)
    steps = [question.days("any.handed_over_date"), question.days("any.banked_date")]
    if start is None or all(step.trouble for step in steps):
        return unsure("没有读到当场收缴的罚款交机关、缴银行的日期，请人工核对", *taken[:1])
    outcomes, before = [], start
    for what, step in zip(("交至机关", "缴付银行"), steps, strict=True):
        if not step.trouble and (what == "交至机关" or before is not start):
            outcomes.append(_in_time(question, question.provision, before, step, what))
            before = step
    wrong = next((outcome for outcome in outcomes if outcome.verdict != "pass"), None)
    return wrong or (outcomes[0] if outcomes else unsure("没有读到罚款交至机关的日期，请人工核对", *taken[:1]))


def transfer_in_time(question: Question) -> Outcome:
    """The head decided on the transfer within days of the report, and it went to the police within hours of that."""
    case = question.case
    forms = _forms(question)
    blocks = [item for item in case.all("opinion", "transfer_letter", "other") if isinstance(item.value, Opinion)]
    blocks = [item for item in blocks if case.documents[item.document].role == "transfer_letter" or case.documents[item.document] in forms]
    report, head = _block(blocks, "handler"), _block(blocks, "head")
    letters = [item for item in case.all("date", "transfer_letter") if case.documents[item.document] not in forms]
    if head is None:
        return unsure("没有读到移送的审批日期，请人工核对", *case.papers("transfer_letter")[:1])
    outcomes = [_in_time(question, question.provision, report, head, "批准移送")] if report else []
    sent = [item for item in letters if isinstance(item.value, date)]
    if sent:
        hours = number(question.provisions[1])
        late = min(
            (item.value - head.value).days for item in sent if isinstance(item.value, date) and isinstance(head.value, date)
        )
        said = f"{head.value}批准移送，{sent[0].value}移送公安机关，期限为{hours}小时"
        if late > hours // _HOURS:
            outcomes.append(failed(f"{said}，已经超过", head, *sent))
        elif late == hours // _HOURS:
            outcomes.append(unsure(f"{said}，文书没有写到时分，请人工核对", head, *sent))
        else:
            outcomes.append(passed(said, head, *sent))
    for verdict in ("fail", "unsure", "pass"):
        for outcome in outcomes:
            if outcome.verdict == verdict:
                return outcome
    return unsure("移送报告、移送书的日期没有读到，请人工核对", head)


def paper_follows(question: Question) -> Outcome:
    """After a paper titled `first` one titled `then` (or the field `then_field`) comes within the provision's days."""
    given, case = question.given, question.case
    first = titled(case, given["first"])
    if "first_words" in given:
        first = tuple(paper for paper in first if spot((paper,), given["first_words"]))
    if not first:
        return not_applicable(str(given["no_occasion"]))
    start = _dates(question, first)
    then = question.days(given["then_field"]) if "then_field" in given else _dates(question, titled(case, given["then"]))
    if start.trouble:
        return unsure(f"没有读到{given['event']}的日期", *first)
    if not then.trouble:
        return _in_time(question, question.provision, start, then, str(given["what"]))
    message = f"{start.value}{given['event']}，没有{given['what']}的记载"
    if "where" in given and not case.papers(*given["where"]):
        return not_applicable(str(given["no_need"]), *first)
    if "then_words" in given and (spoken := spot(case.papers(*given["where"]), given["then_words"])):
        return unsure(f"{start.value}{given['event']}，{given['what']}的日期没有读清，请人工核对", *first, *spoken)
    if given.get("must") and silent(case):
        return failed(f"{message}", *first)
    return unsure(f"{message}，请人工核对", *first)


def instalment_in_time(question: Question) -> Outcome:
    """Payment by instalments, or later, was asked for by the party and approved before the time for paying was over."""
    case, papers = question.case, question.case.papers("instalment")
    asked = spot(papers, question.given["asked"])
    if asked is None and silent(case):
        return failed("卷内没有当事人延期、分期缴纳的申请", *papers)
    approved = [item for item in case.all("approved_date", "instalment") if isinstance(item.value, date)]
    served = service(question, "decision").days
    if not approved or not served:
        return unsure("没有读到批准日期或者决定书送达日期，请人工核对", *papers[:1])
    pay = question.provisions[1]
    ends = [end for day in served if (end := due(pay, day))]
    if len(ends) < len(served):
        return unsure("节假日安排未收录，不能计算缴款期限", *papers[:1])
    days = [item.value for item in approved if isinstance(item.value, date)]
    said = f"{counted(pay, served[0], '决定书送达')}；{min(days)}批准延期、分期缴纳"
    if min(days) <= min(ends):
        return passed(said, *approved) if asked else unsure(f"{said}；没有读到当事人的申请", *approved)
    if min(days) <= max(ends):
        return unsure(f"{said}；送达日期有不同写法", *approved)
    return failed(f"{said}，在缴款期满以后", *approved)


def _in_time(question: Question, provision: Provision, start: Known | Field, event: Known | Field, what: str) -> Outcome:
    def judge(first: date, last: date) -> Outcome:
        end = due(provision, first)
        if end is None:
            return unsure(f"{first.year}年前后的节假日安排未收录，不能计算期限")
        said = f"{counted(provision, first, '起')}；{last}{what}"
        if last < first:
            return unsure(f"{what}的日期{last}早于{first}，请人工核对")
        return passed(f"{said}，在期限内") if last <= end else failed(f"{said}，超过期限")

    return across(judge, _known(start), _known(event))


def _known(item: Known | Field) -> Known:
    return item if isinstance(item, Known) else Known("date", (_day(item),), (item,))


def _day(item: Field) -> object:
    return item.value.day if isinstance(item.value, Opinion) else item.value


def _block(blocks: list[Field], level: str) -> Field | None:
    """The dated block of that level, its day as the value."""
    for item in blocks:
        value = item.value
        if isinstance(value, Opinion) and value.level == level and isinstance(value.day, date):
            return Field("date", value.day, item.evidence, item.confidence, item.found_by, item.document)
    return None


def _forms(question: Question) -> tuple[Document, ...]:
    """The forms on which the transfer was approved, whichever role they were given."""
    return tuple(paper for paper in titled(question.case, "[审呈报]批") if paper.role == "transfer_letter" or "移送" in paper.title)


def _dates(question: Question, papers: tuple[Document, ...]) -> Known:
    case = question.case
    fields = [item for index, paper in enumerate(case.documents) if paper in papers for item in case.of(index, "date")]
    days = tuple(dict.fromkeys(item.value for item in fields if isinstance(item.value, date)))
    return Known("date", days[:1], tuple(fields[:1]), None if days else "没有读到日期")


CHECKS = (
    Asks(seizure_approved_after, emergency="word", but="word"),
    Asks(spot_money_handed_over),
    Asks(transfer_in_time),
    Asks(
        paper_follows, first="word", first_words="word?", then="word?", then_field="value?", event="word", what="word",
        no_occasion="word", must="flag?", where="roles?", no_need="word?", then_words="word?",
    ),
    Asks(instalment_in_time, asked="word"),
)  # fmt: skip
