"""Records of inquiry, inspection and hearing: told, signed, timed."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import speaks, text_of
from pipeline.check.words import label
from pipeline.records import Document, Field

_LONG = timedelta(hours=12)


def told_in_each(question: Question) -> Outcome:
    """Every paper of `roles` tells `field`; one of `instead` (papers) serves for all of them.

    A paper in which the field was not found is a fault only where none of `words` stands in it at all.
    """
    given = question.given
    papers = _papers(question, given["roles"])
    if not papers:
        return not_applicable("卷内没有这类笔录")
    other = question.case.papers(*given.get("instead", ()))
    if other and given.get("instead"):
        return passed(f"已由{other[0].title or label(other[0].role)}告知", other[0])
    silent, open_, fine = [], [], []
    for index, paper in papers:
        fields = list(question.case.of(index, given["field"]))
        if any(item.value is True for item in fields):
            fine.append(next(item for item in fields if item.value is True))
        elif fields or speaks((paper,), given["words"]) is False:
            silent.append(paper)
        else:
            open_.append(paper)
    if silent:
        said = "、".join(dict.fromkeys(paper.title or label(paper.role) for paper in silent))
        return failed(f"{said}没有{given['what']}", *silent)
    if open_:
        return unsure(f"{open_[0].title or label(open_[0].role)}没有读到{given['what']}的明确记载，请人工核对", *open_)
    return passed(f"各份笔录都有{given['what']}的记载", *fine)


def signed_each(question: Question) -> Outcome:
    """Every paper of `roles` is signed by the person it is about, or says why not."""
    papers = _papers(question, question.given["roles"])
    if not papers:
        return not_applicable("卷内没有这类笔录")
    blank, open_, fine = [], [], []
    for index, paper in papers:
        signed = [item for item in question.case.of(index, "party_signed")]
        noted = [item for item in question.case.of(index, "refusal_noted") if item.value is True]
        if noted:
            fine.append(noted[0])
        elif any(item.value is False for item in signed):
            blank.append(next(item for item in signed if item.value is False))
        elif signed:
            fine.append(signed[0])
        else:
            open_.append(paper)
    if blank:
        said = "、".join(dict.fromkeys(_title(question, item) for item in blank))
        return failed(f"{said}的当事人（被询问人）签名栏空白，也没有注明拒签或者不在场", *blank)
    if open_:
        return unsure(f"{open_[0].title or label(open_[0].role)}没有读到签名，请人工核对", *open_)
    return passed("各份笔录都有签名或者注明了原因", *fine)


def times_sound(question: Question) -> Outcome:
    """Every record of `roles` begins before it ends, on one day, and not absurdly later."""
    bad, open_, fine = [], [], 0
    for index, paper in _papers(question, question.given["roles"]):
        times = _times(question, index)
        if times is None:
            open_.append((paper, "没有读到起止时间"))
            continue
        start, end, sources = times
        title = paper.title or label(paper.role)
        if end <= start:
            bad.append((f"{title}的开始时间为{start:%Y-%m-%d %H:%M}，结束时间为{end:%Y-%m-%d %H:%M}，结束不晚于开始", sources))
        elif end - start > _LONG:
            open_.append((paper, f"起止时间相隔{end - start}，请人工核对"))
        else:
            fine += 1
    if bad:
        return failed(f"{'；'.join(said for said, _ in bad)}", *(item for _, items in bad for item in items))
    if open_:
        return unsure(f"{open_[0][0].title or label(open_[0][0].role)}{open_[0][1]}", *(paper for paper, _ in open_))
    return passed("各份笔录的起止时间合理") if fine else not_applicable("卷内没有这类笔录")


def no_overlap(question: Question) -> Outcome:
    """No officer stands in two records of this file whose times overlap."""
    spans: list[tuple[tuple[datetime, datetime, tuple[Source, ...]], set[str], Document]] = []
    for index, paper in _papers(question, question.given["roles"]):
        times = _times(question, index)
        people = {str(getattr(item.value, "name", item.value)) for item in question.case.of(index, "officers")}
        if times and times[0] < times[1] and people and text_of(paper) not in {text_of(other) for _, _, other in spans}:
            spans.append((times, people, paper))
    if len(spans) < 2:
        return not_applicable("没有两份读到起止时间和执法人员的笔录")
    for (one, some, paper), (two, others, other) in combinations(spans, 2):
        both = sorted(some & others)
        if both and one[0] < two[1] and two[0] < one[1]:
            said = (
                f"{'、'.join(both)}同时出现在{paper.title or label(paper.role)}（{one[0]:%Y-%m-%d %H:%M}至{one[1]:%H:%M}）和"
                f"{other.title or label(other.role)}（{two[0]:%Y-%m-%d %H:%M}至{two[1]:%H:%M}）"
            )
            return failed(f"{said}", *one[2], *two[2])
    return passed("同一执法人员没有同时出现在两份笔录中", *(paper for _, _, paper in spans))


def _papers(question: Question, roles: list[str]) -> list[tuple[int, Document]]:
    return [(index, paper) for index, paper in enumerate(question.case.documents) if paper.role in roles]


def _times(question: Question, index: int) -> tuple[datetime, datetime, tuple[Source, ...]] | None:
    """Start and end of one record; None where one was not read with its hour, or there are several."""
    starts = [item for item in question.case.of(index, "start_time") if isinstance(item.value, datetime)]
    ends = [item for item in question.case.of(index, "end_time") if isinstance(item.value, datetime)]
    if len({item.value for item in starts}) != 1 or len({item.value for item in ends}) != 1:
        return None
    start, end = starts[0].value, ends[0].value
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return None
    return start, end, (starts[0], ends[0])


def _title(question: Question, item: Field) -> str:
    paper = question.case.documents[item.document]
    return paper.title or label(paper.role)


CHECKS = (
    Asks(told_in_each, roles="roles", field="field", words="words", what="word", instead="roles?"),
    Asks(signed_each, roles="roles"),
    Asks(times_sound, roles="roles"),
    Asks(no_overlap, roles="roles"),
)
