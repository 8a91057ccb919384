"""What a written decision must tell the party: its parts, its seal, the remedies, how and when to pay."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.check.asks import Asks
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, of_decision, own, readable, speaks, texts, told
from pipeline.check.words import label
from pipeline.records import CaseRecord, Document

_SEAL = "行政机关印章"
_AT_THE_END = (_SEAL, "行政机关名称", "决定日期")
# the last lines of a paper at the head of a page: the agency and a day, before any title
_LAST_LINES = re.compile(
    r"^[^，。：；]{0,24}(?:局|厅|政府|委员会|大队|支队|站|中心)[（(]?(?:公章|印章?|盖章)?[）)]?[12二][\d〇○零OoＯ０一二三四五六七八九◯]{3}年[^，。：；年]{1,3}月[^，。：；月]{1,3}日"
)


def contents(question: Question) -> Outcome:
    """The paper of `roles` has every one of `parts` ({is, fields, words, penalties?, procedure?}) and, where asked, a seal."""
    case, given = question.case, question.given
    papers = case.papers(*given["roles"])
    if not papers:
        return unsure(f"没有找到{label(given['roles'][0])}")
    missing: list[str] = []
    doubtful: list[str] = []
    for part in given["parts"]:
        if not _asked(question, part):
            continue
        answer = told(question, given["roles"], part.get("fields", ()), part["words"])
        if answer and part.get("label") and not told(question, given["roles"], part["fields"], ()):
            answer = None  # the words are only the label of a line that may be empty
        if answer is not True:
            (missing if answer is False else doubtful).append(part["is"])
    if case.procedure in given.get("seal", ()):
        sealed = _sealed(question, papers)
        if sealed is not True:
            (missing if sealed is False else doubtful).append(_SEAL)
    title = papers[0].title or label(papers[0].role)
    if any(what in _AT_THE_END for what in missing) and any(_runs_on(case, paper) for paper in papers):
        doubtful += [what for what in missing if what in _AT_THE_END]
        missing = [what for what in missing if what not in _AT_THE_END]
    if missing:
        parts = [what for what in missing if what != _SEAL]
        said = [f"没有写明{'、'.join(parts)}"] if parts else []
        return failed(f"{title}{'，'.join(said + ['没有加盖行政机关印章'] * (_SEAL in missing))}", papers[0])
    if doubtful:
        return unsure(f"{title}有无{'、'.join(doubtful)}未能识读清楚，请人工核对", papers[0])
    return passed(f"{title}应载明的事项齐全", papers[0])


def _asked(question: Question, part: dict[str, list[str]]) -> bool:
    if "procedure" in part and question.case.procedure not in part["procedure"]:
        return False
    if "penalties" in part:
        # the decision's own text is asked as well: a fine whose kind was not read is still a fine
        return bool(set(part["penalties"]) & set(texts(question.read("penalties")))) or any(
            True for name in part.get("shown_by", ()) for _ in question.case.all(name, *question.given["roles"])
        )
    return True


def _runs_on(case: CaseRecord, paper: Document) -> bool:
    """Whether the lines a paper ends with seem to stand on the next page, above the title of another paper."""
    at = next(index for index, own in enumerate(case.documents) if own is paper)
    last = paper.pages[-1]
    nexts = [page for document in case.documents[at + 1 : at + 2] for page in document.pages[:1]]
    nexts += [page for page in case.pages if page.source == last.source and page.number == (last.number or 0) + 1]
    return any(_LAST_LINES.search(re.sub(r"\s", "", page.text)) for page in nexts)


def _sealed(question: Question, papers: tuple[Document, ...]) -> bool | None:
    case = question.case
    if any(True for _ in case.all("seal", *question.given["roles"])) or any(page.seals for paper in papers for page in paper.pages):
        return True
    elsewhere = any(page.seals for page in case.pages) or any(True for _ in case.all("seal"))
    # a black-and-white copy shows no red: without any seal in the whole file only a born-digital page proves that there is none
    drawn = all(page.number is not None and page.origin == "text" for paper in papers for page in paper.pages)
    return False if (elsewhere or drawn) and all(readable(paper) for paper in papers) else None


def reconsideration_told(question: Question) -> Outcome:
    """The decision tells the days for reconsideration and a body that may take it on that day."""
    days, body = of_decision(question, "reconsideration_days"), of_decision(question, "reconsideration_to")
    right = int(Decimal(str(question.provision.value)))
    papers = question.case.papers(*DECISIONS)
    if not days.values and not body.values:
        spoken = speaks(papers, question.given["words"])
        if spoken is False:
            return failed("决定书没有告知申请行政复议的途径和期限", *papers[:1])
        return unsure("决定书提到行政复议，但期限和机关没有读清，请人工核对", *papers[:1])
    if days.values and int(days.value) != right:
        return failed(f"决定书写申请行政复议的期限为{days.value}日，应为{right}日", days)
    if wrong := _wrong_body(question, str(body.value or "")):
        return failed(f"{wrong}", body)
    if not days.values:
        return unsure("决定书告知了复议机关，复议期限没有读到", body)
    if not body.values:
        return unsure(f"决定书写复议期限{days.value}日，复议机关没有读到", days)
    return passed(f"决定书写自收到之日起{days.value}日内向{body.value}申请行政复议", days, body)


def _wrong_body(question: Question, body: str) -> str | None:
    law = question.law.at("reconsideration_to_own_government", question.day) if question.day else None
    if not body or law is None or not law.value:
        return None
    departments = [part for part in re.split(r"或者?|、|，|及", body) if re.search(r"(局|厅|委员会|部|部门)$", part.strip())]
    if departments:
        return f"决定书写向{body}申请行政复议；自{law.since}起由本级人民政府管辖，不再由{departments[0].strip()}管辖"
    government, agency = question.settings.agency.government, question.settings.agency.name
    named = re.findall(r"[一-鿿]+?(?:省|市|县|区|旗|州)(?=人民政府)", body)
    authority = str(question.case.value("authority") or agency)
    if government and authority == agency and named and all(not f"{name}人民政府".endswith(government) for name in named):
        return f"决定书写向{body}申请行政复议，本级人民政府是{government}"
    return None


def suit_told(question: Question) -> Outcome:
    """The decision tells the months for bringing suit."""
    months, days = of_decision(question, "suit_months"), of_decision(question, "suit_days")
    right = int(Decimal(str(question.provision.value)))
    if months.values and int(months.value) != right:
        return failed(f"决定书写起诉期限为{months.value}个月，应为{right}个月", months)
    if months.values:
        court = of_decision(question, "court")
        return passed(f"决定书写{months.value}个月内向{court.value or '人民法院'}起诉", months, *court.sources)
    if days.values:
        return failed(f"决定书写起诉期限为{days.value}日，应为{right}个月", days)
    papers = question.case.papers(*DECISIONS)
    if speaks(papers, question.given["words"]) is False:
        return failed("决定书没有告知提起行政诉讼的途径和期限", *papers[:1])
    return unsure("决定书提到行政诉讼，但起诉期限没有读清，请人工核对", *papers[:1])


def payment_told(question: Question) -> Outcome:
    """The decision tells the days for payment, where to pay, and what follows late payment."""
    given = question.given
    days = own(question, "pay_days", *DECISIONS)
    right = int(Decimal(str(question.provision.value)))
    papers = question.case.papers(*DECISIONS)
    if days.values and int(days.value) != right:
        return failed(f"决定书写缴款期限为{days.value}日，应为{right}日", days)
    parts = {"缴款期限": ("pay_days", "days"), "代收银行或电子支付": ("bank_told", "bank"), "逾期加处罚款": ("surcharge_told", "surcharge")}
    answers = {name: told(question, DECISIONS, (field,), given[words]) for name, (field, words) in parts.items()}
    missing = [name for name, answer in answers.items() if answer is False]
    if missing:
        return failed(f"决定书没有写明{'、'.join(missing)}", *papers[:1])
    if not days.values or None in answers.values():
        return unsure("决定书写有缴款事项，期限没有读清，请人工核对", *papers[:1])
    return passed(f"决定书写明{days.value}日内缴款、代收银行和逾期加处", days)


def reconsideration_first(question: Question) -> Outcome:
    """A decision made on the spot says that reconsideration comes first."""
    papers = question.case.papers("summary_decision", "decision")
    answer = told(question, ("summary_decision",), ("reconsideration_first",), question.given["words"])
    if answer:
        return passed("当场处罚决定书写明应当先申请行政复议", *papers[:1])
    message = "当场处罚决定书没有告知应当先申请行政复议"
    return failed(f"{message}", *papers[:1]) if answer is False else unsure(f"{message}或者未能识读", *papers[:1])


def education_given(question: Question) -> Outcome:
    """A decision not to punish cites which ground, and the party was taught."""
    case = question.case
    papers = case.papers("no_penalty_decision")
    if not papers:
        return not_applicable("不是不予处罚决定")
    sources: list[Source] = list(papers[:1])
    cites = [field for field in case.all("basis", "no_penalty_decision")]
    taught = any(field.value is not False for field in case.all("education"))
    taught = taught or any(speaks((paper,), question.given["words"]) for paper in case.documents)
    if not taught and case.complete:
        return failed("不予处罚，卷内没有教育当事人的记载", *sources)
    if not cites:
        return unsure("不予处罚决定书没有读到依据的条款", *sources)
    if not taught:
        return unsure(f"没有读到教育当事人的记载，{gap(case)}", *sources)
    unclear = [field for field in cites if getattr(field.value, "paragraph", 0) is None]
    if unclear and len(unclear) == len(cites):
        return unsure("不予处罚决定书引用的依据没有写到款，请人工确认适用哪一种情形", *unclear)
    return passed("不予处罚决定书写明依据，卷内有教育记载", *cites[:1])


CHECKS = (
    Asks(contents, roles="roles", parts="maps", seal="words?"),
    Asks(reconsideration_told, words="words"),
    Asks(suit_told, words="words"),
    Asks(payment_told, days="words", bank="words", surcharge="words"),
    Asks(reconsideration_first, words="words"),
    Asks(education_given, words="words"),
)
