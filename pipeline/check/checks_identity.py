"""The decision's number, its authority against seal and other papers, its facts, and what it orders."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, of_decision, readable, speaks, text_of, told
from pipeline.check.words import label


def number_of_year(question: Question) -> Outcome:
    """The year in the decision's number is the year of the decision."""
    number, decided = of_decision(question, "number"), of_decision(question, "date")
    printed = number if number.values else question.read("doc_number")
    day = decided.value if isinstance(decided.value, date) else question.case.value("decision_date")
    if not printed.values or not isinstance(day, date):
        return unsure("决定书文号或者日期没有读到", printed)
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", str(printed.value))
    if not years:
        return unsure(f"决定书文号“{printed.value}”没有读出年份", printed)
    if str(day.year) in years:
        return passed(f"文号{printed.value}的年份与决定日期{day}一致", printed)
    return failed(f"文号{printed.value}的年份为{years[0]}，决定日期为{day}", printed, decided)


def one_authority(question: Question) -> Outcome:
    """The authority that decided is the one on the seal, the notice and the filing."""
    own = of_decision(question, "authority")
    if not own.values:
        return unsure("决定书的机关名称没有读到", own)
    name, doubtful = _plain(str(own.value)), []
    for field in question.case.all("seal", *DECISIONS):
        stamp = _plain(str(field.value))
        if not stamp:
            continue
        if name in stamp or stamp in name:
            continue
        other_body = any(word in stamp and word not in name for word in question.given["others"])
        if not other_body and _place(name) & _place(stamp) == set() and _place(name) and _place(stamp):
            doubtful.append(field)
            continue
        if not other_body and _misread(name, stamp):
            continue
        if other_body or (re.search(question.given["body"], stamp) and _unlike(name, stamp)):
            return failed(f"决定书落款为{own.value}，印章为{field.value}", own, field)
        doubtful.append(field)
    for role in question.given["roles"]:
        for field in question.case.all("authority", role):
            other = _plain(str(field.value))
            if name in other or other in name:
                continue
            if re.search(question.given["body"], other) and _unlike(name, other):
                return failed(f"决定书的机关为{own.value}，{label(role)}的机关为{field.value}", own, field)
            doubtful.append(field)
    if doubtful:
        return unsure(f"决定书的机关为{own.value}，另有“{doubtful[0].value}”，是否一致请人工核对", own, *doubtful)
    return passed(f"决定、印章、告知、立案的机关均为{own.value}", own)


def _plain(text: str) -> str:
    return re.sub(r"[\s（）()★☆*]", "", text)


def _place(name: str) -> set[str]:
    """The characters of the place a body belongs to, without 县, 市 itself."""
    found = re.match(r"(.{1,4}?)[省市县区旗州]", name)
    return set(found.group(1)) if found else set()


def _misread(name: str, stamp: str) -> bool:
    # letters round a seal are often read wrong: most of them stand in the name, in its order
    same = sum(block.size for block in SequenceMatcher(None, name, stamp, autojunk=False).get_matching_blocks())
    return same * 5 >= len(stamp) * 3


def _unlike(one: str, other: str) -> bool:
    # a misread character or two is no other authority
    same = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    return max(len(one), len(other)) - same > 2


def facts_told(question: Question) -> Outcome:
    """The decision tells when, where, what and how much, and lists its evidence."""
    papers = question.case.papers(*DECISIONS)
    if not papers:
        return unsure("没有找到决定书")
    missing: list[str] = []
    doubtful: list[str] = []
    for part in question.given["parts"]:
        if part.get("procedure") and question.case.procedure not in part["procedure"]:
            continue
        answer = told(question, DECISIONS, part["fields"], ())
        if answer:
            continue
        spoken = speaks(papers, part["words"])
        if spoken and part.get("words_enough"):
            continue
        (missing if spoken is False else doubtful).append(part["is"])
    if missing:
        return failed(f"决定书没有写明{'、'.join(missing)}", papers[0])
    if doubtful:
        return unsure(f"决定书的{'、'.join(doubtful)}没有读清，请人工核对", papers[0])
    return passed("决定书写明了时间、地点、行为、数量和证据", papers[0])


def order_definite(question: Question) -> Outcome:
    """What is ordered to be replanted or restored has a deadline and, for trees, a number."""
    given, papers = question.given, question.case.papers("decision")
    clauses = [clause for paper in papers for clause in re.findall(given["clause"], text_of(paper))]
    if not clauses:
        spoken = speaks(papers, given["ordered"])
        return not_applicable("决定没有责令补种、恢复") if spoken is False else unsure("责令补种、恢复的内容没有读清", *papers[:1])
    clear = all(readable(paper) for paper in papers)
    due = [*question.case.all("due_date", "decision")]
    if not due and not any(re.search(given["deadline"], clause) for clause in clauses):
        vague = any(re.search(given["vague"], clause) for clause in clauses)
        message = f"决定责令补种或者恢复，没有写明期限（“{clauses[0][:40]}”）"
        return failed(f"{message}", *papers[:1]) if clear and not vague else unsure(message, *papers[:1])
    trees = [*question.case.all("replant_trees", "decision"), *question.case.all("replant_times", "decision")]
    planting = [clause for clause in clauses if re.search(given["replanted"], clause)]
    if planting and not trees and not any(re.search(given["amount"], clause) for clause in planting):
        message = f"决定责令补种，没有写明株数（“{planting[0][:40]}”）"
        return failed(f"{message}", *papers[:1]) if clear else unsure(message, *papers[:1])
    return passed("责令补种、恢复写明了期限和数量", *(due or papers[:1]))


def discretion_told(question: Question) -> Outcome:
    """The decision says how the discretion standard was applied."""
    if told(question, ("decision", "no_penalty_decision"), ("discretion_told", "discretion_basis", "tier_cited"), question.given["words"]):
        return passed("决定书写明了裁量基准的适用情况", *of_decision(question, "discretion_basis").sources)
    papers = question.case.papers("decision", "no_penalty_decision")
    tables = [table for table in question.settings.discretion or () if table.cause == question.case.cause]
    if not tables:
        return unsure("决定书没有写明裁量理由；设置中没有本案案由的裁量基准，是否有基准请人工确认", *papers[:1])
    if papers and all(readable(paper) for paper in papers):
        return failed("决定书没有写明裁量基准的适用情况和裁量理由", papers[0])
    return unsure("决定书是否写明裁量理由没有读清", *papers)


def summary_complete(question: Question) -> Outcome:
    """A decision on the spot is numbered, signed by the officers, handed over and reported to the agency."""
    case = question.case
    papers = case.papers("summary_decision")
    if not papers:
        return unsure("没有找到当场处罚决定书")
    missing: list[str] = []
    doubtful: list[str] = []
    for part in question.given["parts"]:
        empty = any(field.value is False for name in part["fields"] for field in case.all(name, "summary_decision"))
        if empty and not any(field.value is True for name in part["fields"] for field in case.all(name, "summary_decision")):
            missing.append(part["is"])
            continue
        scope = case.documents if part.get("anywhere") else papers
        answer = told(question, ("summary_decision",), part["fields"], ()) or speaks(scope, part["words"])
        # a lone decision says nothing of what was reported afterwards
        sure = not part.get("anywhere") or (case.complete and len(case.documents) > 1)
        if not answer:
            (missing if answer is False and sure else doubtful).append(part["is"])
    if missing:
        return failed(f"当场处罚没有{'、'.join(missing)}", papers[0])
    if doubtful:
        return unsure(f"没有读到{'、'.join(doubtful)}，请人工核对", papers[0])
    return passed("当场处罚决定书编号、签名、交付、备案齐全", papers[0])


CHECKS = (
    Asks(number_of_year),
    Asks(one_authority, roles="roles", body="word", others="words"),
    Asks(facts_told, parts="maps"),
    Asks(order_definite, ordered="words", clause="word", replanted="word", amount="word", deadline="word", vague="word"),
    Asks(discretion_told, words="words"),
    Asks(summary_complete, parts="maps"),
)
