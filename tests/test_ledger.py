"""The ledger: states, closing, what comes back edited, and that nothing a person wrote is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.office import exchange, ledger
from pipeline.office.ledger import Wanted
from pipeline.problems import UsageError
from pipeline.records.ledger import Item
from pipeline.rectify import flow
from pipeline.report import excel, lists
from pipeline.store import NAME, Store
from pipeline.store import ledger as table


def an_item(number: str, **more: object) -> Item:
    return Item(
        **{
            "id": number,
            "case_id": f"案{number}",
            "rule": "GD-06",
            "problem": f"问题{number}",
            "detail": f"表现{number}",
            "unit": "甲局",
        }
        | more
    )  # type: ignore[arg-type]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    store = Store(tmp_path / NAME)
    table.find(store.database, [an_item("a1"), an_item("b2"), an_item("c3", rule="GS-01")])
    for case, verdict in (("案a1", "pass"), ("案b2", "fail")):
        store.database["cases"].insert({"case_id": case})  # type: ignore[union-attr]
        store.database["findings"].insert({"case_id": case, "rule": "GD-06", "verdict": verdict})  # type: ignore[union-attr]
    store.close()
    return tmp_path


def started(out: Path, number: str) -> None:
    ledger.set_fields(out, [number], {"state": "属实"}, who="甲")
    ledger.set_fields(out, [number], {"state": "整治中", "person": "乙", "measure": "补正", "deadline": "2026-08-31"}, who="甲")


def item_of(out: Path, number: str) -> Item:
    return next(item for item in ledger.items_of(out, Wanted(gone=True)) if item.id == number)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"state": "整治中"}, "不能从“待核实”直接改为“整治中”"),
        ({"state": "不属实"}, "要写明理由"),
        ({"state": "已销号"}, "anjuan ledger close"),
        ({"state": "好了"}, "没有“好了”这个状态"),
        ({"category": "乱来执法"}, "没有“乱来执法”这一类"),
        ({"deadline": "八月底"}, "不是日期"),
        ({"problem": "改一下"}, "不能在台账里改"),
    ],
    ids=[
        "a step is left out",
        "no reason",
        "closing by hand",
        "no such state",
        "no such kind",
        "no date",
        "what the review says",
    ],
)
def test_a_change_that_the_flow_does_not_allow_is_refused_with_the_reason(wanted: dict[str, str], words: str) -> None:
    with pytest.raises(flow.Refused, match=words):
        flow.change(an_item("a1"), wanted)


def test_work_cannot_start_before_unit_measure_and_deadline_are_set() -> None:
    with pytest.raises(flow.Refused, match="整治措施、整治时限"):
        flow.change(an_item("a1", state="属实"), {"state": "整治中"})


def test_a_problem_closes_where_its_rule_passes_on_the_corrected_file(out: Path) -> None:
    started(out, "a1")
    (closed,) = ledger.close(out, ["a1"], who="丙", proof="更正后的案卷")
    assert (closed.state, closed.checker) == ("已销号", "丙")
    assert closed.closing.startswith("复查通过")


def test_a_problem_that_the_review_still_finds_closes_only_by_a_reason_with_a_name(out: Path) -> None:
    started(out, "b2")
    with pytest.raises(flow.Refused, match="仍不符合"):
        ledger.close(out, ["b2"], who="丙", proof="材料")
    (closed,) = ledger.close(out, ["b2"], who="丙", proof="材料", reason="原件已移交法院")
    assert closed.closing == "说明理由销号：原件已移交法院（丙）"


def test_a_period_that_passed_closes_by_measure(out: Path) -> None:
    started(out, "c3")
    (closed,) = ledger.close(out, ["c3"], who="丙", proof="新制度")
    assert closed.closing.startswith("以措施销号：期限已经过去")


def test_nobody_closes_his_own_problem_and_none_without_proof(out: Path) -> None:
    started(out, "a1")
    with pytest.raises(flow.Refused, match="责任人（乙）以外"):
        ledger.close(out, ["a1"], who="乙", proof="材料")
    with pytest.raises(flow.Refused, match="佐证材料"):
        ledger.close(out, ["a1"], who="丙")


def test_a_closed_problem_goes_back_with_its_reason_in_the_history(out: Path) -> None:
    started(out, "a1")
    ledger.close(out, ["a1"], who="丙", proof="材料")
    (back,) = ledger.reopen(out, ["a1"], who="丁", why="材料不实")
    assert (back.state, back.checker, back.closing) == ("退回", "", "")
    _, notes, _ = ledger.shown(out, "a1")
    assert [(note.who, note.change.new, note.change.why) for note in notes if note.change.field == "state"][-1] == (
        "丁",
        "退回",
        "材料不实",
    )


def test_history_only_grows(out: Path) -> None:
    started(out, "a1")
    database = sqlite3.connect(out / NAME)
    for statement in ("delete from history", "update history set who = ''"):
        with pytest.raises(sqlite3.IntegrityError, match="history only grows"):
            database.execute(statement)
    database.close()


def test_what_a_person_set_stays_when_the_review_runs_again(out: Path) -> None:
    ledger.set_fields(out, ["a1"], {"category": "机械执法", "person": "乙"}, who="甲")
    store = Store(out / NAME)
    table.find(store.database, [an_item("a1", detail="新的表现", category="过度执法", person="别人", unit="乙局")])
    store.close()
    item = item_of(out, "a1")
    assert (item.category, item.person, item.detail, item.unit) == ("机械执法", "乙", "新的表现", "乙局")
    assert not item_of(out, "b2").present  # the review finds it no more, and it is kept


def edited(
    out: Path, tmp_path: Path, change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None], name: str = "表.xlsx"
) -> Path:
    path = tmp_path / name
    if not path.exists():
        exchange.export(out, path, Wanted())
    book = openpyxl.load_workbook(path)
    change(book["整治台账"])
    book.save(path)
    return path


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, head: str) -> int:
    return next(cell.column for cell in sheet[2] if cell.value == head)


def put(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int, head: str, value: object) -> None:
    sheet.cell(row, column(sheet, head)).value = value


def test_an_export_that_comes_back_as_it_was_changes_nothing(out: Path, tmp_path: Path) -> None:
    done = exchange.take_back(out, edited(out, tmp_path, lambda sheet: None), who="乙")
    assert (done.applied, done.refused, done.conflicts, done.unmatched, done.missing) == ((), (), (), (), ())


def test_moved_columns_renamed_sheets_and_other_heads_are_read(out: Path, tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "整治措施", "开展培训")
        put(sheet, 2, "整治措施", "整改 措施")
        at = column(sheet, "编号")
        for row in sheet.iter_rows(min_row=2, max_row=5):  # the number's column goes to the end
            sheet.cell(row[0].row, 40).value = row[at - 1].value
            row[at - 1].value = None
        sheet.title = "六月上报"

    done = exchange.take_back(out, edited(out, tmp_path, change), who="乙")
    assert item_of(out, "a1").measure == "开展培训"
    assert len(done.applied) == 1


def test_merged_cells_hold_for_all_their_rows(out: Path, tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "责任领导", "丁某")
        at = column(sheet, "责任领导")
        sheet.merge_cells(start_row=3, end_row=5, start_column=at, end_column=at)

    exchange.take_back(out, edited(out, tmp_path, change), who="乙")
    assert [item_of(out, number).leader for number in ("a1", "b2", "c3")] == ["丁某"] * 3


def test_a_changed_number_is_found_by_what_the_row_says_and_a_strange_row_is_listed(out: Path, tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "编号", "1")
        put(sheet, 3, "责任领导", "丁某")
        put(sheet, 6, "编号", "zz")
        put(sheet, 6, "问题", "自己发现的问题")

    path = edited(out, tmp_path, change)
    done = exchange.take_back(out, path, who="乙")
    assert item_of(out, "a1").leader == "丁某"
    assert len(done.unmatched) == 1
    assert "自己发现的问题" in done.unmatched[0]
    assert len(exchange.take_back(out, path, who="乙", add=True).added) == 1


def test_a_number_typed_over_another_row_does_not_move_its_words(out: Path, tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "编号", "b2")
        put(sheet, 4, "编号", "a1")
        put(sheet, 3, "责任领导", "丁某")

    exchange.take_back(out, edited(out, tmp_path, change), who="乙")
    assert (item_of(out, "a1").leader, item_of(out, "b2").leader) == ("丁某", "")


def test_deleted_rows_and_cleared_cells_are_told_and_kept(out: Path, tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "责任单位", None)
        sheet.delete_rows(4)

    done = exchange.take_back(out, edited(out, tmp_path, change), who="乙")
    assert item_of(out, "a1").unit == "甲局"
    assert "被清空" in done.conflicts[0]
    assert [text[:2] for text in done.missing] == ["b2"]


def test_a_state_that_cannot_be_is_refused_and_the_rest_of_the_row_stays(out: Path, tmp_path: Path) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "状态", "已完成")
        put(sheet, 3, "整改进展", "已培训")

    done = exchange.take_back(out, edited(out, tmp_path, change), who="乙")
    assert "不能从“待核实”直接改为“已完成”" in done.refused[0]
    assert (item_of(out, "a1").state, item_of(out, "a1").progress) == ("待核实", "已培训")


def test_two_peoples_files_of_one_export_lose_nothing(out: Path, tmp_path: Path) -> None:
    first = edited(out, tmp_path, lambda sheet: None, "一.xlsx")
    second = tmp_path / "二.xlsx"
    second.write_bytes(first.read_bytes())

    def first_hand(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "责任领导", "丁某")
        put(sheet, 4, "备注", "甲写的")

    def second_hand(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        put(sheet, 3, "整治时限", "2026-08-20")
        put(sheet, 4, "备注", "乙写的")

    edited(out, tmp_path, first_hand, "一.xlsx")
    edited(out, tmp_path, second_hand, "二.xlsx")
    exchange.take_back(out, first, who="甲")
    done = exchange.take_back(out, second, who="乙")
    assert (item_of(out, "a1").leader, item_of(out, "a1").deadline) == ("丁某", "2026-08-20")
    assert item_of(out, "b2").remark == "甲写的"
    assert "台账现为“甲写的”，表中为“乙写的”" in done.conflicts[0]


def test_the_self_check_list_comes_back_with_what_was_verified(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "自查台账.xlsx"
    excel.write_tables(path, "自查台账", (lists.self_check(ledger.items_of(out)),))
    book = openpyxl.load_workbook(path)
    sheet = book["自查台账"]
    for row, said in enumerate(("部分属实", "不属实", "不属实"), 3):
        put(sheet, row, "核实结果", said)
    put(sheet, 4, "核实人及日期", "乙某：原件在另一卷")
    book.save(path)
    done = exchange.take_back(out, path, who="乙")
    assert [item_of(out, number).state for number in ("a1", "b2", "c3")] == ["属实", "不属实", "待核实"]
    assert "要写明理由" in done.refused[0]


def test_an_empty_folder_and_a_file_without_heads_are_told(out: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="anjuan review"):
        ledger.items_of(tmp_path / "none")
    book = openpyxl.Workbook()
    book.save(tmp_path / "空.xlsx")
    with pytest.raises(UsageError, match="找不到台账的表头"):
        exchange.take_back(out, tmp_path / "空.xlsx", who="乙")


def test_a_list_edited_in_the_result_folder_is_set_aside_and_not_overwritten(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME)
    path = tmp_path / "整治台账.xlsx"
    path.write_bytes(b"ours")
    store.remember([path])
    assert store.set_aside([path]) == ()
    path.write_bytes(b"theirs")
    (told,) = store.set_aside([path])
    assert (tmp_path / "整治台账（人工修改1）.xlsx").read_bytes() == b"theirs"
    assert "anjuan ledger import" in told.message
    store.close()
