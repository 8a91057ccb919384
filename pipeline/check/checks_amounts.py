"""The penalty against the law: the lawful range of the fine, what may and must be imposed."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from pipeline.check.asks import Asks
from pipeline.check.deeds import decided_fine, deeds, lawful, measured, why_unknown
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, of_decision, speaks, texts, yuan
from pipeline.check.wording import cited as written
from pipeline.records import Field


def fine_in_range(question: Question) -> Outcome:
    """The fine lies within the lawful range; below it only where the decision mitigates."""
    amount, spans = decided_fine(question), lawful(question)
    if amount is None:
        return not_applicable("决定没有罚款") if not _fined(question) else unsure("没有读到罚款数额")
    known = of_decision(question, "fine_yuan")
    if not spans:
        return unsure(f"{why_unknown(question)}，不能复算罚款幅度", known)
    said = "；".join(dict.fromkeys(span.explanation for _, span in spans))
    if any(span.lo - 1 < amount < span.hi + 1 for _, span in spans):
        return passed(f"罚款{yuan(amount)}在幅度内（{said}）", known)
    if all(amount < span.lo for _, span in spans) and speaks(question.case.papers(*DECISIONS), question.given["mitigated"]) is not False:
        return passed(f"罚款{yuan(amount)}低于幅度（{said}），决定书写有减轻处罚", known)
    return failed(f"罚款{yuan(amount)}不在法定幅度内：{said}{_under(question)}", known)


def below_range_mitigated(question: Question) -> Outcome:
    """A fine below the lawful range rests on a ground for mitigation that the decision names."""
    amount, spans = decided_fine(question), lawful(question)
    if amount is None:
        return not_applicable("决定没有罚款")
    if not spans:
        return unsure(f"{why_unknown(question)}，不能复算罚款下限")
    if any(amount > span.lo - 1 for _, span in spans):
        return not_applicable(f"罚款{yuan(amount)}不低于法定下限")
    known, papers = of_decision(question, "fine_yuan"), question.case.papers(*DECISIONS)
    least = yuan(min(span.lo for _, span in spans))
    spoken = speaks(papers, question.given["mitigated"])
    if spoken is False:
        return failed(f"罚款{yuan(amount)}低于法定下限{least}，决定书没有写明减轻处罚的情节和依据", known)
    if spoken and speaks(question.case.documents, question.given["grounds"]):
        return passed(f"罚款{yuan(amount)}低于法定下限{least}，写明了减轻处罚的依据", known)
    return unsure(f"罚款{yuan(amount)}低于法定下限{least}，减轻处罚的情节和证据请人工核对", known)


def kinds_allowed(question: Question) -> Outcome:
    """Every kind of penalty imposed is one the provision has."""
    known, rows = question.read("penalties"), deeds(question)
    if known.trouble or not rows:
        return unsure(known.trouble or "没有查到与案由、处罚依据对应的罚则", known)
    allowed = {kind for offence in rows for kind in offence.kinds} | set(question.given["always"])
    extra = [kind for kind in texts(known) if kind not in allowed]
    if extra:
        return failed(f"决定作出{'、'.join(extra)}，所依据的规定没有这种处罚{_under(question)}", known)
    return passed(f"处罚种类{'、'.join(texts(known))}均为规定所有", known)


def no_fine_without_ground(question: Question) -> Outcome:
    """Where the provision knows no fine, none is imposed."""
    rows = deeds(question)
    if not rows:
        return unsure("没有查到与案由、处罚依据对应的罚则")
    if any(offence.fine for offence in rows):
        return not_applicable("所依据的规定设有罚款")
    amount = decided_fine(question)
    if amount:
        return failed(f"{rows[0].deed}没有罚款的规定，决定罚款{yuan(amount)}{_under(question)}", of_decision(question, "fine_yuan"))
    return passed(f"{rows[0].deed}没有罚款的规定，决定没有罚款")


def must_fine_imposed(question: Question) -> Outcome:
    """Where the provision says that a fine is imposed, it is, or the decision says why not."""
    rows, known = deeds(question), question.read("penalties")
    if not rows:
        return unsure("没有查到与案由、处罚依据对应的罚则")
    if not all(offence.mandatory and offence.fine for offence in rows):
        return not_applicable("所依据的规定没有要求必须罚款")
    if "罚款" in texts(known) or decided_fine(question):
        return passed("规定应当并处罚款，决定有罚款", known)
    if known.trouble:
        return unsure(known.trouble, known)
    if speaks(question.case.papers(*DECISIONS), question.given["excused"]) is False:
        return failed(f"规定应当并处罚款，决定没有罚款，也没有写明理由{_under(question)}", known)
    return unsure("规定应当并处罚款，决定没有罚款，理由请人工核对", known)


def gains_confiscated(question: Question) -> Outcome:
    """Illegal gains are confiscated unless they were paid back."""
    fields = [field for field in question.case.all("illegal_gains_yuan", *DECISIONS) if isinstance(field.value, Decimal | int)]
    gains = [field for field in fields if Decimal(str(field.value)) > 0]
    if not gains:
        return not_applicable("决定书没有认定违法所得")
    known = question.read("penalties")
    if known.trouble:
        return unsure(known.trouble, known)
    amount = yuan(Decimal(str(gains[0].value)))
    if "没收违法所得" in texts(known):
        return passed(f"认定违法所得{amount}，已决定没收", *gains)
    if speaks(question.case.papers(*DECISIONS), question.given["returned"]) is False:
        return failed(f"决定书认定违法所得{amount}，没有决定没收，也没有写明退赔", *gains)
    return unsure(f"决定书认定违法所得{amount}，没有决定没收，是否已退赔请人工核对", *gains)


def replanting_in_range(question: Question) -> Outcome:
    """The trees to be replanted are within the lawful multiples of those destroyed."""
    rows = [offence for offence in deeds(question) if offence.replant]
    ordered, times = _first(question, "replant_trees"), _first(question, "replant_times")
    if not (ordered or times):
        return not_applicable("决定没有责令补种")
    if not rows or rows[0].replant is None:
        return unsure("没有查到与案由、处罚依据对应的补种规定")
    lo, hi = min(row.replant[0] for row in rows if row.replant), max(row.replant[1] for row in rows if row.replant)
    trees = measured(question).get("trees")
    said = f"责令补种应为{lo:f}倍以上{hi:f}倍以下"
    found = [field for field in (ordered, times) if field]
    counted = ordered and trees and (lo * trees).to_integral_value(ROUND_FLOOR) <= Decimal(str(ordered.value)) < hi * trees + 1
    # where the number of trees is right a multiple beside it is rather that of the fine
    if times and not counted and not lo <= Decimal(str(times.value)) <= hi:
        return failed(f"决定责令补种{times.value}倍，{said}{_under(question)}", *found)
    if ordered and trees:
        count = Decimal(str(ordered.value))
        if not counted:
            return failed(f"毁坏{trees:f}株，决定责令补种{count:f}株，{said}{_under(question)}", *found)
        return passed(f"毁坏{trees:f}株，责令补种{count:f}株，在法定倍数内", *found)
    return passed(f"责令补种{times.value}倍，在法定倍数内", *found) if times else unsure("没有读到毁坏株数，不能复算补种倍数", *found)


def summary_fine_small(question: Question) -> Outcome:
    """A fine imposed on the spot is within the limit for that kind of party."""
    amount, kind = decided_fine(question), question.read("party_kind")
    if amount is None:
        return unsure("没有读到罚款数额") if _fined(question) else not_applicable("当场处罚没有罚款")
    known = of_decision(question, "fine_yuan")
    limits = {str(item.name): Decimal(str(item.value)) for item in question.provisions}
    named = {who: limits[name] for who, name in question.given["limits"].items()}
    if amount <= min(named.values()):
        return passed(f"当场罚款{yuan(amount)}，没有超过限额", known)
    if amount > max(named.values()):
        return failed(f"当场罚款{yuan(amount)}，超过限额{yuan(max(named.values()))}", known)
    if kind.trouble or kind.disputed:
        return unsure(f"当场罚款{yuan(amount)}，当事人是公民还是单位没有读清", known, kind)
    limit = named[str(kind.value)]
    who = "单位" if kind.value == "unit" else "公民"
    if amount > limit:
        return failed(f"对{who}当场罚款{yuan(amount)}，超过限额{yuan(limit)}", known, kind)
    return passed(f"对{who}当场罚款{yuan(amount)}，没有超过限额{yuan(limit)}", known, kind)


def _fined(question: Question) -> bool:
    return "罚款" in texts(question.read("penalties"))


def _first(question: Question, name: str) -> Field | None:
    return next(iter(sorted(question.case.all(name, *DECISIONS), key=lambda item: -item.confidence)), None)


def _under(question: Question) -> str:
    rows = deeds(question)
    return f"（{written(rows[0].penalty[0])}）" if rows and rows[0].penalty else ""


CHECKS = (
    Asks(fine_in_range, mitigated="words"),
    Asks(below_range_mitigated, mitigated="words", grounds="words"),
    Asks(kinds_allowed, always="words"),
    Asks(no_fine_without_ground),
    Asks(must_fine_imposed, excused="words"),
    Asks(gains_confiscated, returned="words"),
    Asks(replanting_in_range),
    Asks(summary_fine_small, limits="map"),
)
