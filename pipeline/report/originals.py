"""The words of the law behind findings, from the full texts an office imported: beside each finding, and listed once at the end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.lawdesk.texts import quoted
from pipeline.records import Finding, Provision
from pipeline.report.words import short

Row = tuple[str, ...]
_BESIDE = 120  # characters: a narrow column; the whole words stand in the list
_NONE = "导入的全文里没有该法当时施行的版本"


def beside(provision: Provision, texts: Path | None) -> str:
    """A citation as the column 依据 prints it: with the first words of the version of that day where they are at hand."""
    said = words(provision, texts) if texts else None
    return f"{provision.source}\n“{short(said, _BESIDE)}”" if said else provision.source


def rows(findings: Iterable[Finding], texts: Path) -> tuple[Row, ...]:
    """Every article that a problem or an open question rests on, once: citation, version, words, and the rules that rest on it."""
    cited: dict[str, tuple[Provision, list[str]]] = {}
    for finding in findings:
        for provision in finding.law if finding.verdict in ("fail", "unsure") else ():
            if provision.citation.article is not None:
                cited.setdefault(provision.source, (provision, []))[1].append(finding.rule)
    return tuple(
        (source, str(provision.version or provision.since), words(provision, texts) or _NONE, "、".join(dict.fromkeys(rules)))
        for source, (provision, rules) in cited.items()
    )


def words(provision: Provision, texts: Path) -> str | None:
    """The article's words as in force when the provision applied, None where the office has no such text."""
    return quoted(texts, provision.citation, provision.version or provision.since)
