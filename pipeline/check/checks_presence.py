"""Is a paper in the file, and is it approved."""

from __future__ import annotations

import re

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import text_of
from pipeline.check.words import label
from pipeline.records import Document, Field, Opinion

LEVELS = {"handler": "承办人", "section": "承办机构负责人", "legal": "法制机构", "head": "行政机关负责人"}


def paper_present(question: Question) -> Outcome:
    """One of `roles` is in the file, or an opinion block of `block` is written in one of `in_papers`."""
    roles = question.given["roles"]
    names = "或者".join(label(role) for role in roles)
    papers = question.case.papers(*roles)
    if papers:
        return passed(f"卷内有{papers[0].title or label(papers[0].role)}", papers[0])
    block = written_block(question, question.given.get("block"), question.given.get("in_papers", ()))
    if block:
        return passed(f"没有单独的{names}，{LEVELS[question.given['block']]}意见写在审批文书中", block)
    return lacking(question, names, *roles)


def lacking(question: Question, names: str, *roles: str) -> Outcome:
    """The outcome where no paper of `roles` was found: fail only where every page was read and has its place."""
    if surely_absent(question.case, *roles):
        return failed(f"全卷各页均已识读归类，没有{names}")
    return unsure(f"没有找到{names}，{gap(question.case)}，请人工查找")


def paper_approved(question: Question) -> Outcome:
    """A paper of `role` is in the file and its block of `level` is signed."""
    role, level = question.given["role"], question.given["level"]
    papers = question.case.papers(role)
    if not papers:
        return lacking(question, label(role), role)
    blocks = [
        item for item in question.case.all("opinion", role) if isinstance(item.value, Opinion) and item.value.level == level
    ]
    if not blocks:
        return unsure(f"{label(role)}在卷，没有读到{LEVELS[level]}意见栏，请人工核对签批", papers[0])
    # a signature is often a picture: an opinion that is written and dated counts as signed off
    signed = [item for item in blocks if _named(item) or (_worded(item) and _dated(item))]
    if signed:
        return passed(f"{label(role)}已由{LEVELS[level]}签批", signed[0])
    if any(_worded(item) or _dated(item) for item in blocks):
        return unsure(f"{label(role)}的{LEVELS[level]}意见栏填写不全，请人工核对签批", *blocks)
    return failed(f"{label(role)}的{LEVELS[level]}意见栏空白，没有签批", *blocks)


def paper_of_kind(question: Question) -> Outcome:
    """Among the papers of `roles` one is of the kind its title or text shows (`is`, and not `is_not`: patterns)."""
    roles, kind = question.given["roles"], question.given["kind"]
    papers = question.case.papers(*roles)
    for paper in papers:
        if _is_kind(question, paper):
            return passed(f"卷内有{paper.title or kind}", paper)
    if surely_absent(question.case, *roles) is None or not question.case.complete:
        return unsure(f"没有找到{kind}，{gap(question.case)}，请人工查找")
    mentioned = [paper for paper in question.case.papers("other", "evidence_list", "photo") if _is_kind(question, paper)]
    if mentioned:
        return unsure(f"{kind}可能是{mentioned[0].title or '其他材料'}，请人工确认", mentioned[0])
    return failed(f"全卷各页均已识读归类，没有{kind}", *papers)


def quantity_supported(question: Question) -> Outcome:
    """Where the decision rests on one of the quantities `keys`, one of the papers `roles` supports it."""
    quantities = question.case.value("quantities")
    held = [key for key in question.given["keys"] if isinstance(quantities, dict) and key in quantities]
    if not held:
        return not_applicable("决定不以这些数量为依据")
    names = "、".join(label(key) for key in held)
    papers = question.case.papers(*question.given["roles"])
    if papers:
        return passed(f"{names}有{papers[0].title or label(papers[0].role)}支撑", papers[0])
    outcome = lacking(question, "或者".join(label(role) for role in question.given["roles"]), *question.given["roles"])
    return Outcome(outcome.verdict, f"决定认定了{names}：{outcome.message}", outcome.sources)


def investigation_closed(question: Question) -> Outcome:
    """One of `roles` is in the file, and the investigation ended no later than each of `after` that was read."""
    roles = question.given["roles"]
    papers = question.case.papers(*roles)
    if not papers:
        return lacking(question, "或者".join(label(role) for role in roles), *roles)
    ended = question.days("investigation_end_date")
    if ended.trouble:
        return unsure(ended.trouble, *papers[:1])
    for name in question.given["after"]:
        later = question.days(name)
        wrong = [day for day in later.values if any(day < first for first in ended.values)]
        if wrong:
            said = f"调查终结于{ended.value}，{label(name)}为{wrong[0]}"
            if ended.disputed or later.disputed:
                return unsure(f"{said}；各文书所写日期不一致", ended, later)
            return failed(f"{said}，调查没有终结就进入下一环节", ended, later)
    return passed(f"调查终结于{ended.value}，不晚于法制审核和告知", ended, *papers[:1])


def written_block(question: Question, level: str | None, roles: list[str] | tuple[str, ...]) -> Field | None:
    """An opinion block of that level with words in it, in one of these papers."""
    for item in question.case.all("opinion", *roles) if level and roles else ():
        if isinstance(item.value, Opinion) and item.value.level == level and item.value.text:
            return item
    return None


def _is_kind(question: Question, paper: Document) -> bool:
    is_not = question.given.get("is_not")
    title, text = paper.title, text_of(paper)
    for words in (title, text):
        right = re.search(question.given["is"], words)
        wrong = is_not and re.search(is_not, words)
        if right and not wrong:
            return True
        if wrong and not right:
            return bool("anyway" in question.given and re.search(question.given["anyway"], text))
    return bool(re.search(question.given["is"], text))


def _named(item: Field) -> bool:
    return isinstance(item.value, Opinion) and bool(item.value.name)


def _worded(item: Field) -> bool:
    return isinstance(item.value, Opinion) and bool(item.value.text)


def _dated(item: Field) -> bool:
    return isinstance(item.value, Opinion) and item.value.day is not None


CHECKS = (
    Asks(paper_present, roles="roles", block="word?", in_papers="roles?"),
    Asks(paper_approved, role="role", level="word"),
    Asks(paper_of_kind, roles="roles", kind="word", anyway="word?", **{"is": "word", "is_not": "word?"}),
    Asks(quantity_supported, keys="fields", roles="roles"),
    Asks(investigation_closed, roles="roles", after="values"),
)
