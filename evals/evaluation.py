"""What ``plans eval`` does: ask, score, show, save, and hold the figures against older ones."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console, RenderableType

from assistant import Assistant
from assistant.answers import Answer
from assistant.commands.terminal import BuildProgress
from corpus.catalogue import source_named, sources
from corpus.documents import Source, Value
from corpus.errors import EvaluationError
from evals.chat import read_by_people, reading_with
from evals.compare import comparison_of
from evals.dataset import chosen, load_samples, spread
from evals.dialogues import dialogue_jobs, load_dialogues
from evals.documents import DOCUMENTS, FORMATS, load_documents_samples, open_documents, texts_of
from evals.gate import BASELINES, breaches, load_floors, raise_baseline
from evals.independence import pair_jobs, pairs_from
from evals.judge import chat_model_from, faithfulness_with, judge_with
from evals.mentions import load_mentions, mention_jobs
from evals.outcome import Scorer
from evals.places import PlanText
from evals.progress import shown_progress
from evals.report import html_of
from evals.result import Result, Suite, json_line, provenance_of, result_from, saved_result, write
from evals.rows import Row
from evals.run import check_evidence, plan_texts, run, warm_up
from evals.samples import Sample
from evals.scorers import DOCUMENT_SCORERS, SCORERS
from evals.scorers.plain import CHAT_SCORERS
from evals.settings import JudgeSettings, load_judge_settings
from evals.tables import breaches_table, comparison_table, tables_of
from evals.trials import Trial, trials_of
from index.settings import Settings, load_settings

# What the reports of each set are called.
NAMES: Mapping[Suite, str] = {"plans": "eval", "documents": "eval-documents"}
ALL_HALVES = "all"

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class Options(Value):
    """What was asked of ``plans eval``; an empty ``kind`` and an empty ``plan`` mean all.

    ``documents``: the documents of other shapes are asked about, not the shipped plans.
    ``chat``: readers' answers; of the chat model only their questions are asked.
    """

    documents: bool = False
    kind: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    half: str = ALL_HALVES
    as_json: bool = False
    output: Path
    fail_under: Path | None = None
    compare: Path | None = None
    raise_baseline: bool = False
    judge: bool = False
    chat: Path | None = None
    limit: int | None = None
    workers: int = 1


def evaluate(options: Options, overrides: Mapping[str, Any]) -> bool:
    """Run the eval set and report on it; return whether no figure fell below its floor.

    Standard output gets the tables, or with ``as_json`` one line of JSON and nothing else.

    Args:
        overrides: settings that take the place of those in force.

    Raises:
        EvaluationError: no question is chosen, or a file cannot be read or written.
        PlansError: the assistant cannot be opened.
    """
    # What may be refused is read before the questions are asked, not after.
    before = saved_result(options.compare) if options.compare else None
    gated = options.fail_under if not options.raise_baseline else None
    floors = load_floors(gated) if gated else None

    result = result_of(options, overrides)
    show = _printer(err if options.as_json else out)
    show(tables_of(result))
    report = options.output / NAMES[result.suite]
    write(report.with_suffix(".json"), result.model_dump_json(indent=1))
    write(report.with_suffix(".html"), html_of(result))
    show(f"报告　　{report.with_suffix('.html')}")
    if before:
        show(comparison_table(comparison_of(before, result)))
    if options.raise_baseline:
        baseline = options.fail_under or BASELINES[result.suite]
        raise_baseline(result, baseline)
        show(f"基线　　已写入 {baseline}")
    fallen = breaches(result, floors) if floors is not None else []
    if floors is not None:
        show(breaches_table(fallen))
    if options.as_json:
        out.out(json_line(result), highlight=False)
    return not fallen


def result_of(options: Options, overrides: Mapping[str, Any]) -> Result:
    """Ask and score the chosen questions; errors as for `evaluate`."""
    everything: Sequence[Sample] = load_documents_samples() if options.documents else load_samples()
    documents = tuple(Source(id=name, title=name) for name in DOCUMENTS)
    for plan in options.plan:
        source_named(plan, documents if options.documents else sources())
    halves = () if options.half == ALL_HALVES else (options.half,)
    samples = chosen(everything, options.kind, options.plan, halves)
    if options.chat:
        samples = read_by_people(samples, options.chat)
    if options.limit:
        samples = spread(samples, options.limit)
    # With all questions of a half, or of both, go its dialogues and what else is tried.
    is_half = len(samples) == len(chosen(everything, halves=halves))
    tries = is_half and not options.documents and not options.chat
    judge = load_judge_settings() if options.judge else None
    settings = load_settings(**overrides)
    if options.chat and not settings.chat_model:
        raise EvaluationError(
            "没有设置聊天模型", "请先设置 PLANS_CHAT_MODEL 与 PLANS_CHAT_BASE_URL"
        )
    scorers = scorers_for(judge, chat=settings.chat_model, documents=options.documents)
    rows: list[Row] = []
    trials: tuple[Trial, ...] = ()
    answers: dict[str, Answer] = {}
    first = seconds = trial_seconds = 0.0
    for file_format in FORMATS if options.documents else ("",):
        assistant, plans = _opened(file_format, samples, settings)
        first = first or warm_up(assistant)
        begun = perf_counter()
        with shown_progress(err, "正在答题") as progress:
            found = run(
                samples,
                assistant,
                plans,
                scorers=scorers,
                tell=reading_with(assistant.library, settings) if options.chat else None,
                answers=answers,
                workers=options.workers,
                progress=progress,
            )
        seconds += perf_counter() - begun
        if tries:
            trials = tried(samples, assistant, plans, answers, workers=options.workers)
            trial_seconds = perf_counter() - begun - seconds
        rows += [row.model_copy(update={"file_format": file_format}) for row in found]
    provenance = provenance_of(
        settings,
        judge=judge.model if judge else None,
        workers=options.workers,
        warm_up_seconds=first,
        seconds=seconds,
        trial_seconds=trial_seconds,
    )
    return result_from(
        rows,
        provenance,
        suite="documents" if options.documents else "plans",
        is_whole=len(samples) == len(everything),
        trials=trials,
    )


def tried(
    samples: Sequence[Sample],
    assistant: Assistant,
    plans: Mapping[str, PlanText],
    answers: Mapping[str, Answer],
    *,
    workers: int = 1,
) -> tuple[Trial, ...]:
    """Play the dialogues, and try what else is tried, of the halves of these samples.

    Args:
        answers: the answers to the samples, by their ids.

    Raises:
        EvaluationError: a file cannot be read, a gold evidence does not stand in its plan, or
            the assistant failed on a question.
    """
    halves = {sample.half for sample in samples}
    dialogues = [dialogue for dialogue in load_dialogues() if dialogue.half in halves]
    mentions = [mention for mention in load_mentions() if mention.half in halves]
    check_evidence([sample for dialogue in dialogues for sample in dialogue.samples], plans)
    check_evidence([mention.sample for mention in mentions], plans)
    jobs = [
        *dialogue_jobs(dialogues, assistant, plans),
        *pair_jobs(pairs_from(samples), assistant, answers),
        *mention_jobs(mentions, assistant),
    ]
    with shown_progress(err, "正在对话") as progress:
        return trials_of(jobs, workers=workers, progress=progress)


def _opened(
    file_format: str, samples: Sequence[Sample], settings: Settings
) -> tuple[Assistant, dict[str, PlanText]]:
    """Return the assistant over the documents in one format, or else over the shipped plans."""
    if file_format:
        assistant = open_documents(file_format, settings)
        return assistant, texts_of(assistant)
    plans = plan_texts()
    check_evidence(samples, plans)
    with BuildProgress(err) as building:
        return Assistant.shipped(settings, building), plans


def scorers_for(
    judge: JudgeSettings | None, *, chat: str = "", documents: bool = False
) -> Mapping[str, Scorer]:
    """Return the scorers of a run; beside them the judge, and those of a chat model's words."""
    scorers = {**(DOCUMENT_SCORERS if documents else SCORERS), **(CHAT_SCORERS if chat else {})}
    if judge is None:
        return scorers
    model = chat_model_from(judge)
    return {**scorers, "judge": judge_with(model), "faithfulness": faithfulness_with(model)}


def _printer(console: Console) -> Callable[[RenderableType], None]:
    return lambda shown: console.print(shown, soft_wrap=isinstance(shown, str))
