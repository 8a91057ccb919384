"""Step 2, split: where a paper without a known title begins, second copies, and several cases in one bundle. All papers here are made up."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from pipeline.learn.borders import order
from pipeline.learn.repaged import repaged, without
from pipeline.records import Page
from pipeline.split import split
from pipeline.split.content import content
from pipeline.split.pairs import FEATURES, features
from pipeline.split.rows import rows
from pipeline.split.sequence import WEIGHTS, judge, kinship
from pipeline.split.views import views
from tests.test_split import COVER, FILING, RECORD, REST, SOURCE, a_page, one, pages, papers

WHOLE = """#行政处罚决定书
临林罚决字〔2023〕第8号
被处罚人：陈小满
经依法查明，你于二月滥伐林木三十二株。
如不服本处罚决定，可以申请行政复议。
临溪县林业局
2023年4月28日"""
QUERY = "#手续核查说明\n经查询我局许可档案，未查到陈小满办理采伐许可证的记录。\n临溪县林业局行政审批股\n2023年3月11日"
PLOT = "#{}\n经查询，北沟地块属林地，地类为乔木林地，森林类别为商品林，权属为集体。\n临溪县林业局资源股\n2023年3月11日"
BARE = "案由\t陈小满滥伐林木案\n受送达人\t陈小满\n送达文书名称\t行政处罚决定书\n送达方式\t直接送达\n收件人签名\t陈小满\n送达人\t高山"
RECEIPT = f"#送达回证\n{BARE}"


def large(page: Page) -> Page:
    """The title in larger type."""
    first, *rest = page.lines
    assert first.box
    return replace(page, lines=(replace(first, box=(*first.box[:3], first.box[3] + 0.015)), *rest))


def filled(page: Page) -> Page:
    """The page filled to its foot."""
    foot = max(line.box[3] for line in page.lines if line.box)
    lines = [replace(line, box=(x0, y0 * 0.92 / foot, x1, y1 * 0.92 / foot)) for line in page.lines if line.box for x0, y0, x1, y1 in [line.box]]
    return replace(page, lines=tuple(lines))


@pytest.mark.parametrize(
    ("corners", "expected"),
    [
        (("23", "24"), [("decision", [1]), ("decision", [2])]),
        (("23", "23"), [("decision", [1, 2])]),
        (("", ""), [("decision", [1, 2])]),
    ],
    ids=["counted as two sheets: a second copy", "one number: the sheet scanned twice", "no numbers: the sheet scanned twice"],
)
def test_the_same_words_again_are_a_second_copy_where_the_sheets_are_counted_apart(
    corners: tuple[str, str], expected: list[tuple[str, list[int]]]
) -> None:
    assert papers(*pages(*(f"{WHOLE}\n{corner}" for corner in corners))) == expected


@pytest.mark.parametrize("title", ["林地档案摘录", "林地情况一纸明", "地块落位摘编"], ids=["known", "unknown", "unknown too"])
def test_two_papers_of_one_role_with_titles_of_their_own_are_two(title: str) -> None:
    given = [large(page) for page in pages(PLOT.format(title), QUERY)]
    assert papers(*given) == [("tenure", [1]), ("tenure", [2])]


def test_a_title_no_rule_knows_begins_a_paper_after_one_that_ended() -> None:
    given = [large(page) for page in pages(WHOLE, PLOT.format("林地情况一纸明"))]
    bundle = one(given)
    assert [(paper.role, paper.title) for paper in bundle.documents][1] == ("tenure", "林地情况一纸明")


def test_a_forms_head_repeated_over_leaf_begins_no_paper() -> None:
    first = "#询问笔录\n询问时间\t2023年3月3日9时\n被询问人\t陈小满\n问：你砍了几棵树？\n答：三十二棵。\n问：有没有采伐证？"
    second = "#询问笔录\n被询问人\t陈小满\n答：没有办理。\n问：还有什么要说的？\n答：没有了。"
    assert papers(*pages(first, second)) == [("inquiry_record", [1, 2])]


def test_a_form_without_title_begins_a_paper_after_one_that_ended() -> None:
    assert papers(*pages(WHOLE, BARE)) == [("decision", [1]), ("service_receipt", [2])]


def test_a_page_that_runs_on_stays_with_its_paper() -> None:
    first, second = pages(RECORD, REST)
    assert papers(filled(first), second) == [("inquiry_record", [1, 2])]


def test_a_paper_that_was_joined_in_doubt_is_less_sure() -> None:
    sure, doubtful = (one(list(given)).documents[0].confidence for given in (pages(RECORD), pages(RECORD, "询问时间\t2023年3月3日\n答：没有办理。")))
    assert doubtful < sure


def test_what_follows_helps_to_name_a_page() -> None:
    before, page = views(pages(WHOLE, "受送达人：陈小满\n签收：陈小满\n2023年5月6日"))
    vote = content(page.page.text)
    alone, known = judge(before, "decision", [(page, vote)], None), judge(before, "decision", [(page, vote)], "payment_receipt")
    assert 0 <= alone.begins <= 1 and alone.role == known.role == "service_receipt" and known.named != alone.named


def test_the_weights_fit_the_features() -> None:
    told = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    before, view = views(pages(RECORD, REST))
    seen = (*features(before, view), *kinship(content(REST), "inquiry_record", False))
    assert tuple(told["features"][: len(FEATURES)]) == FEATURES
    assert len(told["weights"]) == len(told["features"]) == len(seen)
    assert np.array(told["follows"]).shape == (len(told["roles"]),) * 2


def test_pages_laid_out_anew_keep_their_words_and_papers() -> None:
    given = pages(SOURCE, RECORD, WHOLE)
    gold = [{"role": role, "source": "卷宗.pdf", "pages": [at]} for at, role in enumerate(("source_register", "inquiry_record", "decision"), 1)]
    leaves = list(repaged(given, gold, random.Random(3)))
    assert [leaf.page.number for leaf in leaves] == list(range(1, len(leaves) + 1))
    assert sorted({leaf.paper for leaf in leaves}) == [0, 1, 2]
    assert all(leaf.page.text[line.start : line.end] for leaf in leaves for line in leaf.page.lines)
    assert "答：三十二棵。" in "".join(leaf.page.text for leaf in leaves)


def test_a_page_without_a_row_keeps_the_others_in_place() -> None:
    page = a_page("甲甲\n乙乙\n丙丙")
    less = without(page, rows(page)[1:2])
    assert [less.text[line.start : line.end] for line in less.lines] == ["甲甲", "丙丙"]


def test_the_usual_order_is_told_by_how_much_likelier_a_role_is_there() -> None:
    roles, follows = order(iter([[{"role": "decision"}, {"role": "service_receipt"}]] * 20 + [[{"role": "cover"}, {"role": "index"}]] * 20))
    at = roles.index
    assert follows[at("decision"), at("service_receipt")] > 1 > follows[at("decision"), at("index")]


def _other(text: str, number: str = "第21号") -> str:
    return text.replace("陈小满", "欧阳远").replace("第8号", number)


@pytest.mark.parametrize(
    ("texts", "sizes"),
    [
        ((SOURCE, RECORD, WHOLE, RECEIPT, *map(_other, (SOURCE, RECORD, WHOLE, RECEIPT))), [4, 4]),
        ((RECORD, WHOLE, RECEIPT, BARE, *map(_other, (RECORD, WHOLE, RECEIPT, BARE))), [4, 4]),
        ((COVER, FILING, RECORD, WHOLE, *(_other(text, "第8号") for text in (RECORD, WHOLE, RECEIPT, BARE))), [8]),
        ((COVER, FILING, RECORD, WHOLE, RECEIPT, _other(RECORD), _other("姓名\t陈小满\n住址\t临溪县")), [7]),
        ((SOURCE, RECORD, WHOLE, RECEIPT, *map(_other, (RECORD, WHOLE, RECEIPT, BARE)), RECEIPT), [9]),
    ],
    ids=["no cover or filing", "no first papers at all", "two parties under one case number", "a witness", "a party named again at the end"],
)
def test_cases_are_parted_only_where_nothing_runs_through_both(texts: Sequence[str], sizes: list[int]) -> None:
    assert [len(bundle.pages) for bundle in split(pages(*texts))] == sizes


def test_a_running_header_misread_on_one_page_is_no_cover() -> None:
    heads = ["临溪县林业局行政处罚案卷"] * 5 + ["临溪县林业局行政处罚粲卷"]
    given = pages(*(f"{head}\n{text}" for head, text in zip(heads, (SOURCE, FILING, RECORD, WHOLE, RECEIPT, QUERY), strict=True)))
    assert [role for role, _ in papers(*given)][-1] == "tenure"
