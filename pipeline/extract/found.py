"""One way to make a Field: value, span, how sure, by whom."""

from __future__ import annotations

from pipeline.extract.tidy import Text
from pipeline.records import Field, Value


def field(text: Text, name: str, value: Value, start: int, end: int, *, sure: float, by: str) -> Field:
    """A field at plain[start:end]; `sure` is of the wording, the reading's own confidence is multiplied in."""
    return Field(name, value, text.evidence(start, end), round(sure * text.confidence(start, end), 4), by)
