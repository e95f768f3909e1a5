"""What README and docs show works as shown, and README's figures are those measured."""

import re
import shlex
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import SecretStr
from typer.testing import CliRunner

import assistant.commands.cli
import evals.benchmarks.cli
import evals.cli
from assistant.answers import RefusalReason
from assistant.commands.why import COMPOSERS, REASONS
from assistant.language.rules import SHARED, rules_in
from evals.dataset import load_samples
from evals.samples import Sample
from evals.settings import JUDGE_VARIABLES
from index.settings import CONFIG_VARIABLE, PREFIX, Settings
from tests.test_layers import ROOMS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in PAGES}
LONGEST_README = 180
# What the examples read.
FILES = {
    "会议纪要.txt": "会议决定，市中医院迁建工程2026年6月底前完成验收。\n",
    "汇报.txt": """常熟市2024年卫生健康工作汇报

规划提出，到2025年，户籍人口人均期望寿命达到85岁，居民健康素养水平提升到40%以上。
按照规划，市三院争创三级甲等专科医院。
2024年全市门急诊1200万人次，比上年增长3.1%。
""",
}


_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str, text: str) -> list[str]:
    """Return the fenced blocks of a language, of none if it is empty."""
    return [block for named, block in _BLOCK.findall(text) if named == language]


def prose(text: str) -> str:
    return _BLOCK.sub("", text)


# Those that need the page are run in tests/assistant/ui/test_endpoints.py.
EXAMPLES = [
    (page, code)
    for page, text in TEXTS.items()
    for code in blocks("python", text)
    if "http://127.0.0.1" not in code
]


@pytest.fixture
def folder_with_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder that has the files which examples read, and nothing else."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")


def test_readme_and_docs_have_examples() -> None:
    assert {"README.md", "docs/api.md"} <= {page for page, _ in EXAMPLES}


@pytest.mark.usefixtures("shipped", "folder_with_files")
@pytest.mark.parametrize(("page", "code"), EXAMPLES)
def test_python_examples_run(page: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each runs on its own; a comment behind a print is (part of) what it prints."""
    exec(compile(code, page, "exec"), {})
    printed = capsys.readouterr().out
    expected = re.findall(r"^ *print\(.*\)  # (.+)$", code, re.MULTILINE)
    assert expected
    assert [words for words in expected if words.strip("…") not in printed] == []


@pytest.mark.usefixtures("shipped", "folder_with_files")
def test_a_check_prints_what_the_readme_shows() -> None:
    (shown,) = (block for block in blocks("", TEXTS["README.md"]) if "✗" in block)
    printed = CliRunner().invoke(assistant.commands.cli.app, ["check", "汇报.txt"]).stdout
    assert printed.lstrip("\n").startswith(shown)


def test_every_way_of_answering_and_every_reason_for_none_is_told_of() -> None:
    text = TEXTS["docs/commands.md"]
    reasons = get_args(RefusalReason)
    names = (*COMPOSERS.values(), *(REASONS[reason] for reason in reasons))
    assert [name for name in names if name not in text] == []
    assert [reason for reason in reasons if f"`{reason}`" not in TEXTS["docs/api.md"]] == []


_CONFIDENCE = re.compile(r"\b[01]\.\d\d\b")


@pytest.mark.usefixtures("shipped")
def test_a_decision_is_shown_as_the_docs_show_it() -> None:
    """Confidences may be fitted anew; what was proposed, what was chosen and why may not differ."""
    text = TEXTS["docs/commands.md"]
    shown = [block for block in blocks("", text) if "理解为" in block]
    asked = [words[1:] for words in command_lines(text) if "--why" in words]
    assert len(shown) == len(asked) > 1
    for block, words in zip(shown, asked, strict=True):
        printed = CliRunner().invoke(assistant.commands.cli.app, words).stderr
        assert _as_compared(printed) == _as_compared(block), words


def _as_compared(text: str) -> list[str]:
    return [
        " ".join(_CONFIDENCE.sub("#", line).split()) for line in text.split("\n") if line.strip()
    ]


def test_wrong_usage_is_answered_as_the_docs_show_it() -> None:
    (shown,) = (b for b in blocks("", TEXTS["docs/commands.md"]) if b.startswith("$"))
    for example in re.split(r"^\$ plans ", shown, flags=re.MULTILINE)[1:]:
        line, _, expected = example.partition("\n")
        found = CliRunner().invoke(assistant.commands.cli.app, shlex.split(line), prog_name="plans")
        assert found.exit_code == 1
        assert found.stderr.strip() == expected.strip()


@pytest.fixture(scope="module")
def plans() -> typer.Typer:
    """The command ``plans`` with the commands of all layers."""
    app = typer.Typer()
    evals.cli.register(app)
    evals.benchmarks.cli.register(app)
    app.registered_callback = assistant.commands.cli.app.registered_callback
    app.registered_commands += assistant.commands.cli.app.registered_commands
    app.registered_groups += assistant.commands.cli.app.registered_groups
    return app


def command_lines(text: str) -> Iterator[list[str]]:
    """Yield the words of each command, from blocks for the shell and from within the text."""
    for block in blocks("sh", text):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            while words and words[0].startswith(PREFIX):
                words = words[1:]
            if words:
                yield words
    for line in re.findall(r"`([^`\n]+)`", prose(text)):
        if re.match(r"(\.venv/bin/)?(plans|make) ", line):
            yield shlex.split(line)


def test_there_are_commands_to_look_at() -> None:
    found = [Path(words[0]).name for text in TEXTS.values() for words in command_lines(text)]
    assert found.count("plans") > 50 and found.count("make") > 10


def refusal_of(words: Sequence[str], plans: typer.Typer) -> str:
    """What the command line says against the words after ``plans``; they are parsed, not run."""
    names = set(typer.main.get_group(plans).commands)
    groups = {group.name for group in plans.registered_groups}
    # Asking for help where the command's own words begin, lest it be taken for a value.
    begin = next((n for n, word in enumerate(words, 1) if word in names), len(words))
    begin += words[begin - 1] in groups
    found = CliRunner().invoke(plans, [*words[:begin], "--help", *words[begin:]])
    return "" if found.exit_code == 0 else found.output or str(found.exception)


@pytest.mark.parametrize("page", TEXTS)
def test_commands_and_options_of_plans_exist(page: str, plans: typer.Typer) -> None:
    for words in command_lines(TEXTS[page]):
        if Path(words[0]).name == "plans":
            assert not refusal_of(words[1:], plans), shlex.join(words)


@pytest.mark.parametrize("page", TEXTS)
def test_options_told_of_in_a_table_are_those_of_the_command(page: str, plans: typer.Typer) -> None:
    for command, told in re.findall(r"^\| `plans ([^`]+)` \| (.+) \|$", TEXTS[page], re.MULTILINE):
        for option in re.findall(r"`(--?[a-z][^`]*)`", told):
            words = [*shlex.split(command), *shlex.split(option)]
            # The table may tell of an option without its value.
            assert not (refusal_of(words, plans) and refusal_of([*words, "1"], plans)), words


def test_a_wrong_command_and_a_wrong_option_are_seen(plans: typer.Typer) -> None:
    assert refusal_of(["asks", "问题"], plans)
    assert refusal_of(["ask", "问题", "--plans", "changshu"], plans)
    assert refusal_of(["ask", "问题", "--plan"], plans)
    assert refusal_of(["user", "append", "张三"], plans)


@pytest.mark.parametrize("page", TEXTS)
def test_suites_exist(page: str) -> None:
    suites = set(re.findall(r"--suite ([a-z_]+)", TEXTS[page]))
    assert suites <= set(evals.benchmarks.cli.SUITES)


@pytest.mark.parametrize("page", TEXTS)
def test_targets_of_make_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^(\w+):", makefile, re.MULTILINE)
    named = {words[1] for words in command_lines(TEXTS[page]) if words[0] == "make"}
    assert named <= set(targets)


def test_the_help_of_make_tells_of_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    told = re.findall(r"^\t@echo '  make (\w+)", makefile, re.MULTILINE)
    assert {"help", *told} == set(phony.split())


@pytest.mark.parametrize("page", TEXTS)
def test_settings_exist(page: str) -> None:
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", TEXTS[page]))
    assert named <= known | JUDGE_VARIABLES | {CONFIG_VARIABLE}


def test_every_setting_is_told_of_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("PLANS_CACHE_FOLDER", "PLANS_LIBRARY_FOLDER", "PLANS_PAGE_FOLDER"):
        monkeypatch.delenv(variable)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    text = TEXTS["docs/settings.md"] + TEXTS["docs/chat-model.md"]
    told = dict(re.findall(r"^\| `(PLANS_[A-Z_]+)` \| (\S.*?) \| ", text, re.MULTILINE))
    assert told == {
        f"{PREFIX}{name}".upper(): _written(value)
        for name, value in Settings().model_dump().items()
    }


def _written(default: object) -> str:
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    if isinstance(default, Path):
        default = f"~/{default.relative_to(Path.home())}"
    return (
        f"`{default:g}`"
        if isinstance(default, float)
        else f"`{default}`"
        if default != ""
        else "（空）"
    )


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_somewhere(page: str) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", prose(TEXTS[page])):
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors_of(target.read_text(encoding="utf-8")), link


def anchors_of(text: str) -> set[str]:
    """The anchors that GitHub makes of headings: lower case, no punctuation, ``-`` for spaces."""
    headings = re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TEXTS)
def test_paths_within_the_project_exist(page: str) -> None:
    folders = "assistant|corpus|docs|evals|index|prompts|tests"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", TEXTS[page])
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_drawing_has_the_rooms_in_their_order() -> None:
    drawn = blocks("", TEXTS["docs/architecture.md"])[0]
    _, _, after = drawn.partition("\nassistant/ ")
    rooms, _, _ = after.partition("\nprompts/ ")
    lines = re.findall(r"^  (\S.*?)  ", rooms, re.MULTILINE)
    named = [re.sub(r"/$|\.py$", "", name) for line in lines for name in line.split(", ")]
    assert named == list(ROOMS)


def test_every_module_of_a_room_is_told_of_in_its_line() -> None:
    text = TEXTS["docs/architecture.md"]
    for room in ROOMS:
        modules = {path.stem for path in (ROOT / "assistant" / room).glob("*.py")} - {"__init__"}
        if modules:
            (line,) = re.findall(rf"^- \*\*{room}\*\*.*$", text, re.MULTILINE)
            told = {name.rpartition("/")[2] for name in re.findall(r"`([^`]+)`", line)}
            assert modules - told == set(), room


def test_the_rule_shown_is_one_of_the_project_s() -> None:
    (shown,) = blocks("toml", TEXTS["docs/architecture.md"])
    lines = SHARED.read_text(encoding="utf-8").splitlines()
    assert [line for line in shown.splitlines() if line not in lines] == []
    assert {rule for rule in rules_in(SHARED) if f"[{rule}]" in shown}


def test_the_question_shown_is_one_of_the_eval_set() -> None:
    (shown,) = blocks("json", TEXTS["docs/architecture.md"])
    assert Sample.model_validate_json(shown) in load_samples()


def test_every_suite_is_told_of() -> None:
    told = set(re.findall(r"--suite ([a-z_]+)", TEXTS["docs/evaluation.md"]))
    assert told == set(evals.benchmarks.cli.SUITES)


def test_every_page_of_docs_is_told_of_in_the_readme() -> None:
    assert [
        page for page in TEXTS if page != "README.md" and f"({page})" not in TEXTS["README.md"]
    ] == []


def test_the_readme_is_read_in_two_minutes() -> None:
    assert len(TEXTS["README.md"].splitlines()) <= LONGEST_README


MEASURED = [
    (page, *found)
    for page, text in TEXTS.items()
    for found in re.findall(r"([\d.]+) %<!-- (\w+): (\S+) (\S+) -->", text)
]


def test_the_readme_has_measured_figures() -> None:
    assert {"README.md"} <= {page for page, *_ in MEASURED}


@pytest.mark.parametrize(("page", "written", "baseline", "part", "figure"), MEASURED)
def test_figures_are_those_that_the_gate_lets_pass(
    page: str, written: str, baseline: str, part: str, figure: str
) -> None:
    """A comment behind a figure names the file in evals/baselines, the part and the figure.

    What is written is what was measured last; the gate holds that to the baseline within noise.
    """
    file = ROOT / "evals" / "baselines" / f"{baseline}.toml"
    floor = tomllib.loads(file.read_text(encoding="utf-8"))[part][figure]
    rounding = 0.5 * 10.0 ** -len(written.partition(".")[2])
    assert abs(float(written) - 100 * floor["value"]) <= 100 * floor["noise"] + rounding, page


def test_the_version_in_the_changelog_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{project['version']}]" in changelog
