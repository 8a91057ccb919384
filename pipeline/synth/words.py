"""Every word the wording tables ask for, for one paper of one case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from pipeline.synth import sentences
from pipeline.synth.alternatives import alternatives
from pipeline.synth.case import Case
from pipeline.synth.limits import LIMITS
from pipeline.synth.papers import Paper
from pipeline.synth.people import people
from pipeline.synth.proof import proof
from pipeline.synth.remedies import remedies
from pipeline.synth.service import receipt
from pipeline.synth.special_words import special_words
from pipeline.synth.talks import talks
from pipeline.synth.world import Office
from pipeline.synth.writing import capital, clock, day_chinese, day_text, money


def words_for(case: Case, office: Office, paper: Paper, numbers: Mapping[str, str]) -> dict[str, str]:
    """The words of one paper; what a planted fault overrules there wins, and what follows from it follows."""
    words = {**_days(case), **people(case, office), **sentences.quantities(case), **sentences.fine_words(case)}
    words |= {**sentences.law_words(case), **sentences.discretion(case)}
    words |= {f"n_{key}": number for key, number in numbers.items()}
    words["number"] = numbers.get(paper.key, "")
    words["title"] = paper.title
    words["d_self"] = day_text(paper.day, case.style["date"])
    own = overruled(case, office, paper, words)
    words |= own
    limits = LIMITS.at(case.days["decision"])
    words["fact"] = sentences.deed(case, words) + words["fact_more"]
    penalties = sentences.penalty(case, words)
    words |= {
        "proposed": penalties["listed"],
        "proposed_flat": penalties["flat"],
        "decided": penalties["listed"],
        "decided_flat": penalties["flat"],
    }
    words |= {
        "order_flat": penalties["order_flat"],
        "penalty_kinds": penalties["penalty_kinds"],
        "published_content": penalties["published"],
    }
    words["tier_text"] = sentences.tier_sentence(case, words)
    words |= proof(case, words)
    words |= _approvals(case, office)
    words |= remedies(case, office, limits, words)
    words |= receipt(case, office, paper, numbers)
    words |= special_words(case, words)
    words |= own
    words |= talks(case, office, paper, words, Random(f"{case.salt}/{paper.key}/talk"))
    words |= {**_payment(case, office, words), **{key: words[key] for key in ("executed",) if key in words}}
    words |= own
    return {key: _dressed(value, case.style) for key, value in words.items()}


def overruled(case: Case, office: Office, paper: Paper, words: Mapping[str, str]) -> dict[str, str]:
    """The words a fault puts in the place of right ones, in this paper."""
    raw = {**case.words.get("all", {}), **case.words.get(paper.key, {})}
    others = {**words, **alternatives(case, office, words)} if raw else {}
    own: dict[str, str] = {}
    for key, value in raw.items():
        own[key] = value.format_map({**others, **own})
    return own


def _dressed(text: str, style: Mapping[str, Any]) -> str:
    return text.translate(str.maketrans("，：；（）", ",:;()")) if style["half"] else text


def _days(case: Case) -> dict[str, str]:
    style = case.style
    words = {"d_violation": day_text(case.violation, style["date"])}
    days = dict(case.days)
    if case.procedure == "summary":
        days |= {"inspection": days["decision"], "inquiry1": days["decision"]}
    for name, day in days.items():
        words[f"d_{name}"] = day_text(day, style["date"])
        words[f"s_{name}"] = day_chinese(day, style["zero"]) if style["sign"] == "chinese" else day_text(day, style["date"])
    for paper, (start, end) in case.times.items():
        words[f"t_{paper}"] = clock(start, end, style["date"])
        words[f"t_{paper}_start"] = clock(start, None, style["date"])
    words["d_approval_handler"] = words.get("d_decision_approval", "")
    words["time"] = ""
    return words


def _approvals(case: Case, office: Office) -> dict[str, str]:
    day = day_text(case.days.get("filing"), case.style["date"])
    first, second = case.handlers
    return {
        "filing_handler": f"建议立案调查。⏎　[[{first.name}]]　[[{second.name}]]　{day}",
        "filing_section": f"拟同意立案，请领导审批。⏎　[[{office.section.name}]]　{day}",
        "filing_head": f"同意立案。⏎　[[{office.head.name}]]　{day}",
        "closing_head": f"同意结案。　[[{office.head.name}]]　{day_text(case.days['closing'], case.style['date'])}",
        "opened": f"本案于{day}立案。" if "filing" in case.days else "",
    }


def _payment(case: Case, office: Office, words: Mapping[str, str]) -> dict[str, str]:
    paid_day: date = case.days["payment"]
    text = f"当事人已于{day_text(paid_day, case.style['date'])}缴纳罚款{words['fine']}元。"
    if "restore" in case.flags:
        text += f"责令事项已于{words['d_acceptance']}验收合格。"
    rng = Random(f"{case.salt}/receipt")
    return {
        "paid": words.get("paid") or money(case.fine, case.style["money"]),
        "paid_capital": words.get("paid_capital") or capital(case.fine),
        "payee": office.bank + "（代收罚没款专户）",
        "payee_seal": office.bank + "业务专用章",
        "receipt_head": "山西省罚没收入专用票据（财政部门监制）",
        "receipt_number": f"14{rng.randrange(10**7, 10**8)}",
        "surcharge_row": "",
        "executed": text,
    }
