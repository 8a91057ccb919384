"""One answer of the check of the three systems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report.sheet import Table

GOOD, BAD, OPEN, NONE = "符合", "不符合", "无法判断", "没有提供"


@dataclass(frozen=True, slots=True)
class Line:
    """What was asked of which of the three systems, and the answer."""

    system: str  # 公示, 全过程记录, 法制审核
    subject: str
    verdict: str
    told: str
    basis: str = ""


def table(title: str, lines: Sequence[Line]) -> Table:
    """The answers as a table."""
    rows = tuple((str(n), line.system, line.subject, line.verdict, line.told, line.basis) for n, line in enumerate(lines, 1))
    return Table(title, ("序号", "制度", "检查事项", "结论", "说明", "依据"), (2, 4, 8, 4, 14, 7), rows, ("序号",))
