"""Records → compact JSON bytes → the same records, for the store. The tags are our record names; nothing else is ever built."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any

from pipeline import records

_RECORDS = {name: kind for name, kind in vars(records).items() if isinstance(kind, type) and is_dataclass(kind)}
_FIELDS = {name: tuple(item.name for item in fields(kind)) for name, kind in _RECORDS.items()}


def dumps(record: object) -> bytes:
    """Any record of records.py as bytes."""
    return zlib.compress(json.dumps(_encode(record), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def loads(data: bytes) -> Any:
    """The record that dumps() was given. Raises ValueError on bytes that it did not make."""
    try:
        return _decode(json.loads(zlib.decompress(data)))
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError(f"not a stored record: {error}") from error


def _encode(value: object) -> Any:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    name = type(value).__name__
    if name in _FIELDS:
        return {"@": name, "f": [_encode(getattr(value, key)) for key in _FIELDS[name]]}
    if isinstance(value, Mapping):
        return {"@": "{", "f": [[key, _encode(item)] for key, item in value.items()]}
    if isinstance(value, Decimal):
        return {"@": "n", "f": str(value)}
    if isinstance(value, datetime):  # before date: a datetime is one
        return {"@": "t", "f": value.isoformat()}
    if isinstance(value, date):
        return {"@": "d", "f": value.isoformat()}
    if isinstance(value, PurePath):
        return {"@": "p", "f": str(value)}
    raise TypeError(f"{name} is no record of ours")


def _decode(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_decode(item) for item in data)
    if not isinstance(data, dict):
        return data
    tag, content = data["@"], data["f"]
    match tag:
        case "{":
            return {key: _decode(item) for key, item in content}
        case "n":
            return Decimal(content)
        case "t":
            return datetime.fromisoformat(content)
        case "d":
            return date.fromisoformat(content)
        case "p":
            return Path(content)
    return _RECORDS[tag](*(_decode(item) for item in content))
