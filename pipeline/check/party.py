"""Who stands for the party: its head or operator by any paper, and the party's own signature on a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.check.question import Question
from pipeline.check.reading import speaks, text_of

_HEAD = "经营者|业主|投资人|负责人|法定代表人|户主|执行事务合伙人"
_TELLING = (
    "decision", "summary_decision", "no_penalty_decision", "filing_approval", "inquiry_record", "prior_notice", "party_identity",
    "hearing_notice_rights", "investigation_report", "opinion",
)  # fmt: skip
_SIGNS = "签收|签名|签字|签章|捺印|收到"


def heads(question: Question, name: str) -> bool:
    """Whether some paper names this person as the head, the operator or the owner of the party."""
    plain = re.sub(r"[\s（(].*", "", name)
    if len(plain) < 2:
        return False
    known = [str(item.value) for item in question.case.all("legal_representative")]
    known += [str(value) for value in question.read("legal_representative").values]
    if any(plain == re.sub(r"\s", "", one) for one in known):
        return True
    pattern = re.compile(rf"(?:{_HEAD})[^，。；：]{{0,8}}：?(?:为|是|姓名)?{re.escape(plain)}")
    return any(pattern.search(text_of(paper).replace(":", "：")) for paper in question.case.papers(*_TELLING))


def signed_on(question: Question, roles: Iterable[str], words: Iterable[str]) -> bool:
    """Whether the party signed one of these papers itself: one of the words, or its own name behind a place to sign."""
    papers = question.case.papers(*roles)
    if speaks(papers, words):
        return True
    names = {str(item.value) for item in question.case.all("party_name", *roles)} | {str(question.case.value("party_name") or "")}
    names |= {str(value) for value in question.read("legal_representative").values}
    pattern = "|".join(re.escape(re.sub(r"\s", "", name)) for name in names if len(name) > 1)
    own = re.compile(rf"(?:{_SIGNS})[^：。，]{{0,8}}[：)）]{{0,2}}(?:{pattern})") if pattern else None
    return any(own.search(text_of(paper).replace(":", "：")) for paper in papers) if own else False
