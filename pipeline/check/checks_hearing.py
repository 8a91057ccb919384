"""Hearing: told where it is due, asked for in time, held, notified early, and waited for."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due, number
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import of_decision, text_of, texts, yuan
from pipeline.check.served import NOTICES, Service, service, spoken_of, waived
from pipeline.check.words import label
from pipeline.law import workdays
from pipeline.records import Period

_PARTIES = {"citizen": "公民", "unit": "单位"}


def hearing_told_where_due(question: Question) -> Outcome:
    """A fine at the agency's threshold, or a kind the law names, comes with the right to a hearing."""
    papers = question.case.papers("hearing_notice_rights", "hearing_notice", "hearing_record")
    fields = [item for item in question.case.all("hearing_right", *NOTICES) if item.value is True]
    told: tuple[Source, ...] = (*papers[:1], *fields[:1])
    reached, why, sources = _threshold(question)
    if reached is False:
        return not_applicable(why)
    if told:
        return passed(f"{why or '处罚数额未与听证标准核对'}；已告知听证权", *told)
    if reached is None:
        return unsure(f"{why}；卷内没有读到听证告知，请人工确认", *sources)
    notice = question.case.papers("prior_notice")
    # 事先（听证）告知书 is only its title
    spoken = any("听证" in re.sub(r"[（(]?听证[）)]?(?:权利?)?告知书?", "", text_of(paper)) for paper in notice)
    if surely_absent(question.case, "hearing_notice_rights") and not spoken:
        return failed(f"{why}，没有告知听证权", *sources, *notice[:1])
    return unsure(f"{why}，没有读到明确的听证告知，请人工核对", *sources, *notice[:1])


def hearing_period_told(question: Question) -> Outcome:
    """The period for asking told to the party is not shorter than the law's."""
    lawful = question.provision
    periods = [item for item in question.case.all("hearing_period", *NOTICES) if isinstance(item.value, Period)]
    if not periods:
        return unsure("没有读到告知的听证申请期限", *question.case.papers(*NOTICES)[:1])
    short = [
        item for item in periods
        if isinstance(item.value, Period) and item.value.unit != "month" and item.value.count < number(lawful)
    ]  # fmt: skip
    told = periods[0].value
    said = (
        f"告知的听证申请期限为{told.count}{'个工作' if told.unit == 'working_day' else ''}日" if isinstance(told, Period) else ""
    )
    rule = f"法定为{number(lawful)}{'个工作' if lawful.unit == 'working_day' else ''}日"
    # a figure no law ever had is rather misread
    ever = {int(Decimal(str(version.value))) for version in question.law.versions(lawful.name) if version.value is not None}
    if short and not any(isinstance(item.value, Period) and (item.value.count in ever or item.value.count > 1) for item in short):
        return unsure(f"{said}，{rule}，请人工核对", *short)
    if short:
        return failed(f"{said}，{rule}，少于法定期限", *short)
    return passed(f"{said}，{rule}", *periods)


def hearing_period_over(question: Question) -> Outcome:
    """The decision came after the period for asking for a hearing, after a waiver, or after the hearing."""
    decided = question.days("decision_date")
    if decided.trouble:
        return unsure(decided.trouble, decided)
    held = question.days("hearing_date")
    if not held.trouble and all(day <= last for day in held.values for last in decided.values):
        return passed(f"听证于{held.value}举行，处罚决定作出于{decided.value}", held, decided)
    got = _told(question)
    if not got.days:
        return unsure("没有读到听证告知的送达日期，不能计算申请期限", decided)
    ends = [end for day in got.days if (end := due(question.provision, day))]
    if len(ends) < len(got.days):
        return unsure(f"{got.days[0].year}年前后的节假日安排未收录，不能计算期限", decided)
    said = f"{counted(question.provision, got.days[0], '听证告知送达')}；处罚决定作出于{decided.value}"
    if all(day > end for day in decided.values for end in ends):
        return passed(f"{said}，期限已满", decided, *got.sources)
    waiver = waived(question, "waived_hearing")
    if waiver:
        day, item = waiver
        if day is None or all(day <= last for last in decided.values):
            return passed(f"{said}；当事人{f'于{day}' if day else ''}书面放弃听证，期限视为届满", decided, item)
        return unsure(f"{said}；书面放弃于{day}，晚于决定，请人工确认", decided, item)
    if any(day > end for day in decided.values for end in ends):
        return unsure(f"{said}；各文书所写日期不一致", decided, *got.sources)
    if other := spoken_of(question, "waived_hearing"):
        return unsure(f"{said}；{other.title or label(other.role)}提到放弃听证，请人工确认", decided, other)
    return failed(f"{said}，听证申请期限未满，也没有书面放弃或者举行听证", decided, *got.sources)


def hearing_held_on_request(question: Question) -> Outcome:
    """A hearing asked for in time was held, unless the request was withdrawn."""
    asked = question.days("hearing_request_date")
    records = question.case.papers("hearing_record")
    requests = question.case.papers("hearing_application")
    if records or not question.read("hearing_date").trouble:
        return passed("当事人申请听证，已经举行", *records[:1])
    got = _told(question)
    if not asked.trouble and got.days:
        end = due(question.provision, max(got.days))
        if end and all(isinstance(day, date) and day > end for day in asked.values):
            return passed(
                f"{counted(question.provision, max(got.days), '听证告知送达')}；{asked.value}才提出申请，已经逾期，可以不组织",
                asked,
            )
    gone = [item for item in question.case.all("waived_hearing") if item.value is True]
    text = "".join(text_of(paper) for paper in question.case.papers("hearing_application", "waiver", "decision", "other"))
    if gone or re.search("撤回听证|撤回.{0,4}申请|放弃听证|未按时参加|无正当理由", text):
        return unsure("当事人申请听证后撤回或者视为放弃，请人工核对", *requests, *gone)
    if surely_absent(question.case, "hearing_record"):
        said = f"当事人{f'于{asked.value}' if asked.values else ''}申请听证，全卷没有听证笔录，也没有撤回或者逾期的材料"
        return failed(f"{said}", *requests, asked)
    return unsure(f"当事人申请听证，没有找到听证笔录，{gap(question.case)}", *requests)


def hearing_notified_early(question: Question) -> Outcome:
    """The hearing was notified the provision's days before it: whole days between; the lenient count leaves it to a person."""
    held = question.days("hearing_date")
    got = service(question, "hearing_notice")
    told = got.days or tuple(day for day in question.days("hearing_invitation_date").values if isinstance(day, date))
    if held.trouble or not told:
        return unsure(held.trouble or "没有读到听证通知的日期", held)
    days, provision = number(question.provision), question.provision
    said = f"听证通知于{max(told)}，听证于{held.value}举行，应当提前{days}{'个工作' if provision.unit == 'working_day' else ''}日"
    last, first = max(told), min(day for day in held.values if isinstance(day, date))
    lenient = due(provision, last) if provision.unit == "working_day" else date.fromordinal(last.toordinal() + days)
    between = workdays.working_days_between(last, first) if provision.unit == "working_day" else (first - last).days - 1
    if lenient is None or between is None:
        return unsure("该年的节假日安排未收录，不能计算期限", held)
    if between >= days:
        return passed(f"{said}，之间有{between}日", held, *got.sources)
    if first >= lenient:
        return unsure(
            f"{said}，通知当日和听证当日之间只有{between}日，把听证当日计入才满{days}日，请人工确认", held, *got.sources
        )
    if held.disputed or len(told) > 1:
        return unsure(f"{said}；各文书所写日期不一致", held, *got.sources)
    gap = f"{between}{'个工作' if provision.unit == 'working_day' else ''}日"
    return failed(f"{said}，之间只有{gap}", held, question.days("hearing_invitation_date"), *got.sources)


def _threshold(question: Question) -> tuple[bool | None, str, tuple[Source, ...]]:
    kinds = question.read("penalties")
    named = [kind for kind in texts(kinds) if kind in str(question.provisions[-1].value)]
    if named:
        return True, f"处罚包括{'、'.join(named)}，属于应当告知听证的种类", kinds.sources
    taken = _confiscation(question)
    if taken and taken[0]:
        return taken
    fine, limits = of_decision(question, "fine_yuan"), question.settings.hearing_threshold
    if fine.trouble:
        none = bool(kinds.values) and "罚款" not in texts(kinds)
        return taken or ((False, "没有罚款", ()) if none else (None, str(fine.trouble), fine.sources))
    party = question.case.value("party_kind")
    limit = limits.of(str(party)) if limits and party else None
    if limit is None:
        why = "没有读到当事人是公民还是单位" if limits else "听证标准没有录入设置"
        return None, f"{why}，不能判断罚款是否达到听证标准", fine.sources
    amount = Decimal(str(fine.value))
    who = _PARTIES[str(party)]
    if amount >= limit:
        return True, f"罚款{yuan(amount)}，达到{who}听证标准{yuan(limit)}", fine.sources
    return taken or (False, f"罚款{yuan(amount)}，没有达到{who}听证标准{yuan(limit)}", fine.sources)


def _confiscation(question: Question) -> tuple[bool | None, str, tuple[Source, ...]] | None:
    """Whether what is confiscated calls for a hearing; None where it is surely too little, or nothing."""
    gains, party = question.read("confiscated_yuan"), str(question.case.value("party_kind"))
    own = question.settings.confiscation_threshold
    limits = own or question.settings.hearing_threshold
    limit = limits.of(party) if limits and party in _PARTIES else None
    if gains.value is None or limit is None or Decimal(str(gains.value)) < limit:
        return None
    said = f"没收{yuan(Decimal(str(gains.value)))}"
    if own is None:
        return None, f"{said}，不低于罚款的听证标准{yuan(limit)}，没收的听证标准没有录入设置", gains.sources
    return True, f"{said}，达到{_PARTIES[party]}没收的听证标准{yuan(limit)}", gains.sources


def _told(question: Question) -> Service:
    """Service of the hearing notice, or of the notice that tells both rights at once."""
    got = service(question, "hearing_notice_rights")
    if got.days or question.case.papers("hearing_notice_rights"):
        return got
    return service(question, "prior_notice")


def hearing_told(question: Question) -> Outcome | None:
    """None where the right to a hearing was told; else why the rule does not apply."""
    if question.case.papers("hearing_notice_rights") or any(
        item.value is True for item in question.case.all("hearing_right", *NOTICES)
    ):
        return None
    return not_applicable("没有告知听证权（是否应当告知由GZ-09判断）")


def hearing_period_over_where_told(question: Question) -> Outcome:
    """hearing_period_over, asked only where the right was told."""
    return hearing_told(question) or hearing_period_over(question)


def hearing_period_told_where_told(question: Question) -> Outcome:
    """hearing_period_told, asked only where the right was told."""
    return hearing_told(question) or hearing_period_told(question)


CHECKS = (
    Asks(hearing_told_where_due),
    Asks(hearing_period_told_where_told),
    Asks(hearing_period_over_where_told),
    Asks(hearing_held_on_request),
    Asks(hearing_notified_early),
)
