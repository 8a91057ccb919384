"""Findings → Score by a review standard: four outcomes an item, one deduction a root cause, vetoes proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pipeline.check.formulas import total
from pipeline.check.standard import Item, Loss, Standard, Veto
from pipeline.check.words import label
from pipeline.records import CaseRecord, Finding, ItemScore, Score
from pipeline.settings import Settings

_ENOUGH = Decimal("0.8")  # contract.md part 4: below it there is no band
_FAILED = "不合格"

Result = Literal["符合", "不符合", "不适用", "无法判断"]


def score(findings: Iterable[Finding], case: CaseRecord, standard: Standard, settings: Settings) -> tuple[Score, tuple[Finding, ...]]:
    """The scored sheet of one case, and the same findings with the items they touch and the points they cost."""
    findings = tuple(findings)
    answers = {finding.rule: finding for finding in findings}
    spent: dict[str, str] = {}  # root cause → the item that took its points
    costs: dict[str, Decimal] = {}
    items = tuple(_item(item, answers, case, spent, costs) for item in standard.items)
    vetoes = tuple(veto.id for veto in standard.vetoes if _proposed(veto, answers))
    decided = [item for item in items if item.outcome in ("符合", "不符合")]
    applicable = sum((item.full for item in items if item.outcome != "不适用"), Decimal(0))
    coverage = sum((item.full for item in decided), Decimal(0)) / applicable if applicable else Decimal(0)
    plain = total(standard, items)
    effect = standard.veto_effect or settings.veto_effect
    points = Decimal("0.0") if vetoes and effect == "zero" else plain
    fatal = any(finding.verdict == "fail" and finding.severity == "veto" and not finding.unconfirmed for finding in findings)
    barred = bool(vetoes) and effect in ("zero", "unqualified")
    band = _band(plain, barred, fatal, standard.bands or settings.bands) if coverage >= _ENOUGH else None
    sheet = Score(standard.name, points, plain, band, coverage.quantize(Decimal("0.01"), ROUND_HALF_UP), vetoes, items)
    return sheet, tuple(_filled(finding, standard, costs) for finding in findings)


def _item(
    item: Item, answers: Mapping[str, Finding], case: CaseRecord, spent: dict[str, str], costs: dict[str, Decimal]
) -> ItemScore:
    if case.procedure and case.procedure not in item.procedures:
        return ItemScore(item.id, "不适用", item.points, item.points)
    losses = {**item.also, **item.rules}
    served = [code for code in losses if code in answers]
    hits = [answers[code] for code in served if answers[code].verdict == "fail" and _weighs(answers[code])]
    if not hits:
        outcome, reasons = _without_fault(item, answers, case)
        by_hand = outcome == "无法判断" and not any(code in answers for code in item.rules)
        return ItemScore(item.id, outcome, item.points, item.points, reasons, tuple(served), by_hand)
    left, reasons_taken = item.points, []
    for hit in hits:
        root = hit.root or hit.rule
        if root in spent:
            reasons_taken.append(f"{hit.message}（关联{spent[root]}，不重复扣分）" if spent[root] != item.id else hit.message)
            continue
        spent[root] = item.id
        loss = min(_cost(losses[hit.rule], hit), left)
        left -= loss
        costs[hit.rule] = costs.get(hit.rule, Decimal(0)) - loss
        reasons_taken.append(f"{hit.message}（{hit.rule}，扣{loss}分）")
    return ItemScore(item.id, "不符合", item.points, left, tuple(reasons_taken), tuple(served))


def _cost(loss: Loss, hit: Finding) -> Decimal:
    places = len({(item.source, item.page, item.place) for item in hit.evidence}) if loss.each else 1
    return min(loss.points * max(places, 1), loss.cap)


def _without_fault(item: Item, answers: Mapping[str, Finding], case: CaseRecord) -> tuple[Result, tuple[str, ...]]:
    applies = _applies(item, case)
    if applies is False:
        return "不适用", ()
    asked = [answers[code] for code in item.rules if code in answers]
    if not asked:
        return "无法判断", ("由评查人填写",)
    open_ones = [finding for finding in asked if finding.verdict != "not_applicable"]
    if not open_ones:
        there = case.papers(*item.seen)
        return ("无法判断", (f"卷内有{there[0].title or label(there[0].role)}，由评查人核对",)) if there else ("不适用", ())
    weighty = [finding for finding in open_ones if _weighs(finding)]
    doubts = [finding for finding in weighty or open_ones if finding.verdict != "pass"]
    if doubts:
        return "无法判断", tuple(finding.message for finding in doubts)
    if applies is None:
        return "无法判断", ("有关文书是否在卷未能确认",)
    return "符合", tuple(f"{finding.message}（{finding.rule}，不扣分）" for finding in open_ones if finding.verdict == "fail")


def _weighs(finding: Finding) -> bool:
    # law graded C or D, and hints, never cost points
    return not finding.unconfirmed and finding.severity != "hint"


def _applies(item: Item, case: CaseRecord) -> bool | None:
    """Whether the item is one of this case; None: a paper it turns on may be on a page that could not be read."""
    decided = case.value("penalties")
    if item.penalties and isinstance(decided, tuple) and not set(item.penalties) & {str(penalty) for penalty in decided}:
        return False
    if item.papers:
        absent = case.absent(*item.papers)
        return None if absent is None else not absent
    return True


def _proposed(veto: Veto, answers: Mapping[str, Finding]) -> bool:
    found = (answers[code] for code in veto.rules if code in answers)
    return any(finding.verdict == "fail" and finding.severity == "veto" and not finding.unconfirmed for finding in found)


def _band(points: Decimal, barred: bool, fatal: bool, bands: Sequence[tuple[str, Decimal]]) -> str:
    if barred:
        return _FAILED
    reached = [name for name, least in bands if points >= least]
    best = bands[0][0] if bands else _FAILED
    if fatal and reached[:1] == [best]:  # the best band is for files without any fatal fault
        reached = reached[1:]
    return reached[0] if reached else _FAILED


def _filled(finding: Finding, standard: Standard, costs: Mapping[str, Decimal]) -> Finding:
    items = [item.id for item in standard.items if finding.rule in item.rules or finding.rule in item.also]
    if finding.severity == "veto":
        items += [veto.id for veto in standard.vetoes if finding.rule in veto.rules]
    return replace(finding, items=tuple(items), points=costs.get(finding.rule, Decimal(0)))
