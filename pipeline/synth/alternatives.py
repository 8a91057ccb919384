"""Wrong words for planted faults: another fine, another name, another article."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from pipeline.synth.amounts import SETTINGS, tier
from pipeline.synth.calendar import workdays_after
from pipeline.synth.case import Case
from pipeline.synth.remedies import TEXTS, heard
from pipeline.synth.talks import review_points
from pipeline.synth.world import NAMES, Office
from pipeline.synth.writing import capital, citations, day_text, money, plain

_LATER = (("second", 2), ("fourth", 4), ("late", 7), ("later", 12))  # days on which money taken on the spot goes on


def alternatives(case: Case, office: Office, words: Mapping[str, str]) -> dict[str, str]:
    """What faults.yaml may put in the place of a right word."""
    rng = Random(f"{case.salt}/other")
    less = other_fine(case)
    area, trees = case.amounts.get("area_m2", Decimal(0)), case.amounts.get("trees", Decimal(0))
    name = rng.choice([letter for letter in NAMES["surnames"] if letter != case.party.name[0]]) + case.party.name[1:]
    number = words.get("n_decision", "")
    digits = "".join(char for char in number if char.isdigit())[4:]
    bare = [[law, article, None, None] for law, article, _, _ in case.deed["basis"]]
    told = "notice_served" in case.days
    swapped = [[law, article, 1 if paragraph == 2 else 2, None] for law, article, paragraph, _ in case.deed["basis"]]
    return {
        "fine_less": money(less, case.style["money"]),
        "capital_less": capital(less),
        "capital_other": capital(case.fine + 90),
        "wan_other": plain(less / 10000),
        "trees_other": plain(trees + 4),
        "area_other": plain(area + 37),
        "mu_other": plain(((area + 37) / Decimal("666.67")).quantize(Decimal("0.01"))),
        "mu_wrong": plain(wrong_mu(case)),
        "number_other": number.replace(digits + "号", str(int(digits) + 40) + "号") if digits else number,
        "name_other": name,
        "basis_other": citations(swapped, case.style),
        "basis_bare": citations(bare, case.style),
        "sum_wrong": plain(case.fine + 100),
        "bad_date": f"{case.days['inquiry1'].year}年2月30日" if "inquiry1" in case.days else "",
        "expired": office.expired.name,
        "expired_c": office.expired.certificate,
        "heard_bare": heard(case, {**words, "and_hearing": ""}, "unreviewed"),
        "heard_told": str(TEXTS["heard"]["told"]).format_map({**words, "and_hearing": _and_hearing(case)}) if told else "",
        "heard_right": heard(case, {**words, "and_hearing": _and_hearing(case)}),
        "points": review_points(),
        "unit_cost": plain(case.amounts.get("restore_cost_yuan", Decimal(0)) / area) if area else "",
        "tier_other": _tier_other(case),
        **{f"agent{place}": _name(case, place) for place in (1, 2, 3)},
        **{f"d_{name}": day_text(workdays_after(case.days["decision"], count), case.style["date"]) for name, count in _LATER},
        "remedy_choice": TEXTS["remedy_choice"].format_map(words),
    }


def _and_hearing(case: Case) -> str:
    return "和要求听证" if "hearing_told" in case.flags else ""


def _tier_other(case: Case) -> str:
    """A tier of the table that is not the case's."""
    rows = next((row["tiers"] for row in SETTINGS["discretion"] if row["cause"] == case.deed["deed"]), ())
    own = tier(case.deed["deed"], case.days["decision"], case.amounts)
    others = [row["range"] for row in rows if own is None or float(row["range"][0]) != own[0]]
    return f"{others[-1][0]}—{others[-1][1]}" if others else ""


def _name(case: Case, place: int) -> str:
    rng = Random(f"{case.salt}/agent/{place}")
    return str(rng.choice(NAMES["surnames"]) + rng.choice(NAMES["given"][:40]) + rng.choice(NAMES["given"][40:]))


def other_fine(case: Case) -> Decimal:
    """A smaller fine, one tenth off, never the same."""
    less = (case.fine * 9 / 10).quantize(Decimal(1))
    return less if less != case.fine else case.fine - 1


def wrong_mu(case: Case) -> Decimal:
    """The area in mu as a clerk gets it wrong."""
    return (case.amounts.get("area_m2", Decimal(0)) / 1000 + 2).quantize(Decimal("0.01"))
