from evals.gate import Floor, breaches, floors_from
from evals.metrics import estimate
from evals.report import html_of
from evals.result import Provenance, Result, json_line, result_from
from evals.rows import Row
from evals.samples import Half
from evals.scores import Score
from evals.tables import tables_of, trials_table
from evals.trials import Trial, TrialDetail, TrialPart, trial_figures

ATTACK = "<script>alert('x')</script>"
DETAIL = TrialDetail(
    question=ATTACK, understood=ATTACK * 2, answer=ATTACK, before=(ATTACK,), alone=ATTACK
)


def trial(
    id_: str,
    figure: str,
    value: float,
    *,
    part: TrialPart = "mentions",
    half: Half = "tuning",
    group: str = "",
) -> Trial:
    return Trial(
        part=part,
        id=id_,
        group=group or id_,
        half=half,
        scores={figure: Score(value=value, explanation=ATTACK)},
        detail=DETAIL,
    )


def with_trials(rows: tuple[Row, ...], made: Provenance, *trials: Trial) -> Result:
    return result_from(rows, made, is_whole=True, trials=trials)


def changed(share_of: int) -> list[Trial]:
    """So many of a thousand answers changed."""
    return [trial(str(n), "changed", float(n < share_of), part="independence") for n in range(1000)]


def test_figures_are_of_parts_and_halves() -> None:
    trials = [
        trial("a", "turn_right", 1, part="dialogues"),
        trial("b", "turn_right", 0, part="dialogues", half="held-out"),
        trial("c", "false_no", 0),
    ]
    figures = trial_figures(trials)
    assert set(figures) == {
        "all/dialogues",
        "all/mentions",
        "tuning/dialogues",
        "tuning/mentions",
        "held-out/dialogues",
    }
    assert figures["all/dialogues"]["turn_right"].mean == 0.5
    assert figures["held-out/dialogues"]["turn_right"].n == 1


def test_the_turns_of_a_dialogue_are_drawn_together() -> None:
    values = [1.0] * 30 + [0.0] * 30
    turns = [
        trial(str(n), "turn_right", value, part="dialogues", group=str(n // 6))
        for n, value in enumerate(values)
    ]
    found = trial_figures(turns)["all/dialogues"]["turn_right"]
    assert found.half_width > 1.5 * estimate(values).half_width


def test_a_fault_is_a_score_on_the_wrong_side() -> None:
    assert trial("a", "turn_right", 0).faults == ("turn_right",)
    assert trial("a", "turn_right", 1).faults == ()
    assert trial("a", "changed", 1).faults == ("changed",)
    assert trial("a", "changed", 0).faults == ()


def test_a_figure_with_a_bar_is_held_to_it_and_not_to_what_it_was(
    rows: tuple[Row, ...], provenance: Provenance
) -> None:
    bad = with_trials(rows, provenance, *changed(6))
    floor = floors_from(bad)["all/independence"]["changed"]
    assert floor == Floor(value=0.005, noise=0, n=1000)
    assert [breach.figure for breach in breaches(bad, floors_from(bad))] == ["changed"]
    good = with_trials(rows, provenance, *changed(5))
    assert breaches(good, floors_from(bad)) == []


def test_a_whole_run_without_its_trials_has_fallen(
    result: Result, rows: tuple[Row, ...], provenance: Provenance
) -> None:
    floors = floors_from(with_trials(rows, provenance, *changed(0)))
    assert [breach.figure for breach in breaches(result, floors)] == ["changed"]


def test_the_page_shows_what_fell_short_and_escapes_it(
    rows: tuple[Row, ...], provenance: Provenance
) -> None:
    trials = [trial("mention-7", "false_no", 1), trial("mention-8", "false_no", 0)]
    page = html_of(with_trials(rows[:1], provenance, *trials))
    assert "mention-7" in page
    assert "mention-8" not in page
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 5
    assert 'id="trials"' not in html_of(with_trials(rows[:1], provenance))


def test_tables_and_json_have_their_figures(
    rows: tuple[Row, ...], result: Result, provenance: Provenance
) -> None:
    tried = with_trials(
        rows, provenance, *changed(6), trial("a", "turn_right", 1, part="dialogues")
    )
    assert trials_table(tried).row_count == 2
    assert [row.style for row in trials_table(tried).rows] == ["", "red"]
    assert tables_of(tried)
    assert '"changed": 0.006' in json_line(tried)
    assert '"changed"' not in json_line(result)


def test_trials_survive_the_file(rows: tuple[Row, ...], provenance: Provenance) -> None:
    tried = with_trials(rows[:1], provenance, *changed(1))
    assert Result.model_validate_json(tried.model_dump_json()) == tried
