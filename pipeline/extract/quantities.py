"""Areas, volumes, trees, animals, values and costs, each told by the words beside its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.money import amounts
from pipeline.extract.values import NUMBER, NUMERAL, decimal

M2 = r"(?:平方米|平米|m2|M2|平方公尺)"
M3 = r"(?:立方米|m3|M3|立方|方(?!米|位|面|案|向|法|式|可))"
UNIT_OF = {"area_m2": M2, "area_mu": r"亩", "area_ha": r"(?:公顷|hm2|ha(?![a-z]))"}
CN_COUNT = rf"[{NUMERAL}]{{1,6}}"
TREES = re.compile(
    rf"(?<![\d.第{NUMERAL}])(?P<n>{NUMBER}|{CN_COUNT})\s?(?:余)?(?:株|棵)"
    rf"|(?:伐[桩根]|树桩)[^，。；\d{NUMERAL}]{{0,6}}(?P<n2>{NUMBER}|{CN_COUNT})\s?(?:个|处)"
)
ANIMALS = re.compile(
    rf"(?<![\d.第{NUMERAL}])(?P<n>{NUMBER}|{CN_COUNT})\s?(?:只|头|尾|羽|匹)(?!竹?[笼网夹箱袋船])|(?:[蛇鱼鳝鳅蟒]"
    rf"|蜥蜴)[^，。；\d]{{0,6}}(?P<n2>{NUMBER}|{CN_COUNT})\s?条"
)
VOLUME = re.compile(
    rf"(?:立木|活立木|林木|木材)?(?:总)?蓄积量?(?P<gap>[^。；\d，材]{{0,10}})(?P<n>{NUMBER})\s?{M3}"
    rf"|(?P<n2>{NUMBER})\s?{M3}(?:的)?(?:立木)?蓄积"
)
TIMBER = re.compile(
    rf"(?:原木|木材|商品|折合)*(?:材积|出材量?)(?!率)(?P<gap>[^。；\d，蓄]{{0,10}})(?P<n>{NUMBER})\s?{M3}|(?:原木"
    rf"|木材)(?P<n2>{NUMBER})\s?{M3}"
)
VALUE = re.compile(
    r"(?:价值|货值|货款|价款|市场价格?|估价|评估价格?|作价|认定价格?|鉴定价格?|基准价值"
    r"|总价)[^。；，\d¥一二三四五六七八九壹贰叁肆伍陆柒捌玖]{0,14}$"
)
# the sum stands in the same sentence, and nothing else is counted between
SAME = r"(?:(?!价值|罚款|所得|损失|货值|拍卖|倍)[^。；]){0,120}"
TIMES = rf"(?:[\d.{NUMERAL}]{{1,6}})倍(?:的|处以?|计算?)?罚款[，：（]?(?:即|计|为|合计|共计)+"
COST = re.compile(
    r"(?:恢复[^。；，]{0,24}(?:费用?|资金|成本)|所需费用|植被恢复费用?|植被恢复费[^。；]{0,30}(?:合计|共计)(?:金额)?"
    r"|修复费用?|恢复费用?)[^。；，\d¥一二三四五六七八九壹贰叁肆伍陆柒捌玖]{0,14}$"
    # …费用按每平方米15元计，依据省里的标准（文号），共计18000元 · …费用经县调查规划中心认定为12900元
    rf"|(?:恢复[^。；，]{{0,24}}费用?|所需费用|恢复费){SAME}(?:共?计|合计|总计|总额为?|共|核定为|(?:认|鉴|确)定为|(?:评估|核算|测算|计算|审核)(?:价?值|金额)?为)(?:人民币)?$"
    # …费用0.8倍的罚款，即18000元×0.8
    rf"|费用(?:的|处以?|金额)?{TIMES}$"
)
GAINS = re.compile(
    r"(?:违法|非法)(?:所得|收入|获利)(?:收入|款)?(?:金额)?(?:人民币|共计|合计|总计|为|共|计|：|（|约|款)*¥?$"
    r"|获利(?:人民币|共计|为|约|计)*¥?$"
    r"|(?:销售|出售|售|卖|变卖)[^。；，\d]{0,8}(?:所得|得款|获款)(?:款|货款)?(?:人民币|共计|合计|为|约)*¥?$"
)
TOTAL = re.compile(r"(?:共计|合计|总计|累计|总面积|总共|共有?|总计面积|总株数|总量|涉案|涉及|总蓄积量?)[^。；，\d]{0,10}$")
PARTS = re.compile(r"图斑|地块|[一二三四五六七八九十\d]\s?号|第[一二三四五六七八九十\d]+[块处宗]|小班|其中|分别|宗地")
NOT_AREA = re.compile(
    r"(?:建筑面积|建筑|使用面积|经营面积|总经营|承包|流转|租赁|证载|登记面积|权属面积|林权证|不动产|退还"
    r"|过水)(?:(?!擅自|开垦|占|毁|挖|采|伐|建成)[^。；，\d]){0,12}$|(?:距|相距|长|宽|高|深|深度)[^。，\d]{0,4}$|每$|/$"
)
LIMIT = re.compile(r"\s?(?:以上|以下|以内|之内|至|-|~)(?!涉)")
LIMIT_BEFORE = re.compile(r"(?:不足|不满|超过|不超过|达到|以上|低于|高于|未达到?|至|-)\s?$")
PROTECTED = re.compile(r"猎|捕|鸟|兽|鸡|兔|猪|狍|蛇|蛙|雀|雉|獾|羊|牛|马|野生动物|动物|活体|死体|尾|鱼|鹿|鸭|鹅|雁")


# OCR loses the small 2: 过火面积约265m，
LOST_SQUARE = rf"面积[^，。；\d]{{0,8}}(?P<n>{NUMBER})\s?m(?![A-Za-z\d/])"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at plain[start:end], under the key of contract.md 3.2."""

    name: str
    value: Decimal
    start: int
    end: int
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class _Hit:
    value: Decimal
    start: int
    end: int


def quantities(plain: str, start: int, end: int) -> Iterator[Quantity]:
    """Every quantity of the act told in plain[start:end]."""
    part = _without_quotes(plain[start:end])
    for name, unit in UNIT_OF.items():
        hits = [
            hit
            for hit in _hits(part, rf"(?<![\d.A-Za-z])(?P<n>{NUMBER})\s?(?P<wan>万)?余?{unit}(?![\dA-Za-z]|的?[×*xX])")
            if not NOT_AREA.search(part[max(0, hit.start - 24) : hit.start])
        ]
        if name == "area_m2" and not hits:
            hits = _hits(part, LOST_SQUARE)
        yield from _moved(start, _totalled(name, part, hits, "area_part_m2" if name == "area_m2" else None))
    yield from _moved(
        start,
        _totalled(
            "trees",
            part,
            [
                hit
                for hit in _hits(part, TREES)
                if not re.search(r"补[种栽植][^。；]{0,24}$|每$", part[max(0, hit.start - 26) : hit.start])
            ],
        ),
    )
    if PROTECTED.search(part):
        yield from _moved(start, _totalled("animals", part, _hits(part, ANIMALS)))
    yield from _moved(start, _totalled("volume_m3", part, _hits(part, VOLUME)))
    yield from _moved(start, _totalled("timber_m3", part, _hits(part, TIMBER)))
    yield from _moved(start, _totalled("value_yuan", part, _priced(part, VALUE)))
    yield from _moved(start, _totalled("restore_cost_yuan", part, _priced(part, COST)))
    yield from _moved(start, _totalled("illegal_gains_yuan", part, _priced(part, GAINS)))


def _moved(offset: int, found: Iterator[Quantity]) -> Iterator[Quantity]:
    for one in found:
        yield Quantity(one.name, one.value, one.start + offset, one.end + offset, one.sure)


def _without_quotes(part: str) -> str:
    # a tier or an article quoted in the text speaks of ranges, not of this act
    return re.sub(r"“[^”]{0,300}(?:以上|以下|不足|不满)[^”]{0,300}”", lambda match: "“" + "□" * (len(match[0]) - 2) + "”", part)


def _hits(part: str, pattern: str | re.Pattern[str]) -> list[_Hit]:
    hits = []
    for match in re.finditer(pattern, part):
        group = "n" if match["n"] else "n2"
        value = decimal(match[group])
        if value is None:
            continue
        if "wan" in match.groupdict() and match["wan"]:
            value *= 10_000
        if LIMIT.match(part[match.end() :]) or LIMIT_BEFORE.search(part[max(0, match.start(group) - 6) : match.start(group)]):
            continue
        hits.append(_Hit(value, match.start(), match.end()))
    return hits


def _priced(part: str, before: re.Pattern[str]) -> list[_Hit]:
    hits = []
    for one in amounts(part):
        lead = part[max(0, one.start - 160) : one.start]
        if (
            not before.search(lead)
            or LIMIT.match(part[one.end :])
            or re.match(r"/|每", part[one.end :])
            or re.search(r"[每单]$|单价|每(?:平方米|平米|m2|株|棵|亩|只|头|立方米|m3)$", lead[-8:])
        ):
            continue
        hits.append(_Hit(one.value, one.start, one.end))
    return hits


def _totalled(name: str, part: str, hits: list[_Hit], part_name: str | None = None) -> Iterator[Quantity]:
    """One value: the total where the paper gives it, the only one there is, else the sum of the plots."""
    if not hits:
        return
    values = list(dict.fromkeys(hit.value for hit in hits))
    if len(values) == 1:
        yield Quantity(name, values[0], hits[0].start, hits[0].end)
        return
    total = next((hit for hit in reversed(hits) if _is_total(part, hit, hits)), None)
    plots = [hit for hit in hits if total is None or hit.value != total.value]
    if part_name:
        for hit in plots if PARTS.search(part) else ():
            yield Quantity(part_name, hit.value, hit.start, hit.end, 0.9)
    if total:
        yield Quantity(name, total.value, total.start, total.end, 0.97)
    elif _listed(part, hits):
        yield Quantity(name, sum((hit.value for hit in hits), Decimal(0)), hits[0].start, hits[-1].end, 0.7)
    else:
        first = next(
            (hit for hit in hits if re.search(r"涉案[^。；，\d]{0,12}$", part[max(0, hit.start - 16) : hit.start])), hits[0]
        )
        yield Quantity(name, first.value, first.start, first.end, 0.75)


def _is_total(part: str, hit: _Hit, hits: list[_Hit]) -> bool:
    others = [one for one in hits if one.start < hit.start]
    if len(others) > 1 and sum(one.value for one in others) == hit.value:
        return True
    if len(hits) > 2 and sum(one.value for one in hits if one is not hit) == hit.value:
        return True
    if re.match(r"[^；\d]{0,12}其中", part[hit.end :]):
        return True
    return bool(
        re.search(
            r"(?:共计|合计|总计|累计|总面积|总共|总株数|总量)[^。；，\d]{0,12}$", part[max(0, hit.start - 20) : hit.start + 4]
        )
    )


def _listed(part: str, hits: list[_Hit]) -> bool:
    """Whether the numbers stand as items of one list: 甲3只、乙2只."""
    gaps = [part[left.end : right.start] for left, right in zip(hits, hits[1:], strict=False)]
    return all(re.fullmatch(r"[^。]{0,48}", gap) and re.search(r"[、，和及；]", gap) for gap in gaps) and not any(
        "其中" in gap for gap in gaps
    )
