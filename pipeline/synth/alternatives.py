"""Wrong words for planted faults: another fine, another name, another article."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

from pipeline.synth.case import Case
from pipeline.synth.remedies import TEXTS, heard
from pipeline.synth.world import NAMES, Office
from pipeline.synth.writing import capital, citations, money, plain


def alternatives(case: Case, office: Office, words: Mapping[str, str]) -> dict[str, str]:
    """What faults.yaml may put in the place of a right word."""
    rng = Random(f"{case.salt}/other")
    less = other_fine(case)
    area, trees = case.amounts.get("area_m2", Decimal(0)), case.amounts.get("trees", Decimal(0))
    name = rng.choice([letter for letter in NAMES["surnames"] if letter != case.party.name[0]]) + case.party.name[1:]
    number = words.get("n_decision", "")
    digits = "".join(char for char in number if char.isdigit())[4:]
    bare = [[law, article, None, None] for law, article, _, _ in case.deed["basis"]]
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
        "remedy_choice": TEXTS["remedy_choice"].format_map(words),
    }


def other_fine(case: Case) -> Decimal:
    """A smaller fine, one tenth off, never the same."""
    less = (case.fine * 9 / 10).quantize(Decimal(1))
    return less if less != case.fine else case.fine - 1


def wrong_mu(case: Case) -> Decimal:
    """The area in mu as a clerk gets it wrong."""
    return (case.amounts.get("area_m2", Decimal(0)) / 1000 + 2).quantize(Decimal("0.01"))
