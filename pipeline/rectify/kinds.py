"""Of which of the eight kinds a problem is, and why: by the rule that found it, or by the words of a clue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml
from pipeline.problems import DataError

KINDS_FILE = Path(__file__).with_name("kinds.yaml")
OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, its sub-kind where it is 其他, and the reason for it."""

    name: str
    subkind: str
    reason: str


def of_rule(rule: str, category: str) -> Kind:
    """The kind of a finding: `category` is the rule file's word; the reason is the rule's own or the kind's."""
    if category != OTHER:
        content = kinds()[category]
        return Kind(category, "", f"{rule}：{content['rules'].get(rule, content['default'])}")
    for name, content in subkinds().items():
        if rule in content["rules"]:
            return Kind(OTHER, name, f"{rule}：{content['rules'][rule]}")
    first, content = next(iter(subkinds().items()))
    return Kind(OTHER, first, f"{rule}：{content['default']}")


def of_words(text: str) -> Kind | None:
    """The kind whose words the text uses most; None where it uses none, or two kinds equally."""
    labelled = {(name, ""): content for name, content in kinds().items() if name != OTHER}
    labelled |= {(OTHER, name): content for name, content in subkinds().items()}
    hits = {label: [word for word in content["words"] if word in text] for label, content in labelled.items()}
    ranked = sorted(hits.items(), key=lambda pair: -len(pair[1]))
    if not ranked[0][1] or len(ranked[0][1]) == len(ranked[1][1]):
        return None
    (name, subkind), words = ranked[0]
    return Kind(name, subkind, f"线索用语：{'、'.join(words)}")


@cache
def kinds() -> Mapping[str, Any]:
    """The eight kinds in the order of the plan."""
    return {name: content for name, content in _content().items() if name != "subkinds"}


@cache
def subkinds() -> Mapping[str, Any]:
    """The three sub-kinds of 其他."""
    found: Mapping[str, Any] = _content()["subkinds"]
    return found


@cache
def _content() -> Mapping[str, Any]:
    content: dict[str, Any] = strictyaml.parse(KINDS_FILE.read_text(encoding="utf-8"))
    for name, kind in (*((key, value) for key, value in content.items() if key != "subkinds"), *content["subkinds"].items()):
        missing = {"meaning", "default", "rules", "words"} - set(kind)
        if missing:
            raise DataError(f"rectify/kinds.yaml：{name}：缺少{'、'.join(sorted(missing))}。")
    return content
