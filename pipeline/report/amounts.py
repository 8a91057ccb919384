"""数量核算: what each paper says of every quantity, and how sums, conversions, ranges and periods came out when counted again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.check.words import label
from pipeline.records import CaseRecord, Evidence, Finding
from pipeline.report.words import VERDICTS, money, places, told

Row = tuple[str, ...]
_QUANTITIES = (
    "area_m2", "area_mu", "area_ha", "volume_m3", "timber_m3", "trees", "animals", "value_yuan", "restore_cost_yuan",
    "illegal_gains_yuan", "replant_trees", "fine_yuan",
)  # fmt: skip
_COUNTED = ("DC-20", "DC-21", "JD-10", "JD-24", "JD-25", "JD-29", "CL-03", "CL-10", "CL-13", "YS-01", "ZX-05", "ZX-06")


def rows(case: CaseRecord, findings: Iterable[Finding]) -> tuple[Row, ...]:
    """What is counted, the outcome, the figures, where they stand."""
    answers = {finding.rule: finding for finding in findings}
    asked = (answers[code] for code in _COUNTED if code in answers)
    return (*_read(case), *(_counted(finding) for finding in asked if finding.verdict != "not_applicable"))


def _read(case: CaseRecord) -> Iterator[Row]:
    for name in _QUANTITIES:
        said: dict[Decimal, list[str]] = {}
        seen: list[Evidence] = []
        for field in case.all(name):
            if isinstance(field.value, Decimal | int) and field.document >= 0:
                paper = case.documents[field.document]
                said.setdefault(Decimal(field.value).normalize(), []).append(paper.title or label(paper.role))
                seen.append(field.evidence)
        if said:
            figures = "；".join(f"{money(value)}：{'、'.join(dict.fromkeys(titles))}" for value, titles in said.items())
            yield label(name), "一致" if len(said) == 1 else "有不同", figures, places(seen)


def _counted(finding: Finding) -> Row:
    result = "依据待核" if finding.unconfirmed and finding.verdict == "fail" else VERDICTS[finding.verdict]
    return f"{finding.title}（{finding.rule}）", result, told(finding), places(finding.evidence)
