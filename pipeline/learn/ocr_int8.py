"""The recogniser's weights in 8 bits (models/ocr-int8), made from the wheel's own and the lines of synthetic training scans."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.read.engine import Array, weights
from pipeline.read.ocr import cut, detect
from pipeline.read.recognise import prepared

_LINES = 80


def quantise(scans: Sequence[Path], out: Path, seed: int = 1) -> int:
    """Write rec.xml and rec.bin into `out`; the number of lines it was calibrated on. Needs nncf, which nothing else does.

    Only the scheme for transformers with SmoothQuant holds the digits: the plain one changes one character in forty.
    """
    import nncf  # type: ignore[import-not-found,import-untyped,unused-ignore]
    import openvino

    lines: list[Array] = [line for path in scans for line in _lines(path)]
    chosen: list[Any] = [prepared(line) for line in random.Random(seed).sample(lines, min(_LINES, len(lines)))]
    network = openvino.Core().read_model(weights("*rec*.onnx"))
    small = nncf.quantize(network, nncf.Dataset(chosen), subset_size=len(chosen), model_type=nncf.ModelType.TRANSFORMER)
    out.mkdir(parents=True, exist_ok=True)
    openvino.save_model(small, out / "rec.xml")
    return len(chosen)


def _lines(scan: Path) -> list[Array]:
    """Every text line of a scanned PDF."""
    import pypdfium2

    found: list[Array] = []
    document = pypdfium2.PdfDocument(scan)
    try:
        for page in document:
            image = np.ascontiguousarray(page.render(scale=200 / 72).to_numpy()[:, :, :3])
            found.extend(cut(image, spot) for spot in detect(image))
    finally:
        document.close()
    return found
