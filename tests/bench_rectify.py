"""Clues tied to cases, kinds proposed, and a ledger of ten thousand rows: python -m tests.bench_rectify (part of make bench)."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from pipeline.learn.clues import measure
from pipeline.office import exchange, ledger
from pipeline.office.ledger import Wanted
from pipeline.records.ledger import Clue, Item
from pipeline.rectify.matching import Known, match
from pipeline.store import NAME, Store
from pipeline.store import ledger as table

_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "山水林木石田禾谷平安富贵明亮春秋冬夏青松柏桂兰芳霞云雷"
_COUNTIES, _TOWNS = ("东岭县", "西川县", "南坪县"), ("石门乡", "平川镇", "上庄镇", "柏树乡", "云台镇")
_TRADES = ("青松木业", "绿源林产", "鑫达建材", "大河养殖", "金谷种植")


def known_cases(count: int, seed: int) -> list[Known]:
    """Cases with parties that repeat now and then, as in life."""
    chance = random.Random(seed)
    out = []
    for n in range(count):
        county = chance.choice(_COUNTIES)
        party = chance.choice(_TRADES) + str(n) + "有限公司" if chance.random() < 0.25 else _name(chance)
        party = county + party if "公司" in party else party
        first = date(2023, 1, 1) + timedelta(days=chance.randrange(900))
        place = f"{county}{chance.choice(_TOWNS)}{chance.choice('东西南北')}{chance.choice('沟坡坪河')}村"
        officers = (_name(chance), _name(chance))
        number = f"{county[0]}林罚决字〔{first.year}〕第{n + 1:03d}号"
        out.append(Known(f"案{n + 1}", (number,), party, officers, place, first, first + timedelta(days=80)))
    return out


def clues_of(cases: list[Known], count: int, seed: int) -> list[tuple[Clue, set[str]]]:
    """Clues that name a case in one way or another, and one in four that names none of them."""
    chance = random.Random(seed)
    out: list[tuple[Clue, set[str]]] = []
    for n in range(count):
        case = chance.choice(cases)
        number = case.numbers[0]
        day = (case.first or date(2024, 1, 1)) + timedelta(days=chance.randrange(20, 200))
        near = (case.first or date(2024, 1, 1)) + timedelta(days=chance.randrange(0, 100))
        same = {one.case for one in cases if one.party == case.party}
        told: list[tuple[str, str, date, set[str]]] = [
            (f"申请人不服{number}处罚决定，认为程序违法。", "", day, {case.case}),
            (f"对{number.replace('〔', '[').replace('〕', ']').replace('第0', '第')}有意见", "", day, {case.case}),
            (f"群众反映：{number.replace('字', '').replace('第', ' ')}罚得太重", "", day, {case.case}),
            (f"当事人{case.party}反映在{case.place[3:]}被罚款，{case.officers[0]}态度不好", "", near, same),
            (f"{case.party}来电称处罚过重", case.officers[1], near, same),
            (f"{case.place[3:]}有人反映{case.officers[0]}办案时不出示证件", "", near, {case.case}),
            (f"{_name(chance)}反映{chance.choice(_TOWNS)}有人毁林没人管", "", day, set()),
            (f"某某字〔2022〕第{chance.randrange(900, 999)}号处罚过重，{chance.choice(_TRADES)}有意见", "", day, set()),
        ]  # fmt: skip
        text, about, when, right = told[n % len(told)]
        out.append((Clue(text, f"第{n}行", about=about, day=when), right))
    return out


def matching(cases: int = 300, clues: int = 800, seed: int = 3) -> tuple[float, float]:
    """Precision and recall of the ties; a clue that fits several cases of one party may be tied to one of them or to none."""
    known = known_cases(cases, seed)
    good = made = due = 0
    for clue, right in clues_of(known, clues, seed + 1):
        told = set(match(clue, known).cases)
        made += bool(told)
        good += bool(told) and told <= right
        due += len(right) == 1
        if len(right) > 1 and told <= right:
            due += bool(told)
    return good / made, good / due


def ten_thousand() -> dict[str, float]:
    """Seconds to list, export and import a ledger of ten thousand rows."""
    items = [
        Item(
            id=f"{n:012x}",
            case_id=f"案{n // 3}",
            rule="GD-06",
            problem=f"不符合要求{n % 40}",
            detail=f"文书{n}第{n % 30}页空白" * 3,
            unit=f"{n % 30}局",
        )
        for n in range(10_000)
    ]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        store = Store(out / NAME)
        table.find(store.database, items)
        store.close()
        took = {}
        for name, work in (
            ("list", lambda: len(ledger.items_of(out))),
            ("export", lambda: exchange.export(out, out / "x.xlsx", Wanted())),
            ("import", lambda: exchange.take_back(out, out / "x.xlsx", who="测")),
        ):
            start = time.perf_counter()
            work()
            took[name] = time.perf_counter() - start
        return took


def _name(chance: random.Random) -> str:
    return chance.choice(_FAMILY) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2))))


if __name__ == "__main__":
    precision, recall = matching()
    print(f"clues tied to cases: precision {precision:.3f} recall {recall:.3f}")
    print(
        f"kinds of clues, unseen styles: macro-F1 {measure('train')['macro_f1']:.3f}, wordings unseen too {measure()['macro_f1']:.3f}"
    )
    print("ledger of 10,000 rows: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in ten_thousand().items()))
