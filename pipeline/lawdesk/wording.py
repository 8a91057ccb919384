"""How the desk book writes values, units, fines and days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.law.offences import Branch, Offence
from pipeline.records import Provision

UNITS = {
    "day": "日", "working_day": "个工作日", "month": "个月", "year": "年", "hour": "小时", "yuan": "元", "times": "倍", "person": "人",
}  # fmt: skip
BASES = {"area_m2": "每平方米", "trees": "每株", "area_ha": "每公顷", "volume_m3": "每立方米"}
PARTIES = {"citizen": "个人", "unit": "单位"}
QUANTITIES = {
    "value_yuan": "价值", "illegal_gains_yuan": "违法所得", "restore_cost_yuan": "恢复费用", "area_m2": "面积（平方米）", "area_mu": "面积（亩）",
    "area_ha": "面积（公顷）", "volume_m3": "蓄积（立方米）", "trees": "株数", "animals": "只数",
}  # fmt: skip
GRADES = {"A": "A（读过全文）", "B": "B（摘要、二手转述）", "C": "C（待核）", "D": "D（未取得）"}
WORDS = {"own_government": "本级人民政府", "own_government_or_upper_department": "本级人民政府或者上一级主管部门"}


def value(provision: Provision) -> str:
    """5个工作日, 每日3%, 必须, 已废止."""
    given = provision.value
    if given is None:
        return "已废止"
    if given is True:
        return "有此规定"
    if not isinstance(given, Decimal):
        return WORDS.get(str(given), str(given))
    if provision.unit in ("share", "share_per_day"):
        return ("每日" if provision.unit == "share_per_day" else "") + f"{number(given * 100)}%"
    return number(given) + UNITS.get(provision.unit or "", provision.unit or "")


def fine(offence: Offence) -> str:
    """The fine of a row of the table: its branches, one after the other."""
    if not offence.fine:
        return "没有罚款"
    return "；".join(_branch(branch) for branch in offence.fine) + ("（应当处罚）" if offence.mandatory else "（可以处罚）")


def day(when: date) -> str:
    """2021年7月15日."""
    return f"{when.year}年{when.month}月{when.day}日"


def number(amount: Decimal) -> str:
    """A number without needless zeros."""
    return f"{amount.normalize():f}"


def _branch(branch: Branch) -> str:
    lead = PARTIES.get(branch.party_kind or "", "")
    lead += f"{branch.circumstance}的" if branch.circumstance else ""
    for name, (lo, hi) in (branch.when or {}).items():
        span = (f"{number(lo)}以上" if lo else "") + (f"不足{number(hi)}" if hi is not None else "")
        lead += f"{QUANTITIES.get(name, name)}{span or '不限'}的"
    lead += "：" if lead else ""
    unit = "倍" if branch.type == "multiple" else "元"
    head = branch.of or QUANTITIES.get(branch.base or "", "") if branch.type == "multiple" else BASES.get(branch.base or "", "")
    span = f"{number(branch.lo)}{unit}以上{number(branch.hi)}{unit}以下" if branch.lo else f"{number(branch.hi)}{unit}以下"
    return f"{lead}{head}{span}"
