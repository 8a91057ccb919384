"""Whether a rule has anything to ask of a case (`applies:`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, not_applicable, unsure
from pipeline.check.words import label
from pipeline.records import Rule

_PROCEDURES = {"ordinary": "普通程序", "hearing": "听证程序", "summary": "简易程序", "no_penalty": "不予处罚"}


def occasion(rule: Rule, question: Question) -> Outcome | None:
    """None where the rule applies, else the outcome that says why not (`since` and `until` are the engine's)."""
    for key, test in _TESTS.items():
        if key in rule.applies:
            value = rule.applies[key]
            outcome = test(question, value if isinstance(value, list) else [value])
            if outcome:
                return outcome
    return None


def _procedure(question: Question, wanted: list[Any]) -> Outcome | None:
    procedure = question.case.procedure
    if procedure is None:
        return unsure("不能确定本案适用的程序")
    return None if procedure in wanted else not_applicable(f"本案是{_PROCEDURES[procedure]}，不适用")


def _not_procedure(question: Question, wanted: list[Any]) -> Outcome | None:
    # an unknown procedure goes on: the rule asks nothing that hangs on it
    procedure = question.case.procedure
    return not_applicable(f"本案是{_PROCEDURES[procedure]}，不适用") if procedure and procedure in wanted else None


def _party_kind(question: Question, wanted: list[Any]) -> Outcome | None:
    # the decision's word: other papers may name the unit's head, who is no party
    known = question.read("party_kind")
    if known.trouble:
        return unsure(known.trouble, known)
    return None if known.value in wanted else not_applicable("当事人类型不适用")


def _papers(question: Question, wanted: list[Any]) -> Outcome | None:
    if question.case.papers(*wanted):
        return None
    names = "、".join(label(role) for role in wanted)
    if question.case.absent(*wanted) is None:
        # a page that was not read is no ground to believe that there was a seizure, a hearing or a defence at all
        return unsure(f"{gap(question.case)}，不能确定有没有{names}")
    return not_applicable(f"卷内没有{names}")


def _facts(question: Question, wanted: list[Any]) -> Outcome | None:
    for name in wanted:
        known = question.read(name)
        if known.trouble and not known.sources:
            return not_applicable(known.trouble)
        if known.trouble:
            return unsure(known.trouble, known)
    return None


def _penalties(question: Question, wanted: list[Any]) -> Outcome | None:
    known = question.read("penalties")
    if known.trouble:
        return unsure(known.trouble, known)
    return None if any(kind in wanted for kind in known.value) else not_applicable(f"没有{'、'.join(wanted)}的处罚")


def _cause(question: Question, wanted: list[Any]) -> Outcome | None:
    cause = question.case.cause
    if cause is None:
        return unsure("没有读到案由")
    return None if cause in wanted else not_applicable(f"案由是{cause}，不适用")


_TESTS: dict[str, Callable[[Question, list[Any]], Outcome | None]] = {
    "procedure": _procedure,
    "not_procedure": _not_procedure,
    "party_kind": _party_kind,
    "papers": _papers,
    "facts": _facts,
    "penalties": _penalties,
    "cause": _cause,
}
