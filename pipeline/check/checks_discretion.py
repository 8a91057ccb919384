"""Discretion: the standard in force, the tier of the facts, the fine inside it, and words that fit the sum."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pipeline.check.asks import Asks
from pipeline.check.deeds import decided_fine, deeds, lawful, measured
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, of_decision, quantities, readable, speaks, yuan
from pipeline.check.words import label
from pipeline.discretion import UNITS, DiscretionTable, Tier, tables_in_force
from pipeline.law.offences import fine_range, quantity
from pipeline.law.tiers import base_of, tier_of
from pipeline.records import Field


def standard_in_force(question: Question) -> Outcome:
    """The discretion standard named is the one in force on the day of the decision."""
    fields = list(question.case.all("discretion_basis", *DECISIONS))
    if not fields:
        return not_applicable("决定书没有引用裁量基准")
    for field in fields:
        if re.search(question.given["stale"], str(field.value)):
            return failed(f"决定引用{field.value}，当时施行的是{question.provision.value}", field)
    return passed(f"决定引用{fields[0].value}", *fields[:1])


def tier_as_cited(question: Question) -> Outcome:
    """The tier the decision names is the tier of the facts."""
    fields = list(question.case.all("tier_cited", *DECISIONS))
    table = _table(question)
    if not fields:
        return not_applicable("决定书没有写明裁量档次")
    if isinstance(table, Outcome):
        return table
    tier = tier_of(table, measured(question))
    if tier is None:
        return unsure("数量没有读到或者不在裁量基准的档次内，不能核对档次", *fields)
    printed = {Decimal(text) for text in re.findall(r"\d+(?:\.\d+)?", str(fields[0].value))}
    # neighbours share a bound, so the tier meant is the one of which most figures are printed
    meant = max((one for one in table.tiers if _figures(one) <= printed), key=lambda one: len(_figures(one)), default=None)
    if meant is None:  # 对应3.5—4倍的幅度: the range alone is printed
        ranged = [one for one in table.tiers if set(one.range) <= printed]
        meant = ranged[0] if len(ranged) == 1 else None
    if meant is tier:
        return passed(f"按{_measure(tier, question)}，应属{_say(tier, table)}，与决定书所写一致", *fields)
    if meant:
        return failed(f"按{_measure(tier, question)}，应属{_say(tier, table)}，决定书写为{_say(meant, table)}", *fields)
    return unsure(f"按{_measure(tier, question)}，应属{_say(tier, table)}，决定书所写档次请人工核对", *fields)


def fine_in_tier(question: Question) -> Outcome:
    """The fine lies within the tier of the facts."""
    judged = _judged(question)
    if isinstance(judged, Outcome):
        return judged
    inside, said, field = judged
    return passed(said, field) if inside else failed(f"{said}，不在档次之内", field)


def deviation_reasoned(question: Question) -> Outcome:
    """A fine outside its tier comes with the reason and the approval for leaving it."""
    judged = _judged(question)
    if isinstance(judged, Outcome):
        return judged
    inside, said, field = judged
    if inside:
        return passed(f"{said}，没有离开档次", field)
    if speaks(question.case.documents, question.given["reasons"]) is False:
        return failed(f"{said}，没有写明离开档次的理由，也没有批准或者集体讨论调整的记载", field)
    return unsure(f"{said}，离开档次的理由和批准请人工核对", field)


def _judged(question: Question) -> Outcome | tuple[bool, str, Field]:
    table = _table(question)
    if isinstance(table, Outcome):
        return table
    own = of_decision(question, "fine_yuan")
    fine = decided_fine(question)
    amounts = measured(question)
    tier = tier_of(table, amounts)
    if fine is None or not own.sources or not isinstance(own.sources[0], Field):
        return unsure("没有读到决定书的罚款数额")
    if tier is None:
        return unsure("数量没有读到或者不在裁量基准的档次内，不能核对", own)
    lo, hi = tier.range
    times = of_decision(question, "fine_times").value
    base = _base(question, table, amounts)
    said = f"按{_measure(tier, question)}，应属{_say(tier, table)}"
    if table.unit == "multiple" and times is not None:
        return lo <= Decimal(str(times)) <= hi, f"{said}；决定为{times}倍", own.sources[0]
    if base is None:
        return unsure("裁量的基数没有读到，不能核对", own)
    span = (base[0] + lo * base[1], base[0] + hi * base[1])
    slack = Decimal(0) if table.unit == "yuan" else Decimal(1)  # whole yuan may be dropped
    inside = span[0] - slack < fine < span[1] + slack if slack else span[0] <= fine <= span[1]
    return inside, f"{said}，即{yuan(span[0])}至{yuan(span[1])}；决定罚款{yuan(fine)}", own.sources[0]


def _base(question: Question, table: DiscretionTable, amounts: Mapping[str, Decimal]) -> tuple[Decimal, Decimal] | None:
    """What the tier's figures are added to and multiplied by."""
    if table.unit == "yuan":
        return Decimal(0), Decimal(1)
    if table.unit == "share":
        spans = lawful(question)
        return (spans[0][1].lo, spans[0][1].hi - spans[0][1].lo) if spans else None
    name = base_of(table)
    amount = quantity(amounts, name) if name else None
    return (Decimal(0), amount) if amount is not None else None


def _table(question: Question) -> DiscretionTable | Outcome:
    tables = question.settings.discretion
    decided = of_decision(question, "date").value or question.case.value("decision_date")
    if tables is None:
        return unsure("本机关的裁量基准没有录入设置，不能核对档次")
    if question.case.cause is None or not isinstance(decided, date):
        return unsure("没有读到案由或者决定日期")
    kind = question.case.value("party_kind")
    fitting = tables_in_force(tables, question.case.cause, kind if isinstance(kind, str) else None, decided)
    return fitting[0] if len(fitting) == 1 else not_applicable("裁量基准没有本案案由当时的档次")


def _figures(tier: Tier) -> set[Decimal]:
    # the lower bound 0 is often not printed
    bounds = {bound for span in tier.when.values() for bound in span if bound}
    return {*tier.range, *bounds}


def _measure(tier: Tier, question: Question) -> str:
    amounts = measured(question)
    names = {
        "volume_m3": ("立木蓄积", "立方米"), "area_m2": ("面积", "平方米"), "trees": ("株数", "株"), "value_yuan": ("价值", "元")
    }  # fmt: skip
    return "、".join(f"{quantity(amounts, name):f}".join(names.get(name, (label(name), ""))) for name in tier.when) or "案由"


def _say(tier: Tier, table: DiscretionTable) -> str:
    return f"{tier.range[0]:f}至{tier.range[1]:f}{UNITS[table.unit]}的{tier.name or '档次'}"


def wording_fits(question: Question) -> Outcome:
    """减轻 means below the lawful minimum, 从轻 within the range."""
    words = {str(field.value): field for field in question.case.all("mitigation_word", "decision")}
    if not words.keys() & {"减轻", "从轻"}:
        return not_applicable("决定书没有从轻、减轻的用语")
    fine, spans = decided_fine(question), lawful(question)
    if fine is None or not spans or len(words.keys() & {"减轻", "从轻"}) > 1:
        return unsure("罚款幅度不能复算，或者决定书并用从轻、减轻，请人工核对", *words.values())
    least = min(span.lo for _, span in spans)
    if "减轻" in words and least > 0 and fine >= least:
        return failed(f"决定书写减轻处罚，罚款{yuan(fine)}不低于法定下限{yuan(least)}，应为从轻", words["减轻"])
    if "从轻" in words and fine <= least - 1:
        return failed(f"决定书写从轻处罚，罚款{yuan(fine)}低于法定下限{yuan(least)}，应为减轻", words["从轻"])
    return passed("从轻、减轻的用语与数额相符", *words.values())


def right_party_range(question: Question) -> Outcome:
    """The fine is in the range for this kind of party, not in that of the other kind."""
    fine, kind = decided_fine(question), question.case.value("party_kind")
    rows = [offence for offence in deeds(question) if any(branch.party_kind for branch in offence.fine)]
    if not rows:
        return not_applicable("所依据的规定没有按单位、个人分别定罚款")
    if fine is None or kind not in ("unit", "citizen"):
        return unsure("罚款数额或者当事人类型没有读到")
    other = "citizen" if kind == "unit" else "unit"
    own_known, other_known = (
        [span for row in rows if (span := fine_range(row, quantities(question), side))] for side in (str(kind), other)
    )
    names = {"unit": "单位", "citizen": "个人"}
    known = of_decision(question, "fine_yuan")
    if any(span.lo <= fine <= span.hi for span in own_known):
        return passed(f"罚款{yuan(fine)}在对{names[str(kind)]}的幅度内", known)
    if any(span.lo <= fine <= span.hi for span in other_known):
        said = "；".join(span.explanation for span in own_known)
        return failed(f"当事人是{names[str(kind)]}，罚款{yuan(fine)}用了对{names[other]}的幅度；应为{said}", known)
    return not_applicable("罚款不在单位、个人任一幅度内，另行判断")


def cost_by_standard(question: Question) -> Outcome:
    """An appraisal that works out the cost of restoring names the standard it goes by."""
    papers = question.case.papers("appraisal")
    if speaks(papers, question.given["standard"]):
        return passed("鉴定意见写明了恢复费用所依据的标准", *papers[:1])
    worked_out = speaks(papers, question.given["worked_out"])
    if worked_out and all(readable(paper) for paper in papers):
        return failed("鉴定意见写有恢复费用的计算，没有写明所依据的标准", *papers[:1])
    return unsure("鉴定意见没有写明恢复费用怎样得出，所依据的标准请人工核对", *papers[:1])


CHECKS = (
    Asks(cost_by_standard, standard="words", worked_out="words"),
    Asks(standard_in_force, stale="word"),
    Asks(tier_as_cited),
    Asks(fine_in_tier),
    Asks(deviation_reasoned, reasons="words"),
    Asks(wording_fits),
    Asks(right_party_range),
)
