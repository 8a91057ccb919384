"""The file's own index against what is in the file."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from pipeline.check.absence import headings, surely_absent
from pipeline.check.asks import Asks
from pipeline.check.checks_volume import printed_number
from pipeline.check.question import Outcome, Question, failed, passed, unsure
from pipeline.check.spots import silent
from pipeline.records import CaseRecord, Document, IndexRow
from pipeline.titles import bare_title, title

_ALIKE = 0.6  # two titles of one paper differ less than that: 告知书 / 听证告知书
_GROUP = re.compile(r"等|其他|其它|相关|^(?:主要|有关|案件)?(?:证据|调查|案卷)?(?:材料|证据)$")  # a row for many papers
_ENOUGH = 6  # rows to be compared before an index is said to count wrongly
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
    if unlisted := _unlisted(question):
        return failed(f"卷内有{'、'.join(dict.fromkeys(paper.title for paper in unlisted))}，卷内目录没有列", *unlisted)
    if shifted := _shifted(case):
        said = "、".join(f"{row.title}列第{row.first_page}页，实际为第{number}页" for row, number in shifted[:3])
        return failed(f"卷内目录的页次与实际不符：{said}{'等' if len(shifted) > 3 else ''}", *case.papers("index")[:1])
    return passed(f"卷内目录所列{len(case.index)}件文书均在卷", *case.papers("index")[:1])


def _unlisted(question: Question) -> list[Document]:
    """The papers of `listed` roles that no row can mean, in a printed file whose index names its papers one by one."""
    case = question.case
    if not silent(case) or any(row.role in (None, "other") and title(row.title) is None or _GROUP.search(row.title) for row in case.index):
        return []
    named = {row.role for row in case.index}
    told = [name for row in case.index for name in _spellings(row.title)]
    return [
        paper
        for paper in case.papers(*question.given["listed"])
        if paper.role not in named
        and paper.title
        and paper.confidence >= _DOUBTFUL
        and not any(SequenceMatcher(None, one, own).ratio() >= _ALIKE for one in told for own in _spellings(paper.title))
    ]


def _shifted(case: CaseRecord) -> list[tuple[IndexRow, int]]:
    """The rows whose page is not the one printed on their paper, where the others show how the index counts."""
    if not silent(case) or any(a > b for a, b in pairwise(row.first_page for row in case.index if row.first_page is not None)):
        return []
    titles = Counter(row.title for row in case.index) + Counter(paper.title for paper in case.documents)
    starts = {paper.title: found.number for paper in case.documents if (found := printed_number(0, paper.pages[0]))}
    known = [(row, starts[row.title]) for row in case.index if row.first_page and titles[row.title] == 2 and row.title in starts]
    counts = Counter((row.first_page or 0) - number for row, number in known).most_common(2)
    if len(counts) < 2 or counts[1][1] < 2 or counts[0][1] * 3 < len(known) or len(known) < _ENOUGH:
        return []
    return [(row, number) for row, number in known if (row.first_page or 0) - number != counts[0][0]]


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


CHECKS = (Asks(index_agrees, listed="roles"),)
