# make demo: own environment, install, review of the shipped sample archive. make test: the quick suite.
PYTHON ?= python3
ENV := .venv
BIN := $(ENV)/bin
STAMP := $(ENV)/.installed

.PHONY: demo test lint bench clean

demo: $(STAMP)
	rm -rf demo
	$(BIN)/anjuan review pipeline/sample/archive -o demo
	@echo "评分表：demo/sheets/  问题清单与台账：demo/*.xlsx  数据：demo/cases.jsonl demo/findings.jsonl demo/anjuan.db"

test: $(STAMP)
	$(BIN)/python -m pytest -n 2

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_compare quality baselines 10000 100000 1000000
	$(BIN)/python -m tests.bench_read --long 5000
	$(BIN)/python -m tests.bench_split
	$(BIN)/python -m tests.bench_rules
	$(BIN)/python -m tests.bench_extract
	$(BIN)/python -m tests.mutations
	$(BIN)/python -m tests.bench_ocr
	$(BIN)/python -m tests.bench_rectify

clean:
	rm -rf $(ENV) demo build dist *.egg-info

$(STAMP): pyproject.toml .ci/constraints.txt
	$(PYTHON) -m venv $(ENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c .ci/constraints.txt -e '.[dev]'
	@touch $(STAMP)
