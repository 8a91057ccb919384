"""Made-up archives with known content: make() writes cases, registers and settings, and beside them the gold answer."""

from pipeline.synth.archive import make

__all__ = ["make"]
