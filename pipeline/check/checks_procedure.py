"""On the way to the decision: time limits of the trade and their extension, collective discussion, and who decided."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pipeline.check.absence import surely_absent
from pipeline.check.across import across
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due
from pipeline.check.deeds import decided_fine
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import numbers, of_decision, readable, speaks, text_of, texts, yuan
from pipeline.check.served import service, waived
from pipeline.check.spots import silent as silent_papers
from pipeline.law import workdays
from pipeline.records import Document, Field, Period

_VOICE = re.compile(r"(?<!一致)同意|认为|赞成|无异议|(?:没有|无)(?:不同)?意见|表示|发言")


def decided_or_extended(question: Question) -> Outcome:
    """Decided within the provision's months, or extended in time, and after the longer period by the upper authority."""
    first, second = question.provisions[0], question.provisions[1]

    def judge(filed: date, decided: date) -> Outcome:
        end, last = due(first, filed), due(second, filed)
        if end is None or last is None:
            return unsure("节假日安排未收录，不能计算期限")
        said = f"{counted(first, filed, '立案')}；{decided}决定"
        if decided <= end:
            return passed(f"{said}，在期限内")
        papers = question.case.papers("extension_approval")
        if not papers:
            if surely_absent(question.case, "extension_approval"):
                return failed(f"{said}，卷内没有延期审批")
            return unsure(f"{said}，没有找到延期审批，{gap(question.case)}")
        days = _approved(question)
        if not days:
            return unsure(f"{said}，延期审批的批准日期没有读清", *papers)
        if all(day > end for day, _ in days):
            return failed(f"{said}，延期{days[0][0]}才批准，已在期满之后", *(field for _, field in days))
        if decided <= last:
            return passed(f"{said}，{min(day for day, _ in days)}批准延期", *(field for _, field in days))
        if _by_upper(question, papers):
            return passed(f"{said}，经上级批准再延期", *papers)
        if speaks(papers, question.given["upper"]) is False:
            return failed(f"{counted(second, filed, '立案')}；{decided}决定，没有上级机关批准", *papers)
        return unsure(f"{counted(second, filed, '立案')}；{decided}决定，是否经上级机关批准没有读清", *papers)

    return across(judge, question.days("filing_date"), question.days("decision_date"))


def extended_in_time(question: Question) -> Outcome:
    """Every extension was approved before the period it extends was over."""
    days = _approved(question)
    if not days:
        return unsure("延期审批的批准日期没有读清", *question.case.papers("extension_approval"))

    def judge(filed: date) -> Outcome:
        end: date | None = due(question.provision, filed)
        for day, field in days:
            if end is None:
                return unsure("节假日安排未收录，不能计算期限")
            if day > end:
                return failed(f"办案期限至{end}，延期{day}才批准", field)
            extended = [item.value for item in question.case.of(field.document, "due_date") if isinstance(item.value, date)]
            end = max([end, *extended])
        return passed(f"延期均在期满以前批准（{'、'.join(str(day) for day, _ in days)}）", *(field for _, field in days))

    return across(judge, question.days("filing_date"))


def _approved(question: Question) -> list[tuple[date, Field]]:
    case = question.case
    found: dict[int, tuple[date, Field]] = {}
    for name in ("approved_date", "date"):
        for field in case.all(name, "extension_approval"):
            if isinstance(field.value, date):
                found.setdefault(field.document, (field.value, field))
    return sorted(found.values(), key=lambda pair: pair[0])


def _by_upper(question: Question, papers: tuple[Document, ...]) -> bool:
    return any(field.value == "upper" for field in question.case.all("approver_level", "extension_approval"))


def discussed_where_due(question: Question) -> Outcome:
    """A heavy penalty, or one after a hearing, was discussed collectively."""
    case, amounts = question.case, question.settings.discussion
    papers = case.papers("discussion_record")
    heavy = [kind for kind in texts(question.read("penalties")) if kind in question.given["heavy"]]
    heard = case.papers("hearing_record")
    fine, kind = decided_fine(question), question.case.value("party_kind")
    limit = amounts.of(str(kind)) if amounts and kind else None
    if heard:
        why = "本案经过听证"
    elif heavy:
        why = f"作出{'、'.join(heavy)}"
    elif fine is None:
        return not_applicable("没有罚款，也没有听证")
    elif limit is None:
        if papers:
            return passed("已经集体讨论", papers[0])
        why = "没有读到当事人是公民还是单位" if amounts else "集体讨论的数额标准没有录入设置"
        return unsure(f"{why}，是否应当集体讨论请人工确认")
    elif fine < limit:
        return not_applicable(f"罚款{yuan(fine)}，没有达到集体讨论的标准{yuan(limit)}")
    else:
        why = f"罚款{yuan(fine)}，达到集体讨论的标准{yuan(limit)}"
    if papers:
        return passed(f"{why}，已经集体讨论", papers[0])
    if not surely_absent(case, "discussion_record"):
        return unsure(f"{why}，没有找到集体讨论记录，{gap(case)}")
    if heavy and not heard:
        return unsure(f"{why}，卷内没有集体讨论记录，是否属于重大违法行为请人工确认")
    return failed(f"{why}，全卷各页均已识读归类，没有集体讨论记录", *of_decision(question, "fine_yuan").sources)


def discussed_in_turn(question: Question) -> Outcome:
    """The discussion came after the party's periods, the hearing and the legal review, and not after the decision."""
    known = question.days("discussion_date")
    if known.trouble:
        return unsure(known.trouble, known)
    held = [day for day in known.values if isinstance(day, date)]
    befores: list[tuple[date, str, tuple[object, ...]]] = [*_periods(question)]
    for name, what in (("hearing_date", "听证"), ("legal_review_date", "法制审核")):
        other = question.days(name)
        befores += [(day, f"{what}为{day}", other.sources) for day in other.values[:1] if isinstance(day, date)]
    decided = question.days("decision_date")
    late = [(day, said, sources) for day, said, sources in befores if all(one < day for one in held)]
    if late:
        return failed(f"集体讨论为{held[0]}，{late[0][1]}，讨论在前", known, *late[0][2])  # type: ignore[arg-type]
    if any(one < day for day, _, _ in befores for one in held):
        return unsure("各文书所写的讨论日期不一致，先后请人工确认", known)
    if not decided.trouble and all(one > decided.value for one in held):
        return failed(f"集体讨论为{held[0]}，决定为{decided.value}，讨论在决定之后", known, decided)
    said = "；".join(text for _, text, _ in befores)
    return passed(f"集体讨论为{held[0]}，{said or '没有在前的程序'}", known)


def _periods(question: Question) -> list[tuple[date, str, tuple[object, ...]]]:
    """When the periods for statement and for asking a hearing were over: by the notice's own words, or on the day of a waiver."""
    found: list[tuple[date, str, tuple[object, ...]]] = []
    for role, field, flag, what in (
        ("prior_notice", "statement_period", "waived_statement", "陈述申辩"),
        ("prior_notice", "hearing_period", "waived_hearing", "申请听证"),  # one notice may tell both
        ("hearing_notice_rights", "hearing_period", "waived_hearing", "申请听证"),
    ):
        if field == "hearing_period" and not question.read("hearing_date").trouble:
            continue  # once it was held nothing is left to wait for
        given_up = waived(question, flag)
        received = service(question, role)
        if given_up and given_up[0]:
            found.append((given_up[0], f"{given_up[0]}放弃{what}", (given_up[1],)))
        elif received.days and not given_up:
            told = next((item for item in question.case.all(field, role) if isinstance(item.value, Period)), None)
            if told and isinstance(told.value, Period):
                end = workdays.due(max(received.days), told.value.count, told.value.unit)
                if end:
                    found.append((end, f"{what}期限至{end}", (told, *received.sources)))
    return found


def discussion_recorded(question: Question) -> Outcome:
    """The record names who was present, gives each one's opinion and the conclusion, and is signed by all."""
    case = question.case
    papers = case.papers("discussion_record")
    blank = [field for field in case.all("blank_part", "discussion_record")]
    if blank:
        return failed(f"集体讨论记录的{'、'.join(str(field.value) for field in blank)}空白", *blank)
    members = [str(field.value) for field in case.all("discussants", "discussion_record")]
    spoke = {str(field.value) for field in case.all("opinion_given", "discussion_record")}
    silent = [name for name in members if name not in spoke] if spoke else []
    if silent and all(readable(paper) for paper in papers):
        return failed(f"集体讨论记录没有{'、'.join(silent)}的意见", papers[0])
    if speaks(papers, question.given["conclusion"]) is False:
        return failed("集体讨论记录没有讨论结论", papers[0])
    if len(members) == 1:
        return failed(f"集体讨论记录只有{members[0]}一人参加，不是集体讨论", papers[0])
    if len(members) > 1 and not spoke and silent_papers(case, papers) and _voices(papers) < 2:
        return failed(f"集体讨论记录没有{'、'.join(members)}各人的意见", papers[0])
    if not members or not spoke:
        return unsure("集体讨论记录的参加人或者各人意见没有读清", papers[0])
    return passed(f"{len(members)}人参加讨论，各有意见，有结论", papers[0])


def _voices(papers: Iterable[Document]) -> int:
    """How often the record says that somebody agrees or holds something; 经讨论，一致同意 alone is once."""
    return sum(len(_VOICE.findall(text_of(paper))) for paper in papers)


def decided_as_discussed(question: Question) -> Outcome:
    """The fine decided is the fine concluded."""
    own, concluded = of_decision(question, "fine_yuan"), numbers(question.case.all("fine_yuan", "discussion_record"))
    if not own.values or not concluded:
        return unsure("决定或者讨论结论的罚款数额没有读清", own, *question.case.papers("discussion_record")[:1])
    amount = Decimal(str(own.value))
    fields = tuple(question.case.all("fine_yuan", "discussion_record"))
    if amount in concluded:
        return passed(f"讨论结论与决定的罚款均为{yuan(amount)}", own, *fields[:1])
    return failed(f"讨论结论罚款{yuan(concluded[0])}，决定罚款{yuan(amount)}", own, *fields)


CHECKS = (
    Asks(decided_or_extended, upper="words"),
    Asks(extended_in_time),
    Asks(discussed_where_due, heavy="words"),
    Asks(discussed_in_turn),
    Asks(discussion_recorded, conclusion="words"),
    Asks(decided_as_discussed),
)
