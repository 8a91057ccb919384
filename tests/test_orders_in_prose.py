"""The order of a decision in many wordings: sanctions, fine, what it rests on, what was broken. Made-up throughout."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.extract.sections import decided
from pipeline.extract.tidy import tidy
from pipeline.records import Citation, Document, Line, Page, SourceFile

HEAD = "青浦岭县水务局\n行政处罚决定书\n当事人：雷小虎\n"
DEED = "2023年5月4日，你擅自取土40立方米，违反了《某省河道条例》第九条第一款的规定，"
FOOT = "\n自收到本决定书之日起十五日内缴至青浦岭县农商银行。\n青浦岭县水务局\n2023年6月9日\n"
BASIS = [Citation("某省河道条例", 30, None, None, None)]


def _document(text: str) -> Document:
    page = Page(SourceFile(Path("a.txt"), "a.txt", "0", "text"), None, text, (Line(0, len(text), None, "paragraph 1"),))
    return Document("decision", "", (page,))


def _read(words: str) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for one in extract(_document(HEAD + words + FOOT)):
        found.setdefault(one.name, []).append(one.value)
    return found


@pytest.mark.parametrize(
    ("words", "penalties"),
    [
        pytest.param(DEED + "依《某省河道条例》第三十条，罚款人民币5000元。", {"罚款"}, id="依"),
        pytest.param(DEED + "依据《某省河道条例》第三十条，罚5000元。", {"罚款"}, id="fined so much"),
        pytest.param(DEED + "依据《某省河道条例》第三十条规定，对你处以伍仟元的行政处罚。", {"罚款"}, id="the word fine left out"),
        pytest.param(DEED + "依据《某省河道条例》第三十条，对你合并5,000元整的行政处罚。", {"罚款"}, id="joined"),
        pytest.param(
            DEED + "依据《某省河道条例》第三十条：“擅自取土的，处一千元以上一万元以下罚款”，参照裁量基准，"
            "现作出以下决定\n一、没收挖斗1个\n二、罚款5000元",
            {"没收非法财物", "罚款"}, id="no colon before the items",
        ),
        pytest.param(
            DEED + "《某省河道条例》第三十条规定：“擅自取土的，责令停止，处一千元以上一万元以下罚款。”本局决定对你处以5000元罚款。",
            {"罚款"}, id="what the law says, then the order",
        ),
        pytest.param(DEED + "依据同一条例第三十条，处5000元罚款。", {"罚款"}, id="the same statute"),
        pytest.param(
            DEED.replace("违反了", "\n违反 ").rstrip("，") + "\n依据 《某省河道条例》第三十条\n处罚 罚款伍仟元", {"罚款"}, id="lines of a form"
        ),
        pytest.param(
            "一、违法事实\n2023年5月4日，你擅自取土。\n二、违反规定\n《某省河道条例》第九条第一款\n"
            "三、处罚依据\n《某省河道条例》第三十条\n四、处罚决定\n罚款5000元",
            {"罚款"}, id="headings of their own",
        ),
        pytest.param(DEED + "在责令你停止取土后，依据《某省河道条例》第三十条，决定罚款5000元。", {"罚款"}, id="an order made before"),
    ],
)  # fmt: skip
def test_an_order_and_what_it_rests_on(words: str, penalties: set[str]) -> None:
    found = _read(words)
    assert (set(found["penalties"]), [int(str(one)) for one in found["fine_yuan"]], found["basis"]) == (penalties, [5000], BASIS)
    assert found["violated"] == [Citation("某省河道条例", 9, 1, None, None)]


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        pytest.param("第九条“不得擅自取土”和第十条“不得堆放”的规定，", "violated", [9, 10], id="quoted between"),
        pytest.param("第九条之规定。经查，你违反了《某省河道条例》第九条第一款，", "violated", [9], id="the article alone, then with its paragraph"),
    ],
)
def test_what_was_broken(words: str, key: str, value: list[int]) -> None:
    found = _read("你的行为违反了《某省河道条例》" + words + "依据《某省河道条例》第三十条，决定罚款5000元。")
    assert [one.article for one in found[key] if isinstance(one, Citation)] == value


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        pytest.param("作出处罚的依据是《某省河道条例》第三十条。", [30], id="the ground is"),
        pytest.param("依据《某省河道条例》第三十规定，决定罚款5000元。", [30], id="条 lost"),
        pytest.param("依据《某省巡查规定》第五条，经批准予以立案。", [], id="ground of the filing"),
        pytest.param("依据《行政处罚法》第三十三条第一款的规定，决定不予行政处罚。", [33], id="let off"),
    ],
)
def test_the_ground_of_a_sanction_only(words: str, basis: list[int]) -> None:
    assert [one.article for one in _read("2023年5月4日，你取土。" + words).get("basis", []) if isinstance(one, Citation)] == basis


def test_the_words_of_a_quoted_law_are_no_order() -> None:
    words = "处罚内容：依据《某省河道条例》第三十条“有下列行为的，责令改正，给予警告，并处一千元以上罚款”的规定，情节较轻。"
    assert "penalties" not in _read(words)


def test_what_has_been_found_out_is_not_decided() -> None:
    text = tidy(_document(HEAD + "现已查明存在以下行为：1.经下达意见书给予警告并责令治理，复测仍超标。" + DEED + "决定罚款5000元。" + FOOT)).plain
    order = decided(text, proposal=False)
    assert order is not None and text[order.start : order.end].startswith("决定罚款5000元")


@pytest.mark.parametrize("bar", ["|", "｜"])
def test_a_label_and_its_value_parted_by_colon_and_bar(bar: str) -> None:
    text = f"行政相对人名称: {bar} 雷小虎 {bar}\n处罚类别: {bar} 警告 {bar}\n处罚内容: {bar} 罚款500元 {bar}\n处罚机关: {bar} 青浦岭县水务局 {bar}"
    assert {one.value for one in extract(_document(text)) if one.name == "penalties"} == {"警告", "罚款"}
