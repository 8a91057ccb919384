"""What the party is told: how to be heard, how to pay, where to complain (wording/remedies.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.synth.case import Case
from pipeline.synth.world import Office
from pipeline.synth.writing import citation, count_text

TEXTS: dict[str, Any] = strictyaml.parse((Path(__file__).parent / "wording" / "remedies.yaml").read_text(encoding="utf-8"))


def remedies(case: Case, office: Office, limits: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    """The sentences of the notices and of the decision that hold periods; `words` has what a fault overrules."""
    key = str(case.style["pick"].get("decision", "a"))
    unit = "个工作日" if limits["workdays"] else "日"
    upper = f"{office.government}或者{office.parent}" if limits["upper"] else office.government
    result = {
        "statement_days": words.get("statement_days") or count_text(limits["statement"]) + unit,
        "hearing_days": words.get("hearing_days") or count_text(limits["hearing_request"]) + unit,
        "hearing_law": citation(limits["hearing_article"], case.style),
        "pay": words.get("pay_days") or count_text(limits["pay"]),
        "account": f"0000{office.region}0088001",
        "upper": words.get("reconsider_to") or upper,
        "days": words.get("reconsider_days") or count_text(limits["reconsider"]),
        "months": words.get("sue") or count_text(limits["sue"]) + "个月",
        "and_hearing": "和要求听证" if "hearing_told" in case.flags else "",
    }
    places = {**words, **result}
    first = case.procedure == "summary" and not limits["upper"]  # since then a summary penalty goes to reconsideration first
    for name in ("statement_told", "pay_told", "surcharge_told"):
        result[name] = TEXTS[name][key].format_map(places)
    result["remedy"] = TEXTS["remedy_summary" if first else "remedy"][key].format_map(places)
    combined = {"hearing_told", "combined"} <= case.flags
    result["combined_hearing"] = TEXTS["combined_hearing"][key].format_map(places) if combined else ""
    result["spot_served"] = TEXTS["spot_served"].format_map(places)
    result["heard"] = heard(case, places)
    return result


def heard(case: Case, words: Mapping[str, str], outcome: str = "") -> str:
    """How the decision says that the party was told and heard; `outcome` overrules what came of it."""
    if "notice_served" not in case.days:
        return ""
    known = ("hearing", "waived", "defended")
    result = outcome or next((flag for flag in known if flag in case.flags), "silent")
    return str((TEXTS["heard"]["told"] + TEXTS["heard"][result]).format_map(words))
