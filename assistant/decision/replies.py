"""What is said to those who want something else than a fact of the plans: a word that helps."""

from collections.abc import Iterator

from assistant.evidence.asked import Asked
from assistant.language.regions import short_region
from assistant.library import Library
from assistant.question.scope import OtherWish, other_wish, person_asked
from corpus.assignments import without_number
from corpus.headings import is_bare_number

_ONLY_PLANS = "本助手只回答收录的卫生健康规划里写明的内容"
_REPLIES: dict[OtherWish, str] = {
    "greeting": f"您好，{_ONLY_PLANS}。{{example}}",
    "thanks": "不客气，还想了解规划里的什么，请接着问。",
    "assent": "好的，还想了解规划里的什么，请接着问。",
    "farewell": "再见，欢迎随时再来查询。",
    "another language": "本助手收录的是中文规划，请用中文提问。{example}\n\n"
    "The plans are in Chinese: please ask your question in Chinese.",
    "patient": "本助手不提供诊疗建议，请咨询医生或到医疗机构就诊；急症请拨打120。",
    "small talk": f"{_ONLY_PLANS}，不聊别的。{{example}}",
    "order": f"{_ONLY_PLANS}，不做别的。{{example}}",
}
_MOST_PLANS = 12
_LONGEST_TASK = 24


def reply_to(asked: Asked) -> str:
    """Return what is said to a wish that no plan can fulfil, nothing where there is none."""
    question, library = asked.question, asked.library
    wish = other_wish(question, library.says)
    if wish is None:
        return ""
    if wish == "help":
        return _help(library)
    if wish == "person":
        return f"收录的规划没有提到“{person_asked(question.asked)}”，本助手只回答规划里写明的内容。"
    [example] = list(_examples(library))[:1]
    return _REPLIES[wish].format(example=f"请问规划里的内容，例如：{example}。")


def which_plan(library: Library) -> str:
    """Return the question which plan is meant, with those that there are."""
    sources = library.sources
    return f"请说明是哪一份规划，例如：介绍一下《{sources[0].title}》。\n\n{_plans(library)}"


def _help(library: Library) -> str:
    examples = "\n".join(f"- {example}" for example in _examples(library))
    return (
        f"{_ONLY_PLANS}，每句话都注明出处；规划没有写的，会直接说没有。\n\n"
        f"{_plans(library)}\n\n可以这样问：\n{examples}"
    )


def _plans(library: Library) -> str:
    sources = library.sources
    lines = "\n".join(f"- 《{source.title}》" for source in sources[:_MOST_PLANS])
    rest = f"\n- 等{len(sources)}份" if len(sources) > _MOST_PLANS else ""
    return f"已收录：\n{lines}{rest}"


def _examples(library: Library) -> Iterator[str]:
    """Yield questions that these plans answer, one of a kind: a figure, a duty, a whole plan."""
    plans = [source.id for source in library.sources]
    for _, indicator in library.rows(plans)[:1]:
        source = next((s for s in library.sources if s.region), library.sources[0])
        yield f"{source.region}{indicator.name}的目标是多少"
    for passage, assignment in library.assignments(plans):
        task = without_number(passage.path[-1]) if passage.path else ""
        is_told = assignment.kind == "line" and bool(assignment.lead)
        if is_told and 0 < len(task) <= _LONGEST_TASK and not is_bare_number(passage.path[-1]):
            yield f"{short_region(passage.source)}“{task}”由谁牵头"
            break
    yield f"《{library.sources[0].title}》的主要内容是什么"
