# Python (3.11 or newer) and make are the only prerequisites.
PYTHON ?= python3
IN_VENV := PATH="$(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$$PATH"
UV_COMPILE := .venv/bin/uv pip compile --quiet $(UPGRADE)
# What needs no test of Python; the longest first, because they run side by side.
CHECKS := types js-tests js-lint js-types imports lint templates
JS_TESTS = $(wildcard tests/js/*.test.js tests/js/*/*.test.js)
# Tests and servers start dozens of programs: without written bytecode each compiles everything again.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test quick load fuzz strings mends bench checks lint types imports templates js js-lint js-types js-tests \
	pytest pytest-quick shape format lock build setup setup-dev browser python clean

help: ## list these targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: setup ## set up, prepare the demo instance and serve it on http://localhost:$PORT
	@exec .venv/bin/intake serve --demo

test: setup-dev browser ## set up and run every check and every test
	@$(PYTHON) -m deploy.together $(CHECKS) & \
	$(MAKE) --no-print-directory IS_SET_UP=yes pytest; tested=$$?; \
	wait $$! && exit $$tested
	@echo '== all checks and tests passed'

load: setup-dev ## put load on a server, against the same server without it; exit 1 when a bound broke
	@$(IN_VENV) python -m tests.load

quick: setup-dev ## what needs no database and no browser: under a minute on two processors
	@$(PYTHON) -m deploy.together pytest-quick $(CHECKS)
	@echo '== all quick checks and tests passed'

checks: setup-dev ## every check and the tests of the JavaScript, side by side
	@$(PYTHON) -m deploy.together $(CHECKS)

shape: setup ## files, lines, functions, imports that cross rooms; AT=REVISION beside it
	@.venv/bin/python -m deploy.shape $(AT)

fuzz: setup-dev ## 20,000 hostile requests and sealed objects to a server; exit 1 when one was not refused
	@$(IN_VENV) python -m tests.fuzz

strings: setup-dev ## 50,000 strings mixed from eight scripts through form, box, desk and export; exit 1 when one changed
	@$(IN_VENV) python -m tests.mixed

mends: setup-dev browser ## take each mend of a finding out and see that its test fails: half an hour
	@$(IN_VENV) python -m tests.mends

bench: setup-dev browser ## run the benchmarks, write bench/results.json; LARGE=yes: a log of 10^6 too
	@$(IN_VENV) python -m tests.bench $(if $(LARGE),--large)

lint: setup-dev ## ruff: lint and format of the Python
	@echo '== lint: ruff'
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet . || { echo 'lint: run "make format"'; exit 1; }

types: setup-dev ## mypy, strict
	@echo '== types: mypy'
	@.venv/bin/mypy

imports: setup-dev ## the layers of the code, held by import-linter
	@echo '== imports: import-linter'
	@.venv/bin/lint-imports

templates: setup-dev ## djlint over the templates
	@echo '== templates: djlint'
	@.venv/bin/djlint --lint --quiet templates

js: js-lint js-types js-tests ## biome, tsc and the tests of the JavaScript

js-lint: setup-dev
	@echo '== js: biome'
	@$(IN_VENV) biome check --error-on-warnings

js-types: setup-dev
	@echo '== js: tsc'
	@$(IN_VENV) tsc --project jsconfig.json
	@$(IN_VENV) tsc --project tests/js/jsconfig.json

js-tests: setup-dev
	@echo '== js: node --test'
	@$(IN_VENV) node --test $(JS_TESTS)

pytest-quick: setup-dev
	@echo '== pytest: quick'
	@$(IN_VENV) python -m pytest --quick -q -n 2

pytest: setup-dev browser ## the Python tests, browser and PostgreSQL included
	@echo '== pytest'
	@$(IN_VENV) python -m pytest -n 4 --durations=10

format: setup-dev ## write Python and JavaScript in the house's format
	@.venv/bin/ruff check --quiet --fix-only . && .venv/bin/ruff format --quiet .
	@$(IN_VENV) biome check --write

lock: setup-dev ## lock the dependencies again; UPGRADE=--upgrade takes newer Python ones
	@$(UV_COMPILE) pyproject.toml -o requirements.txt
	@$(UV_COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@$(UV_COMPILE) --group build -o requirements-build.txt
	@$(UV_COMPILE) --group node -o requirements-node.txt
	@$(IN_VENV) npm install --package-lock-only --ignore-scripts

build: setup ## the client bundles, when their sources changed

setup: python
	@$(PYTHON) -m deploy.setup

setup-dev: python
	@test -n "$(IS_SET_UP)" || $(PYTHON) -m deploy.setup --dev

browser:
	@echo '== setup: test browser and fonts'
	@$(PYTHON) -m deploy.browser

python:
	@command -v $(PYTHON) >/dev/null || { echo 'setup: Python 3.11 or newer is needed' >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("setup: Python 3.11 or newer \
	is needed, this is %d.%d; name another with make PYTHON=..." % sys.version_info[:2])'

clean: ## remove what was installed and built; instance/ and keys/ stay
	@rm -rf .venv node_modules intake/static/built intake/static/js/generated intake.egg-info build
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find intake tests deploy -name __pycache__ -type d -prune -exec rm -rf {} +
