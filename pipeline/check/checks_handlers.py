"""What the officers in charge wrote: their opinion, two names, a date."""

from __future__ import annotations

import re

from pipeline.check.asks import Asks
from pipeline.check.question import Outcome, Question, failed, not_applicable, passed, unsure
from pipeline.check.words import label
from pipeline.records import Opinion


def handlers_signed(question: Question) -> Outcome:
    """The handlers' block of the first paper of `roles` that has one holds an opinion, two names and a date."""
    case = question.case
    for role in question.given["roles"]:
        found = [item for item in case.all("opinion", role) if isinstance(item.value, Opinion) and item.value.level == "handler"]
        if not found:
            continue
        blocks = [item.value for item in found if isinstance(item.value, Opinion)]
        if not any(block.text or block.name or block.day for block in blocks):
            return failed(f"{label(role)}的承办人意见栏空白", *found)
        names = {name for block in blocks for name in re.split(r"[、，,\s]+", block.name or "") if name}
        if len(names) > 1 and any(block.text for block in blocks) and any(block.day for block in blocks):
            return passed(f"{label(role)}的承办人意见、两人签名和日期齐全", *found)
        return unsure(f"{label(role)}的承办人意见、两人签名或者日期没有全部读到，请人工核对", *found)
    papers = case.papers(*question.given["roles"])
    return unsure("没有读到承办人意见栏，请人工核对", papers[0]) if papers else not_applicable("没有这类文书")


CHECKS = (Asks(handlers_signed, roles="roles"),)
