"""The gold answer: facts, papers and findings of each case, as contract.md has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.synth.alternatives import wrong_mu
from pipeline.synth.case import Case
from pipeline.synth.limits import LIMITS
from pipeline.synth.papers import Paper
from pipeline.synth.sentences import discretion, replanted
from pipeline.synth.world import Office

# fact -> key of the day, and the paper that tells it
DAYS = {
    "clue_date": ("clue", "source_register"),
    "filing_date": ("filing", "filing"),
    "inspection_date": ("inspection", "inspection"),
    "preservation_date": ("preservation", "preservation_notice"),
    "seizure_date": ("seizure", "seizure"),
    "demand_date": ("demand", "demand"),
    "court_date": ("court", "court_application"),
    "investigation_end_date": ("investigation_end", "report"),
    "legal_review_submitted_date": ("legal_review_submitted", "review"),
    "legal_review_date": ("legal_review", "review"),
    "discussion_date": ("discussion", "discussion"),
    "notice_date": ("notice", "notice"),
    "notice_served_date": ("notice_served", "serve_notice"),
    "hearing_notice_date": ("hearing_notice", ""),
    "hearing_notice_served_date": ("hearing_notice_served", ""),
    "hearing_request_date": ("hearing_request", "hearing_application"),
    "hearing_invitation_date": ("hearing_invitation", "hearing_notice"),
    "hearing_date": ("hearing", "hearing_record"),
    "decision_approval_date": ("decision_approval", "approval"),
    "decision_date": ("decision", "decision"),
    "decision_served_date": ("decision_served", "serve_decision"),
    "payment_date": ("payment", "payment"),
    "publication_date": ("publication", "publication"),
    "acceptance_date": ("acceptance", "acceptance"),
    "closing_date": ("closing", "closing"),
    "archive_date": ("archive", "archive_note"),
}


def facts(
    case: Case, office: Office, written: Sequence[Paper], numbers: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The facts a reader must give, and those he may give because only another paper still tells them."""
    there = {paper.key for paper in written}
    summary = case.procedure == "summary"
    party, limits = case.party, LIMITS.at(case.days["decision"])
    told: dict[str, Any] = {}
    for fact, (name, paper) in DAYS.items():
        if name in case.days and (not paper or paper in there or (summary and paper == "decision")):
            told[fact] = case.days[name].isoformat()
    if summary:
        told["decision_served_date"] = told["decision_date"]
    told["inquiry_date"] = [case.days[key].isoformat() for key in ("inquiry1", "inquiry2") if key in there]
    if not told["inquiry_date"]:
        del told["inquiry_date"]
    told |= {
        "doc_number": bracketed(numbers["summary" if summary else "decision"]),
        "authority": office.name,
        "cause": case.deed["deed"],
        "party_name": party.name,
        "party_kind": party.kind,
        "party_id": party.number,
        "party_address": party.address,
        "violated": _citations(case.deed["violated"]),
        "basis": _citations(case.deed["basis"], bare=case.facts.get("basis") == "bare"),
        "penalties": (["警告"] if case.deed.get("warning") else [])
        + ["罚款"]
        + (["责令改正类"] if "restore" in case.flags else []),
        "fine_yuan": number(case.fine),
        "quantities": _quantities(case),
        "violation_date": case.violation.isoformat(),
        "officers": [{"name": officer.name, "certificate": officer.certificate} for officer in case.handlers],
        "pay_days": limits["pay"],
        "reconsideration_days": limits["reconsider"],
        "suit_months": limits["sue"],
        "court": office.court,
        "reconsideration_to": f"{office.government}或者{office.parent}" if limits["upper"] else office.government,
        "statement_right": True,
    }
    if party.kind == "unit":
        told["legal_representative"] = party.representative
    if case.multiple is not None:
        told["fine_times" if case.deed["unit"] == "multiple" else "fine_rate_per_m2"] = number(case.multiple)
    name = discretion(case)["discretion"]
    if name and not summary:
        told["discretion_basis"] = name
    if "review" in there:
        told["reviewer"] = case.reviewer.name
    if "hearing_record" in there:
        told |= {"host": case.host.name, "recorder": case.recorder.name}
    if "discussion" in there:
        told |= {
            "recorder": case.recorder.name,
            "discussants": [office.head.name, office.deputies[0].name, office.deputies[1].name],
        }
    if "hearing_notice" in case.days:
        told["hearing_right"] = True
    if case.facts.get("reconsideration_to") == "both":
        told["reconsideration_to"] = f"{office.government}或者{office.parent}"
    told |= {
        key: value for key, value in case.facts.items() if key not in ("basis", "reconsideration_to", "area_mu", "more_penalties")
    }
    told["penalties"] = [*told["penalties"], *case.facts.get("more_penalties", ())]
    if "area_mu" in case.facts:  # the decision's word, wrong as it is
        told["quantities"]["area_mu"] = number(wrong_mu(case))
    optional = {key: told.pop(key) for key in sorted(case.optional) if key in told}
    if "notice_served_date" not in told and "notice_served" in case.days and "notice" in there:
        optional["notice_served_date"] = case.days["notice_served"].isoformat()
    if "serve_decision" not in there and not summary:
        told.pop("decision_served_date", None)
    told = {key: told[key] for key in sorted(told) if key not in case.untold}
    if not told["quantities"]:
        del told["quantities"]
    return told, optional


def findings(case: Case, documents: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The gold findings of the case, one a rule."""
    where: dict[str, list[dict[str, Any]]] = {}
    for document in documents:
        where.setdefault(document["key"], []).append({"source": document["source"], "pages": document["pages"]})
    rows: dict[str, dict[str, Any]] = {}
    for finding in case.findings:
        pages = [place for key in finding["papers"] for place in where.get(key, ())]
        row = {
            "case": case.id,
            "rule": finding["rule"],
            "severity": finding["severity"],
            "pages": pages,
            "implied": finding["implied"],
            "note": finding["note"],
            "papers": finding["papers"],
        }
        rows.setdefault(finding["rule"], row)
    return [rows[rule] for rule in sorted(rows)]


def bracketed(text: str) -> str:
    """A document number as facts write it: no spaces, brackets 〔〕."""
    return text.replace(" ", "").translate(str.maketrans("[]（）()﹝﹞", "〔〕" * 4))


def number(value: Decimal) -> float | int:
    """A JSON number with no needless point."""
    return int(value) if value == value.to_integral_value() else float(value)


def _quantities(case: Case) -> dict[str, float | int]:
    amounts = {key: number(value) for key, value in case.amounts.items() if not key.startswith("part")}
    if case.replant_times:
        amounts["replant_trees"] = number(replanted(case))
    return dict(sorted(amounts.items()))


def _citations(places: Sequence[Sequence[Any]], *, bare: bool = False) -> list[dict[str, Any]]:
    return [
        {"law": law, "article": article, "paragraph": None if bare else paragraph, "item": item}
        for law, article, paragraph, item in places
    ]
