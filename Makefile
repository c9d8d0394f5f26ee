# `make` alone lists the targets. Packages are installed into .venv/ only, from the hash-pinned
# requirement files, and again only when one of them changes.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock"

.PHONY: help setup setup-dev run test test-slow coverage lint check bench screenshots messages \
	schema lock clean secret-key

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/\1|\2/p' Makefile | awk -F'|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

setup: $(VENV)/.runtime secret-key ## make .venv with what serving needs, and once a SECRET_KEY in .env

setup-dev: $(VENV)/.dev secret-key ## the same, with what testing and linting need

run: setup ## serve on 127.0.0.1, with demo data unless DATABASE_URL is set (PORT=8001 for another port)
	@set -e; \
	demo=no; \
	if [ -z "$${DATABASE_URL:-}" ] && ! grep -Eqs '^(export )?DATABASE_URL=.' .env; then \
		demo=yes; \
		export DATABASE_URL=sqlite:///demo.sqlite3; \
	fi; \
	$(BIN)/python manage.py migrate --verbosity 0; \
	$(BIN)/python manage.py collectstatic --no-input --verbosity 0; \
	if [ $$demo = yes ]; then \
		$(BIN)/python manage.py seed_demo --once; \
	else \
		echo "Your own database is served, without demo data." \
			"To make its first user: $(BIN)/python manage.py createsuperuser"; \
	fi; \
	exec $(BIN)/python -m gunicorn --config gunicorn.conf.py portal.wsgi:application

test: setup-dev ## run the tests (ARGS="-k export" for some of them)
	@$(BIN)/python -m pytest $(ARGS)

test-slow: setup-dev ## run the tests with loads and kill loops at full length
	@SLOW=1 $(BIN)/python -m pytest $(ARGS)

coverage: setup-dev ## run the tests and list the lines and branches they miss
	@$(BIN)/python -m coverage run -m pytest $(ARGS)
	@$(BIN)/python -m coverage report

lint: setup-dev ## check format, style, types, import contracts, migrations, settings, translations
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run
	BASE_URL=https://portal.example DEBUG=0 $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python scripts/check_translations.py

check: lint test ## lint and test: what a change must pass

bench: setup-dev ## measure pages, exports and imports, and print the figures
	@$(BIN)/python -m tests.benchmarks.run $(ARGS)

screenshots: setup-dev ## take the pictures in docs/ with Chromium
	@$(BIN)/python -m tests.browser.screenshots $(ARGS)

messages: setup-dev ## collect the texts to translate into locale/, and compile what is translated
	$(BIN)/python manage.py makemessages --locale de --no-location \
		--ignore $(VENV) --ignore tests --ignore static_root
	$(BIN)/python manage.py compilemessages --locale de --ignore $(VENV)

schema: setup-dev ## write the OpenAPI documents of both APIs into docs/openapi/
	$(BIN)/python manage.py write_schema

lock: setup-dev ## pin the dependencies of pyproject.toml (ARGS=--upgrade for newer versions)
	$(UV_COMPILE) $(ARGS) pyproject.toml --output-file requirements.txt
	$(UV_COMPILE) $(ARGS) pyproject.toml --group dev --constraints requirements.txt \
		--output-file requirements-dev.txt

clean: ## remove .venv, caches and collected files; databases and .env stay
	rm -rf $(VENV) static_root htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) is missing. On Debian: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 setup" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.runtime: requirements.txt $(VENV)/.made
	@echo "Installing requirements.txt into $(VENV)/ …"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

# The development requirements contain the others: both stamps are fresh afterwards.
$(VENV)/.dev: requirements-dev.txt $(VENV)/.made
	@echo "Installing requirements-dev.txt into $(VENV)/ …"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $(VENV)/.runtime $@

secret-key:
	@[ -n "$${SECRET_KEY:-}" ] || grep -Eqs '^(export )?SECRET_KEY=.' .env || { \
		umask 077; \
		touch .env && chmod 600 .env; \
		[ -z "$$(tail -c 1 .env)" ] || echo >> .env; \
		$(PYTHON) -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))' >> .env; \
		echo "Wrote a new SECRET_KEY to .env"; }
