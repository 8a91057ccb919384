"""The archive we ship: python -m pipeline.synth.sample writes pipeline/sample/{archive,gold} anew, always the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from pipeline.synth.archive import compose, styles
from pipeline.synth.faults import Plan

SAMPLE = Path(__file__).parents[1] / "sample"
# kind of file and what is planted, a case each: a demo shows vetoes, deductions, near-misses and clean cases
CASES: tuple[tuple[str, Plan], ...] = (
    ("pdf", (("fs01_none",), ())),
    ("pdf", (("jd10_words", "gd10_unapproved"), ())),
    ("pdf", (("gz13_short",), ())),
    ("pdf", (("dc20_area", "gs05_private"), ())),
    ("pdf", ((), ("tier_edge",))),
    ("docx", (("jd16_differs",), ())),
    ("pdf", (("gz11_early",), ())),
    ("bundle", (("sd04_left",), ())),
    ("scan", (("jd18_unsigned",), ())),
    ("pdf", ((), ("served_day7",))),
    ("pdf", (("jd24_over", "gd12_date"), ())),
    ("pdf", (("gs01_late", "jd08_three"), ())),
)
SEED = "sample/3"


def make_sample(out: Path = SAMPLE) -> None:
    """The twelve cases, their registers, settings and gold."""
    for folder in ("archive", "gold"):
        shutil.rmtree(out / folder, ignore_errors=True)
    kinds, plans = [kind for kind, _ in CASES], [plan for _, plan in CASES]
    compose(out, Random(SEED), kinds, styles("train"), plans, registers=True, small=True)


if __name__ == "__main__":
    make_sample()
