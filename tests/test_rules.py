"""Every example in every rule file holds; every rule file that is broken is refused with file and key."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pipeline.check import check, load_rules
from pipeline.law import Law
from pipeline.records import Rule
from tests.builders import a_case, a_registers, a_settings

RULES = load_rules()
EXAMPLES = [(rule, number, example) for rule in RULES for number, example in enumerate(rule.examples, 1)]


def example_id(entry: tuple[Rule, int, dict[str, Any]]) -> str:
    rule, number, example = entry
    return f"{rule.code}-{number}-{example['expect']}-{example.get('note', '')}"


@pytest.mark.parametrize("entry", EXAMPLES, ids=example_id)
def test_example_of_a_rule_holds(entry: tuple[Rule, int, dict[str, Any]], law: Law) -> None:
    rule, _, example = entry
    finding = check(
        a_case(**example), (rule,), law, a_settings(**example.get("settings", {})), a_registers(example.get("registers"))
    )[0]
    assert finding.verdict == example["expect"], finding.message
    assert example.get("message", "") in finding.message
    # the law is printed beside a message, and days are spelt out
    assert "依据：" not in finding.message and not re.search(r"\d{4}-\d\d-\d\d", re.sub("“[^”]*”", "", finding.message))
