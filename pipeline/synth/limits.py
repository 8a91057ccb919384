"""The periods by date, and the days on which some law changed (limits.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import strictyaml

_RAW: dict[str, Any] = strictyaml.parse(Path(__file__).with_name("limits.yaml").read_text(encoding="utf-8"))
CHANGES: tuple[date, ...] = tuple(_RAW["changes"])


@dataclass(frozen=True, slots=True)
class Limits:
    """The rows of limits.yaml, oldest first."""

    rows: tuple[dict[str, Any], ...]

    def at(self, day: date) -> dict[str, Any]:
        """The periods in force that day."""
        return [row for row in self.rows if row["since"] <= day][-1]


LIMITS = Limits(tuple(_RAW["rows"]))
