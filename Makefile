.DEFAULT_GOAL := help
.PHONY: help setup demo test bench proof check

# Settings of the portal that happen to be in the environment do not reach the tests; and what Python has compiled it
# keeps, because the tests begin many programs.
CLEAN := env -u PYTHONDONTWRITEBYTECODE $(shell env | grep -oE '^(PORTAL_[A-Z_]+|DATABASE_URL|PORT)=' | sed 's/^/-u /; s/=$$//')
PYTEST := $(CLEAN) .venv/bin/python -m pytest -q

help:  ## Say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1 \t/p' $(MAKEFILE_LIST) | expand -t 14

setup:  ## Install what is missing
	@.ci/setup test

demo:  ## Serve the portal on this machine, with invented visits; PORT=8001 serves elsewhere
	@PORT=$(or $(PORT),8000) .ci/demo

test: setup  ## Run the whole suite
	$(PYTEST) -n 4 --dist loadfile --no-loadscope-reorder

bench: setup  ## Measure how fast it is
	$(CLEAN) .venv/bin/python -m tests.benchmarks

proof:  ## Run the long proofs: that nobody is double-booked, that every letter can be kept and read
	@.ci/setup proof
	$(PYTEST) -m proof

check: setup  ## Check style, types and translations
	.venv/bin/ruff check
	.venv/bin/mypy
	$(PYTEST) tests/test_translations.py
