"""A Reading as the JSON of contract.md 2.3: `anjuan text FILE --json`."""

from __future__ import annotations

from typing import Any

from pipeline import plain
from pipeline.records import Page, Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """{"pages": [...], "problems": [...]}."""
    return {"pages": [_page(page) for page in reading.pages], "problems": [plain.problem_row(item) for item in reading.problems]}


def _page(page: Page) -> dict[str, Any]:
    lines = []
    for line in page.lines:
        shown: dict[str, Any] = {
            "text": page.text[line.start : line.end],
            "box": list(line.box) if line.box else None,
            "confidence": round(line.confidence, 3),
        }
        if line.place:
            shown["place"] = line.place
        lines.append(shown)
    return {
        "number": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "rotation": page.rotation,
        "source": page.origin,
        "confidence": round(page.confidence, 3),
        "state": page.state,
        "lines": lines,
        "seals": [{"box": list(seal.box) if seal.box else None, "text": seal.text} for seal in page.seals],
    }
