"""Small valid records: a test or a rule's example names only what it is about."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.check.words import fields as field_catalogue
from pipeline.check.words import is_role
from pipeline.records import (
    BadDate,
    CaseRecord,
    Citation,
    Conflict,
    Document,
    Evidence,
    Fact,
    Field,
    IndexRow,
    Line,
    Opinion,
    Page,
    PartialDate,
    Period,
    Person,
    Signature,
    SourceFile,
    Sum,
)
from pipeline.registers import CaseRow, OfficerRow, PublishedRow, Registers
from pipeline.settings import Settings
from pipeline.settings import load as load_settings

WORDS = frozenset(
    {"expect", "note", "papers", "complete", "procedure", "cause", "conflicts", "unreadable", "settings", "registers"}
    | {"index", "origin", "confidence", "message"}
)
_DECISIONS = ("decision", "summary_decision", "no_penalty_decision")
_SOURCE = SourceFile(Path("case.pdf"), "case.pdf", "0" * 64, "pdf")


def a_page(number: int = 1, text: str = "", **more: Any) -> Page:
    """A page of case.pdf that was read."""
    return Page(_SOURCE, number, text, **more)


def a_field(name: str, value: Any, document: int = -1, *, page: int = 1, confidence: float = 1.0) -> Field:
    """A field, its plain value turned into the record fields.yaml asks for."""
    typed = _typed(str(field_catalogue()[name]["type"]), value)
    return Field(name, typed, Evidence("case.pdf", page, 0, len(str(value)), str(value)), confidence, "test", document)


def a_case(**given: Any) -> CaseRecord:
    """A case from facts by key, `role.field` values and the words of rule.py's docstring."""
    origin, confidence = given.get("origin", "text"), float(given.get("confidence", 1.0))
    papers = [_paper(item) for item in given.get("papers", [])]
    for key, value in given.items():
        if "." in key:
            role, name = key.split(".", 1)
            if role not in [known for known, _ in papers]:
                papers.append((role, {}))
            next(values for known, values in papers if known == role)[name] = value
        elif is_role(key) and key not in WORDS:
            papers.append((key, dict(value or {})))
    facts = {key: value for key, value in given.items() if key not in WORDS and "." not in key and not is_role(key)}
    if not given.get("index") and all(role in _DECISIONS for role, _ in papers) and given.get("complete", True):
        papers.append(("other", {}))  # decisions alone are no whole file
    documents, fields = [], []
    for number, (role, values) in enumerate(papers, 1):
        text = str(values.get("text", role))
        page = _numbered(Page(_SOURCE, number, text, origin=origin, confidence=confidence), values.pop("page_number", None))
        documents.append(Document(role, str(values.get("title", role)), (page,)))
        for name, value in values.items():
            if name not in ("text", "title"):
                for item in value if isinstance(value, list) else [value]:
                    fields.append(a_field(name, item, number - 1, page=number, confidence=confidence))
    pages = [document.pages[0] for document in documents]
    if not given.get("complete", True):
        pages.append(Page(_SOURCE, len(pages) + 1, "", state="unreadable", reason="图像过暗"))
    return CaseRecord(
        case_id="例",
        documents=tuple(documents),
        fields=tuple(fields),
        facts=_facts(facts, given, confidence),
        procedure=given.get("procedure", "ordinary"),
        cause=given.get("cause"),
        pages=tuple(pages),
        index=tuple(IndexRow(role, role, None, None, None, None) for role in given.get("index", ())),
    )


def a_settings(**keys: Any) -> Settings:
    """The shipped settings, overridden key by key."""
    return _settings(yaml.safe_dump(keys, allow_unicode=True)) if keys else _settings("")


def a_registers(given: Mapping[str, Iterable[Mapping[str, Any]]] | None) -> Registers:
    """Registers from rows that name only what matters."""
    rows = {"officers": OfficerRow, "published": PublishedRow, "cases": CaseRow}
    built = {key: tuple(_row(rows[key], row) for row in value) for key, value in (given or {}).items()}
    return Registers(**built)  # type: ignore[arg-type]


def _row(record: type, given: Mapping[str, Any]) -> Any:
    names = [item.name for item in dataclasses.fields(record)]
    return record(**{name: given.get(name, 1 if name == "row" else None) for name in names})


@lru_cache(maxsize=64)
def _settings(text: str) -> Settings:
    if not text:
        return load_settings(None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "settings.yaml"
        path.write_text(text, encoding="utf-8")
        return load_settings(path)


def _numbered(page: Page, number: int | None) -> Page:
    """The page with that number in its upper right corner."""
    if number is None:
        return page
    text = f"{page.text}\n{number}"
    line = Line(len(page.text) + 1, len(text), (0.9, 0.03, 0.93, 0.05))
    return dataclasses.replace(page, text=text, lines=(line,))


def _paper(item: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(item, str):
        return item, {}
    values = dict(item)
    return str(values.pop("role")), values


def _facts(facts: Mapping[str, Any], given: Mapping[str, Any], confidence: float) -> dict[str, Fact]:
    built = {}
    for key, value in facts.items():
        conflicts = tuple(Conflict(_fact_value(key, other), ()) for other in given.get("conflicts", {}).get(key, ()))
        evidence = Evidence("case.pdf", 1, 0, len(str(value)), str(value))
        built[key] = Fact(key, _fact_value(key, value), (evidence,), confidence, conflicts)
    return {**built, **{name: Fact(name, None, reason="unreadable") for name in given.get("unreadable", ())}}


def _fact_value(key: str, value: Any) -> Any:
    if key in ("violated", "basis"):
        return tuple(_typed("Citation", item) for item in value)
    if key == "officers":
        return tuple(_typed("Person", item) for item in value)
    if isinstance(value, list):
        return tuple(_fact_value("", item) for item in value)
    if isinstance(value, dict):
        return {name: Decimal(str(item)) for name, item in value.items()}
    if key.endswith(("_date", "_end")) and isinstance(value, str):
        return _typed("day", value)
    if isinstance(value, bool | str):
        return value
    return Decimal(str(value)) if isinstance(value, int | float) and key.endswith(("yuan", "m2", "times")) else value


def _typed(kind: str, value: Any) -> Any:
    if kind == "day":
        if isinstance(value, date):
            return value
        parts = str(value).split("-")
        return PartialDate(*(int(part) for part in parts)) if len(parts) < 3 and parts[0].isdigit() else BadDate(str(value))
    if kind == "datetime":
        return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if kind == "Decimal":
        return Decimal(str(value))
    if kind == "BadDate":
        return BadDate(str(value))
    if kind == "Person":
        return Person(**value) if isinstance(value, dict) else Person(str(value))
    if kind == "Opinion":
        blank = {"text": None, "name": None, "day": None}
        return Opinion(**{**blank, **value})
    if kind == "Signature":
        return Signature(**{"name": None, **value})
    if kind == "Period":
        return Period(**value)
    if kind == "Citation":
        return Citation(**{"article": None, **value})
    if kind == "Sum":
        return Sum(tuple(Decimal(str(item)) for item in value["factors"]), Decimal(str(value["result"])))
    return value
