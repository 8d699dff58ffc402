# Each target is one command of the tool; `make help` lists them. A fresh machine needs
# Python 3.11 or newer and make; tools/setup.sh makes .venv and says what it installs.

PYTHON ?= python3
BIN := .venv/bin
export PYTHON

.DEFAULT_GOAL := all
.PHONY: all html pdf extract update check test bench clean help

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

check: .venv/.ready ## names, register, terms and catalogues: what is wrong, by file and line
	@$(BIN)/editions check

test: .venv/.ready-for-tests ## every check and every test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/pytest

bench: .venv/.ready-for-tests ## speed of finding names, as ratios within one run
	@$(BIN)/python tests/bench/bench_names.py

clean: ## remove what was built (catalogues and documents are never touched)
	rm -rf build

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

.venv/.ready: requirements.txt pyproject.toml tools/setup.sh
	@sh tools/setup.sh requirements.txt
	@touch $@

.venv/.ready-for-tests: requirements-test.txt pyproject.toml tools/setup.sh
	@sh tools/setup.sh requirements-test.txt
	@touch $@ .venv/.ready
