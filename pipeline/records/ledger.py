"""The ledger of problems to be closed, and the clues that come from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the ledger, named as its columns in the database. "" where nothing was set."""

    id: str
    county: str = ""  # set where the ledgers of several counties stand in one
    case_id: str = ""  # 、 between several
    rule: str = ""
    category: str = "其他"  # one of the eight kinds
    subkind: str = ""  # of 其他
    reason: str = ""  # why it is of that kind
    problem: str = ""
    detail: str = ""
    law: str = ""
    origin: str = ""
    severity: str = "deduct"
    enterprise: bool = False
    state: str = "待核实"
    unit: str = ""
    department: str = ""
    leader: str = ""
    person: str = ""
    measure: str = ""
    deadline: str = ""  # ISO day
    progress: str = ""
    proof: str = ""
    checker: str = ""  # who accepted the completion
    closing: str = ""  # how it was closed: by re-review, by measure, by a person's reason
    lesson: str = ""  # 举一反三
    remark: str = ""
    found: str = ""
    present: bool = True  # whether the last review still finds it

    @property
    def due(self) -> date | None:
        """The time limit; None where it is not set or no date."""
        try:
            return date.fromisoformat(self.deadline) if self.deadline else None
        except ValueError:
            return None

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state not in ("已销号", "不属实")

    @property
    def shown(self) -> bool:
        """Whether lists print it: what the last review finds no more, and nobody worked on, is gone."""
        return self.present or self.state != "待核实"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one item, before and after; the history keeps them all."""

    id: str
    field: str
    old: str
    new: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A change as the history tells it: who and when."""

    change: Change
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Clue:
    """What somebody outside said or decided about the bureau's work."""

    content: str
    source: str  # file and row
    number: str = ""
    origin: str = ""  # 12345, 投诉, 媒体, 复议, 应诉, 自查
    day: date | None = None
    about: str = ""
    party: str = ""  # who complains, applies or sues
    challenged: str = ""  # the decision number that is attacked
    result: str = ""  # 维持, 撤销, 变更, 确认违法, 责令重作, 驳回 … of a decision or judgment
    grounds: tuple[str, ...] = ()
