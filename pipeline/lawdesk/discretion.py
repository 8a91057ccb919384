"""A discretion table (裁量基准) read critically before it is used: gaps and overlaps of tiers, the lawful range, dates, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

from pipeline.discretion import UNITS, DiscretionTable, Span, Tier, read_file
from pipeline.law import Branch, offences
from pipeline.law.tiers import base_of

_TYPES = {"multiple": "multiple", "yuan_per_m2": "per_m2", "yuan_per_tree": "per_tree", "yuan": "range"}
_WORDS = {
    "volume_m3": "立木蓄积", "area_m2": "面积（平方米）", "area_mu": "面积（亩）", "area_ha": "面积（公顷）", "trees": "株数", "animals": "只数",
    "value_yuan": "价值", "restore_cost_yuan": "恢复费用", "timber_m3": "材积", "illegal_gains_yuan": "违法所得", "replant_trees": "补种株数",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing wrong, or (`error` False) to be looked at, in one table of the file."""

    table: int  # 1 for the first
    error: bool
    message: str


def check_file(path: Path) -> tuple[tuple[DiscretionTable, ...], tuple[Remark, ...]]:
    """The tables of a file and what is to be said of them. Raises SettingsError where the file cannot be read as tables."""
    tables = read_file(path)
    return tables, remarks(tables)


def remarks(tables: Sequence[DiscretionTable]) -> tuple[Remark, ...]:
    """What is wrong or doubtful, in the order of the tables."""
    found = [remark for number, table in enumerate(tables, 1) for remark in _of_table(number, table)]
    for (one, first), (other, second) in combinations(enumerate(tables, 1), 2):
        if _meet(first, second):
            found.append(Remark(other, True, f"与第{one}条的案由、当事人类型相同而有效期重叠，同一天有两个基准"))
    return tuple(sorted(found, key=lambda remark: remark.table))


def lines(path: Path) -> tuple[list[str], bool]:
    """The check as a person reads it, and whether the tables can be used."""
    tables, found = check_file(path)
    told = []
    for number, table in enumerate(tables, 1):
        kind = {"citizen": "，个人", "unit": "，单位"}.get(table.party_kind or "", "")
        told.append(f"第{number}条 {table.cause}{kind}：{table.valid[0]}至{table.valid[1]}，{len(table.tiers)}档，单位{UNITS[table.unit]}")
        told += [f"    {'错误' if remark.error else '提醒'}：{remark.message}。" for remark in found if remark.table == number]
    errors = sum(remark.error for remark in found)
    told.append(f"共{len(tables)}条基准，错误{errors}处，提醒{len(found) - errors}处。")
    return told, not errors


def _meet(one: DiscretionTable, other: DiscretionTable) -> bool:
    """Whether both tables would apply to one case."""
    kinds = one.party_kind is None or other.party_kind is None or one.party_kind == other.party_kind
    return one.cause == other.cause and kinds and one.valid[0] <= other.valid[1] and other.valid[0] <= one.valid[1]


def _of_table(number: int, table: DiscretionTable) -> Iterator[Remark]:
    if table.valid[0] > table.valid[1]:
        yield Remark(number, True, f"有效期的起日{table.valid[0]}晚于止日{table.valid[1]}")
    if table.unit == "multiple" and not table.base:
        yield Remark(number, True, "按倍数裁量而没有写基数（base，如 value_yuan、restore_cost_yuan）")
    if not table.tiers:
        yield Remark(number, True, "没有档次（tiers）")
    for place, tier in enumerate(table.tiers, 1):
        yield from _of_tier(number, place, tier)
    yield from _borders(number, table.tiers)
    yield from _against_law(number, table)


def _of_tier(number: int, place: int, tier: Tier) -> Iterator[Remark]:
    lo, hi = tier.range
    if lo > hi:
        yield Remark(number, True, f"第{place}档的幅度{lo}至{hi}颠倒")
    if not tier.when:
        yield Remark(number, False, f"第{place}档没有数量条件（when），不能由案卷的数量找到该档")
    for name, (start, end) in tier.when.items():
        if name not in _WORDS:
            yield Remark(number, True, f"第{place}档的条件“{name}”不是案卷里的数量；可用：{'、'.join(_WORDS)}")
        if end is not None and start >= end:
            yield Remark(number, True, f"第{place}档的条件{_WORDS.get(name, name)}{start}至{end}是空的")


def _borders(number: int, tiers: Sequence[Tier]) -> Iterator[Remark]:
    """Gaps and overlaps, where all tiers are told apart by one and the same quantity; where by several, overlaps alone."""
    names = {name for tier in tiers for name in tier.when}
    if len(names) == 1 and all(tier.when for tier in tiers):
        name = names.pop()
        spans = sorted(((tier.when[name], tier, place) for place, tier in enumerate(tiers, 1)), key=lambda one: one[0][0])
        word = _WORDS.get(name, name)
        if spans[0][0][0] > 0:
            yield Remark(number, False, f"{word}不足{spans[0][0][0]}的没有档次")
        for ((_, end), before, first), ((start, _), after, second) in pairwise(spans):
            if end is None or end > start:
                yield Remark(number, True, f"第{first}档与第{second}档重叠：{word}{start}至{'以上' if end is None else end}落在两档")
            elif end < start:
                yield Remark(number, True, f"第{first}档与第{second}档之间有空档：{word}{end}至{start}没有档次")
            if after.range[0] < before.range[0] or after.range[1] < before.range[1]:
                yield Remark(number, False, f"第{second}档的数量更大，幅度反而更低（{after.range[0]}至{after.range[1]}）")
        if spans[-1][0][1] is not None:
            yield Remark(number, False, f"{word}达到{spans[-1][0][1]}以上的没有档次（可能已够移送标准）")
        return
    for (one, lower), (other, upper) in combinations(enumerate(tiers, 1), 2):
        if lower.when and lower.when.keys() == upper.when.keys() and all(_cross(lower.when[name], upper.when[name]) for name in lower.when):
            yield Remark(number, True, f"第{one}档与第{other}档的条件重叠，同一案件落在两档")


def _cross(one: Span, other: Span) -> bool:
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def _against_law(number: int, table: DiscretionTable) -> Iterator[Remark]:
    """Whether each tier stays in the range of the law that was in force through the table's time."""
    if table.unit == "share":
        for place, tier in enumerate(table.tiers, 1):
            if tier.range[0] < 0 or tier.range[1] > 1:
                yield Remark(number, True, f"第{place}档按幅度的比例裁量，应在0至1之间，写为{tier.range[0]}至{tier.range[1]}")
        return
    known = [one for one in offences(cause=table.cause) if one.since <= table.valid[1] and (one.until is None or one.until >= table.valid[0])]
    if not known:
        yield Remark(number, False, f"法律知识库中没有案由“{table.cause}”在这段时间的罚则，没有核对法定幅度")
        return
    for offence in known:
        if offence.since > table.valid[0] or (offence.until and offence.until < table.valid[1]):
            until = offence.until or "今"
            yield Remark(number, False, f"有效期内法律有变化（{offence.deed}的罚则施行于{offence.since}至{until}），请分段写")
    branches = [branch for one in known for branch in one.fine if table.party_kind in (None, branch.party_kind) or branch.party_kind is None]
    fitting = [branch for branch in branches if branch.type == _TYPES[table.unit] and _same_base(branch, table)]
    if not fitting:
        told = "、".join(sorted({branch.of or branch.type for branch in branches})) or "没有罚款"
        yield Remark(number, False, f"法律对“{table.cause}”的罚款另有算法（{told}），没有核对法定幅度")
        return
    low, high = min(branch.lo for branch in fitting), max(branch.hi for branch in fitting)
    for place, tier in enumerate(table.tiers, 1):
        if tier.range[1] > high:
            yield Remark(number, True, f"第{place}档的上限{tier.range[1]}{UNITS[table.unit]}超过法定上限{_plain(high)}{UNITS[table.unit]}")
        if tier.range[0] < low:
            least = f"低于法定下限{_plain(low)}{UNITS[table.unit]}（减轻处罚不能写成档次）"
            yield Remark(number, True, f"第{place}档的下限{tier.range[0]}{UNITS[table.unit]}{least}")


def _same_base(branch: Branch, table: DiscretionTable) -> bool:
    return branch.type == "range" or branch.base is None or branch.base == base_of(table)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
