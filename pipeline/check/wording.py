"""How a message says things: days as 2024年5月20日, citations as 《森林法》第七十六条第二款, no full stop at the end."""

from __future__ import annotations

import re
from typing import Any

import cn2an

# what stands in quotation marks is the paper's own word and stays as printed
_QUOTED = re.compile(r"(“[^”]*”)")
_DAY = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(0\d|1[0-2])(?:-([0-3]\d))?(?![\d-])")
_HOUR = re.compile(r"(?<=[日至])\s?0?(\d{1,2}):(\d\d)(?!\d)")


def tidy(message: str) -> str:
    """A message as a lawyer reads it: every ISO day outside quotation marks spelt out."""
    parts = _QUOTED.split(message)
    said = "".join(part if number % 2 else _HOUR.sub(r"\1时\2分", _DAY.sub(_spoken, part)) for number, part in enumerate(parts))
    return re.sub(r"\s*[\n\t]\s*", "", said).rstrip("。")


def cited(citation: Any) -> str:
    """A citation as a reader writes it: 《森林法》第七十六条第二款."""
    text = f"《{citation.law}》"
    for number, unit in ((citation.article, "条"), (citation.paragraph, "款")):
        text += f"第{_chinese(number)}{unit}" if number is not None else ""
    return text + (f"第（{_chinese(citation.item)}）项" if citation.item is not None else "")


def _chinese(number: int | str) -> str:
    article, _, branch = str(number).partition("-")
    if not article.isdecimal():
        return str(number)
    return str(cn2an.an2cn(article)) + (f"之{cn2an.an2cn(branch)}" if branch else "")


def _spoken(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")
