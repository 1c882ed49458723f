# Every chore of the project. `make` alone lists them.
PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SCRIPTS := infolib/explorers/js book/_static tests/site

.DEFAULT_GOAL := help
.PHONY: help serve book lab test lint refresh bench lock clean

help:            ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) tools/setup_env.py --venv $(VENV)
	@touch $@

serve: book      ## set up, build the book, serve it on http://localhost:8000
	@$(BIN)/python tools/serve.py --port $(PORT)

book: $(READY)   ## build the book into _build/html
	@$(BIN)/jupyter-book build . -W -n --keep-going

lab: $(READY)    ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab --notebook-dir=book

test: $(READY)   ## everything CI checks: lint, types, library, notebooks, built site
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet . && $(BIN)/mypy --no-error-summary
	@$(BIN)/oxlint --quiet $(SCRIPTS) && $(BIN)/oxfmt --list-different $(SCRIPTS)
	@$(BIN)/jupyter-book build . -W -n --keep-going -q
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder

lint: $(READY)   ## format and lint, notebooks included; check types
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy
	@$(BIN)/oxfmt $(SCRIPTS) && $(BIN)/oxlint --fix $(SCRIPTS)

refresh: $(READY) ## run the notebooks and store their normalised outputs
	@$(BIN)/python tools/refresh.py

bench: $(READY)  ## infolib against its peers, as ratios
	@$(BIN)/python benchmarks/bench.py

lock: $(READY)   ## write constraints.txt anew from requirements.txt
	@$(BIN)/python tools/lock.py

clean:           ## remove the build and the environment
	rm -rf _build $(VENV)
