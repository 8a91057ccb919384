"""Titles that papers of several roles bear: the text and the order of the papers say which one it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline import strictyaml
from pipeline.records import Document
from pipeline.split.content import content
from pipeline.titles import plain

NOTICES = ("prior_notice", "hearing_notice_rights")
DISCLOSED = ("事实|案情", "依据|违反", "处罚(?:的)?(?:种类|内容|结果|决定|类别)")
DECISION_SAYS = (
    re.compile(r"决定如下|处罚如下|(?:作出|给予)(?:如下|以下)[^。]{0,10}处罚|决定(?:对|给予|处以?|责令|没收|罚款|不予(?:行政)?处罚)"),
    re.compile(r"(?:不服|异议)[^。]{0,60}(?:复议|诉讼|起诉)|(?:复议|诉讼|起诉)[^。]{0,60}不停止(?:执行)?"),
    re.compile(r"当事人|被处罚|受处罚|相对人|违法行为人|你(?:单位|公司|厂|店)?于"),
)
DECIDES = re.compile(r"决定(?!书)")
HEARD = re.compile(r"(?:陈述|申辩|听证)(?!的?权)|当事人意见|告知书")


@dataclass(frozen=True, slots=True)
class _Body:
    title: re.Pattern[str]
    says: re.Pattern[str]
    role: str


def by_body(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The papers, those with a title of several meanings under the role their text gives them."""
    told = [_told(document) for document in documents]
    if {document.role for document in told} <= {"publication_record", "other"}:
        told = [replace(document, role="decision") if _discloses(document) else document for document in told]
        told = [replace(document, role=role) if (role := _untitled_decision(document)) else document for document in told]
    return tuple(replace(document, role="opinion") if _proposes(at, told) else document for at, document in enumerate(told))


def _told(document: Document) -> Document:
    if not document.title or not document.pages:
        return document
    said = plain(document.title)
    text = "".join(plain(page.text) for page in document.pages)
    for body in _bodies():
        if body.title.search(said) and body.says.search(text):
            return replace(document, role=body.role)
    if document.role == "other" and _bare().fullmatch(said):
        vote = content(text)
        return replace(document, role=vote.role, confidence=0.75) if vote.role else document
    return document


def _discloses(document: Document) -> bool:
    """A published table that is all there is of a case stands for its decision."""
    text = "".join(plain(page.text) for page in document.pages)
    return document.role == "publication_record" and all(re.search(words, text) for words in DISCLOSED)


def _untitled_decision(document: Document) -> str | None:
    """The role of a decision that lost its title: it addresses somebody, decides, and tells of the remedies."""
    text = "".join(plain(page.text) for page in document.pages)
    if document.role != "other" or not all(words.search(text) for words in DECISION_SAYS):
        return None
    return "no_penalty_decision" if re.search(r"决定[^。;]{0,30}不予(?:行政)?处罚", text) else "decision"


def _proposes(at: int, documents: Sequence[Document]) -> bool:
    """处罚呈批表 without the word 决定: in front of the notice it is the proposal, where a later one holds the approval."""
    paper = documents[at]
    if paper.role != "decision_approval" or not paper.title or DECIDES.search(paper.title):
        return False
    after = documents[at + 1 :]
    if any(other.role == "decision_approval" and "决定" in other.title for other in after):
        return True
    if not any(other.role in NOTICES for other in after):
        return False
    if any(other.role == "decision_approval" for other in after):
        return True
    # 同意，先行告知: the head sends the notice off, he does not decide yet
    text = "".join(plain(page.text) for page in paper.pages)
    return not HEARD.search(re.sub(r"(?:先行|事先|予以|进行)告知", "", text)) and bool(re.search(r"(?:先行|事先|予以|进行)告知", text))


@lru_cache(maxsize=1)
def _raw() -> dict[str, object]:
    raw = strictyaml.parse(Path(__file__).with_name("content.yaml").read_text(encoding="utf-8"))
    return raw if isinstance(raw, dict) else {}


@lru_cache(maxsize=1)
def _bodies() -> tuple[_Body, ...]:
    raw = _raw()["bodies"]
    rules = raw if isinstance(raw, list) else []
    return tuple(_Body(re.compile(rule["title"]), re.compile(rule["says"]), str(rule["role"])) for rule in rules)


@lru_cache(maxsize=1)
def _bare() -> re.Pattern[str]:
    return re.compile(str(_raw()["bare"]))
