"""Whether the articles a decision rests on exist, are named fully, and were in force when the deed was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, act_ended, of_decision, speaks
from pipeline.check.wording import cited as written
from pipeline.law import exists
from pipeline.law.offences import offences
from pipeline.law.structure import statute, version_on
from pipeline.records import Citation, Field

_FAULTS = {
    "no_article": "没有这一条",
    "no_paragraph": "该条没有这一款",
    "no_item": "该款没有这一项",
    "paragraph_needed": "该条有多款，没有写到款",
    "article_needed": "只写了法律名称，没有写到条",
    "not_in_force": "当时不是施行中的版本",
}


def citations_exact(question: Question) -> Outcome:
    """Every article the penalty rests on exists on the day of the deed and is named down to paragraph and item."""
    fields = tuple(_cited(question, "basis"))
    if not fields:
        return unsure("没有读到决定书的处罚依据")
    days = _days(question)
    if not days:
        return unsure("没有读到违法行为的日期，不能确定条文版本", *fields)
    faults: list[tuple[str, Field]] = []
    open_ones: list[Field] = []
    for field in fields:
        citation = field.value
        if not isinstance(citation, Citation) or _elsewhere(citation, question.given["procedural"]):
            continue
        states = [exists(citation, day) for day in days]
        # a missing 项 is for the reader to see, no fault by itself
        if {"ok", "item_needed"} & set(states):
            continue
        wrong = next((state for state in states if state in _FAULTS), None)
        if set(states) == {"repealed"}:
            faults.append((f"{written(citation)}：{_ended(citation)}，违法行为终了于{days[0]}", field))
        elif wrong and "unknown" not in states:
            faults.append((f"{written(citation)}：{_FAULTS[wrong]}（按{days[0]}施行中的版本核对{_version(citation, days[0])}）", field))
        else:
            open_ones.append(field)
    if faults:
        return failed(f"决定书引用的处罚依据不准确：{'；'.join(dict.fromkeys(fault for fault, _ in faults))}", *(field for _, field in faults))
    if open_ones:
        names = "、".join(dict.fromkeys(written(field.value) for field in open_ones))
        return unsure(f"{names}当时版本的条文结构未收录，请人工核对", *open_ones)
    return passed(f"处罚依据{'、'.join(dict.fromkeys(written(field.value) for field in fields))}存在且引用完整", *fields)


def citations_in_force(question: Question) -> Outcome:
    """No article named as broken or as basis was repealed, or replaced as a penalty, when the deed ended."""
    fields = (*_cited(question, "violated"), *_cited(question, "basis"))
    if not fields:
        return unsure("没有读到决定书引用的条款")
    ended = act_ended(question.case)
    if ended is None:
        return unsure("没有读到违法行为的日期，不能判断所引条款当时是否有效", *fields)
    faults: dict[str, Field] = {}
    doubts: dict[str, Field] = {}
    for field in fields:
        if not isinstance(field.value, Citation):
            continue
        reasons = [_gone(field, day, question.given["superseded"]) for day in ended]
        if all(reasons):
            faults.setdefault(str(reasons[0]), field)
        elif any(reasons):
            doubts.setdefault(str(next(filter(None, reasons))), field)
    if faults:
        return failed(f"违法行为终了于{_span(ended)}，{'；'.join(faults)}", *faults.values())
    if doubts:
        return unsure(f"违法行为日期只写到{_span(ended)}：{'；'.join(doubts)}", *doubts.values())
    return passed(f"所引条款在违法行为终了时（{_span(ended)}）有效", *fields)


def laws_compared(question: Question) -> Outcome:
    """Where the statute changed between the deed and the decision, the file says which one was taken and why."""
    ended = act_ended(question.case)
    decided = of_decision(question, "date").value or question.case.value("decision_date")
    if ended is None or not isinstance(decided, date):
        return unsure("没有读到违法行为日期或者决定日期")
    fields = tuple(_cited(question, "basis"))
    if not fields:
        return unsure("没有读到决定书的处罚依据")
    changed = [field for field in fields if isinstance(field.value, Citation) and _changed(field.value, ended[1], decided)]
    for field in fields:
        before, after = (_gone(field, day, question.given["superseded"]) for day in (ended[1], decided))
        if after and not before and field not in changed:
            changed.append(field)
    if not changed:
        return not_applicable("违法行为至决定之间，所依据的法律没有修改")
    law = changed[0].value
    known = statute(law.law) if isinstance(law, Citation) else None
    name = f"《{law.law}》" if isinstance(law, Citation) else ""
    name += f"于{known.repealed}废止" if known and known.repealed and ended[1] < known.repealed <= decided else "有修改"
    if speaks(question.case.documents, question.given["words"]):
        return passed(f"行为至决定之间{name}，卷内有新旧法比较的说明", *changed)
    if ended[0] != ended[1] and not _changed(law, ended[1], decided):  # type: ignore[arg-type]
        return unsure("违法行为日期不具体，不能确定是否跨越法律修改", *changed)
    message = f"违法行为（{_span(ended)}）至决定（{decided}）之间{name}，卷内没有适用新法、旧法的比较说明"
    return failed(message, *changed) if question.case.complete else unsure(f"{message}，或者未能识读", *changed)


def _cited(question: Question, name: str) -> Iterator[Field]:
    for role in DECISIONS:
        fields = tuple(question.case.all(name, role))
        if fields:
            yield from fields
            return


def _days(question: Question) -> list[date]:
    ended = act_ended(question.case)
    decided = of_decision(question, "date").value or question.case.value("decision_date")
    days = list(ended) if ended else []
    # a deed under the old law may be punished by a milder new one, so a citation of either is complete
    return [*days, decided] if days and isinstance(decided, date) else days


def _elsewhere(citation: Citation, procedural: list[str]) -> bool:
    return citation.law in procedural


def _gone(field: Field, day: date, superseded: list[dict[str, Any]]) -> str | None:
    citation = field.value
    if not isinstance(citation, Citation):
        return None
    known = statute(citation.law)
    if known and known.repealed and day >= known.repealed:
        return f"所引《{known.law}》已于{known.repealed}废止"
    for row in superseded if field.name == "basis" else ():
        same = known is not None and statute(row["law"]) is known
        if same and citation.article in row["articles"] and row["since"] <= day:
            return f"所引{written(citation)}的处罚已自{row['since']}起由《{row['by']}》取代"
    return None


def _changed(citation: Citation, ended: date, decided: date) -> bool:
    known = statute(citation.law)
    if known is None or decided <= ended:
        return False
    before, after = version_on(citation.law, ended), version_on(citation.law, decided)
    if {row.id for row in offences(None, citation, ended)} & {row.id for row in offences(None, citation, decided)}:
        return False  # amended elsewhere: the penalty itself stayed
    if before and after and before.version != after.version:
        return True
    return bool(known.repealed and ended < known.repealed <= decided) or (before is None and after is not None)


def _ended(citation: Citation) -> str:
    known = statute(citation.law)
    return f"《{known.law}》已于{known.repealed}废止" if known else ""


def _version(citation: Any, day: date) -> str:
    found = version_on(citation.law, day)
    return f"，该版本自{found.version}起施行" if found else ""


def _span(ended: tuple[date, date]) -> str:
    return str(ended[0]) if ended[0] == ended[1] else f"{ended[0]}至{ended[1]}"


CHECKS = (
    Asks(citations_exact, procedural="words"),
    Asks(citations_in_force, superseded="maps"),
    Asks(laws_compared, words="words", superseded="maps"),
)
