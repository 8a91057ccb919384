"""Things kept: registered preservation and seizure, approved, in time, with a power behind it."""

from __future__ import annotations

import re
from datetime import date

import cn2an

from pipeline.check.asks import Asks
from pipeline.check.checks_dates import counted, due, number
from pipeline.check.question import Outcome, Question, failed, passed, unsure
from pipeline.check.reading import last_day, text_of
from pipeline.check.spots import silent, spot, spots, titled
from pipeline.law import workdays
from pipeline.records import Citation, Field, Opinion


def preservation_approved(question: Question) -> Outcome:
    """The head approved the preservation no later than its day."""
    known = question.days("preservation_date")
    if known.trouble:
        return unsure(known.trouble, known)
    heads = [
        item
        for item in question.case.all("opinion", "preservation")
        if isinstance(item.value, Opinion) and item.value.level == "head"
    ]
    days = [item for item in question.case.all("approved_date", "preservation") if isinstance(item.value, date)]
    days += [item for item in heads if isinstance(item.value, Opinion) and isinstance(item.value.day, date)]
    for item in days:
        day = item.value.day if isinstance(item.value, Opinion) else item.value
        if isinstance(day, date) and all(day <= start for start in known.values):
            return passed(f"先行登记保存于{known.value}，负责人于{day}批准", known, item)
    if days:
        day = days[0].value.day if isinstance(days[0].value, Opinion) else days[0].value
        return failed(f"负责人批准日期{day}晚于先行登记保存日期{known.value}", known, *days)
    if heads and not any(isinstance(item.value, Opinion) and (item.value.text or item.value.name) for item in heads):
        return failed("先行登记保存的负责人审批栏空白", *heads)
    papers = question.case.papers("preservation")
    silent = all(not re.search("批准|审批|审核意见|领导意见|负责人意见", text_of(paper)) for paper in papers)
    if not heads and papers and silent and question.case.complete:
        return failed("先行登记保存文书没有负责人批准的记载，卷内也没有审批文书", *papers)
    return unsure("没有读到先行登记保存的批准日期，请人工核对", *papers)


def preservation_handled(question: Question) -> Outcome:
    """What was preserved was dealt with within the provision's days."""
    known = question.days("preservation_date")
    if known.trouble:
        return unsure(known.trouble, known)
    case, provision = question.case, question.provision
    ends = [due(provision, start) for start in known.values]
    if None in ends:
        return unsure(f"{known.value.year}年前后的节假日安排未收录，不能计算期限", known)
    last, first = max(end for end in ends if end), min(end for end in ends if end)
    handled = _disposals(question)
    said = counted(provision, known.value, "先行登记保存")
    if handled:
        days = [day for item in handled if (day := item.value) and isinstance(day, date)]
        if min(days) <= first:
            return passed(f"{said}；{min(days)}作出处理决定，在期限内", known, *handled)
        if min(days) <= last:
            return unsure(f"{said}；{min(days)}作出处理决定，登记保存日期有不同写法", known, *handled)
        return failed(f"{said}；{min(days)}才作出处理决定，超过期限", known, *handled)
    decided = case.value("decision_date")
    if isinstance(decided, date) and decided <= first:
        return passed(f"{said}；{decided}作出处罚决定", known, *question.read("decision_date").sources)
    steps = [item for item in case.all("preservation_step", "preservation")]
    read = len(steps) >= len(case.papers("preservation")) and case.complete
    if read and not case.papers("seizure"):
        return failed(f"{said}；卷内没有处理决定", known)
    return unsure(f"{said}；没有读到处理决定，请人工核对", known)


def seizure_in_time(question: Question) -> Outcome:
    """Seizure ended, or the case was decided, within the provision's days, or within those of an extension approved in time."""
    known = question.days("seizure_date")
    if known.trouble:
        return unsure(known.trouble, known)
    case = question.case
    end, extension = due(question.provision, known.value), question.provisions[1]
    if end is None:
        return unsure(f"{known.value.year}年前后的节假日安排未收录，不能计算期限", known)
    said = counted(question.provision, known.value, "查封扣押")
    released = [item for paper, item in _dated(question, "seizure") if re.search("解除|退还|返还|处理决定|延长", paper)]
    longer = [item for paper, item in _dated(question, "seizure") if "延长" in paper]
    released = [item for item in released if item not in longer]
    if any(isinstance(item.value, date) and item.value <= end for item in longer):
        end = workdays.due(known.value, number(question.provision) + number(extension), "day") or end
        said = f"{said}，期满前批准延长至{end}"
    decided = question.days("decision_date")
    days = [(item.value, item) for item in released if isinstance(item.value, date)]
    finished = min([day for day, _ in days] + [day for day in decided.values if isinstance(day, date)], default=None)
    if finished is None:
        return unsure(f"{said}；没有读到解除或者处理的日期", known)
    if finished <= end:
        return passed(f"{said}；{finished}解除或者作出处理决定，在期限内", known, *(item for _, item in days))
    told = spot(case.documents, question.given["excluded"])
    if case.papers("appraisal") and (told or not silent(case)):
        return unsure(
            f"{said}；{finished}解除或者作出处理决定，鉴定期间不计入的，应有书面告知，请人工核对",
            known,
            *(item for _, item in days),
        )
    return failed(f"{said}；{finished}才解除或者作出处理决定，超过期限", known, *(item for _, item in days))


def seizure_power(question: Question) -> Outcome:
    """The seizure rests on one of the provisions that gave forestry authorities the power on that day."""
    cites = [
        item for name in ("basis", "violated") for item in question.case.all(name, "seizure") if isinstance(item.value, Citation)
    ]
    # 森林法67、种子法49
    powers = {law: int(article) for law, article in re.findall(r"([^、\d]+)(\d+)", str(question.provision.value))}
    named = [item for item in cites if isinstance(item.value, Citation) and item.value.law in powers]
    if any(isinstance(item.value, Citation) and item.value.article == powers[item.value.law] for item in named):
        return passed("查封扣押引用了授权条款", *named)
    others = [
        item for item in cites if isinstance(item.value, Citation) and item.value.law not in (*powers, "行政强制法", "行政处罚法")
    ]
    if others and not named:
        said = "、".join(dict.fromkeys(item.evidence.quote for item in others))
        return failed(f"查封扣押依据的是{said}，其中没有授予查封扣押权的条款", *others)
    papers = question.case.papers("seizure")
    rests = list(spots(papers, question.given["rests_on"]))
    for paper, place in rests:
        law, article = _cited(place.quote)
        if powers.get(law) == article:
            return passed(f"查封扣押引用了授权条款{place.quote}", paper, place)
    if named or not (cites or rests) or spot(papers, "|".join(powers)) or not silent(question.case, papers):
        return unsure("没有读到查封扣押的授权条款，请人工核对", *(cites or papers[:1]))
    said = "、".join(dict.fromkeys([item.evidence.quote for item in cites] or [place.quote for _, place in rests]))
    return failed(f"查封扣押只引用了{said}，没有写明授予查封扣押权的法律", *cites, *(place for _, place in rests))


def _cited(quote: str) -> tuple[str, int | None]:
    """依据《中华人民共和国森林法》第六十七条 → 森林法, 67."""
    match = re.search(r"《(?:中华人民共和国)?(.+?)》第(.+)条", re.sub(r"\s", "", quote))
    try:
        return (match[1], int(cn2an.cn2an(match[2], "smart"))) if match else ("", None)
    except ValueError:
        return "", None


def seizure_papers(question: Question) -> Outcome:
    """Each of `things` stands in the words of the seizure's papers, or as a paper of its own (`titled`)."""
    papers = question.case.papers("seizure")
    text = "".join(
        paper.title + text_of(paper)
        for paper in (*papers, *question.case.papers("inspection_record", "service_receipt", "other"))
    )
    lacking = [
        name
        for name, thing in question.given["things"].items()
        if not re.search(thing["words"], text) and not titled(question.case, thing.get("titled", "^(?!)"))
    ]
    if not lacking:
        return passed("查封扣押的审批、决定书、清单、现场笔录、交付和权利告知都有记载", *papers)
    said = f"查封扣押没有{'、'.join(lacking)}"
    if question.case.complete and all(page.origin == "text" for paper in papers for page in paper.pages):
        return failed(f"{said}", *papers)
    return unsure(f"{said}的记载，请人工核对", *papers)


def _disposals(question: Question) -> list[Field]:
    """The dates of the papers by which the preserved things were dealt with."""
    case, found = question.case, []
    for index, paper in enumerate(case.documents):
        if paper.role != "preservation":
            continue
        step = any(item.value == "disposal" for item in case.of(index, "preservation_step"))
        if step or re.search("处理|解除|退还", paper.title):
            found += [item for item in case.of(index, "date") if last_day(item.value) == item.value]
    return found


def _dated(question: Question, role: str) -> list[tuple[str, Field]]:
    return [
        (paper.title + text_of(paper)[:40], item)
        for index, paper in enumerate(question.case.documents)
        if paper.role == role
        for item in question.case.of(index, "date")
        if isinstance(item.value, date)
    ]


CHECKS = (
    Asks(preservation_approved),
    Asks(preservation_handled),
    Asks(seizure_in_time, excluded="word"),
    Asks(seizure_power, rests_on="word"),
    Asks(seizure_papers, things="map"),
)
