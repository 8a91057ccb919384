"""One party, one act, two fines in different files (一事二罚, XA-13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from pipeline.compare.links import clusters
from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen, said, same_party
from pipeline.law.workdays import written
from pipeline.records import Finding


def double_fines(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-13: one finding for each act fined more than once; two numbers are needed, one number twice is XA-02's."""
    fined = [seen for seen in cases if seen.fine and (seen.party or seen.party_id)]
    like: dict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for seen in fined:
        for key in _keys(seen, signal):
            like[key].append(seen)
    same: dict[tuple[Seen, Seen], None] = {}
    for members in like.values():
        for one, other in combinations(members, 2):
            if same_party(one, other) and _same_bureau(one, other) and _same_act(one, other, signal):
                same[one, other] = None
    acts = [sorted(act, key=lambda one: one.name) for act in clusters(same)]
    return [_finding(act, signal) for act in sorted(acts, key=lambda act: act[0].name)]


def _keys(seen: Seen, signal: Signal) -> Iterator[tuple[object, ...]]:
    """What two fines for one act share: the party, and the day of the act or two measurements; only those are compared."""
    measured = sorted((name, value) for name, value in seen.quantities.items() if name not in signal.words("consequences"))
    for party in sorted({seen.party, seen.party_id} - {None}, key=str):
        if seen.act:
            yield party, seen.act
        for pair in combinations(measured, 2):
            yield party, seen.cause, pair


def _same_bureau(one: Seen, other: Seen) -> bool:
    """A person of that name elsewhere may be another; an enterprise or an identity number is one everywhere."""
    return one.bureau == other.bureau or one.party_kind == "unit" or (one.party_id is not None and one.party_id == other.party_id)


def _same_act(one: Seen, other: Seen, signal: Signal) -> bool:
    if one.number and one.number == other.number:
        return False
    shared = [name for name in one.quantities if name in other.quantities and name not in signal.words("consequences")]
    equal = [name for name in shared if one.quantities[name] == other.quantities[name]]
    if one.place and other.place and one.place != other.place:
        return False
    if one.act and other.act:
        if one.act != other.act:
            return False
        # The same day: one act unless its measurements say otherwise.
        return bool(equal) or (not shared and one.cause == other.cause)
    return one.cause == other.cause and len(equal) >= signal.count("least_equal")


def _finding(act: list[Seen], signal: Signal) -> Finding:
    first = act[0]
    day = f"{written(first.act)}的" if first.act else ""
    fines = "；".join(f"{one.named()}罚款{said(one.fine)}元" for one in act)
    message = f"{first.party}{day}同一{first.cause or '违法'}行为被罚款{len(act)}次：{fines}。"
    names = ("party_name", "violation_date", "violation_end", "fine_yuan")
    evidence = [place for one in act for place in one.evidence(*names)]
    return report(signal, act, message, evidence=evidence)
