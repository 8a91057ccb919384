"""One way to write every character of a paper: width, brackets, old script, blanks, spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.extract.columns import Character
from pipeline.extract.labels import LABELS
from pipeline.oldscript import GLOSS
from pipeline.oldscript import simple as simple_of

PUNCTUATION = {
    "(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！",
    "[": "〔", "]": "〕", "﹝": "〔", "﹞": "〕", "［": "〔", "］": "〕", "❲": "〔", "❳": "〕",
    "〈": "《", "〉": "》", "﹤": "《", "﹥": "》", "「": "“", "」": "”", "『": "“", "』": "”",
    "﹑": "、", "､": "、", "｡": "。", "‐": "-", "‑": "-", "–": "-", "—": "-", "―": "-", "－": "-", "−": "-", "~": "~", "～": "~",
    "￥": "¥", "✕": "×", "╳": "×", "✖": "×", "﹡": "*", "∶": "：", "︰": "：", "²": "2", "³": "3",
}  # fmt: skip
DROPPED = frozenset("\u200b\u200c\u200d\ufeff\u00ad\u2060\r")
SPACES = frozenset(" \u00a0\u3000\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f")
CJK = r"[㐀-鿿〇○◯豈-﫿]"
BLANK = re.compile(r"_{2,}|＿{2,}|\$\{[^{}\n]{0,40}\}|\{\{[^{}\n]{0,60}\}\}|(?<![A-Za-z\d一-鿿*])[Xx]{3,}(?![A-Za-z\d*])")
LABEL = re.compile(rf"(?:被处罚人|被处罚单位|当事人|违法行为人|违法嫌疑人|被询问人|受送达人|被告知人)?(?:{LABELS})")
# a label without its colon
OPENS = re.compile(r"(?:当事人|被处罚人|被处罚单位|法定代表人|负责人|经营者|统一社会信用代码|身份证号|住址|地址)[一-鿿]{2}")
KEPT = frozenset("0123456789\t\n。、《》“”〔〕（）")  # written in one way only
NAME = range(2, 5)  # characters of a name or of a short form word


def unified(characters: Sequence[Character]) -> list[Character]:
    """Every character in its one writing; characters that show nothing are dropped."""
    unified: list[Character] = []
    simple = simple_of("".join([one[0] for one in characters]))
    for at, one in enumerate(characters):
        character, index, start, end = one
        if ("一" <= character <= "鿿" or character in KEPT) and ord(character) not in simple:  # nearly all: no more is asked of them
            unified.append(one)
            continue
        if character in DROPPED:
            continue
        if character in SPACES:
            unified.append((" ", index, start, end))
            continue
        character = simple.get(ord(character), character)
        if "一" <= character <= "鿿":
            unified.append((character, index, start, end))
            continue
        if character in "\x0b\x0c\u2028\u2029":
            unified.append(("\n", index, start, end))
            continue
        wide = PUNCTUATION.get(character)
        if wide is None and (
            "！" <= character <= "～" or "⼀" <= character <= "⿕" or "豈" <= character <= "﫿" or character in "㎡㎥㎏㏊℃"
        ):
            character = unicodedata.normalize("NFKC", character)
            wide = PUNCTUATION.get(character)
        before = unified[-1][0] if unified else ""
        after = characters[at + 1][0] if at + 1 < len(characters) and character in ",:.<>" else ""
        after = unicodedata.normalize("NFKC", after)[:1]
        if character in ",:" and before.isdigit() and after.isdigit():
            wide = character  # 12,600 and 9:30
        elif character == "." and re.match(r"[㐀-鿿）)]", before) and (not after or re.match(r"[㐀-鿿\s（(]", after)) and not _numbers(unified):
            wide = "。"  # a full stop typed at half width
        elif character == "<" and re.match(CJK, after):
            wide = "《"
        elif character == ">" and re.match(CJK, before):
            wide = "》"
        unified += [(sign, index, start, end) for sign in (wide or character)]
    return unified


def _numbers(characters: Sequence[Character]) -> bool:
    """Whether what stands in front of a dot only numbers what follows: 一. （2）. 第三."""
    before = "".join(character for character, *_ in characters[-8:])
    return bool(re.search(r"(?:^|[\s。；：，])第?（?[一二三四五六七八九十\d]{1,3}）?$", before))


def unglossed(characters: Sequence[Character]) -> list[Character]:
    """Without the sounds that a mirror printed behind the signs of the old script."""
    text = "".join([one[0] for one in characters])
    gloss = {at for match in GLOSS.finditer(text) for at in range(*match.span())}
    return [one for at, one in enumerate(characters) if at not in gloss] if gloss else list(characters)


def filled(characters: Sequence[Character]) -> list[Character]:
    """Without the marks of a blank: ____, ${name}, {{name}}, XXX."""
    text = "".join([one[0] for one in characters])
    blank = {at for match in BLANK.finditer(text) for at in range(*match.span())}
    return [one for at, one in enumerate(characters) if at not in blank] if blank else list(characters)


def spaced(characters: Sequence[Character]) -> list[Character]:
    """Drop the spaces inside words, dates and numbers; keep one between two names or two columns of a form."""
    text = "".join([one[0] for one in characters])
    kept: list[Character] = []
    at = 0
    for match in re.finditer(" +", text):
        start, end = match.span()
        kept += characters[at : start + _separates(text, start, end)]
        at = end
    return kept + list(characters[at:])


def _separates(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and re.search(r"〔[\d ]{1,4}$", text[:start]) and re.match(r"[\d ]{1,4}〕", text[end:]):
        return False  # 〔20 24〕
    thousands = re.search(r"(?<![\d.])\d{1,3}(?: \d{3})*$", text[max(0, start - 16) : start])
    if thousands and re.match(r"(?:\d{3} )*\d{3}(?:\.\d\d?(?!\d)|元)", text[end:]):
        return False  # 25 000.00
    digits = re.search(r"(?<![\d.])\d(?: \d)*$", text[max(0, start - 24) : start]), re.match(r"\d(?: \d)*(?![\d.])", text[end : end + 24])
    if digits[0] and digits[1] and len(digits[0][0]) + len(digits[1][0]) > 3:
        return False  # 3 0 0 0 0
    if not before or not after or before in "\t\n" or after in "\t\n":
        return False
    left = re.search(rf"{CJK}*$", text[max(0, start - 12) : start])
    right = re.match(rf"{CJK}*", text[end : end + 12])
    lengths = (len(left[0]) if left else 0, len(right[0]) if right else 0)
    if (left and left[0] and LABEL.fullmatch(left[0])) or (right and right[0] and LABEL.fullmatch(right[0])):
        return True
    if (lengths[0] > 3 or before in "号）〕") and right and OPENS.match(right[0]):
        return True
    if lengths[0] and lengths[1]:
        if lengths[0] in NAME and lengths[1] in NAME:
            return True
        return end - start >= 2 and max(lengths) > 1
    if before.isascii() and before.isalnum() and after.isascii() and after.isalnum():
        return True
    # a value and the next label of the form on one line: "2019.3.4    联系电话", "男  42岁"
    return (
        end - start >= 2
        and (before.isalnum() or before in "）》〕*×")
        and (after.isalnum() or after in "（《〔")
        and before not in "年月"
        and (after not in "年月日")
    )
