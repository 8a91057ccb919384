"""Whether a citation such as 《森林法》第七十六条第二款 exists in the version in force on a day, and is complete."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from pipeline.law.structure import Article, Statute, StatuteVersion, statute, version_on
from pipeline.records import Citation

Existence = Literal[
    "ok",
    "no_article",
    "no_paragraph",
    "no_item",
    "article_needed",  # only the statute is named
    "paragraph_needed",  # the article has several paragraphs and none is named
    "item_needed",  # the paragraph has items and none is named
    "not_in_force",  # it began later, or the version printed is not the one of that day
    "repealed",
    "unknown",  # no such title known, or the version of that day is not at hand
]


def exists(citation: Citation, day: date) -> Existence:
    """What is wrong with a citation read on that day, the gravest first; "ok" where nothing is."""
    found = statute(citation.law)
    if found is None:
        return "unknown"
    if found.repealed and day >= found.repealed:
        return "repealed"
    if found.since and day < found.since:
        return "not_in_force"
    version = version_on(citation.law, day)
    if version is None:
        return "unknown"
    if _other_version(citation, found, version):
        return "not_in_force"
    if citation.article is None:
        return "article_needed"
    if version.articles is None:
        return "unknown"
    article = version.articles.get(str(citation.article))
    if article is None or article.paragraphs == 0:
        return "no_article"
    return _within(citation, article)


def _within(citation: Citation, article: Article) -> Existence:
    if article.paragraphs is None:
        return "ok"
    if citation.paragraph is not None:
        if citation.paragraph > article.paragraphs:
            return "no_paragraph"
        return _item(citation.item, article.items.get(citation.paragraph, 0))
    if citation.item is not None:
        # 第…条第（一）项 without 款 is accepted where any paragraph has that item
        most = max(article.items.values(), default=0)
        return "ok" if citation.item <= most else "no_item"
    if article.paragraphs > 1:
        return "paragraph_needed"
    return _item(None, article.items.get(1, 0))


def _item(item: int | None, items: int) -> Existence:
    if item is None:
        return "item_needed" if items else "ok"
    return "ok" if item <= items else "no_item"


def _other_version(citation: Citation, found: Statute, version: StatuteVersion) -> bool:
    """Whether the paper prints the year of a version that is known, and it is not this one."""
    match = re.search(r"\d{4}", citation.version or "")
    if match is None:
        return False
    year = int(match.group())
    if year in _years(version):
        return False
    # A year that belongs to no version we know may be a slip of ours: only a known other version speaks.
    return any(year in _years(other) for other in found.versions if other is not version)


def _years(version: StatuteVersion) -> set[int]:
    return {day.year for day in (version.version, version.adopted) if day}
