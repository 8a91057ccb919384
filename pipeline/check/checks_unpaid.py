"""What happens when the party does not pay or restore: the court's window missed, surcharge running on, substitutes, holidays."""

from __future__ import annotations

from datetime import date

from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due, number
from pipeline.check.deeds import decided_fine
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.served import service
from pipeline.check.spots import silent, spot, titled
from pipeline.law import workdays
from pipeline.records import Document, Field


def court_window_missed(question: Question) -> Outcome:
    """Not paid, not asked of the court, and the file was closed or archived after the window: the penalty can no longer be enforced."""
    case, given = question.case, question.given
    if not decided_fine(question):
        return not_applicable("没有罚款")
    done = case.papers("payment_receipt", "enforcement_application", "instalment")
    if done or case.value("payment_date") or case.value("court_date"):
        return passed("已经缴款、批准分期或者申请强制执行", *done[:1])
    served = service(question, "decision").days
    ended = next((known for name in ("archive_date", "closing_date") if not (known := question.days(name)).trouble), None)
    if not served or ended is None:
        return unsure("没有读到缴款凭证，决定书送达日期或者结案、归档日期也没有读到，请人工核对")
    begins = workdays.due(max(served), number(question.provisions[1]), "month")
    ends = begins and workdays.due(begins, number(question.provision), "month")
    if ends is None:
        return unsure("节假日安排未收录，不能计算申请期限")
    said = f"决定书{max(served)}送达，起诉期限至{begins}，申请法院强制执行的期限至{ends}；{ended.value}归档或者结案时没有缴款凭证"
    if all(isinstance(day, date) and day <= ends for day in ended.values):
        return passed(f"{said}，申请期限还没有届满", ended)
    excuse = spot(case.documents, given["excuse"], given["but"])
    if excuse or not silent(case):
        return unsure(f"{said}，{'卷内提到执行情况' if excuse else gap(case)}，请人工核对", ended, *(excuse or ()))
    return failed(f"{said}，也没有申请强制执行", ended)


def long_overdue_urged(question: Question) -> Outcome:
    """Paid so late that the surcharge ran for more than the provision's days: a reminder should be in the file."""
    case, paid = question.case, question.days("payment_date")
    served = service(question, "decision").days
    if paid.trouble or not served:
        return unsure(paid.trouble or "没有读到决定书的送达日期", paid)
    if case.papers("instalment"):
        return not_applicable("批准了延期、分期缴纳")
    end = due(question.provisions[1], max(served))
    if end is None:
        return unsure("节假日安排未收录，不能计算缴款期限")
    days, limit = min((day - end).days for day in paid.values if isinstance(day, date)), number(question.provision)
    said = f"{counted(question.provisions[1], max(served), '决定书送达')}；{paid.value}缴款"
    if days <= limit:
        return passed(f"{said}，加处罚款没有超过{limit}日", paid)
    urged = case.papers("demand_notice", "enforcement_application")
    if urged:
        return passed(f"{said}，逾期{days}日，已经催告或者申请强制执行", paid, *urged[:1])
    if silent(case):
        return failed(f"{said}，逾期{days}日，超过{limit}日没有催告，也没有申请强制执行", paid)
    return unsure(f"{said}，逾期{days}日，没有找到催告书，请人工核对", paid)


def substitute_announced(question: Question) -> Outcome:
    """Before others restored at the party's cost a reminder came, the provision's days earlier."""
    given, case = question.given, question.case
    orders = titled(case, given["order"])
    if not orders:
        return not_applicable("没有代履行")
    urged = (*titled(case, given["urged"]), *case.papers("demand_notice"))
    if not urged:
        if silent(case):
            return failed("决定代履行，没有代履行以前的催告", *orders)
        return unsure("决定代履行，没有找到代履行以前的催告", *orders)
    reminded, done = _days(question, urged), _days(question, titled(case, given["done"]))
    done = done or [item for item in case.all("acceptance_date", "restoration_acceptance") if isinstance(item.value, date)]
    if not reminded or not done:
        return unsure("代履行催告或者实施的日期没有读到，请人工核对", *orders)
    first = max(item.value for item in reminded if isinstance(item.value, date))
    start = min(item.value for item in done if isinstance(item.value, date))
    end = due(question.provision, first)
    if end is None:
        return unsure("节假日安排未收录，不能计算期限", *orders)
    said = f"{counted(question.provision, first, '代履行催告')}；{start}实施代履行；派员监督和到场人员签名请人工核对"
    return passed(said, *reminded, *done) if start > end else failed(f"{said}；催告期限未满", *reminded, *done)


def not_on_holiday(question: Question) -> Outcome:
    """Enforcement by force was not carried out on a public holiday, or at night."""
    given, case = question.given, question.case
    papers = titled(case, given["records"])
    if not papers:
        return not_applicable("没有强制执行的现场笔录")
    if urgent := spot(papers, given["urgent"]):
        return unsure("强制执行笔录写有紧急情况，是否确属紧急请人工确认", *urgent)
    days = _days(question, papers)
    if not days:
        return unsure("没有读到强制执行的日期", *papers)
    off = workdays.official().off
    for item in days:
        if item.value in off:
            return failed(f"{item.value}为法定节假日，不得实施强制执行", item)
    if night := spot(papers, given["night"]):
        return unsure(f"强制执行笔录写有“{night[1].quote}”，是否在夜间实施请人工确认", *night)
    if any(isinstance(item.value, date) and workdays.is_workday(item.value) is not True for item in days):
        return unsure(f"{days[0].value}不是工作日，是否属于法定节假日请人工确认", *days)
    return passed(f"强制执行于工作日{days[0].value}实施", *days)


def _days(question: Question, papers: tuple[Document, ...]) -> list[Field]:
    case = question.case
    return [
        item
        for index, paper in enumerate(case.documents)
        if paper in papers
        for item in case.of(index, "date")
        if isinstance(item.value, date)
    ]


CHECKS = (
    Asks(court_window_missed, excuse="word", but="word"),
    Asks(long_overdue_urged),
    Asks(substitute_announced, order="word", urged="word", done="word"),
    Asks(not_on_holiday, records="word", night="word", urgent="word"),
)
