# Everything a contributor says to this project. Only Python and make are assumed; the rest goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PYTEST := $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help install run test prove lint bench lock clean client messages

help: ## Show what can be said here
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## Start a sample community and open it on http://127.0.0.1:8000
	$(BIN)/groundswell demo

test: install ## Run the whole suite, with short forms of the long proofs
	$(PYTEST) -n 2 --dist worksteal

prove: install ## Run the long proofs whole, and print what was proven
	PROVE=full $(PYTEST) -p proofs.table -n 4 --dist loadgroup -m prove

lint: install ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install ## Measure speed: import, consumers, pages
	$(BIN)/python -m benchmarks

messages: install ## Bring new messages into the translations, and list what is not translated
	PYTHONPATH=tests $(BIN)/python -m support.messages

client: install ## Write the Python client's operations anew from the API's description
	PYTHONPATH=tests $(BIN)/python -m support.client_source

lock: install ## Choose the newest versions that pyproject.toml allows, and pin them by hash
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --python-version 3.11 --universal --upgrade \
	  --generate-hashes --no-header --no-annotate --output-file requirements.lock

clean: ## Remove the virtual environment and what tools left behind
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

install: $(INSTALLED) ## Make .venv with exactly the locked packages (quick when nothing changed)

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Groundswell needs Python 3.11 or newer; $(PYTHON) is older or missing. Say which one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
