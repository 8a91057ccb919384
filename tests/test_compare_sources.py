"""Sources of a comparison: tables as clerks keep them, JSON lines, several at once; mixed units, duplicates, missing quantities."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import cli
from pipeline.compare import study
from pipeline.compare.traits import side, traits
from pipeline.problems import UsageError
from pipeline.registers import Registers
from pipeline.settings import load
from pipeline.sources import take

HEADS = ("处罚决定书文号", "行政相对人名称", "违法行为类型", "违法事实", "处罚依据", "罚款金额（万元）", "处罚决定日期", "处罚机关")
LAW = "《中华人民共和国森林法》第七十六条第二款"


def a_row(number: int, fine: object = 0.3, **more: str) -> tuple[object, ...]:
    told = more.get("told", "当事人无证采伐杨树20株，立木蓄积4.2立方米，价值1000元。")
    printed = more.get("number", f"某林罚决字〔2024〕{number}号")
    return printed, more.get("party", "张小三"), "滥伐林木", told, LAW, fine, f"2024-03-{number:02d}", more.get("bureau", "某县林业局")


def a_csv(path: Path, *rows: tuple[object, ...], heads: tuple[str, ...] = HEADS, encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([("某县行政处罚公示表",), heads, *rows])
    return path


def left_out(path: Path) -> list[str]:
    return [one.why for one in study(take([path]).cases, load(None), Registers()).left_out]


@pytest.mark.parametrize("kind", ["csv", "gbk", "xlsx", "jsonl"])
def test_a_row_of_any_kind_of_table_becomes_a_case(tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        book = openpyxl.Workbook()
        dated = (*a_row(1)[:6], datetime(2024, 3, 1), *a_row(1)[7:])
        for row in (("某县行政处罚公示表",), HEADS, dated):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(path := tmp_path / "t.xlsx")
    elif kind == "jsonl":
        (path := tmp_path / "t.jsonl").write_text(json.dumps(dict(zip(HEADS, a_row(1), strict=True)), ensure_ascii=False), encoding="utf-8")
    else:
        path = a_csv(tmp_path / "t.csv", a_row(1), encoding="gb18030" if kind == "gbk" else "utf-8-sig")
    (seen,) = take([path]).cases
    assert (seen.fine, seen.cause, seen.party_kind, seen.basis) == (Decimal(3000), "滥伐林木", "citizen", (("森林法", "76", 2),))
    assert seen.quantities == {"trees": 20, "volume_m3": Decimal("4.2"), "value_yuan": 1000}
    assert seen.bureau == "某县林业局" and str(seen.decision) == "2024-03-01"


@pytest.mark.parametrize(
    ("head", "cell", "yuan"),
    [
        ("罚款金额（万元）", 0.3, 3000),
        ("罚款金额（元）", 3000, 3000),
        ("罚款金额", "3000元", 3000),
        ("罚款金额", "0.3万元", 3000),
        ("罚款金额（万元）", "3000元", 3000),
    ],
    ids=["ten thousands", "yuan", "told in the cell", "told in the cell, ten thousands", "the cell against the head"],
)
def test_what_the_fine_is_counted_in(tmp_path: Path, head: str, cell: object, yuan: int) -> None:
    heads = tuple(head if name.startswith("罚款金额") else name for name in HEADS)
    (seen,) = take([a_csv(tmp_path / "t.csv", a_row(1, cell), heads=heads)]).cases
    assert seen.fine == yuan


def test_a_column_without_a_unit_is_read_by_the_size_of_its_figures(tmp_path: Path) -> None:
    heads = tuple("罚款金额" if name.startswith("罚款金额") else name for name in HEADS)
    fines = [seen.fine for seen in take([a_csv(tmp_path / "t.csv", a_row(1, 0.3), a_row(2, 0.5), a_row(3, 1.2), heads=heads)]).cases]
    assert fines == [3000, 5000, 12000]


def test_a_fine_in_the_wrong_unit_is_shown_and_never_averaged(tmp_path: Path) -> None:
    path = a_csv(tmp_path / "t.csv", *(a_row(n, 0.31) for n in range(1, 6)), a_row(6, 3100))
    compared = study(take([path]).cases, load(None), Registers())
    assert [(one.seen.name, one.unit_slip) for one in compared.left_out] == [("某林罚决字〔2024〕6号", True)]
    assert all(member.measure == Decimal("3.1") for group in compared.groups for member in group.members)


def test_a_missing_quantity_leaves_the_case_out_with_the_reason(tmp_path: Path) -> None:
    assert left_out(a_csv(tmp_path / "t.csv", a_row(1, told="当事人无证采伐杨树20株。"))) == ["缺少计算罚款的数量（价值）"]


def test_a_decision_listed_twice_is_counted_once(tmp_path: Path) -> None:
    assert left_out(a_csv(tmp_path / "t.csv", a_row(1), a_row(1), a_row(2))) == ["同一决定重复出现，只计一次"]


def test_several_sources_give_a_decision_they_share_once(tmp_path: Path) -> None:
    first, second = a_csv(tmp_path / "a.csv", a_row(1), a_row(2)), a_csv(tmp_path / "b.csv", a_row(2), a_row(3))
    taken = take([first, second])
    assert len(taken.cases) == 3 and taken.twice == 1


def test_the_same_number_of_two_bureaus_is_two_cases(tmp_path: Path) -> None:
    path = a_csv(tmp_path / "t.csv", a_row(1), a_row(1, 0.5, bureau="另一县林业局", party="李小四"))
    compared = study(take([path]).cases, load(None), Registers())
    assert len(compared.cases) == 2 and not [finding for finding in compared.findings if finding.rule == "XA-02"]


def test_a_table_without_a_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("甲,乙,丙\n1,2,3\n", encoding="utf-8")
    with pytest.raises(UsageError, match="认不出表头"):
        take([tmp_path / "t.csv"])


@pytest.mark.parametrize(
    ("confidence", "verdict"), [(0.99, "fail"), (0.5, "unsure")], ids=["read surely", "read badly"]
)
def test_an_unlike_fine_that_was_read_badly_is_held_back(tmp_path: Path, confidence: float, verdict: str) -> None:
    def a_line(number: int, fine: int, sure: float) -> dict[str, Any]:
        told = {
            "doc_number": f"某林罚决〔2024〕{number}号", "cause": "滥伐林木", "party_kind": "citizen", "fine_yuan": fine,
            "basis": [{"law": "森林法", "article": 76, "paragraph": 2, "item": None}], "quantities": {"volume_m3": 4, "value_yuan": 1000},
            "decision_date": f"2024-03-{number:02d}",
        }  # fmt: skip
        facts = {key: {"value": value, "confidence": sure if key == "fine_yuan" else 1.0, "evidence": []} for key, value in told.items()}
        return {"case": f"甲{number}", "cause": "滥伐林木", "procedure": "ordinary", "facts": facts}

    lines = [a_line(n, 3100, 1.0) for n in range(1, 6)] + [a_line(6, 4600, confidence)]
    (tmp_path / "cases.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    findings = study(take([tmp_path / "cases.jsonl"]).cases, load(None), Registers()).findings
    assert [finding.verdict for finding in findings if finding.rule == "XA-03"] == [verdict]


@pytest.mark.parametrize(
    ("text", "found", "way"),
    [
        ("鉴于主动恢复植被，予以从轻处罚。", {"从轻或减轻", "主动消除"}, -1),
        ("当事人不具有从轻、减轻处罚情节。", set(), 0),
        ("两年内曾因同类行为受过处罚，依法从重处罚。", {"再次", "从重"}, 1),
        ("占用公益林地。", {"公益林"}, 0),
        ("初次违法，但拒不改正。", {"初次", "抗拒"}, 0),
    ],
)
def test_circumstances_in_words(text: str, found: set[str], way: int) -> None:
    assert traits(text) == found
    assert side(traits(text)) == way


def test_the_command_writes_findings_tables_page_and_pictures(tmp_path: Path) -> None:
    rows = [a_row(n, 0.31, party=f"张小{name}", bureau="<某县>") for n, name in enumerate("一二三四五六七八", 1)]
    rows.append(a_row(9, 0.49, party="李小九", bureau="<某县>"))
    result = CliRunner().invoke(cli.anjuan, ["compare", str(a_csv(tmp_path / "t.csv", *rows)), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    rules = [json.loads(line)["rule"] for line in (tmp_path / "out" / "findings.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rules == ["CL-15", "XA-03"]
    book = openpyxl.load_workbook(tmp_path / "out" / "处罚一致性.xlsx")
    assert book.sheetnames == ["概况", "提示", "偏离", "分组", "各案", "差异", "未比较"]
    assert [row[1].value for row in book["偏离"].iter_rows(min_row=3)] == ["本案"] + ["同类"] * 8
    page = (tmp_path / "out" / "处罚一致性.html").read_text(encoding="utf-8")
    assert page.count("<svg") >= 2 and "偏高1800元" in page and "<某县>" not in page and "<link" not in page and "<img" not in page
    assert list((tmp_path / "out" / "处罚一致性图").glob("*.svg"))
