"""Made-up bureaus for measuring the comparison: tables of decisions as clerks keep them, with unlike fines planted or none.

The maker knows nothing of the detector: officers choose round multiples inside wide or narrow tiers, round the sum, have circumstances that the
table tells or keeps to itself, leave quantities out, write areas in 亩 and fines in the wrong unit. A planted fine leaves its tier by a
given share; which officer does it, and in how many of his cases, is drawn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

HEADS = (
    "行政处罚决定书文号", "行政相对人名称", "行政相对人类别", "违法行为类型", "违法事实", "处罚依据", "处罚内容", "罚款金额（万元）",
    "立案日期", "处罚决定日期", "公示日期", "处罚机关", "承办人",
)  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """A cause with its law, what is multiplied, and the tiers that every bureau of the province knows."""

    cause: str
    basis: str
    base: str  # value, cost, or none where the fine is a sum
    size: str  # volume, area, animals
    tiers: tuple[tuple[float, float, float, float], ...]  # from, to, lowest, highest
    share: float


DEEDS = (
    Deed("滥伐林木", "《中华人民共和国森林法》第七十六条第二款", "value", "volume", ((0.1, 5, 3, 3.5), (5, 10, 3.5, 4.2), (10, 20, 4.2, 5)), 30),
    Deed("盗伐林木", "《森林法》第七十六条第一款", "value", "volume", ((0.05, 0.6, 5, 6.5), (0.6, 2, 6.5, 8), (2, 5, 8, 10)), 12),
    Deed("擅自改变林地用途", "《森林法》第七十三条第一款", "cost", "area", ((60, 334, 0.3, 1), (334, 1334, 1, 1.8), (1334, 6667, 1.8, 3)), 30),
    Deed("毁坏林地", "《森林法》第七十四条第一款", "cost", "area", ((50, 500, 0.5, 1.2), (500, 1500, 1.2, 2), (1500, 6667, 2, 3)), 10),
    Deed("毁坏林木", "《森林法》第七十四条第一款", "value", "volume", ((0.1, 1.5, 1, 2), (1.5, 4, 2, 3.5), (4, 20, 3.5, 5)), 8),
    Deed("未经批准野外用火", "《森林防火条例》第五十条", "none", "area", ((20, 2000, 200, 3000),), 10),
)
PLANTED = (0.3, 0.4, 0.6, -0.4)
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜", "明华建国志强秀英桂兰海燕永军文斌晓东立新春生广才"


@dataclass
class Made:
    """The rows of one or more bureaus, and which numbers were planted by how much."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    planted: dict[str, float] = field(default_factory=dict)
    uniform: set[str] = field(default_factory=set)  # bureaus that fine everyone of a cause the same
    honest: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Officer:
    name: str
    leaning: float  # where in a tier this officer likes to be, 0 to 1
    step: float  # the steps in which multiples are chosen


def settings_text() -> str:
    """The province's discretion table, for a run that is given it."""
    names = {"volume": "volume_m3", "area": "area_m2"}
    bases = {"value": "value_yuan", "cost": "restore_cost_yuan"}
    lines = ["discretion:"]
    for deed in DEEDS:
        if deed.base == "none":
            continue
        tiers = ", ".join(
            f"{{when: {{{names[deed.size]}: [{0 if n == 0 else lo}, {hi}]}}, range: [{least}, {most}]}}"
            for n, (lo, hi, least, most) in enumerate(deed.tiers)
        )
        lines.append(f"- {{cause: {deed.cause}, base: {bases[deed.base]}, unit: multiple, valid: [2020-07-01, 2030-01-01], tiers: [{tiers}]}}")
    return "\n".join(lines) + "\n"


def bureau(draw: random.Random, name: str, cases: int, kind: str, made: Made) -> None:
    """Add a bureau's decisions of five years; `kind`: honest, planted or uniform."""
    staff = [
        Officer(
            f"{draw.choice(_SURNAMES)}{draw.choice(_GIVEN)}{draw.choice(_GIVEN)}",
            draw.betavariate(2, 3.5),
            draw.choice((0.1, 0.1, 0.1, 0.2, 0.5)),
        )
        for _ in range(draw.randint(4, 8))
    ]
    leaning = draw.betavariate(2, 3)  # a bureau has habits too
    harsh, often = draw.choice(staff).name, draw.uniform(0.15, 0.5)
    if kind != "planted":
        made.honest.add(name)
    if kind == "uniform":
        made.honest.discard(name)
        made.uniform.add(name)
    short = "".join(draw.choice("东西南北云山河川林平安泽宁康阳") for _ in range(2))
    for serial in range(1, cases + 1):
        deed = draw.choices(DEEDS, [one.share for one in DEEDS])[0]
        pair = draw.sample(staff, 2)
        number = f"{short}{name[-3:]}林罚决字〔{2021 + 5 * serial // (cases + 1)}〕{serial}号"
        day = date(2021, 1, 5) + timedelta(days=1780 * serial // (cases + 1))
        row, unlike = _decision(draw, name, number, deed, pair, leaning, kind, harsh, often, day)
        made.rows.append(row)
        if unlike:
            made.planted[number] = unlike


def _decision(
    draw: random.Random, name: str, number: str, deed: Deed, pair: list[Officer], leaning: float, kind: str, harsh: str, often: float, day: date
) -> tuple[tuple[str, ...], float]:
    unit = draw.random() < (0.4 if deed.cause == "擅自改变林地用途" else 0.05)
    lo, hi, least, most = draw.choices(deed.tiers, [8 / (n + 1) ** 1.5 for n in range(len(deed.tiers))])[0]
    size = round(lo * (hi / lo) ** draw.random(), 0 if deed.size == "area" else draw.choice((1, 2, 3)))
    size = min(max(size, lo), hi * 0.999)
    base = round(size * (draw.uniform(380, 900) if deed.base == "value" else draw.uniform(8, 40)), draw.choice((0, 0, 2)))
    told, times, unlike = "", 0.0, 0.0
    place = min(max(draw.gauss(0.5 * leaning + 0.5 * pair[0].leaning, 0.18), 0), 1)
    mood = draw.random()
    if mood < 0.10:  # circumstances that the table tells
        told, place = draw.choice(("鉴于当事人主动恢复植被，予以从轻处罚。", "当事人系初次违法，依法从轻处罚。", "符合减轻处罚情形，减轻处罚。")), 0.0
    elif mood < 0.16:  # and such as it does not
        place = 0.0
    elif mood < 0.19:
        told, place = "当事人两年内曾因同类行为受过处罚，依法从重处罚。", 1.0
    if deed.base == "none":
        fine = draw.choice((200, 200, 300, 500, 500, 500, 800, 1000, 1000, 2000)) * (20 if unit else 1)
        if unit:
            fine = draw.choice((10000, 10000, 15000, 20000, 30000))
    else:
        step = pair[0].step
        times = min(max(round((least + place * (most - least)) / step) * step, least), most)
        if told.startswith("符合减轻"):
            times = least * draw.uniform(0.6, 0.9)
        if kind == "uniform":
            times = DEEDS[DEEDS.index(deed)].tiers[0][2]
        plain = not told and mood >= 0.19
        if kind == "planted" and plain and pair[0].name == harsh and draw.random() < often:
            unlike = draw.choice(PLANTED)
            times = (most if unlike > 0 else least) * (1 + unlike)
        fine = base * times
        if draw.random() < 0.35 and fine >= 1000:
            fine = round(fine, -2)
        elif draw.random() < 0.3 and fine >= 200:
            fine = round(fine, -1)
        elif draw.random() < 0.5:
            fine = round(fine)
    missing = not unlike and draw.random() < 0.06
    words = _facts(draw, deed, size, None if missing else base, day)
    amount = f"{fine / 10000:.6f}".rstrip("0").rstrip(".")
    if not unlike and draw.random() < 0.006:
        amount = f"{fine:.2f}"  # yuan in a column of 万元
    party = f"{draw.choice(_SURNAMES)}{draw.choice(_GIVEN)}{draw.choice('强伟芳娜敏静丽涛磊洋')}"
    party = f"{name[:2]}{party[1:]}{draw.choice(('建材', '光伏发电', '砂石', '养殖', '工程'))}有限公司" if unit else party
    content = f"罚款人民币{fine:.2f}元。{told}" if draw.random() < 0.7 or told else "罚款"
    return (
        number, party, "法人及非法人组织" if unit else "自然人",
        deed.cause if draw.random() < 0.8 else f"违反森林法{deed.cause}的行为", words, deed.basis, content, amount,
        (day - timedelta(days=draw.randint(10, 60))).isoformat(), day.isoformat(),
        (day + timedelta(days=draw.randint(1, 7))).isoformat(), name, "、".join(one.name for one in pair),
    ), unlike  # fmt: skip


def _facts(draw: random.Random, deed: Deed, size: float, base: float | None, day: date) -> str:
    when = day - timedelta(days=draw.randint(20, 200))
    lead = f"{when.year}年{when.month}月{when.day}日，当事人在{draw.choice('东西南北上下前后')}{draw.choice('沟坡岭湾梁')}村"
    forest = draw.choice(("", "", "（商品林）", "（公益林）"))
    if deed.base == "none":
        return f"{lead}林缘焚烧秸秆，过火面积{size:.0f}平方米，未造成森林火灾。"
    if deed.size == "volume":
        did = {"滥伐林木": "未办理林木采伐许可证采伐", "盗伐林木": "盗伐他人所有的", "毁坏林木": "开挖取土毁坏"}[deed.cause]
        price = f"，价值{base:g}元" if base is not None else ""
        return f"{lead}{did}杨树林木{forest}{draw.randint(2, 90)}株，立木蓄积{size:g}立方米{price}。"
    area = f"{size / 2000 * 3:.4f}亩" if draw.random() < 0.15 else f"{size:g}平方米"
    cost = f"，恢复植被和林业生产条件所需费用{base:.2f}元" if base is not None else ""
    did = "擅自占用林地建设" if deed.cause == "擅自改变林地用途" else "在林地上采石取土，毁坏林地"
    return f"{lead}{did}{forest}，面积{area}{cost}。"


def province(seed: int, kinds: Iterator[tuple[str, int]] | list[tuple[str, int]]) -> Made:
    """Bureaus one after another: (kind, cases)."""
    draw, made = random.Random(seed), Made()
    for number, (kind, cases) in enumerate(kinds, 1):
        bureau(draw, f"{draw.choice('青云石清新永长')}{draw.choice('川河林山泉平')}县林业局{number:03d}", cases, kind, made)
    return made
