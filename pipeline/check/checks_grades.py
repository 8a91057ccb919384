"""Grades that decide the provision (protected animals, zones, wetlands), seasons, hearing agents, reviewers, reports upward."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due
from pipeline.check.checks_hearing import hearing_period_over_where_told
from pipeline.check.checks_notice import statement_period_over
from pipeline.check.deeds import decided_fine, deeds
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, act_ended, text_of, texts, yuan
from pipeline.check.spots import silent, spot, titled


def grade_fits_provision(question: Question) -> Outcome:
    """Where the offences fined under are of one grade, the decision does not speak only of another grade."""
    papers, found = question.case.papers(*DECISIONS), deeds(question)
    grades = {question.given["offences"].get(offence.id) for offence in found}
    if not found or None in grades or len(grades) != 1:
        return not_applicable("所引罚则不按等级区分，或者没有对应的违法行为")
    grade = str(next(iter(grades)))
    words = question.given["grades"]
    own = spot(papers, words[grade])
    others = [(name, place) for name, pattern in words.items() if name != grade and (place := spot(papers, pattern))]
    if own or not others:
        return passed(f"所引罚则适用于{grade}，与认定一致", *(own or papers[:1]))
    name, place = others[0]
    said = f"决定书认定为{name}（“{place[1].quote}”），所引罚则适用于{grade}"
    if silent(question.case, papers):
        return failed(f"{said}，等级与罚则不对应", *place)
    return unsure(f"{said}，请人工核对", *place)


def season_proclaimed(question: Question) -> Outcome:
    """A deed that is one only in the fire season happened in it: by the settings, or by a notice named in the file."""
    case, ended = question.case, act_ended(question.case)
    notice = spot(case.documents, question.given["notice"])
    if notice:
        return passed("卷内有划定防火期、禁火期的公告", *notice)
    if ended is None:
        return unsure("没有读到违法行为的日期")
    days = [f"{day:%m-%d}" for day in ended]
    spans = question.settings.fire_season
    inside = [
        any(first <= day <= last if first <= last else day >= first or day <= last for first, last in spans) for day in days
    ]
    act = question.read("violation_end" if case.value("violation_end") else "violation_date")
    if all(inside):
        return passed(f"行为发生于{act.value}，在设置的防火期内", act)
    if not any(inside) and silent(case):
        return failed(f"行为发生于{act.value}，不在设置所列的防火期内，卷内没有划定防火期、禁火期的公告", act)
    return unsure(f"行为发生于{act.value}，是否在防火期内请人工核对", act)


def hearing_agents_allowed(question: Question) -> Outcome:
    """The party had no more agents at the hearing than the law allows, and they had a written authority."""
    fields = list(question.case.all("agent", "hearing_record"))
    names = list(dict.fromkeys(str(item.value) for item in fields))
    if not names:
        return not_applicable("听证笔录没有写委托代理人")
    limit = int(str(question.provision.value))
    if len(names) > limit:
        return failed(f"听证代理人有{len(names)}人（{'、'.join(names)}），上限为{limit}人", *fields)
    held = question.case.papers("authorisation") or spot(question.case.documents, question.given["authority"])
    if held:
        return passed(f"听证代理人{len(names)}人，有委托手续", *fields, *held[:1])
    if silent(question.case):
        return failed(f"听证代理人{'、'.join(names)}，卷内没有授权委托书", *fields)
    return unsure(f"听证代理人{'、'.join(names)}，没有找到授权委托书，请人工核对", *fields)


def decided_on_hearing(question: Question) -> Outcome:
    """The decision came after the hearing and speaks of it."""
    held, decided = question.days("hearing_date"), question.days("decision_date")
    papers = question.case.papers(*DECISIONS)
    if held.trouble or decided.trouble or not papers:
        return unsure(held.trouble or decided.trouble or "没有读到处罚决定书", held, decided)
    said = f"听证于{held.value}举行，决定作出于{decided.value}"
    if all(last < first for last in decided.values for first in held.values):
        return failed(f"{said}，决定早于听证", held, decided)
    if any(last <= first for last in decided.values for first in held.values):
        return unsure(f"{said}，请人工核对先后", held, decided)
    if strong := spot(papers, question.given["on_hearing"]):
        return passed(f"{said}，决定书写明了听证情况", *strong)
    if weak := spot(papers, "听证", but=question.given["told"]):
        return unsure(f"{said}，决定书只提到听证，是否根据听证笔录作出请人工核对", *weak)
    if silent(question.case, papers):
        return failed(f"{said}，决定书没有写听证情况", held, decided)
    return unsure(f"{said}，没有读到决定书写听证情况", held, decided)


def both_periods_over(question: Question) -> Outcome:
    """Two notices, two periods: the decision waited for the later of them."""
    statement, hearing = statement_period_over(question), hearing_period_over_where_told(question)
    for verdict in ("fail", "unsure", "pass"):
        said = [one for one in (statement, hearing) if one.verdict == verdict]
        if said:
            message = "；".join(one.message for one in said)
            return Outcome(
                said[0].verdict, f"两份告知书的期限分别计算：{message}", tuple(item for one in said for item in one.sources)
            )
    return not_applicable("没有两个期限")


def reviewer_qualified(question: Question) -> Outcome:
    """The officers' register gives the reviewer a legal qualification, where its first certificate is of the provision's time."""
    known, rows = question.read("reviewer"), question.registers.officers
    if known.trouble:
        return unsure(known.trouble, known)
    if rows is None:
        return unsure("没有执法人员清单，审核人员的法律职业资格请人工核对", known)
    names = [str(item) for value in known.values for item in (value if isinstance(value, tuple) else (value,))]
    found = [row for row in rows if row.name in names]
    if any(row.qualified for row in found):
        return passed(f"审核人{names[0]}在清单中登记有法律职业资格", known)
    lacking = [row for row in found if row.qualified is False]
    if not lacking:
        return unsure(f"清单没有登记审核人{'、'.join(names)}的法律职业资格情况，请人工核对", known)
    began = min(version.since for version in question.law.versions(question.provision.name))
    said = f"清单登记审核人{lacking[0].name}没有法律职业资格"
    if lacking[0].valid_from is None or lacking[0].valid_from < began:
        return unsure(f"{said}；{began}以前已经从事审核的除外，请人工核对", known)
    return failed(f"{said}，证件自{lacking[0].valid_from}起有效；{began}以前已经从事审核的请举证", known)


def reported_upward(question: Question) -> Outcome:
    """A weighty penalty was reported within the provision's days: kinds the law names surely, with `large` a weighty sum too."""
    given, case = question.given, question.case
    reports = [paper for paper in titled(case, given["report"]) if spot((paper,), given["to"])]
    days = [item for item in case.all("date") if case.documents[item.document] in reports and isinstance(item.value, date)]
    decided = question.days("decision_date")
    if reports:
        end = None if decided.trouble else due(question.provision, decided.value)
        if not days or end is None:
            return unsure("备案报告在卷，报送日期没有读到，请人工核对", *reports)
        said = f"{counted(question.provision, decided.value, '决定')}；{days[0].value}报送备案"
        late = all(isinstance(item.value, date) and item.value > end for item in days)
        return failed(f"{said}，超过期限", decided, *days) if late else passed(said, *days)
    kinds = [kind for kind in texts(question.read("penalties")) if kind in given["kinds"]]
    mention = [paper for paper in case.documents if re.search(given["report"], text_of(paper))]  # the next pattern is slow
    if spoken := spot(mention, given["spoken"]):
        return unsure("卷内提到备案，没有读到备案报告及日期，请人工核对", *spoken) if kinds else not_applicable("没有备案报告")
    if kinds and silent(case):
        return failed(f"处罚包括{'、'.join(kinds)}，属于重大处罚，卷内没有报{given['whom']}备案的材料", decided)
    if kinds or (given.get("large") and (large := _large(question))):
        missing = f"没有找到报{given['whom']}备案的材料"
        if kinds or question.settings.report_over is None or not silent(case):
            which = "" if kinds or question.settings.report_over else "，是否属于应当备案的重大处罚（本机关的备案标准没有录入设置）"
            return unsure(f"{missing}{which}，请人工核对", decided)
        return failed(f"{large}，属于应当备案的重大处罚，卷内{missing}", decided)
    return not_applicable("没有读到属于重大处罚的情形")


def _large(question: Question) -> str | None:
    """The sum that makes the penalty a major one, by the setting, or may make it one: from the hearing threshold up."""
    limits, party = question.settings.report_over or question.settings.hearing_threshold, question.case.value("party_kind")
    limit = limits.of(str(party)) if limits and party else None
    taken = question.case.value("confiscated_yuan")
    sums = {"罚款": decided_fine(question), "没收": Decimal(str(taken)) if taken is not None else None}
    return next((f"{kind}{yuan(amount)}" for kind, amount in sums.items() if amount and limit and amount >= limit), None)


CHECKS = (
    Asks(grade_fits_provision, offences="map", grades="map"),
    Asks(season_proclaimed, notice="word"),
    Asks(hearing_agents_allowed, authority="word"),
    Asks(decided_on_hearing, on_hearing="word", told="word"),
    Asks(both_periods_over),
    Asks(reviewer_qualified),
    Asks(reported_upward, report="word", to="word", spoken="word", whom="word", kinds="words", large="flag?"),
)
