"""Office files with a password (MS-OFFCRYPTO): opened with one that the settings give, else named."""

from __future__ import annotations

import base64
import hashlib
import struct
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from pipeline.read.aes import decrypt_cbc, decrypt_ecb
from pipeline.read.compound import MAGIC, streams
from pipeline.read.passwords import locked, passwords
from pipeline.records import Problem, Reading, SourceFile

_NAMES = {
    "e": "http://schemas.microsoft.com/office/2006/encryption",
    "p": "http://schemas.microsoft.com/office/2006/keyEncryptor/password",
}
# what is hashed to tell the three keys of a file apart
_INPUT, _VALUE, _KEY = (bytes.fromhex(part) for part in ("fea7d2763b4b9e79", "d7aa0f6d3061344e", "146e0be7abacd0d6"))
_SEGMENT = 4096


def read_locked(source: SourceFile) -> Reading:
    """What a locked DOCX, XLSX or PPTX says."""
    try:
        held = streams(source.path.read_bytes())
        opened = next(filter(None, (_open(held, password) for password in passwords())), None)
    except (ValueError, KeyError, struct.error, ElementTree.ParseError):
        message = f"{source.name}：加密的Office文件损坏或不完整，未能打开，请用原软件去掉密码后另存。"
        return Reading((), (Problem("damaged", message, source.name),))
    return _read(source, opened) if opened else Reading((), (locked(source.name, "文件"),))


def has_old_lock(source: SourceFile) -> bool:
    """Whether a DOC (its header says so) or an XLS (a record FILEPASS near its start) has a password."""
    with source.path.open("rb") as file:
        if file.read(8) != MAGIC:
            return False
    try:
        held = streams(source.path.read_bytes())
    except ValueError:
        return False
    word, book = held.get("WordDocument", b""), held.get("Workbook", held.get("Book", b""))
    if len(word) > 12 and struct.unpack_from("<H", word, 10)[0] & 0x0100:
        return True
    at = 0
    for _ in range(8):
        if at + 4 > len(book):
            break
        kind, size = struct.unpack_from("<HH", book, at)
        if kind == 0x2F:
            return True
        at += 4 + size
    return False


def _read(source: SourceFile, content: bytes) -> Reading:
    from pipeline.read.kinds import kind_of
    from pipeline.read.readers import read

    with tempfile.TemporaryDirectory(prefix="anjuan-") as folder:
        path = Path(folder) / f"paper{source.path.suffix}"
        path.write_bytes(content)
        reading = read(SourceFile(path, source.name, hashlib.sha256(content).hexdigest(), kind_of(path)))
    return Reading(tuple(replace(page, source=source) for page in reading.pages), reading.problems)


def _open(held: Mapping[str, bytes], password: str) -> bytes | None:
    """The file inside, None where the password does not fit."""
    how, package = held["EncryptionInfo"], held["EncryptedPackage"]
    size, body = struct.unpack_from("<Q", package)[0], package[8:]
    opened = _agile(how[8:], body, password) if how[:4] == b"\x04\x00\x04\x00" else _standard(how, body, password)
    return opened[:size] if opened else None


def _agile(how: bytes, body: bytes, password: str) -> bytes | None:
    root = ElementTree.fromstring(how)
    data, lock = root.find("e:keyData", _NAMES), root.find(".//p:encryptedKey", _NAMES)
    if data is None or lock is None:
        return None

    def blob(name: str) -> bytes:
        return base64.b64decode(lock.get(name, ""))

    form, wide, salt = lock.get("hashAlgorithm", "SHA512"), int(lock.get("keyBits", "256")) // 8, blob("saltValue")
    spun = _spun(form, salt, password, int(lock.get("spinCount", "100000")))

    def part(block: bytes, name: str) -> bytes:
        return decrypt_cbc(_fit(_hash(form, spun + block), wide), _fit(salt, 16), blob(name))

    told, check = part(_INPUT, "encryptedVerifierHashInput"), part(_VALUE, "encryptedVerifierHashValue")
    seen = _hash(form, told[: int(lock.get("saltSize", "16"))])
    if check[: len(seen)] != seen:
        return None
    key = part(_KEY, "encryptedKeyValue")[:wide]
    form, salt = data.get("hashAlgorithm", form), base64.b64decode(data.get("saltValue", ""))
    pieces = []
    for number, at in enumerate(range(0, len(body) // 16 * 16, _SEGMENT)):
        start = _fit(_hash(form, salt + struct.pack("<I", number)), 16)
        pieces.append(decrypt_cbc(key, start, body[at : at + _SEGMENT][: len(body[at : at + _SEGMENT]) // 16 * 16]))
    return b"".join(pieces)


def _standard(how: bytes, body: bytes, password: str) -> bytes | None:
    header = struct.unpack_from("<I", how, 8)[0]
    wide = struct.unpack_from("<I", how, 12 + 16)[0] // 8
    at = 12 + header
    salt, told, check = how[at + 4 : at + 20], how[at + 20 : at + 36], how[at + 40 : at + 72]
    spun = _hash("SHA1", _spun("SHA1", salt, password, 50_000) + struct.pack("<I", 0))
    padded = bytes(0x36 ^ part for part in spun.ljust(64, b"\0")), bytes(0x5C ^ part for part in spun.ljust(64, b"\0"))
    key = b"".join(_hash("SHA1", part) for part in padded)[:wide]
    if decrypt_ecb(key, check)[:20] != _hash("SHA1", decrypt_ecb(key, told)):
        return None
    return decrypt_ecb(key, body[: len(body) // 16 * 16])


def _spun(form: str, salt: bytes, password: str, times: int) -> bytes:
    digest = _hash(form, salt + password.encode("utf-16-le"))
    for number in range(min(times, 10_000_000)):
        digest = _hash(form, struct.pack("<I", number) + digest)
    return digest


def _hash(form: str, content: bytes) -> bytes:
    return hashlib.new(form.replace("-", "").lower(), content).digest()


def _fit(content: bytes, size: int) -> bytes:
    return content[:size].ljust(size, b"\x36")
