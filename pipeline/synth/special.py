"""The days of what only some cases have: seizure, a second decision, leave to pay later, transfer to the police, the court."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from pipeline.synth.calendar import months_later, office_day, soon, workdays_after

# Papers that stand in a file only where the case has the flag; `!` before a flag: only where it has not.
NEEDED: dict[str, str] = {
    "seizure_approval": "seizure",
    "seizure": "seizure",
    "seizure_list": "seizure",
    "seizure_scene": "seizure",
    "serve_seizure": "seizure",
    "seizure_longer": "seizure_longer",
    "seizure_longer_told": "seizure_longer",
    "seizure_done": "seizure",
    "transfer_approval": "transferred",
    "transfer": "transferred",
    "police_reply": "transferred",
    "decision2": "twice",
    "revocation": "revoked",
    "instalment": "instalment",
    "payment": "!unpaid",
    "demand": "unpaid",
    "serve_demand": "unpaid",
    "court_application": "unpaid",
    "court_ruling": "unpaid",
    "season": "proclaimed",
}


def before_notice(rng: Random, days: dict[str, date], flags: frozenset[str], put: Any) -> None:
    """Seizure and transfer, which come while the case is investigated."""
    if "seizure" in flags:
        put("seizure", days["inspection"])
        put("seizure_done", days["seizure"] + timedelta(days=rng.randint(20, 27)))
        if "seizure_longer" in flags:
            put("seizure_longer", days["seizure"] + timedelta(days=26))
            days["seizure_done"] = days["seizure"] + timedelta(days=rng.randint(40, 52))
    if "transferred" in flags:
        put("transfer_report", days["inquiry2"])
        put("transfer_approval", soon(rng, days["transfer_report"], 0, 1))
        put("transfer", days["transfer_approval"])
        put("police_reply", workdays_after(days["transfer"], 2))


def after_decision(rng: Random, days: dict[str, date], flags: frozenset[str], limits: Mapping[str, Any], put: Any) -> None:
    """What follows a decision that is not simply paid."""
    served, decision = days["decision_served"], days["decision"]
    if "twice" in flags:
        put("decision2", workdays_after(decision, 12))
    if "revoked" in flags:
        put("revocation", workdays_after(days["publication"], 8))
        days["closing"] = max(days["closing"], workdays_after(days["revocation"], 5))
    if "instalment" in flags:
        put("instalment", workdays_after(served, 4))
        days["payment_until"] = served + timedelta(days=60)
        put("payment", office_day(served + timedelta(days=rng.randint(30, 50))))
    if "unpaid" in flags:
        put("demand", office_day(months_later(served, limits["sue"]) + timedelta(days=3)))
        put("demand_served", days["demand"])
        put("court", workdays_after(days["demand_served"], 13))
        put("court_ruling", workdays_after(days["court"], 12))
        days["closing"] = max(days["closing"], workdays_after(days["court_ruling"], 15))
    if flags & {"revoked", "instalment", "unpaid", "twice"}:
        days["closing"] = max(days["closing"], workdays_after(days.get("decision2", days["payment"]), 2))
        days["archive"] = workdays_after(days["closing"], 6)
