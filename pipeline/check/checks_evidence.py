"""Evidence: appraisals, kinds of evidence, photographs."""

from __future__ import annotations

import re
from datetime import date

from pipeline.check.asks import Asks
from pipeline.check.checks_dates import expires
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import readable, text_of
from pipeline.check.words import label
from pipeline.records import Document, Field


def appraisal_qualified(question: Question) -> Outcome:
    """An appraisal carries its maker's qualification and at least one appraiser."""
    papers = _opinions(question)
    if not papers:
        return not_applicable("卷内没有鉴定（认定）意见")
    every = question.case.papers("appraisal")
    held = any(item.value is True for item in question.case.all("qualification", "appraisal"))
    words = any(re.search(question.given["words"], paper.title + text_of(paper)) for paper in every)
    people = list(question.case.all("appraiser", "appraisal"))
    lacking = [] if held or words else ["鉴定机构、人员的资质"]
    signed = any(re.search(question.given["signed"], text_of(paper)) for paper in papers)
    lacking += [] if people or signed else ["鉴定人签名"]
    if not lacking:
        return passed("鉴定（认定）意见附有资质和鉴定人签名", *papers)
    if all(readable(paper) for paper in every) and question.case.complete:
        return failed(f"{papers[0].title or '鉴定意见'}没有{'、'.join(lacking)}", *papers)
    return unsure(f"没有读到{'、'.join(lacking)}，请人工核对", *papers)


def appraisal_told(question: Question) -> Outcome:
    """The appraisal is no later than the prior notice, and the party was told of it."""
    papers = _opinions(question)
    if not papers:
        return not_applicable("卷内没有鉴定（认定）意见")
    notice = question.days("notice_date")
    if not notice.trouble:
        late = [item for item in _dates(question, papers) if all(_day(item) > day for day in notice.values)]
        if late:
            said = f"鉴定意见作出于{late[0].value}，晚于告知书{notice.value}"
            return failed(f"{said}，告知时还没有鉴定意见", notice, *late)
    told = [item for item in question.case.all("told_to_party", "appraisal") if item.value is True]
    told += [item for item in question.case.all("delivered_role", "service_receipt") if item.value == "appraisal"]
    if told:
        return passed("鉴定意见已告知当事人", *told)
    # a notice of the opinion, or a question about it in a record, is telling too
    notices = [paper for paper in question.case.papers("appraisal") if re.search("告知|通知|送达", paper.title)]
    if notices:
        return passed(f"{notices[0].title}在卷", *notices)
    pattern = re.compile(question.given["told"])
    elsewhere = ("inquiry_record", "service_receipt", "prior_notice", "other", "evidence_list")
    others = [*question.case.papers("appraisal"), *question.case.papers(*elsewhere)]
    spoken = next((paper for paper in others if pattern.search(paper.title + text_of(paper))), None)
    if spoken:
        return unsure(f"{spoken.title or label(spoken.role)}提到鉴定意见，是否已经告知当事人请人工核对", spoken)
    if question.case.complete and all(readable(paper) for paper in others):
        return failed("卷内没有把鉴定意见告知当事人的记载", *papers)
    return unsure("没有读到把鉴定意见告知当事人的记载，请人工核对", *papers)


def kinds_enough(question: Question) -> Outcome:
    """There are two kinds of evidence, one of them not a statement (`kinds`: name: roles; `spoken`: the statements)."""
    present = {name: papers for name, roles in question.given["kinds"].items() if (papers := question.case.papers(*roles))}
    objective = [name for name in present if name not in question.given["spoken"]]
    if len(present) > 1 and objective:
        return passed(f"有{'、'.join(present)}等证据", *(papers[0] for papers in present.values()))
    said = f"只有{'、'.join(present)}" if present else "没有读到证据材料"
    if question.case.complete:
        return failed(f"全卷{said}，缺少相互印证的客观证据", *(papers[0] for papers in present.values()))
    return unsure(f"{said}，{gap(question.case)}，请人工核对")


def photos_described(question: Question) -> Outcome:
    """Photographs say who took them, when, where and of what (`things`: name: pattern that its word and a value fill)."""
    papers = [paper for paper in question.case.papers("photo") if re.search(question.given["title"], paper.title)]
    if not papers:
        return not_applicable("卷内没有照片、录像页")
    lacking = {}
    for paper in papers:
        text = "\n".join(page.text for page in paper.pages)
        whole = text_of(paper)  # a label or a name may break at the line's end
        missing = [name for name, pattern in question.given["things"].items() if not (re.search(pattern, text) or re.search(pattern, whole))]
        if missing:
            lacking[paper.title] = missing
    if not lacking:
        return passed("照片注明了拍摄时间、地点、拍摄人和证明对象", *papers)
    said = "；".join(f"{title}没有注明{'、'.join(missing)}" for title, missing in lacking.items())
    if all(readable(paper) for paper in papers):
        return failed(f"{said}", *(paper for paper in papers if paper.title in lacking))
    return unsure(f"{said}，请人工核对", *papers)


def _opinions(question: Question) -> list[Document]:
    """The appraisals themselves, without the notices of them and the certificates behind them."""
    papers = question.case.papers("appraisal")
    own = [paper for paper in papers if not re.search("告知|通知|送达|资质|资格|证书|聘请|委托", paper.title)]
    return own or list(papers[:1])


def _dates(question: Question, papers: list[Document]) -> list[Field]:
    indexes = {index for index, paper in enumerate(question.case.documents) if any(paper is own for own in papers)}
    dates = [item for item in question.case.all("date", "appraisal") if item.document in indexes and isinstance(item.value, date)]
    return [item for item in dates if not expires(question, item)]


def _day(item: Field) -> date:
    return item.value if isinstance(item.value, date) else date.min


CHECKS = (
    Asks(appraisal_qualified, words="word", signed="word"),
    Asks(appraisal_told, told="word"),
    Asks(kinds_enough, kinds="map", spoken="words"),
    Asks(photos_described, title="word", things="map"),
)
