"""The line to crime: reached, nearly reached, and no fine beside a transfer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.deeds import measured
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, act_ended, of_decision, speaks
from pipeline.check.spots import spots
from pipeline.law.crimes import CrimeLine, Reach, crime_lines, reach
from pipeline.law.offences import quantity

_OF_THE_PLACE = ("appraisal", "tenure", "inspection_record")
_NOT_PROTECTED = "非|不属于|不是|不涉及|未占用|商品林|[□☐]"


def transferred_where_crime(question: Question) -> Outcome:
    """What reaches the line was transferred, or the police refused it."""
    nearest = _nearest(question)
    if isinstance(nearest, Outcome):
        return nearest
    line, found = nearest
    said = f"{line.crime}：{found.explanation}"
    papers = question.case.papers("transfer_letter")
    if papers:
        return passed(f"{said}；已移送", papers[0])
    protected = found.possible >= 1 > found.ratio and _protected(question, line)
    if found.ratio >= 1 or (found.possible >= 1 and protected):
        if speaks(question.case.documents, question.given["answered"]):
            return unsure(f"{said}；卷内提到移送或者公安机关的意见，请人工核对")
        if surely_absent(question.case, "transfer_letter"):
            return failed(f"{said}；达到立案追诉标准，卷内没有移送材料，也没有公安机关不予立案的文书")
        return unsure(f"{said}；没有找到移送材料，有页面未能识读")
    if found.possible >= 1 and speaks(question.case.documents, question.given["before"]) is not False:
        return unsure(f"{said}；是否属于该情形请人工确认")
    return passed(f"{said}；没有达到")


def near_the_line(question: Question) -> Outcome:
    """Quantities near the line call for a look at how they were measured."""
    nearest = _nearest(question)
    if isinstance(nearest, Outcome):
        return nearest
    line, found = nearest
    share = Decimal(str(question.given["share"]))
    protected = found.possible > found.ratio and _protected(question, line)
    ratio = found.possible if protected else found.ratio
    if share <= ratio < 1:
        return failed(f"{line.crime}：{found.explanation}，为起点的{ratio:.0%}，请复核测量误差")
    return passed(f"{line.crime}：{found.explanation}") if ratio < share else not_applicable("已达到起点，另行判断")


def no_fine_after_transfer(question: Question) -> Outcome:
    """After a transfer no new fine was imposed unless the police or the court let the case go."""
    case = question.case
    sent = [field.value for field in case.all("date", "transfer_letter") if isinstance(field.value, date)]
    decided = of_decision(question, "date").value or case.value("decision_date")
    fine = of_decision(question, "fine_yuan").value
    if not sent or not isinstance(decided, date):
        return unsure("移送或者决定的日期没有读到", *case.papers("transfer_letter"))
    if not fine or decided <= min(sent):
        return not_applicable("移送以后没有新的罚款")
    if speaks(case.documents, question.given["released"]):
        return passed(f"{min(sent)}移送，公安机关不予立案或者不追究刑事责任，{decided}处罚", *case.papers("transfer_letter"))
    message = f"{min(sent)}移送涉嫌犯罪，没有不予立案、不起诉等结果，{decided}又作出罚款"
    if case.complete:
        return failed(f"{message}", *case.papers("transfer_letter"), *of_decision(question, "fine_yuan").sources)
    return unsure(message, *case.papers("transfer_letter"))


def _protected(question: Question, line: CrimeLine) -> bool:
    """Whether the decision, or two papers about the place, say the land or the trees are of the kind for which the line is lower."""
    lower = "".join(threshold.circumstance or "" for threshold in line.lines)
    words = "|".join(word for word in question.given["protected"] if word in lower)
    if not words:
        return False
    told = {id(paper): paper.role for paper, _ in spots(question.case.documents, words, but=_NOT_PROTECTED)}
    return any(role in DECISIONS for role in told.values()) or sum(role in _OF_THE_PLACE for role in told.values()) > 1


def _nearest(question: Question) -> Outcome | tuple[CrimeLine, Reach]:
    ended = act_ended(question.case)
    if question.case.cause is None or ended is None:
        return unsure("没有读到案由或者行为日期，不能对照立案追诉标准")
    lines = crime_lines(question.case.cause, ended[1])
    if not lines:
        return not_applicable("这一案由没有对应的立案追诉数额标准")
    amounts = measured(question)
    if "volume_m3" in amounts and not speaks(question.case.documents, question.given["saplings"]):
        amounts.pop("trees", None)  # the count is of saplings alone, and grown trees are not counted beside their own volume
    burnt = {threshold.quantity for line in lines for threshold in line.lines if threshold.quantity.startswith("burnt_")}
    area = quantity(amounts, "area_ha")
    if burnt and area is not None:
        amounts |= dict.fromkeys(burnt, area)  # the kind of land is not read: the whole burnt area against the strictest line
    reached = [(line, found) for line in lines if (found := reach(line, amounts))]
    if not reached and amounts and not burnt:
        return not_applicable("本案的数量不是立案追诉标准所用的数量")
    if not reached:
        return unsure("没有读到对照立案追诉标准所需的数量")
    if burnt and max(found.ratio for _, found in reached) >= 1:
        return unsure("过火面积较大，地类和损失请对照失火案立案追诉标准核对")
    return max(reached, key=lambda pair: (pair[1].ratio, pair[1].possible))


CHECKS = (
    Asks(transferred_where_crime, answered="words", protected="words", before="words", saplings="words"),
    Asks(near_the_line, share="number", protected="words", saplings="words"),
    Asks(no_fine_after_transfer, released="words"),
)
