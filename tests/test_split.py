"""Step 2, split: titles to roles, borders between papers, the index, several cases. All papers here are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.records import Bundle, Line, Page, SourceFile
from pipeline.split import split
from pipeline.split.content import content
from pipeline.split.index import index
from pipeline.split.pieces import cut
from pipeline.titles import title

TITLES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("split_titles.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def a_page(text: str, number: int | None = 1, name: str = "卷宗.pdf", kind: str = "pdf") -> Page:
    """A page laid out from text: a row with tabs is a table row, a row led by # a centred title."""
    whole, lines = "", []
    rows = text.strip("\n").split("\n")
    for at, row in enumerate(rows):
        head, row = row.startswith("#"), row.lstrip("#")
        top = 0.95 if row.isdigit() else 0.05 + 0.9 * at / max(len(rows), 20)
        whole += "\n" if at else ""
        for column, cell in enumerate(row.split("\t")):
            whole += "\t" if column else ""
            start = len(whole)
            whole += cell
            left = 0.35 if head else 0.12 + 0.2 * column
            box = (left, top, 0.65 if head else left + min(0.02 * len(cell), 0.18), top + 0.02) if number else None
            if cell:
                lines.append(Line(start, len(whole), box, cell=(0, at, column) if "\t" in row else None))
    return Page(SourceFile(Path(name), name, "0" * 64, kind), number, whole, tuple(lines))


def pages(*texts: str, **more: str) -> list[Page]:
    return [a_page(text, number, **more) for number, text in enumerate(texts, 1)]


def papers(*given: Page) -> list[tuple[str, list[int | None]]]:
    (bundle,) = split(given)
    return [(paper.role, [page.number for page in paper.pages]) for paper in bundle.documents]


def one(given: Sequence[Page]) -> Bundle:
    (bundle,) = split(given)
    return bundle


def kinds(bundle: Bundle) -> list[str]:
    return [problem.kind for problem in bundle.problems]


COVER = "临溪县林业局\n#林业行政处罚案卷\n案件名称\t陈小满滥伐林木案\n案件编号\t临林罚决字〔2023〕第8号\n立卷人\t高山"
SOURCE = "#案件来源登记表\n案件来源\t群众举报\n登记时间\t2023年3月1日\n涉及人员\t陈小满"
FILING = "#林业行政处罚立案登记表\n临林罚立字〔2023〕第8号\n案由\t涉嫌滥伐林木\n姓名\t陈小满\n简要案情\t发现有人砍树"
RECORD = "#询问笔录\n询问时间\t2023年3月3日9时\n被询问人\t陈小满\n问：你砍了几棵树？\n答：三十二棵。\n问：有没有采伐证？"
REST = "答：没有办理。\n问：还有什么要说的？\n答：没有了。\n以上笔录我看过，和我说的一样。"
DECISION = "临溪县林业局\n#行政处罚决定书\n临林罚决字〔2023〕第8号\n被处罚人：陈小满，男，住临溪县\n经依法查明，你于二月滥伐林木三十二株。"
APPEAL = "如不服本处罚决定，可以自收到之日起六十日内申请行政复议，也可以提起行政诉讼。\n临溪县林业局\n2023年4月28日"
RECEIPT = "#送达回证\n案由\t陈小满滥伐林木案\n受送达人\t陈小满\n送达文书名称\t行政处罚决定书\n送达方式\t直接送达\n送达人\t高山"
CARD = "姓名 陈小满\n性别 男 民族 汉\n出生 1980年1月1日\n住址 临溪县\n公民身份号码 110101198001010000"
LIST = (
    "#卷内目录\n序号\t题名\t文号\t日期\t页号\n1\t案件来源登记表\t\t2023.3.1\t1\n2\t林业行政处罚立案登记表\t临林罚立字〔2023〕第8号\t2023.3.2\t2\n"
    "3\t询问笔录\t\t2023.3.3\t3\n4\t行政处罚决定书\t临林罚决字〔2023〕第8号\t2023.4.28\t5\n5\t送达回证\t\t2023.5.6\t7-8"
)
UNREAD = {"text": "", "lines": (), "state": "unreadable"}


@pytest.mark.parametrize(("role", "text"), TITLES)
def test_title_gives_its_role(role: str, text: str) -> None:
    found = title(text)
    assert found and found.role == role


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("decision", "林业行政处罚决走书"),
        ("no_penalty_decision", "不子行政处罚决定书"),
        ("service_receipt", "林业行政处罚文书送达回正"),
        ("prior_notice", "行政处罚事先告如书"),
        ("discussion_record", "行政处罚案件集休讨论记录"),
        ("appraisal_request", "鉴定委托归"),
        ("rectification_order", "责令停止违法行为通如书"),
        ("closing_report", "结案报吿"),
        ("filing_approval", "行政处罚立案审批衰"),
        ("legal_review", "重大行政执法决定法制审亥意见书"),
    ],
)
def test_title_with_one_misread_character_still_gives_its_role(role: str, text: str) -> None:
    found = title(text)
    assert found and found.role == role


def test_a_repaired_title_is_less_certain_than_an_exact_one() -> None:
    exact, repaired = title("不予行政处罚决定书"), title("不子行政处罚决定书")
    assert exact and repaired and exact.confidence > repaired.confidence


@pytest.mark.parametrize("text", ["临溪县林业局", "临林罚决字〔2023〕第8号", "陈小满", "二〇二三年四月二十八日", "第1页共2页", "以下空白"])
def test_what_is_no_title_gives_no_role(text: str) -> None:
    assert title(text) is None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("临溪县林业局\n林 业 行 政\n处 罚 决 定 书\n临林罚决字〔2023〕第8号\n被处罚人：陈小满", "林业行政处罚决定书"),
        ("临溪县林业局林业行政处罚决定书\n被处罚人：陈小满", "林业行政处罚决定书"),
        ("12\n行政处罚决定书\n（存根）\n被处罚人：陈小满", "行政处罚决定书"),
        ("临溪县林业局文件\n临林发〔2023〕8号\n行政处罚决定书\n被处罚人：陈小满", "行政处罚决定书"),
        ("行政处罚决定书 临林罚决字〔2023〕第8号\n被处罚人：陈小满", "行政处罚决定书"),
    ],
    ids=["over two lines, spaced", "agency in front", "page number and stub", "under a letterhead", "number behind"],
)
def test_title_is_found_at_the_head_of_a_page(text: str, printed: str) -> None:
    (paper,) = one([a_page(text)]).documents
    assert (paper.role, paper.title) == ("decision", printed)


@pytest.mark.parametrize(
    "text",
    [
        "受送达人\n陈小满\n送达文书名称\n行政处罚决定书\n送达方式\n直接送达\n送达人\n高山",
        "本机关已作出《行政处罚决定书》（临林罚决字〔2023〕第8号），现予送达。\n受送达人：陈小满\n送达人：高山\n送达方式：直接送达",
    ],
    ids=["value of a label", "inside a sentence"],
)
def test_a_title_that_is_only_mentioned_names_no_paper(text: str) -> None:
    assert papers(a_page(text)) == [("service_receipt", [1])]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (REST, [("inquiry_record", [1, 2])]),
        ("#询问笔录（续页）\n" + REST, [("inquiry_record", [1, 2])]),
        ("#询问笔录\n" + REST + "\n第2页 共2页", [("inquiry_record", [1, 2])]),
        ("#询问笔录\n" + REST, [("inquiry_record", [1, 2])]),
        (RECORD.replace("陈小满", "林大川").replace("三十二", "不知道多少"), [("inquiry_record", [1]), ("inquiry_record", [2])]),
        (RECORD, [("inquiry_record", [1, 2])]),
        ("#询问笔录\n询问时间\t2023年3月9日\n被询问人\t高远\n问：请说。\n第1页 共1页", [("inquiry_record", [1]), ("inquiry_record", [2])]),
        (CARD, [("inquiry_record", [1]), ("party_identity", [2])]),
        (RECEIPT, [("inquiry_record", [1]), ("service_receipt", [2])]),
    ],
    ids=[
        "no title", "marked as continuation", "second of two pages", "title as running header", "another record",
        "the sheet scanned twice", "first of one page", "an identity card without title", "another paper",
    ],
)  # fmt: skip
def test_a_page_after_a_record_goes_on_or_begins_anew(rest: str, expected: list[tuple[str, list[int]]]) -> None:
    assert papers(*pages(RECORD, rest)) == expected


@pytest.mark.parametrize(
    "label", ["承办机构意见", "处理意见", "鉴定意见", "三、处罚依据", "（二）听证意见", "行政机关负责人审批意见", "证据材料", "执行情况"]
)
def test_a_form_that_goes_on_with_a_heading_of_its_own_is_not_cut(label: str) -> None:
    assert papers(*pages(FILING, f"{label}\n同意立案，请领导审批。\n高山\n2023年3月2日")) == [("filing_approval", [1, 2])]


def test_a_title_wrapped_after_a_word_that_alone_is_a_label_is_found() -> None:
    assert papers(a_page("临溪县林业局\n证据\n清单\n序号\t证据名称\n1\t询问笔录")) == [("evidence_list", [1])]


def test_second_page_of_a_decision_stays_with_it_though_it_speaks_of_other_papers() -> None:
    assert papers(*pages(DECISION, APPEAL, RECEIPT)) == [("decision", [1, 2]), ("service_receipt", [3])]


def test_blank_pages_are_no_pages_of_a_paper() -> None:
    first, blank, second = pages(RECORD, "", REST)
    assert papers(first, replace(blank, state="blank"), second) == [("inquiry_record", [1, 3])]


def test_certificates_behind_an_opinion_belong_to_it_but_telling_the_party_does_not() -> None:
    opinion = "#鉴定意见书\n临林鉴字〔2023〕第3号\n一、基本情况\n鉴定对象：涉案林木\n鉴定人：高山"
    certificate = "#资质证书（复印件）\n单位名称：临溪林业设计所\n证书编号：0001"
    told = "#鉴定意见告知书\n陈小满：\n现将鉴定意见告知你。"
    assert papers(*pages(opinion, certificate, told)) == [("appraisal", [1, 2]), ("appraisal", [3])]


def test_photo_sheets_under_one_title_are_one_paper_and_a_map_is_another() -> None:
    sheet = "#现场照片\n拍摄时间\t{}\n拍摄人\t{}\n证明对象\t{}"
    drawing = "#现场平面示意图\n绘图人：高山\n比例尺：1:2000\n见证人：林大川"
    given = pages(sheet.format("2023年3月3日", "高山", "伐根"), sheet.format("2023年3月4日", "林大川", "集材道和堆放的原木"), drawing)
    assert papers(*given) == [("photo", [1, 2]), ("photo", [3])]


def test_two_papers_on_one_page_are_cut_and_keep_their_number_and_text() -> None:
    page = a_page(SOURCE + "\n登记人：高山\n2023年3月1日\n" + FILING + "\n承办人：高山")
    bundle = one([page])
    assert [(paper.role, paper.pages[0].number) for paper in bundle.documents] == [("source_register", 1), ("filing_approval", 1)]
    assert "".join(paper.pages[0].text for paper in bundle.documents) == page.text
    for paper in bundle.documents:
        part = paper.pages[0]
        assert all(part.text[line.start : line.end].strip() for line in part.lines)


def test_a_cut_page_keeps_lines_and_marks_at_their_words() -> None:
    page = replace(a_page("甲甲\n乙乙\n丙丙"), marks=(0, 7))
    first, second = cut(page, [6])
    assert (first.text, second.text) == ("甲甲\n乙乙\n", "丙丙")
    assert [second.text[line.start : line.end] for line in second.lines] == ["丙丙"]
    assert (first.marks, second.marks) == ((0,), (1,))


@pytest.mark.parametrize("text", [RECEIPT, LIST, "#证据清单\n序号\t证据名称\t数量\n1\t询问笔录\t1份\n2\t现场照片\t4张\n3\t鉴定意见书\t1份"])
def test_papers_named_in_a_table_do_not_cut_the_page(text: str) -> None:
    assert len(papers(a_page(text))) == 1


def test_a_word_file_may_hold_several_papers() -> None:
    page = a_page("\n".join([SOURCE, "登记人：高山", FILING, "2023年3月2日", RECORD, REST]), None, "全卷.docx", "docx")
    assert [role for role, _ in papers(page)] == ["source_register", "filing_approval", "inquiry_record"]


@pytest.mark.parametrize(
    ("below", "role"),
    [
        ("法制审核意见\n案件名称：陈小满滥伐林木案\n审核意见：同意。\n审核人：高山 2023年4月20日", "legal_review"),
        ("临溪县林业局\n举报（巡查）线索登记\n案件来源：群众举报\n登记时间：2023.3.1\n线索内容：有人砍树", "source_register"),
        ("案件调查报告\n一、当事人基本情况：陈小满，男，住临溪县。\n二、违法事实：二月砍树三十二株。", "investigation_report"),
        ("整改验收表\n当事人：陈小满\n验收时间：2023年6月5日\n验收结论：合格，补种成活", "restoration_acceptance"),
    ],
    ids=["words that label a blank elsewhere", "below a letterhead", "before a first part", "before labelled lines"],
)
def test_a_paper_in_a_word_file_begins_where_one_ended_and_a_form_opens(below: str, role: str) -> None:
    text = f"送达回证\n受送达人\t陈小满\n送达方式\t直接送达\n送达单位：临溪县林业局\n{below}"
    assert [paper for paper, _ in papers(a_page(text, None, kind="docx"))] == ["service_receipt", role]


def test_a_heading_within_a_form_of_a_word_file_begins_no_paper() -> None:
    text = "行政处罚决定审批表\n案由：滥伐林木\n承办人意见：建议处罚。\n法制审核意见：\n同意。\n负责人意见：同意。"
    assert [paper for paper, _ in papers(a_page(text, None, kind="docx"))] == ["decision_approval"]


def test_pictures_of_single_pages_make_one_paper() -> None:
    given = [a_page(text, 1, f"{at}.jpg", "image") for at, text in enumerate([DECISION, APPEAL, RECEIPT])]
    assert [role for role, _ in papers(*given)] == ["decision", "service_receipt"]


def test_a_file_without_title_is_what_its_name_says() -> None:
    given = [a_page(SOURCE, 1, "01案件来源登记表.pdf"), a_page("一片树林，没有文字说明。", 1, "02现场照片.pdf")]
    assert [role for role, _ in papers(*given)] == ["source_register", "photo"]


def test_a_running_header_is_no_cover() -> None:
    head = "临溪县林业局行政处罚案卷\n"
    given = pages(*(head + text for text in (SOURCE, FILING, RECORD, REST, DECISION, APPEAL)))
    assert papers(*given) == [("source_register", [1]), ("filing_approval", [2]), ("inquiry_record", [3, 4]), ("decision", [5, 6])]


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("decision", DECISION.replace("#", "") + "\n" + APPEAL),
        ("decision", "索引号：0012\n发布日期：2023-05-06\n字号：大 中 小\n来源：本站\n" + DECISION.replace("#", "") + APPEAL),
        ("decision", "临林罚决字〔2023〕第8号\n被处罚人：陈小满\n经依法查明，你滥伐林木。本机关决定给予以下行政处罚：罚款。\n" + APPEAL),
        ("other", "天气晴好，适宜外出。"),
    ],
    ids=["plain", "a web page", "without title", "something else"],
)
def test_a_single_text_is_one_paper(role: str, text: str) -> None:
    page = a_page(text, None, "决定.txt", "text")
    assert [found for found, _ in papers(page)] == [role]


@pytest.mark.parametrize("form", ["cells", "boxes", "text"])
def test_index_rows_are_read_whatever_the_table_looks_like(form: str) -> None:
    page = a_page(LIST)
    if form == "boxes":
        page = replace(page, lines=tuple(replace(line, cell=None) for line in page.lines))
    if form == "text":
        page = replace(page, lines=())
    rows = index([page])
    assert [(row.role, row.first_page, row.last_page) for row in rows] == [
        ("source_register", 1, 1), ("filing_approval", 2, 2), ("inquiry_record", 3, 4), ("decision", 5, 6), ("service_receipt", 7, 8),
    ]  # fmt: skip
    assert (rows[1].title, rows[1].day) == ("林业行政处罚立案登记表", date(2023, 3, 2))
    assert rows[1].number and "2023" in rows[1].number


def _numbered(*texts: str) -> list[Page]:
    """Cover and index without, the other pages with their number on the corner."""
    return pages(COVER, LIST, *(f"{text}\n{number}" for number, text in enumerate(texts, 1)))


WHOLE = (SOURCE, FILING, RECORD, REST, DECISION, APPEAL, RECEIPT)


def test_a_file_that_agrees_with_its_index_has_no_problem() -> None:
    bundle = one(_numbered(*WHOLE))
    assert (kinds(bundle), len(bundle.index)) == ([], 5)


def test_a_listed_paper_that_is_not_there_is_told() -> None:
    bundle = one(_numbered(SOURCE, FILING, RECORD, REST, DECISION, APPEAL))
    (problem,) = bundle.problems
    assert problem.kind == "missing_paper" and "送达回证" in problem.message


def test_a_paper_the_index_does_not_list_is_told() -> None:
    assert kinds(one(_numbered(*WHOLE, "#结案报告\n案由\t滥伐林木\n当事人\t陈小满"))) == ["extra_paper"]


def test_a_first_page_that_differs_from_the_index_is_told() -> None:
    given = _numbered(SOURCE, FILING, RECORD, REST, REST.replace("没有", "无"), DECISION, APPEAL, RECEIPT)
    assert set(kinds(one(given))) == {"index_page_mismatch"}


def test_nothing_is_missing_where_a_page_cannot_be_read() -> None:
    given = _numbered(*WHOLE)
    given[-1] = replace(given[-1], **UNREAD)
    bundle = one(given)
    assert (kinds(bundle), bundle.documents[-1].role) == (["unreadable_page"], "service_receipt")
    assert "送达回证" in bundle.problems[0].message


def test_a_page_taken_for_blank_that_the_index_knows_was_not_read() -> None:
    given = _numbered(*WHOLE)
    given[3] = replace(given[3], text="", lines=(), state="blank")
    assert [page.number for page in one(given).pages if page.state == "unreadable"] == [4]


@pytest.mark.parametrize(
    ("texts", "lost", "expected"),
    [
        ((DECISION, APPEAL, APPEAL), 1, [("decision", [1, 2, 3])]),
        ((RECORD, RECEIPT, DECISION), 1, [("inquiry_record", [1]), ("other", [2]), ("decision", [3])]),
        ((RECORD + "\n第1页共2页", REST, DECISION), 1, [("inquiry_record", [1, 2]), ("decision", [3])]),
    ],
    ids=["inside a paper", "between papers", "the page a paper says it has"],
)
def test_an_unreadable_page_goes_where_its_neighbours_say(
    texts: tuple[str, ...], lost: int, expected: list[tuple[str, list[int]]]
) -> None:
    given = pages(*texts)
    given[lost] = replace(given[lost], **UNREAD)
    assert papers(*given) == expected


def _other(text: str) -> str:
    return text.replace("陈小满", "欧阳远").replace("第8号", "第21号")


@pytest.mark.parametrize(
    ("texts", "sizes"),
    [
        ((COVER, SOURCE, FILING, RECORD, _other(COVER), _other(FILING), _other(RECORD)), [4, 3]),
        ((SOURCE, FILING, RECORD, _other(SOURCE), _other(FILING), _other(RECORD)), [3, 3]),
        ((COVER, SOURCE, FILING, COVER.replace("案卷", "案卷（副卷）"), RECORD), [5]),
        ((COVER, SOURCE, FILING, FILING, RECORD), [5]),
    ],
    ids=["second cover of another case", "second filing of another case", "second volume of one case", "a form twice"],
)
def test_several_cases_are_parted(texts: tuple[str, ...], sizes: list[int]) -> None:
    bundles = split(pages(*texts))
    assert [len(bundle.pages) for bundle in bundles] == sizes
    assert all((len(sizes) > 1) == ("several_cases" in kinds(bundle)) for bundle in bundles)


def test_no_pages_make_an_empty_bundle() -> None:
    assert split([]) == (Bundle((), ()),)


DECISION = """#平川县林业局
#行政处罚决定书
平林罚决字〔2023〕7号
当事人：冯有田，男，住平川县下庄村。
经查，2023年3月1日当事人未办理采伐许可证，在下庄村采伐杨树十二株。
如不服本决定，可以申请行政复议或者提起行政诉讼。
平川县林业局"""
RECEIPT = """#平川县林业局
#送达回证
受送达人\t冯有田
送达文书\t行政处罚决定书
送达方式\t直接送达
送达人\t陶志远、范小军"""
REPORT_END = """八、是否涉嫌犯罪：未达到刑事立案追诉标准，不需要移送。
调查人员：陶志远、范小军 2023年3月20日
#林业行政处罚意见书
案由\t滥伐林木
立案时间\t2023年3月6日
承办单位意见\t建议罚款。陶志远 2023年3月21日
机关负责人审批\t同意，先行告知。石国梁 2023年3月22日"""
REPORT = """#案件调查报告
案由：滥伐林木
一、当事人基本情况：冯有田，男，住平川县下庄村。
二、违法事实：2023年3月1日采伐杨树十二株。"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((DECISION, f"2023年4月10日\n{RECEIPT}"), [("decision", [1, 2]), ("service_receipt", [2])]),
        ((f"{DECISION}\n2023年4月10日", RECEIPT), [("decision", [1]), ("service_receipt", [2])]),
        ((REPORT, REPORT_END), [("investigation_report", [1, 2]), ("opinion", [2])]),
    ],
    ids=["the day over the next title ends the decision", "a decision that ends on its own page", "a report ends over the opinion"],
)
def test_what_stands_over_a_title_belongs_to_the_paper_before(given: tuple[str, ...], expected: list[tuple[str, list[int]]]) -> None:
    assert papers(*pages(*given)) == expected


def test_words_of_a_label_are_a_title_where_they_stand_below_another_paper_in_larger_type() -> None:
    review = "#法制审核意见\n案件名称：冯有田滥伐林木案\n送审日期：2023年3月25日\n审核结论：同意。\n审核人：丁文博 2023年3月28日"
    page = a_page(f"{RECEIPT}\n送达单位：平川县林业局\n{review}")
    at = page.text.index("法制审核意见")
    lines = tuple(
        replace(line, box=(0.35, line.box[1] - 0.01, 0.65, line.box[3] + 0.005)) if line.start == at and line.box else line
        for line in page.lines
    )
    assert papers(replace(page, lines=lines)) == [("service_receipt", [1]), ("legal_review", [1])]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("缴款人 何书远 收款单位 青石县财政局 票据号码 00012345 金额合计（大写）叁仟元整 项目名称 林业罚没收入 开票日期", "payment_receipt"),
        ("受送达人 何书远 送达文书名称及文号 送达时间 送达地点 送达方式 直接送达 收件人签名 送达人签名 备注", "service_receipt"),
        ("问：你把那天的经过讲一下。答：我在北坡砍了几棵树。问：有没有许可证？答：没有。以上记录我看过，和我说的相符。", "inquiry_record"),
    ],
)
def test_a_page_without_a_title_is_named_by_its_words(text: str, role: str) -> None:
    assert content(text).role == role


@pytest.mark.parametrize("text", ["春风又绿江南岸，明月何时照我还。", "本季度全县降水量较常年偏多一成，气温接近常年。"])
def test_a_page_like_none_that_is_known_is_not_named(text: str) -> None:
    assert content(text).role is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("当事人：何书远。\n你擅自占用林地。决定如下：罚款5000元。\n如不服本决定，可申请行政复议。\n青石县林业局\n2023年5月8日", "decision"),
        ("当事人：何书远。\n违法行为轻微，决定对你不予行政处罚。如不服本决定，可以提起行政诉讼。\n青石县林业局\n2023年5月8日", "no_penalty_decision"),
        ("日前，青石县林业局对何某作出罚款5000元的处罚。执法人员提醒，采伐林木应当办证。", "other"),
    ],
)
def test_a_decision_that_lost_its_title_is_known_by_what_it_says(text: str, role: str) -> None:
    source = SourceFile(Path("1.txt"), "1.txt", "0", "text")
    (bundle,) = split([Page(source, None, text, (Line(0, len(text), None, "paragraph 1"),))])
    assert [document.role for document in bundle.documents] == [role]
