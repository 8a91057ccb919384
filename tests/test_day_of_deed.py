"""The day of the deed, and the day a decision was made as sentences tell it. Made-up throughout."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.act_day import act_day
from pipeline.extract.dates import find_days
from pipeline.extract.told_day import told_day
from pipeline.records import BadDate


def _said(day: object) -> str | None:
    return None if day is None or isinstance(day, BadDate) else str(day)


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        pytest.param("2023年3月1日至3月5日，你在滩地取土。", "2023-03-01", "2023-03-05", id="a span"),
        pytest.param("你于2025年1月至2月将土石倾倒于河道。", "2025-01", "2025-02", id="two months"),
        pytest.param("2023年3月1日、3月5日，你先后两次在滩地取土。", "2023-03-01", "2023-03-05", id="two days"),
        pytest.param("自2023年3月1日起，你陆续取土，直至2023年4月30日被查获。", "2023-03-01", "2023-04-30", id="until found"),
        pytest.param("该批砂石系你2023年3月1日购进，至2023年5月4日检查时已售出40吨。", "2023-03-01", "2023-05-04", id="until the check"),
        pytest.param("你公司成立于2015年6月，2023年3月1日未经批准取土。", "2023-03-01", None, id="founded before"),
        pytest.param("你曾于2021年3月1日被处罚，2023年3月8日再次取土。", "2023-03-08", None, id="an earlier case"),
        pytest.param("你于2023年3月1日签订协议，同年3月10日起取土，至3月20日共取40立方米。", "2023-03-10", "2023-03-20", id="of the same year"),
        pytest.param("发布日期：2023-06-12 来源：某网\n你于2023年3月1日取土。", "2023-03-01", None, id="under a page's head"),
        pytest.param("原创2023-07-05 18:32\n当事人2023年3月1日取土。", "2023-03-01", None, id="under a stamp"),
        pytest.param("原告雷某，1989年8月11日出生，2023年3月1日取土。", "2023-03-01", None, id="a birth"),
        pytest.param("检验日期为2024年4月，你自2024年5月1日至2024年8月22日仍用该设备取土。", "2024-05-01", "2024-08-22", id="day of a test"),
        pytest.param("你持采砂证字第2022-09号许可证，2023年3月1日取土。", "2023-03-01", None, id="a number"),
        pytest.param("批号：20230310。你2023年5月1日取土。", "2023-05-01", None, id="a batch"),
    ],
)
def test_the_day_stands_with_the_words_of_the_deed(told: str, first: str, last: str | None) -> None:
    found = act_day(told, 0, len(told), strict=False)
    assert found is not None
    assert (_said(found[0].value), _said(found[1].value if found[1] else None)) == (first, last)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        pytest.param("2022 1028 日立案", ["2022-10-28"], id="a blank for a sign"),
        pytest.param("2022102819时勘验", ["2022-10-28"], id="the hour glued to it"),
        pytest.param("2018316 日", ["2018-03-16"], id="one reading"),
        pytest.param("2022119日", [], id="two readings"),
        pytest.param("2022年1月3日检查，2022 1028 日立案，1030日终结", ["2022-01-03", "2022-10-28", "2022-10-30"], id="without its year"),
        pytest.param("2022年1月3日检查，保质期180日", ["2022-01-03"], id="a period"),
        pytest.param("证书编号：2017086号", [], id="a number"),
        pytest.param("2023.3.1-2023.3.5", ["2023-03-01", "2023-03-05"], id="two dotted ones"),
    ],
)
def test_signs_lost_beside_digits(written: str, days: list[str]) -> None:
    assert [_said(one.value) for one in find_days(written)] == days


@pytest.mark.parametrize(
    ("told", "day"),
    [
        pytest.param("现将本局2024年11月28日依法对你作出的《行政处罚决定书》公告送达。", date(2024, 11, 28), id="published"),
        pytest.param("执法机关于2024年8月22日决定不予行政处罚。", date(2024, 8, 22), id="let off"),
        pytest.param("文书显示，处罚决定日期为2023年9月21日。", date(2023, 9, 21), id="called so"),
        pytest.param("被告于2021年2月23日作出青公决字〔2021〕7号《行政处罚决定书》。", date(2021, 2, 23), id="seen by a court"),
        pytest.param("2024年11月8日告知拟作出行政处罚决定。", None, id="only planned"),
        pytest.param("2022年8月11日《裁量基准》，决定作出行政处罚决定。", None, id="a rule"),
    ],
)
def test_the_day_of_a_decision_told(told: str, day: date | None) -> None:
    found = told_day(told)
    assert (found.value if found else None) == day
