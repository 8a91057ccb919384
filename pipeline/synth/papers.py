"""Which papers a case holds, in which order, under which title and role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.synth.case import Case
from pipeline.synth.special import NEEDED

WORDING = Path(__file__).parent / "wording"
TITLES: dict[str, list[str]] = strictyaml.parse((WORDING / "titles.yaml").read_text(encoding="utf-8"))
TEMPLATES: dict[str, dict[str, str]] = {
    key: value
    for name in ("opening", "evidence", "deciding", "special")
    for key, value in strictyaml.parse((WORDING / f"{name}.yaml").read_text(encoding="utf-8")).items()
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to be written."""

    key: str
    role: str
    title: str
    day: date | None
    template: str
    serves: tuple[str, str] = ("", "")  # key and title of the paper a receipt is for


# key, role, template, day, needs flag or day, in the order of procedure
_PLAN: tuple[tuple[str, str, str, str], ...] = (
    ("cover", "cover", "cover", ""),
    ("index", "index", "", ""),
    ("source_register", "source_register", "source_register", "clue"),
    ("filing", "filing_approval", "filing", "filing"),
    ("inspection", "inspection_record", "inspection", "inspection"),
    ("map", "photo", "map", "inspection"),
    ("photo", "photo", "photo", "inspection"),
    ("tally", "photo", "tally", "inspection"),
    ("inquiry1", "inquiry_record", "inquiry", "inquiry1"),
    ("inquiry2", "inquiry_record", "inquiry", "inquiry2"),
    ("rights", "rights_notice", "rights", "inquiry1"),
    ("identity", "party_identity", "identity", "inquiry1"),
    ("address", "address_confirmation", "address", "inquiry1"),
    ("preservation_notice", "preservation", "preservation_notice", "preservation"),
    ("preservation_list", "preservation", "preservation_list", "preservation"),
    ("preservation_done", "preservation", "preservation_done", "preservation_done"),
    ("seizure_approval", "seizure", "seizure_approval", "seizure"),
    ("seizure", "seizure", "seizure", "seizure"),
    ("seizure_list", "seizure", "seizure_list", "seizure"),
    ("seizure_scene", "seizure", "seizure_scene", "seizure"),
    ("serve_seizure", "service_receipt", "serve", "seizure"),
    ("season", "other", "season", "inspection"),
    ("tenure", "tenure", "tenure", "inquiry2"),
    ("permit_query", "tenure", "permit_query", "inquiry2"),
    ("appraisal_request", "appraisal_request", "appraisal_request", "appraisal_request"),
    ("appraisal", "appraisal", "appraisal", "appraisal"),
    ("appraisal_told", "appraisal", "appraisal_told", "appraisal_told"),
    ("rectification", "rectification_order", "rectification", "rectification"),
    ("serve_rectification", "service_receipt", "serve", "rectification"),
    ("transfer_approval", "other", "transfer_approval", "transfer_approval"),
    ("transfer", "transfer_letter", "transfer", "transfer"),
    ("police_reply", "other", "police_reply", "police_reply"),
    ("seizure_longer", "seizure", "seizure_longer", "seizure_longer"),
    ("seizure_longer_told", "seizure", "seizure_longer_told", "seizure_longer"),
    ("seizure_done", "seizure", "seizure_done", "seizure_done"),
    ("extension", "extension_approval", "extension", "extension"),
    ("evidence_list", "evidence_list", "evidence_list", "investigation_end"),
    ("report", "investigation_report", "report", "investigation_end"),
    ("opinion", "opinion", "opinion", "opinion"),
    ("review1", "legal_review", "review", "legal_review"),
    ("notice", "prior_notice", "notice", "notice"),
    ("serve_notice", "service_receipt", "serve", "notice_served"),
    ("hearing_rights", "hearing_notice_rights", "hearing_rights", "hearing_notice"),
    ("serve_hearing_rights", "service_receipt", "serve", "hearing_notice_served"),
    ("waiver", "waiver", "waiver", "waiver"),
    ("defence", "defence_record", "defence", "defence"),
    ("defence_review", "defence_review", "defence_review", "defence_review"),
    ("hearing_application", "hearing_application", "hearing_application", "hearing_request"),
    ("hearing_notice", "hearing_notice", "hearing_notice", "hearing_invitation"),
    ("serve_hearing_notice", "service_receipt", "serve", "hearing_invitation_served"),
    ("hearing_record", "hearing_record", "hearing_record", "hearing"),
    ("hearing_report", "hearing_report", "hearing_report", "hearing_report"),
    ("review", "legal_review", "review", "legal_review"),
    ("discussion", "discussion_record", "discussion", "discussion"),
    ("approval", "decision_approval", "approval", "decision_approval"),
    ("decision", "decision", "decision", "decision"),
    ("serve_decision", "service_receipt", "serve", "decision_served"),
    ("decision2", "decision", "decision", "decision2"),
    ("revocation", "other", "revocation", "revocation"),
    ("instalment", "instalment", "instalment", "instalment"),
    ("demand", "demand_notice", "demand", "demand"),
    ("serve_demand", "service_receipt", "serve", "demand_served"),
    ("court_application", "enforcement_application", "court_application", "court"),
    ("court_ruling", "other", "court_ruling", "court_ruling"),
    ("summary", "summary_decision", "summary", "decision"),
    ("summary_filing", "other", "summary_filing", "summary_filing"),
    ("payment", "payment_receipt", "payment", "payment"),
    ("acceptance", "restoration_acceptance", "acceptance", "acceptance"),
    ("publication", "publication_record", "publication", "publication"),
    ("av", "av_record", "av", "investigation_end"),
    ("closing", "closing_report", "closing", "closing"),
    ("archive_note", "archive_note", "archive_note", "archive"),
)
_ALWAYS = {"cover", "index"}
_SUMMARY = {
    "cover",
    "index",
    "photo",
    "identity",
    "summary",
    "summary_filing",
    "payment",
    "publication",
    "closing",
    "archive_note",
}
_FRONT = ("closing", "decision", "serve_decision", "payment")  # what stands first where conclusions stand first


def papers(case: Case) -> tuple[Paper, ...]:
    """The papers of the case in the order of its office."""
    chosen = [paper for row in _PLAN if (paper := _paper(case, *row)) is not None and paper.key not in case.dropped]
    if case.style["order"] == "decision_first":
        front = [paper for paper in chosen if paper.key in _ALWAYS]
        first = [paper for key in _FRONT for paper in chosen if paper.key == key]
        chosen = front + first + [paper for paper in chosen if paper not in front and paper not in first]
    return tuple(chosen)


def _paper(case: Case, key: str, role: str, template: str, day_name: str) -> Paper | None:
    summary = case.procedure == "summary"
    if summary != (key in _SUMMARY) and (summary or key in ("summary", "summary_filing")):
        return None
    days = dict(case.days)
    if summary:
        days |= {"inspection": days["decision"], "inquiry1": days["decision"]}
    if day_name and day_name not in days:
        return None
    if key in ("hearing_rights", "serve_hearing_rights") and "combined" in case.flags:
        return None
    if key in ("review", "review1") and (key == "review1") != ("review_first" in case.flags):
        return None
    needed = NEEDED.get(key, "")
    if needed and (needed.removeprefix("!") in case.flags) == needed.startswith("!"):
        return None
    if key == "tally" and case.deed["family"] not in ("logging", "damage"):
        return None
    served = key.removeprefix("serve_") if key.startswith("serve_") else ""
    return Paper(
        "review" if key == "review1" else key,
        role,
        title(case.style, key, case.flags),
        days.get(day_name),
        template,
        (served, title(case.style, served, case.flags).replace(" ", "")) if served else ("", ""),
    )


def title(style: Mapping[str, Any], key: str, flags: frozenset[str]) -> str:
    """The title this office prints on that paper."""
    name = {"review1": "review", "decision2": "decision"}.get(key, "serve" if key.startswith("serve_") else key)
    if name == "notice" and "combined" in flags and "hearing_told" in flags:
        name = "notice_combined"
    choices = TITLES[name]
    text = choices[style["index"] % len(choices)].format(p=style["prefix"])
    return " ".join(text) if style["spaced"] and name in ("decision", "closing", "cover") else text


def template(case: Case, paper: Paper) -> str:
    """The wording of that paper in this office."""
    choices = TEMPLATES[paper.template]
    return choices.get(case.style["pick"].get(paper.template, "a"), choices["a"])
