"""Finding where another case begins in the same pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.split.views import View
from pipeline.titles import plain

OPENERS = ("cover", "filing_approval")
NAMED = re.compile(
    r"(?:案件名称|案卷名称|违法行为人姓名|当事人姓名|当事人|违法嫌疑人|姓名|单位名称|名称)[:\t\n ]{1,3}([\u4e00-\u9fa5()（）*某]{2,30})"
)
DEED = re.compile(r"涉嫌|擅自|[滥盗]伐|毁|非法|未经|无证|违[法反]|破坏|损|一?案")  # where the party's name ends in a case's name
NUMBERED = re.compile(r"[(\[〔﹝【{]((?:19|20)\d\d)[)\]〕﹞】}]第?(\d{1,6})号")


@dataclass(frozen=True, slots=True)
class _Identity:
    names: frozenset[str]
    numbers: frozenset[tuple[str, int]]


def cases(seen: Sequence[View]) -> tuple[tuple[View, ...], ...]:
    """The views parted by case: a second cover or filing approval of another case begins one."""
    starts = [0]
    known: dict[str, _Identity] = {}
    for at, view in enumerate(seen):
        role = view.heading.title.role if view.heading else None
        if role not in OPENERS or view.page.state != "read":
            continue
        identity = _identity(view)
        before = known.get(role)
        if before and _another(before, identity):
            start = _lead(seen, at, starts[-1])
            starts.append(start)
            known = {}
            for other in seen[start : at + 1]:
                if other.heading and other.heading.title.role in OPENERS:
                    known[other.heading.title.role] = _identity(other)
            continue
        if before is None:
            known[role] = identity
    return tuple(tuple(seen[a:b]) for a, b in zip(starts, [*starts[1:], len(seen)], strict=True))


def _lead(seen: Sequence[View], at: int, floor: int) -> int:
    """Back to where the case of this form begins: its own index, else the papers that stand before a filing."""
    inside = range(floor + 1, at)
    own = [other for other in inside if _is(seen[other], "index")]
    if own and any(_is(seen[other], "index") for other in range(floor, own[-1])) and not _is(seen[own[-1] - 1], "index"):
        start = own[-1]
    else:
        start = at
        while start - 1 > floor and _is(seen[start - 1], "source_register"):
            start -= 1
    return start - 1 if start - 1 > floor and _is(seen[start - 1], "cover") else start


def _is(view: View, role: str) -> bool:
    return view.heading is not None and view.heading.title.role == role


def _identity(view: View) -> _Identity:
    names = frozenset(DEED.split(plain(name))[0] for name in NAMED.findall(view.page.text[:1500])) - {""}
    numbers = frozenset((year, int(serial)) for year, serial in NUMBERED.findall(plain(view.page.text)))
    return _Identity(names, numbers)


def _another(a: _Identity, b: _Identity) -> bool:
    """Surely another case: the parties differ, and no number is shared."""
    if not a.names or not b.names or any(_same(x, y) for x in a.names for y in b.names):
        return False
    return not a.numbers & b.numbers


def _same(x: str, y: str) -> bool:
    """One name, give or take a misread character."""
    if x in y or y in x:
        return True
    wrong = sum(p != q for p, q in zip(x, y, strict=False))
    return len(x) == len(y) and wrong <= max(1, len(x) // 6)
