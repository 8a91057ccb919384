"""Decision numbers taken apart, so that 右林罚决字[2019]第001号 and 右林罚决〔2019〕1号 are one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_OPEN, _CLOSE = "〔\\[(（【{﹝〈<", "〕\\])）】}﹞〉>"
_NUMBER = re.compile(rf"^(?P<series>.*?)[{_OPEN}](?P<year>\d{{4}})年?[{_CLOSE}](?P<tail>.*?)第?(?P<serial>\d+)(?P<sub>[-－—之]\d+)?号?$")


@dataclass(frozen=True, slots=True, order=True)
class DocNumber:
    """A decision number: its series (右林罚决), year and serial number."""

    series: str
    year: int
    serial: int
    sub: str = ""


def doc_number(text: str | None) -> DocNumber | None:
    """The number in parts, or None where it has no year in brackets and no serial number."""
    if not text:
        return None
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("﹝", "〔").replace("﹞", "〕")
    match = _NUMBER.match(plain)
    if match is None:
        return None
    series = re.sub(r"[字第]", "", match["series"] + match["tail"])
    # 行政处罚决定书 printed before the number is the title, not the series
    series = re.sub(r"^.*(?:决定书|文号)[:：]?", "", series)
    return DocNumber(series, int(match["year"]), int(match["serial"]), re.sub(r"\D", "", match["sub"] or ""))
