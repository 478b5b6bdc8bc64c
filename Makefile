# Everything a newcomer needs: `make run` and `make test`. `make` alone lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE_REVIEWS_HOME ?= $(CURDIR)/instance
export CASE_REVIEWS_HOME
export PIP_DISABLE_PIP_VERSION_CHECK := 1
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test check bench samples screenshots lock environment clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1|/' | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

run: environment ## build the demonstration library (once) and serve it on http://127.0.0.1:8000
	@$(BIN)/case-reviews demo
	@$(BIN)/case-reviews serve

# Side by side, but for those in a browser: some of them measure how soon a page is painted.
test: $(VENV)/tests.stamp ## run the everyday tests
ifdef ARGS
	@$(BIN)/python -m pytest -q $(ARGS)
else
	@$(BIN)/python -m pytest -q -m "not browser" -n auto --dist loadfile
	@$(BIN)/python -m pytest -q -m browser
endif

check: $(VENV)/tests.stamp ## lint and types
	@$(BIN)/ruff check .
	@$(BIN)/mypy

bench: $(VENV)/tests.stamp ## measure speed and memory at 60 and 600 generated reviews
	@$(BIN)/python -m benchmarks.ingest_rate
	@$(BIN)/python -m benchmarks.run $(ARGS)

samples: $(VENV)/tests.stamp ## build the invented sample reports from their sources
	@$(BIN)/python -m tests.samples.build

screenshots: $(VENV)/tests.stamp ## take the pictures of the site that the documentation shows
	@$(BIN)/python -m tests.browser.screenshots docs/screenshots

lock: $(VENV)/environment.stamp ## pin the newest allowed versions, with hashes, in requirements*.txt
	@$(BIN)/python -m pip install --quiet uv
	@$(LOCK) --extra build -o requirements.txt
	@$(LOCK) --extra build --extra dev -o requirements-dev.txt

environment: $(VENV)/environment.stamp ## make .venv with what the library needs, and nothing else

$(VENV)/environment.stamp: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: install python3 and run this again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: on Debian or Ubuntu, apt install python3-venv, and run this again."; exit 1; }
	@echo "Making the environment in $(VENV) (once; about a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/tests.stamp: $(VENV)/environment.stamp requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@

clean: ## remove the environment and the demonstration library
	rm -rf $(VENV) instance
