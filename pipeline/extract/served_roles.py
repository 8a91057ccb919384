"""The role of a served paper, by the title or the number that a receipt gives it."""

from __future__ import annotations

import re

# what is served, by the words of its title; tried in this order
ROLES = (
    ("summary_decision", "当场.{0,6}(?:处罚)?决定"),
    ("no_penalty_decision", "不予.{0,6}处罚"),
    ("hearing_notice", "(?:举行|召开|组织)听证|听证(?:会)?通知"),
    ("prior_notice", "(?:先行|事先|事前|拟处罚|处罚)(?:（听证）)?告知|权利?告知.{0,3}(?:处罚)"),
    ("hearing_notice_rights", "听证.{0,4}告知"),
    ("rights_notice", "权利(?:和|与|、)?义务"),
    ("demand_notice", "催告|履行.{0,10}通知"),
    ("appraisal", "鉴定.{0,8}告知"),
    ("preservation", "登记保存"),
    ("seizure", "查封|扣押|封存|强制措施"),
    ("instalment", "(?:延期|分期).{0,4}缴"),
    ("rectification_order", "责令|停止违法|限期(?:改正|恢复|拆除)"),
    ("extension_approval", "延长"),
    ("decision", "处罚决定|决定书"),
    ("prior_notice", "告知书"),
)
FLOWS = (
    ("summary_decision", "当罚?决|罚当决|当场罚|简罚"),
    ("no_penalty_decision", "不决|不罚|免罚"),
    ("hearing_notice", "听通"),
    ("hearing_notice_rights", "听权?告|听字"),
    ("prior_notice", "先告|权告|事告|罚告|拟告|告字?$|告$"),
    ("demand_notice", "催"),
    ("preservation", "登存|登保|先登|登处|保存"),
    ("seizure", "罚?(?:封|扣)|强(?!执)"),
    ("rectification_order", "责|停字|改字"),
    ("decision", "罚?(?:书)?决|处罚?字|罚字"),
)


def role_of(title: str, number: str | None = None) -> str | None:
    """The role of a served paper by its title, else by the letters of its number."""
    for role, words in ROLES:
        if re.search(words, title):
            return role
    flow = re.match(r"[^〔（\[{\d]*", number or "")
    for role, words in FLOWS:
        if flow and re.search(words, flow[0]):
            return role
    return None
