"""Annotations: built from marked texts, proved by their spans, out to other tools and back."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from pipeline.learn.annotated import Annotated, load, save
from pipeline.learn.forms import FORMS, read, write
from pipeline.learn.marked import build, one_text
from pipeline.learn.scored import tallies
from pipeline.problems import UsageError

FACTS = Path(__file__).parents[1] / "annotations" / "facts"
TEXT = "青石县林业局决定对何书远罚款2000元。"
FINE = {"value": 2000, "quote": "罚款2000元", "start": 12, "end": 19}
NAME = {"value": "何书远", "quote": "何书远", "start": 9, "end": 12}
PAGE = Annotated("3|决定书.pdf|1", TEXT, {"fine_yuan": FINE, "party_name": NAME}, kind="page", confidence={"fine_yuan": 0.8})


@pytest.mark.parametrize("name", ["test", "dev"])
def test_a_set_is_built_from_its_marked_sources_and_every_value_is_proved(name: str) -> None:
    path = FACTS / f"{name}.jsonl"
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == build(FACTS / name)
    assert load(path)


def test_the_test_set_has_fifteen_texts_in_each_of_ten_fields() -> None:
    fields = [text["field"] for text in build(FACTS / "test")]
    assert len(set(fields)) == 10
    assert {fields.count(field) for field in fields} == {15}


def test_marks_nest_wrap_and_give_offsets_into_the_clean_text() -> None:
    gold = one_text("a", "林草", "decision", "⟦pen=罚款|处⟦fine=5000|伍仟元⟧罚款⟧⟦dd|二〇二四年三月十二日⟧\n@wrap 4")
    assert gold["text"] == "处伍仟元\n罚款二〇\n二四年三\n月十二日"
    assert gold["facts"]["fine_yuan"] == {"value": 5000, "quote": "伍仟元", "start": 1, "end": 4}
    assert gold["facts"]["decision_date"]["value"] == "2024-03-12"


@pytest.mark.parametrize("body", ["⟦dd|2023年2月30日⟧", "⟦pen|罚金⟧", "⟦dd|某日⟧", "⟦fine=5|五元"])
def test_a_value_that_is_none_is_refused(body: str) -> None:
    with pytest.raises(ValueError):
        one_text("a", "林草", "decision", body)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param("{", "第1行", id="no JSON"),
        pytest.param('{"id": "a", "text": "x", "facts": {"fine": {"value": 1}}}', "没有这个事实", id="unknown fact"),
        pytest.param('{"id": "a", "text": "x", "facts": {"court": {"value": "y", "quote": "y", "start": 0, "end": 1}}}', "quote", id="span"),
    ],
)
def test_a_broken_annotation_names_its_line(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "a.jsonl").write_text(row, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load(tmp_path / "a.jsonl")


@pytest.mark.parametrize("form", [form for form in FORMS if form != "xlsx"])
def test_annotations_survive_the_way_out_and_back(tmp_path: Path, form: str) -> None:
    write([PAGE], tmp_path / "a", form)
    assert [item.facts for item in read(tmp_path / "a", form, {PAGE.id: PAGE})] == [PAGE.facts]


def test_words_marked_anew_are_their_own_value(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(json.dumps({"id": PAGE.id, "text": TEXT, "label": [[0, 6, "authority"]]}), encoding="utf-8")
    back = read(tmp_path / "a", "doccano", {PAGE.id: PAGE})
    assert back[0].facts == {"authority": {"value": "青石县林业局", "quote": "青石县林业局", "start": 0, "end": 6}}


def test_a_text_that_changed_since_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(json.dumps({"id": PAGE.id, "text": "别的", "label": []}), encoding="utf-8")
    with pytest.raises(UsageError, match="重新导出"):
        read(tmp_path / "a", "doccano", {PAGE.id: PAGE})


def test_a_table_with_corrections_changes_takes_away_and_adds(tmp_path: Path) -> None:
    write([PAGE], tmp_path / "a.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        row[5].value = {"fine_yuan": "3000", "party_name": "无"}[row[1].value]
    sheet.append([PAGE.id, "authority", None, None, None, "青石县林业局"])
    book.save(tmp_path / "a.xlsx")
    back = read(tmp_path / "a.xlsx", "xlsx", {PAGE.id: PAGE})[0]
    assert back.facts == {"fine_yuan": {"value": 3000}, "authority": {"value": "青石县林业局", "quote": "青石县林业局", "start": 0, "end": 6}}


def test_corrections_of_a_reviewed_case_come_back_with_who_and_when(tmp_path: Path) -> None:
    (tmp_path / "案卷").mkdir()
    (tmp_path / "案卷" / "1.txt").write_text(
        "青石县林业局\n行政处罚决定书\n青林罚决字〔2024〕第3号\n当事人：何书远\n决定：罚款人民币2000元。\n2024年5月8日\n", encoding="utf-8"
    )
    out, table, notes = str(tmp_path / "out"), str(tmp_path / "核对.xlsx"), tmp_path / "notes.jsonl"
    for arguments in (
        ["review", str(tmp_path / "案卷"), "-o", out, "-q", "--workers", "1"],
        ["annotate", "export", out, table],
    ):
        assert CliRunner().invoke(cli.anjuan, arguments).exit_code == 0
    book = openpyxl.load_workbook(table)
    row = next(row for row in book.active.iter_rows(min_row=2) if row[1].value == "fine_yuan")
    assert row[2].value == "2000"
    row[5].value = "2500"
    book.save(table)
    result = CliRunner().invoke(cli.anjuan, ["annotate", "import", out, table, "--to", str(notes), "--by", "核对人甲"])
    assert result.exit_code == 0, result.output
    (note,) = load(notes)
    assert (note.facts["fine_yuan"]["value"], note.by, bool(note.at)) == (2500, "核对人甲", True)


def test_scores_count_right_wrong_missed_and_sure_but_wrong() -> None:
    counts = tallies([PAGE], [{"fine_yuan": {"value": 200, "confidence": 0.95}, "court": {"value": "某法院", "confidence": 0.5}}])["all"]
    assert counts == {"right": 0, "wrong": 2, "missed": 2, "sure": 1, "sure_wrong": 1}


def test_what_is_optional_may_be_missing_and_what_is_open_is_not_counted() -> None:
    text = Annotated("a", "x", {"court": {"value": "甲法院", "optional": True}}, open=("fine_yuan",))
    assert not tallies([text], [{"fine_yuan": {"value": 1}}]).get("all")


def test_saving_leaves_empty_parts_out(tmp_path: Path) -> None:
    save([Annotated("a", "x")], tmp_path / "a.jsonl")
    assert json.loads((tmp_path / "a.jsonl").read_text(encoding="utf-8")) == {"id": "a", "text": "x"}
