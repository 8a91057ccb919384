"""The line to crime: reached, nearly reached, and no fine beside a transfer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.deeds import QUANTITIES, measured
from pipeline.check.gaps import gap
from pipeline.check.question import Outcome, Question, Source, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, act_ended, of_decision, speaks
from pipeline.check.spots import silent, spot, spots
from pipeline.law.crimes import CrimeLine, Reach, crime_lines, reach
from pipeline.law.offences import quantity
from pipeline.records import Evidence, Field

_OF_THE_PLACE = ("appraisal", "tenure", "inspection_record")
_SPREAD = "(?<!未)(?<!没有)(?<!未造成)(?<!未引发)(?<!未引起)(?:过火|烧毁|烧死|火场|火灾面积|受害森林|成灾|蔓延)"  # the fire burnt something
_NOT_PROTECTED = "非|不属于|不是|不涉及|未占用|商品林|[□☐]"


def transferred_where_crime(question: Question) -> Outcome:
    """What reaches the line was transferred, or the police refused it."""
    nearest = _nearest(question)
    if isinstance(nearest, Outcome):
        return nearest
    line, found = nearest
    case, papers = question.case, question.case.papers("transfer_letter")
    protected: tuple[Evidence, ...] = _protected(question, line) if found.possible >= 1 > found.ratio else ()
    said = _said(line, found, protected)
    if papers:
        return passed(f"{said}；已移送", papers[0])
    if found.ratio >= 1 or protected:
        sources: tuple[Source, ...] = (*_counted(question, line), *protected)
        answer = spot(case.documents, "|".join(question.given["answered"]))
        if answer:
            return unsure(f"{said}；卷内提到移送或者公安机关的意见，请人工核对", answer[1], *sources)
        if surely_absent(case, "transfer_letter"):
            return failed(f"{said}；达到立案追诉标准，卷内没有移送材料，也没有公安机关不予立案的文书", *sources)
        if case.decisions_alone and all(page.state != "unreadable" for page in case.pages) and silent(case, case.documents):
            return failed(f"{said}；达到立案追诉标准，决定书没有写明移送公安机关或者公安机关不予立案，请查明是否已经移送", *sources)
        return unsure(f"{said}；没有找到移送材料，{gap(case)}", *sources)
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
    protected: tuple[Evidence, ...] = _protected(question, line) if found.possible > found.ratio else ()
    ratio, said = found.possible if protected else found.ratio, _said(line, found, protected)
    if share <= ratio < 1:
        return failed(f"{said}，为起点的{ratio:.0%}，请复核测量误差", *_counted(question, line), *protected)
    return passed(said) if ratio < share else not_applicable("已达到起点，另行判断")


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


def _said(line: CrimeLine, found: Reach, protected: tuple[Evidence, ...]) -> str:
    return f"{line.crime}：{found.explanation}{'，文书写明属于这一情形，按较低的起点' if protected else ''}"


def _counted(question: Question, line: CrimeLine) -> tuple[Field, ...]:
    """The decision's words for what the line counts."""
    kinds = tuple(dict.fromkeys(threshold.quantity.split("_")[0] for threshold in line.lines))
    return tuple(field for name in QUANTITIES if name.startswith(kinds) for field in list(question.case.all(name, *DECISIONS))[:1])


def _protected(question: Question, line: CrimeLine) -> tuple[Evidence, ...]:
    """Where the decision, or two papers about the place, say the land or the trees are of the kind for which the line is lower."""
    lower = "".join(threshold.circumstance or "" for threshold in line.lines)
    words = "|".join(word for word in question.given["protected"] if word in lower)
    told = {paper.role: place for paper, place in spots(question.case.documents, words, but=_NOT_PROTECTED)} if words else {}
    of_the_place = [place for role, place in told.items() if role in _OF_THE_PLACE]
    decided = [place for role, place in told.items() if role in DECISIONS]
    return (*decided, *of_the_place) if decided or len(of_the_place) > 1 else ()


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
    if not reached and burnt and speaks(question.case.documents, (_SPREAD,)) is False:
        return not_applicable("各文书没有过火面积、损失的记载")
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
