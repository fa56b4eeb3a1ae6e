# One venv, one command each. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
DEMO_OUT ?= demo-out
MINUTES ?= 10
SEED ?= 1
COUNT ?= 200
PACKAGES := segq knowledge answers exporters

.DEFAULT_GOAL := help
.PHONY: help install demo test check real hostile fuzz fuzz-word bench bench-word bench-matching bench-scale bench-files bench-fidelity bench-tui screenshots kill-review clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

install: .venv/installed ## make .venv and install segq with its development tools

.venv/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: .venv/installed ## draft answers into the two example questionnaires
	@rm -rf $(DEMO_OUT) && mkdir -p $(DEMO_OUT)
	$(BIN)/segq inspect examples/flat.xlsx
	$(BIN)/segq fill examples/flat.xlsx examples/protected.xlsx -o $(DEMO_OUT)
	$(BIN)/segq fill examples/flat.xlsx --kb examples/fictional-base -o $(DEMO_OUT)/gated
	$(BIN)/segq verify examples/flat.xlsx $(DEMO_OUT)/flat.draft.xlsx
	@echo "The drafts, their certificates and reports are in $(DEMO_OUT)/."

test: .venv/installed ## run the tests
	$(BIN)/python -m pytest -n 2

check: .venv/installed test ## format, lint, types, import contracts and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/segq kb lint

real: .venv/installed ## score against the real files and questions in ../shared, where they are
	$(BIN)/python -m scripts.real $(SHARED)

bench-matching: .venv/installed ## how well questions are decided: held-out figures, intervals, baselines
	$(BIN)/python -m scripts.bench_matching $(SHARED)/benchmark

bench-scale: .venv/installed ## 500 questions against 1k, 10k and 100k synthetic statements
	$(BIN)/python scripts/bench_scale.py

bench: .venv/installed ## speed, as ratios against named alternatives in the same run
	$(BIN)/python scripts/bench_ask.py

hostile: .venv/installed ## feed every hostile file to inspect and fill; seconds, memory and what the user reads
	$(BIN)/python -m scripts.hostile

fuzz: .venv/installed ## mutate workbooks for MINUTES from SEED: crashes, misreadings and wrong writes
	$(BIN)/python -m scripts.fuzz --minutes $(MINUTES) --seed $(SEED)

fuzz-word: .venv/installed ## mutate Word documents for MINUTES from SEED
	$(BIN)/python -m scripts.fuzz_word --minutes $(MINUTES) --seed $(SEED)

bench-tui: .venv/installed ## the review over 5,000 questions on a terminal: first paint, key to last byte, memory
	$(BIN)/python -m scripts.bench_tui

screenshots: .venv/installed ## pictures of the review's screens into docs/pictures
	$(BIN)/python -m scripts.screenshots

bench-word: .venv/installed ## reading and filling an 11 MB Word document against python-docx
	$(BIN)/python -m scripts.bench_word

bench-files: .venv/installed ## reading and writing workbooks against openpyxl
	$(BIN)/python -m scripts.bench_files

bench-fidelity: .venv/installed ## what segq, openpyxl and LibreOffice each lose on save
	$(BIN)/python -m scripts.bench_fidelity examples $(SHARED)/questionnaires/files

kill-review: .venv/installed ## kill two reviewers COUNT times: is every confirmed decision there?
	$(BIN)/python -m scripts.kill_review --count $(COUNT) --seed $(SEED)

clean: ## remove what the targets made
	rm -rf .venv $(DEMO_OUT) .cache dist build
