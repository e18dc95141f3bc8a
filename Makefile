# The front door of the book. `make help` lists the targets.
#
# Everything lives in .venv and node_modules; the set-up below is done once,
# and again only when a lock file changes. After it no network is needed.

# The first Python that is new enough and can make a virtual environment;
# failing that, the first one there is, so that the check can say what it lacks.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 \
  python3.11 python; do if "$$p" -c "$(TEST_PYTHON); import ensurepip, venv" \
  2>/dev/null; then echo "$$p"; exit; fi; done; echo python3)
TEST_PYTHON := import sys; sys.exit(1) if sys.version_info < (3, 11) else None

PY := .venv/bin/python
STAMP := .venv/.ready
HUB := .venv/.hub
CHAPTER ?= 01_notation
PORT ?= 8000
PARTS ?=

# The virtual environment knows its own path: after a move it is made anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
$(STAMP): remake
endif

.PHONY: book test bench lab hub serve chapter notebooks branch links issue \
  browsers update clean help remake

book: $(STAMP)  ## build the whole book, strictly, into _build/html
	@$(PY) -m _ext.build

test: book  ## everything that must hold: build, lint, tests
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m _ext.lint
	@$(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder

bench: book  ## how fast it all is; make bench PARTS=library for one part
	@$(PY) -m bench $(PARTS)

chapter: $(STAMP)  ## one chapter only: make chapter CHAPTER=05_backward
	@$(PY) -m _ext.build --chapter "$(CHAPTER)"

lab: $(STAMP)  ## JupyterLab; the chapters open as notebooks
	@$(PY) -m _ext.bundle
	@JUPYTER_CONFIG_PATH="$(CURDIR)/_ext/jupyter" \
	  $(PY) -m jupyterlab --ServerApp.root_dir="$(CURDIR)" \
	  --LabApp.default_url="/lab/tree/chapters/$(CHAPTER).md"

serve: $(STAMP)  ## the built book on http://localhost:$(PORT)
	@$(PY) -m http.server --bind localhost --directory _build/html $(PORT)

hub: $(HUB)  ## JupyterHub for a class, on this machine (needs HUB_PASSWORD)
	@test -n "$$HUB_PASSWORD" || { echo "make: set HUB_PASSWORD, the common\
	 password of the readers (8 letters or more)" >&2; exit 1; }
	@$(PY) -m _ext.bundle
	@$(PY) -m jupyterhub -f hub/jupyterhub_config.py

notebooks: book  ## the notebooks and the wheel for other machines
	@$(PY) -m _ext.elsewhere

# A commit without history: what was built is not kept. It is made beside the
# work tree, which stays as it is.
branch:  ## push _build/notebooks as the branch notebooks (the workflow does)
	@test -d _build/notebooks || { echo "make: run make notebooks first" >&2; exit 1; }
	@export GIT_INDEX_FILE="$(CURDIR)/_build/notebooks.index"; \
	  rm -f "$$GIT_INDEX_FILE"; \
	  git --work-tree=_build/notebooks add --all --force . && \
	  tree=$$(git write-tree) && \
	  commit=$$(git -c user.name=Notebooks -c user.email=notebooks@localhost \
	    commit-tree -m "Notebooks of $$(git rev-parse HEAD)" "$$tree") && \
	  git push --force --quiet origin "$$commit:refs/heads/notebooks"

links: book  ## try the outer links of the pages, where there is a network
	@$(PY) -m _ext.links

issue:  ## report that the newest dependencies fail (the workflow does)
	@title="The newest dependencies fail"; \
	  body="make update, then make test: $${RUN:?make: name the run with RUN=}"; \
	  open=$$(gh issue list --state open --search "in:title $$title" \
	    --json number --jq '.[0].number // empty') && \
	  if [ -n "$$open" ]; then gh issue comment "$$open" --body "$$body"; \
	  else gh issue create --title "$$title" --body "$$body"; fi

browsers:  ## install the browsers that the tests drive (Debian, as root)
	@apt-get update -qq
	@DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	  --no-install-recommends chromium firefox-esr

update: $(STAMP)  ## raise the locks (needs the network)
	@$(PY) -m uv pip compile pyproject.toml --all-extras --universal --upgrade \
	  --fork-strategy fewest --generate-hashes --no-annotate \
	  --custom-compile-command "make update" --quiet -o requirements.txt
	@$(PY) -m uv pip compile --group browser --upgrade -c requirements.txt \
	  --python-version 3.14 --python-platform wasm32-pyodide2024 \
	  --only-binary :all: --generate-hashes --no-annotate \
	  --custom-compile-command "make update" --quiet -o requirements-browser.txt
	@$(PY) -m uv pip compile --group hub --universal --upgrade \
	  -c requirements.txt --fork-strategy fewest --generate-hashes --no-annotate \
	  --custom-compile-command "make update" --quiet -o hub/requirements.txt
	@PATH="$(CURDIR)/.venv/bin:$$PATH" \
	  npm update --package-lock-only --ignore-scripts
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm_config_userconfig="$(CURDIR)/.npmrc" \
	  npm update --prefix hub --package-lock-only --ignore-scripts
	@$(MAKE) --no-print-directory $(STAMP)

clean:  ## remove what was built; the set-up stays
	@rm -rf _build

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

# The stamp is removed first and written last. Without it the environment may
# be half made, and is cleared; with it only what the locks changed is done.
$(STAMP): pyproject.toml requirements.txt requirements-browser.txt \
  package.json package-lock.json .npmrc
	@"$(PYTHON)" -c "$(TEST_PYTHON)" 2>/dev/null || { echo "make: Python 3.11\
	 or newer is needed ($(PYTHON) is not); name one with PYTHON=..." >&2; exit 1; }
	@"$(PYTHON)" -c "import ensurepip, venv" 2>/dev/null || { echo "make: $(PYTHON)\
	 lacks its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@if [ "$$(cat $@ 2>/dev/null)" = "$(CURDIR)" ]; then rm $@; \
	  else rm -f $@; "$(PYTHON)" -m venv --clear .venv; fi
	@$(PY) -m pip install --quiet --no-deps --require-hashes -r requirements.txt
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@rm -rf .venv/browser
	@$(PY) -m pip download --quiet --no-deps --require-hashes \
	  --only-binary=:all: --platform any --python-version 3.14 --abi none \
	  --implementation py -d .venv/browser -r requirements-browser.txt
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --ignore-scripts --loglevel=error
	@printf '%s' "$(CURDIR)" > $@

# What only the hub needs, beside the book's own.
$(HUB): $(STAMP) hub/requirements.txt hub/package-lock.json
	@$(PY) -m pip install --quiet --no-deps --require-hashes \
	  -r hub/requirements.txt
	@PATH="$(CURDIR)/.venv/bin:$$PATH" \
	  npm ci --prefix hub --ignore-scripts --loglevel=error
	@touch $@
