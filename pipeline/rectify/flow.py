"""How an item of the ledger may change: what each state asks for, and what closing asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipeline import strictyaml
from pipeline.problems import UsageError
from pipeline.records.ledger import Change, Item
from pipeline.rectify.columns import label
from pipeline.rectify.kinds import OTHER, kinds, subkinds

CLOSED, CLUE = "已销号", "线索"
PERSONAL = (
    "category", "subkind", "state", "unit", "department", "leader", "person", "measure", "deadline", "progress", "proof", "checker",
    "lesson", "remark",
)  # fmt: skip
Recheck = Literal["pass", "fail", "unsure", "gone"]  # what the last review says of this rule in this file; gone: no such file


class Refused(UsageError):
    """A change that the flow does not allow; the message says why and what to do."""


def change(item: Item, wanted: Mapping[str, str], *, why: str = "") -> tuple[Item, tuple[Change, ...]]:
    """The item with `wanted` fields, and what changed. Raises Refused on a state, a kind or a date that cannot be."""
    for field in wanted:
        if field not in PERSONAL:
            raise Refused(f"{item.id}：“{label(field)}”由评查得出，不能在台账里改。可改：{'、'.join(map(label, PERSONAL))}。")
    values = {field: value.strip() for field, value in wanted.items()}
    if "category" in values:
        values = _kind(item, values)
    new = replace(item, **values)  # type: ignore[arg-type]  # PERSONAL fields are text
    if new.deadline and new.due is None:
        raise Refused(f"{item.id}：整治时限“{new.deadline}”不是日期，请写成 2026-08-31。")
    if new.state != item.state:
        if new.state == CLOSED:
            raise Refused(f"{item.id}：销号要经过核对，请用 anjuan ledger close。")
        _may(item, new, why)
    return new, tuple(
        Change(item.id, field, str(getattr(item, field)), str(getattr(new, field)), why)
        for field in values
        if getattr(item, field) != getattr(new, field)
    )


def close(item: Item, *, who: str, proof: str = "", reason: str = "", recheck: Recheck) -> tuple[Item, tuple[Change, ...]]:
    """The item closed: its rule passes on the corrected file, or no paper can mend it, or `who` gives a reason."""
    if item.state not in ("整治中", "已完成"):
        raise Refused(f"{item.id}：现在是“{item.state}”，只有“整治中”“已完成”的才能销号。{_next(item.state)}")
    if who == item.person:
        raise Refused(f"{item.id}：销号须由责任人（{item.person}）以外的人审核。")
    done = replace(item, state="已完成", proof=proof or item.proof)
    _needs(done)
    how = _how(done, reason, recheck, who)
    new = replace(done, state=CLOSED, checker=who, closing=how)
    steps = [] if item.state == "已完成" else [Change(item.id, "state", item.state, "已完成")]
    steps.append(Change(item.id, "state", "已完成", CLOSED, how))
    steps += [
        Change(item.id, field, getattr(item, field), getattr(new, field))
        for field in ("proof", "checker", "closing")
        if getattr(item, field) != getattr(new, field)
    ]
    return new, tuple(steps)


def reopen(item: Item, *, why: str) -> tuple[Item, tuple[Change, ...]]:
    """A closed or finished item, sent back."""
    new, changes = change(item, {"state": "退回"}, why=why)
    new = replace(new, closing="", checker="")
    return new, changes + tuple(
        Change(item.id, field, getattr(item, field), "", why) for field in ("closing", "checker") if getattr(item, field)
    )


def state_of(word: str) -> str | None:
    """The state that a hand-written word means."""
    return next((name for name, row in states().items() if word == name or word in row["words"]), None)


@cache
def cure(rule: str) -> str | None:
    """Why no correction of the file can mend what this rule found; None where one can."""
    for group in strictyaml.parse(Path(__file__).with_name("cures.yaml").read_text(encoding="utf-8")).values():
        if rule in group["rules"]:
            return str(group["reason"])
    return None


@cache
def states() -> Mapping[str, Any]:
    """The states in the order of the work (states.yaml)."""
    found: Mapping[str, Any] = strictyaml.parse(Path(__file__).with_name("states.yaml").read_text(encoding="utf-8"))
    return found


def _may(item: Item, new: Item, why: str) -> None:
    if new.state not in states():
        raise Refused(f"{item.id}：没有“{new.state}”这个状态；可用：{'、'.join(states())}。")
    if new.state not in states()[item.state]["to"]:
        raise Refused(f"{item.id}：不能从“{item.state}”直接改为“{new.state}”。{_next(item.state)}")
    if states()[new.state].get("why") and not why:
        raise Refused(f"{item.id}：改为“{new.state}”要写明理由（--why）。")
    _needs(new)


def _needs(item: Item) -> None:
    missing = [field for field in states()[item.state].get("needs", ()) if not getattr(item, field)]
    if missing:
        raise Refused(f"{item.id}：“{item.state}”要先填写{'、'.join(map(label, missing))}。")


def _next(state: str) -> str:
    return f"“{state}”之后可以是：{'、'.join(states()[state]['to'])}。"


def _how(item: Item, reason: str, recheck: Recheck, who: str) -> str:
    if reason:
        return f"说明理由销号：{reason}（{who}）"
    if item.rule == CLUE:
        return "以措施销号：线索已查处整改"
    past = cure(item.rule)
    if past:
        return f"以措施销号：{past}，已采取措施"
    if recheck == "pass":
        return f"复查通过：重新评查后{item.rule}符合要求"
    told = {
        "fail": "重新评查仍不符合要求",
        "unsure": "重新评查无法判断",
        "gone": "最近一次评查里没有这个案卷",
    }[recheck]
    raise Refused(f"{item.id}：{told}（{item.rule}）。请把更正后的案卷放回原处再次评查，或者用 --reason 写明理由。")


def _kind(item: Item, values: dict[str, str]) -> dict[str, str]:
    name, _, subkind = values["category"].replace("“", "").replace("”", "").partition("：")
    if name not in kinds():
        raise Refused(f"{item.id}：没有“{name}”这一类；八类：{'、'.join(kinds())}。")
    subkind = subkind or values.get("subkind", "") or (item.subkind if name == item.category else "")
    if subkind and (name != OTHER or subkind not in subkinds()):
        raise Refused(f"{item.id}：“{subkind}”不是“其他”的小类；可用：{'、'.join(subkinds())}。")
    return values | {"category": name, "subkind": subkind, "reason": "人工改定"}
