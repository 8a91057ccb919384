"""One Finding per rule, in code order: does it apply, which law was in force, what does the check say, how sure are we."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.check.applies import occasion
from pipeline.check.checks import CHECKS
from pipeline.check.question import Known, Outcome, Question, Source, unsure
from pipeline.check.question import not_applicable as not_asked
from pipeline.check.wording import tidy
from pipeline.law import Law
from pipeline.law.structure import statute, version_on
from pipeline.records import BadDate, CaseRecord, Document, Evidence, Fact, Field, Finding, Page, Person, Provision, Rule
from pipeline.registers import Registers
from pipeline.settings import Settings

# A line's confidence is halfway between its mean and its worst character; most wrong lines hold a character below 0.8, which makes
# less than 0.89 of a line that is good otherwise. An accusation rests on none of these.
ENOUGH = 0.88


def check(
    case: CaseRecord, rules: Iterable[Rule], law: Law, settings: Settings, registers: Registers | None = None
) -> tuple[Finding, ...]:
    """The findings of one case: exactly one per rule, in code order."""
    question = Question(case, {}, (), None, law, settings, registers or Registers())
    return tuple(_finding(rule, question) for rule in sorted(rules, key=lambda rule: rule.code))


def _finding(rule: Rule, plain: Question) -> Finding:
    outcome, provisions = _answer(rule, plain)
    confidence = min((_confidence(source) for source in outcome.sources), default=1.0)
    doubtful = confidence < ENOUGH or any(_misreadable(source) for source in outcome.sources)
    if outcome.verdict == "fail" and doubtful and any(_from_picture(source, plain.case) for source in outcome.sources):
        outcome = Outcome("unsure", f"识读把握不足，请人工核对：{outcome.message}", outcome.sources)
    if outcome.verdict == "fail" and any(isinstance(source, Fact) and source.told for source in outcome.sources):
        outcome = Outcome("unsure", f"仅据处罚决定书的叙述，请核对原文书：{outcome.message}", outcome.sources)
    return Finding(
        case=plain.case.case_id,
        rule=rule.code,
        verdict=outcome.verdict,
        severity=rule.severity,
        title=rule.title,
        message=tidy(outcome.message),
        suggestion={"fail": rule.suggestion, "unsure": _once_sure(rule.suggestion)}.get(outcome.verdict, ""),
        law=provisions,
        category=rule.category,
        root=rule.root,
        confidence=round(confidence, 4),
        unconfirmed=any(provision.grade in ("C", "D") for provision in provisions),
        evidence=tuple(dict.fromkeys(item for source in outcome.sources for item in _evidence(source))),
    )


def _once_sure(suggestion: str) -> str:
    # a cure is for a fault that stands; what is open is looked at first
    return f"先人工核对；确有问题的：{suggestion}" if suggestion else ""


def _answer(rule: Rule, plain: Question) -> tuple[Outcome, tuple[Provision, ...]]:
    question = Question(plain.case, rule.given, (), None, plain.law, plain.settings, plain.registers)
    if refused := occasion(rule, question):
        return refused, ()
    if rule.as_of is None:
        return CHECKS[rule.check].check(question), ()
    known = _first_read(question, rule.as_of)
    if known.trouble:
        return unsure(f"{known.trouble}，不能确定适用哪一时期的规定", known), ()
    days = [day for day in _flat(known.values) if isinstance(day, date)]
    if not days:
        return unsure(f"{known.name}不是日期，不能确定适用哪一时期的规定", known), ()
    inside = {_inside(rule.applies, day) for day in days}
    if len(inside) > 1:
        return unsure("各文书所写日期不一致，不能确定适用哪一时期的规定", known), ()
    if inside == {False}:
        return not_asked("当时不适用本项规定"), ()
    in_force = [tuple(plain.law.at(name, day) for name in rule.law) for day in days]
    if len({tuple(found and found.since for found in provisions) for provisions in in_force}) > 1:
        return unsure("各文书所写日期不一致，不能确定适用哪一时期的规定", known), ()
    provisions = tuple(provision for provision in in_force[0] if provision is not None)
    if rule.law and (not provisions or (in_force[0][0] is None and _carries_number(rule.law[0], plain.law))):
        return _no_law(rule.law[0], days[0], plain.law), ()
    question = Question(plain.case, rule.given, provisions, days[0], plain.law, plain.settings, plain.registers)
    return CHECKS[rule.check].check(question), provisions


def _first_read(question: Question, names: str) -> Known:
    """The first of the comma-separated names that was read, else the first."""
    every = [question.days(name.strip()) for name in names.split(",")]
    return next((known for known in every if not known.trouble), every[0])


def _inside(applies: Mapping[str, Any], day: date) -> bool:
    return bool(applies.get("since", date.min) <= day <= applies.get("until", date.max))


def _flat(values: Iterable[Any]) -> Iterable[Any]:
    for value in values:
        if isinstance(value, tuple):
            yield from value[:1]  # of several records the first picks the law
        else:
            yield value


def _carries_number(name: str, law: Law) -> bool:
    # a duty may rest on the next provision before its own began; a number may not
    return any(isinstance(version.value, Decimal) for version in law.versions(name))


def _no_law(name: str, day: date, law: Law) -> Outcome:
    first = law.versions(name)[0]
    known = statute(first.citation.law)
    if day < first.since and known and known.since and known.since <= day:
        version = version_on(first.citation.law, day)
        if version is None or version.articles is None:
            return unsure(f"《{first.citation.law}》{day}时的版本未收录，请人工核对")
    return not_asked(f"{day}时没有（或者已不再有）“{first.title}”的规定")


def _confidence(source: Source) -> float:
    return 1.0 if isinstance(source, Evidence) else source.confidence


def _misreadable(source: Source) -> bool:
    # What a whole paper does not say, a scan may have swallowed; a date that does not exist is rather one misread; four
    # characters of a name are rather two names run together.
    if isinstance(source, Field):
        return isinstance(source.value, BadDate) or (isinstance(source.value, Person) and len(source.value.name) > 3)
    return isinstance(source, Document)


def _from_picture(source: Source, case: CaseRecord) -> bool:
    if isinstance(source, Document):
        return any(page.origin == "ocr" for page in source.pages)
    pictures = {(page.source.name, page.number) for page in case.pages if page.origin == "ocr"}
    return any((evidence.source, evidence.page) in pictures for evidence in _evidence(source))


def _evidence(source: Source) -> Iterable[Evidence]:
    if isinstance(source, Evidence):
        return (source,)
    if isinstance(source, Field):
        return (source.evidence,)
    if isinstance(source, Fact):
        return (*source.evidence, *(item for conflict in source.conflicts for item in conflict.evidence))
    return (_heading(source.pages[0], source.title),) if source.pages else ()


def _heading(page: Page, title: str) -> Evidence:
    """Where a paper as a whole is the evidence: its title, or its first line, on its first page."""
    start = page.text.find(title) if title else -1
    if start < 0:
        quote = next((line for line in page.text.splitlines() if line.strip()), "")
        start = page.text.find(quote)
    else:
        quote = title
    line = next((line for line in page.lines if line.start <= start < line.end), None)
    return Evidence(
        page.source.name, page.number, start, start + len(quote), quote, line.box if line else None, line.place if line else None
    )
