"""What must be in the file once something else is in it, told by wording; what must never be said; lists that must be whole."""

from __future__ import annotations

import re

from pipeline.check.asks import Asks
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import text_of
from pipeline.check.spots import silent, spot, titled
from pipeline.check.words import label
from pipeline.records import Document


def answered_where_due(question: Question) -> Outcome:
    """Where the occasion is seen (a wording, a title, a field's value), what it calls for is in the file."""
    occasion = _occasion(question)
    if occasion is None:
        return not_applicable(str(question.given["no_occasion"]))
    given, case = question.given, question.case
    answer = _answer(question)
    if answer:
        return passed(f"{given['said']}，卷内有{given['what']}", *occasion, *answer)
    message = f"{given['said']}，没有{given['what']}"
    if silent(case):
        return failed(f"{message}", *occasion)
    return unsure(f"{message}的记载，{gap(case)}，请人工核对", *occasion)


def never_said(question: Question) -> Outcome:
    """`words` do not stand in these papers, except in a sentence that holds `but`."""
    papers = _papers(question, "roles")
    if not papers:
        return not_applicable("卷内没有有关文书")
    found = spot(papers, question.given["words"], question.given.get("but"))
    if found:
        return failed(f"{question.given['said']}（“{found[1].quote}”）", *found)
    return passed(f"没有{question.given['what']}的记载", papers[0])


def materials_listed(question: Question) -> Outcome:
    """The list of materials in a paper of `role` names each of `things`; a thing with roles only where such a paper is in the file."""
    given, case = question.given, question.case
    papers = case.papers(*given["roles"])
    listing = spot(papers, given["listing"])
    if listing is None:
        return not_applicable("文书没有列出材料清单，材料是否齐全由人工核对")
    whole = "".join(text_of(paper) for paper in papers)
    listed = "".join(_list_in(text_of(paper), given["listing"]) for paper in papers)
    lacking = []
    for name, thing in given["things"].items():
        if thing.get("roles") and not case.papers(*thing["roles"]):
            continue  # the case has no such thing to hand over
        if not re.search(thing["words"], whole if thing.get("anywhere") else listed) and not titled(case, thing.get("titled", "^(?!)")):
            lacking.append(name)
    if not lacking:
        return passed(f"{label(papers[0].role)}列出的材料齐全", *listing)
    if silent(case, papers):
        return failed(f"{label(papers[0].role)}所附材料没有列出{'、'.join(lacking)}", *listing)
    return unsure(f"{label(papers[0].role)}所附材料没有读到{'、'.join(lacking)}，请人工核对", *listing)


def things_said(question: Question) -> Outcome:
    """Where `due` stands in a paper of `roles`, each of `things` stands in a paper of `within` (default: the whole file)."""
    given, case = question.given, question.case
    papers = case.papers(*given["roles"])
    occasion = spot(papers, given["due"]) if "due" in given else ((papers[0],) if papers else None)
    if occasion is None:
        return not_applicable(str(given["no_occasion"]))
    within = case.papers(*given["within"]) if "within" in given else case.documents
    text = "".join(paper.title + text_of(paper) for paper in within)
    lacking = [name for name, pattern in given["things"].items() if not re.search(pattern, text)]
    if not lacking:
        return passed(f"{given['said']}，{'、'.join(given['things'])}都有记载", *occasion)
    if silent(case, within if "within" in given else None):
        return failed(f"{given['said']}，没有{'、'.join(lacking)}的记载", *occasion)
    return unsure(f"{given['said']}，没有读到{'、'.join(lacking)}，请人工核对", *occasion)


def _list_in(text: str, listing: str) -> str:
    """From where the list is announced to its end: a full stop behind which no further number stands."""
    start = re.search(listing, text)
    if start is None:
        return ""
    end = re.compile(r"。(?![\d①-⑳一二三四五六七八九十（(])").search(text, start.end())
    return text[start.start() : end.start() if end else len(text)]


def _occasion(question: Question) -> tuple[Source, ...] | None:
    given, case = question.given, question.case
    if "field" in given:
        role, name = given["field"].split(".", 1)
        wanted = given.get("values")
        fields = [item for item in case.all(name, role) if wanted is None or str(item.value) in wanted]
        return (case.documents[fields[0].document], fields[0]) if fields else None
    if "title" in given:
        found = titled(case, given["title"])
        return found[:1] or None
    papers = _papers(question, "roles")
    if "due" in given:
        return spot(papers, given["due"], given.get("but"))
    return papers[:1] or None


def _answer(question: Question) -> tuple[Source, ...]:
    given, case = question.given, question.case
    papers = case.papers(*given.get("papers", ())) or (titled(case, given["titled"]) if "titled" in given else ())
    if papers:
        return papers[:1]
    return (spot(_papers(question, "within"), given["words"]) or ()) if "words" in given else ()


def _papers(question: Question, key: str) -> tuple[Document, ...]:
    roles = question.given.get(key)
    return question.case.papers(*roles) if roles else question.case.documents


CHECKS = (
    Asks(
        answered_where_due, said="word", what="word", no_occasion="word", roles="roles?", due="word?", but="word?", title="word?",
        field="value?", values="words?", within="roles?", words="word?", titled="word?", papers="roles?",
    ),
    Asks(never_said, roles="roles", words="word", but="word?", said="word", what="word"),
    Asks(materials_listed, roles="roles", listing="word", things="map"),
    Asks(things_said, roles="roles", due="word?", within="roles?", things="map", said="word", no_occasion="word"),
)  # fmt: skip
