"""Pairs that belong together → groups of everything that is linked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def clusters(pairs: Iterable[tuple[Item, Item]]) -> list[list[Item]]:
    """Connected items, each group and the groups in order of first appearance."""
    group: dict[Item, list[Item]] = {}
    for one, other in pairs:
        first, second = group.setdefault(one, [one]), group.setdefault(other, [other])
        if first is not second:
            first.extend(second)
            for item in second:
                group[item] = first
    return list({id(members): members for members in group.values()}.values())
