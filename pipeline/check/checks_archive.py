"""The file as a file: papers it must hold, index, blanks, dates in order, two versions of one paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.blanks import unneeded
from pipeline.check.checks_notice import notice_served
from pipeline.check.checks_presence import written_block
from pipeline.check.deeds import decided_fine
from pipeline.check.gaps import gap
from pipeline.check.party import signed_on
from pipeline.check.question import Known, Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, speaks, texts, yuan
from pipeline.check.served import receipt_for, waived
from pipeline.check.words import label
from pipeline.law import workdays
from pipeline.records import BadDate


def file_complete(question: Question) -> Outcome:
    """The file holds every paper its procedure needs."""
    case = question.case
    wanted: dict[str, bool | None] = {}  # paper → surely missing, surely there, or open
    for need in question.given["needs"]:
        if "penalties" in need and not set(need["penalties"]) & set(texts(question.read("penalties"))):
            continue
        if any(case.papers(role) for role in need.get("unless", ())):
            continue
        wanted[need["is"]] = surely_absent(case, *need["papers"])
        if wanted[need["is"]] is not False and need.get("words") and speaks(case.documents, need["words"]):
            wanted[need["is"]] = False
    if question.given.get("ordinary"):
        if _review_due(question) and not written_block(question, "legal", ("opinion", "decision_approval")):
            wanted["法制审核意见书"] = surely_absent(case, "legal_review")
        if case.papers("prior_notice"):
            wanted["告知书的送达回证"] = {"pass": False, "fail": True}.get(notice_served(question).verdict)
        if case.papers("decision"):
            there = receipt_for(case, "decision")
            wanted["决定书的送达回证"] = None if there is None else not (there or signed_on(question, DECISIONS, ()))
    missing = [name for name, gone in wanted.items() if gone]
    if missing:
        return failed(f"全卷各页均已识读归类，缺{'、'.join(missing)}")
    open_ones = [name for name, gone in wanted.items() if gone is None]
    if open_ones:
        return unsure(f"没有找到{'、'.join(open_ones)}，{gap(case)}，请人工查找")
    return passed(f"{'、'.join(wanted)}均在卷")


def _review_due(question: Question) -> bool:
    rules, fine, kind = question.settings.legal_review, decided_fine(question), question.case.value("party_kind")
    if question.case.papers("hearing_record") or (question.day and question.law.at("legal_review_all_ordinary", question.day)):
        return True
    if rules is None:
        return False
    limit = rules.fine_over.of(str(kind)) if rules.fine_over and kind else None
    return rules.all_ordinary or bool(limit is not None and fine is not None and fine >= limit)


def no_blank_parts(question: Question) -> Outcome:
    """No place for a signature or a date stands empty."""
    case = question.case
    every = list(case.all("blank_part"))
    blank = [field for field in every if not unneeded(case, field)]
    if blank:
        said = [f"{case.documents[field.document].title or label(case.documents[field.document].role)}的{field.value}" for field in blank]
        return failed(f"{'、'.join(dict.fromkeys(said))}空白", *blank)
    return passed("没有发现空白的签名、日期栏") if case.complete else unsure(f"{gap(case)}，不能确定")


def dates_exist(question: Question) -> Outcome:
    """Every date written in the file exists."""
    bad = [field for field in question.case.fields if isinstance(field.value, BadDate)]
    if bad:
        return failed(f"{'、'.join(dict.fromkeys(f'“{field.value.text}”' for field in bad if isinstance(field.value, BadDate)))}不是存在的日期", *bad)
    return passed("没有发现不存在的日期")


def dates_in_turn(question: Question) -> Outcome:
    """The days of the stages follow each other; between the pair named `strict` a day lies."""
    known = [question.days(name) for name in question.given["chain"]]
    there = [one for one in known if isinstance(one.value, date)]
    for one, other in pairwise(there):
        # who gave up his defence on the day of the notice need not wait for the next (GZ-02 asks about that)
        strict = [one.name, other.name] == question.given["strict"] and not waived(question, "waived_statement")
        if all(first > last or (strict and first == last) for first in one.values for last in other.values):
            wrong = "应当在前一日以前" if one.value == other.value else "先后颠倒"
            return failed(f"{label(one.name)}为{one.value}，{label(other.name)}为{other.value}，{wrong}", one, other)
    if len(there) < 2:
        return unsure("没有读到足够的日期")
    return passed(_line(there), *there)


def _line(known: list[Known]) -> str:
    return "，".join(f"{label(one.name)}{one.value}" for one in known)


def one_version(question: Question) -> Outcome:
    """Two papers of one kind with one number do not differ in day or sum."""
    case = question.case
    for role in question.given["roles"]:
        seen: dict[str, list[int]] = {}
        for index, paper in enumerate(case.documents):
            if paper.role == role:
                number = next((str(field.value) for field in case.of(index, "number")), None)
                if number:
                    seen.setdefault(number, []).append(index)
        for number, papers in seen.items():
            for name in ("fine_yuan", "date"):
                values = [{field.value for field in case.of(index, name)} for index in papers]
                values = [one for one in values if one]
                if len(values) > 1 and not set.intersection(*values):
                    sources: list[Source] = [field for index in papers for field in case.of(index, name)]
                    return failed(f"卷内有{len(papers)}份{number}的{label(role)}，{label(name)}不同", *sources)
    return passed("没有发现同一文号的文书有不同版本")


def archived_in_time(question: Question) -> Outcome:
    """The file was archived within the agency's days of closing."""
    days = question.settings.archive_days
    closed, archived = question.days("closing_date"), question.days("archive_date")
    if days is None:
        return unsure("本机关的归档期限没有录入设置，不能计算")
    if closed.trouble or archived.trouble:
        return unsure(str(closed.trouble or archived.trouble), closed, archived)
    decided = question.case.value("decision_date")
    if isinstance(decided, date) and closed.value < decided:
        return unsure(f"结案日期{closed.value}早于决定日期{decided}，请人工核对结案日期", closed)
    end = workdays.due(closed.value, days, "day")
    if end is None:
        return unsure("节假日安排未收录，不能计算归档期限")
    said = f"{workdays.explain(closed.value, days, 'day', '（结案）')}；{archived.value}归档"
    if any(day <= end for day in archived.values):
        return passed(said, closed, archived)
    return failed(f"{said}，超过本机关规定的{days}日", closed, archived)


def one_sum(question: Question) -> Outcome:
    """Opinion, legal review, discussion, notice and decision give one fine, or the file says why it changed."""
    case = question.case
    decided = decided_fine(question)
    fields = {role: list(case.all("fine_yuan", role)) for role in question.given["roles"]}
    there = {role: found for role, found in fields.items() if found}
    if decided is None or not there:
        return unsure("决定或者其他文书的罚款数额没有读到")
    other = {role: found for role, found in there.items() if all(abs(Decimal(str(one.value)) - decided) > 1 for one in found)}
    if not other:
        return passed(f"{'、'.join(label(role) for role in there)}与决定的罚款均为{yuan(decided)}", *(found[0] for found in there.values()))
    said = "、".join(f"{label(role)}罚款{yuan(Decimal(str(found[0].value)))}" for role, found in other.items())
    lowered = all(Decimal(str(one.value)) > decided for found in other.values() for one in found)
    explained = lowered and case.papers("defence_review", "hearing_report") and speaks(
        case.papers("defence_review", "hearing_report", *DECISIONS), question.given["changed"]
    )
    if explained:
        return unsure(f"{said}，决定罚款{yuan(decided)}；卷内有采纳申辩的记载，请人工核对")
    return failed(f"{said}，决定罚款{yuan(decided)}，不一致，也没有说明", *(found[0] for found in other.values()))


def defence_told(question: Question) -> Outcome:
    """The decision tells what the party said in defence, or that it said nothing."""
    papers = question.case.papers("decision")
    if not papers:
        return unsure("没有找到决定书")
    spoken = speaks(papers, question.given["words"])
    if spoken:
        return passed("决定书写明了告知和陈述申辩的情况", papers[0])
    message = "决定书没有写明陈述申辩、听证的情况"
    return failed(f"{message}", papers[0]) if spoken is False else unsure(message, papers[0])


def no_draft_words(question: Question) -> Outcome:
    """The decision has no words of a draft."""
    found = list(question.case.all("draft_words", *DECISIONS))
    if found:
        return failed(f"决定书有{'、'.join(dict.fromkeys(f'“{field.value}”' for field in found))}的字样", *found)
    return passed("决定书没有“拟”字") if question.case.papers(*DECISIONS) else not_applicable("没有找到决定书")


CHECKS = (
    Asks(file_complete, needs="maps", ordinary="flag?"),
    Asks(no_blank_parts),
    Asks(dates_exist),
    Asks(dates_in_turn, chain="values", strict="values"),
    Asks(one_version, roles="roles"),
    Asks(archived_in_time),
    Asks(one_sum, roles="roles", changed="words"),
    Asks(defence_told, words="words"),
    Asks(no_draft_words),
)
