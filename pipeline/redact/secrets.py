"""What in a text is private, and what stands for it. The mask is as long as the secret."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from pipeline.extract.names import DOUBLE, SURNAMES

_GAP = "[ \t\u3000]*"  # forms spread a value: 何 书 远
_LABEL_END = "[：:]?[\t\n \u3000]*"
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"


@dataclass(frozen=True, slots=True)
class Known:
    """What is private in these cases by their own word: names of people, where they live."""

    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Secret:
    """text[start:end] is private; `shown` stands for it, as long as it."""

    start: int
    end: int
    shown: str


def secrets(text: str, known: Known, *, certificates: bool = True) -> tuple[Secret, ...]:
    """Every private run of the text, in order, none overlapping: what is known, and numbers and addresses by their form or label.

    `certificates`: the numbers of enforcement certificates too.
    """
    found = sorted((*_told(text, known), *_formed(text, certificates)), key=lambda secret: (secret.start, -secret.end))
    kept: list[Secret] = []
    for secret in found:
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
    return tuple(kept)


def covered(text: str, found: Collection[Secret]) -> str:
    """The text with every secret masked; as long as before."""
    parts = list(text)
    for secret in found:
        parts[secret.start : secret.end] = secret.shown
    return "".join(parts)


def _told(text: str, known: Known) -> Iterator[Secret]:
    for name in known.names:
        yield from _each(text, name, _surname)
    for place in known.places:
        yield from _each(text, place, _place)


def _each(text: str, words: str, shown: Callable[[str], str]) -> Iterator[Secret]:
    for match in re.finditer(_GAP.join(map(re.escape, words)), text):
        yield Secret(match.start(), match.end(), shown(match.group()))


def _formed(text: str, certificates: bool) -> Iterator[Secret]:
    for kind, pattern, shown in _FORMS:
        if kind == "certificate" and not certificates:
            continue
        for match in pattern.finditer(text):
            start, end = match.span("secret")
            if start < end:
                yield Secret(start, end, shown(match["secret"]))


def _all(said: str) -> str:
    return re.sub(r"\S", "*", said)


def _surname(said: str) -> str:
    return said[0] + re.sub(r"\S", "某", said[1:])


def _ends(first: int, last: int) -> Callable[[str], str]:
    """Keep so many characters at both ends."""
    return lambda said: said[:first] + _all(said[first : len(said) - last]) + said[len(said) - last :]


def _place(said: str) -> str:
    """A dwelling down to its county."""
    county = re.match(r".{0,14}?(?:县|旗|区|市(?!.{1,6}[县区旗]))(?!政府|局)", said)
    kept = county.end() if county else 0
    return said[:kept] + _all(said[kept:])


_FORMS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("id", re.compile(r"(?<!\d)(?P<secret>[1-9]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx])(?![\dA-Za-z])"), _ends(6, 3)),
    ("id", re.compile(rf"身份(?:证|证件)?(?:号码?|证号|编号)?{_LABEL_END}(?P<secret>\d[\d ]{{12,20}}[\dXx])"), _ends(6, 3)),
    ("mobile", re.compile(r"(?<!\d)(?P<secret>1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)"), _ends(3, 2)),
    ("telephone", re.compile(r"(?<!\d)(?P<secret>0\d{2,3}[-—–]\d{7,8})(?!\d)"), _ends(4, 1)),
    ("telephone", re.compile(rf"(?:电话|联系方式|手机号?码?){_LABEL_END}(?P<secret>\d{{7,8}})(?!\d)"), _ends(0, 1)),
    ("account", re.compile(rf"(?:[账帐]号|卡号|[账帐]户号码?){_LABEL_END}(?P<secret>\d[\d ]{{7,28}}\d)"), _ends(4, 2)),
    ("account", re.compile(r"(?<!\d)(?P<secret>62\d{14,17})(?!\d)"), _ends(4, 2)),
    ("plate", re.compile(rf"(?<![第〔(])(?P<secret>[{_PROVINCES}][A-HJ-Z][·•.\- ]?[A-HJ-NP-Z\d]{{5,6}})(?![\dA-Za-z])"), _ends(2, 1)),
    ("mail", re.compile(r"(?P<secret>[\w.+-]+@[\w-]+\.[\w.-]+)"), _all),
    ("account", re.compile(rf"(?:微信号?|QQ号?码?){_LABEL_END}(?P<secret>[\w-]{{5,20}})"), _all),
    (
        "certificate",
        re.compile(
            r"(?:执法证|证件|工作证|资格证)(?:件)?(?:编号|号码|号)?[为是：:\t\n ]*"
            r"(?P<secret>(?:[\u4e00-\u9fff]{1,4}第?)?[A-Za-z-]{0,5}\d[\dA-Za-z-]{4,18})(?![.\d年])"
        ),
        _ends(2, 2),
    ),
    (
        "name",  # 立卷人 武长青: whoever a label names, be it no field of a case
        re.compile(
            rf"(?:人|人员|员|代表|姓名|队长|局长|科长|股长|主任|签[名字章])(?:[(（][^)）]{{1,8}}[)）])?[:：\t]{_LABEL_END}"
            rf"(?P<secret>(?:[{''.join(sorted(SURNAMES))}]|{'|'.join(sorted(DOUBLE))})[\u4e00-\u9fff]{{1,2}})(?=[\t\n，,、。；;（( ]|$)"
        ),
        _surname,
    ),
    ("birth", re.compile(rf"出生(?:日期|年月日?)?{_LABEL_END}(?:\d{{4}}[年.\-/])(?P<secret>\d{{1,2}}[月.\-/]\d{{1,2}})"), _all),
    ("birth", re.compile(r"\d{4}年(?P<secret>\d{1,2}月\d{1,2}日)(?=出?生[，,。；\t\n ])"), _all),
    (
        "address",
        re.compile(
            rf"(?:住[址所]地?|家庭住址|现住址?|户籍(?:所在)?地?址?|居住地|通[讯信]地址|送达地址|联系地址|经常居住地|地址){_LABEL_END}"
            r"(?P<secret>[\u4e00-\u9fff][^\t\n，。；;,：:]{3,50})"
        ),
        _place,
    ),
    (
        "address",
        re.compile(r"[，,\t\n ]住(?:在)?(?P<secret>[\u4e00-\u9fff]{2,12}(?:省|市|县|区|旗|乡|镇|街道?)[^\t\n，。；;,：:]{2,40})"),
        _place,
    ),
)
