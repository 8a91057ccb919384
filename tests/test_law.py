"""The law: versions by day, the official calendar, citations, ranges of fines, crime lines, and what a broken file says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.law import Law, crime_lines, exists, fine_range, offences, reach, statute, version_on, workdays
from pipeline.law.structure import plain
from pipeline.problems import DataError
from pipeline.records import Citation

LAW = Law.load()


def day(text: str) -> date:
    return date.fromisoformat(text)


def numbers(**quantities: float) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in quantities.items()}


# --- provisions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "on", "value", "unit", "article"),
    [
        ("hearing_request_days", "2021-07-14", 3, "day", 42),
        ("hearing_request_days", "2021-07-15", 5, "working_day", 64),
        ("hearing_notice_days", "2021-07-14", 7, "day", 42),
        ("hearing_notice_days", "2021-07-15", 7, "working_day", 64),
        ("preservation_days", "2021-07-14", 7, "day", 37),
        ("preservation_days", "2021-07-15", 7, "working_day", 56),
        ("service_days", "2021-07-14", 7, "day", 40),
        ("service_days", "2021-07-15", 7, "working_day", 61),
        ("decision_days", "2021-07-15", 90, "day", 60),
        ("simple_fine_citizen", "2021-07-14", 50, "yuan", 33),
        ("simple_fine_citizen", "2021-07-15", 200, "yuan", 51),
        ("simple_fine_unit", "2021-07-14", 1000, "yuan", 33),
        ("simple_fine_unit", "2021-07-15", 3000, "yuan", 51),
        ("spot_payment_limit", "2021-07-14", 20, "yuan", 47),
        ("spot_payment_limit", "2021-07-15", 100, "yuan", 68),
        ("service_notice_days", "2021-12-31", 60, "day", 92),
        ("service_notice_days", "2022-01-01", 30, "day", 95),
        ("suit_months", "2015-04-30", 3, "month", 39),
        ("suit_months", "2015-05-01", 6, "month", 46),
        ("reconsideration_days", "2023-12-31", 60, "day", 9),
        ("reconsideration_days", "2024-01-01", 60, "day", 20),
        ("legal_review_all_ordinary", "2018-01-01", True, None, 38),
        ("legal_review_all_ordinary", "2021-07-14", True, None, 38),
        ("reconsideration_to", "2023-12-31", "own_government_or_upper_department", None, 12),
        ("reconsideration_to", "2024-01-01", "own_government", None, 24),
        ("publication_working_days", "2018-12-05", 7, "working_day", None),
        ("demand_days", "2012-01-01", 10, "working_day", 54),
    ],
)
def test_a_provision_is_that_of_its_day(name: str, on: str, value: object, unit: str | None, article: int | None) -> None:
    found = LAW.at(name, day(on))
    assert found is not None
    assert (found.value, found.unit, found.citation.article) == (value, unit, article)


@pytest.mark.parametrize(
    ("name", "on"),
    [
        ("hearing_request_days", "1996-09-30"),
        ("legal_review_all_ordinary", "2017-12-31"),
        ("legal_review_all_ordinary", "2021-07-15"),
        ("decision_days", "2021-07-14"),
        ("reconsideration_to_own_government", "2023-12-31"),
        ("publication_working_days", "2018-12-04"),
        ("discretion_standard", "2025-04-30"),
        ("discretion_standard", "2030-05-01"),
    ],
)
def test_there_is_no_provision_before_it_began_or_after_its_repeal(name: str, on: str) -> None:
    assert LAW.at(name, day(on)) is None


@pytest.mark.parametrize(
    ("on", "version"), [("2017-12-31", "2009-08-27"), ("2018-01-01", "2018-01-01"), ("2021-07-15", "2021-07-15")]
)
def test_a_provision_carries_the_version_of_its_statute_on_that_day(on: str, version: str) -> None:
    found = LAW.at("hearing_request_days", day(on))
    assert found is not None and found.version == day(version)


def test_the_law_is_read_once() -> None:
    assert Law.load() is LAW


def test_an_unknown_provision_is_named_with_the_nearest_one() -> None:
    with pytest.raises(DataError, match="hearing_request_day.*hearing_request_days"):
        LAW.at("hearing_request_day", day("2022-01-01"))


@pytest.mark.parametrize("name", LAW.names())
def test_every_citation_of_a_provision_exists_while_it_is_in_force(name: str) -> None:
    entries = LAW.versions(name)
    for entry, following in zip(entries, (*entries[1:], None), strict=True):
        if entry.value is None:
            continue
        last = following.since - timedelta(days=1) if following else day("2026-11-22")
        for on in (entry.since, last):
            # items are often left out on purpose: the provision means the whole list
            assert exists(entry.citation, on) in ("ok", "unknown", "item_needed", "paragraph_needed", "article_needed"), (name, on)


GOOD = "title: 甲\nversions:\n  2020-01-01: {value: 3, unit: day, source: 某法第一条, law: 某法, article: 1, grade: A}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("grade: A}", "grade: A, artikel: 2}"), ("某.yaml", "artikel")),
        (GOOD.replace("title: 甲", "titel: 甲"), ("某.yaml", "titel")),
        (GOOD + "title: 乙\n", ("某.yaml", "键重复", "title")),
        (GOOD.replace("2020-01-01", "二〇二〇年"), ("某.yaml", "二〇二〇年", "日期")),
        (GOOD.replace("2020-01-01", "2020-02-30"), ("某.yaml",)),
        (GOOD.replace("source: 某法第一条, ", ""), ("某.yaml", "2020-01-01", "source")),
        (GOOD.replace("grade: A", "grade: E"), ("某.yaml", "grade")),
        (GOOD + GOOD.splitlines()[2].replace("2020", "2019") + "\n", ("某.yaml", "2019-01-01", "从早到晚")),
        ("title: 甲\nversions: {}\n", ("某.yaml", "versions")),
        ("- 甲\n", ("某.yaml",)),
    ],
    ids=["unknown key", "misspelt key", "key twice", "no date", "no such day", "no source", "no grade", "out of order", "none", "list"],
)
def test_a_broken_statute_file_is_refused_by_name_and_key(tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    (tmp_path / "某.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Law.load(tmp_path)
    assert all(word in str(caught.value) for word in words), caught.value


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "某.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(DataError, match="同名"):
        Law.load(tmp_path)


# --- the official calendar -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "works"),
    [
        ("2018-02-11", True), ("2018-02-15", False), ("2018-12-29", True), ("2018-12-31", False),
        ("2019-04-28", True), ("2019-05-02", False), ("2019-05-05", True), ("2019-10-12", True),
        ("2020-01-31", False), ("2020-02-03", True), ("2020-06-28", True), ("2020-10-08", False),
        ("2021-02-20", True), ("2021-05-08", True), ("2021-09-21", False), ("2021-10-09", True),
        ("2022-01-30", True), ("2022-04-02", True), ("2022-04-24", True), ("2022-10-08", True),
        ("2023-01-28", True), ("2023-04-05", False), ("2023-04-06", True), ("2023-06-25", True),
        ("2024-02-04", True), ("2024-02-09", True), ("2024-02-10", False), ("2024-09-14", True),
        ("2025-01-26", True), ("2025-02-04", False), ("2025-04-27", True), ("2025-10-11", True),
        ("2026-01-02", False), ("2026-01-04", True), ("2026-02-23", False), ("2026-02-28", True),
        ("2026-09-20", True), ("2026-09-25", False), ("2026-10-10", True),
        ("2024-03-09", False), ("2024-03-11", True),
    ],
)  # fmt: skip
def test_working_days_are_those_of_the_notices(on: str, works: bool) -> None:
    assert workdays.is_workday(day(on)) is works


def test_a_year_without_notice_is_unknown() -> None:
    assert workdays.is_workday(day("2099-01-04")) is None
    assert workdays.calendar_due(day("2098-12-20"), 15) is None
    assert workdays.working_days_between(day("2099-01-04"), day("2099-01-09")) is None


@pytest.mark.parametrize(("year", "off"), [(2018, 11), (2019, 11), (2021, 11), (2022, 11), (2023, 11), (2024, 11), (2025, 13), (2026, 13)])
def test_a_year_has_as_many_days_off_as_the_law_grants(year: int, off: int) -> None:
    # Shifted days only change places: weekdays off less weekends worked are the statutory days, less those on a weekend
    # that no weekday replaced. 2020 is left out: its spring holiday was prolonged by three days.
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366) if (date(year, 1, 1) + timedelta(days=n)).year == year]
    official = workdays.official()
    net = sum(d in official.off and d.weekday() < 5 for d in days) - sum(d in official.work for d in days)
    assert net in (off - 1, off, off + 1)


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        ("2022-03-01", 5, "working_day", "2022-03-08"),
        ("2022-03-31", 3, "working_day", "2022-04-06"),  # 2 April works, 3–5 April are off
        ("2021-09-17", 5, "working_day", "2021-09-26"),  # over 中秋节 and two working weekend days
        ("2022-03-18", 15, "day", "2022-04-02"),
        ("2022-03-19", 15, "day", "2022-04-06"),  # ends in the holiday, moves on
        ("2022-09-21", 10, "day", "2022-10-08"),  # moves to a Saturday that works
        ("2022-03-31", 6, "month", "2022-09-30"),
        ("2021-08-31", 6, "month", "2022-02-28"),
        ("2022-01-05", 90, "day", "2022-04-06"),
    ],
)
def test_periods_end_on_the_right_day(start: str, count: int, unit: str, end: str) -> None:
    assert workdays.due(day(start), count, unit) == day(end)


@pytest.mark.parametrize(
    ("first", "last", "count"), [("2022-03-01", "2022-03-11", 7), ("2022-03-31", "2022-04-07", 3), ("2022-03-01", "2022-03-01", 0)]
)
def test_working_days_between_leave_out_both_ends(first: str, last: str, count: int) -> None:
    assert workdays.working_days_between(day(first), day(last)) == count


@pytest.mark.parametrize(
    ("start", "count", "unit", "event", "said"),
    [
        ("2022-03-01", 5, "working_day", "送达", "2022年3月1日送达，次日起算，第5个工作日为3月8日"),
        ("2022-03-19", 15, "day", "送达", "2022年3月19日送达，次日起算，第15日为4月3日，该日为休息日，顺延至4月6日"),
        ("2021-12-01", 6, "month", "送达", "2021年12月1日送达，满6个月为2022年6月1日"),
    ],
)
def test_a_count_is_explained_as_a_reader_writes_it(start: str, count: int, unit: str, event: str, said: str) -> None:
    assert workdays.explain(day(start), count, unit, event) == said


# --- statutes and citations ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["森林法", "中华人民共和国森林法", "《中华人民共和国森林法》", "《森林法》（2019年修订）", "中华人民共和国森林法(2019修订)", " 森林 法"]
)
def test_a_statute_is_known_by_its_names(name: str) -> None:
    found = statute(name)
    assert found is not None and found.law == "森林法"


@pytest.mark.parametrize(("name", "law"), [("野保法", "野生动物保护法"), ("法释〔2023〕8号", None), ("处罚法", "行政处罚法"), ("实施条例", "")])
def test_customary_names_lead_to_the_statute_unless_they_are_ambiguous(name: str, law: str | None) -> None:
    found = statute(name)
    assert (found.law if found else "") == law or (law is None and found is not None)


@pytest.mark.parametrize(
    ("law", "article", "paragraph", "item", "on", "expected"),
    [
        ("森林法", 76, 2, None, "2020-07-01", "ok"),
        ("森林法", 76, 3, None, "2020-07-01", "no_paragraph"),
        ("森林法", 84, None, None, "2020-07-01", "ok"),
        ("森林法", 85, None, None, "2020-07-01", "no_article"),
        ("森林法", 73, None, None, "2020-07-01", "paragraph_needed"),
        ("森林法", 75, None, None, "2020-07-01", "ok"),
        ("森林法", None, None, None, "2020-07-01", "article_needed"),
        ("森林法", 39, 1, None, "2020-06-30", "unknown"),
        ("种子法", 77, 1, None, "2022-02-28", "unknown"),
        ("野生动物保护法", 49, 1, None, "2023-05-01", "item_needed"),
        ("野生动物保护法", 49, 1, 3, "2023-05-01", "ok"),
        ("野生动物保护法", 49, 1, 4, "2023-05-01", "no_item"),
        ("野生动物保护法", 49, None, 3, "2023-05-01", "ok"),
        ("森林防火条例", 50, None, None, "2025-12-31", "ok"),
        ("森林防火条例", 50, None, None, "2026-01-01", "repealed"),
        ("森林草原防灭火条例", 54, None, None, "2025-12-31", "not_in_force"),
        ("森林草原防灭火条例", 54, None, None, "2026-01-01", "ok"),
        ("土壤污染防治法", 86, None, None, "2026-08-15", "repealed"),
        ("山西省禁牧轮牧休牧条例", 20, None, None, "2023-01-01", "unknown"),
        ("山西省禁牧轮牧休牧条例", 20, None, None, "2022-12-31", "not_in_force"),
        ("从来没有的条例", 1, None, None, "2023-01-01", "unknown"),
        ("刑法", "342-1", 1, None, "2022-01-01", "ok"),
        ("刑法", 199, None, None, "2022-01-01", "no_article"),
    ],
)
def test_a_citation_is_judged_in_the_version_of_its_day(
    law: str, article: int | str | None, paragraph: int | None, item: int | None, on: str, expected: str
) -> None:
    assert exists(Citation(law, article, paragraph, item), day(on)) == expected


@pytest.mark.parametrize(("printed", "expected"), [("2019修订", "ok"), ("2020", "ok"), ("2009年修正", "not_in_force"), ("1234", "ok")])
def test_a_printed_version_that_is_another_one_is_not_in_force(printed: str, expected: str) -> None:
    assert exists(Citation("森林法", 76, 2, None, printed), day("2022-01-01")) == expected


def test_the_version_in_force_changes_overnight() -> None:
    before, after = (version_on("草原法", day(on)) for on in ("2021-04-28", "2021-04-29"))
    assert before and after and (before.version, after.version) == (day("2013-06-29"), day("2021-04-29"))


def test_a_title_is_compared_without_its_trimmings() -> None:
    assert plain("《中华人民共和国 行政处罚法》（二〇二一年修订）") == "行政处罚法"


# --- offences and crimes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cause", "on", "ids"),
    [
        ("滥伐林木", "2020-06-30", ["E203", "E204"]),
        ("滥伐林木", "2020-07-01", ["E111"]),
        ("擅自改变林地用途", "2020-06-30", ["E212"]),
        ("擅自改变林地用途", "2020-07-01", ["E101"]),
        ("未经批准野外用火", "2025-12-31", ["E703", "E801"]),
        ("未经批准野外用火", "2026-01-01", ["E603"]),
        ("非法猎捕三有动物", "2023-04-30", ["E503"]),
        ("非法猎捕三有动物", "2023-05-01", ["E404"]),
    ],
)
def test_the_offences_of_a_cause_are_those_of_the_day(cause: str, on: str, ids: list[str]) -> None:
    assert [offence.id for offence in offences(cause, day=day(on))] == ids


@pytest.mark.parametrize(
    ("citation", "ids"),
    [
        (Citation("森林法", 76, 1), ["E110"]),
        (Citation("中华人民共和国森林法", 76), ["E110", "E111"]),
        (Citation("森林法", 74, 1), ["E105", "E106"]),
        (Citation("森林法", 99), []),
    ],
)
def test_offences_are_found_by_the_provision_that_fines_them(citation: Citation, ids: list[str]) -> None:
    assert [offence.id for offence in offences(citation=citation, day=day("2022-01-01"))] == ids


@pytest.mark.parametrize(
    ("offence", "quantities", "kind", "expected"),
    [
        ("E111", numbers(value_yuan=4200), "citizen", (12600, 21000)),
        ("E110", numbers(value_yuan=1000), "citizen", (5000, 10000)),
        ("E101", numbers(restore_cost_yuan=8000), "unit", (0, 24000)),
        ("E212", numbers(area_mu=3), "citizen", (20000, 60000)),
        ("E212", numbers(area_m2=100), None, (1000, 3000)),
        ("E303", numbers(illegal_gains_yuan=2000), "citizen", (2000, 10000)),
        ("E303", numbers(area_mu=9), "citizen", (0, 50000)),
        ("E404", numbers(value_yuan=1999), "citizen", (2000, 20000)),
        ("E404", numbers(value_yuan=2000), "citizen", (2000, 20000)),
        ("E404", numbers(value_yuan=3000), "citizen", (3000, 30000)),
        ("E603", {}, "citizen", (300, 5000)),
        ("E603", {}, "unit", (20000, 100000)),
        ("E905", numbers(value_yuan=9999), "citizen", (3000, 30000)),
        ("E905", numbers(value_yuan=10000), "citizen", (30000, 50000)),
        ("E1801", numbers(trees=2), "citizen", (200000, 2000000)),
        ("E1802", {}, "citizen", (10000, 200000)),
        ("E111", {}, "citizen", None),
        ("E603", {}, None, None),
        ("E107", numbers(trees=5), "citizen", None),
    ],
)
def test_the_range_of_a_fine(offence: str, quantities: dict[str, Decimal], kind: str | None, expected: tuple[int, int] | None) -> None:
    found = next(row for row in offences() if row.id == offence)
    answer = fine_range(found, quantities, kind)
    assert (answer and (round(answer.lo, 2), round(answer.hi, 2))) == expected


def test_the_working_out_of_a_fine_is_written_as_a_reader_would() -> None:
    found = fine_range(next(iter(offences("滥伐林木", day=day("2022-01-01")))), numbers(value_yuan=4200.5), "citizen")
    assert found is not None
    assert found.explanation == "滥伐林木价值4200.5元的3倍以上5倍以下，即12601.5元至21002.5元"


@pytest.mark.parametrize("offence", offences(), ids=lambda offence: offence.id)
def test_every_citation_of_an_offence_exists_while_it_is_in_force(offence: object) -> None:
    for citation in (*offence.penalty, *offence.violated):  # type: ignore[attr-defined]
        for on in (offence.since, offence.until or day("2026-11-22")):  # type: ignore[attr-defined]
            assert exists(citation, on) in ("ok", "unknown", "paragraph_needed", "item_needed"), (citation, on)


@pytest.mark.parametrize(
    ("cause", "on", "quantities", "reached"),
    [
        ("滥伐林木", "2023-08-15", numbers(volume_m3=20), True),
        ("滥伐林木", "2023-08-15", numbers(volume_m3=19.99), False),
        ("滥伐林木", "2023-08-15", numbers(volume_m3=10, trees=500), True),
        ("滥伐林木", "2023-08-15", numbers(volume_m3=10, trees=499), False),
        ("盗伐林木", "2023-08-15", numbers(value_yuan=20000), True),
        ("擅自改变林地用途", "2023-08-15", numbers(area_m2=6667), True),
        ("擅自改变林地用途", "2023-08-15", numbers(area_mu=9.9), False),
        ("非法开垦草原", "2022-01-01", numbers(area_ha=1.4), True),
        ("非法猎捕三有动物", "2022-04-09", numbers(value_yuan=10000), True),
    ],
)
def test_the_line_of_a_crime(cause: str, on: str, quantities: dict[str, Decimal], reached: bool) -> None:
    found = [reach(line, quantities) for line in crime_lines(cause, day(on))]
    assert [answer is not None and answer.ratio >= 1 for answer in found] == [reached]


def test_a_line_that_depends_on_what_only_a_person_can_say_is_possible_before_it_is_sure() -> None:
    (line,) = crime_lines("擅自改变林地用途", day("2024-01-01"))
    answer = reach(line, numbers(area_mu=6))
    assert answer is not None and answer.ratio < 1 <= answer.possible and "公益林地" in answer.explanation


def test_without_any_of_the_quantities_a_line_says_nothing() -> None:
    (line,) = crime_lines("滥伐林木", day("2024-01-01"))
    assert reach(line, numbers(area_m2=5)) is None


@pytest.mark.parametrize(("on", "ids"), [("2023-08-14", ["F02-2000"]), ("2023-08-15", ["F02"]), ("2000-12-10", []), ("2000-12-11", ["F02-2000"])])
def test_the_lines_of_a_crime_are_those_of_the_day(on: str, ids: list[str]) -> None:
    assert [line.id for line in crime_lines("滥伐林木", day(on))] == ids


@pytest.mark.parametrize(("quantities", "said"), [(numbers(volume_m3=10), False), (numbers(volume_m3=10, trees=1), True)])
def test_sums_over_several_quantities_are_told(quantities: dict[str, Decimal], said: bool) -> None:
    (line,) = crime_lines("滥伐林木", day("2024-01-01"))
    answer = reach(line, quantities)
    assert answer is not None and ("折算相加" in answer.explanation) is said


@pytest.mark.parametrize("year", range(2015, 2027))
def test_every_year_of_the_calendar_names_its_notice(year: int) -> None:
    notice = workdays.official().notices[year]
    assert "号" in notice and str(year - 1) in notice


@pytest.mark.parametrize("on", ["2014-12-31", "2027-01-04"])
def test_a_day_of_a_year_without_calendar_is_unknown(on: str) -> None:
    assert workdays.is_workday(day(on)) is None


@pytest.mark.parametrize(
    ("start", "count", "unit"),
    [("2026-12-28", 5, "working_day"), ("2026-12-20", 15, "day"), ("2026-11-22", 6, "month"), ("2014-12-01", 3, "working_day")],
)
def test_a_period_that_runs_out_of_the_calendar_ends_on_no_known_day(start: str, count: int, unit: str) -> None:
    assert workdays.due(day(start), count, unit) is None


def test_a_period_beyond_the_calendar_makes_a_finding_unsure() -> None:
    from pipeline.check import check, load_rules
    from tests.builders import a_case, a_registers, a_settings

    (rule,) = (rule for rule in load_rules() if rule.code == "SD-01")
    case = a_case(decision_date=day("2026-12-29"), decision_served_date=day("2027-01-11"))
    assert check(case, (rule,), LAW, a_settings(), a_registers(None))[0].verdict == "unsure"


def test_a_fine_of_one_sum_is_a_range() -> None:
    from pipeline.law.offences import _branch

    branch = _branch(Path("某.yaml"), 1, {"type": "range", "lo": 5, "hi": 5})
    assert branch.lo == branch.hi == 5
