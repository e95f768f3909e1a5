"""The house stands as drawn: what imports what, and which errors there are."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus.errors
from assistant.pipeline import OF_ALL, OF_ONE

ROOT = Path(__file__).parent.parent
# What each layer may import of the others; itself always.
ALLOWED = {
    "corpus": set[str](),
    "prompts": set[str](),
    "index": {"corpus"},
    "assistant": {"corpus", "index", "prompts"},
    "evals": {"corpus", "index", "assistant", "prompts"},
}
# The rooms of the assistant, each of which may import what stands before it.
ROOMS = (
    *("answers", "language", "library", "question", "evidence", "composers", "decision"),
    *("grounding", "pipeline", "chat", "checking", "assistant", "api", "ui", "commands"),
)
# A door for scripts, which opens the whole house when it is called.
DOOR = ROOT / "assistant" / "checking" / "__init__.py"
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


def room_of(name: str) -> str:
    """Return the room that a full module name lies in, or nothing outside of the assistant."""
    layer, _, rest = name.partition(".")
    return rest.partition(".")[0] if layer == "assistant" else ""


@pytest.mark.parametrize("module", sorted((ROOT / "assistant").rglob("*.py")), ids=str)
def test_rooms_of_the_assistant_import_downward_only(module: Path) -> None:
    own = room_of(".".join(module.relative_to(ROOT).with_suffix("").parts))
    if own == "__init__" or module == DOOR:
        return
    imported = {room for name in imported_by(module) if (room := room_of(name))}
    assert {room for room in imported if ROOMS.index(room) > ROOMS.index(own)} == set()


def test_every_room_has_its_place_in_the_drawing() -> None:
    rooms = {path.stem for path in (ROOT / "assistant").iterdir() if path.name != "py.typed"}
    assert rooms - {"__init__", "__pycache__"} == set(ROOMS)


def test_the_assistant_has_few_modules_on_its_first_level() -> None:
    assert len(list((ROOT / "assistant").glob("*.py"))) <= 6


COMPOSERS = {type(composer).__module__ for composer in (*OF_ALL, *OF_ONE)}


@pytest.mark.parametrize("composer", sorted(COMPOSERS))
def test_a_composer_knows_no_other_and_neither_searches_nor_rewrites(composer: str) -> None:
    module = ROOT / f"{composer.replace('.', '/')}.py"
    imported = set(imported_by(module))
    assert imported & (COMPOSERS - {composer}) == set()
    assert not imported & {"assistant.question.rewriting", "assistant.question.understanding"}
    assert "library.search(" not in module.read_text(encoding="utf-8")


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
