# The commands of the house. `make run` and `make test` set everything up themselves; `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
RUN_STAMP := $(VENV)/.run-stamp
DEV_STAMP := $(VENV)/.dev-stamp
BROWSER_STAMP := $(VENV)/.browser-stamp
BENCH_STAMP := $(VENV)/.bench-stamp
# Two at a time, a file of tests to each: a browser, a server and a record for either. WORKERS= runs them one by one.
WORKERS ?= -n 2 --dist loadfile --no-loadscope-reorder
# Without compiling: what is imported is compiled then, and most of what is installed never is.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Where a shell forbids to keep what was compiled, every server and command that the tests start would compile all it imports again.
unexport PYTHONDONTWRITEBYTECODE
# Lint, types and the check of the record run beside the tests, whose workers often wait; what they say comes when the tests have ended.
CHECKED := $(VENV)/.checked
BESIDE = $(MAKE) --no-print-directory check >$(CHECKED) 2>&1 & checking=$$!
JUDGE = tested=$$?; wait $$checking; checked=$$?; cat $(CHECKED); exit $$((tested || checked))

.PHONY: run test test-all check bench setup setup-dev lock messages licences relief frontend audit help

help:
	@echo "make run         set up and start the app on http://127.0.0.1:$(PORT) (PORT=… for another port)"
	@echo "make test        set up and run lint, types, unit, page and browser tests"
	@echo "make test-all    the same with the long tests"
	@echo "make check       lint, types and the check of the record"
	@echo "make bench       the benchmarks against other makes of page, written to docs/benchmarks.md (BENCH=--help for parts and a quick try)"
	@echo "make messages    collect the texts of the code into the Italian catalogue"
	@echo "make licences    write the list of licences again"
	@echo "make relief      make the map's relief again, a picture a theme"
	@echo "make frontend    build what the browser loads beside Streamlit into static/live (needs Node 20 or later)"
	@echo "make audit       ask the public list of advisories about the pinned packages (needs a network)"
	@echo "make lock        pin the versions again"

run: $(RUN_STAMP)
	@$(BIN)/aidlens serve --port $(PORT)

test: setup-dev
	@$(BESIDE); $(BIN)/python -m pytest -m "not long" $(WORKERS); $(JUDGE)

test-all: setup-dev
	@$(BESIDE); time $(BIN)/python -m pytest --durations=10 $(WORKERS); $(JUDGE)

check: $(DEV_STAMP)
	@echo "· ruff: lint and format"; $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "· mypy: types"; $(BIN)/mypy
	@echo "· aidlens check: the record"; $(BIN)/aidlens check

bench: $(BENCH_STAMP)
	@$(BIN)/python -m tests.bench $(BENCH)

setup: $(RUN_STAMP)
setup-dev: $(DEV_STAMP) $(BROWSER_STAMP)

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then echo "No Python 3.11 or later was found. Install one (Debian: apt-get install python3 python3-venv), or name it: make run PYTHON=/path/to/python3.11"; exit 1; fi
	@echo "· creating $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { echo "The virtual environment could not be made. On Debian install python3-venv, then try again."; rm -rf $(VENV); exit 1; }

$(RUN_STAMP): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "· installing pinned packages (about a minute the first time)"
	@$(PIP) install --no-compile --require-hashes -r requirements/run.txt || { echo "The packages could not be installed. Check the network, then run the same command again."; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# In one call with what the app needs, which is then there, too.
$(DEV_STAMP): requirements/run.txt requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "· installing pinned packages and the tools for tests (about a minute the first time)"
	@$(PIP) install --no-compile --require-hashes -r requirements/run.txt -r requirements/dev.txt || { echo "The packages could not be installed. Check the network, then run the same command again."; exit 1; }
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(RUN_STAMP) $@

$(BROWSER_STAMP): tests/browser/find_chromium.py $(DEV_STAMP)
	@$(BIN)/python tests/browser/find_chromium.py --install
	@touch $@

$(BENCH_STAMP): requirements/bench.txt $(DEV_STAMP) $(BROWSER_STAMP)
	@echo "· installing what the benchmarks compare with"
	@$(PIP) install --no-compile --require-hashes -r requirements/bench.txt || { echo "The packages of the benchmarks could not be installed. Check the network, then run the same command again."; exit 1; }
	@touch $@

lock: $(DEV_STAMP)
	@$(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate -o requirements/run.txt requirements/run.in pyproject.toml
	@$(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate -c requirements/run.txt -o requirements/dev.txt requirements/dev.in
	@$(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate -c requirements/run.txt -c requirements/dev.txt -o requirements/bench.txt requirements/bench.in

messages: $(DEV_STAMP)
	@$(BIN)/python -m tests.messages

licences: $(DEV_STAMP)
	@$(BIN)/python -m tests.licences

relief: $(DEV_STAMP)
	@$(BIN)/python -m tests.relief

frontend:
	@cd frontend && npm ci --ignore-scripts --no-audit --no-fund && npm run --silent build

audit: $(DEV_STAMP)
	@$(BIN)/python -m tests.audit
