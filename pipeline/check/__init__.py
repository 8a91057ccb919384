"""Step 4: a CaseRecord and the law → Findings and a Score."""

from pipeline.check.engine import check
from pipeline.check.rule import load_rules
from pipeline.check.score import score
from pipeline.check.standard import load_standard

__all__ = ["check", "load_rules", "load_standard", "score"]
