# Every chore of the project. `make` alone lists them.
PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SCRIPTS := infolib/explorers/js book/_static teach/slides/_static tests/site tools/npm/editor.js

CHECK  := $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet . && $(BIN)/mypy --no-error-summary && \
          $(BIN)/oxlint --quiet $(SCRIPTS) && $(BIN)/oxfmt --list-different $(SCRIPTS)
PYTEST := $(BIN)/python -m pytest --numprocesses=auto
# What starts no browser, no kernel and no build of a book.
QUICK  := tests infolib tools --ignore=tests/site --ignore=tests/book/test_freshness.py \
          --ignore=tests/book/test_nbval.py --ignore=tests/tools/test_refresh.py \
          --ignore=tests/tools/test_pdf.py --ignore=tests/tools/test_slides_build.py \
          --ignore=tests/book/test_typesetting.py --ignore=tests/tools/test_student.py \
          --ignore=tests/book/test_left_out.py

.DEFAULT_GOAL := help
.PHONY: help serve book live pdf slides bank worksheets student assignments grade lab quick test lint browsers refresh bench rebuild lock clean

help:            ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("Python 3.11 or newer is needed. Name one: make PYTHON=python3.13")'
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Installing the pinned requirements into $(VENV) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt uv
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --requirement requirements.txt
	@touch $@

serve: book      ## set up, build the book, serve it on http://localhost:8000
	@echo "The book is at http://localhost:$(PORT) (Ctrl+C stops)"
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html $(PORT) || \
	  { echo "If port $(PORT) is taken, choose another: make serve PORT=9000"; exit 1; }

book: $(READY)   ## build the book into _build/html
	@$(BIN)/python tools/python_for_pages.py --if-possible
	@$(BIN)/jupyter-book build . -W -n --keep-going

live: $(READY)   ## Python for the pages; make live PYODIDE=folder takes a full distribution
	@$(BIN)/python tools/python_for_pages.py $(if $(PYODIDE),--pyodide $(PYODIDE))

pdf: book        ## the whole book as one PDF, beside the pages and linked there
	@$(BIN)/python tools/pdf.py

slides: book     ## the decks for six sessions, in _build/html/slides
	@$(BIN)/python tools/slides.py

bank: book       ## the questions for Moodle, for Canvas and on paper, in _build/bank
	@$(BIN)/python tools/bank.py

worksheets: book ## a page to print for each chapter, and its answers, in _build/worksheets
	@$(BIN)/python tools/worksheets.py

student: $(READY) ## the book without its solutions, in _build/student
	@$(BIN)/python tools/student.py

assignments: $(READY) ## the problem sets of a year, for students and for nbgrader: YEAR=2027
	@$(BIN)/python tools/assignments.py --year $(YEAR)

grade: $(READY)  ## mark a folder of submissions: SET=ps1 FROM=submitted YEAR=2027 [MARKS=marks]
	@$(BIN)/python tools/grade.py $(SET) $(FROM) $(or $(MARKS),$(FROM)-marks) --year $(YEAR)

lab: $(READY)    ## open the notebooks in JupyterLab
	@$(BIN)/jupyter lab --notebook-dir=book

quick: $(READY)  ## in a minute: lint, types and all tests but those of notebooks and pages
	@$(CHECK)
	@$(PYTEST) $(QUICK)

test: $(READY)   ## everything CI checks: lint, types, library, notebooks, built site
	@$(CHECK)
	@$(BIN)/python tools/python_for_pages.py --if-possible
	@$(BIN)/jupyter-book build . -W -n --keep-going -q
	@$(BIN)/python tools/slides.py
	@$(PYTEST)

lint: $(READY)   ## format and lint, notebooks included; check types
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy
	@$(BIN)/oxfmt $(SCRIPTS) && $(BIN)/oxlint --fix $(SCRIPTS)

browsers: book   ## every chapter in Firefox and WebKit; not a part of make test
	@$(BIN)/python tools/browsers.py

refresh: $(READY) ## run the notebooks and store their normalised outputs
	@$(BIN)/python tools/refresh.py

bench: $(READY)  ## infolib against its peers, as ratios
	@$(BIN)/python benchmarks/bench.py

rebuild: $(READY) ## build the site again elsewhere: is it byte for byte the same?
	@$(BIN)/python tools/rebuild.py

lock: $(READY)   ## pin what requirements.txt asks for; make lock NEWEST=--upgrade renews all pins
	@sed '/^-/d' requirements.txt | UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal \
	  --python-version 3.11 --no-annotate $(NEWEST) - --output-file constraints.txt

clean:           ## remove the build and the environment
	rm -rf _build $(VENV)
