from collections.abc import Callable, Mapping, Sequence

from assistant import Assistant
from assistant.answers import Citation
from evals.dialogues import Dialogue, DialogueTurn, dialogue_jobs, load_dialogues
from evals.places import PlanText
from evals.run import check_evidence
from evals.samples import GoldEvidence
from evals.trials import Trial, trials_of

Cite = Callable[..., Citation]
Act = Callable[[Callable[[str, Sequence[str]], tuple[str, Sequence[Citation]]]], Assistant]
QUOTE = "每千人口药师（士）数人0.5预期性"
TALK = Dialogue(
    id="dialogue-900",
    turns=(
        DialogueTurn(
            question="常熟药师目标",
            evidence=(GoldEvidence(plan="changshu", quote=QUOTE),),
            keys=(("0.5",),),
        ),
        DialogueTurn(question="谢谢", note="courtesy"),
        DialogueTurn(question="药师工资多少"),
    ),
)


def test_there_are_enough_dialogues_of_six_turns_and_half_are_held_out() -> None:
    dialogues = load_dialogues()
    assert len(dialogues) >= 40
    assert {len(dialogue.turns) for dialogue in dialogues} == {6}
    assert sum(dialogue.held_out for dialogue in dialogues) == len(dialogues) // 2


def test_their_gold_evidence_stands_in_the_plans(plans: Mapping[str, PlanText]) -> None:
    check_evidence([sample for talk in load_dialogues() for sample in talk.samples], plans)


def test_a_courtesy_has_no_gold_answer() -> None:
    turns = [turn for talk in load_dialogues() for turn in talk.turns if turn.note == "courtesy"]
    assert turns
    assert not [turn for turn in turns if turn.keys or turn.evidence]


def played(
    talk: Dialogue, act: Act, cite: Cite, plans: Mapping[str, PlanText], said: Mapping[str, str]
) -> tuple[Trial, ...]:
    def script(question: str, before: Sequence[str]) -> tuple[str, Sequence[Citation]]:
        text = said[question]
        return text, [cite("changshu", QUOTE)] if "[1]" in text else []

    return trials_of(dialogue_jobs([talk], act(script), plans))


def test_each_turn_is_judged_and_the_dialogue_as_a_whole(
    act: Act, cite: Cite, plans: Mapping[str, PlanText]
) -> None:
    right = {"常熟药师目标": "0.5人[1]。", "谢谢": "不客气。", "药师工资多少": ""}
    *turns, whole = played(TALK, act, cite, plans, right)
    assert [turn.scores["turn_right"].value for turn in turns] == [1, 1, 1]
    assert whole.scores["dialogue_right"].value == 1
    chatty = {**right, "谢谢": "目标是0.5人[1]。"}
    *turns, whole = played(TALK, act, cite, plans, chatty)
    assert [turn.scores["turn_right"].value for turn in turns] == [1, 0, 1]
    assert turns[1].scores["turn_right"].explanation == "不应引用规划"
    assert whole.scores["dialogue_right"].value == 0


def test_the_assistant_hears_its_own_answers(act: Act, plans: Mapping[str, PlanText]) -> None:
    heard: list[Sequence[str]] = []

    def script(question: str, before: Sequence[str]) -> tuple[str, Sequence[Citation]]:
        heard.append(before)
        return "", ()

    trials_of(dialogue_jobs([TALK], act(script), plans))
    assert heard == [[], ["常熟药师目标"], ["常熟药师目标", "谢谢"]]


def test_of_a_held_out_dialogue_nothing_is_left_to_read(
    act: Act, cite: Cite, plans: Mapping[str, PlanText]
) -> None:
    wrong = dict.fromkeys(("常熟药师目标", "谢谢", "药师工资多少"), "目标是9人[1]。")
    shown = played(TALK, act, cite, plans, wrong)
    assert all(trial.detail for trial in shown[:-1])
    hidden = played(TALK.model_copy(update={"held_out": True}), act, cite, plans, wrong)
    assert not any(trial.detail for trial in hidden)
    assert not any(score.explanation for trial in hidden for score in trial.scores.values())
    assert [trial.half for trial in hidden] == ["held-out"] * 4


def test_an_answer_that_rests_on_several_places_may_be_longer() -> None:
    first, *_ = TALK.samples
    twice = TALK.turns[0].model_copy(update={"evidence": TALK.turns[0].evidence * 2})
    longer = TALK.model_copy(update={"turns": (twice,)})
    assert (first.kind, longer.samples[0].kind) == ("follow-up", "parts")
