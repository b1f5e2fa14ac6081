# Every target is one line about what it does; `make` alone lists them. What a target needs is set up first.

PYTHON_VENV := .venv/bin/python
# One more worker than there are cores: a third of the time a worker waits for a browser, a server or a clock.
WORKERS := $(shell echo $$(($$(nproc) + 1)))
PYTEST := $(PYTHON_VENV) -m pytest --numprocesses=$(WORKERS) --dist=worksteal

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench long pictures coverage lock clean

help: ## Visa den här listan
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## Skapa .venv och installera allt som tjänsten och proven behöver
	@.ci/setup.sh test

run: ## Starta tjänsten på http://127.0.0.1:8000 (HOST= och PORT= kan anges)
	@.ci/setup.sh run
	@exec $(PYTHON_VENV) -m generator serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: ## Kör alla prov utom de långa
	@.ci/setup.sh test
	@$(PYTEST)

check: ## Granska kod, typer, importregler och klausuler
	@.ci/setup.sh test
	@$(PYTHON_VENV) -m ruff check .
	@$(PYTHON_VENV) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON_VENV) -m generator check

bench: ## Mät hur fort dokumenten görs, bredvid andra program (ROUNDS= omgångar)
	@.ci/setup.sh test
	@$(PYTHON_VENV) -m tests.bench $(ROUNDS)

long: ## Kör de långa proven: slumpade indata, uthållighet, avbrott
	@.ci/setup.sh test
	@HYPOTHESIS_PROFILE=long $(PYTEST) -m long

pictures: ## Gör om bilderna av tjänsten som README visar
	@.ci/setup.sh test
	@$(PYTHON_VENV) -m tests.pictures

coverage: ## Visa vilka rader som proven aldrig når
	@.ci/setup.sh test
	@$(PYTEST) --cov --cov-report=term

lock: ## Lås om paketversionerna efter en ändring i pyproject.toml (UPGRADE=1 tar nyare)
	@.ci/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## Ta bort .venv och allt annat som går att göra om
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* build dist
