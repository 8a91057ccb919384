"""A heavy fine for a trifling act beside lighter ones for graver acts (过罚不当, XA-15)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from pipeline.compare.measure import YUAN
from pipeline.compare.peers import Group
from pipeline.compare.rule import Signal, report
from pipeline.compare.spread import FACTS, explained
from pipeline.compare.view import said
from pipeline.records import Finding


def out_of_proportion(groups: Iterable[Group], signal: Signal) -> list[Finding]:
    """XA-15: one of the lightest acts of a group with a fine heavier than all of the clearly graver ones."""
    findings = []
    for group in groups:
        sized = sorted(
            (member for member in group.members if member.size and member.size > 0), key=lambda one: (one.size or 0, one.seen.name)
        )
        if len(sized) <= signal.count("least_graver"):
            continue
        sizes = np.array([float(one.size or 0) for one in sized])
        # the heaviest fine among all acts from that size upward
        heaviest = np.maximum.accumulate(np.array([float(one.measure) for one in sized])[::-1])[::-1]
        firsts = np.searchsorted(sizes, sizes / float(signal.number("small")) * (1 - 1e-9))
        for number, member in enumerate(sized):
            first = int(firsts[number])
            graver = sized[first:]
            if len(graver) < signal.count("least_graver") or len(graver) < float(signal.number("share_graver")) * (len(sized) - 1):
                continue
            heavier = signal.number("heavier_by_yuan" if group.unit == YUAN else "heavier_by")
            if float(member.measure) < float(heaviest[first]) * float(heavier) or explained(member, high=True):
                continue
            shown = graver[: signal.count("listed")]
            about = [member.seen, *(other.seen for other in shown)]
            low, high = min(one.measure for one in graver), max(one.measure for one in graver)
            span = said(low) if low == high else f"{said(low)}至{said(high)}"
            yuan = (member.seen.fine or Decimal(0)) * (1 - high / member.measure)
            message = (
                f"{group.label}：{member.seen.named()}数量小（{said(member.size)}），处罚却最重（{said(member.measure)}{group.unit}）；"
                f"数量更大的{len(graver)}件为{span}{group.unit}，比其中最重的还多{said(yuan.quantize(Decimal(1)))}元，请说明理由。"
            )
            evidence = [place for one in about for place in one.evidence(*FACTS)]
            sure = member.seen.verdict("fine_yuan", float(signal.number("least_confidence")))
            findings.append(report(signal, about, message, evidence=evidence, verdict=sure))
    return findings
