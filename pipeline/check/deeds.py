"""The deed a case is about, found in the table of offences by cause, provision and day, and what a fine for it may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pipeline.check.question import Question
from pipeline.check.reading import DECISIONS, act_ended, numbers, of_decision, quantities
from pipeline.check.words import label
from pipeline.law.offences import FineRange, Offence, fine_range, offences, quantity
from pipeline.records import Citation

QUANTITIES = (
    "area_m2", "area_mu", "area_ha", "volume_m3", "timber_m3", "trees", "value_yuan", "restore_cost_yuan", "animals", "illegal_gains_yuan"
)  # fmt: skip


def deeds(question: Question) -> tuple[Offence, ...]:
    """The rows of the table this decision may rest on; empty where the table has none or the day is not known."""
    ended = act_ended(question.case)
    if ended is None:
        return ()
    found = _on(question, ended[1])
    if not found and question.day:  # a milder new law may have been taken
        found = _on(question, question.day)
    if ended[0] != ended[1] and [row.id for row in _on(question, ended[0])] != [row.id for row in found]:
        return ()
    amounts = measured(question)
    return tuple(offence for offence in found if _fits(offence, amounts))


def _on(question: Question, day: date) -> tuple[Offence, ...]:
    cited = [field.value for role in DECISIONS for field in question.case.all("basis", role) if isinstance(field.value, Citation)]
    rows = {offence.id: offence for citation in cited for offence in offences(None, citation, day) if citation.article}
    cause = question.case.cause
    same = [offence for offence in rows.values() if cause in offence.causes]
    return tuple(same or rows.values())


def _fits(offence: Offence, amounts: Mapping[str, Decimal]) -> bool:
    for name, (lo, hi) in offence.when.items():
        amount = quantity(amounts, name)
        if amount is not None and (amount < lo or (hi is not None and amount >= hi)):
            return False
    return True


def measured(question: Question) -> dict[str, Decimal]:
    """Quantities by the decision's word, then by the file's."""
    found = dict(quantities(question))
    for name in QUANTITIES:
        values = numbers(question.case.all(name, *DECISIONS))
        if values:
            found[name] = values[0]
    return found


def lawful(question: Question) -> list[tuple[Offence, FineRange]] | None:
    """The range of the fine by every row that fits; None where one cannot be worked out."""
    kind = question.case.value("party_kind")
    spans = [(offence, fine_range(offence, measured(question), str(kind) if kind else None)) for offence in deeds(question)]
    known = [(offence, span) for offence, span in spans if span is not None]
    return known if spans and len(known) == len(spans) else None


def why_unknown(question: Question) -> str:
    """Why `lawful` has no answer, as a reader is told."""
    rows = deeds(question)
    if act_ended(question.case) is None:
        return "没有读到违法行为的日期"
    if not any(True for role in DECISIONS for _ in question.case.all("basis", role)):
        return "没有读到处罚依据"
    if not rows:
        return "案由和处罚依据没有对应的罚则"
    amounts = measured(question)
    bases = [branch.base for offence in rows for branch in offence.fine if branch.base and quantity(amounts, branch.base) is None]
    names = "、".join(dict.fromkeys(re.sub("（.*", "", label(base)) for base in bases))
    return f"没有读到计算罚款所用的{names}" if names else "案由、处罚依据、数量或者当事人类型没有读全"


def decided_fine(question: Question) -> Decimal | None:
    """The fine of the decision itself, else of the file."""
    known = of_decision(question, "fine_yuan")
    value = known.value if known.values else question.case.value("fine_yuan")
    return Decimal(str(value)) if isinstance(value, Decimal | int) else None


def base_of(question: Question) -> tuple[str, Decimal] | None:
    """The quantity the fine is a multiple of, by the offence; where that is not known, the only one that can be."""
    amounts = measured(question)
    names = {branch.base for offence in deeds(question) for branch in offence.fine if branch.type == "multiple" and branch.base}
    names = names or {"value_yuan", "restore_cost_yuan"} & amounts.keys()
    if len(names) != 1:
        return None
    name = next(iter(names))
    return (name, amounts[name]) if name in amounts else None
