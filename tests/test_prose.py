"""What sentences, titles and web copies tell of a case: who, what, which agency, which number. Made-up throughout."""

from pathlib import Path

import pytest

from pipeline import extract, plain, split
from pipeline.extract import judge
from pipeline.extract.cause import deed
from pipeline.extract.heading import NUMBER, told_number
from pipeline.extract.parted import parted
from pipeline.extract.tidy import tidy
from pipeline.oldscript import simple
from pipeline.read.plain import text_page
from pipeline.records import SourceFile
from pipeline.split.untitled import decision_role


@pytest.fixture(autouse=True)
def everything_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "HARMFUL", 0)  # what is read, however sure


def bundle(text: str):  # type: ignore[no-untyped-def]
    return split.split([text_page(SourceFile(Path("a.txt"), "a.txt", "0", "text"), text)])[0]


def facts(text: str) -> dict[str, object]:
    seen = bundle(text)
    case = extract.assemble("a", seen, [extract.extract(document) for document in seen.documents])
    return {name: plain.fact_row(fact)["value"] for name, fact in extract.retold(case).facts.items()}


@pytest.mark.parametrize(
    ("words", "who", "did"),
    [
        ("青岗县福满楼餐馆使用未经检验的电梯", "青岗县福满楼餐馆", "使用未经检验的电梯"),
        ("青岗县（城东）文具有限公司河口分店发布违法广告", "青岗县（城东）文具有限公司河口分店", "发布违法广告"),
        ("当事人青岗县丰裕农资店超出范围经营限制使用农药", "青岗县丰裕农资店", "超出范围经营限制使用农药"),
        ("青岗县水务局查处雷某某销售假标牌", "雷某某", "销售假标牌"),
        ("驾驶员赵某未取得许可从事道路运输", "赵某", "未取得许可从事道路运输"),
        ("青岗县好味来饭店后厨未封闭", "青岗县好味来饭店", "后厨未封闭"),
        ("李某某、王某某非法狩猎", "李某某", "非法狩猎"),
        ("你单位擅自取水", "", "擅自取水"),
        ("青岗县林业局依法履行职责", "", ""),
        ("公益林地按二倍执行", "", ""),
    ],
)
def test_who_and_what_are_told_apart(words: str, who: str, did: str) -> None:
    assert parted(words) == (who, did)


@pytest.mark.parametrize(
    ("text", "who", "did", "agency"),
    [
        (
            "近日，青岗县应急管理局依法对岭北烟花爆竹专营店作出罚款2万元的行政处罚。该店将烟花爆竹存放在居民楼内。",
            "岭北烟花爆竹专营店", None, "青岗县应急管理局",
        ),
        (
            "本报讯（记者 李然）3月5日，青岗县交通执法大队在省道检查，驾驶员赵某未取得道路运输经营许可，擅自从事道路货物运输，被处以3万元罚款。",
            "赵某", "未取得道路运输经营许可，擅自从事道路货物运输", "青岗县交通执法大队",
        ),
        (
            "青岗县某化工有限公司因未按规定安装自动监测设备被罚\n6月1日，青岗生态环境分局对该公司下达行政处罚决定书，罚款4.2万元。",
            "青岗县某化工有限公司", "未按规定安装自动监测设备", "青岗生态环境分局",
        ),
        (
            "税务部门依法查处一起骗取出口退税案件\n国家税务总局青岗市税务局稽查局查实，青岗市恒利贸易有限公司虚开发票，依法对其处以罚款50万元。",
            "青岗市恒利贸易有限公司", "骗取出口退税", "国家税务总局青岗市税务局稽查局",
        ),
        (
            "青岗县水利局对青岗县石桥砂场非法采砂案作出行政处罚，没收违法所得3万元，罚款10万元。",
            "青岗县石桥砂场", "非法采砂", "青岗县水利局",
        ),
        (
            "当事人：青岗县张三李四餐饮店（经营者：赵大）\n案由：涉嫌经营超过保质期的食品案\n现决定罚款5000元。\n青岗县市场监督管理局\n2023年4月5日",
            "青岗县张三李四餐饮店", "经营超过保质期的食品", "青岗县市场监督管理局",
        ),
        (
            "青岗县住建局向海纳塑业作出《行政处罚决定书》，罚款2万元，原因是未取得施工许可证擅自施工。",
            "海纳塑业", None, "青岗县住建局",
        ),
    ],
    ids=["fined in one sentence", "told of a driver", "headline", "agency of two names", "case of", "labels without a title", "short name"],
)  # fmt: skip
def test_news_and_notices(text: str, who: str, did: str | None, agency: str) -> None:
    given = facts(text)
    assert (given["party_name"], given["authority"]) == (who, agency)
    assert did is None or given["cause"] == did


def test_a_plan_alone_tells_nothing() -> None:
    assert facts("2024年5月10日，青岗县林业局告知谭某，拟对其作出罚款11160元的行政处罚，并告知其听证权利。\n") == {}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("首页>公开\n索引号：1\n发布日期：2024-01-02\n青岗县农业局行政处罚决定书 青农（农药）罚〔2024〕2号\n当事人：某店", "decision"),
        ("青岗县林业局\n关于给予王长贵行政处罚的决定\n王长贵：你砍树", "decision"),
        ("行政處罰決定書\n青水罰決〔2020〕3號\n當事人：王某", "decision"),
        ("不予行政处罚决定书 青水不罚〔2023〕2号 当事人：雷小虎", "no_penalty_decision"),
        ("决定书文号 | 案由 | 处罚依据 | 处罚内容 |\n青水罚〔2023〕2号 | 乱倒 | 条例 | 罚款 |", "decision"),
        ("你于2023年4月电鱼，违反了《渔业法》第三十条，依据《渔业法》第三十八条的规定，决定罚款500元。", "decision"),
        ("近日，记者从青岗县林业局作出的行政处罚决定书（青林罚〔2023〕2号）获悉，王某被罚。", None),
        ("受送达人\n王某\n送达文书名称\n行政处罚决定书\n送达方式\n直接送达", None),
        ("行政处罚意见书\n拟给予处罚：罚款。案由：乱倒。处罚依据：条例。文号：1", None),
    ],
)
def test_what_a_paper_alone_is(text: str, role: str | None) -> None:
    assert decision_role(text) == role


@pytest.mark.parametrize(
    "number",
    [
        "（青北）应急罚〔2023〕k-39号", "青（河）文综罚字〔2020〕第F-000069号", "青0399环罚决字〔2022〕11号",
        "青市监处〔2025〕13012325000098号", "（青河）应急罚〔2025〕执法二中队-9号",
    ],
)  # fmt: skip
def test_numbers_of_other_offices(number: str) -> None:
    found = NUMBER.search(f"行政处罚决定书\n{number}\n")
    assert found and found[0] == number


def test_the_number_told_is_that_of_the_decision() -> None:
    told = told_number("送告〔2024〕12号公告：现将《行政处罚决定书》（青市监处罚〔2024〕203号）公告送达。")
    assert told and told[0] == "青市监处罚〔2024〕203号"


def test_headings_listed_before_their_cells() -> None:
    heads = ["序号", "行政相对人名称", "处罚文书号", "违法事实", "处罚依据", "处罚内容", "处罚机关", "处罚时间"]
    cells = ["1", "青岗县石桥砂场", "青水罚〔2023〕7号", "擅自采砂", "《某省河道条例》第三十条", "罚款5000元", "青岗县水利局", "2023年3月16日"]
    given = facts("行政处罚公示\n" + "".join(f"{one} |\n" for one in [*heads, *cells]))
    assert (given["party_name"], given["authority"], given["decision_date"]) == ("青岗县石桥砂场", "青岗县水利局", "2023-03-16")


def test_a_row_cut_off_by_the_copy_is_read_as_far_as_it_goes() -> None:
    heads = "当事人 | 决定书文号 | 案由 | 违法事实 | 处罚依据 | 处罚类别 | 处罚内容 | 处罚机关 |\n"
    given = facts(heads + "雷小虎 | 青水罚〔2023〕7号 | 擅自采砂 | 2023年3月在河道采砂 | 《某省河道条例》第三十条 | 罚款 | 罚")
    assert (given["party_name"], given["doc_number"], given["cause"]) == ("雷小虎", "青水罚〔2023〕7号", "擅自采砂")


def test_sounds_behind_old_signs_are_no_text() -> None:
    text = tidy(bundle("當(dāng)事人：青岡縣石橋砂場(chǎng)\n住所：河口鎮(zhèn)（原址）\n").documents[0])
    assert text.plain.startswith("当事人：青冈县石桥砂场\n住所：河口镇（原址）")


def test_a_rare_sign_is_kept_in_a_paper_of_the_simple_script() -> None:
    assert "当事人：王昇".translate(simple("当事人：王昇")) == "当事人：王昇"
    old = "行政處罰決定書當事人王昇違反規定"
    assert "王升" in old.translate(simple(old))


@pytest.mark.parametrize(
    ("printed", "told", "name"),
    [
        ("非法收购", "收购明知是滥伐的林木，违反《森林法》第六十五条", "收购明知是非法来源的林木"),
        ("清理杂灌", "清理杂灌时误伐幼树12株，违反《森林法》", "毁坏林木"),
        ("擅自砍伐树木", "擅自砍伐行道树，违反《某市绿化条例》", None),
    ],
    ids=["bought, not felled", "by accident", "trees of a town"],
)
def test_short_names_follow_the_deed(printed: str, told: str, name: str | None) -> None:
    assert deed(printed, told) == name


def test_a_credit_code_shows_a_trader() -> None:
    given = facts(
        "行政处罚决定书\n青市监罚〔2023〕5号\n当事人：青岗县多美丽商店\n主体资格证照名称：营业执照\n统一社会信用代码：92140925MA0K7XQ2HM\n"
        "你店未按规定明码标价，违反了《价格法》第十三条，依据《价格法》第四十二条，决定罚款200元。\n青岗县市场监督管理局\n2023年6月9日"
    )
    assert (given["party_name"], given["party_kind"], given["party_trader"]) == ("青岗县多美丽商店", "citizen", True)
