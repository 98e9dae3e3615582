# make demo and make test need only a Python from 3.10 to 3.13 with venv.
# PYTHON=/path/to/python chooses one. Otherwise the first of these that fits is used.
PYTHONS := python3 python3.13 python3.12 python3.11 python3.10 python
PYTHON ?=

VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: help demo demo-spark serve test bench bench-spark lint clean

help:
	@echo "make demo         run the main job on an embedded PostgreSQL with sample data"
	@echo "make demo-spark   run it with the facts from a lake, on Spark; needs Java 17"
	@echo "make serve        show its data as pages, until Ctrl-C; PORT=8001"
	@echo "make test         run all tests, dbt's and pytest's; PYTEST='-k name'"
	@echo "make bench        measure, and write docs/benchmark.md; SCALE=1: production"
	@echo "make bench-spark  the same of Spark: docs/benchmark-spark.md; SCALES='0.1 1'"
	@echo "make lint         check the style of Python and SQL"
	@echo "make clean        remove what the others installed and built"

# If Ctrl-C stops the demo, make ends by the same signal, as an interrupted command does: with 130 and no error of make.
demo: $(VENV)/installed
	@trap : INT; $(RUN) -m sandbox || { code=$$?; test $$code -eq 130 || exit $$code; kill -INT $$PPID; }

demo-spark: $(VENV)/installed-for-spark
	@trap : INT; $(RUN) -m sandbox.spark || { code=$$?; test $$code -eq 130 || exit $$code; kill -INT $$PPID; }

PORT ?= 8000

serve: $(VENV)/installed
	@trap : INT; $(RUN) -m sandbox.serve --port $(PORT) || { code=$$?; test $$code -eq 130 || exit $$code; kill -INT $$PPID; }

test: $(VENV)/installed-for-development
	@$(RUN) -m pytest $(PYTEST)

# SCALE=1 is as many rows as production has, and takes about two hours.
SCALE ?= 0.1

bench: $(VENV)/installed
	@$(RUN) -m bench --scale $(SCALE)

SCALES ?= 0.01 0.1

bench-spark: $(VENV)/installed-for-spark
	@$(RUN) -m bench.spark $(foreach scale,$(SCALES),--scale $(scale))

lint: $(VENV)/installed-for-development
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m sqlfluff lint --disable-progress-bar models macros migrations tests

clean:
	rm -rf $(VENV) target bench/dbt/target logs

$(VENV)/installed: pyproject.toml constraints.txt
	@$(call install,.[sandbox])

$(VENV)/installed-for-development: pyproject.toml constraints.txt
	@$(call install,.[dev])
	@touch $(VENV)/installed

$(VENV)/installed-for-spark: pyproject.toml constraints.txt
	@$(call install,.[dev$(comma)spark])
	@touch $(VENV)/installed $(VENV)/installed-for-development

comma := ,

# Installs the project with the given extras into the virtual environment, or prints what is missing.
define install
	set -e; \
	fits='import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))'; \
	for python in $(if $(PYTHON),"$(PYTHON)",$(PYTHONS)); do \
		if "$$python" -c "$$fits" 2>/dev/null; then break; fi; \
		python=; \
	done; \
	if [ -z "$$python" ]; then \
		echo "A Python from 3.10 to 3.13 with its venv module is missing: install one (on Debian: apt-get install python3-venv), or name it with PYTHON=/path/to/python." >&2; \
		exit 1; \
	fi; \
	echo "Installing into $(VENV), which takes about a minute ..."; \
	"$$python" -m venv --clear $(VENV); \
	if ! $(RUN) -m pip install --disable-pip-version-check --quiet --editable '$(1)' --constraint constraints.txt \
		>$(VENV)/pip.log 2>&1; then \
		cat $(VENV)/pip.log >&2; \
		exit 1; \
	fi; \
	touch $@
endef
