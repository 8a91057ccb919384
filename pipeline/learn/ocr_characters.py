"""The recogniser's alphabet without what no Chinese official paper holds: fewer columns to work out for every step of a line."""

from __future__ import annotations

from typing import Any

import numpy as np

from pipeline.read.engine import MODELS

# not in GBK, yet on papers: ticks, units, bullets, circled numbers
_KEPT = frozenset("☑☐✓✔✕✗✘㎡㎥²³¹•∙﹝﹞–¥£€⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳▪▫")


def narrowed(model: Any) -> None:
    """Cut the characters left out from an OpenVINO recogniser: from its last layer, in 8 bits or not, and its written alphabet."""
    from openvino import opset13

    characters = model.get_rt_info()["framework"]["character"].value.splitlines()
    old = set((MODELS / "ocr-characters" / "traditional.txt").read_text(encoding="utf-8"))
    whole = len(characters) + 2  # the blank before, the space behind
    kept = [0, *(index for index, char in enumerate(characters, 1) if printed(char) and char not in old), whole - 1]
    for constant in model.get_ops():
        shape = list(constant.output(0).partial_shape) if constant.get_type_name() == "Constant" else []
        if whole in shape:
            columns = np.ascontiguousarray(np.take(constant.data, kept, axis=shape.index(whole)))
            constant.output(0).replace(opset13.constant(columns, dtype=constant.get_element_type()).output(0))
    model.validate_nodes_and_infer_types()
    model.set_rt_info("\n".join(characters[index - 1] for index in kept[1:-1]), ["framework", "character"])


def printed(char: str) -> bool:
    """Whether a paper may hold it: every ideograph, the rarest too (names), and what GBK has but kana and Cyrillic."""
    code = ord(char[0])
    if 0x3400 <= code <= 0x9FFF or code >= 0x20000 or char in _KEPT:
        return True
    if 0x3040 <= code < 0x3100 or 0x400 <= code < 0x500:
        return False
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
