# Portulan. `make` says what there is; `make run` and `make test` are all one needs to know.

PORT ?= 8000
EMPTY ?=
DATA ?= $(if $(EMPTY),data-empty,data)
WORKERS ?= 2

PURE := plandoc typeset reports

BIN := .venv/bin
INSTALL := python3 requirements/install.py

.DEFAULT_GOAL := help
.PHONY: help run test fast slow stored browser check bench bench-import pictures lock translations clean python base dev

help: ## what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  make run PORT=8001 chooses another port; make run EMPTY=1 starts without the sample plan."

run: base ## install, prepare the sample plan and its fictional year, serve on this machine
	@exec env PORTULAN_LOCAL=1 PORTULAN_DATA_DIR=$(DATA) PORTULAN_ADDRESS=http://localhost:$(PORT) \
		$(BIN)/portulan serve --port $(PORT) $(if $(EMPTY),,--demo examples)

test: fast slow browser ## pass all tests; those in a browser where Chromium is found

fast: dev ## pass the tests that take milliseconds, in a minute: what one runs at each save
	@$(BIN)/portulan translations compile
	@$(BIN)/pytest -n $(WORKERS) --hypothesis-profile=quick -m "not browser and not slow"

slow: dev ## pass the tests that take seconds or are one of dozens: LibreOffice, hostile files, every layout and address, all made-up examples
	@$(BIN)/portulan translations compile
	@$(BIN)/pytest -n $(WORKERS) --migrations -m "not browser and (slow or hypothesis)"

stored: dev ## pass the tests that keep something, on the database of PORTULAN_DATABASE
	@$(BIN)/portulan translations compile
	@$(BIN)/pytest -n $(WORKERS) --migrations --hypothesis-profile=quick -m "stored and not browser" $(addprefix --ignore=tests/,$(PURE))

browser: dev ## pass the tests that drive the pages in Chromium
	@$(BIN)/portulan translations compile
	@if $(BIN)/python tests/browser/chromium.py; then $(BIN)/pytest -n $(WORKERS) --dist loadfile -m browser tests/browser; else test -z "$$CI"; fi

check: dev ## style, types, directions of imports, missing migrations and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/portulan translations check

bench: dev ## measure, and print ratios with their targets
	@$(BIN)/python -m bench

bench-import: dev ## read made-up plans in each format, and print how well they were understood
	@$(BIN)/python -m bench.imports

translations: dev ## bring the sentences of the code into locale/*.po
	$(BIN)/portulan translations gather

pictures: dev ## take the pictures of docs/ from the running product
	@$(BIN)/python tests/browser/pictures.py

lock: dev ## choose the newest versions that pyproject.toml allows, with their hashes
	@$(BIN)/python requirements/lock.py

clean: ## remove what was made: .venv, data, caches
	rm -rf .venv data data-empty build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

base: python
	@$(INSTALL) base

dev: python
	@$(INSTALL) dev

python:
	@command -v python3 >/dev/null || { echo "Python n’est pas installé. Installez Python 3.11 ou plus récent, puis relancez la même commande." >&2; exit 1; }
