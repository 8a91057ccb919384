"""A broken data file stops the program at its start: each mistake is told by file and key, with what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.check.rule import RULES, load_rules
from pipeline.check.standard import SHIPPED, load_standard
from pipeline.law import Law, crimes, structure
from pipeline.law.offences import FOLDER, _all
from pipeline.law.provisions import STATUTES
from pipeline.lawdesk import texts
from pipeline.problems import DataError, UsageError
from pipeline.settings import load

RULE = (RULES / "FS" / "FS-07.yaml").read_text(encoding="utf-8")
OFFENCE = (FOLDER / "slf" / "timber_overcut.yaml").read_text(encoding="utf-8")
PROVISION = next(STATUTES.rglob("hearing_request_days.yaml")).read_text(encoding="utf-8")
CRIME = """\
id: F01
crime: 甲
criminal_law: {law: 刑法, article: 1}
causes: [甲]
interpretation: {law: 解释}
lines: [{quantity: trees, at: 1}]
since: 2020-01-01
grade: A
"""
SHIPPED_STANDARD = SHIPPED.read_text(encoding="utf-8")


def broken(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("severity:", "serverity:", "serverity：没有这个键，是不是“severity”？"),
        ("severity: deduct", "severity: heavy", "severity：没有“heavy”；可用：veto、deduct、hint。"),
        ("check: order", "check: ordre", "check：没有“ordre”，是不是“order”？"),
        ("as_of: decision_date", "as_of: null", "as_of：写了 law 就要写以哪一天的法律为准"),
        ("as_of: decision_date", "as_of: decision_dat", "as_of：“decision_dat”不是事实，也不是文书字段"),
        ("with: {", "with: 3\n#", "with：应为“键: 值”的形式"),
        ("earlier:", "earler: a, earlier:", "with.earler：检查 order 没有这个参数，是不是“earlier”？"),
        ("examples:", "examples: []\nx:", "没有这个键"),
        ("expect: pass", "expect: right", "expect 应为 pass、fail、unsure、not_applicable 之一"),
        ("applies: {", "applies: {papers: [decison], ", "applies.papers：没有“decison”"),
        ("applies: {", "applies: {paper: [decision], ", "applies：没有“paper”，是不是“papers”？"),
    ],
)
def test_a_broken_rule_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    (tmp_path / "FS-07.yaml").write_text(broken(RULE, old, new), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        load_rules(tmp_path)
    assert "FS-07.yaml" in str(refused.value) and words in str(refused.value)


def test_a_rule_shows_both_sides(tmp_path: Path) -> None:
    head = RULE[: RULE.index("examples:")]
    for examples, words in (("examples: []", "至少要有一个通过和一个不通过"), ("examples: [{expect: pass}]", "缺少 expect 为 fail")):
        (tmp_path / "FS-07.yaml").write_text(head + examples, encoding="utf-8")
        with pytest.raises(DataError, match=words):
            load_rules(tmp_path)


def test_two_rules_of_one_code_are_refused(tmp_path: Path) -> None:
    for folder in ("FS", "XX"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "FS-07.yaml").write_text(RULE, encoding="utf-8")
    with pytest.raises(DataError, match="规则代码 FS-07 重复"):
        load_rules(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("grade: A", "grade: E", "grade：“E”不能用；可用：A、B、C、D。"),
        ("value: 3", "value: [3]", "value：“\\[3\\]”应为数字"),
        ("source:", "sauce:", "没有“sauce”这个键，是不是“source”？"),
        ("source: 行政处罚法(1996)第四十二条第一款第一项", "source: ''", "source：不能为空"),
        ("2021-07-15:", "1995-07-15:", "施行日没有从早到晚排列"),
        ("2021-07-15:", "2021-02-30:", "hearing_request_days.yaml：不是正确的YAML"),
        ("2021-07-15:", "某日:", "“某日”不是日期，应写成 2021-07-15"),
        ("title:", "title: 甲\ntitle:", "键重复：title"),
    ],
)
def test_a_broken_provision_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    (tmp_path / "hearing_request_days.yaml").write_text(broken(PROVISION, old, new), encoding="utf-8")
    with pytest.raises(DataError, match=words):
        Law.load(tmp_path)


def test_a_folder_without_provisions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="没有任何法律条文文件"):
        Law.load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("type: multiple", "type: times", "fine.1.type：“times”不能用；可用：.*multiple"),
        ("lo: 3", "lo: 6", "fine.1：lo 大于 hi"),
        ("lo: 3", "lo: 三", "fine.1.lo：“三”应为数字"),
        ("base: value_yuan, ", "", "multiple 要有 base"),
        ("grade: A", "grade: 甲", "grade：“甲”不能用"),
        ("grade: A", "until: 2020-06-30\ngrade: A", "until：2020-06-30 早于施行日 2020-07-01"),
        ("deed:", "dead:", "没有“dead”这个键，是不是“deed”？"),
        ("penalty: [{law: 森林法, article: 76, paragraph: 2}]", "penalty: [森林法]", "penalty：应为“键: 值”的形式"),
    ],
)
def test_a_broken_offence_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    (tmp_path / "滥伐.yaml").write_text(broken(OFFENCE, old, new), encoding="utf-8")
    with pytest.raises(DataError, match=f"滥伐.yaml.*{words}"):
        _all(tmp_path)


def test_two_offences_of_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.yaml").write_text(OFFENCE, encoding="utf-8")
    with pytest.raises(DataError, match="id：“E111”已经用过"):
        _all(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("at: 1", "at: 一", "lines.1.at：“一”应为数字"),
        ("at: 1", "amount: 1", "没有“amount”这个键"),
        ("grade: A", "grade: A\nuntil: 2019-12-31", "until：2019-12-31 早于施行日"),
        ("causes: [甲]\n", "", "缺少“causes”"),
    ],
)
def test_a_broken_crime_line_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(broken(CRIME, old, new), encoding="utf-8")
    with pytest.raises(DataError, match=words):
        crimes._line(path)


@pytest.mark.parametrize(("more", "words"), [("58", "应写成 58=2"), ("58=2(1-4)", "应写成 58=2")])
def test_a_broken_line_of_structure_is_refused(more: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        structure._articles(60, more)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"versions": {"2020": {"until": None}}}, "不是日期"),
        ({"labels": {"2020": "2020修订"}}, "没有这个版本"),
        ({"verions": {}}, "没有“verions”这个键，是不是“versions”？"),
    ],
)
def test_a_broken_row_of_the_registry_is_refused(given: dict[str, object], words: str) -> None:
    with pytest.raises(DataError, match=words):
        structure._register("某法", given, None)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: 立案1,", "id: 入案1,", "没有“入案”这个阶段"),
        ("rules: {LA-01: 1.0}", "rules: [LA-01]", "应为“规则: 扣分”的形式"),
        ("rules: {LA-01: 1.0}", "rules: {LA-01: 0}", "应大于零"),
        ("rules: {LA-01: 1.0}", "rules: {LA-01: 2}", "超过本项分值"),
        ("rules: {LA-01: 1.0}", "rules: {LA-51: 1.0}", "没有规则 LA-51"),
        ("stages: {", "stages: []\nx: {", "没有“x”这个键"),
        ("procedures: [ordinary, hearing, summary, no_penalty]", "procedures: [ordinari]", "“ordinari”不能用，是不是“ordinary”？"),
    ],
)
def test_a_broken_standard_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "本局.yaml"
    path.write_text(broken(SHIPPED_STANDARD, old, new), encoding="utf-8")
    with pytest.raises(DataError, match=f"本局.yaml.*{words}"):
        load_standard(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hearing_threshhold: 3", "没有这个设置，是不是“hearing_threshold”？"),
        ("report_over: {citizen: 三千}", "report_over"),
        ("confiscation_threshold: 3000", "confiscation_threshold：应为“键: 值”的形式"),
        ("report_over: {citizens: 1}", "report_over.citizens：没有这个设置；可用的键：citizen、unit"),
        ("report_over: {citizen: true}", "应为数字"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        load(path)


def test_a_text_without_a_day_of_effect_says_how_to_give_one() -> None:
    with pytest.raises(UsageError, match="把日期写在文件名末尾"):
        texts.parse("某某办法\n第一条　甲。\n第二条　乙。")


def test_a_damaged_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "森林法.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="已损坏，请重新导入"):
        texts.stored(tmp_path)
