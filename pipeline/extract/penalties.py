"""Kinds of penalty, confiscation, orders to restore: what the operative words say beside the fine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.clauses import Span
from pipeline.extract.dates import find_days
from pipeline.extract.fine import Item
from pipeline.extract.money import amounts
from pipeline.extract.sections import FINED
from pipeline.extract.values import NUMBER, NUMERAL, decimal
from pipeline.records import BadDate, PartialDate

GAINS = r"(?:违法|非法)(?:所得|收入|获利)|变卖(?:所得|价款|款)|所得(?:款|收入|价款)"
NOT_NOW = re.compile(r"逾期|拒不|到期不|可以(?:处|并处)|不予$|免予$|不再$")
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("警告", re.compile(r"警告(?!标|牌|信)")),
    ("通报批评", re.compile(r"通报批评")),
    (
        "罚款",
        re.compile(
            r"(?<!加处)(?<!缴纳)(?<!按)(?<!将)罚款(?!数额|决定|收缴|本金|缴)|罚金"
            rf"|处以?(?:人民币)?[^。，；]{{0,12}}元(?:整)?的?(?:行政)?处罚|{FINED}"
        ),
    ),
    ("没收违法所得", re.compile(rf"(?<!罚)没收(?!入)[^。；\n]{{0,24}}?(?:{GAINS})")),
    (
        "没收非法财物",
        re.compile(
            rf"(?<!罚)没收(?!入)(?:的)?(?![^，。；、和及并\n\d]{{0,40}}?(?:{GAINS}))[^，。；\n]{{2,}}"
        ),
    ),
    ("暂扣许可证件", re.compile(r"暂扣[^。；]{0,20}(?:许可证|执照|证)")),
    ("降低资质等级", re.compile(r"降低[^。；]{0,10}资质|由[甲乙丙丁一二三四]级降[为至][甲乙丙丁一二三四]级")),
    ("吊销许可证件", re.compile(r"吊销[^。；]{0,24}(?:许可证|执照|证|资格|资质)")),
    ("限制开展生产经营", re.compile(r"限制[^。；]{0,8}生产经营")),
    ("责令停产停业", re.compile(r"责令[^。；]{0,8}停(?:产|业)|停产(?:停业|整治|整顿)")),
    ("责令关闭", re.compile(r"责令[^。；]{0,8}关闭")),
    ("限制从业", re.compile(r"(?:限制|禁止)[^。；]{0,6}从业|禁止从事|终身不得从事|不得从事")),
    ("行政拘留", re.compile(r"拘留")),
    (
        "责令改正类",
        re.compile(
            r"责令(?![^。；，]{0,8}(?:停产|停业|关闭))|(?:限期|限于?|于)[^。；]{0,30}(?:恢复[^。；，]{0,4}(?:原状|植被|草原|林业|土地|功能|条件)|拆除"
            r"|补[种栽植办]|改正|清[除理运]|整改|封闭|封填|退还|搬离)|^[^，。]{0,8}补[种栽植]|^\W*(?:[一二三四五六七八九十\da-z]{1,2}\W)?(?:自行|立即)?"
            r"(?:退还|拆除|恢复|清除|停止|改正)"
        ),
    ),
)
ALSO_GOODS = re.compile(
    rf"(?:{GAINS})[^。；\n]{{0,30}}?(?:和|及|、|并|以及|，)(?:没收)?(?!处|并处|罚款|责令|吊销|暂扣|给予|警告)[^。；\n，]{{0,24}}?(?:千克|公斤|吨"
    rf"|斤|株|根|只|头|条|台|把|辆|件|套|瓶|袋|个|张|工具|财物|种子|木材|猎获物|物品|药品|器械|设备|产品|用具|原料|食品)"
)
REPLANT = re.compile(r"补[种栽植造]")
COUNT = re.compile(rf"(?<![\d.])(?P<n>{NUMBER}|[{NUMERAL}]{{1,6}})\s?余?(?:株|棵)")
TIMES = re.compile(rf"(?<![\d.])(?P<n>{NUMBER}|[{NUMERAL}]{{1,3}})\s?倍")
UNTIL = re.compile(r"\s?(?:之?前|以前|止|内|为止|底前|（?含当日）?前)?")


def kinds(plain: str, clauses: Sequence[Span]) -> Iterator[Item]:
    """`penalties`, one field a kind."""
    told: set[str] = set()
    for start, end in clauses:
        part = plain[start:end]
        for kind, pattern in KINDS:
            match = next(
                (one for one in pattern.finditer(part) if not NOT_NOW.search(part[max(0, one.start() - 8) : one.start()])), None
            )
            if match and re.search(r"□\s?$", part[: match.start()]) and re.search(r"[☑√■✓]", part):
                continue  # a box left blank beside one that is ticked
            if kind == "没收非法财物" and not match:
                match = ALSO_GOODS.search(part) if "没收" in part else None
            if match and kind not in told:
                told.add(kind)
                yield "penalties", kind, start + match.start(), start + match.end(), 0.97


def confiscated(plain: str, clauses: Sequence[Span]) -> Iterator[Item]:
    """`confiscated_yuan`: money taken away, never the value of goods."""
    for start, end in clauses:
        part = plain[start:end]
        match = re.search(rf"没收[^。；，\n]{{0,24}}?(?:{GAINS})", part)
        if not match:
            continue
        first = next(
            (
                one
                for one in amounts(part)
                if one.start >= match.end() and not re.search(r"罚款|处|[。；]", part[match.end() : one.start])
            ),
            None,
        )
        if first:
            yield "confiscated_yuan", first.value, start + first.start, start + first.end, 0.97


def orders(plain: str, clauses: Sequence[Span]) -> Iterator[Item]:
    """`replant_trees`, `replant_times`, `due_date` of what must be planted or restored."""
    for start, end in clauses:
        part = plain[start:end]
        if REPLANT.search(part):
            at = REPLANT.search(part)
            found = [
                match
                for match in COUNT.finditer(part)
                if not re.match(rf"(?:树木|林木|[一-鿿]{{2,4}}树?)?的?(?:{NUMBER}|[{NUMERAL}]{{1,3}})\s?倍", part[match.end() :])
            ]
            total = next(
                (
                    match
                    for match in reversed(found)
                    if re.search(r"计|共|即|为", part[max(0, match.start() - 6) : match.start()])
                ),
                None,
            )
            chosen = (
                total
                or next((match for match in reversed(found) if at and match.start() > at.start()), None)
                or next(iter(found), None)
            )
            if chosen and (number := decimal(chosen["n"])) is not None:
                yield "replant_trees", number, start + chosen.start(), start + chosen.end(), 0.95
            times = TIMES.search(part, at.start() if at else 0)
            # the fine of the same sentence has a multiple of its own
            apart = re.search(r"罚款|[，并]处|价值|费用", part[: times.end()]) if times else None
            if times and (number := decimal(times["n"])) is not None and not apart:
                yield "replant_times", number, start + times.start(), start + times.end(), 0.95
        if re.search(r"责令|限|补[种栽植]|恢复|改正|拆除", part):
            yield from due(plain, start, end)


def due(plain: str, start: int, end: int) -> Iterator[Item]:
    """`due_date`: the day an order must be done by."""
    part = plain[start:end]
    for day in find_days(part):
        if isinstance(day.value, BadDate):
            continue
        after, before = part[day.end : day.end + 4], part[max(0, day.start - 6) : day.start]
        if re.match(r"之?前|以前|止|为止|底|（含|日?内", after) or re.search(r"(?:至|到|限|截至|截止)$", before):
            if not isinstance(day.value, PartialDate):
                yield "due_date", day.value, start + day.start, start + day.end, 0.95 * day.confidence
            return
