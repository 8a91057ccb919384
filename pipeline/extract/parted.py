"""Who and what in one run of words: 某某店经营超过保质期的食品 → the party and its deed. Asked here once, for decisions, titles and reports alike."""

from __future__ import annotations

import re

from pipeline.extract.names import is_name
from pipeline.extract.party_name import ADDRESSED, ORGANISED

# how a deed begins; the party stands in front of it
BEGIN = re.compile(
    r"未(?!果|遂|成年|造成|发现|来)|擅自|无(?!锡|为|极|棣)[^，]{0,16}?(?:证|照|许可|资质|标签|手续)|非(?=法|医师|本人|专业|指定|公路|林地)|违法(?!所得|成本|行为)|违规|没有|没按|违反|违背|违章|超(?!市|级)|不(?:执行|符合|按|履行|正常|如实|正当|合理|落实|配合)|拒"
    r"|涉嫌|实施|存在|从事|销售|经营(?!部|者|场|地|户|单位|范围|所)|生产(?!队|者|企业)|使用(?!人|者)|发布|提供|隐瞒|瞒报|谎报|漏报|虚[构假报开列]|以(?!下|上|及|来|前|后)|利用|通过|伪造|变造|编造|篡改|冒用|仿冒|侵[犯占权]|占用|占[压道]"
    r"|改变|变更|越[界权]|接纳|容留|聘用|雇佣|雇用|安排|指使|倾倒|排放|偷[排税逃]|焚烧|露天|野外|出[售租借让版]|收购|收[取受]|运输|运营|承运|加工(?!厂|店)|储存|贮存|买卖|转[让租包借嫁]|挪用|串通|骗取|逃避|阻[碍挠]|殴打|盗[伐窃采挖]"
    r"|滥[伐用]|毁[坏林损]|损[毁坏]|破坏|砍伐|采[伐挖砂石矿]|捕[捞猎杀]|猎捕|狩猎|驾驶(?!员|人|证|舱)|(?<![保支维主坚扶])持(?!有人|续)|携带|燃[放烧用]|放[牧任]|开[垦采设办展挖]|挖[掘砂]|[用电炸毒]鱼|搭[建盖]|建[设造房](?!局|委|集团|工程|筑)|新建|改建|设[置立](?!局)"
    r"|张贴|停放|乱[扔倒堆停贴]|随[意地]|私[自搭设]|违建|内幕|操纵|泄露|哄抬|逾期|拖欠|克扣|招用|投[放标]|配备|开具|注册|改[动装]|拆除|调换|组织(?!机构)|参与|赌博|吸[食烟毒]|传播|制[作造售]|复制|抄袭|养殖|饲养|屠宰(?!场|厂)|宰杀|诊疗"
    r"|执业|行医|开展|进[口行]|堆放|堆[存占]|围[垦填湖]|填[埋湖河]|取[水土用]|打井|设计|施工(?!单位|企业|图)|监理|检[测验]机构|保管|遗[撒漏]|抛[洒撒]|将|在(?=[^，。]{1,24}(?:内|外|上|中|期间|范围|未|擅自|无证|非法|违规|处|旁))|重复|连续|长期|多次|短斤|掺[杂假]|混[放用]"
)
_LEAD = re.compile(
    r"^(?:[^，。]{2,34}?(?:局|队|委员会|委|厅|所|政府|部门|机关|人员)(?:依法|及时|近日)?(?:对|向|查处了?|查获了?|查办了?|办结了?|处罚了?|发现了?|认定|责令))?"
    r"(?:关于|有关|对|就|因|请看|依法|查处了?|查办了?|查获了?|办结了?|侦办了?|处罚了?|发现|认定|认为|一起|一宗|其中|上述|以上|该|其)*"
)
_PRONOUN = re.compile(
    r"^(?:你们?[（(]?(?:单位|公司|中心|厂|店|社|场|部|户|站|所|校|院|局|[一-鿿]{1,3}部)?[）)]?|当事人|(?:被处罚|违法行为)(?:人|单位)|行政相对人|该(?:单位|公司|企业|店|厂|场所|场|站|酒店|船|车|项目|所|行|商行|超市|经营部|加油站|诊所|药店|户|人|院|校)|其)"
)
_LINK = re.compile(r"(?:(?:的|因|存在|涉嫌|实施了?|（[^（）]*）|，|、| |上述|以上|等|等人|[一二两三四五六七八九\d]+人|于|[“”])+)$")
CASE = re.compile(  # a line that names a case: 案例三：某店经营超过保质期的食品案 · 关于甲某滥伐林木一案的行政处罚决定书
    r"^(?:【[^】\n]{2,8}】)?(?:典型)?(?:案例?)?[ 第（(]*[一二三四五六七八九十\d]{0,3}[）)]?[：:、.．  ]{0,2}"
    r"(?P<what>[^。；：\n\t]{4,76}?)(?:一)?(?<!立)案(?:例|件)?"
    r"(?:（[^）\n]{0,24}）)?(?:的?(?:行政)?(?:处罚|决定)[一-鿿]{0,8})?(?=$|[。 ]|(?:19|20)\d\d年)",
    re.MULTILINE,
)
_TRADE = re.compile(
    r"^(?:驾驶员|司机|业主|农户|村民|居民|经营者|个体户|经营户|摊主|店主|负责人|法定代表人|船主|车主|货主|养殖户|违法行为人|违法人员|行为人|船员|船长|职工|员工|工人|学员|教练员|医生|网民|网友|游客)(?=.{2,4}$)"
)
MASKED = re.compile(r"[一-鿿][某*×xX＊]{1,3}[一-鿿]?|[一-鿿]{1,2}[某*×＊]{1,2}")


def parted(words: str, *, named: bool = True) -> tuple[str, str]:
    """(who, deed): `who` is empty for a pronoun or nobody, `deed` is empty where the words tell none. `named`: a full name may stand there."""
    bare = re.sub(r"^.{0,24}〔(?:19|20)\d\d〕[^号]{0,8}号[ （）]*|^《[^》]*》[^《》的]{0,24}(?:规定|所[指称]|禁止)的", "", _LEAD.sub("", words))
    if called := _PRONOUN.match(bare):
        bare = _LINK.sub("", bare[called.end() :].lstrip("（）的，、"))
    for begun in BEGIN.finditer(bare):
        who = _LINK.sub("", bare[: begun.start()])
        if not who.strip("的，、"):
            return "", _deed(bare)
        if name := party_in(who, named=named):
            return name, _deed(bare[begun.start() :])
        if (front := _FRONT.match(who)) and (name := party_in(front[0], named=named)):
            return name, _deed(bare[front.end() :])  # 某某店后厨未封闭: the deed has a subject of its own
    return "", _deed(bare) if called and BEGIN.search(bare) else ""


def party_in(words: str, *, named: bool = True) -> str:
    """The party that words are, without the home in front of a person's name; empty where they are none."""
    words = words.strip("，、的 ").split("、")[0]
    words = _TRADE.sub("", re.sub(r"^.{0,12}当事人|^.*的(?=[^的]{4,}(?:公司|店|厂|场|中心|超市|企业)$)", "", words))
    if MASKED.fullmatch(words) or (named and is_name(words)) or (len(words) > 3 or words[:1] == "某") and ORGANISED.search(words):
        return "" if _NOBODY.search(words) else words
    home = ADDRESSED.fullmatch(words)
    return home["name"] if home and (MASKED.fullmatch(home["name"]) or (named and is_name(home["name"], loose=bool(home["of"])))) else ""


_FRONT = re.compile(
    r"[一-鿿（）*·]{2,30}(?:公司|厂|合作社|超市|商行|商店|饭店|酒店|餐厅|医院|诊所|药房|加油站|经营部|服务部|学校|幼儿园|[^商药]店)(?:（[^）]{2,12}）)?"
    r"|[一-鿿]某某?|[一-鿿][*×]{1,2}[一-鿿]?"
)
_NOBODY = re.compile(
    r"^(?:[于在从到由被把将]|其|此|上述|该|当事人|涉案|违法|一[家起批处]|多[家起]|[两三]家|部分|某些|有关|相关|各|辖区)|执法|检查组|"
    r"[局厅委]$|(?<![村居]民)委员会$|大队$|支队$|总队$|政府$|法院$|行政机关|的|通报|报告|\d年|\d月|[我本][局厅委队]|你单位|对|一案|方案|网站|平台"
    r"|记者|顾客|群众|市民|消费者|常常|找不|(?:执|进|举|施|运|履|发|实|先|同|另)行$|(?:全|内|外|干|局|一)部$|(?:现|当|到|在|广|停车)场$|社会$|机会$|\d"
)


def _deed(words: str) -> str:
    words = re.sub(r"(?:的|，)?(?:被(?:依法)?(?:处以?|给予|[行处]*罚|查).*|典型|的经营行为|的?(?:违法)?行为)$", "", words)
    return re.sub(r"^(?:涉嫌|实施了?|存在|的|，|、)+", "", words)
