"""The words of a service receipt: what was served on whom, how, and who signed."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.synth.case import Case
from pipeline.synth.papers import Paper
from pipeline.synth.world import Office
from pipeline.synth.writing import day_text


def receipt(case: Case, office: Office, paper: Paper, numbers: Mapping[str, str]) -> dict[str, str]:
    """The words of this receipt; nothing for other papers."""
    if not paper.key.startswith("serve_"):
        return {}
    signer = case.party.representative or case.party.name
    words = {
        "s_title": paper.serves[1],
        "s_number": numbers.get(paper.serves[0], ""),
        "s_way": "直接送达",
        "s_place": case.party.address,
        "s_day": day_text(paper.day, case.style["date"]),
        "s_signer": f"[[{signer}]]",
        "s_relation": "法定代表人" if case.party.kind == "unit" else "本人",
        "s_witness": "",
        "s_note": "",
    }
    if paper.key == "serve_decision":
        words |= _way(case, office)
    return words


def _way(case: Case, office: Office) -> dict[str, str]:
    flags, day = case.flags, day_text(case.days["decision_served"], case.style["date"])
    if "spouse_signs" in flags:
        return {
            "s_signer": "[[" + case.witness + "]]",
            "s_relation": "代收人：" + case.witness + "，系受送达人的妻子（同住成年家属）",
        }
    if "left" in flags:
        return {
            "s_way": "留置送达",
            "s_signer": "（拒绝签收）",
            "s_relation": "",
            "s_witness": f"[[{case.witness}]]（村委会干部）",
            "s_note": f"受送达人拒绝签收，理由是对罚款有意见，将决定书留置于其住所，全程录像。{day}",
        }
    if "mailed" in flags:
        serial = f"10{sum(map(ord, case.salt)) * 7919 % 10**9:09d}14"
        return {
            "s_way": "邮寄送达",
            "s_relation": "本人签收",
            "s_note": f"EMS详情单号{serial}，内件：行政处罚决定书；邮件回执注明{day}本人签收。",
        }
    return {}
