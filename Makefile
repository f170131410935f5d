# Two commands: `make run` and `make test`; `make test-fast` after each change. Each does its own set-up. Needs Python
# 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-fast check clean

run: $(VENV)/.run
	$(BIN)/python app.py

test: $(VENV)/.test
	$(BIN)/python -m tests.checks
	$(BIN)/python -m pytest -n auto --dist worksteal

test-fast: $(VENV)/.test
	$(BIN)/python -m pytest -n auto --dist worksteal -m fast

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
