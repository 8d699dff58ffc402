# Each target is one command of the tool; `make help` lists them. A fresh machine needs
# Python 3.11 or newer and make; tools/setup.sh makes .venv and says what it installs.

PYTHON ?= python3
BIN := .venv/bin
export PYTHON

.DEFAULT_GOAL := all
.PHONY: all html pdf extract update check status serve sign handbook setup-git test torture tools-trial bench bench-archive clean help

all: .venv/.ready ## every edition, HTML and PDF, into build/site (the default)
	@$(BIN)/editions build

html: .venv/.ready ## every edition as web pages
	@$(BIN)/editions build --format html

pdf: .venv/.ready ## every edition as PDF
	@$(BIN)/editions build --format pdf

extract: .venv/.ready ## gettext templates from the documents into build/gettext
	@$(BIN)/editions extract

update: .venv/.ready ## the catalogues in locale/ brought up to the documents
	@$(BIN)/editions update

check: .venv/.ready ## every check of texts and catalogues: what is wrong, by file and line
	@$(BIN)/editions check

status: .venv/.ready ## how far every issue is in every edition, and whose turn it is
	@$(BIN)/editions status

serve: .venv/.ready ## a preview of the editions that reloads when a catalogue is saved
	@$(BIN)/editions serve

sign: ## the checksums signed: make sign KEY=path/to/your-key (see the handbook)
	@test -n "$(KEY)" || { echo "say which key signs: make sign KEY=path/to/your-key" >&2; exit 2; }
	@test -f build/site/SHA256SUMS || { echo "nothing to sign: run make first" >&2; exit 2; }
	@ssh-keygen -q -Y sign -f "$(KEY)" -n file < build/site/SHA256SUMS > build/.signature \
		|| { rm -f build/.signature; exit 3; }
	@chmod 644 build/.signature && mv build/.signature build/site/SHA256SUMS.sig

handbook: .venv/.ready ## the handbook for translators, editors and publishers, into build/handbook
	@$(BIN)/sphinx-build -C -n -W -q -b html -D project=Editions -D html_show_copyright=0 docs/handbook build/handbook
	@echo "the handbook is in build/handbook: open index.html"

setup-git: .venv/.ready ## let git keep names out of catalogues and merge them by message
	@$(BIN)/editions git setup $(if $(ROLE),--role "$(ROLE)")

test: .venv/.ready-for-tests ## every check and every test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto --dist worksteal

torture: .venv/.ready-for-tests ## the tests of kills, full disks, races and fuzz in full (an hour)
	@EDITIONS_TORTURE=full $(BIN)/pytest tests/torture tests/catalogue/test_fuzz.py tests/catalogue/test_grammar_fuzz.py tests/field/test_no_word_is_a_place.py

tools-trial: .venv/.ready-for-tests ## Emacs, OmegaT and msgcat on a catalogue (apt-get brings them): what each keeps
	@$(BIN)/python tests/tools/trial.py

bench: .venv/.ready-for-tests ## speed, as ratios within one run
	@for bench in tests/bench/bench_*.py; do $(BIN)/python $$bench || beyond=1; done; exit $${beyond:-0}

bench-archive: .venv/.ready-for-tests ## the same on 600 issues, an hour or more
	@$(BIN)/python tests/bench/bench_build.py 120 600

clean: ## remove what was built (catalogues and documents are never touched)
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

.venv/.ready: requirements.txt pyproject.toml tools/setup.sh
	@sh tools/setup.sh requirements.txt
	@touch $@

.venv/.ready-for-tests: requirements-test.txt tests/tools/requirements.txt \
		tests/checkers/package-lock.json pyproject.toml tools/setup.sh
	@sh tools/setup.sh requirements-test.txt
	@touch $@ .venv/.ready
