"""AES decryption of many blocks at once (FIPS 197): Office locks its files with it, and Python's own library has none."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Blocks = NDArray[Any]


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _substitutes() -> list[int]:
    table = [0x63] * 256
    p = q = 1
    while True:
        p = _times(p, 3)
        q = _times(q, 0xF6)  # the inverse of 3: q runs over the inverses of p
        turned = q
        for shift in (1, 2, 3, 4):
            turned ^= ((q << shift) | (q >> (8 - shift))) & 0xFF
        table[p] = turned ^ 0x63
        if p == 1:
            return table


_S = _substitutes()
_BACK = np.array([_S.index(value) for value in range(256)], np.uint8)
_BY = {factor: np.array([_times(value, factor) for value in range(256)], np.uint8) for factor in (9, 11, 13, 14)}
_ROWS_BACK = [(column - row) % 4 * 4 + row for column in range(4) for row in range(4)]


def decrypt_ecb(key: bytes, data: bytes) -> bytes:
    """Every block of 16 bytes by itself."""
    return _blocks(key, data).tobytes()


def decrypt_cbc(key: bytes, start: bytes, data: bytes) -> bytes:
    """Blocks of 16 bytes, each mixed with the one before; `start` stands before the first."""
    before = np.frombuffer(start + data[:-16], np.uint8).reshape(-1, 16)
    return (_blocks(key, data) ^ before).tobytes()


def _blocks(key: bytes, data: bytes) -> Blocks:
    keys = _round_keys(key)
    state = np.frombuffer(data, np.uint8).reshape(-1, 16) ^ keys[-1]
    for number in range(len(keys) - 2, -1, -1):
        state = _BACK[state[:, _ROWS_BACK]] ^ keys[number]
        if number:
            state = _unmixed(state)
    return np.asarray(state)


def _unmixed(state: Blocks) -> Blocks:
    columns = state.reshape(-1, 4, 4)
    nine, eleven, thirteen, fourteen = (_BY[factor][columns] for factor in (9, 11, 13, 14))
    parts = [
        fourteen[:, :, row] ^ eleven[:, :, (row + 1) % 4] ^ thirteen[:, :, (row + 2) % 4] ^ nine[:, :, (row + 3) % 4]
        for row in range(4)
    ]
    return np.stack(parts, axis=2).reshape(-1, 16)


def _round_keys(key: bytes) -> Blocks:
    wide = len(key) // 4
    words = [list(key[4 * index : 4 * index + 4]) for index in range(wide)]
    constant = 1
    for index in range(wide, 4 * (wide + 7)):
        word = words[-1]
        if index % wide == 0:
            word = [_S[part] for part in (*word[1:], word[0])]
            word[0] ^= constant
            constant = _times(constant, 2)
        elif wide > 6 and index % wide == 4:
            word = [_S[part] for part in word]
        words.append([a ^ b for a, b in zip(words[index - wide], word, strict=True)])
    return np.array(words, np.uint8).reshape(-1, 16)
