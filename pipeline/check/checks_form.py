"""Forms filled in: what a cover, a record or a copy must show, told by wording; remnants of old forms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS
from pipeline.check.spots import silent, titled
from pipeline.check.words import label
from pipeline.records import Document

Elements = Mapping[str, Mapping[str, str]]


def elements_shown(question: Question) -> Outcome:
    """Every paper of these roles shows each of `elements`: name → `shown`, a pattern over the text, where | parts lines and cells.

    What has a `place` (the label of a blank) is asked only of forms that have it: other offices' forms lack what ours have.
    """
    given, case = question.given, question.case
    papers = [paper for paper in case.papers(*given["roles"]) if not re.search(given.get("but", "^(?!)"), paper.title)]
    if not papers:
        wanted = "、".join(label(role) for role in given["roles"])
        if not given.get("must_be") or surely_absent(case, *given["roles"]) is False:
            return not_applicable(f"卷内没有{wanted}")
        if surely_absent(case, *given["roles"]):
            return failed(f"全卷各页均已识读归类，没有{wanted}")
        return unsure(f"没有找到{wanted}，{gap(case)}，请人工查找")
    absent = {paper: _lacking(paper, given["elements"]) for paper in papers}
    unread = [paper for paper, names in absent.items() if 2 * len(names) > len(given["elements"]) and not silent(case, (paper,))]
    lacking = {paper: own for paper, names in absent.items() if (own := names if paper in unread else _due(paper, names, given["elements"]))}
    if not lacking:
        titles, unasked = dict.fromkeys(_name(paper) for paper in papers), dict.fromkeys(name for names in absent.values() for name in names)
        hint = f"；样式没有{'、'.join(unasked)}的栏目，不作为问题" if unasked else ""
        return passed(f"{'、'.join(titles)}的{'、'.join(name for name in given['elements'] if name not in unasked)}齐全{hint}", *papers)
    said = "；".join(dict.fromkeys(f"{_name(paper)}没有写明{'、'.join(names)}" for paper, names in lacking.items()))
    if silent(case, lacking):
        return failed(said, *lacking)
    return unsure(f"{said}，可能没有识读，请人工核对", *lacking)


def attachments_there(question: Question) -> Outcome:
    """What the scene record says is attached (`announced`: name → pattern) is in the file, as a paper of `roles` or by its title."""
    given, case = question.given, question.case
    records = case.papers(*given["records"])
    text = "".join(_plain(paper) for paper in records)
    announced = {name: words for name, words in given["announced"].items() if re.search(words["said"], text)}
    if not announced:
        return not_applicable("笔录没有写明附件，附件是否齐全由人工核对")
    there = case.papers(*given["roles"])
    missing = [name for name, words in announced.items() if not _attached(question, there, words["is"])]
    if not missing:
        return passed(f"笔录所写{'、'.join(announced)}在卷", *records[:1], *there[:1])
    said = f"笔录写明附有{'、'.join(missing)}，卷内没有找到"
    return failed(said, *records[:1]) if surely_absent(case, *given["roles"]) else unsure(f"{said}，请人工核对", *records[:1])


def no_old_forms(question: Question) -> Outcome:
    """No paper carries the words of a form that is no longer in force."""
    found = [item for item in question.case.all("old_form_words") if question.case.documents[item.document].role not in DECISIONS]
    if not found:
        return passed("没有发现旧样式的残留") if question.case.complete else unsure(f"{gap(question.case)}，不能确定")
    said = (f"{_name(question.case.documents[item.document])}的“{item.value}”" for item in found)
    return failed(f"{'、'.join(dict.fromkeys(said))}是旧样式的文字", *found)


def _lacking(paper: Document, elements: Elements) -> list[str]:
    barred = _plain(paper)
    spelt = (barred, barred.replace("|", ""))  # a line may break inside what is looked for
    return [name for name, words in elements.items() if not any(re.search(words["shown"], text) for text in spelt)]


def _due(paper: Document, names: list[str], elements: Elements) -> list[str]:
    """Those of the names whose label stands on the paper with nothing behind it, or that need no place."""
    barred = _plain(paper)
    blank = r"(?:^|[|，,。；\s])[^|:：，。？]{{0,6}}(?:{})[^|:：，。？]{{0,6}}(?:[:：]?(?:[|_]|$)|[:：][，,。；])"
    return [name for name in names if "place" not in elements[name] or re.search(blank.format(elements[name]["place"]), barred)]


def _plain(paper: Document) -> str:
    """The text without blanks; a line or cell border is |, so that a pattern can ask for what follows a label."""
    return "|".join(re.sub(r"[^\S\t\n]", "", page.text).replace("\n", "|").replace("\t", "|") for page in paper.pages)


def _attached(question: Question, there: tuple[Document, ...], words: str) -> bool:
    return any(re.search(words, paper.title + _plain(paper)) for paper in there) or bool(titled(question.case, words))


def _name(paper: Document) -> str:
    return label("cover") if paper.role == "cover" else paper.title or label(paper.role)  # a cover bears the title of the whole file


CHECKS = (
    Asks(elements_shown, roles="roles", elements="map", must_be="flag?", but="word?"),
    Asks(attachments_there, records="roles", roles="roles", announced="map"),
    Asks(no_old_forms),
)
