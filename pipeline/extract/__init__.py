"""Step 3: what each paper says, as fields with evidence, and what the file as a whole says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.extract.approvals import approvals
from pipeline.extract.assemble import assemble
from pipeline.extract.cause import cause
from pipeline.extract.closing import closing
from pipeline.extract.decision import decision
from pipeline.extract.evidence_keeping import evidence_keeping
from pipeline.extract.extras import extras
from pipeline.extract.heading import heading
from pipeline.extract.interviews import interviews
from pipeline.extract.notices import notices
from pipeline.extract.papers_date import papers_date
from pipeline.extract.party import party
from pipeline.extract.payments import payments
from pipeline.extract.people import people
from pipeline.extract.receipts import receipts
from pipeline.extract.remedies import remedies
from pipeline.extract.retold import retold
from pipeline.extract.reviews import reviews
from pipeline.extract.signatures import signatures
from pipeline.extract.tidy import Text, tidy
from pipeline.records import Document, Field

Extractor = Callable[[Document, Text], Iterable[Field]]

# Hand-written: a reader sees the order here, grep sees the use.
EXTRACTORS: tuple[Extractor, ...] = (
    heading,
    party,
    cause,
    decision,
    remedies,
    papers_date,
    approvals,
    signatures,
    people,
    interviews,
    receipts,
    notices,
    reviews,
    evidence_keeping,
    payments,
    closing,
    extras,
)


def extract(document: Document) -> tuple[Field, ...]:
    """Every field that one paper holds; `Field.document` stays -1 until assemble files it."""
    text = tidy(document)
    return tuple(field for extractor in EXTRACTORS for field in extractor(document, text))


__all__ = ["EXTRACTORS", "Text", "assemble", "extract", "retold", "tidy"]
