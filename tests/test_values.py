"""Numbers, days, money, statutes and characters as papers write them: every hit has a near miss."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.clocks import find_clocks
from pipeline.extract.dates import find_days, find_spans, parse_day
from pipeline.extract.heading import document_number
from pipeline.extract.labelled import labelled
from pipeline.extract.money import amounts, sums
from pipeline.extract.quantities import quantities
from pipeline.extract.statutes import cite
from pipeline.extract.tidy import tidy
from pipeline.extract.values import decimal, integer
from pipeline.records import BadDate, Document, Line, Page, PartialDate, SourceFile


def numeral(number, digits="零一二三四五六七八九", units=("", "十", "百", "千")):
    """1–9999 as it is written: 一千零三十, 二十 (not 一二〇); the reference the reader is tried against."""
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if gap and written else "") + digits[digit] + units[place]
            gap = False
        else:
            gap = True
    return written


@pytest.mark.parametrize(
    "style",
    [("零一二三四五六七八九", ("", "十", "百", "千")), ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))],
    ids=["common", "capital"],
)
def test_every_numeral_to_9999_is_read(style):
    wrong = [number for number in range(1, 10_000) if integer(numeral(number, *style)) != number]
    assert not wrong


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("十五", 15),
        ("二十", 20),
        ("一百零三", 103),
        ("壹万贰仟陆佰", 12600),
        ("壹万零伍佰", 10500),
        ("两百", 200),
        ("二〇二四", 2024),
        ("二0二四", 2024),
        ("12,600", 12600),
        ("一亿零三万", 100_030_000),
        ("元", None),
        ("", None),
        ("三点", None),
    ],
)
def test_integer(written, expected):
    assert integer(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"), [("1.50", "1.50"), ("12,600.5", "12600.5"), ("一点五", "1.5"), ("三", "3"), ("点五元", None)]
)
def test_decimal(written, expected):
    assert decimal(written) == (None if expected is None else Decimal(expected))


DAYS = [
    ("2024年3月5日", date(2024, 3, 5)),
    ("2024 年 03 月 05 日", date(2024, 3, 5)),
    ("2024.3.5", date(2024, 3, 5)),
    ("2024-03-05", date(2024, 3, 5)),
    ("2024/3/5", date(2024, 3, 5)),
    ("20240305", date(2024, 3, 5)),
    ("二〇二四年三月五日", date(2024, 3, 5)),
    ("二○二四年十二月三十一日", date(2024, 12, 31)),
    ("二0二四年三月五日", date(2024, 3, 5)),
    ("二O二四年三月五日", date(2024, 3, 5)),
    ("二二四年三月五日", date(2024, 3, 5)),
    ("贰零贰肆年叁月伍日", date(2024, 3, 5)),
    ("2O24年3月5日", date(2024, 3, 5)),
    ("2024年3月5曰", date(2024, 3, 5)),
    ("2024年3月", PartialDate(2024, 3)),
    ("2024年", PartialDate(2024)),
    ("2023年9月初", PartialDate(2023, 9)),
    ("20244月", PartialDate(2024, 4)),
    ("2018130日", date(2018, 1, 30)),
    ("2018111日", None),  # 1月11日 or 11月1日: two legal readings
    ("2024年2月30日", BadDate("2024年2月30日")),
    ("2016年00月00日", None),
    ("    年  月  日", None),
    ("二〇  年  月  日", None),
    ("3月5日", None),  # no year before it
    ("〔2024〕3号", None),
    ("1.2.3", None),
    ("140698202403051234", None),
    ("2024年度", None),
    ("13月5日", None),
]


@pytest.mark.parametrize(("written", "expected"), DAYS, ids=[written.strip() or "blank" for written, _ in DAYS])
def test_day(written, expected):
    assert parse_day(written) == expected


def test_days_without_a_year_take_it_from_before():
    found = [day.value for day in find_days("2021年3月5日立案，同年4月1日勘验，同日询问，次日送达，5月6日结案")]
    assert found == [date(2021, 3, 5), date(2021, 4, 1), date(2021, 4, 1), date(2021, 4, 2), date(2021, 5, 6)]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2021年5月至2022年3月", "2021-05", "2022-03"),
        ("2021年8月起至2022年2月止", "2021-08", "2022-02"),
        ("2022年2月份至2023年1月份期间", "2022-02", "2023-01"),
        ("2021年4月1日至同年4月9日", "2021-04-01", "2021-04-09"),
        ("2023年5月21日至22日", "2023-05-21", "2023-05-22"),
        ("2021年5月以来", "2021-05", "None"),
        ("2021年5月1日，2021年6月1日", "2021-05-01", "None"),
    ],
)
def test_span_of_days(written, start, end):
    first, last = next(find_spans(written))
    assert (str(first.value), str(last and last.value)) == (start, end)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024年3月5日9时30分至10时15分", datetime(2024, 3, 5, 9, 30), datetime(2024, 3, 5, 10, 15)),
        ("2024.3.5 9:30-10:15", datetime(2024, 3, 5, 9, 30), datetime(2024, 3, 5, 10, 15)),
        ("2024年3月5日下午3时至5时", datetime(2024, 3, 5, 15), datetime(2024, 3, 5, 17)),
        ("2024年3月5日23时10分至2024年3月6日0时20分", datetime(2024, 3, 5, 23, 10), datetime(2024, 3, 6, 0, 20)),
        ("2024年3月5日10点50分", datetime(2024, 3, 5, 10, 50), None),
    ],
)
def test_clock(written, start, end):
    clock = find_clocks(written)[0]
    assert (clock.start, clock.end) == (start, end)


def test_a_day_without_a_time_is_no_clock():
    assert find_clocks("2024年3月5日，时   分") == ()


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_printed_days_are_read_back(day):
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(one)] for one in str(day.year))
    forms = [f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", day.isoformat()]
    forms.append(
        f"{year}年{numeral(day.month).removeprefix('一') if 10 <= day.month < 20 else numeral(day.month)}月{numeral(day.day)}日"
    )
    assert {parse_day(form) for form in forms} == {day}


AMOUNTS = [
    ("罚款12600元", ["12600"]),
    ("人民币壹万贰仟陆佰元整（¥12,600.00）", ["12600", "12600.00"]),
    ("1.26万元", ["12600"]),
    ("1万2600元", ["12600"]),
    ("1万2千元", ["12000"]),
    ("12600.00元人民币", ["12600.00"]),
    ("壹万贰仟陆佰圆", ["12600"]),
    ("肆万叁仟叁佰陆拾肆元贰角（43364.2元）", ["43364.2", "43364.2"]),
    ("一万二千六百元", ["12600"]),
    ("5O元", ["50"]),
    ("2400元4.5倍", ["2400"]),
    ("12600", []),
    ("单元", []),
]


@pytest.mark.parametrize(("written", "expected"), AMOUNTS, ids=[written for written, _ in AMOUNTS])
def test_amount(written, expected):
    assert [one.value for one in amounts(written)] == [Decimal(value) for value in expected]


@given(st.integers(min_value=1, max_value=99_999_999), st.integers(min_value=0, max_value=99))
def test_printed_amounts_are_read_back(yuan, cents):
    value = Decimal(yuan) + Decimal(cents) / 100
    assert [one.value for one in amounts(f"¥{value:,.2f}，{value:.2f}元，{value / 10000}万元")] == [value] * 3


SUMS = [
    ("697m2×11元/m2=7667元", ["697", "11"], "7667"),
    ("290×2=580", ["290", "2"], "580"),
    ("2290元*4.3倍=9847元", ["2290", "4.3"], "9847"),
    ("15000元×10%=1500元", ["15000", "0.1"], "1500"),
    ("4158元/倍×0.5倍=2079元", ["4158", "0.5"], "2079"),
    ("价值8400元的1.5倍，即12600元", ["8400", "1.5"], "12600"),
]


@pytest.mark.parametrize(("written", "factors", "result"), SUMS, ids=[written for written, *_ in SUMS])
def test_sum(written, factors, result):
    found = sums(written)[0][0]
    assert (found.factors, found.result) == (tuple(Decimal(one) for one in factors), Decimal(result))


def test_a_product_without_a_result_is_no_sum():
    assert sums("长12米×宽8米") == ()


CITED = [
    ("《中华人民共和国森林法》第七十六条第二款", ["森林法 76 2 None"]),
    ("《森林法》第76条第2款", ["森林法 76 2 None"]),
    ("森林法七十六条二款", ["森林法 76 2 None"]),
    ("《森林法》（2019年修订）第七十六条", ["森林法 76 None None"]),
    ("〈森林法〉56条1款".replace("〈", "《").replace("〉", "》"), ["森林法 56 1 None"]),
    ("《森林法》第七十三条第一款、第八十一条第一款第（二）项", ["森林法 73 1 None", "森林法 81 1 2"]),
    ("《森林法》第三十七条、第七十三条", ["森林法 37 None None", "森林法 73 None None"]),
    ("《草原法》第四十六条，依据该法第六十六条", ["草原法 46 None None", "草原法 66 None None"]),
    (
        "《种子法》第三条。《森林防火条例》第二十五条，该条例第五十条",
        ["种子法 3 None None", "森林防火条例 25 None None", "森林防火条例 50 None None"],
    ),
    ("《古树名木保护条例》第十七条（五）项", ["古树名木保护条例 17 None 5"]),
    ("《种子法》第七十六条第一款第一项", ["种子法 76 1 1"]),
    ("《森林法》第三十九条第一款、第二款", ["森林法 39 1 None", "森林法 39 2 None"]),
    ("《刑法》第三百四十二条之一", ["刑法 342-1 None None"]),
    ("违反山西省禁牧轮牧休牧条例第十二条", ["山西省禁牧轮牧休牧条例 12 None None"]),
    ("《森林法》的规定", []),
    ("第三条路", []),
]


@pytest.mark.parametrize(("written", "expected"), CITED, ids=[written for written, _ in CITED])
def test_citation(written, expected):
    found = [one.citation for one in cite(written)]
    assert [f"{one.law} {one.article} {one.paragraph} {one.item}" for one in found] == expected


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("《森林法》（2019年修订）第七十六条", "2019年修订"),
        ("《森林法（2019修订）》第七十六条", "2019修订"),
        ("2019年修订的《森林法》第七十六条", "2019年修订"),
        ("《森林法》第七十六条", None),
    ],
)
def test_version_of_a_statute(written, version):
    assert cite(written)[0].citation.version == version


def test_articles_inside_a_quotation_are_marked():
    found = cite("《森林法》第七十六条规定：“依照本法第八十一条处理。”")
    assert [one.quoted for one in found] == [False, True]


QUANTITIES = [
    ("占用林地697m2（1.05亩）", {"area_m2": "697", "area_mu": "1.05"}),
    ("1号图斑面积300平方米、2号图斑面积397平方米，合计697平方米", {"area_m2": "697"}),
    ("1号图斑面积300平方米、2号图斑面积397平方米", {"area_m2": "697"}),
    ("共计4912m2，其中公益林1653m2，商品林3259m2", {"area_m2": "4912"}),
    ("面积0.0119公顷", {"area_ha": "0.0119"}),
    (
        "杨树62株，立木蓄积11.2470立方米，材积6.1立方米，林木价值8400元",
        {"trees": "62", "volume_m3": "11.2470", "timber_m3": "6.1", "value_yuan": "8400"},
    ),
    ("猎捕野鸡3只、野兔2只", {"animals": "5"}),
    ("猎捕麻雀十二只", {"animals": "12"}),
    ("竹笼3个、第五十六条", {}),
    ("面积667平方米以上不足2001平方米", {}),
    ("建筑面积120平方米", {}),
    ("每平方米15元", {}),
    ("恢复植被和林业生产条件所需费用为23145.5元", {"restore_cost_yuan": "23145.5"}),
    ("无违法所得", {}),
    ("违法所得2000元", {"illegal_gains_yuan": "2000"}),
    ("统一社会信用代码91149901M4M2NWK", {}),
]


@pytest.mark.parametrize(("written", "expected"), QUANTITIES, ids=[written for written, _ in QUANTITIES])
def test_quantity(written, expected):
    found = {one.name: one.value for one in quantities(written, 0, len(written)) if one.name != "area_part_m2"}
    assert found == {name: Decimal(value) for name, value in expected.items()}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("某林罚决字﹝2022﹞ 第 033 号", "某林罚决字﹝2022﹞第033号".replace("﹝", "〔").replace("﹞", "〕")),
        ("某林罚决字（2025）第05号", "某林罚决字〔2025〕第05号"),
        ("某林罚决[2O21]1号", "某林罚决〔2021〕1号"),
        ("（某）城管罚决字{2015}8号", "（某）城管罚决字〔2015〕8号"),
    ],
)
def test_document_number(written, expected):
    assert document_number(written) == expected


def a_paper(*texts, **page):
    source = SourceFile(Path("a.txt"), "a.txt", "", "text")
    return Document("decision", "", tuple(Page(source, number, text, **page) for number, text in enumerate(texts, 1)))


TIDIED = [
    ("行 政 处 罚 决 定 书", "行政处罚决定书"),
    ("被处罚人：覃某 付某", "被处罚人：覃某 付某"),
    ("姓    名：张三    性  别：男", "姓名：张三 性别：男"),
    ("２０２４ 年 ３ 月 ５ 日,面积６９７㎡", "2024年3月5日，面积697m2"),
    ("罚 款 ￥ 12,600.00 元(大写)", "罚款¥12,600.00元（大写）"),
    ("2024.3.5 9:30-10:15", "2024.3.5 9:30-10:15"),
    ("全 面贯彻", "全面贯彻"),
    ("森林法\u200b第\u00a0三\u3000条", "森林法第三条"),
    ("當事人違反森林法", "当事人违反森林法"),
    ("处罚款____元，当事人：XXX", "处罚款元，当事人："),
    ("张XX，身份证号1499XXXXXXXX", "张XX，身份证号1499XXXXXXXX"),
]


@pytest.mark.parametrize(("raw", "expected"), TIDIED, ids=[expected for _, expected in TIDIED])
def test_characters_and_spaces(raw, expected):
    assert tidy(a_paper(raw)).plain.strip() == expected


def test_a_sentence_goes_on_over_wrapped_lines_and_pages():
    first = (
        "行政处罚决定书\n经查明，当事人未办理林木采伐许可证，擅自采伐某县某乡某村后\n"
        "坡的杨树六十二株，其行为违反了《中华人民共和国森林法》第五十\n第 1 页 共 2 页"
    )
    plain = tidy(a_paper(first, "六条第一款的规定，已构成违法。\n第 2 页 共 2 页")).plain
    assert "某村后坡的杨树六十二株" in plain and "第五十六条第一款" in plain and "页" not in plain


def test_the_readers_word_on_wrapping_is_taken():
    text = "短行\n接着\n另起"
    lines = (Line(0, 2, None, wraps=True), Line(3, 5, None), Line(6, 8, None))
    assert tidy(a_paper(text, lines=lines)).plain == "短行接着\n另起\n"


def test_a_table_of_one_case_a_line_is_turned_upright():
    plain = tidy(a_paper("序号\t当事人\t案由\t处罚依据\t处罚结果\n1\t某甲\t滥伐林木\t《森林法》第七十六条\t罚款900元\n")).plain
    assert "当事人：某甲\n" in plain and "处罚结果：罚款900元\n" in plain


@given(st.text(alphabet="罚款 \n\t０5,（(ＡO[]〔㎡被處 ：:.。", max_size=60))
def test_every_span_maps_back_to_its_page(text):
    document = a_paper(text)
    tidied = tidy(document)
    for start in range(len(tidied.plain)):
        evidence = tidied.evidence(start, min(start + 5, len(tidied.plain)))
        assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    ("plain", "label", "values"),
    [
        ("案由：滥伐林木 立案时间：2019.2.18", "案由", ["滥伐林木"]),
        ("姓名\t某甲\t性别\t男", "姓名|性别", ["某甲", "男"]),
        ("身份证号码\t\t住址\t某县", "身份证号码", [""]),
        ("当事人：某甲，性别：男，年龄：42岁", "当事人", ["某甲"]),
        ("代码9114法定代表人：某乙", "法定代表人", ["某乙"]),
        ("他的姓名：某丙", "姓名", []),
    ],
)
def test_labelled_value(plain, label, values):
    assert [one.value for one in labelled(plain, label)] == values
