"""The examples of every archive rule (pipeline/compare/rules/*.yaml): what a reader is shown is what happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.compare import compare
from pipeline.compare.rule import signals
from pipeline.records import CaseRecord, Citation, Document, Evidence, Fact, Field, Page, Person, SourceFile
from pipeline.registers import CaseRow, InspectionRow, Registers
from pipeline.settings import load

SOURCE = SourceFile(Path("a.pdf"), "a.pdf", "0" * 64, "pdf")
EXAMPLES = [(code, example) for code, signal in signals().items() for example in signal.examples]


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[f"{code} {example['note']}" for code, example in EXAMPLES])
def test_an_example_comes_out_as_written(code: str, example: Mapping[str, Any]) -> None:
    cases = [_case(name, number, told or {}) for number, (name, told) in enumerate(example["cases"].items(), 1)]
    registers = Registers(
        cases=tuple(_row(number, row) for number, row in enumerate(example["register"], 2)) if "register" in example else None,
        inspections=tuple(
            InspectionRow(row["day"], None, row["inspected"], row["subject"], (), number) for number, row in enumerate(example["inspections"], 2)
        )
        if "inspections" in example
        else None,
    )
    found = [finding for finding in compare(cases, load(None), registers).findings if finding.rule == code]
    assert [sorted(finding.cases or (finding.case or "",)) for finding in found] == [sorted(names) for names in example["expect"]]


def test_every_archive_rule_shows_both_sides_of_its_line() -> None:
    assert {code for code, example in EXAMPLES if example["expect"]} == set(signals())
    assert {code for code, example in EXAMPLES if not example["expect"]} == set(signals())


def _case(name: str, number: int, told: Mapping[str, Any]) -> CaseRecord:
    quantities = {"volume_m3": Decimal(str(told.get("volume", 4))), "value_yuan": Decimal(1000)}
    if "replant" in told:
        quantities["replant_trees"] = Decimal(told["replant"])
    facts: dict[str, Any] = {
        "doc_number": f"某林罚决字〔2024〕第{number}号", "cause": "滥伐林木", "basis": (Citation("森林法", 76, 2),), "party_name": f"当事人{name}",
        "party_kind": "citizen", "fine_yuan": Decimal(str(told.get("times", 3))) * 1000, "quantities": quantities,
        "decision_date": date(2024, 1, number), "violation_date": date(2023, 9, 1), "authority": "某县林业局",
    }  # fmt: skip
    for key, value in told.items():
        if key == "officers":
            facts[key] = tuple(Person(one) for one in value)
        elif key not in ("papers", "times", "volume", "replant"):
            facts[key] = Decimal(str(value)) if isinstance(value, int | float) else value
    papers, fields = [], []
    for index, paper in enumerate(told.get("papers", ())):
        papers.append(Document(paper["role"], "文书", (Page(SOURCE, index + 1, paper.get("text", ""), picture=paper.get("picture")),)))
        for key, value in paper.items():
            if key not in ("role", "text", "picture"):
                fields.append(Field(key, _value(key, value), Evidence("a.pdf", index + 1, 0, 1, key), 1.0, "test", index))
    pages = tuple(page for paper in papers for page in paper.pages)
    built = {key: Fact(key, value, (Evidence("a.pdf", 1, 0, 1, key),)) for key, value in facts.items()}
    return CaseRecord(name, tuple(papers), tuple(fields), built, "ordinary", "滥伐林木", pages)


def _value(key: str, value: Any) -> Any:
    if key == "officers":
        return Person(value)
    return datetime.fromisoformat(str(value)) if key.endswith("_time") else value


def _row(number: int, row: Mapping[str, Any]) -> CaseRow:
    return CaseRow(None, None, None, None, row["doc_number"], row["decision_date"], Decimal(row["fine_yuan"]), number)
