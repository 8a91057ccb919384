"""Whether a paper is surely not in the file: contract.md 2.2, and no doubtful paper that may be it."""

from __future__ import annotations

import re

from pipeline.check.reading import text_of
from pipeline.check.words import words
from pipeline.records import CaseRecord, Document

# Below this the splitter itself was not sure what a paper is; it may be the one we are about to call missing.
_DOUBTFUL = 0.7
_HEAD = 60  # characters of a paper in which its title stands


def surely_absent(case: CaseRecord, *roles: str) -> bool | None:
    """As CaseRecord.absent, but None too where a paper of doubtful role may be the one looked for."""
    absent = case.absent(*roles)
    if absent and any(_may_be(document, roles) for document in case.documents):
        return None
    return absent


def _may_be(document: Document, roles: tuple[str, ...]) -> bool:
    if document.role != "other" and document.confidence >= _DOUBTFUL:
        return False
    head = document.title + text_of(document)[:_HEAD]
    return any(re.search(words()["headings"][role], head) for role in roles if role in words()["headings"])
