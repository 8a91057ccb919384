"""Days in order, and periods kept or waited out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.check.across import across
from pipeline.check.asks import Asks
from pipeline.check.question import Known, Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, act_ended, speaks, text_of
from pipeline.check.words import label
from pipeline.law import workdays
from pipeline.records import Field, PartialDate, Provision

_GIVEN_BACK = re.compile(
    r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:前后|左右)?，?(?:[^。；，\d]{0,8}?)(?:已经?|自行|主动|将[^。；，]{0,10})?(?:清理[^。；，]{0,4}恢复|清理完毕|恢复(?:植被|原状|地貌|林地|种植|耕种)|拆除|复垦|搬离|撤离|停止占用|退还)"
)
_MISREAD = 366  # days: a record that much earlier than its case is rather a date of birth or a slip of the pen


def order(question: Question) -> Outcome:
    """`earlier` is not after `later`; with `strict` it is before."""
    given = question.given
    earlier, later = question.days(given["earlier"]), question.days(given["later"])
    strict = bool(given.get("strict"))

    def judge(first: date, last: date) -> Outcome:
        said = f"{label(given['earlier'])}为{first}，{label(given['later'])}为{last}"
        if first < last or (first == last and not strict):
            return passed(f"{said}，先后次序正确")
        return failed(f"{label(given['earlier'])}为{first}，{'没有早于' if strict else '晚于'}{label(given['later'])}{last}")

    return across(judge, earlier, later)


def none_after(question: Question) -> Outcome:
    """No day among `events` (facts, single or lists) is after `limit`."""
    limit = question.days(question.given["limit"])
    if limit.trouble:
        return unsure(limit.trouble, limit)
    late, seen = [], []
    for name in question.given["events"]:
        for day, known in every_day(question, name):
            seen.append(known)
            if all(day > last for last in limit.values):
                late.append((name, day, known))
            elif any(day > last for last in limit.values):
                return unsure(f"各文书所写{label(limit.name)}不一致，不能确定{label(name)}{day}是否晚于它", limit, known)
    if late:
        named = {day: name for name, day, _ in reversed(late)}  # one day is told once
        said = "、".join(f"{label(name)}{day}" for day, name in sorted(named.items()))
        return failed(f"{said}晚于{label(limit.name)}{limit.value}", limit, *(known for _, _, known in late))
    if not seen:
        return unsure(f"没有读到{'、'.join(label(name) for name in question.given['events'])}", limit)
    return passed(f"各项证据的日期都不晚于{label(limit.name)}{limit.value}", limit, *seen)


def not_before(question: Question) -> Outcome:
    """`event` is not before the first of `starts`; words of `excuse` in an earlier paper leave it open."""
    given = question.given
    event = question.days(given["event"])
    if event.trouble:
        return unsure(event.trouble, event)
    starts = [(day, known) for name in given["starts"] for day, known in every_day(question, name)]
    if not starts:
        return unsure(f"没有读到{'、'.join(label(name) for name in given['starts'])}", event)
    first, known = min(starts, key=lambda item: item[0])
    said = f"{label(event.name)}为{'、'.join(map(str, event.values))}，{label(known.name)}最早为{first}"
    if all(day <= first for day in event.values):
        return passed(said, event, known)
    if all((day - first).days > _MISREAD for day in event.values):
        return unsure(f"{said}；相差过大，可能是误读，请人工核对", event, known)
    if any(day <= first for day in event.values):
        return unsure(f"{said}；各文书所写{label(event.name)}不一致", event, known)
    for role in given.get("excused_by", ()):
        for paper in question.case.papers(role):
            text = "".join(page.text for page in paper.pages)
            word = next((word for word in given.get("excuse", ()) if word in text), None)
            if word:
                return unsure(
                    f"{said}，先于立案；{paper.title or label(role)}写有“{word}”，是否属于允许的先行核查请人工确认",
                    event,
                    known,
                    paper,
                )
    return failed(f"{said}，在立案之前就开始正式取证，也没有说明理由", event, known)


def within_deadline(question: Question) -> Outcome:
    """`event` is no later than the last day of the provision's period from `start`.

    With `lenient_unit` a day that is late only when counted in the provision's own unit is unsure.
    """
    given, provision = question.given, question.provision
    start, event = question.days(given["start"]), question.days(given["event"])

    def judge(first: date, last: date) -> Outcome:
        end = due(provision, first)
        lenient = workdays.due(first, number(provision), given["lenient_unit"]) if "lenient_unit" in given else end
        if end is None or lenient is None:
            return unsure(f"{first.year}年前后的节假日安排未收录，不能计算期限")
        said = f"{counted(provision, first, label(given['start']))}；{label(given['event'])}为{last}"
        if last < first:
            return unsure(f"{label(given['event'])}{last}早于{label(given['start'])}{first}，请人工核对")
        if last <= end:
            return passed(f"{said}，在期限内")
        if last <= lenient:
            return unsure(f"{said}，按日历日超过期限，按工作日没有超过；规定没有写明怎样计日，请人工确认")
        return failed(f"{said}，超过期限")

    return across(judge, start, event)


def limitation(question: Question) -> Outcome:
    """The deed was found within the provision's years of its end; with causes `lasting` an unrestored occupation has not ended."""
    found = question.days("clue_date")
    for name in ("filing_date", "decision_date" if question.case.procedure == "summary" else "clue_date"):
        found = question.days(name) if found.trouble else found
    ended = act_ended(question.case)
    if found.trouble or ended is None:
        return unsure(found.trouble or "没有读到违法行为的日期", found)
    act = question.read("violation_end" if question.case.value("violation_end") else "violation_date")
    ends = [workdays.add_months(day, 12 * number(question.provision)) for day in ended]
    latest = max(
        [ends[1], *(workdays.add_months(day, 12 * number(question.provision)) for day in act.values if isinstance(day, date))]
    )
    said = f"{label(act.name)}为{_spoken(act.value)}，{number(question.provision)}年届满于{ends[1]}；{label(found.name)}为{found.value}"
    if all(day <= min(ends) for day in found.values):
        return passed(f"{said}，没有超过时效", act, found)
    if any(day <= latest for day in found.values):
        return unsure(f"{said}；日期只写到月、年，或者各文书所写不一致，不能确定是否超过时效", act, found)
    if question.case.cause in question.given.get("lasting", ()) and act.name == "violation_date":
        restored = _restored(question, found.value)
        if restored and workdays.add_months(restored, 12 * number(question.provision)) < min(found.values):
            return failed(f"{said}；占用已于{restored}终了，发现时已经超过时效", act, found)
        if restored or speaks(question.case.papers(*DECISIONS, "filing_approval"), question.given.get("restored", ())):
            return unsure(f"{said}；文书写有恢复、拆除的情况，占用何时终了请人工确认", act, found)
        return passed(f"{said}；占用的土地没有恢复原状的，违法行为视为继续，时效没有起算", act, found)
    return failed(f"{said}，发现时已经超过时效", act, found)


def _restored(question: Question, found: date) -> date | None:
    """The last day before the finding on which the decision says that the land was given back."""
    days = []
    for paper in question.case.papers(*DECISIONS):
        for match in _GIVEN_BACK.finditer(text_of(paper)):
            try:
                day = date(*(int(part) for part in match.groups()))
            except ValueError:
                continue
            days.append(day)
    return max((day for day in days if day < found), default=None)


def every_day(question: Question, name: str) -> list[tuple[date, Known]]:
    """Every whole day that a fact (single or list) or a paper's field gives, the ends of validity left out."""
    known = question.read(name)
    ends = {source.value for source in known.sources if isinstance(source, Field) and expires(question, source)}
    days = []
    for value in known.values:
        if value in ends:
            continue
        days += [item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, date)]
    return [(getattr(day, "date", lambda day=day: day)(), known) for day in days]


def expires(question: Question, item: Field) -> bool:
    """Whether the day is where a certificate's validity ends (有效期至2028年12月31日), not when the paper was made."""
    for page in question.case.documents[item.document].pages if item.document >= 0 else ():
        if (page.source.name, page.number) == (item.evidence.source, item.evidence.page):
            before = page.text[max(0, item.evidence.start - 20) : item.evidence.start]
            return bool(re.search(r"(?:有效|期限|截止|届满|年检)[^。\n]*$|[至到—-]\s*$", before))
    return False


def due(provision: Provision, start: date) -> date | None:
    """The last day of the provision's period; None where the calendar is not known."""
    return workdays.due(start, number(provision), provision.unit or "day")


def number(provision: Provision) -> int:
    """The provision's figure."""
    return int(Decimal(str(provision.value)))


def counted(provision: Provision, start: date, event: str) -> str:
    """How the period was counted, for a message."""
    return workdays.explain(start, number(provision), provision.unit or "day", f"（{event}）") or ""


def _spoken(value: Any) -> str:
    return f"{value}（没有具体日）" if isinstance(value, PartialDate) else str(value)


def review_in_days(question: Question) -> Outcome:
    """The legal review came within the agency's own days from submission (`legal_review.days`)."""
    rules = question.settings.legal_review
    if rules is None or rules.days is None:
        return unsure("本机关的法制审核期限没有录入设置，不能判断")
    start = question.days("legal_review_submitted_date")
    if start.trouble:
        start = question.days("legal_review.submitted_date")
    if start.trouble:
        return not_applicable("没有读到送审日期")

    def judge(first: date, last: date) -> Outcome:
        end = workdays.due(first, rules.days or 0, "day")
        said = f"{first}送审，{last}审核，本机关规定的期限为{rules.days}日"
        return failed(f"{said}，超过期限。") if end and last > end else passed(f"{said}，在期限内")

    return across(judge, start, question.days("legal_review_date"))


CHECKS = (
    Asks(order, earlier="value", later="value", strict="flag?"),
    Asks(none_after, limit="value", events="values"),
    Asks(not_before, event="value", starts="values", excused_by="roles?", excuse="words?"),
    Asks(within_deadline, start="value", event="value", lenient_unit="word?"),
    Asks(limitation, lasting="words?", restored="words?"),
    Asks(review_in_days),
)
