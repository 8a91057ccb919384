"""The Chinese names of roles, facts and fields, and which names there are (words.yaml, fields.yaml)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline import strictyaml

WORDS = Path(__file__).with_name("words.yaml")
FIELDS = Path(__file__).parent.with_name("fields.yaml")


@lru_cache(maxsize=1)
def words() -> dict[str, dict[str, str]]:
    """words.yaml: roles and facts with the short names a reader sees."""
    return dict(strictyaml.parse(WORDS.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def fields() -> dict[str, dict[str, Any]]:
    """fields.yaml: name → type, on, is."""
    raw = strictyaml.parse(FIELDS.read_text(encoding="utf-8"))
    # YAML 1.1 reads the key `on` as true
    return {name: {"on" if key is True else key: value for key, value in entry.items()} for name, entry in raw.items()}


def label(name: str) -> str:
    """The Chinese name of a role, a fact or a `paper.field`."""
    if "." in name:
        role, key = name.split(".", 1)
        return label(key) if role == "any" else f"{label(role)}的{label(key)}"
    known = words()
    if name in known["facts"]:
        return known["facts"][name]
    if name in known["roles"]:
        return known["roles"][name]
    if name in known["fields"]:
        return known["fields"][name]
    entry = fields().get(name)
    return str(entry["is"]).split("（")[0].split("，")[0].split("；")[0] if entry else name


def is_role(name: str) -> bool:
    """Whether contract.md 3.1 has this role."""
    return name in words()["roles"]


def is_value(name: str) -> bool:
    """Whether a rule may ask for this: a fact, or `role.field` (`any.field`) where that paper can carry it."""
    if "." not in name:
        return name in words()["facts"]
    role, key = name.split(".", 1)
    entry = fields().get(key)
    if entry is None or not (role == "any" or is_role(role)):
        return False
    return role == "any" or entry["on"] == "any" or role in entry["on"]


def is_field(name: str) -> bool:
    """Whether fields.yaml has this field."""
    return name in fields()
