"""What every test may ask for."""

from __future__ import annotations

import os

import pytest

from pipeline.law import Law


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="write the goldens anew; look at the diff before you commit it")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--regold") and os.environ.get("CI"):
        raise pytest.UsageError("--regold is refused where CI is set: goldens are checked there, not written")


@pytest.fixture(scope="session")
def law() -> Law:
    return Law.load()
