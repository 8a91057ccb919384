"""The law as a desk book: a day looked up, words found, changes, the procedure drawn, citations checked, own texts, docs, counts."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.commands.law import law as commands
from pipeline.law import Law, version_on
from pipeline.lawdesk import changes, citations, count, docs, find, flow, texts
from pipeline.problems import UsageError
from pipeline.records import Citation
from tests import law_pins


def day(text: str) -> date:
    return date.fromisoformat(text)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(commands, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


# --- looking up ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "on", "words"),
    [
        ("hearing_request_days", "2021-07-14", ("3日", "行政处罚法(2017修正)第四十二条第一款第一项")),
        ("hearing_request_days", "2021-07-15", ("5个工作日", "行政处罚法(2021修订)第六十四条第一项")),
        ("要求听证的期限", "2022-01-01", ("5个工作日",)),
        ("送达 公告", "2021-12-31", ("60日", "民事诉讼法(2017修正)", "C（待核）", "2022年1月1日起变为：30日")),
        ("decision_days", "2021-07-14", ("没有这一规定", "2021年7月15日起才有")),
        ("discretion_standard", "2030-05-01", ("没有这一规定", "不再有")),
        ("surcharge_daily_rate", "2022-01-01", ("每日3%",)),
        ("reconsideration_to", "2024-01-01", ("本级人民政府", "行政复议法(2023修订)")),
    ],
)
def test_a_provision_is_looked_up_by_name_or_words(asked: str, on: str, words: tuple[str, ...]) -> None:
    said = "\n".join(find.at(asked, day(on)))
    assert all(word in said for word in words), said


def test_an_unknown_provision_gets_the_nearest_ones() -> None:
    with pytest.raises(UsageError, match="hearing_request_days"):
        find.at("hearing_request_dais", day("2022-01-01"))


@pytest.mark.parametrize(
    ("asked", "name"),
    [("听证", "hearing_request_days"), ("罚款 林地", "E101"), ("滥伐", "E111"), ("盗伐 蓄积", "F01"), ("听证 期限", "GZ-11"),
     ("118号", "publication_fields")],
)  # fmt: skip
def test_words_of_two_characters_are_found(asked: str, name: str) -> None:
    assert name in [entry.name for entry in find.search(asked)]


def test_words_that_stand_nowhere_find_nothing_and_no_words_are_an_error() -> None:
    assert find.search("月球采矿") == ()
    with pytest.raises(UsageError):
        find.search("  ")


# --- versions and labels ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "on", "source"),
    [
        ("decision_contents", "2019-05-01", "行政处罚法(2017修正)第三十九条第一款"),
        ("prior_notice", "2021-07-14", "行政处罚法(2017修正)第三十一条"),
        ("prior_notice", "2018-01-01", "行政处罚法(2017修正)第三十一条"),
        ("prior_notice", "2017-12-31", "行政处罚法(2009修正)第三十一条"),
        ("prior_notice", "2009-08-26", "行政处罚法(1996)第三十一条"),
        ("service_receipt", "2024-01-01", "民事诉讼法(2023修正)第八十七条第一款"),
        ("service_receipt", "2023-12-31", "民事诉讼法(2021修正)第八十七条第一款"),
        ("suit_months", "2017-07-01", "行政诉讼法(2017修正)第四十六条第一款"),
        ("suit_months", "2017-06-30", "行政诉讼法(2014修正)第四十六条第一款"),
        ("reconsideration_days", "2018-01-01", "行政复议法(2017修正)第九条第一款"),
        ("seizure_days", "2022-01-01", "行政强制法第二十五条第一款"),
    ],
)
def test_the_source_names_the_version_in_force_on_the_day(name: str, on: str, source: str) -> None:
    found = Law.load().at(name, day(on))
    assert found is not None and found.source == source


@pytest.mark.parametrize("name", Law.load().names())
def test_a_source_as_written_is_that_of_its_first_day(name: str) -> None:
    law = Law.load()
    for entry in law.versions(name):
        found = law.at(name, entry.since)
        assert entry.value is None or (found and found.source == entry.source)


@pytest.mark.parametrize(
    ("law", "version"),
    [
        ("行政处罚法", "2018-01-01"), ("行政处罚法", "2021-07-15"), ("行政强制法", "2012-01-01"), ("行政复议法", "2018-01-01"),
        ("行政复议法", "2024-01-01"), ("行政诉讼法", "2017-07-01"), ("民事诉讼法", "2017-07-01"), ("民事诉讼法", "2022-01-01"),
        ("民事诉讼法", "2024-01-01"), ("森林法", "2009-08-27"), ("森林法", "2020-07-01"), ("森林法实施条例", "2018-03-19"),
        ("草原法", "2021-04-29"), ("野生动物保护法", "2017-01-01"), ("野生动物保护法", "2018-10-26"), ("野生动物保护法", "2023-05-01"),
        ("森林防火条例", "2009-01-01"), ("草原防火条例", "2009-01-01"), ("森林草原防灭火条例", "2026-01-01"), ("种子法", "2016-01-01"),
        ("种子法", "2022-03-01"), ("植物检疫条例", "2017-10-07"), ("森林病虫害防治条例", "1989-12-18"), ("自然保护区条例", "2017-10-07"),
        ("自然保护区条例", "2026-03-15"), ("国家公园法", "2026-01-01"), ("湿地保护法", "2022-06-01"), ("防沙治沙法", "2018-10-26"),
        ("退耕还林条例", "2016-02-06"), ("野生植物保护条例", "2017-10-07"), ("陆生野生动物保护实施条例", "2016-02-06"),
        ("古树名木保护条例", "2025-03-15"), ("生态环境法典", "2026-08-15"), ("行政执法监督条例", "2026-02-01"),
        ("行政执法机关移送涉嫌犯罪案件的规定", "2020-08-07"), ("法释〔2023〕8号", "2023-08-15"), ("法释〔2022〕12号", "2022-04-09"),
        ("林业行政处罚程序规定", "1996-10-01"), ("林业行政处罚听证规则", "2002-12-15"), ("山西省禁牧轮牧休牧条例", "2023-01-01"),
        ("山西省林业和草原行政处罚裁量权适用办法", "2025-05-01"),
    ],
)  # fmt: skip
def test_the_registry_of_versions_is_known(law: str, version: str) -> None:
    found = version_on(law, day(version))
    assert found is not None and found.version == day(version)


# --- changes and the picture -----------------------------------------------------------------------------------------


def test_changes_stand_old_beside_new_and_begin_after_the_day() -> None:
    found = {(change.day.isoformat(), change.what): change for change in changes.changes(day("2021-07-14"), day("2021-07-15"))}
    change = found["2021-07-15", "要求听证的期限"]
    assert "3日" in change.old and "5个工作日" in change.new
    assert found["2021-07-15", "《行政处罚法》"].old == "2017修正"
    assert changes.changes(day("2021-07-15"), day("2021-07-15")) == ()


def test_a_fine_that_rose_is_a_change() -> None:
    (change,) = (one for one in changes.changes(day("2025-12-31"), day("2026-01-01")) if one.what == "未经批准野外用火")
    assert "200元以上3000元" in change.old and "300元以上5000元" in change.new


@pytest.mark.parametrize(
    ("on", "present", "absent"), [("2019-05-01", "要求听证的期限：3日", "90日"), ("2022-05-01", "要求听证的期限：5个工作日", "1996")]
)
def test_the_picture_shows_the_limits_of_its_day(on: str, present: str, absent: str) -> None:
    words = "".join(ET.fromstring(flow.svg(day(on))).itertext()).replace("　", "").replace("\n", "")
    assert present in words and absent not in words


@pytest.mark.parametrize("box", [box for whole in flow.boxes(date(2026, 11, 22)) for box in (whole, whole.side) if box], ids=lambda box: box.title)
def test_every_step_of_the_picture_has_its_law(box: flow.Box) -> None:
    assert box.lines


def test_the_picture_is_written_as_svg_or_page_and_nothing_else(tmp_path: Path) -> None:
    assert "</svg>" in flow.write(tmp_path / "a.svg", day("2022-01-01")).read_text(encoding="utf-8")
    page = flow.write(tmp_path / "a.html", day("2022-01-01")).read_text(encoding="utf-8")
    assert "<svg" in page and "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    with pytest.raises(UsageError):
        flow.write(tmp_path / "a.png", day("2022-01-01"))


# --- citations of a text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "on", "wrong", "look_at"),
    [
        ("依据《森林法》第七十六条第二款", "2022-01-01", "", ""),
        ("依据《森林法》第七十三条第五款", "2022-01-01", "没有这一款（共3款）", ""),
        ("依据森林法第九十九条", "2022-01-01", "没有这一条（2019修订版共84条）", ""),
        ("依据《森林法》第七十六条", "2022-01-01", "", "应当写到款（共2款）"),
        ("依据《野生动物保护法》第四十九条第一款第四项", "2023-05-01", "没有这一项（共3项）", ""),
        ("依据《森林防火条例》第五十条", "2026-01-01", "已经废止（2026年1月1日废止）", ""),
        ("依据《森林防火条例》第五十条", "2025-12-31", "", ""),
        ("依据《森林草原防灭火条例》第五十四条", "2025-12-31", "2026年1月1日起施行", ""),
        ("依据《从来没有的条例》第一条", "2022-01-01", "", "没有收录这部法规"),
        ("滥伐林木一案，依据《森林法》第七十六条第一款", "2022-01-01", "应为《森林法》第七十六条第二款", ""),
        ("盗伐林木一案，依据《森林法》第七十六条第一款", "2022-01-01", "", ""),
        ("滥伐、盗伐林木与滥伐林木，依据《森林法》第七十六条第一款", "2022-01-01", "", ""),
    ],
)
def test_a_citation_of_a_text_is_told_right_or_wrong(text: str, on: str, wrong: str, look_at: str) -> None:
    (found,) = citations.check(text, day(on))
    for told, expected in ((found.wrong, wrong), (found.look_at, look_at)):
        assert bool(told) == bool(expected) and expected in "".join(told), found


def test_a_text_without_citation_is_an_error_that_says_how_to_write_one() -> None:
    with pytest.raises(UsageError, match="《森林法》"):
        citations.lines("没有引用", day("2022-01-01"))


def test_a_file_that_is_not_there_is_no_text() -> None:
    with pytest.raises(UsageError, match="没有这个文件"):
        citations.text_of("不存在.docx")


# --- own full texts --------------------------------------------------------------------------------------------------

TEXT = """某某县护林办法
（2019年12月28日某某县人民政府公布　2021年1月5日修订）
目　录
第一章　总则

第一章　总则
第一条　为了保护林木，制定本办法。
第二条　本县范围内适用本办法。
有关部门按照职责分工负责。
第三条　有下列行为之一的，处警告：
（一）甲行为；
（二）乙行为。
第二条规定以外的，另行处理。
第三条之一　另有规定的除外。
第四条　本办法自2021年3月1日起施行。
"""


def test_a_statute_is_cut_into_articles_paragraphs_and_items() -> None:
    found = texts.parse(TEXT)
    assert (found["law"], found["version"], list(found["articles"])) == ("某某县护林办法", "2021-03-01", ["1", "2", "3", "3-1", "4"])
    assert [len(article) for article in found["articles"].values()] == [1, 2, 2, 1, 1]
    assert found["articles"]["3"][0]["items"] == ["（一）甲行为；", "（二）乙行为。"]


@pytest.mark.parametrize(
    ("text", "name", "version"),
    [
        (TEXT.replace("2021年3月1日", "2020年2月1日"), "某某县护林办法", "2021-01-05"),  # amended later than it began
        (TEXT.replace("自2021年3月1日起施行", "自公布之日起施行"), "", "2021-01-05"),
        (TEXT.replace("自2021年3月1日起施行", "由县政府解释"), "某某县护林办法_20210401", "2021-04-01"),
        (TEXT.replace("某某县护林办法", "中华人民共和国森林法"), "中华人民共和国森林法_20191228", "2020-07-01"),
    ],
    ids=["amended later", "from its publication", "day in the file name", "known version"],
)
def test_the_day_of_effect_is_that_of_the_version(text: str, name: str, version: str) -> None:
    assert texts.parse(text, name)["version"] == version


def test_imported_texts_are_found_quoted_and_searched(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "办法.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "别的.txt").write_text("不是法规", encoding="utf-8")
    out = run("import", str(tmp_path / "in"), "--to", str(tmp_path / "out"))
    assert "5条" in out and "别的.txt：没有找到条文" in out
    assert json.loads(next((tmp_path / "out").glob("*.json")).read_text(encoding="utf-8"))["law"] == "某某县护林办法"
    assert texts.quoted(tmp_path / "out", Citation("某某县护林办法", 3, 1, 2), day("2022-01-01")) == "（二）乙行为。"
    assert texts.quoted(tmp_path / "out", Citation("某某县护林办法", 3, 1, 2), day("2021-02-28")) is None
    assert [entry.kind for entry in find.search("乙行为", tmp_path / "out")] == ["text"]
    assert "乙行为" in run("check", "《某某县护林办法》第三条第一款第（二）项", "--date", "2022-01-01", "--texts", str(tmp_path / "out"))


@pytest.mark.parametrize("what", ["missing", "empty"])
def test_a_folder_without_texts_is_refused(tmp_path: Path, what: str) -> None:
    folder = tmp_path / what
    if what == "empty":
        folder.mkdir()
    with pytest.raises(UsageError):
        texts.take(folder, tmp_path / "out")
    with pytest.raises(UsageError, match="anjuan law import"):
        texts.stored(folder)


# --- commands, docs, counts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["2022-02-30", "去年", "2022-13-01"])
def test_a_day_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="2021-07-15"):
        run("at", "pay_days", given)


@pytest.mark.parametrize("given", ["2022-03-01", "2022年3月1日", "20220301", "2022.3.1"])
def test_a_day_may_be_written_in_any_usual_way(given: str) -> None:
    assert "2022年3月1日：15日" in run("at", "pay_days", given)


def test_the_commands_say_what_they_found() -> None:
    assert "条。" in run("search", "听证")
    assert "处变化。" in run("changes", "2025-12-31")
    assert "听证申请" in run("flow", "--date", "2022-01-01") or "听证" in run("flow", "--date", "2022-01-01")
    assert "合计" in run("count")


@pytest.mark.parametrize("part", [part for part in count.parts() if part.name != "G"], ids=lambda part: part.name)
def test_every_row_of_the_law_table_is_encoded_or_says_why_not(part: count.Part) -> None:
    assert part.missing == ()


@pytest.mark.parametrize(
    ("span", "rows"),
    [("A01-A03", ("A01", "A02", "A03")), ("JD-09-JD-10", ("JD-09", "JD-10")), ("A2-01-A2-02", ("A2-01", "A2-02")), ("B1-01", ("B1-01",)),
     ("E1001-E1002", ("E1001", "E1002")), ("E109-E111", ("E109", "E110", "E111"))],
)  # fmt: skip
def test_spans_of_rows_are_spread(span: str, rows: tuple[str, ...]) -> None:
    assert count.spread(span) == rows


def test_the_numbers_of_the_law_are_those_written_down_a_second_time() -> None:
    assert law_pins.pinned() == law_pins.on_file()


@pytest.mark.parametrize("name", sorted(docs.pages()))
def test_docs_are_up_to_date(name: str) -> None:
    assert (docs.FOLDER / name).read_text(encoding="utf-8") == docs.pages()[name], "python -m pipeline.lawdesk.docs"
