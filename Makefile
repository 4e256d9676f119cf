# Two commands are enough: `make run` and `make test`. Both set up first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STORE ?= data/results
HOST ?= 127.0.0.1
PORT ?= 8050

WHAT_IF := immigration-2025 --set teams.family.heads=24 --against immigration-2025

# Two at a time, each with whole files; the reference cases, which take both cores, come last.
TESTS := $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=15

.PHONY: run setup test test-all test-slow bench lint chromium libreoffice requirements clean
.DEFAULT_GOAL := run

# Two pairs with a progress bar, so that the pages have something to show; the others arrive while one reads.
run: setup
	$(BIN)/terminwerk run $(WHAT_IF) --replications 2 --store $(STORE)
	$(BIN)/terminwerk run $(WHAT_IF) --replications 10 --later --store $(STORE)
	$(BIN)/terminwerk serve --host $(HOST) --port $(PORT) --store $(STORE)

setup: .venv/ready

# Three stamps: a change of the list installs the list again, a change of pyproject.toml only the project.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Terminwerk needs Python 3.11 or newer; found: $(PYTHON). Name another with: make setup PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment. On Debian: sudo apt-get install python3-venv"; exit 1; }

.venv/installed: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/ready: pyproject.toml .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test: setup chromium lint
	$(TESTS)

# What takes minutes: reference cases in full, calibration, notebooks, browser, killed workers and full disks.
test-all: test test-slow

test-slow: setup libreoffice
	$(TESTS) -m "slow or browser or faults"

bench: setup
	$(BIN)/python -m tests.benchmarks

lint: setup
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .venv/import-linter

chromium:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "The browser tests need Chromium, and it cannot be installed from here. On Debian: sudo apt-get install chromium. The other tests run without it."; fi

# Opens what is exported: Calc and Impress without their windows.
OFFICE := libreoffice-calc-nogui libreoffice-impress-nogui

libreoffice:
	@if command -v soffice >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(OFFICE) >/dev/null; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(OFFICE) >/dev/null; \
	else echo "The tests of workbook and slides need LibreOffice, and it cannot be installed from here. On Debian: sudo apt-get install --no-install-recommends $(OFFICE). The other tests run without it."; fi

# Needs the tool uv on the path; keeps the versions that still fit. To renew all of them: make requirements UPGRADE=--upgrade
requirements:
	uv pip compile pyproject.toml --group dev --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate $(UPGRADE) -o requirements.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info
