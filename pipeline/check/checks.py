"""CHECKS: every question rules can ask, by name; written by hand, module by module."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.check import (
    checks_amounts,
    checks_archive,
    checks_citations,
    checks_custody,
    checks_dates,
    checks_decision,
    checks_discretion,
    checks_evidence,
    checks_execution,
    checks_filing,
    checks_hearing,
    checks_identity,
    checks_notice,
    checks_party,
    checks_people,
    checks_presence,
    checks_procedure,
    checks_publication,
    checks_quantities,
    checks_records,
    checks_review,
    checks_service,
    checks_service_ways,
    checks_transfer,
)
from pipeline.check.asks import Asks

MODULES = (
    checks_presence,
    checks_dates,
    checks_filing,
    checks_people,
    checks_records,
    checks_evidence,
    checks_quantities,
    checks_party,
    checks_custody,
    checks_review,
    checks_notice,
    checks_hearing,
    checks_decision,
    checks_citations,
    checks_amounts,
    checks_service,
    checks_service_ways,
    checks_procedure,
    checks_identity,
    checks_execution,
    checks_discretion,
    checks_publication,
    checks_transfer,
    checks_archive,
)

CHECKS: Mapping[str, Asks] = {asks.name: asks for module in MODULES for asks in module.CHECKS}
