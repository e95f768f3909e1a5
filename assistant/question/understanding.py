"""What a question asks, and of which plans: from the typed words to a `Question`."""

from collections.abc import Callable, Collection, Sequence

from assistant.answers import Message, Question, QuestionKind
from assistant.language.places import foreign_places, is_direction, is_spoken_of
from assistant.language.regions import plan_names, plans_named, region_names
from assistant.language.rules import patterns_of
from assistant.language.years import years_in
from assistant.question.follow_ups import standalone
from assistant.question.mentioning import mentioning
from assistant.question.prefaces import without_preface
from assistant.question.topics import never
from corpus.catalogue import source_named
from corpus.documents import Source
from corpus.errors import BadQuestionError

LONGEST_QUESTION = 500

# A question is of the first of these kinds that one of its rules finds.
_KINDS: tuple[QuestionKind, ...] = ("across", "claim", "summary", "who", "value", "list")
_WORDINGS = {kind: tuple(patterns_of(__file__, f"kinds.{kind}").values()) for kind in _KINDS}
# Texts that are of no region are not compared region by region.
_KIND_OF_PLAIN: dict[QuestionKind, QuestionKind] = {"across": "list"}
_RULES = patterns_of(__file__, "asks")
_WHEN = _RULES["when"]
_HOW_MUCH = _RULES["how-much"]
_BUT = _RULES["all-but"]


def understand(
    asked: str,
    history: Sequence[Message],
    plans: Collection[str] | None,
    sources: Sequence[Source],
    *,
    spelled: Callable[[str], str] = str,
    names: Collection[str] = (),
    said: Callable[[str], bool] = never,
) -> Question:
    """Return what is asked, put to the plans that the question, the history or the caller names.

    “除了常熟” means all other plans.

    ``spelled`` puts what the user typed, now and before, into the spelling of the plans;
    ``names`` are the names of institutions and the like in them, and ``said`` tells whether
    some plan has a word.
    Raises `BadQuestionError` for an empty or over-long question and `UnknownPlanError` for
    an id in ``plans`` that no source has.
    """
    if not asked.strip():
        raise BadQuestionError("问题是空的", f"请输入想问的内容，例如：{_example(sources)}")
    if len(asked) > LONGEST_QUESTION:
        raise BadQuestionError(
            f"问题有 {len(asked)} 个字，超过了 {LONGEST_QUESTION} 字的上限",
            "请把问题缩短，或分成几个问题来问",
        )
    known = {source.id: source for source in sources}
    chosen = [source_named(plan, sources).id for plan in plans or ()]

    def told(typed: str) -> str:
        return without_preface(spelled(typed), sources)

    earlier = [
        m.model_copy(update={"content": told(m.content)}) if m.role == "user" else m
        for m in history
    ]
    alone = told(asked).strip()
    text = standalone(alone, earlier, sources, names, said)
    named = plans_named(text, sources)
    but = _BUT.search(text)
    if but and (excepted := plans_named(but.group(), sources)):
        named = tuple(plan for plan in named if plan not in excepted) or tuple(
            plan for plan in known if plan not in excepted
        )
    left_out: tuple[str, ...] = ()
    if chosen:
        put_to = tuple(plan for plan in chosen if plan in named) or tuple(chosen)
        by_user = plans_named(spelled(asked), sources)
        left_out = tuple(plan for plan in named if plan not in chosen and plan in by_user)
    else:
        put_to = named or tuple(known)
    places = foreign_places(text, sources, is_of_plan=bool(chosen or named))
    spoken_of = tuple(place for place in places if is_spoken_of(place, said))
    return Question(
        asked=asked,
        text=text,
        kind=_kind_among(text, sources),
        plans=put_to,
        names_plan=bool(chosen or named),
        years=years_in(text),
        places=tuple(p for p in places if p not in spoken_of and not is_direction(p)),
        places_said=spoken_of,
        left_out=left_out,
        is_follow_up=text != alone,
    )


def _example(sources: Sequence[Source]) -> str:
    return f"《{sources[0].title}》的主要目标是什么" if sources else "规划的主要目标是什么"


def kind_of(question: str) -> QuestionKind:
    """Return what sort of answer a question wants.

    >>> kind_of("江阴流动人口健康这项工作谁负责"), kind_of("哪些规划提到互联网医院")
    ('who', 'across')
    >>> kind_of("健康镇建成率什么时候达到80%")
    'fact'
    """
    if _WHEN.search(question) and not _HOW_MUCH.search(question):
        return "fact"
    return next((kind for kind in _KINDS if _is_of(kind, question)), "fact")


def _kind_among(text: str, sources: Sequence[Source]) -> QuestionKind:
    """The kind of a question to these plans."""
    asked = mentioning(text, plan_names(sources))
    kind = "across" if asked and asked.of_which else kind_of(text)
    return kind if region_names(sources) else _KIND_OF_PLAIN.get(kind, kind)


def _is_of(kind: QuestionKind, question: str) -> bool:
    return any(wording.search(question) for wording in _WORDINGS[kind])
