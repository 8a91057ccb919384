"""One paper alone, of any field: what it is without a title, what it calls the deed, who handled it; slips of readers. Made-up throughout."""

from pathlib import Path

import pytest

from pipeline import extract, plain, split
from pipeline.extract.slips import mended
from pipeline.read.plain import text_page
from pipeline.records import CaseRecord, Fact, SourceFile
from pipeline.titles import title

HEAD = "青浦岭县水务局\n行政处罚决定书\n青水罚决〔2023〕7号\n当事人：青浦岭县远山砂石有限公司\n地址：青浦岭县河口镇\n"
FOOT = "自收到本决定书之日起十五日内缴至青浦岭县农商银行。\n青浦岭县水务局\n2023年6月9日\n"
LAW = "违反了《中华人民共和国水法》第三十九条第一款的规定，依据《某省河道条例》第三十条，决定：罚款人民币伍仟元。\n"


def facts(text: str) -> dict[str, object]:
    """As read: the judge, which withholds what is too likely wrong, is not asked."""

    def as_read(_documents: object, _fields: object, known: dict[str, Fact]) -> dict[str, Fact]:
        return known

    page = text_page(SourceFile(Path("a.txt"), "a.txt", "0", "text"), text)
    bundle = split.split([page])[0]
    case: CaseRecord = extract.assemble("a", bundle, [extract.extract(document) for document in bundle.documents], weigh=as_read)
    return {name: plain.fact_row(fact)["value"] for name, fact in extract.retold(case, weigh=as_read).facts.items()}


@pytest.mark.parametrize(
    ("told", "cause"),
    [
        ("2023年5月4日检查发现你公司未按规定设置采砂标志牌，", "未按规定设置采砂标志牌"),
        ("你公司围堰施工方案不符合防汛预案要求，", "围堰施工方案不符合防汛预案要求"),
        ("经查，你公司将弃料堆放在滩地，堆高两米。你公司擅自改变取水用途的行为，", "擅自改变取水用途"),
        ("2023年5月4日，对你公司未经许可擅自取土一案立案调查。经查，你公司在滩地取土40立方米。上述行为", "未经许可擅自取土"),
        ("经查，你公司在滩地取土。你公司的行为构成未经批准取土，", "未经批准取土"),
        ("经查，当事人未按规定期限拆除临时便道3处，影响行洪。上述行为", "未按规定期限拆除临时便道"),
    ],
    ids=["found", "right before the law", "deed of the party", "the case of", "amounts to", "how much is left out"],
)
def test_the_deed_is_named_as_the_paper_names_it(told: str, cause: str) -> None:
    assert facts(HEAD + told + LAW + FOOT)["cause"] == cause


def test_what_happened_without_a_name_is_no_sure_cause() -> None:
    text = HEAD + "2023年5月4日检查发现你公司未按规定设置采砂标志牌，" + LAW + FOOT
    page = text_page(SourceFile(Path("a.txt"), "a.txt", "0", "text"), text)
    bundle = split.split([page])[0]
    case = extract.assemble("a", bundle, [extract.extract(document) for document in bundle.documents])
    assert case.facts["cause"].confidence < 0.9


@pytest.mark.parametrize(
    ("told", "officers"),
    [
        ("执法人员祁国安（SW0412）、雷小虎（SW0417）到场检查。", [("祁国安", "SW0412"), ("雷小虎", "SW0417")]),
        ("由水政监察人员祁国安、雷小虎负责调查。", [("祁国安", None), ("雷小虎", None)]),
    ],
    ids=["certificates", "names alone"],
)
def test_who_handled_the_case_is_told_in_passing(told: str, officers: list[tuple[str, str | None]]) -> None:
    given = facts(HEAD + told + LAW + FOOT)["officers"]
    assert [(one["name"], one["certificate"]) for one in given] == officers  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("party", "name", "head"),
    [
        ("被处罚人青浦岭县第二小学 法定代表人祁国安 地址河口镇", "青浦岭县第二小学", "祁国安"),
        ("雷小虎，男，住青浦岭县河口镇", "雷小虎", None),
        ("青浦岭县远山砂石有限公司 统一社会信用代码91110105MA01ABCD2X 法定代表人：祁国安", "青浦岭县远山砂石有限公司", "祁国安"),
        ("当事人一：青浦岭县远山砂石有限公司，法定代表人祁国安，住所河口镇", "青浦岭县远山砂石有限公司", "祁国安"),
        ("当事人：青浦岭县远山木器厂\n投资人：祁国安", "青浦岭县远山木器厂", "祁国安"),
    ],
    ids=["label without colon", "no label, a person", "no label, a unit", "first of two", "investor"],
)
def test_the_party_without_the_usual_labels(party: str, name: str, head: str | None) -> None:
    given = facts(f"青水罚决〔2023〕7号\n行政处罚决定书\n{party}\n2023年5月4日，你单位擅自取土，{LAW}{FOOT}")
    assert (given["party_name"], given.get("legal_representative")) == (name, head)


def test_a_decision_on_one_line_has_its_foot_and_role() -> None:
    given = facts(
        "不予行政处罚决定书 青水不罚〔2023〕2号 当事人：雷小虎，男，住青浦岭县河口镇。2023年5月4日检查发现当事人未按规定悬挂标牌，"
        "违反《某省河道条例》第九条，本应依照该条例第三十条处一千元罚款。依据《中华人民共和国行政处罚法》第三十三条第一款，决定不予行政处罚。"
        "青浦岭县水务局 2023年6月9日"
    )
    assert (given["doc_number"], given["authority"], given["decision_date"]) == ("青水不罚〔2023〕2号", "青浦岭县水务局", "2023-06-09")
    assert given["penalties"] == [] and "fine_yuan" not in given


ROWS = {
    "处罚决定书编号": "青水罚决〔2023〕7号", "当事人": "青浦岭县远山砂石有限公司", "案由": "未按规定报送采砂台账",
    "处罚依据": "《某省河道条例》第三十条", "处罚种类": "罚款", "罚款（元）": "5,000.00", "作出日期": "2023-06-09", "作出机关": "青浦岭县水务局",
}  # fmt: skip
TABLES = {
    "a row under its headings": "\t".join(ROWS) + "\n" + "\t".join(ROWS.values()),
    "a row above its headings": "\t".join(ROWS.values()) + "\n" + "\t".join(ROWS),
    "bars": "\n".join(f"|{head}|{cell}|" for head, cell in ROWS.items()),
    "spaces": "\n".join(f"{head} {cell}" for head, cell in ROWS.items()),
    "under a title": "青浦岭县行政执法决定公示表\n" + "\n".join(f"{head}：{cell}" for head, cell in ROWS.items()),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_disclosure_in_any_build_is_read(table: str) -> None:
    given = facts(table)
    assert (given["doc_number"], given["party_name"], given["fine_yuan"]) == ("青水罚决〔2023〕7号", "青浦岭县远山砂石有限公司", 5000)
    assert (given["cause"], given["decision_date"], given["authority"]) == ("未按规定报送采砂台账", "2023-06-09", "青浦岭县水务局")


@pytest.mark.parametrize(
    ("text", "party", "cause", "fine"),
    [
        (
            "砂石厂越界取土被罚\n近日，青浦岭县水务局对青浦岭县远山砂石有限公司越界取土案作出处理：罚款3万元。该案是今年第2起同类案件，前一起罚款1万元。",
            "青浦岭县远山砂石有限公司", "越界取土", 30000,
        ),
        (
            "案例二：远山砂石有限公司随意倾倒弃土案\n2023年4月，青浦岭县水务局依据《某省河道条例》第三十条，责令清除，罚款8000元。",
            "远山砂石有限公司", "随意倾倒弃土", 8000,
        ),
        (
            "3.青浦岭县水务局查处雷某销售假标牌案。2023年4月9日，雷某将自制标牌售出。同年5月，青浦岭县水务局依据《某省河道条例》第三十条，没收其违法所得200元，罚款600元。"
            "该条例规定，对个人处三百元以上三千元以下罚款。",
            "雷某", "销售假标牌", 600,
        ),
    ],
    ids=["case of a unit", "titled", "traced and fined"],
)  # fmt: skip
def test_reports_of_one_case(text: str, party: str, cause: str, fine: int) -> None:
    given = facts(text)
    assert (given["party_name"], given["cause"], given["fine_yuan"]) == (party, cause, fine)


@pytest.mark.parametrize(
    ("order", "penalties", "fine"),
    [
        ("可处一千元以上一万元以下罚款。当事人初次违法，决定从轻：罚款2000元。", ["罚款"], 2000),
        ("应处2000元以上9000元以下罚款。现减轻处罚如下：1、没收挖斗1个；2、罚款捌佰元。", ["没收非法财物", "罚款"], 800),
        ("第三十条给予：警告，罚款100元（当场收缴）。", ["罚款", "警告"], 100),
        ("决定给予 □警告 ☑罚款人民币伍拾元整 的处罚。", ["罚款"], 50),
        ("决定如下：\n1.没收违法所得人民币叁万元；\n2.罚款人民币壹拾万元。\n合计130000元。", ["没收违法所得", "罚款"], 100000),
    ],
    ids=["milder", "range first", "given", "boxes", "sum with what is taken"],
)
def test_orders_in_other_words(order: str, penalties: list[str], fine: int) -> None:
    given = facts(HEAD + "2023年5月4日，当事人擅自取土。违反《某省河道条例》第九条，依据《某省河道条例》" + order + "\n" + FOOT)
    assert (sorted(given["penalties"]), given["fine_yuan"]) == (sorted(penalties), fine)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2O2l年1l月l2日", "2021年11月12日"),
        ("罚款3,OOO元", "罚款3,000元"),
        ("当事入：雷小虎", "当事人：雷小虎"),
        ("之曰起", "之日起"),
        ("油箱容积50l，型号GOL3", "油箱容积50l，型号GOL3"),
        ("他步入：大厅", "他步入：大厅"),
    ],
    ids=["day", "sum", "party", "from that day", "a litre stays", "a verb stays"],
)
def test_slips_of_readers(written: str, right: str) -> None:
    assert "".join(one[0] for one in mended([(sign, 0, at, at + 1) for at, sign in enumerate(written)])) == right


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("测绘行政处罚决定书", "decision"),
        ("青浦岭县质量技术监督局行政处罚决定书", "decision"),
        ("行政执法当场处罚决定书 №0031187", "summary_decision"),
        ("价格认定书", "appraisal"),
    ],
)
def test_titles_of_other_fields(said: str, role: str) -> None:
    found = title(said)
    assert found is not None and found.role == role
