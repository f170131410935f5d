# Two commands: `make run` and `make test`; `make test-fast` after each change. Each does its own set-up. Needs Python
# 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-fast chaos check clean

run: $(VENV)/.run
	$(BIN)/python app.py

test: $(VENV)/.test
	$(BIN)/python -m tests.checks
	$(BIN)/python -m pytest -n auto --dist worksteal

test-fast: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --dist worksteal -m fast

# Ten minutes of killed processes and faults of LINE's; more or less of it with CHAOS="--minutes 3 --events 3000".
chaos: $(VENV)/.test
	$(BIN)/python -m tests.chaos --minutes 10 --kill-every 30 --events 10000 $(CHAOS)

check: $(VENV)/.test
	$(BIN)/python -m tests.checks

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.test: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) var/demo*
