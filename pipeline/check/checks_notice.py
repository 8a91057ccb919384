"""The prior notice: before the decision, complete, its period waited out, its defence heard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.gaps import gap
from pipeline.check.question import Known, Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import of_decision, own, speaks, told, yuan
from pipeline.check.served import NOTICES, receipt_for, service, spoken_of, waived
from pipeline.check.words import label
from pipeline.law import workdays
from pipeline.records import Field, Period

# a word that stands in every way of naming the kind: a notice that holds it may well announce it
_CORE = {
    "没收违法所得": "没收|违法所得",
    "没收非法财物": "没收",
    "吊销许可证件": "吊销|撤销",
    "暂扣许可证件": "暂扣",
    "责令停产停业": "停产|停业",
    "责令关闭": "关闭",
}
_NO_DEFENCE = (r"(?:没有|无)(?:意见|异议|陈述|申辩|其他)", r"不(?:作|做|进行|提出|再)?(?:任何)?(?:陈述|申辩)", "放弃")


def notice_before_decision(question: Question) -> Outcome:
    """The notice was dated and received before the day of the decision."""
    decided, dated = question.days("decision_date"), question.days("notice_date")
    got = service(question, "prior_notice")
    if decided.trouble or (dated.trouble and not got.days):
        return unsure(decided.trouble or str(dated.trouble), decided, dated)
    days = [day for day in (*dated.values, *got.days) if isinstance(day, date)]
    last, first = max(days), min(days)
    said = f"告知书日期为{dated.value or '（未读到）'}，送达于{got.days[0] if got.days else '（未读到）'}，处罚决定作出于{decided.value}"
    if all(last < day for day in decided.values):
        return passed(said, dated, decided, *got.sources)
    if any(first < day for day in decided.values) and (dated.disputed or decided.disputed or len(got.days) > 1):
        return unsure(f"{said}；各文书所写日期不一致", dated, decided, *got.sources)
    if last in decided.values and waived(question, "waived_statement"):
        return unsure(f"{said}；当日书面放弃陈述申辩并当日作出决定，请人工确认", dated, decided, *got.sources)
    return failed(f"{said}，告知没有早于决定", dated, decided, *got.sources)


def notice_complete(question: Question) -> Outcome:
    """The notice tells a definite penalty, the facts, the basis, and the right of statement and defence."""
    given, papers = question.given, question.case.papers("prior_notice")
    if not papers:
        papers = question.case.papers("hearing_notice_rights")
    roles = tuple(dict.fromkeys(paper.role for paper in papers))
    vague = [item for item in question.case.all("fine_range", *roles) if item.value is True]
    if vague and not any(True for _ in question.case.all("fine_yuan", *roles)):
        return failed(f"告知书拟作出的罚款不明确（“{vague[0].evidence.quote}”），等于没有告知", *vague)
    lacking, open_ = [], []
    for what, need in given["elements"].items():
        tells = told(question, NOTICES if need.get("either") else roles, need["fields"], need["words"])
        if tells is False:
            lacking.append(what)
        elif tells is None:
            open_.append(what)
    decided = question.case.value("penalties")
    fines = isinstance(decided, tuple) and "罚款" in decided
    if fines and not any(True for name in ("fine_yuan", "fine_range", "fine_times") for _ in question.case.all(name, *roles)):
        (lacking if speaks(papers, (r"罚款[^。]{0,30}\d", r"[壹贰叁肆伍陆柒捌玖拾佰仟万]{2,}元")) is False else open_).append(
            "罚款数额"
        )
    if lacking:
        return failed(f"{papers[0].title or label(papers[0].role)}没有告知{'、'.join(lacking)}", *papers)
    if open_ or vague:
        return unsure(f"没有读到告知书告知{'、'.join(open_ or ['明确的罚款数额'])}，请人工核对", *papers)
    return passed("告知书告知了拟处罚的内容、事实、依据和陈述申辩权", *papers)


def statement_period_over(question: Question) -> Outcome:
    """The decision came after the period for statement that the notice gives, or after a written waiver."""
    decided, got = question.days("decision_date"), service(question, "prior_notice")
    if decided.trouble or not got.days:
        return unsure(decided.trouble or "没有读到告知书的送达日期，不能计算陈述申辩期限", decided)
    waiver = waived(question, "waived_statement")
    period = next(
        (item for item in question.case.all("statement_period", "prior_notice") if isinstance(item.value, Period)), None
    )
    if period is None or not isinstance(period.value, Period):
        if waiver:
            return _after_waiver(question, decided, waiver)
        return unsure("告知书没有写明陈述申辩的期限，法律也没有规定天数，请人工确认", *question.case.papers("prior_notice")[:1])
    count, unit = period.value.count, period.value.unit
    ends = [workdays.due(day, count, unit) for day in got.days]
    strict = [workdays.due(day, count, "working_day" if unit == "day" else unit) for day in got.days]
    if None in ends or None in strict:
        return unsure("该年的节假日安排未收录，不能计算期限", decided)
    said = f"{workdays.explain(got.days[0], count, unit, '（告知书送达）')}；处罚决定作出于{decided.value}"
    if all(day > end for day in decided.values for end in strict if end):
        return passed(f"{said}，期限已满", period, decided, *got.sources)
    if waiver:
        return _after_waiver(question, decided, waiver)
    if any(day > end for day in decided.values for end in ends if end):
        return unsure(f"{said}；按日历日已满、按工作日未满，或者各文书所写日期不一致，请人工确认", period, decided, *got.sources)
    if other := spoken_of(question, "waived_statement"):
        return unsure(f"{said}，期限未满；{other.title or label(other.role)}提到放弃陈述申辩，请人工确认", period, decided, other)
    return failed(f"{said}，陈述申辩期限未满，也没有书面放弃", period, decided, *got.sources)


def waiver_by_party(question: Question) -> Outcome:
    """A written waiver is the party's own, or an authorised agent's."""
    party = question.read("party_name")
    head = question.read("legal_representative")
    papers = question.case.papers("waiver")
    authors = list(question.case.all("author", "waiver"))
    if party.trouble or not authors:
        return unsure(party.trouble or "没有读到放弃声明的声明人，请人工核对", *papers)
    own_names = {_plain(value) for known in (party, head) for value in known.values}
    # a trader or a unit signs by its owner, its head or its seal
    strangers = [
        item for item in authors if not any(_plain(item.value) in name or name in _plain(item.value) for name in own_names)
    ]
    if not strangers:
        return passed(f"放弃声明由{authors[0].value}作出", *authors)
    allowed = any(item.value is True for item in question.case.all("author_authorised", "waiver")) or question.case.papers(
        "authorisation"
    )
    if allowed:
        return passed(f"放弃声明由{strangers[0].value}作出，附有授权", *strangers)
    said = f"放弃声明的声明人为{strangers[0].value}，当事人为{party.value}"
    if question.case.value("party_kind") == "unit" and head.trouble:
        return unsure(f"{said}，没有读到法定代表人，不能确定其有无代理权", *strangers)
    if surely_absent(question.case, "authorisation") is None:
        return unsure(f"{said}，没有找到授权委托书，{gap(question.case)}", *strangers)
    return failed(f"{said}，卷内没有授权委托书", *strangers)


def defence_reviewed(question: Question) -> Outcome:
    """A defence that was made was reviewed in writing."""
    made = list(question.case.all("defended", "defence_record", "waiver"))
    papers = question.case.papers("defence_record")
    if made and all(item.value is False for item in made):
        return not_applicable("当事人没有提出陈述申辩意见")
    given_up = [item for item in question.case.all("waived_statement", "defence_record") if item.value is True]
    if given_up and not any(item.value is True for item in made):
        return not_applicable("当事人在陈述申辩笔录中放弃了陈述申辩")
    reviews = question.case.papers(*question.given["roles"])
    if not reviews and not any(item.value is True for item in made) and speaks(papers, _NO_DEFENCE) is not False:
        return unsure("没有读清当事人是否提出了陈述申辩意见，卷内没有复核意见，请人工核对", *papers)
    if reviews:
        return passed(f"陈述申辩已经复核（{reviews[0].title or label(reviews[0].role)}）", *reviews)
    if surely_absent(question.case, *question.given["roles"]):
        return failed("当事人提出了陈述申辩，全卷没有复核意见", *papers)
    return unsure(f"当事人提出了陈述申辩，没有找到复核意见，{gap(question.case)}", *papers)


def not_heavier_after_defence(question: Question) -> Outcome:
    """After a defence or a hearing the fine is not above the one announced last."""
    decided, announced = of_decision(question, "fine_yuan"), _announced(question)
    if decided.trouble or announced.trouble:
        return unsure(decided.trouble or str(announced.trouble), decided, announced)
    now, before = Decimal(str(decided.value)), Decimal(str(announced.value))
    said = f"告知拟罚款{yuan(before)}，申辩（听证）后决定罚款{yuan(now)}"
    return (
        failed(f"{said}，加重了处罚", decided, announced) if now > before else passed(said, decided, announced)
    )


def decision_as_announced(question: Question) -> Outcome:
    """Fine and kinds of the decision are those announced last; a lower fine after a defence is allowed."""
    decided, announced = of_decision(question, "fine_yuan"), _announced(question)
    kinds = {str(item.value) for item in question.case.all("penalties", "decision")}
    told_kinds = {str(item.value) for role in NOTICES for item in question.case.all("penalties", role)}
    new = kinds - told_kinds - {"责令改正类"} if told_kinds and kinds else set()
    if new and any(speaks(question.case.papers(*NOTICES), (_CORE.get(kind, kind),)) is not False for kind in new):
        return unsure(f"决定书的{'、'.join(sorted(new))}在告知书中是否告知没有读清，请人工核对", *question.case.papers(*NOTICES))
    if new:
        fields = [item for item in question.case.all("penalties", "decision") if item.value in new]
        return failed(f"决定书的{'、'.join(sorted(new))}没有在告知书中告知，也没有重新告知", *fields)
    if decided.trouble or announced.trouble:
        if "罚款" not in kinds | told_kinds and kinds and told_kinds:
            return passed(f"决定的处罚种类与告知一致（{'、'.join(sorted(kinds))}）")
        return unsure(decided.trouble or str(announced.trouble), decided, announced)
    now, before = Decimal(str(decided.value)), Decimal(str(announced.value))
    said = f"告知拟罚款{yuan(before)}，决定罚款{yuan(now)}"
    if abs(now - before) <= Decimal("0.01"):
        return passed(f"{said}，一致", decided, announced)
    heard = question.case.papers("defence_record", "defence_review", "hearing_record")
    if now < before and heard:
        return passed(f"{said}，陈述申辩（听证）后减少", decided, announced, *heard[:1])
    return failed(f"{said}，不一致而没有重新告知", decided, announced)


def notice_served(question: Question) -> Outcome:
    """The notice has a receipt, or is signed for on its face."""
    papers = question.case.papers("prior_notice")
    signed = [
        item
        for item in question.case.all("signature", "prior_notice")
        if getattr(item.value, "part", "") in ("recipient", "party")
    ]
    got = service(question, "prior_notice")
    if got.receipts or signed:
        return passed(f"告知书有送达凭证{f'，送达于{got.days[0]}' if got.days else ''}", *got.sources, *signed)
    receipts = question.case.papers("service_receipt")
    if receipt_for(question.case, "prior_notice") is False:
        return failed(
            f"告知书没有送达回证（卷内回证共{len(receipts)}份，送达的都是其他文书），也没有当场签收", *papers
        )
    return unsure("没有读到告知书的送达凭证，请人工核对", *papers, *receipts)


def _announced(question: Question) -> Known:
    """The fine of the notice served last: the first that gives the decision's figure, else the last one's."""
    decided = of_decision(question, "fine_yuan").value
    fields = [item for role in NOTICES for item in question.case.all("fine_yuan", role)]
    match = next((item for item in question.case.all("fine_yuan", "prior_notice") if item.value == decided), None)
    if match:
        return Known("prior_notice.fine_yuan", (match.value,), (match,))
    return own(question, "fine_yuan", *NOTICES) if fields else Known("prior_notice.fine_yuan", (), (), "告知书没有读到罚款数额")


def _after_waiver(question: Question, decided: Known, waiver: tuple[date | None, Field]) -> Outcome:
    day, item = waiver
    if day is None or all(day <= last for last in decided.values):
        return passed(f"当事人{f'于{day}' if day else ''}书面放弃，期限视为届满", decided, item)
    return unsure(f"书面放弃于{day}，晚于处罚决定{decided.value}，请人工确认", decided, item)


def _plain(value: object) -> str:
    return str(value).replace(" ", "").replace("（", "").replace("）", "")


CHECKS = (
    Asks(notice_before_decision),
    Asks(notice_complete, elements="map"),
    Asks(statement_period_over),
    Asks(waiver_by_party),
    Asks(defence_reviewed, roles="roles"),
    Asks(not_heavier_after_defence),
    Asks(decision_as_announced),
    Asks(notice_served),
)
