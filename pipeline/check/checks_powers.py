"""Who may fine at all: the department the deed belongs to, a township, an entrusted organisation, the police."""

from __future__ import annotations

import re
from datetime import date

from pipeline.check.absence import surely_absent
from pipeline.check.asks import Asks
from pipeline.check.deeds import decided_fine, deeds, measured
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.reading import DECISIONS, act_ended, of_decision
from pipeline.check.spots import spot
from pipeline.law import workdays
from pipeline.law.crimes import crime_lines, reach
from pipeline.records import Citation, Field


def right_department(question: Question) -> Outcome:
    """The authority is one of those to which the table of offences gives the deed."""
    known, found = _issuer(question), deeds(question)
    if known is None:
        return unsure("没有读到处罚机关")
    if not found:
        return not_applicable("罚则表中没有对应的违法行为，主管部门不作判断")
    bodies = list(dict.fromkeys(offence.body for offence in found))
    patterns = [question.given["bodies"].get(body) for body in bodies]
    name = str(known.value)
    if any(pattern is None or re.search(pattern, name) for pattern in patterns):
        return passed(f"处罚机关为{name}，主管部门为{'、'.join(bodies)}", known)
    said = f"{found[0].deed}由{'、'.join(bodies)}部门处罚，处罚机关为{name}"
    if re.search(question.given["merged"], name):  # one bureau may hold several departments' powers
        return unsure(f"{said}，是否承接相应职权请人工确认", known)
    return failed(f"{said}，超越职权", known, *of_decision(question, "basis").sources)


def township_empowered(question: Question) -> Outcome:
    """A township fines only where the province's published list gives it the power (settings: empowered_towns)."""
    known = _issuer(question)
    if known is None:
        return unsure("没有读到处罚机关")
    name, towns = str(known.value), question.settings.empowered_towns
    if not re.search(question.given["township"], name):
        return not_applicable("处罚机关不是乡镇人民政府、街道办事处")
    if towns is None:
        return unsure(f"{name}作出处罚，公布的赋权名单没有录入设置，请人工核对", known)
    if any(town in name for town in towns):
        return passed(f"{name}在公布的赋权名单内", known)
    return failed(f"{name}不在公布的赋权名单内，不能以自己的名义处罚", known)


def entrusted_in_own_name(question: Question) -> Outcome:
    """An organisation that can only be entrusted did not fine in its own name."""
    known = _issuer(question)
    if known is None:
        return unsure("没有读到处罚机关")
    name = str(known.value)
    if re.search(question.given["never"], name):
        return failed(f"{name}不是行政机关，处罚应当以委托机关的名义作出", known)
    if re.search(question.given["perhaps"], name):
        return unsure(f"处罚机关写为{name}，是否有法律法规授权或者集中处罚权，请人工核对", known)
    if entrusted := spot(question.case.papers(*DECISIONS), question.given["entrusted"]):
        return passed(f"以委托机关{name}的名义作出", known, *entrusted)
    return not_applicable("决定书没有写明委托执法")


def police_within_powers(question: Question) -> Outcome:
    """The police fine only on the provisions the Forest Law opened to them."""
    known = _issuer(question)
    if known is None:
        return unsure("没有读到处罚机关")
    if not re.search("公安", str(known.value)):
        return not_applicable("处罚机关不是公安机关")
    open_ = {tuple(place.split("-")) for place in str(question.provision.value).split("、")}
    cites = [item for item in question.case.all("basis", *DECISIONS) if isinstance(item.value, Citation)]
    forest = [item for item in cites if isinstance(item.value, Citation) and item.value.law == question.provision.citation.law]
    if not forest:
        return unsure("公安机关作出处罚，没有读到所引的森林法罚则", known)
    wrong = [item for item in forest if not _within(item, open_)]
    if len(wrong) == len(forest):
        said = "、".join(dict.fromkeys(item.evidence.quote for item in wrong))
        return failed(f"公安机关依据{said}处罚，不在可以行使的范围（第{question.provision.value}条）内", known, *wrong)
    if wrong:
        return unsure("公安机关引用的条款有的不在可以行使的范围内，请人工核对", known, *wrong)
    return passed("公安机关引用的罚则在可以行使的范围内", known, *forest)


def one_fine_in_file(question: Question) -> Outcome:
    """The file does not hold two fines of one party for one deed, unless the first was undone."""
    case = question.case
    fines: dict[str, tuple[Field, dict[str, Field | None]]] = {}
    for item in case.all("fine_yuan", *DECISIONS):
        own = {name: next(iter(case.of(item.document, name)), None) for name in ("number", "party_name", "violation_date")}
        found = own["number"]
        if item.value and found is not None:
            fines.setdefault(str(found.value), (item, own))
    if len(fines) < 2:
        return not_applicable("卷内只有一份罚款决定")
    (one, mine), (other, theirs) = list(fines.values())[:2]
    sources = (one, other)
    if undone := spot(case.documents, question.given["undone"]):
        return passed("卷内有两份罚款决定，前一决定已经撤销、变更", *sources, *undone)
    said = f"卷内有两份罚款决定（{'、'.join(list(fines)[:2])}）"
    same = [name for name in ("party_name", "violation_date") if _equal(mine[name], theirs[name])]
    if len(same) < 2 or case.cause is None:
        return unsure(f"{said}，是否为同一当事人的同一行为请人工核对", *sources)
    return failed(f"{said}，当事人和违法行为日期相同，对同一行为罚款两次", *sources)


def half_line_for_repeaters(question: Question) -> Outcome:
    """Who was fined twice in two years for taking land reaches the line to crime at half (register of cases)."""
    given, case = question.given, question.case
    ended, party = act_ended(case), str(case.value("party_name") or "")
    if ended is None or case.cause is None or not party:
        return unsure("没有读到当事人、案由或者行为日期")
    found = [found for line in crime_lines(case.cause, ended[1]) if (found := reach(line, measured(question)))]
    ratio = max((one.ratio for one in found), default=None)
    if ratio is None or ratio >= 1 or float(ratio) < given["share"]:
        return not_applicable("没有达到起点的一半，或者已达到起点另行判断")
    if case.papers("transfer_letter"):
        return passed("已移送", *case.papers("transfer_letter"))
    if question.registers.cases is None:
        return unsure("已达到起点的一半，没有案件登记簿，两年内是否受过两次以上处罚请人工查询")
    first = workdays.add_months(ended[0], -12 * given["years"])
    rows = [
        row for row in question.registers.cases
        if row.party == party and row.cause == case.cause and row.decision_date and first <= row.decision_date <= ended[0]
    ]  # fmt: skip
    if len(rows) < given["times"]:
        return passed(f"登记簿中两年内同类处罚{len(rows)}次")
    said = f"数量达到起点的{ratio:.0%}，登记簿中{party}两年内因{case.cause}受过{len(rows)}次处罚，应按一半的起点移送"
    if case.value("party_kind") == "unit":
        return failed(f"{said}", *question.read("party_name").sources)
    return unsure(f"{said}；登记簿只有姓名，是否同一人请人工核对", *question.read("party_name").sources)


def fined_after_warning(question: Question) -> Outcome:
    """A deed that may be fined only after an order ran out was first put under such an order."""
    case, fine = question.case, decided_fine(question)
    found = [
        offence
        for offence in deeds(question)
        if offence.precondition and re.search(question.given["overdue"], offence.precondition)
    ]
    if not found or len(found) < len(deeds(question)):
        return not_applicable("罚款不以责令限期而逾期为前提")
    if not fine:
        return not_applicable("没有罚款")
    asked = f"{found[0].deed}须{found[0].precondition}才可罚款"
    decided, due = question.days("decision_date"), list(case.all("due_date", "rectification_order"))
    days = [(item.value, item) for item in due if isinstance(item.value, date)]
    if days and not decided.trouble:
        last, item = max(days, key=lambda pair: pair[0])
        said = f"{asked}；责令的期限至{last}，决定作出于{decided.value}"
        if all(day > last for day in decided.values):
            return passed(said, item, decided)
        return failed(f"{said}，期限未满", item, decided)
    papers = case.papers("rectification_order")
    if papers or spot(case.documents, question.given["overdue"]):
        return unsure(f"{asked}；责令的期限没有读到，请人工核对", *papers[:1])
    if surely_absent(case, "rectification_order") and case.complete:
        return failed(f"{asked}；卷内没有责令限期的文书", *of_decision(question, "fine_yuan").sources)
    return unsure(f"{asked}；没有找到责令限期的文书", *papers[:1])


def _issuer(question: Question) -> Field | None:
    fields = sorted(question.case.all("authority", *DECISIONS), key=lambda item: -item.confidence)
    return fields[0] if fields else None


def _within(item: Field, places: set[tuple[str, ...]]) -> bool:
    cite = item.value
    if not isinstance(cite, Citation):
        return True
    article, paragraph = str(cite.article), str(cite.paragraph) if cite.paragraph else None
    return any(place[0] == article and (len(place) == 1 or paragraph in (None, place[1])) for place in places)


def _equal(one: Field | None, other: Field | None) -> bool:
    return one is not None and other is not None and one.value == other.value


CHECKS = (
    Asks(right_department, bodies="map", merged="word"),
    Asks(township_empowered, township="word"),
    Asks(entrusted_in_own_name, never="word", perhaps="word", entrusted="word"),
    Asks(police_within_powers),
    Asks(one_fine_in_file, undone="word"),
    Asks(half_line_for_repeaters, share="number", times="number", years="number"),
    Asks(fined_after_warning, overdue="word"),
)
