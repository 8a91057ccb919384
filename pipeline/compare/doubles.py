"""One party, one act, two fines in different files (一事二罚, XA-13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from pipeline.compare.links import clusters
from pipeline.compare.rule import report, signals
from pipeline.compare.view import Seen, said, same_party, text
from pipeline.law.workdays import written
from pipeline.records import Finding


def double_fines(cases: Iterable[Seen]) -> list[Finding]:
    """XA-13: one finding for each act fined more than once; two numbers are needed, one number twice is XA-02's."""
    fined = [seen for seen in cases if seen.fine and (seen.party or seen.party_id)]
    by_name: dict[str, list[Seen]] = defaultdict(list)
    for seen in fined:
        for key in {seen.party, seen.party_id} - {None}:
            by_name[str(key)].append(seen)
    same: dict[tuple[Seen, Seen], None] = {}
    for _, members in sorted(by_name.items()):
        for one, other in combinations(members, 2):
            if same_party(one, other) and _same_act(one, other):
                same[one, other] = None
    acts = [sorted(act, key=lambda one: one.name) for act in clusters(same)]
    return [_finding(act) for act in sorted(acts, key=lambda act: act[0].name)]


def _same_act(one: Seen, other: Seen) -> bool:
    if one.number and one.number == other.number:
        return False
    shared = [name for name in one.quantities if name in other.quantities and name not in signals()["XA-13"].words("consequences")]
    equal = [name for name in shared if one.quantities[name] == other.quantities[name]]
    places = text(one.case, "violation_place"), text(other.case, "violation_place")
    if all(places) and places[0] != places[1]:
        return False
    if one.act and other.act:
        if one.act != other.act:
            return False
        # The same day: one act unless its measurements say otherwise.
        return bool(equal) or (not shared and one.cause == other.cause)
    return one.cause == other.cause and len(equal) >= signals()["XA-13"].count("least_equal")


def _finding(act: list[Seen]) -> Finding:
    first = act[0]
    day = f"{written(first.act)}的" if first.act else ""
    fines = "；".join(f"{one.named()}罚款{said(one.fine)}元" for one in act)
    message = f"{first.party}{day}同一{first.cause or '违法'}行为被罚款{len(act)}次：{fines}。"
    names = ("party_name", "violation_date", "violation_end", "fine_yuan")
    evidence = [place for one in act for place in one.evidence(*names)]
    return report("XA-13", act, message, evidence=evidence)
