"""The file's own index against what is in the file."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.check.absence import headings, surely_absent
from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, passed, unsure
from pipeline.records import CaseRecord, Document, IndexRow
from pipeline.titles import bare_title, title

_ALIKE = 0.6  # two titles of one paper differ less than that: 告知书 / 听证告知书
_DOUBTFUL = 0.9  # below this the splitter was not sure of the role


def index_agrees(question: Question) -> Outcome:
    """Every paper the index lists is in the file: by its title, by its page, and only then by its role."""
    case = question.case
    if not case.papers("index") or not case.index:
        return unsure("没有读到卷内目录")
    there = {row: _there(case, row) for row in case.index if row.role and row.role != "other"}
    lost = [row.title for row, found in there.items() if found is False]
    open_ = [row.title for row, found in there.items() if found is None]
    if lost and case.complete:
        return failed(f"卷内目录列有{'、'.join(lost)}，卷内没有找到", *case.papers("index")[:1])
    if lost or open_:
        return unsure(f"卷内目录列有{'、'.join(lost + open_)}，卷内没有认出，请人工核对", *case.papers("index")[:1])
    return passed(f"卷内目录所列{len(case.index)}件文书均在卷", *case.papers("index")[:1])


def _there(case: CaseRecord, row: IndexRow) -> bool | None:
    """Whether the paper of a row is in the file; None where a paper that may be it is."""
    papers = [paper for paper in case.documents if paper.role not in ("index", "cover")]
    spelt = _spellings(row.title)
    if any(spelt & _spellings(paper.title) for paper in papers) or any(spelt & _spellings(one.text) for one in headings(case)):
        return True
    if case.papers(str(row.role)):
        return True
    listed = [other for other in case.index if other is not row]
    free = [paper for paper in papers if not any(_spellings(other.title) & _spellings(paper.title) for other in listed)]
    if any(_may_be(paper, row, spelt) for paper in free) or surely_absent(case, str(row.role)) is not True:
        return None
    return False


def _may_be(paper: Document, row: IndexRow, spelt: frozenset[str]) -> bool:
    """Whether a paper no other row names may be the one of this row."""
    if row.first_page is not None and paper.pages[0].number == row.first_page and paper.role == "other":
        return True
    own = _spellings(paper.title)
    near = any(a in b or b in a or SequenceMatcher(None, a, b).ratio() >= _ALIKE for a in spelt for b in own if min(len(a), len(b)) > 2)
    return near and (title(paper.title) is None or paper.role == "other" or paper.confidence < _DOUBTFUL or _contained(spelt, own))


def _contained(spelt: frozenset[str], own: frozenset[str]) -> bool:
    return any(len(a) > 2 and len(b) > 2 and (a in b or b in a or _same_letters(a, b)) for a in spelt for b in own)


def _same_letters(a: str, b: str) -> bool:
    # 行政处罚告知书 / 行政处罚听证告知书: one is the other with a word put in
    short, long = sorted((a, b), key=len)
    signs = iter(long)
    return len(short) >= 5 and all(sign in signs for sign in short)


@lru_cache(maxsize=512)
def _spellings(text: str) -> frozenset[str]:
    """A title without blanks, with what stands in brackets and without it; every row asks every paper."""
    said = re.sub(r"[（(【\[]", "(", re.sub(r"[）)】\]]", ")", bare_title(text)))
    return frozenset(word for word in (re.sub("[()]", "", said), re.sub(r"\([^()]*\)", "", said)) if len(word) > 1)


CHECKS = (Asks(index_agrees),)
