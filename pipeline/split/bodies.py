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
from pipeline.split.untitled import decision_role
from pipeline.titles import plain

NOTICES = ("prior_notice", "hearing_notice_rights")
# what a title alone may take a decision for
ALONE = {"other", "publication_record", "service_receipt", "payment_receipt", "instalment", "tenure", "photo"}
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
    if {document.role for document in told} <= ALONE:  # no paper of the case is the decision by its title
        told = [replace(document, role=role) if (role := decision_role(_written(document))) else document for document in told]
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


def _written(document: Document) -> str:
    return "\n".join(page.text for page in document.pages)


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
