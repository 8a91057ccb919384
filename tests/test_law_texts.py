"""An office's own full texts of the law beside the findings: the words in force on the day, or none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import anjuan
from pipeline.check.score import score as give_score
from pipeline.check.standard import load_standard
from pipeline.law import Law
from pipeline.lawdesk import texts
from pipeline.records import CaseRecord, Citation, Finding, Review
from pipeline.report import originals
from pipeline.report.sheet import sheet
from pipeline.report.words import places
from pipeline.settings import load
from tests.builders import a_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for version, words in (("2018-01-01", "旧法的字句。"), ("2021-07-15", "新法的字句。")):
        articles = {"64": [{"text": words, "items": ["（一）五日内提出；", "（二）七日前通知；"]}]}
        text = {"law": "行政处罚法", "title": "行政处罚法", "version": version, "articles": articles}
        (tmp_path / f"{version}.json").write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("day", "words"), [("2021-07-14", "旧法的字句"), ("2021-07-15", "新法的字句"), ("2017-12-31", None)])
def test_the_words_are_those_of_the_version_in_force(folder: Path, day: str, words: str | None) -> None:
    found = texts.quoted(folder, Citation("行政处罚法", 64, 1), date.fromisoformat(day))
    assert found is None if words is None else words in str(found)


def test_words_of_a_version_that_was_amended_since_are_not_shown(folder: Path) -> None:
    (folder / "2021-07-15.json").unlink()
    assert texts.quoted(folder, Citation("行政处罚法", 64, 1), date(2021, 7, 15)) is None


def a_finding(verdict: str = "fail") -> Finding:
    notified = Law.load().at("hearing_notice_days", date(2025, 3, 1))
    assert notified is not None
    return Finding("例", "GZ-13", verdict, "deduct", "听证的七日前通知", "少三日", law=(notified,))  # type: ignore[arg-type]


def a_review(*findings: Finding) -> Review:
    case = a_case(decision_date="2025-03-12", papers=[{"role": "appraisal", "area_m2": 1392}, {"role": "decision", "area_m2": 1355}])
    score, scored = give_score(findings, case, load_standard(), load(None))
    return Review(case, scored, score)


def test_the_sheet_prints_the_words_beside_the_finding_and_lists_them(folder: Path) -> None:
    shown = sheet(a_review(a_finding()), load_standard(), load(None), folder)
    tables = {table.title: table for table in shown.tables}
    assert "“（二）七日前通知；”" in tables["发现的问题"].rows[0][5]
    assert tables["依据原文"].rows == (("行政处罚法(2021修订)第六十四条第二项", "2021-07-15", "（二）七日前通知；", "GZ-13"),)


def test_without_texts_the_sheet_is_as_before(folder: Path) -> None:
    shown = sheet(a_review(a_finding()), load_standard(), load(None))
    assert "依据原文" not in [table.title for table in shown.tables]


def test_an_article_that_is_not_at_hand_says_so_and_what_is_kept_is_not_listed(folder: Path) -> None:
    for path in folder.glob("*.json"):
        path.unlink()
    other = {"law": "森林法", "title": "森林法", "version": "2020-07-01", "articles": {"1": [{"text": "一", "items": []}]}}
    (folder / "森林法.json").write_text(json.dumps(other), encoding="utf-8")
    assert "没有该法当时施行的版本" in originals.rows([a_finding()], folder)[0][2]
    assert originals.rows([a_finding("pass")], folder) == ()


def test_review_refuses_a_folder_without_texts_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "甲.txt").write_text("行政处罚决定书", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    arguments = ["review", str(tmp_path / "archive"), "-o", str(tmp_path / "out"), "--law-texts", str(tmp_path / "texts"), "-q"]
    done = CliRunner().invoke(anjuan, arguments)
    assert "anjuan law import" in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_quantities_are_counted_again_in_a_table_of_their_own() -> None:
    passed = replace(a_finding("pass"), rule="CL-13", title="罚款等于倍数乘以基数", message="490×6.5=3185元，与罚款相符", law=())
    tables = {table.title: table.rows for table in sheet(a_review(passed), load_standard(), load(None)).tables}
    assert tables["数量核算"] == (
        ("面积（平方米）", "有不同", "1392：appraisal；1355：decision", "case.pdf第1、2页"),
        ("罚款等于倍数乘以基数（CL-13）", "符合", "490×6.5=3185元，与罚款相符", ""),
    )


def test_several_places_name_their_file_once() -> None:
    case: CaseRecord = a_case(papers=[{"role": "decision", "area_m2": Decimal(5)}, {"role": "appraisal", "area_m2": Decimal(5)}])
    assert places(field.evidence for field in case.fields) == "case.pdf第1、2页"
