"""make(): an archive of made-up cases and its gold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from pipeline import strictyaml
from pipeline.synth import faults, gold
from pipeline.synth.bundle import write
from pipeline.synth.case import Case, draft
from pipeline.synth.output import put
from pipeline.synth.registers import settings, write_registers
from pipeline.synth.world import Office, found

HERE = Path(__file__).parent
KINDS = ("pdf", "scan", "docx", "mixed")
# The day that gives a paper's number its year, where it is not named like the paper.
NUMBERED = {"hearing_rights": "notice", "hearing_notice": "hearing_invitation", "summary": "decision"}
# What a mixed archive is made of; "bundle" has digital and scanned pages in one PDF.
MIX = ("pdf", "docx", "scan", "bundle", "pdf", "docx")


def styles(which: str) -> list[dict[str, Any]]:
    """The styles of a set: all, train or held."""
    rows: list[dict[str, Any]] = strictyaml.parse((HERE / "styles.yaml").read_text(encoding="utf-8"))
    return [{**row, "index": place} for place, row in enumerate(rows) if which == "all" or row["held"] == (which == "held")]


def make(out: Path, *, cases: int, seed: int, kind: str, styles: str = "all", registers: bool = True) -> None:
    """Write OUT/archive and OUT/gold: so many cases, drawn as pdf, scan, docx or mixed, in all styles or those of train or held.

    The same arguments give the same bytes.
    """
    if kind not in KINDS:
        raise ValueError(f"kind: {kind!r} is none of {', '.join(KINDS)}")
    rng = Random(f"{seed}/{kind}/{styles}")
    kinds = [MIX[place % len(MIX)] if kind == "mixed" else kind for place in range(cases)]
    compose(out, rng, kinds, _chosen(styles), faults.plans(rng, cases, registers), registers=registers)


def compose(
    out: Path,
    rng: Random,
    kinds: Sequence[str],
    chosen: Sequence[Mapping[str, Any]],
    plans: Sequence[faults.Plan],
    *,
    registers: bool,
    small: bool = False,
) -> None:
    """One archive from a plan for each case."""
    office = found(rng, str(rng.choice(chosen)["suffix"]))
    drafts = _drafts(rng, office, kinds, chosen, plans)
    folder, answers = out / "archive", out / "gold"
    folder.mkdir(parents=True, exist_ok=True)
    answers.mkdir(parents=True, exist_ok=True)
    rows, found_rows = [], []
    numbered = [(case, numbers(case, office)) for case in _named(drafts)]
    for case, codes in numbered:
        written = write(case, office, codes)
        drawn = put(folder, answers, case, written, small=small)
        told, optional = gold.facts(case, office, [each.paper for each in written], codes)
        row = {
            "case": case.id,
            "procedure": case.procedure,
            "cause": case.deed["deed"],
            "documents": drawn.documents,
            "facts": told,
            "pages": drawn.pages,
        }
        row |= {
            "sources": drawn.sources,
            "near_misses": list(case.near_misses),
            "not_counted": sorted(case.not_counted),
            "style": case.style["name"],
            "mix": case.kind,
        }
        rows.append(row | ({"facts_optional": optional} if optional else {}))
        found_rows += gold.findings(case, drawn.documents)
    if registers:
        found_rows += write_registers(folder, office, numbered, rng, planted=True)
    (folder / "settings.yaml").write_text(settings(office), encoding="utf-8")
    _lines(answers / "cases.jsonl", rows)
    _lines(answers / "findings.jsonl", found_rows)
    scope = strictyaml.parse((HERE / "scope.yaml").read_text(encoding="utf-8"))
    (answers / "scope.json").write_text(
        json.dumps({**scope, "cases": len(rows)}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def _chosen(which: str) -> list[dict[str, Any]]:
    return styles(which)


def _drafts(
    rng: Random, office: Office, kinds: Sequence[str], chosen: Sequence[Mapping[str, Any]], plans: Sequence[faults.Plan]
) -> list[Case]:
    used = {
        man.name
        for man in (
            office.head,
            *office.deputies,
            office.section,
            office.reviewer,
            office.clerk,
            office.expired,
            *office.officers,
        )
    }
    busy: set[tuple[str, Any]] = set()
    drafts: list[Case] = []
    for place, (kind, plan) in enumerate(zip(kinds, plans, strict=True)):
        own = Random(rng.randrange(2**62))
        while True:
            case = draft(own, f"draft{place}", office, chosen, kind, faults.wish(plan), used)
            # nobody writes two records on one day: XA-01 is planted by nobody here
            taken = {
                (man.name, case.days[paper])
                for man in case.handlers
                for paper in ("inspection", "inquiry1", "inquiry2")
                if paper in case.days
            }
            if not taken & busy:
                break
        busy |= taken
        drafts.append(faults.plant(case, office, plan))
    return drafts


def _named(drafts: Sequence[Case]) -> list[Case]:
    """Cases with their numbers: by day of decision, a series for each form of number and year."""
    series: Counter[tuple[str, int, bool]] = Counter()
    years: Counter[int] = Counter()
    named = []
    for case in sorted(drafts, key=lambda each: (each.days["decision"], each.id)):
        year = case.days["decision"].year
        years[year] += 1
        key = (case.style["name"], year, case.procedure == "summary")
        series[key] += 1
        named.append(replace(case, id=f"{year}-{years[year]:03d}", serial=series[key]))
    return named


def numbers(case: Case, office: Office) -> dict[str, str]:
    """The numbers of the case's papers."""
    style, result = case.style, {}
    for paper, flow in style["flow"].items():
        day = case.days.get(NUMBERED.get(paper, paper), case.days["decision"])
        year, serial = day.year, case.serial
        if f"{paper}_year" in case.flags:
            year, serial = year - 1, serial + 60
        result[paper] = style["number"].format(code=office.code, flow=flow, year=year, n=f"{serial:0{style['width']}d}")
    if case.procedure == "summary":
        result["decision"] = result["summary"]
    return result


def _lines(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows), encoding="utf-8")
