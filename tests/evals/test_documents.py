"""The documents nobody tuned on: their questions are sound, and the whole way works over them."""

import json
from collections import Counter
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.commands.options import PlansGroup
from corpus.formats.files import read_file
from evals import evaluation
from evals.cli import register
from evals.dataset import chosen
from evals.documents import DOCUMENTS, FOLDER, FORMATS, load_documents_samples
from evals.normalise import comparable, holds, squeezed
from evals.result import saved_result
from evals.samples import DocumentSample

SAMPLES = load_documents_samples()


def text_of(document: str, file_format: str) -> str:
    return squeezed(read_file(FOLDER / f"{document}.{file_format}").text)


def test_half_of_each_document_is_held_out_and_of_every_kind() -> None:
    for document in (*DOCUMENTS, "both"):
        of_document = [sample for sample in SAMPLES if sample.document == document]
        assert sum(sample.held_out for sample in of_document) == len(of_document) // 2
        kinds = Counter(sample.kind for sample in of_document)
        held_out = Counter(sample.kind for sample in of_document if sample.held_out)
        for kind, count in kinds.items():
            assert held_out[kind] in (count // 2, count - count // 2), (document, kind)


def test_gold_evidence_stands_in_the_text_and_in_the_word_file() -> None:
    for file_format in ("txt", "docx"):
        texts = {document: text_of(document, file_format) for document in DOCUMENTS}
        for sample in SAMPLES:
            for gold in sample.evidence:
                assert gold.plan in sample.documents
                assert squeezed(gold.quote) in texts[gold.plan], (file_format, sample.id)


def test_a_question_has_keys_and_evidence_or_is_to_be_refused() -> None:
    for sample in SAMPLES:
        assert bool(sample.keys) == bool(sample.evidence), sample.id
        assert sample.documents, sample.id
        assert sample.plans is None, sample.id
        said = comparable("\n".join(gold.quote for gold in sample.evidence))
        assert not [word for word in sample.forbidden if holds(said, word)], sample.id
    assert sum(sample.expects_refusal for sample in SAMPLES) == 20


def run_cli(*arguments: str) -> tuple[int, str, str]:
    app = typer.Typer(cls=PlansGroup, pretty_exceptions_enable=False)
    register(app)
    app.callback()(lambda: None)
    found = CliRunner().invoke(app, ["eval", "--documents", *arguments], env={"COLUMNS": "80"})
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.stdout, found.stderr


def test_a_real_run_over_the_word_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "FORMATS", FORMATS[:1])
    code, shown, _ = run_cli("--limit", "12", "--json", "--output", str(tmp_path))
    assert code == 0
    line = json.loads(shown)
    assert (line["suite"], line["questions"], line["read"]) == ("documents", 12, 1)
    assert {"answered@0.9", "refused", "right"} <= set(line["fengwan.docx"])
    result = saved_result(tmp_path / "eval-documents.json")
    assert not result.is_whole
    assert result.suite == "documents"
    page = (tmp_path / "eval-documents.html").read_text(encoding="utf-8")
    for row in result.rows:
        assert row.file == f"{row.document}.docx"
        assert "rewriting" not in row.scores
        assert (row.detail is None) == (row.half == "held-out")
        assert (row.id in page) <= (row.half == "tuning")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--plan", "changshu"], "没有编号为“changshu”的规划"),
        (["--kind", "poem"], "没有题型“poem”"),
        (["--fail-under", "none.toml"], "none.toml 打不开"),
    ],
)
def test_what_cannot_be_done_is_refused_before_a_document_is_read(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "open_documents", lambda *_: pytest.fail("a document was read"))
    code, _, told = run_cli(*arguments)
    assert code == 1
    assert said in told


def test_a_question_about_a_document_alone_can_be_chosen() -> None:
    found = chosen(SAMPLES, kinds=["unanswerable"], plans=["huaijiang"])
    assert {sample.document for sample in found} == {"huaijiang"}
    assert len(found) == 9
    assert isinstance(found[0], DocumentSample)
