"""One figure for all: many cases of one cause fined alike while their quantities differ (一刀切, XA-04)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pipeline.compare.measure import YUAN, intensity, legal_minimum
from pipeline.compare.peers import KINDS
from pipeline.compare.rule import Signal, report
from pipeline.compare.view import Seen, said
from pipeline.records import Finding


def one_figure(cases: Iterable[Seen], signal: Signal) -> list[Finding]:
    """XA-04 for every bureau, cause and kind of party."""
    groups: dict[tuple[str, str, str], list[Seen]] = defaultdict(list)
    for seen in cases:
        if seen.cause and seen.party_kind and seen.fine:
            groups[seen.bureau, seen.cause, seen.party_kind].append(seen)
    findings = []
    for (bureau, cause, kind), members in sorted(groups.items()):
        found = _most_alike(members, signal)
        if found is None:
            continue
        figure, alike = found
        differ = _differ(alike, signal)
        if differ is False:
            continue
        message = (
            f"{bureau}{cause}（{KINDS.get(kind, kind)}）{len(members)}件中有{len(alike)}件{figure}，"
            + ("数量、情节各不相同而处罚相同，请说明是否逐案裁量。" if differ else "案卷没有写明数量，情节是否相同请人工确认。")
        )
        evidence = [place for one in alike for place in one.evidence("fine_yuan", "quantities")]
        findings.append(report(signal, alike, message, evidence=evidence, verdict="fail" if differ else "unsure"))
    return findings


def _most_alike(members: Sequence[Seen], signal: Signal) -> tuple[str, list[Seen]] | None:
    def enough(alike: Sequence[Seen]) -> bool:
        return len(alike) >= signal.count("least_cases") and len(alike) >= signal.number("share") * len(members)

    candidates: list[tuple[str, list[Seen]]] = []
    for amount, _ in Counter(one.fine for one in members).most_common(1):
        candidates.append((f"一律罚款{said(amount)}元", [one for one in members if one.fine == amount]))
    lowest = [one for one in members if (floor := legal_minimum(one)) and one.fine and one.fine <= floor]
    candidates.append(("一律按法定最低幅度罚款", lowest))
    times = Counter(measured for one in members if (measured := intensity(one)) and measured[1] != YUAN)
    for measured, _ in times.most_common(1):
        candidates.append((f"一律按{said(measured[0])}{measured[1]}罚款", [one for one in members if intensity(one) == measured]))
    return next(((figure, alike) for figure, alike in candidates if enough(alike)), None)


def _differ(alike: Sequence[Seen], signal: Signal) -> bool | None:
    """Whether some quantity of these cases differs clearly; None where the files tell no quantity."""
    least = signal.number("quantities_differ_by")
    told: dict[str, list[Decimal]] = defaultdict(list)
    for one in alike:
        for name, amount in one.quantities.items():
            if amount > 0:
                told[name].append(amount)
    spreads = [max(amounts) >= min(amounts) * least for amounts in told.values() if len(amounts) > len(alike) / 2]
    return any(spreads) if spreads else None
