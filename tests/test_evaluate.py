import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.learn.evaluate import Report, evaluate
from pipeline.problems import UsageError

GOLD_CASE: dict[str, Any] = {
    "case": "甲",
    "documents": [{"role": "decision", "source": "甲.pdf", "pages": [1, 2]}],
    "facts": {
        "fine_yuan": 500,
        "basis": [{"law": "森林法", "article": 76, "paragraph": 2, "item": None}],
        "doc_number": "右林罚决字〔2024〕1号",
    },
    "not_counted": ["JD-35"],
    "accept": {"doc_number": ["右林罚决字〔2024〕第1号"]},
}


def measured(
    folder: Path, *, facts: dict[str, Any], findings: list[dict[str, Any]], gold_findings: list[dict[str, Any]]
) -> Report:
    gold, out = folder / "gold", folder / "out"
    for place in (gold, out):
        place.mkdir()
    answer = {
        "case": "甲",
        "documents": [{"role": "decision", "source": "甲.pdf", "pages": [1, 2]}],
        "facts": {key: {"value": value} for key, value in facts.items()},
    }
    for path, rows in (
        (gold / "cases.jsonl", [GOLD_CASE]),
        (gold / "findings.jsonl", gold_findings),
        (out / "cases.jsonl", [answer]),
        (out / "findings.jsonl", findings),
    ):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    (gold / "scope.json").write_text(
        json.dumps({"rules": ["FS-04", "GZ-11", "JD-35", "XA-02"], "recall_only": ["XA-04"]}), encoding="utf-8"
    )
    return evaluate(gold, out)


def failed(rule: str, case: str | None = "甲", verdict: str = "fail", cases: list[str] | None = None) -> dict[str, Any]:
    return {"case": case, "rule": rule, "verdict": verdict, "message": "", "cases": cases or []}


def test_equal_values_count_whatever_their_brackets_and_accepted_ones_too(tmp_path: Path) -> None:
    facts = GOLD_CASE["facts"] | {"doc_number": "右林罚决字[2024]第1号", "fine_yuan": 500.0}
    report = measured(tmp_path, facts=facts, findings=[], gold_findings=[])
    assert report.total(report.facts).f1 == 1.0
    assert report.pages.right == 2
    assert report.papers.f1 == 1.0


def test_a_wrong_value_is_both_wrong_and_missed_an_absent_one_only_missed(tmp_path: Path) -> None:
    report = measured(tmp_path, facts={"fine_yuan": 5000}, findings=[], gold_findings=[])
    assert (report.facts["fine_yuan"].wrong, report.facts["fine_yuan"].missed) == (1, 1)
    assert (report.facts["basis"].wrong, report.facts["basis"].missed) == (0, 1)


def test_findings_are_pairs_and_what_is_not_counted_is_left_out(tmp_path: Path) -> None:
    gold = [failed("FS-04"), failed("GZ-11")]
    given = [failed("FS-04"), failed("FS-04"), failed("GZ-11", verdict="unsure"), failed("JD-35")]
    report = measured(tmp_path, facts=GOLD_CASE["facts"], findings=given, gold_findings=gold)
    total = report.total(report.findings)
    assert (total.right, total.wrong, total.missed, total.unsure) == (1, 0, 0, 1)


def test_a_false_fail_is_counted_and_listed(tmp_path: Path) -> None:
    report = measured(tmp_path, facts=GOLD_CASE["facts"], findings=[failed("GZ-11")], gold_findings=[])
    assert report.findings["GZ-11"].wrong == 1
    assert any("FALSE FAIL" in line for line in report.details)


def test_an_archive_finding_matches_with_half_of_the_cases(tmp_path: Path) -> None:
    gold = [failed("XA-02", None, cases=["甲", "乙"])]
    report = measured(tmp_path, facts=GOLD_CASE["facts"], findings=[failed("XA-02", None, cases=["甲"])], gold_findings=gold)
    assert report.signals["XA-02"].right == 1


def test_a_missing_gold_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cases\.jsonl"):
        evaluate(tmp_path, tmp_path)
