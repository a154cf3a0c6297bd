# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2

# Needs Python 3.11 or newer with pip, and make. `make help` lists what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
VENDOR := src/koppelkans/web/static/vendor
COMPILED := $(wildcard src/koppelkans/programme/large/*.py src/koppelkans/programme/streets/*.py)
CATALOGUES := $(wildcard src/koppelkans/locale/*/LC_MESSAGES/*.po)

# pip of the machine installs into the environment: it works as well where Debian has
# split ensurepip off into python3-venv, and touches nothing outside the environment.
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
INSTALL := $(PIP) install --quiet --only-binary :all: --require-hashes
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet

NPM_LOCK := install

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test test-postgres check bench screenshot lock upgrade translations clean
.DELETE_ON_ERROR:

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## Open Koppelkans in the browser on the example neighbourhood
	@$(BIN)/koppelkans serve

setup: $(STAMPS)/package $(VENDOR)/index.json $(STAMPS)/translations $(STAMPS)/compiled ## The environment only, in .venv

setup-dev: setup $(STAMPS)/dev $(STAMPS)/provider $(STAMPS)/spectral

test: check ## All linters, types, contracts and tests, in a browser too
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Not what uses no database or brings its own: `make test` ran it. Nor the test of the description:
# it sends requests through the whole WSGI server within one transaction, and that server closes a
# connection to PostgreSQL after each request.
test-postgres: setup-dev ## The tests of the pages and the API on a real PostgreSQL
	KOPPELKANS_TEST_POSTGRES=1 $(BIN)/python -m pytest -n 2 --dist loadfile tests/web \
		-m "not elsewhere" --ignore tests/web/api/test_description.py

check: setup-dev ## Linters, types, import contracts, licences
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@if [ -f src/koppelkans/web/settings.py ]; then \
		echo "$(BIN)/mypy --config-file mypy-web.ini"; $(BIN)/mypy --config-file mypy-web.ini; fi
	$(BIN)/lint-imports --no-logo
	$(BIN)/reuse lint --quiet || { $(BIN)/reuse lint; exit 1; }

bench: setup $(STAMPS)/bench ## The measurements in bench/, each printing its table
	@for script in $$(grep -l __main__ bench/*.py); do echo "== $$script"; \
		$(BIN)/python -m bench.$$(basename "$$script" .py) || exit 1; done

screenshot: setup-dev ## Make the picture of the README anew
	$(BIN)/python -m pytest tests/e2e/test_product.py -k "drawn and voor-en-na-nl"
	mkdir -p docs/images
	cp test-results/screenshots/voor-en-na-nl-top.png docs/images/voor-en-na.png

lock: setup-dev ## Write the locks after a change in pyproject.toml or package.json
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) --group build --constraints requirements/run.txt --output-file requirements/build.txt
	$(COMPILE) --group dev --constraints requirements/run.txt \
		--constraints requirements/build.txt --output-file requirements/dev.txt
	$(COMPILE) --group node --output-file requirements/node.txt
	$(COMPILE) --group bench --constraints requirements/run.txt \
		--output-file requirements/bench.txt
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm $(NPM_LOCK) --package-lock-only
	cd tests/provider && PATH="$$PATH:$(CURDIR)/$(BIN)" npm $(NPM_LOCK) --package-lock-only
	cd tools/spectral && PATH="$$PATH:$(CURDIR)/$(BIN)" npm $(NPM_LOCK) --package-lock-only

upgrade: ## Lock the newest allowed versions of everything
	@$(MAKE) lock COMPILE='$(COMPILE) --upgrade' NPM_LOCK=update

translations: $(STAMPS)/package ## Collect the texts, merge them into the .po files, compile
	$(BIN)/python tools/translations.py
	$(BIN)/python hatch_build.py

clean: ## Remove what `make` made
	rm -rf $(VENV) node_modules tests/provider/node_modules $(VENDOR) build dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

# The steps of setup; each stamp is newer than what it was made from.

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Koppelkans needs Python 3.11 or newer; choose one with: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null \
		|| { echo "pip is missing. On Debian and Ubuntu: apt install python3-pip"; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv --without-pip $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements/run.txt requirements/build.txt | $(STAMPS)/venv
	@echo "Installing the Python packages ..."
	@$(INSTALL) -r requirements/run.txt -r requirements/build.txt
	@touch $@

$(STAMPS)/package: pyproject.toml hatch_build.py $(STAMPS)/run
	@$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/run
	@echo "Installing the tools for development ..."
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

$(STAMPS)/bench: requirements/bench.txt $(STAMPS)/run
	@echo "Installing what the measurements compare with ..."
	@$(INSTALL) -r requirements/bench.txt
	@touch $@

$(STAMPS)/npm: package.json package-lock.json requirements/node.txt | $(STAMPS)/venv
	@if ! command -v npm >/dev/null; then \
		echo "No npm on this machine: installing Node in $(VENV) ..."; \
		$(INSTALL) -r requirements/node.txt; fi
	@echo "Fetching the front-end libraries ..."
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --silent
	@touch $@

# The OpenID provider that tests talk to: apart, so that `make run` does not fetch it.
$(STAMPS)/provider: tests/provider/package.json tests/provider/package-lock.json $(STAMPS)/npm
	@cd tests/provider && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --silent
	@touch $@

# What holds the description of the API to the rules for it: apart for the same reason.
$(STAMPS)/spectral: tools/spectral/package.json tools/spectral/package-lock.json $(STAMPS)/npm
	@cd tools/spectral && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --silent
	@touch $@

$(STAMPS)/compiled: $(COMPILED) src/koppelkans/compiled.py | $(STAMPS)/package $(STAMPS)/translations
	@echo "Compiling the search (half a minute, once) ..."
	@# numba looks only at the file of the function called, not at those it calls in turn.
	@find src/koppelkans -name '*.nb[ic]' -delete
	@$(BIN)/python -m koppelkans.compiled
	@touch $@

$(VENDOR)/index.json: tools/vendor.py tools/vendor.toml $(STAMPS)/npm
	@mkdir -p $(dir $(VENDOR))
	@$(BIN)/python tools/vendor.py

$(STAMPS)/translations: $(CATALOGUES) hatch_build.py $(STAMPS)/run
	@$(BIN)/python hatch_build.py
	@touch $@
