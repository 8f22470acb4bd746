# `make` alone lists what can be made. Everything runs inside .venv, which the targets make themselves.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench faults screenshots lines messages lock clean
PY := .venv/bin/python
PORT ?= 8000

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv with everything that running and testing needs
	@tools/setup test

demo: ## run Evenhand with a fictional community (PORT=8000)
	@tools/setup base
	@$(PY) -m evenhand demo --port $(PORT)

test: ## run every check on SQLite and PostgreSQL
	@tools/setup test
	@$(PY) -m tools.check

check: test ## what CI runs: the same

bench: ## measure, print a table, write .bench/results.json
	@tools/setup test
	@$(PY) -m benchmarks

faults: ## the fault tests that take too long for every change
	@tools/setup test
	@$(PY) -m tools.faults

screenshots: ## write a picture of every page to .screenshots/
	@tools/setup test
	@$(PY) -m tools.screenshots

lines: ## lines of code per package
	@tools/setup base
	@$(PY) -m tools.lines

messages: ## collect the texts to translate and compile the translations
	@tools/setup test
	@$(PY) -m tools.messages

lock: ## take newer dependencies, a week after their release
	@tools/setup test
	@tools/lock

clean: ## remove what the other targets made
	@rm -rf .venv .demo .bench .screenshots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
