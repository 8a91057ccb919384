"""Clues: tables and papers read, kinds proposed, tied to cases, the same told twice joined."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.learn.clues import measure
from pipeline.office import clues as taking
from pipeline.office import ledger
from pipeline.office.ledger import Wanted
from pipeline.problems import UsageError
from pipeline.records.ledger import Clue, Item
from pipeline.rectify import duplicates, judged, proposal
from pipeline.rectify.matching import Known, match
from pipeline.store import NAME, Store
from pipeline.store import ledger as table
from tests.bench_rectify import matching

REVIEW = """东岭县人民政府
行政复议决定书
东政复决字〔2024〕12号
申请人：石田，男，住东岭县石门乡。
被申请人：东岭县林业局。
申请人不服被申请人作出的东林罚决字〔2024〕第003号行政处罚决定，于2024年6月1日申请行政复议。申请人请求维持生态的说法与本案无关。
申请人主张被申请人超越职权。本机关认为，被申请人未听取申请人的陈述申辩，违反法定程序，且认定面积的主要事实不清、证据不足。
根据《中华人民共和国行政复议法》的规定，决定如下：
撤销被申请人作出的东林罚决字〔2024〕第003号行政处罚决定，责令被申请人在三十日内重新作出处理。
如不服本决定，可以自收到之日起十五日内向人民法院提起行政诉讼，请求撤销或者变更。
2024年7月20日
"""
JUDGMENT = """东岭县人民法院
行政判决书
（2024）晋0600行初15号
原告石田。被告东岭县林业局，住所地东岭县。
原告诉称，被告作出的东林罚决字[2024]3号处罚决定适用法律错误，请求撤销。
本院认为，被诉决定认定事实清楚，程序合法。判决如下：
驳回原告石田的诉讼请求。
案件受理费50元，由原告负担。
二〇二四年九月三日
"""


def test_a_decision_on_review_tells_what_it_attacks_orders_and_why() -> None:
    paper = judged.paper(REVIEW, "复议.docx")
    assert paper is not None
    assert (paper.origin, paper.result) == ("复议", "责令重作、撤销")
    assert paper.grounds == ("事实不清", "证据不足", "违反法定程序")
    assert (paper.challenged, paper.party, paper.day) == ("东林罚决字〔2024〕第003号", "石田", date(2024, 7, 20))
    assert judged.against(paper.result)


def test_what_a_plaintiff_asks_for_is_not_what_the_court_orders() -> None:
    paper = judged.paper(JUDGMENT, "判决.docx")
    assert paper is not None
    assert (paper.origin, paper.result, paper.number) == ("应诉", "驳回", "（2024）晋0600行初15号")
    assert not judged.against(paper.result)


@pytest.mark.parametrize(
    ("order", "result"),
    [
        ("变更被申请人作出的罚款20000元为罚款8000元的处罚", "变更"),
        ("确认被申请人作出的处罚决定违法", "确认违法"),
        ("维持被申请人作出的行政处罚决定", "维持"),
        ("责令被申请人自收到本决定之日起三十日内履行法定职责", "责令履行"),
        ("终止行政复议", "终止"),
    ],
)
def test_the_order_of_a_decision(order: str, result: str) -> None:
    paper = judged.paper(f"行政复议决定书\n某政复〔2024〕1号\n决定如下：\n{order}。\n2024年1月2日", "a")
    assert paper is not None
    assert result in paper.result.split("、")


def test_a_penalty_decision_is_no_clue() -> None:
    assert judged.paper("林业行政处罚决定书\n东林罚决字〔2024〕第003号\n决定如下：罚款。", "a") is None


CASES = [
    Known(
        "案1",
        ("东林罚决字〔2024〕第003号",),
        "石田",
        ("王山", "李林木"),
        "东岭县石门乡东沟村",
        date(2024, 3, 1),
        date(2024, 5, 10),
    ),
    Known(
        "案2",
        ("东林罚决字〔2024〕第004号",),
        "东岭县青松木业有限公司",
        ("赵谷", "李林木"),
        "东岭县平川镇",
        date(2024, 4, 1),
        date(2024, 6, 1),
    ),
    Known("案3", ("东林罚决字〔2024〕第005号",), "石田禾", ("赵谷",), "东岭县上庄镇", date(2024, 4, 1), date(2024, 6, 1)),
]


@pytest.mark.parametrize(
    ("clue", "cases"),
    [
        (Clue("对东林罚决[2024]3号不服", "a"), ("案1",)),
        (Clue("青松木业反映罚得重", "a", day=date(2024, 7, 1)), ("案2",)),
        (Clue("石田禾反映态度不好", "a", day=date(2024, 7, 1)), ("案3",)),
        (Clue("有人反映李林木不出示证件", "a", day=date(2024, 5, 1)), ()),
        (Clue("石门乡有人反映李林木、王山不出示证件", "a", day=date(2024, 5, 1)), ("案1",)),
        (Clue("西川县林罚决字〔2023〕第003号太重", "a"), ()),
        (Clue("石田禾反映态度不好", "a", day=date(2019, 7, 1)), ()),
    ],
    ids=[
        "number in another form",
        "a company's short name",
        "the longer name is meant",
        "an officer alone",
        "officer, place, time",
        "another year",
        "long before",
    ],
)
def test_a_clue_is_tied_to_one_case_or_to_none(clue: Clue, cases: tuple[str, ...]) -> None:
    assert match(clue, CASES).cases == cases


def test_ties_are_right_and_few_are_missed() -> None:
    precision, recall = matching(cases=200, clues=400, seed=5)
    assert precision >= 0.98
    assert recall >= 0.90


def test_kinds_are_told_from_words_of_unseen_styles() -> None:
    assert measure("train", 400)["macro_f1"] >= 0.90
    assert measure("test", 400)["macro_f1"] >= 0.70  # wordings that training never saw, too


def test_a_clue_without_telling_words_is_left_to_a_person() -> None:
    assert "人工" in proposal.propose("请问办事大厅几点上班").reason or proposal.propose("请问办事大厅几点上班").name


def test_the_same_clue_told_twice_is_one() -> None:
    told = "执法人员态度恶劣，张口就骂人，没有出示执法证件就询问当事人"
    first, again = (
        Clue(told, "a", number="1", day=date(2024, 6, 1)),
        Clue(told + "，请查处", "b", number="2", day=date(2024, 6, 20)),
    )
    later = Clue(told, "c", number="3", day=date(2025, 6, 20))
    assert [(one.source, len(others)) for one, others in duplicates.joined([first, again, later])] == [("a", 1), ("c", 0)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    store = Store(tmp_path / NAME)
    for name, value in (
        ("doc_number", '"东林罚决字〔2024〕第003号"'),
        ("party_name", '"石田"'),
        ("decision_date", '"2024-05-10"'),
    ):
        store.database["facts"].insert({"case_id": "案1", "name": name, "value": value})  # type: ignore[union-attr]
    table.find(store.database, [Item(id="x", county="东岭县", unit="东岭县林业局")])
    store.close()
    return tmp_path


def test_tables_and_papers_come_into_the_ledger_once(out: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2024年投诉情况统计"])
    sheet.append(["序号", "受理日期", "被反映单位", "反映内容", "来源渠道"])
    sheet.append([1, "2024年6月1日", "林业局", "石田来电反映执法人员态度恶劣，张口就骂人", "12345热线"])
    book.save(tmp_path / "热线.xlsx")
    document = docx.Document()
    rows = (("编号", "时间", "涉及单位", "主要内容"), ("X1", "2024.6.9", "林业站", "一个月内被检查了五次，重复检查影响生产"))
    word = document.add_table(2, 4)
    for cells, values in zip(word.rows, rows, strict=True):
        for cell, value in zip(cells.cells, values, strict=True):
            cell.text = value
    document.save(str(tmp_path / "信访.docx"))
    (tmp_path / "复议.txt").write_text(REVIEW, encoding="utf-8")
    files = [tmp_path / name for name in ("热线.xlsx", "信访.docx", "复议.txt")]
    done = taking.take_in(out, files, who="甲")
    assert (len(done.taken), done.matched, done.troubles) == (3, 2, ())
    found = {item.origin: item for item in ledger.items_of(out, Wanted()) if item.rule == "线索"}
    assert (found["12345"].category, found["12345"].case_id) == ("简单粗暴执法", "案1")
    assert (found["投诉"].subkind, found["投诉"].county) == ("多头多层重复检查", "东岭县")
    assert found["复议"].problem.startswith("复议结果为责令重作、撤销：事实不清、证据不足、违反法定程序")
    assert "石田" not in found["复议"].detail
    again = taking.take_in(out, files, who="甲")
    assert (len(again.taken), again.joined) == (0, 3)


def test_a_clue_that_comes_again_from_elsewhere_is_noted_on_its_item(out: Path, tmp_path: Path) -> None:
    head = "编号,来源,日期,涉及单位,反映内容\n"
    told = "执法人员态度恶劣，张口就骂人，没有出示执法证件就询问当事人"
    (tmp_path / "一.csv").write_text(head + f"W1,投诉,2024-06-01,林业局,{told}\n", encoding="utf-8")
    (tmp_path / "二.csv").write_text(head + f"R7,媒体,2024-06-03,林业局,{told}。\n", encoding="utf-8")
    taking.take_in(out, [tmp_path / "一.csv"], who="甲")
    done = taking.take_in(out, [tmp_path / "二.csv"], who="甲")
    (clue,) = [item for item in ledger.items_of(out) if item.rule == "线索"]
    assert (len(done.taken), done.joined, clue.remark) == (0, 1, "重复线索：二.csv第2行")


def test_a_file_that_is_no_clue_is_told(out: Path, tmp_path: Path) -> None:
    (tmp_path / "其他.txt").write_text("会议通知", encoding="utf-8")
    assert "没有使用" in taking.take_in(out, [tmp_path / "其他.txt"], who="甲").troubles[0]
    with pytest.raises(UsageError, match="没有这个文件"):
        taking.take_in(out, [tmp_path / "无.xlsx"], who="甲")
