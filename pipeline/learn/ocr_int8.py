"""The networks of the OCR in 8 bits (models/ocr-int8), made from the wheel's own and synthetic training scans."""

from __future__ import annotations

import importlib.util
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np

from pipeline.learn.ocr_characters import narrowed
from pipeline.problems import UsageError
from pipeline.read.engine import Array, levelled, on_openvino, weights
from pipeline.read.ocr import cut, detect, seen
from pipeline.read.recognise import Heard, decode, prepared

_LINES, _PAGES, _HELD = 80, 40, 300  # lines and pages to calibrate on, lines to compare on


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: lines compared with the wheel's own weights, and what differs."""

    characters: int
    differ: int
    digits: int
    digits_differ: int
    calibrated: str  # sha256 of the lines


def quantise(out: Path, *, cases: int, seed: int) -> Made:
    """Write det.xml, rec.xml, their weights and card.md into `out`. Needs nncf, which nothing else does.

    Only the scheme for transformers with SmoothQuant holds the digits: the plain one changes one character in forty.
    """
    if importlib.util.find_spec("nncf") is None or importlib.util.find_spec("openvino") is None:
        raise UsageError("anjuan train ocr-int8 需要 nncf 和 openvino：请先执行 pip install nncf openvino，再运行。")
    import nncf  # type: ignore[import-not-found,import-untyped,unused-ignore]
    import openvino

    rng = random.Random(seed)
    pages, held = _pages("train", cases, seed), _pages("held", max(1, cases // 3), seed)
    lines = rng.sample(found := _lines(pages), min(_LINES, len(found)))
    out.mkdir(parents=True, exist_ok=True)
    core = openvino.Core()
    for name, samples in (("rec", [prepared(line) for line in lines]), ("det", [seen(page) for page in pages[:_PAGES]])):
        network = core.read_model(weights(f"*{name}*.onnx"))
        if name == "rec":
            narrowed(network)
        kind = nncf.ModelType.TRANSFORMER if name == "rec" else None
        small = nncf.quantize(
            network, nncf.Dataset([_coloured(sample) for sample in samples]), subset_size=len(samples), model_type=kind
        )
        openvino.save_model(small, out / f"{name}.xml")
    made = _compared(out / "rec.xml", _lines(held)[:_HELD], b"".join(line.tobytes() for line in lines))
    (out / "card.md").write_text(_card(made, len(lines), len(pages[:_PAGES]), cases, seed), encoding="utf-8")
    return made


def _pages(styles: str, cases: int, seed: int) -> list[Array]:
    """Every seventh page of synthetic scans, as the reader sees it."""
    import pypdfium2

    from pipeline.synth import make

    found: list[Array] = []
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch), cases=cases, seed=seed, kind="scan", styles=styles)
        for path in sorted(Path(scratch, "archive").rglob("*.pdf")):
            document = pypdfium2.PdfDocument(path)
            try:
                for index in range(0, len(document), 7):
                    found.append(np.ascontiguousarray(document[index].render(scale=200 / 72).to_numpy()[:, :, :3]))
            finally:
                document.close()
    return found


def _lines(pages: Sequence[Array]) -> list[Array]:
    return [cut(page, spot) for page in pages for spot in detect(page)]


def _compared(small: Path, lines: Sequence[Array], calibrated: bytes) -> Made:
    """The same lines read by the wheel's own weights and by the small ones."""
    import difflib

    own, new = _reader(weights("*rec*.onnx")), _reader(small)
    characters = differ = digits = digits_differ = 0
    for line in lines:
        before, after = own(line).text, new(line).text
        characters += len(before)
        digits += sum(char.isdigit() for char in before)
        for kind, a, b, _, _ in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind != "equal":
                differ += max(1, b - a)
                digits_differ += sum(char.isdigit() for char in before[a:b])
    return Made(characters, differ, digits, digits_differ, sha256(calibrated).hexdigest())


def _reader(path: Path) -> Callable[[Array], Heard]:
    network, characters = on_openvino(path)
    alphabet = ("", *characters, " ")
    return lambda line: decode(network(cv2.cvtColor(prepared(line), cv2.COLOR_GRAY2BGR)), alphabet)


def _coloured(gray: Array) -> Array:
    return levelled(cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR))


def _card(made: Made, lines: int, pages: int, cases: int, seed: int) -> str:
    import nncf
    import openvino

    return f"""# ocr-int8

The networks of rapidocr's wheel (`{weights("*det*.onnx").name}`, `{weights("*rec*.onnx").name}`, Apache-2.0, PaddlePaddle)
with weights and activations in 8 bits, for OpenVINO.

- Made {date.today().isoformat()} by `anjuan train ocr-int8 --cases {cases} --seed {seed}`
  with nncf {nncf.__version__} on OpenVINO {openvino.__version__}.
- rec: without characters no Chinese official paper holds (`pipeline/learn/ocr_characters.py`);
  SmoothQuant scheme for transformers, calibrated on {lines} lines of synthetic TRAIN scans;
  sha256 of their pictures `{made.calibrated}`.
- det: the plain scheme, on {pages} pages of the same scans.
- Used on x86 where OpenVINO loads; elsewhere, where the files are missing, or with `ANJUAN_OCR=fp32`, the wheel's own weights.
- Against the wheel's own weights, lines of synthetic scans in styles kept out: {made.differ} of {made.characters} characters differ,
  {made.digits_differ} of {made.digits} digits.
"""
