"""Names of people as forms write them: one, several in a row, with titles, masked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.records import UNREAD

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚"
    "程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘"
    "党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙"
    "折亓智佘粟禤禚郄郗郇郅鄢菅苌芈苟茆萨揭揣撖戢杞枚来栗楚楼檀沐涂洛漆火炅狐玄税种笃芦虎虢谌豆贠辜达迟逯郸钞铁锁镡闾靖降顿颉麦鹿佐仵么盛师妥祝把拜敬渠由皇矫綦线裔豁赫邬阙雒雪随臧"
    "乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福肖闫覃蔚付代邸丛宫原苑仝闪兰邝佐尉冶候兀乃才仓仝但侍候信修候冼凃初勇卯厚厥员哀啜喇嘉圣坚塔多大奔"
) - frozenset("有无多大年后相通须能都别时经公管充信修初勇厚坚国但才查")
DOUBLE = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "夏侯",
        "诸葛",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "司空",
        "皇甫",
        "令狐",
        "宇文",
        "长孙",
        "呼延",
        "轩辕",
        "闻人",
        "澹台",
        "申屠",
        "拓跋",
        "第五",
        "东郭",
        "西门",
        "百里",
        "赫连",
        "万俟",
        "鲜于",
    ]
)
TITLE = (
    "党组书记|党组副书记|党组成员|党委书记|党委委员|副?局长|副?主任|副?科长|副?股长|副?所长|副?站长|"
    "副?场长|副?(?:大|中)?队长|副?处长|副?院长|副?镇长|副?乡长|副?书记|副?组长|总工程师|"
    "(?:高级|助理)?工程师|(?:[一二三四]级)?(?:主任)?科员|(?:[一二三四]级)?调研员|法制人员|执法人员|"
    "承办人员?|汇报人员?|干部|职工|职员|法制(?:审核)?员|执法(?:人|队)?员|护林员|委员|成员|主持人|"
    "记录人|汇报人|承办人|负责人|办事员|股员|法律顾问"
)
MASK = f"某×xX*＊○Ｘ{UNREAD}"
WORD = re.compile(rf"[㐀-鿿{UNREAD}](?:[㐀-鿿·]{{1,9}}|[㐀-鿿{MASK}]{{1,3}})")
NOT_NAMES = re.compile(
    r"^[日月年号时分第各本此该其我你他她它]|签名|签字|签章|盖章|签收|日期|年月|本人|拒绝|不在|同意|"
    r"意见|负责|审核|审批|承办|机关|部门|单位|公司|情况|时间|地点|人员|当事|执法|证号|证件|编号|电话|"
    r"地址|备注|没有|以上|附件|手印|捺印|无误|属实|如下|身份|职务|记录|询问|"
    r"调查|检查|勘验|送达|案由|案件|处罚|行政|法制|听证|讨论|会议|姓名|性别|住址|年龄|民族|共同|有限|"
    r"合作社|林场|林业|草原|中心|[局厅院村乡镇县市省]$|阅|属实|[^·]人$|员$|[局科股所站队主]长$|主任$|"
    r"已|不详|无$|等$|略$|各|均|全体|由|为$|的"
)


# 聂文静 二〇二四年三月五日: the day behind a signature, though a reader lost the space or the line's end
DAY = re.compile(
    r"[一二壹贰貳][〇○◯零OoΟ0][〇○◯零OoΟ0一二三四五六七八九壹贰叁肆伍陆柒捌玖\d年]*|二[一二三四五六七八九]{2,3}年"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name and where it stands in the string that was read."""

    name: str
    start: int
    end: int


def names(written: str, *, loose: bool = False) -> tuple[Name, ...]:
    """The names in a value that holds names: 张三、李四（副局长）；王五. `loose` also takes surnames it does not know."""
    found: list[Name] = []
    # certificate numbers, titles and remarks stand in brackets behind a name
    blank = re.sub(rf"（[^（）]*）|〔[^〔〕]*〕|{DAY.pattern}", lambda match: "\n" * len(match[0]), written)
    for match in re.finditer(rf"[㐀-鿿·{MASK}]+", blank):
        word, start = match[0], match.start()
        head = re.match(rf"(?:{TITLE})(?=[㐀-鿿]{{2,4}}$)", word)
        if head and not (len(word) <= 3 and is_name(word)):
            word, start = word[head.end() :], start + head.end()
        tail = re.search(rf"(?<=[㐀-鿿{MASK}]{{2}})(?:{TITLE})$", word)
        if tail:
            word = word[: tail.start()]
        if is_name(word, loose=loose):
            found.append(Name(word, start, start + len(word)))
        elif 4 <= len(word) <= 12 and not NOT_NAMES.search(word):
            found += [Name(name, start + at, start + at + len(name)) for at, name in _parted(word)]
    return tuple(found)


def is_name(word: str, *, loose: bool = False) -> bool:
    """Whether a word can be a person's name; `loose` where a label says it is one."""
    if NOT_NAMES.search(word) or not WORD.fullmatch(word):
        return False
    if "·" in word:
        return True
    if word[:2] in DOUBLE:
        return len(word) in (3, 4)
    if word[0] in SURNAMES or word[0] == UNREAD:
        return len(word) in (2, 3) or (len(word) == 4 and loose)
    return loose and len(word) in (2, 3)


def _parted(word: str) -> list[tuple[int, str]]:
    """韩玉娟朱喜刚 → two names, where the surnames allow one way of parting into names of three, else of two and three."""
    ways: list[list[tuple[int, str]]] = []

    def part(at: int, way: list[tuple[int, str]]) -> None:
        if at == len(word):
            ways.append(way)
            return
        for length in (3, 2):
            piece = word[at : at + length]
            if len(piece) == length and piece[0] in SURNAMES:
                part(at + length, [*way, (at, piece)])

    part(0, [])
    whole = [way for way in ways if len({len(name) for _, name in way}) == 1] or ways
    return whole[0] if len(whole) == 1 else []
