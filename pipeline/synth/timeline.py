"""The days of a case, in the order the law of its time asks for; `bend` puts single days wrong on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from pipeline.synth.calendar import days_due, months_due, months_later, office_day, soon, workdays_after
from pipeline.synth.limits import LIMITS
from pipeline.synth.special import after_decision, before_notice

Days = dict[str, date]


def ordinary(rng: Random, clue: date, flags: frozenset[str], bend: Mapping[str, Sequence[Any]]) -> Days:
    """The days of an ordinary or hearing case from its clue to the archive."""
    days: Days = {"clue": clue}
    limits = LIMITS.at(clue)

    def put(name: str, day: date) -> date:
        days[name] = bent(days, bend[name]) if name in bend and bend[name][0] in days else day
        return days[name]

    put("filing", soon(rng, clue, 0, 4))
    put("inspection", soon(rng, days["filing"], 1, 3))
    put("inquiry1", soon(rng, days["inspection"], 0, 2))
    put("inquiry2", soon(rng, days["inquiry1"], 1, 3))
    put("rectification", days["inspection"])
    if "preservation" in flags:
        put("preservation", days["inspection"])
        kept = days["preservation"]
        due = workdays_after(kept, limits["preserve"]) if limits["workdays"] else _last_workday(kept, limits["preserve"])
        put("preservation_done", due if "preservation_day7" in flags else min(due, workdays_after(kept, rng.randint(3, 6))))
    before_notice(rng, days, flags, put)
    last = max(days["inquiry1"], days["inquiry2"])
    if "appraisal" in flags:
        put("appraisal_request", soon(rng, days["inspection"], 1, 2))
        put("appraisal", soon(rng, days["appraisal_request"], 2, 5))
        put("appraisal_told", soon(rng, days["appraisal"], 0, 1))
        last = max(last, days["appraisal_told"])
    put("investigation_end", soon(rng, min(last, workdays_after(clue, 25)), 1, 2))
    put("opinion", days["investigation_end"])
    ready = days["opinion"]
    if "review_first" in flags:
        put("legal_review_submitted", soon(rng, ready, 0, 1))
        ready = put("legal_review", _reviewed(rng, days["legal_review_submitted"], 3))
    _told(rng, days, flags, limits, put, ready)
    ready = put("ready", days["ready"])
    if "review_first" not in flags:
        put("legal_review_submitted", days["hearing_report"] if "hearing" in flags else ready)
        slow = "review_day10" in flags
        ready = put(
            "legal_review",
            _last_workday(days["legal_review_submitted"], 10) if slow else _reviewed(rng, days["legal_review_submitted"], 2),
        )
    if "discussion" in flags:
        # a discussion that came too early does not bring the decision forward with it
        ready = max(put("discussion", soon(rng, max(ready, days["ready"]), 1, 1)), days["ready"])
    put("decision_approval", soon(rng, ready, 0, 1))
    put("decision", soon(rng, days["decision_approval"], 0, 1))
    _after(rng, days, flags, put)
    after_decision(rng, days, flags, limits, put)
    if days["decision"] > months_due(days["filing"], limits["month"]) or "extension" in bend:
        put("extension", soon(rng, days["filing"], 14, 16))
        days["extended_to"] = months_later(days["filing"], limits["extended"])
    return days


def _told(rng: Random, days: Days, flags: frozenset[str], limits: Mapping[str, Any], put: Any, ready: date) -> None:
    put("notice", soon(rng, ready, 0, 2))
    put("notice_served", soon(rng, days["notice"], 0, 1))
    due = statement_due(days["notice_served"], limits)
    if "hearing_told" in flags:
        put("hearing_notice", days["notice"])
        put("hearing_notice_served", days["notice_served"])
        due = max(due, hearing_due(days["hearing_notice_served"], limits))
    days["due"] = due
    # the first day after the periods is the earliest that is right
    days["ready"] = workdays_after(due, 1) if "day_after" in flags else soon(rng, due, 1, 3)
    if "waived" in flags:
        days["ready"] = put("waiver", soon(rng, days["notice_served"], 0, 1))
    if "defended" in flags:
        put("defence", soon(rng, days["notice_served"], 1, 2))
        put("defence_review", soon(rng, max(days["defence"], due), 1, 2))
        days["ready"] = max(days["ready"], days["defence_review"])
    if "hearing" in flags:
        put("hearing_request", soon(rng, days["hearing_notice_served"], 1, 2))
        put("hearing_invitation", soon(rng, days["hearing_request"], 1, 3))
        put("hearing_invitation_served", days["hearing_invitation"])
        # seven whole days between: the eighth working day is the first that no reading of the law can fault
        put(
            "hearing",
            workdays_after(
                days["hearing_invitation_served"],
                limits["hearing_notice"] + 1 + (0 if "hearing_day8" in flags else rng.randint(1, 3)),
            ),
        )
        put("hearing_report", soon(rng, days["hearing"], 1, 2))
        days["ready"] = days["hearing_report"]


def _after(rng: Random, days: Days, flags: frozenset[str], put: Any) -> None:
    limits = LIMITS.at(days["clue"])
    decision = days["decision"]
    serve_due = workdays_after(decision, limits["serve"]) if limits["workdays"] else _last_workday(decision, limits["serve"])
    put("decision_served", serve_due if "served_day7" in flags else min(serve_due, soon(rng, decision, 0, 3)))
    pay_due = days_due(days["decision_served"], limits["pay"])
    put(
        "payment",
        pay_due
        if "paid_last_day" in flags
        else min(pay_due, office_day(days["decision_served"] + timedelta(days=rng.randint(1, 9)))),
    )
    publish_due = workdays_after(decision, limits["publish"])
    late = max(days["decision_served"], decision)
    put(
        "publication",
        publish_due
        if "published_day7" in flags and late <= publish_due
        else min(publish_due, max(late, soon(rng, decision, 1, 4))),
    )
    end = days["payment"]
    if "restore" in flags:
        days["restore_due"] = decision + timedelta(days=rng.choice((90, 120)))
        put(
            "acceptance",
            days["restore_due"] if "accepted_last_day" in flags else office_day(decision + timedelta(days=rng.randint(40, 80))),
        )
        end = max(end, days["acceptance"])
    put("closing", soon(rng, max(end, days["publication"]), 1, 4))
    put(
        "archive",
        _last_workday(days["closing"], limits["archive"]) if "archived_day30" in flags else soon(rng, days["closing"], 3, 12),
    )


def bent(days: Days, spec: Sequence[Any]) -> date:
    """A day put on purpose: [name, step, count] with step wd, cd or md, counted from another day of the case."""
    start, step, count = days[spec[0]], spec[1], int(spec[2])
    if step == "wd":
        return workdays_after(start, count) if count >= 0 else _workdays_before(start, -count)
    if step == "md":
        return office_day(months_later(start, count))
    day = start + timedelta(days=count)
    return office_day(day) if count >= 0 else day


def statement_due(served: date, limits: Mapping[str, Any]) -> date:
    """The last day to make a statement, as our notices tell it."""
    return workdays_after(served, limits["statement"]) if limits["workdays"] else days_due(served, limits["statement"])


def hearing_due(served: date, limits: Mapping[str, Any]) -> date:
    """The last day to ask for a hearing."""
    return (
        workdays_after(served, limits["hearing_request"]) if limits["workdays"] else days_due(served, limits["hearing_request"])
    )


def _reviewed(rng: Random, submitted: date, most: int) -> date:
    # the agency's ten days run on through the long holidays
    return min(soon(rng, submitted, 1, most), _last_workday(submitted, 10))


def _last_workday(day: date, count: int) -> date:
    last = day + timedelta(days=count)
    while office_day(last) != last:
        last -= timedelta(days=1)
    return last


def _workdays_before(day: date, count: int) -> date:
    while count:
        day -= timedelta(days=1)
        count -= office_day(day) == day
    return day
