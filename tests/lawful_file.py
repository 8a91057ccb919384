"""One whole file in which nothing is wrong, as text pages: a test changes what a clerk elsewhere would fill in otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from pipeline import extract, split
from pipeline.check import check, load_rules
from pipeline.law import Law
from pipeline.records import CaseRecord, Page, Rule, SourceFile
from pipeline.registers import Registers
from pipeline.settings import Settings
from tests.builders import a_settings

SOURCE = SourceFile(Path("卷.pdf"), "卷.pdf", "0" * 64, "pdf")
PAPERS: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def lawful_case(**changed: str) -> CaseRecord:
    """The file with some papers written otherwise; an empty text leaves the paper out."""
    papers = {name: changed.get(name, text) for name, text in PAPERS.items()}
    papers |= {name: text for name, text in changed.items() if name not in papers}
    kept = {name: text for name, text in papers.items() if text or name == "目录"}
    kept["目录"] = "\n".join(["卷内目录", "序号\t文书名称\t页号", *_rows(kept)])
    pages = tuple(Page(SOURCE, number, f"{text}\n{number}", marks=()) for number, text in enumerate(kept.values(), 1))
    bundle = split.split(pages)[0]
    return extract.assemble("例", bundle, [extract.extract(document) for document in bundle.documents])


def _rows(papers: dict[str, str]) -> Iterator[str]:
    order = list(papers)
    for number, name in enumerate((name for name in order if name not in ("封面", "目录")), 1):
        yield f"{number}\t{papers[name].split(chr(10))[0]}\t{order.index(name) + 1}"


def accusations(case: CaseRecord) -> dict[str, str]:
    """Every rule that finds a fault, with its words, for an office that has set all its sums."""
    rules, law, settings = _office()
    return {one.rule: one.message for one in check(case, rules, law, settings, Registers()) if one.verdict == "fail"}


@cache
def _office() -> tuple[tuple[Rule, ...], Law, Settings]:
    settings = a_settings(
        agency={
            "name": "青石县林业局",
            "code": "青林",
            "level": "county",
            "parent": "某市林业局",
            "government": "青石县人民政府",
        },
        region=["某省", "某市", "青石县"],
        hearing_threshold={"citizen": 3000, "unit": 30000},
        legal_review={"all_ordinary": True, "fine_over": {"citizen": 5000, "unit": 50000}, "days": 10},
        discussion={"fine_over": {"citizen": 5000, "unit": 50000}},
    )
    return tuple(load_rules()), Law.load(), settings
