# `make data` and `make test` work in a fresh clone on a system with git, make and python3; nothing else to install or activate.

PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/installed
# Stages call `python`: the environment's comes first.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export DVC_NO_ANALYTICS := 1

.DEFAULT_GOAL := help
.PHONY: help environment data release test check format constraints clean

help:
	@echo "make data         make the environment, then everything under processed/ from raw/ (only what is out of date)"
	@echo "make release      the same, then give the tables the version that is due and record it in DATASET_CHANGELOG.md"
	@echo "make test         make the environment, then run all checks: ruff, mypy, import-linter, pytest"
	@echo "make check        the same without pytest, in seconds"
	@echo "make environment  only that, in .venv"
	@echo "make format       let ruff format and mend what it can"
	@echo "make constraints  pin the newest versions that go together in constraints.txt"
	@echo "make clean        remove the environment, interim/ and caches; raw/ and processed/ stay"

$(STAMP): pyproject.toml constraints.txt bootstrap/environment.sh
	@sh bootstrap/environment.sh "$(PYTHON)"
	@touch $@

environment: $(STAMP)

data: $(STAMP)
	@echo "data: dvc repro, from raw/ to processed/ (clean, extract, validate, publish, evaluate)"
	@$(VENV)/bin/dvc repro || { echo "data: stopped; the stage's message stands above, what was published before is untouched" >&2; exit 1; }
	@echo "data: tables in processed/*.parquet, what was checked in processed/validation/index.html, the text with its figures"
	@echo "data: in processed/review/index.html, and how right it is in evaluation.json ('.venv/bin/dvc metrics show')"

release: data
	@$(VENV)/bin/report-metrics release
	@$(VENV)/bin/dvc repro --quiet
	@$(VENV)/bin/report-metrics verify

check: $(STAMP)
	@echo "check: ruff (style)"
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check . || { echo "error: 'make format' mends it" >&2; exit 1; }
	@echo "check: mypy --strict (types)"
	@$(VENV)/bin/mypy
	@echo "check: import-linter (imports point down)"
	@$(VENV)/bin/lint-imports --no-cache --no-logo

test: check
	@echo "test: pytest with doctests"
	@$(VENV)/bin/pytest -n 2 -q
	@echo "test: all checks passed"

format: $(STAMP)
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

constraints: $(STAMP)
	@$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --output-file constraints.txt pyproject.toml
	@echo "constraints: pinned in constraints.txt; 'make test' shows whether they hold"

clean:
	rm -rf $(VENV) interim .dvc/cache .dvc/tmp .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
