# make run       answers the two main questions             make test          all tests except the long verification
# make verify    the long verification                      make bench         speed, as ratios within one run
# make app       the app in a browser                       make test-app      tests of the app, without a browser
# make docs      the documentation site, strictly          make test-browser  tests of the app and the animation in Chromium
# make catalogues  brings sim/i18n up to the texts in the sources
# make check-lowest  tests with the lowest versions of dependencies that pyproject.toml allows
# make coverage    lines of model and engines that tests run, with compilation off
# make mutate      judges a sample of small changes of the source by the tests; goes on where it was stopped
# make lock      renews requirements.lock                   make pictures      the README's pictures, from test-browser's
# make bench SECTIONS="bare whole" measures some sections; CIMBA=<folder of an installed cimba> adds cimba to the bare queue

ifeq ($(OS),Windows_NT)
$(error On Windows use the pip lines of the README: make needs a Unix shell)
endif

BIN = .venv/bin

# `make run PYTHON=/path/to/python3.12` names an interpreter; else tools/environment.sh finds one that fits.

.PHONY: run app pictures test test-app test-browser verify bench check check-lowest coverage mutate docs catalogues lock clean

run: .venv/ready
	$(BIN)/contact-centre experiment fast_is_not_efficient
	$(BIN)/contact-centre experiment forty_per_cent_on_three

test: .venv/ready check
	$(BIN)/python -m pytest -n 2

app: .venv/ready
	$(BIN)/contact-centre app

test-app: .venv/ready
	$(BIN)/python -m pytest -n 2 -m app

pictures: test-browser
	cp results/screenshots/animation-desktop-en.png docs/pictures/animation.png
	cp results/screenshots/app-answer-en.png docs/pictures/app.png

test-browser: .venv/ready
	$(BIN)/python -m pytest -m browser tests/browser

verify: .venv/ready
	$(BIN)/python -m pytest -n 2 -m verify

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# What dependencies are used for: arrays, compilation, tables, configuration, figures, pages, translations, processes.
LOWEST = tests/params tests/random tests/config tests/cli tests/model/test_people_and_customers.py tests/worlds tests/kpis tests/results \
    tests/execution tests/findings tests/figures tests/reporting tests/i18n tests/queueing/test_formulas.py tests/reference

check-lowest: .venv-lowest/ready
	.venv-lowest/bin/python -m pytest $(LOWEST)

.venv-lowest/ready: .venv/ready pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-lowest
	$(BIN)/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct --editable '.[dev]'
	touch .venv-lowest/ready

# Left out: simulated years, which take hours without compilation.
COVERED = tests/model tests/engines tests/worlds tests/kpis tests/random
YEARS = $(wildcard tests/model/test_mechanisms*.py)

coverage: .venv/ready
	NUMBA_DISABLE_JIT=1 $(BIN)/python -m coverage run --source=sim/model,sim/engine -m pytest $(COVERED) $(YEARS:%=--ignore=%)
	$(BIN)/python -m coverage report --skip-covered --show-missing --fail-under=95

mutate: .venv/ready
	test -d results/mutation || NUMBA_DISABLE_JIT=1 $(BIN)/python -m tests.mutation.cover
	$(BIN)/python -m tests.mutation.judge

docs: .venv/ready
	$(BIN)/python -m sim.reporting.stress_des docs/reference/stress_des.md
	$(BIN)/python -m sphinx -E -n -W --keep-going -q docs docs/_build/html
	@echo "docs/_build/html/index.html"

catalogues: .venv/ready
	$(BIN)/python -m sim.i18n.extraction

bench: .venv/ready
	$(BIN)/python benchmarks/speed.py $(SECTIONS) $(if $(CIMBA),--cimba $(CIMBA))

.venv/ready: FORCE
	@sh tools/environment.sh $(if $(PYTHON),"$(PYTHON)")

FORCE:

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet -o requirements.lock

clean:
	rm -rf .venv .venv-lowest results dist
