"""What a title says about the role of its paper."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import strictyaml
from pipeline.oldscript import simple

EXACT, REPAIRED = 0.99, 0.9
SPACE = re.compile(r"[\s\u3000\ufeff\u200b]+")
QUOTES = re.compile(r"[《》〈〉“”\"'‘’「」『』*·]")
# 临林罚决字[2017]第012号 after the title: from the last head noun on
NUMBER = re.compile(
    r"(?<=[书表证录单函告])[(]?[\u4e00-\u9fa5]{0,14}[(\[〔﹝【{]?(?:19|20)\d\d[)\]〕﹞】}]?(?:第|字)?\d{1,6}号?[)]?$"
    r"|(?<=[书表证录单函告])No[.:]?\d{3,}$"
)
HAN = re.compile(r"[\u4e00-\u9fa5]")
SENTENCE = re.compile(  # 我局于2024年6月28日以《听证告知书》
    r"[我本](?:局|机关|单位|厅|大队|委)(?:于|已|依法|以|向|对)|你(?:单位|公司|户|店)?[(（]?(?:于|在|的|单位)|当事人(?:于|在)|送达了|告知了|收到了?"
)
PARTS = re.compile(r"[()（）\[\]、,\d]")
LEAD = re.compile(r"^(?:附件?\d*[:：]|附件[一二三四五六七八九十\d]+|[\d一二三四五六七八九十]+[、.．)）]|\d+[-_]?(?=[\u4e00-\u9fa5])|文书格式\S{0,4})")


@dataclass(frozen=True, slots=True)
class Title:
    """A string taken as a title: the role it stands for and how surely."""

    role: str
    text: str  # as printed, without spaces, agency and document number
    confidence: float
    residue: int  # characters no title is built from: 0 to 2 in a title that stands for itself


@dataclass(frozen=True, slots=True)
class _Rule:
    role: str
    ends: re.Pattern[str]
    having: re.Pattern[str] | None
    without: re.Pattern[str] | None
    loose: bool


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    agency: re.Pattern[str]
    suffixes: re.Pattern[str]
    words: re.Pattern[str]
    masked: Mapping[int, Mapping[str, str]]  # by length, the longest first: a word with one character hidden → the word
    halves: Mapping[int, frozenset[str]]  # by length: the first and second halves of the words; one of a word's is always right
    known: tuple[str, ...]
    rules: tuple[_Rule, ...]


@lru_cache(maxsize=8192)
def title(text: str) -> Title | None:
    """The title a line of text is, or None where no rule knows it."""
    bare = plain(text)
    if not 2 <= len(bare) <= 60 or SENTENCE.search(bare):
        return None
    said = _strip(bare)
    rule = _rule(said)
    mended = _repair(said)
    if mended != said and (better := _rule(mended)) and (rule is None or better.role != rule.role):
        return Title(better.role, said, REPAIRED, _residue(mended))
    if rule is None:
        return None
    residue = _residue(said)
    return Title(rule.role, said, REPAIRED if rule.loose and residue else EXACT, residue)


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The text without spaces, quotation marks and width, in the simple script."""
    bare = QUOTES.sub("", SPACE.sub("", unicodedata.normalize("NFKC", text)))
    return bare if bare.isascii() else bare.translate(simple(bare))


def bare_title(text: str) -> str:
    """A title without （存根）, （续页） and the like."""
    said = plain(text)
    return vocabulary().suffixes.sub("", said) or said


def _strip(bare: str) -> str:
    """Without leading numbers, agency and document number."""
    said = LEAD.sub("", bare)
    said = NUMBER.sub("", said) or said
    rest = vocabulary().agency.sub("", said)
    return rest if len(rest) >= 2 else said


def _rule(said: str) -> _Rule | None:
    """The first rule that fits."""
    short = bare_title(said)
    for rule in vocabulary().rules:
        if rule.without and rule.without.search(said):
            continue
        if rule.having and not rule.having.search(said):
            continue
        if rule.ends.search(short) or rule.ends.search(said):
            return rule
    return None


def _repair(said: str) -> str:
    """The title with words that are one wrong character off put right."""
    lexicon = vocabulary()
    strange = [at for at, char in enumerate(lexicon.words.sub(lambda word: " " * len(word[0]), said)) if char != " " and HAN.match(char)]
    if not strange or len(strange) * 2 > len(said) + 2:
        return said  # made of good words as it is, or of none
    for size, masked in lexicon.masked.items():
        # short words are put right only where they end the title: 委托归 → 委托书
        for start in range(len(said) - size + 1) if size > 3 else range(max(0, len(said) - size), len(said) - size + 1):
            if not any(start <= at < start + size for at in strange):
                continue
            window = said[start : start + size]
            if window[: size // 2] not in lexicon.halves[size] and window[size // 2 :] not in lexicon.halves[size]:
                continue
            for at in range(size):
                word = masked.get(window[:at] + "?" + window[at + 1 :])
                if word and word not in said and not _stands(window, said, start):
                    said = said[:start] + word + said[start + size :]
                    break
    return said


def _stands(window: str, said: str, start: int) -> bool:
    """Whether the window is made of good words as it is."""
    lexicon = vocabulary()
    if any(word in said[max(0, start - 2) : start + len(window) + 2] for word in lexicon.known):
        return True
    return not lexicon.words.sub("", window)


def _masked(words: Sequence[str]) -> Mapping[str, str]:
    """Each word under its spellings with one character hidden; a spelling of two words is no use."""
    spelt = [(word[:at] + "?" + word[at + 1 :], word) for word in words for at in range(len(word))]
    count = Counter(hidden for hidden, _ in spelt)
    return {hidden: word for hidden, word in spelt if count[hidden] == 1}


def _residue(said: str) -> int:
    short = vocabulary().suffixes.sub("", said)
    return len(vocabulary().words.sub("", PARTS.sub("", short)))


@lru_cache(maxsize=1)
def vocabulary() -> _Vocabulary:
    """titles.yaml, compiled."""
    raw = strictyaml.parse(Path(__file__).with_name("titles.yaml").read_text(encoding="utf-8"))
    words = sorted(dict.fromkeys(raw["words"].split()), key=len, reverse=True)
    sized = {size: [word for word in words if len(word) == size] for size in range(8, 2, -1)}
    return _Vocabulary(
        agency=re.compile(re.sub(r"\s+", "", raw["agency"])),
        suffixes=re.compile(re.sub(r"\s+", "", raw["suffixes"])),
        words=re.compile("|".join(map(re.escape, words))),
        masked={size: _masked(own) for size, own in sized.items()},
        halves={size: frozenset(half for word in own for half in (word[: size // 2], word[size // 2 :])) for size, own in sized.items()},
        known=tuple(raw["known"].split()),
        rules=tuple(
            _Rule(
                rule["role"],
                re.compile(r"(?:" + rule["ends"] + r")$") if rule["ends"] != "." else re.compile("."),
                re.compile(rule["with"]) if "with" in rule else None,
                re.compile(rule["without"]) if "without" in rule else None,
                bool(rule.get("loose")),
            )
            for rule in raw["rules"]
        ),
    )
