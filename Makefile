# Cimaise. Two commands matter: `make demo` and `make test`.

PYTHON ?= python3
VENV   ?= .venv
HOST   ?= 127.0.0.1
PORT   ?= 8501
DATA   ?= data
ARGS   ?=
JOBS   ?= 2
ADVISORIES := https://pypi.org/pypi/pip/json

BIN := $(VENV)/bin

.PHONY: help demo run build test lint types mirador audit format bench screenshots clean
.DEFAULT_GOAL := help

help:  ## show what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.everything: requirements.txt requirements-serve.txt | $(BIN)/python
	@echo "Installing what Cimaise needs into $(VENV) (about 7 GB, most of it torch; some minutes)"
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.developing: requirements-dev.txt $(VENV)/.everything
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@# By itself: it asks for an older Pillow than the pictures need, and uses none.
	$(BIN)/python -m pip install --quiet --no-deps "iiif-prezi3>=3.1.1"
	@touch $@

demo: $(VENV)/.everything  ## draw the demo archive, precompute it, open the app
	$(BIN)/python -m precompute demo --out data/demo $(ARGS)
	@$(MAKE) --no-print-directory run DATA=data

run: $(VENV)/.everything  ## open the app on the bundles of DATA=folder, at PORT=8501
	@echo "Cimaise is at http://$(HOST):$(PORT)  (Ctrl-C stops it)"
	EXPLORER_DATA="$(DATA)" $(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

build: $(VENV)/.everything  ## precompute SOURCE=folder-or-table OUT=data/name [ARGS="--model small"]
	@test -n "$(SOURCE)" -a -n "$(OUT)" || \
	  { echo 'say what and where: make build SOURCE=folder-or-table.csv OUT=data/name'; exit 2; }
	$(BIN)/python -m precompute build "$(SOURCE)" --out "$(OUT)" $(ARGS)

test: $(VENV)/.developing  ## run all tests (browser tests need Chromium)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadscope $(ARGS)

lint: $(VENV)/.developing  ## check style, types, the rules of the house, and known faults of what is installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory types; \
	  else echo "The viewer's types were not checked: that needs npm (apt-get install nodejs npm)"; fi
	@if $(BIN)/python -c 'import urllib.request as u; u.urlopen("$(ADVISORIES)", timeout=10)' 2>/dev/null; \
	  then $(MAKE) --no-print-directory audit; \
	  else echo "Dependencies were not audited: $(ADVISORIES) does not answer"; fi

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --silent --no-audit --no-fund
	@touch $@

mirador: node_modules/mirador/dist/mirador.min.js  ## fetch the viewer that a browser test opens (needs npm)

node_modules/mirador/dist/mirador.min.js: node_modules/.package-lock.json
	mkdir -p node_modules/mirador
	npm pack --silent mirador@4.0.0 --pack-destination node_modules/mirador
	tar -xzf node_modules/mirador/mirador-4.0.0.tgz -C node_modules/mirador --strip-components=1 \
	  package/package.json package/LICENSE package/dist/mirador.min.js
	rm node_modules/mirador/mirador-4.0.0.tgz
	@touch $@

types: node_modules/.package-lock.json  ## check the types of the viewer's JavaScript (needs npm)
	npm run --silent types

audit: $(VENV)/.developing  ## look up known faults of what serving installs (asks pypi.org)
	$(BIN)/python -m pip install --quiet "pip-audit>=2.9"
	$(BIN)/python -m pip_audit --progress-spinner off -r requirements-serve.txt

format: $(VENV)/.developing  ## put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.developing  ## measure again what the documents claim (docs/benchmarks.md)
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(VENV)/.developing  ## take the pictures of README and guides again (after make demo; needs Chromium)
	$(BIN)/python -m benchmarks.readme_pictures $(DATA)
	$(BIN)/python -m benchmarks.guide_pictures $(DATA)

clean:  ## remove caches; the environment and the data stay
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
