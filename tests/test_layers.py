"""The house stands as drawn: what imports what, and which errors there are."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.errors

ROOT = Path(__file__).parent.parent
# What each layer may import of the others; itself always.
ALLOWED = {
    "corpus": set[str](),
    "prompts": set[str](),
    "index": {"corpus"},
    "assistant": {"corpus", "index", "prompts"},
    "evals": {"corpus", "index", "assistant", "prompts"},
}
MODULES = [path for layer in ALLOWED for path in sorted((ROOT / layer).rglob("*.py"))]


def imported_by(module: Path) -> Iterator[str]:
    """Yield the full name of each module that a module imports, wherever in it."""
    package = module.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join((*base, node.module or ""))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_layers_import_downward_only(module: Path) -> None:
    layer = module.relative_to(ROOT).parts[0]
    layers = {name.partition(".")[0] for name in imported_by(module)} & ALLOWED.keys()
    assert layers - {layer} <= ALLOWED[layer]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_page_imports_gradio(module: Path) -> None:
    if "gradio" in {name.partition(".")[0] for name in imported_by(module)}:
        assert module.parent == ROOT / "assistant" / "ui"


def test_importing_the_assistant_is_cheap() -> None:
    code = (
        "import sys, assistant, corpus, index, evals, prompts;"
        "heavy = {'torch', 'gradio', 'transformers', 'sentence_transformers'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_drawn_tree_of_errors_is_the_real_one() -> None:
    drawn = re.findall(r"^    ([│├└─ ]*)(\w+Error)\b", corpus.errors.__doc__ or "", re.MULTILINE)
    parents: list[str] = []
    tree = {}
    for branch, name in drawn:
        depth = len(branch) // 4
        del parents[depth:]
        tree[name] = parents[-1] if parents else "Exception"
        parents.append(name)
    real = {
        name: error.__bases__[0].__name__
        for name, error in vars(corpus.errors).items()
        if isinstance(error, type) and issubclass(error, Exception)
    }
    assert tree == real
