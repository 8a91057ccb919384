"""The rows of the standard in a sheet: points by stage, veto items, every item with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.check.standard import Standard
from pipeline.records import Finding, Review
from pipeline.report.words import money, places, told

Row = tuple[str, ...]
_BY = {"machine": "机器", "both": "机器提出", "register": "对照清单", "hand": "人工"}


def stages(review: Review, standard: Standard) -> tuple[Row, ...]:
    """Points by stage, and their sum."""
    full: dict[str, list[Decimal]] = {stage: [Decimal(0)] * 4 for stage in standard.stages}
    stage_of = {item.id: item.stage for item in standard.items}
    for item in review.score.items:
        counted = item.outcome in ("符合", "不符合")
        sums = full[stage_of[item.item]]
        sums[0] += item.full
        sums[1] += item.full if item.outcome != "不适用" else 0
        sums[2] += item.full if counted else 0
        sums[3] += item.points if counted else 0
    totals = [sum((sums[n] for sums in full.values()), Decimal(0)) for n in range(4)]
    rows = [(name, *map(money, sums), _share(sums[3], sums[2])) for name, sums in (*full.items(), ("合计", totals))]
    return tuple(rows) if review.score.items else ()


def _share(part: Decimal, whole: Decimal) -> str:
    return f"{part / whole:.0%}" if whole else "—"


def vetoes(review: Review, standard: Standard) -> tuple[Row, ...]:
    """Every veto item with its result and why."""
    answers = {finding.rule: finding for finding in review.findings}
    rows = []
    for veto in standard.vetoes:
        asked = [answers[rule] for rule in veto.rules if rule in answers]
        proposed = veto.id in review.score.vetoes
        hits = [item for item in asked if item.verdict == "fail" and item.severity == "veto" and not item.unconfirmed]
        doubts = [item for item in asked if item.verdict == "unsure"]
        result = "拟否决" if proposed else _unproposed(veto.by, asked, doubts)
        shown = hits if proposed else doubts
        where = places(item.evidence[0] for item in shown if item.evidence) or "—"
        rows.append(
            (veto.id, veto.text, result, "；".join(dict.fromkeys(_why(review, item) for item in shown)) or "—", where, "")
        )
    return tuple(rows) if review.score.items else ()


def _why(review: Review, finding: Finding) -> str:
    """The message; of a decision alone it is always the same that keeps other papers' rules open."""
    only = finding.verdict == "unsure" and not finding.evidence and review.case.decisions_alone
    return "卷内只有处罚决定书，无从核对" if only else told(finding)


def _unproposed(by: str, asked: Sequence[Finding], doubts: Sequence[Finding]) -> str:
    if doubts:
        return "待人工核对"
    if by == "hand" or not asked:
        return "人工判断"
    return "未发现" if any(item.verdict != "not_applicable" for item in asked) else "不适用"


def items(review: Review, standard: Standard) -> tuple[Row, ...]:
    """Every item with its outcome, points and reason."""
    asked = {item.id: item for item in standard.items}
    answers = {finding.rule: finding for finding in review.findings}
    rows = []
    for item in review.score.items:
        counted = item.outcome in ("符合", "不符合")
        hits = [answers[rule] for rule in item.rules if rule in answers and answers[rule].verdict == "fail"]
        doubts = [answers[rule] for rule in item.rules if rule in answers and answers[rule].verdict == "unsure"]
        open_ = item.outcome == "无法判断" and doubts and review.case.decisions_alone
        reasons = [_why(review, finding) for finding in doubts] if open_ else item.reasons
        reason = "；".join(dict.fromkeys(reasons)) or ("由评查人填写" if item.by_hand else "")
        where = places(hit.evidence[0] for hit in hits if hit.evidence)
        rows.append(
            (
                item.item, asked[item.item].text, money(item.full), item.outcome, money(item.full - item.points) if counted else "—",
                money(item.points) if counted else "—", reason, where, asked[item.item].basis,
                "人工" if item.by_hand else _BY[asked[item.item].by], "",
            )
        )  # fmt: skip
    return tuple(rows)
