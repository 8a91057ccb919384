"""Copies without private data, for publication and for sharing (`anjuan redact FILE|OUT`): names, numbers, addresses, pictures.

Every mark is as long as what it hides, so that a copy keeps its lines and its spans.
"""

from pipeline.redact.copies import Copy as Copy
from pipeline.redact.copies import redact as redact

__all__ = ["Copy", "redact"]
