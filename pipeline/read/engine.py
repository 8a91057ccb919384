"""The PP-OCR networks of rapidocr's wheel, run on OpenVINO or, where that does not load, on ONNX Runtime."""

from __future__ import annotations

import importlib.util
import os
import platform
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Network = Callable[[Array], Array]  # a picture (BGR, a byte each) → numbers that the next call overwrites

_MIDDLE = 127.5
MODELS = Path(__file__).parents[2] / "models"  # beside the package, in a checkout and in the installed wheel alike


@lru_cache(maxsize=1)
def detector() -> Network:
    """The network that marks text on a page; loaded once a process."""
    small = _int8("det")
    return on_openvino(small, any_size=True)[0] if small else _load("*det*.onnx", any_size=True)[0]


@lru_cache(maxsize=1)
def recogniser() -> tuple[Network, tuple[str, ...]]:
    """The network that reads a line, and its alphabet (index 0 is the blank)."""
    small = _int8("rec")
    network, characters = on_openvino(small) if small else _load("*rec*.onnx")
    return network, ("", *characters, " ")


@lru_cache(maxsize=1)
def version() -> str:
    """What reads a page, weights included: part of a cached result's key."""
    used: list[Path] = []
    for name in ("det", "rec"):
        small = _int8(name)
        used += [small, small.with_suffix(".bin")] if small else [weights(f"*{name}*.onnx")]
    return f"{_backend()}+{used[-1].name}+{sha256(b''.join(path.read_bytes() for path in used)).hexdigest()[:16]}"


def _int8(name: str) -> Path | None:
    """A network in 8 bits (models/ocr-int8/card.md): faster on x86; None where it gains nothing or is not there."""
    if platform.machine().lower() not in ("x86_64", "amd64") or os.environ.get("ANJUAN_OCR") == "fp32":
        return None
    if _backend() != "openvino":
        return None
    path = MODELS / "ocr-int8" / f"{name}.xml"
    return path if path.is_file() and path.with_suffix(".bin").is_file() else None


@lru_cache(maxsize=1)
def _backend() -> str:
    """A graphics card through ONNX Runtime where there is one, else OpenVINO, else ONNX Runtime on the processor."""
    if _graphics():
        return "onnxruntime-gpu"
    try:
        import openvino  # noqa: F401
    except (ImportError, OSError):  # no wheel for this machine, or a library it needs is missing
        return "onnxruntime"
    return "openvino"


def _graphics() -> list[str]:
    if importlib.util.find_spec("onnxruntime") is None:
        return []
    import onnxruntime  # type: ignore[import-not-found,unused-ignore]

    there = set(onnxruntime.get_available_providers())
    return [name for name in ("CUDAExecutionProvider", "ROCMExecutionProvider", "DmlExecutionProvider") if name in there]


def weights(pattern: str) -> Path:
    """A network of rapidocr's wheel."""
    # found without importing rapidocr: its import alone takes a second
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("rapidocr")
    return sorted((Path(spec.submodule_search_locations[0]) / "models").glob(pattern))[-1]


def _threads() -> int:
    given = os.environ.get("ANJUAN_THREADS", "1")
    return max(1, int(given)) if given.isdigit() else 1


def _load(pattern: str, *, any_size: bool = False) -> tuple[Network, tuple[str, ...]]:
    path = weights(pattern)
    return on_openvino(path, any_size=any_size) if _backend() == "openvino" else _onnxruntime(path)


def on_openvino(path: Path, *, any_size: bool = False) -> tuple[Network, tuple[str, ...]]:
    """A network, and the alphabet written into its file, if any."""
    from openvino import Core, Layout, Type
    from openvino.preprocess import PrePostProcessor

    core = Core()
    model = core.read_model(path)
    info = model.get_rt_info()
    characters: tuple[str, ...] = ()
    if "framework" in info and "character" in info["framework"]:
        characters = tuple(info["framework"]["character"].value.splitlines())
    taken = PrePostProcessor(model)
    taken.input().tensor().set_element_type(Type.u8).set_layout(Layout("NHWC"))
    taken.input().preprocess().convert_element_type(Type.f32).mean(_MIDDLE).scale(_MIDDLE)
    taken.input().model().set_layout(Layout("NCHW"))
    settings = {"INFERENCE_NUM_THREADS": str(_threads()), "NUM_STREAMS": "1", "PERFORMANCE_HINT": "LATENCY"}
    if any_size:  # it would keep what it prepared for each size, 40 MB every time, until the process has no room left
        settings["CPU_RUNTIME_CACHE_CAPACITY"] = "0"
    request = core.compile_model(taken.build(), "CPU", settings).create_infer_request()

    def run(picture: Array) -> Array:
        request.infer([picture[None]])
        return np.asarray(request.get_output_tensor().data[0])

    return run, characters


def levelled(picture: Array) -> Array:
    """A picture as a network was trained on it: from -1 to 1, colour by colour."""
    return np.ascontiguousarray(((picture.astype(np.float32) - _MIDDLE) / _MIDDLE).transpose(2, 0, 1)[None])


def _onnxruntime(path: Path) -> tuple[Network, tuple[str, ...]]:
    import onnxruntime  # type: ignore[import-not-found,unused-ignore]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=[*_graphics(), "CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    characters = tuple(session.get_modelmeta().custom_metadata_map.get("character", "").splitlines())

    def run(picture: Array) -> Array:
        return np.asarray(session.run(None, {name: levelled(picture)})[0][0])

    return run, characters
