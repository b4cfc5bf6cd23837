# The two commands are `make run` and `make test`. Needs Python 3.11+, make and git, nothing else.
PYTHON ?= python3
RUN_DATA = $(or $(VECHE_DATA),$(CURDIR)/data)
IN = .venv/bin/
UV = $$($(PYTHON) tools/bootstrap.py)
TYPED = src/veche/*/terms* src/veche/*/rules* src/veche/*/queries* src/veche/*/actions* \
	src/veche/channels/connectors src/veche/ledger/columns src/veche/kit

# Where nothing compiled may be kept, every one of a hundred processes would compile all of Veche and Django anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run demo test test-sqlite test-postgres crash check format lint types contracts \
	messages complete rooms ready browser java dovecot postfix synapse environment environment-tests bench clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 26

run: environment ## start Veche at http://127.0.0.1:8000
	VECHE_DATA="$(RUN_DATA)" $(IN)veche up

demo: environment ## fill a believable demo community, then start
	VECHE_DATA="$(RUN_DATA)" $(IN)veche demo
	VECHE_DATA="$(RUN_DATA)" $(IN)veche up

test: environment-tests ready test-sqlite test-postgres ## every test, on SQLite and on PostgreSQL, with a real browser

test-sqlite:
	VECHE_TEST_DATABASE=sqlite $(IN)pytest -n 3 --dist worksteal

# What never meets a database is left out by tests/conftest.py: the run on SQLite has proved it.
test-postgres:
	VECHE_TEST_DATABASE=postgres $(IN)pytest -n 3 --dist worksteal -m "not browser and not crash and not engines"

# One environment is made, that of the clone: what is not committed is not checked. What the machine needs
# is fetched beside what is read, and what is read is done before the tests want both cores.
check: ## what CI runs, all of it on a clean clone
	rm -rf artefacts/clone && git clone --quiet . artefacts/clone
	$(MAKE) -C artefacts/clone environment-tests
	$(MAKE) -C artefacts/clone --no-print-directory -j3 ready lint types contracts complete
	$(MAKE) -C artefacts/clone test
	rm -rf artefacts/clone

# One after another: Debian's installer lets nobody beside it.
ready:
	@$(MAKE) --no-print-directory -j1 browser java dovecot postfix synapse

lint: environment-tests
	$(IN)ruff format --check .
	$(IN)ruff check .

types: environment-tests ## strict types where decisions and writes are
	$(IN)mypy $(filter-out src/veche/kit/%,$(wildcard $(TYPED)))

contracts: environment-tests ## floors, doors and the order inside rooms
	$(IN)lint-imports --no-logo 2>/dev/null || $(IN)lint-imports

complete: environment-tests ## nothing forgotten: translations, migrations, the pages of rooms and measures
	$(IN)python tools/messages.py check
	$(IN)veche makemigrations --check --dry-run
	$(IN)python tools/rooms.py check
	$(IN)python tools/measures.py check

format: environment-tests ## rewrite the code in the house style
	$(IN)ruff format .
	$(IN)ruff check --fix .

messages: environment-tests ## collect texts to translate into every room's .po files
	$(IN)python tools/messages.py collect

rooms: environment-tests ## write docs/rooms.md anew
	$(IN)python tools/rooms.py write

crash: environment-tests ## kill -9 of web, workers and imports, 200 times
	KILLS=200 $(IN)pytest tests/crash -m crash

bench: environment-tests ## make bench NAME=import_telegram [SCALE=1]
	$(IN)python -m benchmarks.$(NAME)

environment: ## make or freshen .venv from the lock file
	@uv=$(UV) && $$uv sync --locked --no-dev --inexact --quiet

environment-tests:
	@uv=$(UV) && $$uv sync --locked --quiet

browser: ## Debian's Chromium without windows, which the journeys drive: a quarter less work than the whole one
	@command -v chromium-headless-shell >/dev/null || { apt-get update -qq && \
		apt-get install -y -qq --no-install-recommends chromium-headless-shell; } || \
		command -v chromium >/dev/null || apt-get install -y -qq chromium

java: ## Java 17 for Spark, which the test of engines starts
	@command -v java >/dev/null || { apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless; }

dovecot: ## a mail server, which tests of the mail connector start for themselves
	@command -v dovecot >/dev/null || test -x /usr/sbin/dovecot || \
		{ apt-get update -qq && apt-get install -y -qq --no-install-recommends dovecot-imapd; }

postfix: ## mail servers that tests and the benchmark of letters send to, and what looks at signatures there
	@test -x /usr/sbin/smtp-sink -a -x /usr/sbin/opendkim || { apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postfix opendkim; }

SYNAPSE = matrix-synapse==1.163.2
synapse: ## a homeserver of Matrix in an environment of its own, which a test starts for itself
	@test -e ".tools/synapse/$(SYNAPSE)" || { uv=$(UV) && rm -rf .tools/synapse && \
		$$uv venv --quiet .tools/synapse && \
		$$uv pip install --quiet --compile-bytecode --python .tools/synapse/bin/python "$(SYNAPSE)" && \
		touch ".tools/synapse/$(SYNAPSE)"; }

clean: ## remove what was built; data stays
	rm -rf .venv .tools artefacts dist frontend/node_modules src/veche/kit/static/kit/dist
