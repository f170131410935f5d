# Two commands: `make run` and `make test`; `make test-fast` after each change. Each does its own set-up. Needs Python
# 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-fast chaos fuzz check audit lock clean

run: $(VENV)/.run
	$(BIN)/python app.py

test: $(VENV)/.test
	$(BIN)/python -m tests.checks --collect
	$(BIN)/python -m pytest -n auto --dist worksteal

test-fast: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --dist worksteal -m fast

# Ten minutes of killed processes and faults of LINE's; more or less of it with CHAOS="--minutes 3 --events 3000".
chaos: $(VENV)/.test
	$(BIN)/python -m tests.chaos --minutes 10 --kill-every 30 --events 10000 $(CHAOS)

# 50,000 inputs of all kinds, or an hour of them; more or less with FUZZ="--inputs 5000 --seed 7".
fuzz: $(VENV)/.test
	$(BIN)/python -m tests.fuzz --inputs 50000 --minutes 60 $(FUZZ)

check: $(VENV)/.test
	$(BIN)/python -m tests.checks

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

# Known holes in what is installed. Where nobody can be asked it says so, and goes on.
audit: $(VENV)/.test
	$(BIN)/python -m tests.audit

# uv, itself by hash, does in ten seconds what takes pip a minute. Where it cannot be had or finds no packages, pip does it.
$(VENV)/.uv: requirements-dev.lock | $(VENV)/bin/python
	awk '/^[^ ]/ { is_uv = /^uv==/ } is_uv' $< >$@
	-$(PIP) -r $@

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --python $(BIN)/python --require-hashes

$(VENV)/.run: requirements.lock | $(VENV)/.uv
	$(INSTALL) --compile-bytecode -r $< || $(PIP) -r $<
	touch $@

# What of it the tests import is compiled when they do, which is a sixth of it.
$(VENV)/.packages: requirements-dev.lock | $(VENV)/.uv
	$(INSTALL) -r $< || $(PIP) --no-compile -r $<
	touch $@

$(VENV)/.test: $(VENV)/.packages $(VENV)/.axe
	touch $@

# What looks at the pages for accessibility, from the npm registry.
$(VENV)/.axe: tests/support/axe/package-lock.json | $(VENV)/bin/python
	mkdir -p $(VENV)/axe
	cp tests/support/axe/package.json tests/support/axe/package-lock.json $(VENV)/axe/
	cd $(VENV)/axe && npm ci --ignore-scripts --no-audit --no-fund --silent
	touch $@

# After a change to requirements.txt or requirements-dev.txt: all that these need in turn, with the hashes of every file.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
lock: | $(VENV)/.uv
	$(LOCK) --output-file requirements.lock requirements.txt
	$(LOCK) --output-file requirements-dev.lock requirements-dev.txt

clean:
	rm -rf $(VENV) var/demo*
