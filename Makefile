# `make` alone lists the tasks. Needs make, Python 3.11 or newer and its venv module; everything else is fetched.

PYTHON ?= python3
BIN := .venv/bin
UV := .tools/bin/uv
# For pytest: -n auto uses all cores. `make test PYTEST_ARGS="tests/people -x"` runs some.
PYTEST_ARGS ?= -n auto --dist worksteal
# For the demonstration: `make demo DEMO_ARGS="--children 2000 --port 9000"`.
DEMO_ARGS ?=
# For the bench: `make bench BENCH_ARGS="--sizes 1000 10000 --requests 50"` is smaller.
BENCH_ARGS ?=

.PHONY: help setup assets demo test test-all check fix bench run stop docs lock clean
.DEFAULT_GOAL := help

help: ## List the tasks
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: .venv/.ready assets ## Fetch everything the product and its tests need

demo: setup ## Run the product with an invented county; prints where it is and who can sign in
	@HOMEWARD_DEMO=1 $(BIN)/homeward demo $(DEMO_ARGS)

test: setup check ## Check the code and pass every test; SKIP_BROWSER=1 leaves out the browser's
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m tools.provider
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-all: ## As test, and every page as every role, at both widths, in every state: half an hour
	@TEST_ALL=1 $(MAKE) --no-print-directory test

# Reading code needs no database: with this address, settings.py starts none.
check: export DATABASE_URL = postgres:///none-is-needed-to-check
check: export SECRET_KEY = only-for-checks
check: .venv/.ready ## Style, types, floors between areas, migrations, reference: changes nothing
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet || { echo "Some files are not laid out as ruff does it. Run: make fix"; exit 1; }
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/python -W ignore::RuntimeWarning -m homeward makemigrations --check --dry-run
	$(BIN)/python -m tools.reference --check

fix: .venv/.ready ## Mend style and layout
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.ready ## Time the pages at 1,000 and 100,000 children (10 minutes and 5 GB the first time)
	@$(BIN)/python -m bench run $(BENCH_ARGS)
	@$(BIN)/python -m bench stop

run: setup ## Serve with your own settings (see .env.example), not the demonstration's
	set -a; test ! -f .env || . ./.env; set +a; \
	$(BIN)/homeward migrate && $(BIN)/homeward collectstatic --noinput --verbosity 0 && \
	exec $(BIN)/gunicorn homeward.wsgi --workers 2 --threads 4 --bind $${BIND:-127.0.0.1:8000}

stop: .venv/.ready ## Stop the embedded database; its data stay
	@$(BIN)/python -m homeward.embedded stop

docs: .venv/.ready ## Write the reference in docs/reference again from the code
	@DATABASE_URL=postgres:///none-is-needed SECRET_KEY=only-for-docs $(BIN)/python -m tools.reference

COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header
lock: $(UV) ## Choose the newest versions that pyproject.toml allows, and lock them with checksums
	$(COMPILE) --upgrade pyproject.toml --output-file requirements/run.txt
	$(COMPILE) --upgrade --group dev pyproject.toml --output-file requirements/dev.txt
	echo uv | $(COMPILE) --upgrade - --output-file requirements/uv.txt

clean: ## Remove what was fetched and built; databases are kept
	rm -rf .venv .tools var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

assets: .venv/.ready ## Fetch the styles and scripts of GOV.UK and MOJ, unless they are there
	@$(BIN)/python -m tools.assets

# uv is ten times quicker than pip but does not read pip's settings: where only pip is set up, pip does it.
.venv/.ready: requirements/dev.txt pyproject.toml Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Homeward needs Python 3.11 or newer, and $(PYTHON) is older or missing. Run: make PYTHON=/path/to/python"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
		{ echo "Python could not make an environment. On Debian, run: apt-get install python3-venv"; rm -rf .venv; exit 1; }
	@echo "Installing what requirements/dev.txt lists (250 MB to fetch), usually 5 seconds to 3 minutes"
	@{ $(MAKE) --no-print-directory $(UV) && UV_PYTHON_DOWNLOADS=never VIRTUAL_ENV=.venv $(UV) pip sync --require-hashes requirements/dev.txt; } || \
		{ echo "uv could not do it; trying with pip"; $(BIN)/python -m pip install --require-hashes -r requirements/dev.txt; }
	@if test -x $(UV); then VIRTUAL_ENV=.venv $(UV) pip install --quiet --offline --no-deps --no-build-isolation -e .; \
		else $(BIN)/python -m pip install --quiet --no-index --no-deps --no-build-isolation -e .; fi
	@touch $@

$(UV): requirements/uv.txt
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@
