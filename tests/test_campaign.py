"""The whole campaign on a made-up city of three counties: review, ledger, measures, corrected files, re-review, closing, report."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner

import cli
from pipeline.office import exchange, ledger, papers, sources
from pipeline.office.ledger import Wanted
from pipeline.problems import SettingsError
from pipeline.records.ledger import Item
from pipeline.rectify import campaign, flow, kinds
from pipeline.rectify.causes import causes
from pipeline.run import review_archive
from pipeline.store import NAME

COUNTIES = ("东岭县", "西川县", "南坪县")
DAY = date(2026, 8, 20)
DECISION = """{county}林业局
林业行政处罚决定书
{short}林罚决字〔2024〕第{number}号
被处罚人：{party}
经依法查明，2024年3月1日，你在{county}石门乡东沟村未经批准擅自采伐林木12株，立木蓄积2.5立方米，价值2000元，构成滥伐林木。
以上事实有询问笔录、勘验笔录、鉴定意见等证据为证。
上述行为违反了《中华人民共和国森林法》第五十六条第一款的规定，依据《中华人民共和国森林法》第七十六条第二款，决定给予以下行政处罚：
罚款人民币{words}元整（¥6000.00）。
限你自收到本决定书之日起十五日内到中国农业银行缴纳罚款；逾期每日按罚款数额的百分之三加处罚款，加处罚款数额不超出罚款数额。
如不服本决定，可在收到本决定书之日起三十日内向{county}人民政府申请行政复议，或者在六个月内向{county}人民法院提起行政诉讼。
{county}林业局（印章）
2024年5月10日
"""
CLUES = "编号,来源,日期,涉及单位或人员,内容\n"
CLUES += "12345-0001,12345热线,2024-06-01,{county}林业局,执法人员态度恶劣，张口就骂人，没有出示执法证件就询问林东山\n"


def write_case(archive: Path, county: str, number: int, words: str, party: str) -> None:
    text = DECISION.format(county=county, short=county[0], number=number, words=words, party=party)
    (archive / f"案卷{number}.txt").write_text(text, encoding="utf-8")


def state_counts(path: Path) -> Counter[str]:
    with sqlite3.connect(path) as database:
        return Counter(state for (state,) in database.execute("select state from ledger"))


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    return "\n".join(
        [
            *(one.text for one in document.paragraphs),
            *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        ]
    )


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three counties reviewed; the first has worked through its ledger, corrected a file and closed what it could."""
    root = tmp_path_factory.mktemp("city")
    for county in COUNTIES:
        archive = root / f"案卷-{county}"
        archive.mkdir()
        settings = f"agency: {{name: {county}林业局}}\nregion: [某某省, 某某市, {county}]\n"
        (archive / "settings.yaml").write_text(settings, encoding="utf-8")
        write_case(archive, county, 1, "柒仟" if county == COUNTIES[0] else "陆仟", "林东山，男，1980年1月1日出生。")
        if county == COUNTIES[1]:
            write_case(archive, county, 2, "陆仟", f"{county}青松木业有限公司，统一社会信用代码91149900MA0K000000。")
            (archive / "线索.csv").write_text(CLUES.format(county=county), encoding="utf-8")
        review_archive(archive, root / county, workers=0)
    first = root / COUNTIES[0]
    ids = [item.id for item in ledger.items_of(first)]
    ledger.set_fields(first, ids, {"state": "属实"}, who="核实人")
    ledger.set_fields(
        first, ids, {"state": "整治中", "person": "甲某", "measure": "更正文书", "deadline": "2026-08-10"}, who="负责人"
    )
    return root


def test_the_walk_from_findings_to_closed_problems(city: Path, tmp_path: Path) -> None:
    out, archive = city / COUNTIES[0], city / f"案卷-{COUNTIES[0]}"
    words = next(item for item in ledger.items_of(out) if item.rule == "JD-10")
    with pytest.raises(flow.Refused, match="仍不符合"):
        ledger.close(out, [words.id], who="审核人", proof="更正决定书")
    write_case(archive, COUNTIES[0], 1, "陆仟", "林东山，男，1980年1月1日出生。")  # the corrected file
    review_archive(archive, out, workers=0)
    (closed,) = ledger.close(out, [words.id], who="审核人", proof="更正决定书")
    assert closed.closing.startswith("复查通过")
    rest = [item.id for item in ledger.items_of(out, Wanted(states=("整治中",)))]
    ledger.close(out, rest[:1], who="审核人", proof="说明", reason="原件已归档，另卷说明")

    merged = tmp_path / "市"
    found = sources.merge([city / county for county in COUNTIES], merged)
    assert {item.county for item in found.items} == set(COUNTIES)
    assert len(found.items) == sum(len(ledger.items_of(city / county)) for county in COUNTIES)

    plan = campaign.load(None, DAY)
    papers.write(found, plan, DAY, merged)
    counts, told = state_counts(merged / NAME), text_of(merged / "附件2 整治报告.docx")
    assert f"共梳理问题{sum(counts.values())}个" in told
    assert f"已销号{counts['已销号']}个" in told
    assert counts["已销号"] == 2
    with sqlite3.connect(merged / NAME) as database:
        (enterprise,) = database.execute("select sum(enterprise) from ledger").fetchone()
        by_kind = dict(database.execute("select category, count(*) from ledger group by category"))
    assert f"涉企问题{enterprise}个" in told
    book = openpyxl.load_workbook(merged / "附件2 整治报告.xlsx")
    shown = {row[0]: row[1] for row in book["按问题类型"].iter_rows(min_row=3, values_only=True)}
    assert {name: number for name, number in shown.items() if number and name != "合计"} == by_kind
    listed = [row for row in openpyxl.load_workbook(merged / "附件1 问题清单.xlsx").active.iter_rows(min_row=3, values_only=True)]
    assert len(listed) == sum(counts.values()) - counts["不属实"]
    assert "林东山" not in told  # citizens are masked
    for name in (
        "评查通报.docx",
        "举一反三.docx",
        "优秀案卷名单.docx",
        "整改通知书/西川县林业局.docx",
        "评查意见书/西川县林业局.docx",
    ):
        assert (merged / name).exists(), name


def test_a_clue_of_a_register_is_tied_to_its_case_and_gets_a_kind(city: Path) -> None:
    clue = next(item for item in ledger.items_of(city / COUNTIES[1]) if item.rule == "线索")
    assert (clue.origin, clue.category, clue.case_id) == ("12345", "简单粗暴执法", "案卷1")
    assert "词语模型" in clue.reason


def test_cases_of_enterprises_are_marked(city: Path) -> None:
    marked = {item.case_id for item in ledger.items_of(city / COUNTIES[1], Wanted(enterprise=True))}
    assert marked == {"案卷2"}


def test_the_city_keeps_its_own_word_when_the_counties_report_again(city: Path, tmp_path: Path) -> None:
    merged = tmp_path / "市"
    first = sources.merge([city / COUNTIES[1], city / COUNTIES[2]], merged).items[0]
    ledger.set_fields(merged, [first.id], {"remark": "市里督办"}, who="市局")
    again = sources.merge([city / COUNTIES[1], city / COUNTIES[2]], merged)
    assert next(item for item in again.items if item.id == first.id).remark == "市里督办"
    assert "本级已改为“市里督办”" in again.told[0]


def test_a_county_that_sends_its_xlsx_is_merged_like_its_folder(city: Path, tmp_path: Path) -> None:
    out = city / COUNTIES[2]
    exchange.export(out, tmp_path / "南坪县.xlsx", Wanted())
    told = sources.gather([tmp_path / "南坪县.xlsx", city / COUNTIES[1]])
    own = {(item.case_id, item.problem, item.rule) for item in ledger.items_of(out)}
    assert {(item.case_id, item.problem, item.rule) for item in told.items if item.county == COUNTIES[2]} == own


def test_two_exports_of_one_county_that_differ_are_told(city: Path, tmp_path: Path) -> None:
    out = city / COUNTIES[2]
    for name in ("一.xlsx", "二.xlsx"):
        exchange.export(out, tmp_path / name, Wanted())
    book = openpyxl.load_workbook(tmp_path / "二.xlsx")
    sheet = book["整治台账"]
    sheet.cell(3, next(cell.column for cell in sheet[2] if cell.value == "责任领导")).value = "丁某"
    book.save(tmp_path / "二.xlsx")
    found = sources.gather([tmp_path / "一.xlsx", tmp_path / "二.xlsx"])
    assert len(found.items) == len(ledger.items_of(out))
    assert len(found.told) == 1


def test_the_command_tells_stage_lateness_and_units(city: Path) -> None:
    result = CliRunner().invoke(cli.anjuan, ["campaign", str(city / COUNTIES[2]), "--date", "2026-07-10"])
    assert result.exit_code == 0, result.output
    assert "“集中整治”阶段，还有52天结束" in result.output
    assert "“全面梳理”阶段2026-06-30已结束，仍为“待核实”" in result.output
    assert re.search(r"南坪县 南坪县林业局：\d+个，已销号0", result.output)


@pytest.mark.parametrize(
    ("day", "number"), [(date(2026, 6, 30), 0), (date(2026, 7, 1), 1)], ids=["on the last day", "a day later"]
)
def test_what_is_not_verified_is_late_after_the_stage(day: date, number: int) -> None:
    item = Item(id="a", state="待核实")
    assert len(campaign.late(campaign.load(None, day), [item], day)) == number


@pytest.mark.parametrize(("deadline", "number"), [("2026-08-31", 0), ("2026-09-01", 1)])
def test_a_time_limit_beyond_the_stage_is_told(deadline: str, number: int) -> None:
    assert len(campaign.beyond(campaign.load(None, DAY), [Item(id="a", state="整治中", deadline=deadline)])) == number


def test_one_lesson_serves_the_same_problem_of_a_unit() -> None:
    done = [Item(id=str(n), state="已销号", unit="甲局", rule="GD-06", lesson="新清单" if n == 0 else "") for n in range(3)]
    day = date(2026, 10, 1)
    assert campaign.late(campaign.load(None, day), done, day) == ()
    assert len(campaign.late(campaign.load(None, day), done[1:], day)) == 2


def test_a_plan_of_ones_own_with_a_fault_names_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(campaign.SHIPPED.read_text(encoding="utf-8").replace("open: [待核实]", "open: [没核实]"), encoding="utf-8")
    with pytest.raises(SettingsError, match="全面梳理"):
        campaign.load(path, DAY)


def test_repeated_causes_count_units_and_suggest_a_cure() -> None:
    items = [Item(id=str(n), rule="GZ-11", problem="期限未满", unit=f"{n % 2}局") for n in range(3)] + [
        Item(id="x", rule="JD-10", problem="大小写")
    ]
    (cause,) = causes(items)
    assert (cause.count, cause.units) == (3, ("0局", "1局"))
    assert cause.check
    assert cause.form
    assert cause.train


def test_every_kind_of_the_plan_has_a_meaning_and_every_rule_a_reason() -> None:
    assert list(kinds.kinds()) == [
        "运动式执法",
        "一刀切执法",
        "简单粗暴执法",
        "野蛮执法",
        "过度执法",
        "机械执法",
        "逐利执法",
        "其他",
    ]
    assert kinds.of_rule("XA-05", "其他").subkind == "多头多层重复检查"
    assert kinds.of_rule("JD-24", "过度执法").reason == "JD-24：罚款超出法定幅度"
    assert kinds.of_rule("GD-01", "其他").subkind == "不严格不公正不作为"
