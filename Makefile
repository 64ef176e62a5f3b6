# One entry for everything: each target sets up what it needs in a local .venv, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types contract docs check bench model encoder clean help

help:            ## what the targets do
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

demo: $(VENV)/.core  ## code the bundled reports into a fresh store and print what they hold
	@$(BIN)/dragoman demo

test: $(VENV)/.dev   ## run the tests, on up to four cores
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal

lint: $(VENV)/.dev   ## ruff: lint and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev  ## mypy, strict
	@$(BIN)/mypy

contract: $(VENV)/.dev  ## the one direction of imports
	@$(BIN)/lint-imports

docs: $(VENV)/.dev   ## run the examples of README and docs alone (`make test` runs them too)
	@$(BIN)/pytest -q tests/test_docs.py

check: lint types contract test  ## what CI runs

bench: $(VENV)/.dev  ## measure against bench/floors.json (parts whose data are absent are skipped)
	@$(BIN)/dragoman bench

model: $(VENV)/.train  ## train the scorer on data/corpus, beside the encoder as it is shipped (six minutes on one core)
	@$(BIN)/python training/scorer.py
	@$(BIN)/python training/mix.py

encoder: $(VENV)/.encoder  ## train the scorer's encoder on data/corpus, then the scorer (half an hour on one core; needs PyTorch)
	@$(BIN)/python training/encoder.py
	@$(BIN)/python training/scorer.py
	@$(BIN)/python training/mix.py

clean:           ## remove what make made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(not ((3, 11) <= v <= (3, 13)) and f"dragoman needs Python 3.11 to 3.13, found {sys.version.split()[0]}; try: make PYTHON=python3.12 demo")'
	@echo "setting up $(VENV) (once)" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml | $(VENV)/bin/pip
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/pip
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.core

$(VENV)/.train: pyproject.toml | $(VENV)/bin/pip
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@ $(VENV)/.core

$(VENV)/.encoder: pyproject.toml | $(VENV)/bin/pip
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[train-encoder]'
	@touch $@ $(VENV)/.core
