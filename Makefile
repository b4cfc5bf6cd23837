# The two commands are `make run` and `make test`. Needs Python 3.11+, make and git, nothing else.
PYTHON ?= python3
export VECHE_DATA ?= $(CURDIR)/data
UV = $$($(PYTHON) tools/bootstrap.py)
IN = .venv/bin/

.PHONY: run demo test check format lint types contracts messages environment environment-tests browser bench clean

run: environment ## start Veche at http://127.0.0.1:8000
	$(IN)veche up

demo: environment ## start with a believable demo community
	$(IN)veche demo
	$(IN)veche up

environment: ## make or freshen .venv from the lock file
	@uv=$(UV) && $$uv sync --locked --no-dev --inexact --quiet

environment-tests:
	@uv=$(UV) && $$uv sync --locked --quiet

format: environment-tests ## rewrite the code in the house style
	$(IN)ruff format .
	$(IN)ruff check --fix .

messages: environment-tests ## collect texts to translate into every room's .po files
	$(IN)python tools/messages.py collect
