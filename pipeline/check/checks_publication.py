"""Publication: in time, the same as the decision, without private data; the file's own record first, the list only where it has none."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.check.asks import Asks
from pipeline.check.deeds import decided_fine
from pipeline.check.question import Known, Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import of_decision, yuan
from pipeline.law import workdays
from pipeline.registers import PublishedRow


def published_in_time(question: Question) -> Outcome:
    """The decision was published within the working days set."""
    days = question.settings.publish_working_days or int(Decimal(str(question.provision.value)))
    decided = question.days("decision_date")
    day, source = _published(question)
    if day is None:
        return unsure("卷内没有读到公示日期，公示清单也没有本案", *source)
    if decided.trouble:
        return unsure(decided.trouble, decided)
    end = workdays.due(decided.value, days, "working_day")
    if end is None:
        return unsure("节假日安排未收录，不能计算公示期限")
    said = f"{workdays.explain(decided.value, days, 'working_day', '（决定）')}；{day}公示"
    return passed(said, *source) if day <= end else failed(f"{said}，超过期限", decided, *source)


def published_after_service(question: Question) -> Outcome:
    """Publication does not come before service."""
    day, source = _published(question)
    served = question.days("decision_served_date")
    if day is None or served.trouble:
        return unsure("公示日期或者送达日期没有读到", *source)
    if all(day >= one for one in served.values):
        return passed(f"{served.value}送达，{day}公示", *source)
    return failed(f"{day}公示，{served.value}才送达", served, *source)


def published_as_decided(question: Question) -> Outcome:
    """Number, day and fine published are those of the decision."""
    case = question.case
    if not case.papers("publication_record"):
        return _row_as_decided(question)
    compared: list[Source] = []
    pairs: list[tuple[str, str, Known]] = [("published_number", "文号", _number(question))]
    pairs.append(("published_decision_date", "决定日期", question.days("decision_date")))
    pairs.append(("published_fine_yuan", "罚款", of_decision(question, "fine_yuan")))
    for name, what, own in pairs:
        fields = list(case.all(name, "publication_record"))
        if not fields or not own.values:
            continue
        compared += fields
        if all(not _same(field.value, own.value) for field in fields):
            return failed(f"公示的{what}为{_said(fields[0].value)}，决定书为{_said(own.value)}，不一致", *fields, own)
    if not compared:
        return unsure("公示记录的内容没有读清", *case.papers("publication_record")[:1])
    return passed("公示的文号、日期、罚款与决定书一致", *compared)


def _row_as_decided(question: Question) -> Outcome:
    row = _row(question)
    if row is None:
        return not_applicable("卷内没有公示记录，公示清单没有本案")
    fine, decided = decided_fine(question), question.case.value("decision_date")
    listed = None if row.fine_yuan is None else Decimal(str(row.fine_yuan))
    if listed is not None and fine is not None and abs(listed - fine) > Decimal("0.01"):
        return failed(f"公示清单第{row.row}行的罚款为{yuan(listed)}，决定书为{yuan(fine)}，不一致")
    if row.decision_date and isinstance(decided, date) and row.decision_date != decided:
        return failed(f"公示清单第{row.row}行的决定日期为{row.decision_date}，决定书为{decided}，不一致")
    return passed(f"公示清单第{row.row}行与决定书一致")


def private_data_masked(question: Question) -> Outcome:
    """No identity number, address or telephone of a natural person is shown."""
    shown = list(question.case.all("private_shown", "publication_record"))
    if shown:
        return failed(f"公示记录显示了当事人的{'、'.join(dict.fromkeys(_kind(str(field.value)) for field in shown))}", *shown)
    return passed("公示记录没有显示证件号码、住址、电话", *question.case.papers("publication_record")[:1])


def _kind(text: str) -> str:
    # the message itself must not spread what it objects to
    if re.search(r"\d{14,}", text):
        return "证件号码"
    return "电话号码" if re.fullmatch(r"[\d\s-]{7,14}", text) else "住址"


def _published(question: Question) -> tuple[date | None, tuple[Source, ...]]:
    known = question.days("publication_date")
    if isinstance(known.value, date):
        return known.value, known.sources
    row = _row(question) if not question.case.papers("publication_record") else None
    return (row.published_date if row else None), known.sources


def _row(question: Question) -> PublishedRow | None:
    number = str(_number(question).value or "")
    rows = question.registers.published or ()
    return next((row for row in rows if number and _plain(row.number) == _plain(number)), None)


def _number(question: Question) -> Known:
    own = of_decision(question, "number")
    return own if own.values else question.read("doc_number")


def _same(one: object, other: object) -> bool:
    if isinstance(one, Decimal | int) and isinstance(other, Decimal | int):
        return abs(Decimal(one) - Decimal(other)) <= Decimal("0.01")
    if isinstance(one, str) and isinstance(other, str):
        return _plain(one) == _plain(other)
    return one == other


def _plain(number: str) -> str:
    # brackets, 第, 字 and leading zeros are how each clerk writes
    words = re.sub(r"[\s第号字〔〕\[\]（）()﹝﹞【】{}〈〉]", "|", number)
    return "|".join(part.lstrip("0") if part.isdigit() else part for part in re.findall(r"\d+|[^\d|]+", words))


def _said(value: object) -> str:
    return yuan(value) if isinstance(value, Decimal) else str(value)


CHECKS = (
    Asks(published_in_time),
    Asks(published_after_service),
    Asks(published_as_decided),
    Asks(private_data_masked),
)
