"""What every test may ask for."""

from __future__ import annotations

import pytest

from pipeline.law import Law


@pytest.fixture(scope="session")
def law() -> Law:
    return Law.load()
