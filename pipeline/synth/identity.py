"""Numbers that check but belong to nobody: ID cards, credit codes, enforcement certificates. The region code 1499 does not exist."""

from __future__ import annotations

from datetime import date
from random import Random

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = tuple(3**place % 31 for place in range(17))


def id_number(rng: Random, region: str, birth: date, *, female: bool) -> str:
    """An 18-digit ID card number with a right check character (GB 11643)."""
    order = rng.randrange(10, 99) * 10 + rng.randrange(0, 5) * 2 + (0 if female else 1)
    head = f"{region}{birth:%Y%m%d}{order % 1000:03d}"
    return head + id_check(head)


def id_check(head: str) -> str:
    """The check character of the first 17 digits."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(head, _ID_WEIGHTS, strict=True)) % 11]


def credit_code(rng: Random, region: str) -> str:
    """An 18-place unified social credit code with a right check character (GB 32100)."""
    head = f"91{region}M" + "".join(rng.choice(_CODE_LETTERS) for _ in range(8))
    return head + code_check(head)


def code_check(head: str) -> str:
    """The check character of the first 17 places."""
    total = sum(_CODE_LETTERS.index(letter) * weight for letter, weight in zip(head, _CODE_WEIGHTS, strict=True))
    return _CODE_LETTERS[-total % 31]


def certificate(rng: Random, region: str) -> str:
    """An enforcement certificate's number: region, class, serial."""
    return f"{region[:4]}03{rng.randrange(1, 1000):05d}"
