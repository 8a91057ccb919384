"""Legal review: needed or not, before the decision, its result, what it covers, and what was decided after it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.checks_articles import articles
from pipeline.check.checks_presence import written_block
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import of_decision, speaks, yuan
from pipeline.check.words import label
from pipeline.records import Field, Opinion

_BLOCKS = ("opinion", "decision_approval")  # forms that give legal review a block of their own


def review_where_due(question: Question) -> Outcome:
    """A decision that must be reviewed (hearing held, agency's catalogue) was reviewed."""
    due, why = _due(question)
    if due is False:
        return not_applicable(why)
    papers = question.case.papers("legal_review")
    block = written_block(question, "legal", _BLOCKS)
    if papers or block:
        return passed("已经法制审核", *(papers[:1] or (block,) if block else papers[:1]))
    if due is None:
        return unsure(f"{why}；卷内没有法制审核意见，是否应当审核请人工确认")
    if surely_absent(question.case, "legal_review"):
        return failed(f"{why}，全卷各页均已识读归类，没有法制审核意见书")
    return unsure(f"{why}，没有找到法制审核意见书，{gap(question.case)}")


def review_before_decision(question: Question) -> Outcome:
    """Some legal review is no later than the decision."""
    decided = question.days("decision_date")
    dates = [item for item in question.case.all("date", "legal_review") if isinstance(item.value, date)]
    reviewed = question.days("legal_review_date")
    days = [day for item in dates if isinstance(day := item.value, date)] + [
        day for day in reviewed.values if isinstance(day, date)
    ]
    if decided.trouble or not days:
        return unsure(decided.trouble or reviewed.trouble or "没有读到法制审核日期", decided, reviewed)
    said = f"法制审核意见作出于{min(days)}，处罚决定作出于{decided.value}"
    if all(min(days) <= day for day in decided.values):
        return passed(said, reviewed, decided, *dates[:1])
    if any(day <= last for day in days for last in decided.values):
        return unsure(f"{said}；各文书所写日期不一致", reviewed, decided)
    return failed(f"{said}，审核晚于决定", reviewed, decided, *dates)


def review_passed(question: Question) -> Outcome:
    """The last legal review does not refuse."""
    results = [(question.case.one("date", "legal_review"), item) for item in question.case.all("review_result", "legal_review")]
    if not results:
        return unsure("没有读到法制审核结论", *question.case.papers("legal_review")[:1])
    fields = [item for _, item in results]
    if all(item.value == "disagree" for item in fields):
        return failed(
            f"法制审核结论为不同意（“{fields[-1].evidence.quote}”），没有复审通过的意见，仍然作出处罚决定",
            *fields,
        )
    if any(item.value == "disagree" for item in fields):
        return unsure("有一份法制审核意见为不同意，另一份同意，请人工确认先后", *fields)
    return passed("法制审核同意处罚意见" if fields[-1].value == "agree" else "法制审核附条件同意", *fields)


def review_of_points(question: Question) -> Outcome:
    """The review answers point by point: none is a fault, fewer than `enough` is for a person."""
    fields = list(question.case.all("points_checked", "legal_review"))
    if not fields:
        return unsure("没有读到法制审核的逐项意见，请人工核对", *question.case.papers("legal_review")[:1])
    most = max(int(str(item.value)) for item in fields)
    if most == 0:
        return failed(f"法制审核只写同意，没有逐项审核（应当审核：{question.provision.value}）", *fields)
    if most < question.given["enough"]:
        return unsure(f"法制审核只读到{most}项，应当审核：{question.provision.value}", *fields)
    return passed(f"法制审核逐项审核了{most}项", *fields)


def review_of_this_fine(question: Question) -> Outcome:
    """What was decided is what was reviewed: the fine, and the articles it rests on."""
    decided = of_decision(question, "fine_yuan")
    reviewed = [item for item in question.case.all("fine_yuan", "legal_review") if isinstance(item.value, Decimal)]
    if decided.trouble or not reviewed:
        return unsure(
            "没有读到送审的罚款数额，不能与决定核对" if not reviewed else str(decided.trouble),
            *question.case.papers("legal_review")[:1],
        )
    if any(abs(Decimal(str(item.value)) - Decimal(str(decided.value))) <= Decimal("0.01") for item in reviewed):
        return _same_basis(question, reviewed[0])
    said = f"送审罚款{yuan(Decimal(str(reviewed[0].value)))}，决定罚款{yuan(Decimal(str(decided.value)))}"
    return failed(f"{said}，审核以后改变了处罚，没有再次审核", *reviewed, decided)


def review_signed(question: Question) -> Outcome:
    """The legal review is signed and dated."""
    papers = question.case.papers("legal_review")
    blank = [item for item in question.case.all("blank_part", "legal_review")]
    if blank:
        said = "、".join(dict.fromkeys(str(item.value) for item in blank))
        return failed(f"{papers[0].title or label('legal_review')}的{said}空白", *blank)
    blocks = [item.value for item in question.case.all("opinion", "legal_review") if isinstance(item.value, Opinion)]
    named = [item for name in ("signature", "reviewer", "seal") for item in question.case.all(name, "legal_review")]
    signed = bool(named) or any(block.name for block in blocks)
    dated = any(isinstance(item.value, date) for item in question.case.all("date", "legal_review")) or any(
        block.day for block in blocks
    )
    if signed and dated:
        return passed("法制审核意见书签名、日期齐全", papers[0])
    lacking = "、".join(name for name, there in (("审核人签名、盖章", signed), ("日期", dated)) if not there)
    pages = [page for paper in papers for page in paper.pages]
    # a signature may be a picture: only a printed page on which nothing is pasted or stamped says that there is none
    bare = all(page.origin == "text" and not page.marks and not page.seals and not page.picture for page in pages)
    if not signed and bare and any(re.search(question.given["blank"], page.text) for page in pages):
        return failed(f"法制审核意见书没有{lacking}", papers[0])
    return unsure(f"法制审核意见书没有读到{lacking}，请人工核对", papers[0])


def _due(question: Question) -> tuple[bool | None, str]:
    """Whether review is due, and why; None where that cannot be known."""
    case, rules = question.case, question.settings.legal_review
    if case.procedure == "hearing" or case.papers("hearing_record"):
        return True, "本案经过听证程序"
    if question.given.get("always"):
        return True, question.given["always"]
    if rules is None:
        return None, "本机关的法制审核目录没有录入设置"
    if rules.all_ordinary:
        return True, "本机关目录规定普通程序的处罚决定都应当法制审核"
    fine, kind = of_decision(question, "fine_yuan").value, question.case.value("party_kind")
    limit = rules.fine_over.of(str(kind)) if rules.fine_over and kind else None
    if limit is not None and fine is not None and Decimal(str(fine)) >= limit:
        return True, f"罚款{yuan(Decimal(str(fine)))}达到本机关目录规定的{yuan(limit)}"
    if limit is None or fine is None:
        return None, "不能确定罚款数额是否达到本机关的法制审核目录"
    return False, f"罚款{yuan(Decimal(str(fine)))}没有达到本机关目录规定的{yuan(limit)}"


def _same_basis(question: Question, fine: Field) -> Outcome:
    reviewed, decided = articles(question, "basis", "legal_review"), articles(question, "basis", "decision")
    if reviewed and decided and not set(reviewed) & set(decided):
        return unsure("送审的处罚依据与决定书不同，请人工核对", *reviewed.values(), *decided.values())
    return passed(f"决定的罚款与送审的{yuan(Decimal(str(fine.value)))}一致", fine)


def mitigated_reviewed(question: Question) -> Outcome:
    """A decision below the legal minimum went through legal review."""
    words = [item for item in question.case.all("mitigation_word", "decision") if item.value == "减轻"]
    if not words:
        return not_applicable("决定书没有减轻处罚")
    papers = question.case.papers("legal_review")
    if papers or written_block(question, "legal", _BLOCKS) or speaks(question.case.papers("opinion"), ("法制审核",)):
        return passed("减轻处罚已经法制审核", *papers[:1])
    if surely_absent(question.case, "legal_review"):
        return failed("决定减轻处罚，没有法制审核意见", *words)
    return unsure(f"决定减轻处罚，没有找到法制审核意见，{gap(question.case)}", *words)


CHECKS = (
    Asks(review_where_due, always="word?"),
    Asks(review_before_decision),
    Asks(review_passed),
    Asks(review_of_points, enough="number"),
    Asks(review_of_this_fine),
    Asks(review_signed, blank="word"),
    Asks(mitigated_reviewed),
)
