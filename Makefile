# 每个目标都会先备好 .venv（只在 pyproject.toml 有变化时重新安装），因此一条命令即可使用。
.DEFAULT_GOAL := help
.PHONY: help ask serve build eval test lint clean

PYTHON ?= python3
VENV   := .venv
STAMP  := $(VENV)/.installed
PLANS  := $(VENV)/bin/plans

# As typed, neither make nor the shell expands what stands in a question.
export QUESTION := $(value Q)

help:
	@echo '用法：'
	@echo '  make ask Q="梅李人民医院的定位是什么"   提一个问题'
	@echo '  make test                             运行测试，看程序在这台电脑上是否正常'
	@echo '  make serve                            打开问答页面（http://127.0.0.1:7860）'
	@echo '  make build                            建立索引（首次提问时也会自动建立）'
	@echo '  make eval                             用题库检验回答质量，低于基线时报错'
	@echo '  make lint                             检查代码格式与类型'
	@echo '  make clean                            删除 .venv 和各种缓存'
	@echo '更多命令见 docs/commands.md；安装有困难见 docs/settings.md。'

ask: $(STAMP)
	@if [ -z "$$QUESTION" ]; then \
		echo '请写上问题，例如：make ask Q="梅李人民医院的定位是什么"' >&2; exit 1; \
	fi
	@$(PLANS) ask -- "$$QUESTION"

serve: $(STAMP)
	@$(PLANS) serve

build: $(STAMP)
	@$(PLANS) build

eval: $(STAMP)
	@$(PLANS) eval --fail-under evals/baselines/main.toml
	@$(PLANS) eval --documents --fail-under evals/baselines/documents.toml

test: $(STAMP)
	@$(VENV)/bin/pytest

lint: $(STAMP)
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/mypy

clean:
	@rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .benchmarks .hypothesis build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo '已清理。'

$(STAMP): pyproject.toml
	@if [ -e $@ ]; then \
		echo 'pyproject.toml 有变化：正在更新依赖……' >&2; \
	else \
		echo '首次运行：正在安装依赖，约需 1–2 分钟……' >&2; \
	fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo '需要 Python 3.11 或更新的版本，可用 make PYTHON=python3.11 …… 指定。' >&2; exit 1; \
	}
	@[ -x $(VENV)/bin/python ] || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --editable '.[dev]' || { \
		echo '安装没有完成：请检查网络与 pip 源，然后重新执行同一条命令，会接着安装。' >&2; exit 1; \
	}
	@touch $@
	@echo '依赖已装好。' >&2
