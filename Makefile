# Koers. `make run` and `make test` do all their own set-up, on a machine with Python 3.11 or newer and nothing else.
# A step is done again when what it is made from has changed; .venv and .build can be deleted at any time.

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
ARGS ?=
export DEBUG ?= true
export JOBS

BIN := .venv/bin
STATIC := $(or $(DATA_DIR),var)/static/staticfiles.json
PO := $(wildcard config/locale/*/LC_MESSAGES/*.po)
ifneq ($(shell command -v uv),)
INSTALL := uv pip install --quiet --python $(BIN)/python --require-hashes -r
else
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
endif
# What this machine lacks and a Python package brings instead: npm, and PostgreSQL for the tests.
NPM := $(if $(shell command -v npm),,.venv/node.stamp)

.PHONY: help run setup test lint audit bench lock messages assets catalogues postgres
.NOTPARALLEL:
.DEFAULT_GOAL := help

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 16

run: setup ## the site with demo data on http://127.0.0.1:8000/ (PORT=... for another port)
	@$(MAKE) --no-print-directory $(STATIC)
	@$(BIN)/python manage.py migrate --verbosity 0
	@if [ "$(DEBUG)" = true ]; then $(BIN)/python manage.py demo; fi
	@echo; echo "Koers is at http://127.0.0.1:$(PORT)/  (Ctrl-C ends it)"
	@exec $(BIN)/python -m config.serving --interface wsgi config.wsgi:application --port $(PORT) --blocking-threads 8 --no-ws --log-level error

setup: .venv/run.stamp assets catalogues ## the environment, style sheets and translations, and no more

test: .venv/dev.stamp assets catalogues postgres ## the whole suite on SQLite and on PostgreSQL (ARGS="-k tree")
	@$(BIN)/python -m tests $(ARGS)

lint: export DATA_DIR = .build/lint
lint: .venv/dev.stamp assets catalogues ## style, types, direction of imports, migrations, templates, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check
	$(BIN)/python -m pytest -q tests/habits

audit: .venv/dev.stamp ## known holes in the packages of requirements.lock (asks the index that packages come from)
	$(BIN)/pip-audit --requirement requirements.lock --require-hashes --disable-pip --progress-spinner off

bench: .venv/dev.stamp assets catalogues postgres ## measurements of speed (docs/performance.md; BENCH=full adds 725 towns)
	@$(BIN)/python -m tests.bench

messages: .venv/dev.stamp ## bring the message catalogues up to date (needs gettext)
	@command -v xgettext >/dev/null || { echo "make messages needs gettext: install the package gettext."; exit 1; }
	$(BIN)/python manage.py makemessages --locale nl --locale fr --locale de --locale en --locale da --no-wrap --no-obsolete --add-location file \
		--ignore ".venv/*" --ignore ".build/*" --ignore "tests/*" --ignore "var/*"

lock: ## choose new versions for requirements*.lock and package-lock.json (needs uv and npm)
	@command -v uv >/dev/null && command -v npm >/dev/null || { echo "make lock needs uv and npm."; exit 1; }
	for name in requirements requirements-dev requirements-node requirements-postgres; do \
		uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 --no-header \
			--no-emit-index-url --no-emit-find-links $$name.in -o $$name.lock || exit 1; done
	npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

assets: .build/assets.stamp
catalogues: $(PO:.po=.mo)

postgres: .venv/dev.stamp
	@$(BIN)/python -m tests.postgres || $(MAKE) --no-print-directory .venv/postgres.stamp

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
	"Koers needs Python 3.11 or newer, and $(PYTHON) is not; name another: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Making the environment in .venv (once; a minute or two)"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: requirements.lock .venv/made.stamp
	@$(INSTALL) $<
	@touch $@

.venv/%.stamp: requirements-%.lock .venv/made.stamp
	@$(INSTALL) $<
	@touch $@

# Hashed names and compressed files, as in production, so that what runs here weighs what it weighs there.
$(STATIC): .build/assets.stamp .venv/run.stamp $(shell find strategy/static -type f)
	@echo "Preparing static files"
	@DEBUG=false SECRET_KEY=only-to-collect-static-files-0000000000 ALLOWED_HOSTS=localhost \
		$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

.build/assets.stamp: package.json package-lock.json municipalities/colours.py $(wildcard strategy/public/assets/*.*) | .venv/made.stamp $(NPM)
	@echo "Building style sheets, font and icons"
	@$(BIN)/python -m strategy.public.assets.build
	@touch $@

%.mo: %.po config/locale/compile.py
	@$(BIN)/python config/locale/compile.py $<
