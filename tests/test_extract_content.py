"""Made-up decisions in many wordings: what extract() must read in them, and what it must not."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from pipeline.extract import extract
from pipeline.records import Citation, Document, Page, PartialDate, SourceFile

MADE_UP = yaml.safe_load((Path(__file__).parent / "decisions_made_up.yaml").read_text(encoding="utf-8"))
LISTS = ("violated", "basis", "penalties")


def a_paper(text, role="decision"):
    return Document(role, "", (Page(SourceFile(Path("a.txt"), "a.txt", "", "text"), 1, text),))


def plain(value):
    if isinstance(value, Citation):
        parts = [value.law, *("-" if one is None else str(one) for one in (value.article, value.paragraph, value.item))]
        return " ".join(parts[:3] if value.item is None else parts)
    if isinstance(value, date | PartialDate):
        return str(value)
    return value


def wanted(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    return str(value)


@pytest.mark.parametrize("case", MADE_UP, ids=[case["id"] for case in MADE_UP])
def test_made_up_decision_is_read(case):
    got = {}
    for field in extract(a_paper(case["text"], case.get("role", "decision"))):
        got.setdefault(field.name, []).append(plain(field.value))
    wrong = {}
    for name, value in case["want"].items():
        have = got.get(name)
        if value is None:
            right = have is None
        elif name in LISTS:
            right = sorted(have or []) == sorted(value)
        else:
            right = bool(have) and have[0] == wanted(value)
        if not right:
            wrong[name] = (have, value)
    assert not wrong


@pytest.mark.parametrize("case", MADE_UP, ids=[case["id"] for case in MADE_UP])
def test_evidence_is_the_words_of_the_page(case):
    document = a_paper(case["text"], case.get("role", "decision"))
    for field in extract(document):
        evidence = field.evidence
        assert document.pages[0].text[evidence.start : evidence.end] == evidence.quote
