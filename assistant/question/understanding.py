"""What a question asks, and of which plans: from the typed words to a `Question`."""

import re
from collections.abc import Callable, Collection, Sequence

from assistant.answers import Message, Question, QuestionKind
from assistant.language.regions import plans_named, region_names
from assistant.question.follow_ups import standalone
from corpus.catalogue import source_named
from corpus.documents import Source
from corpus.errors import BadQuestionError
from index.places import place_names
from index.words import normalised

LONGEST_QUESTION = 500

_KINDS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (
        "across",
        re.compile(
            "(哪些|谁家|哪几份|哪几个|哪几家|哪份|哪个|哪几部|几份|多少份|各|各个|所有|每个|每份|有没有|有无)的?"
            "(规划|文件|方案|地方|市|地|地区|市县|城市)(?!.{0,6}(单位|部门))|"
            "(规划|文件|方案)(里|中|都)?(是不是|是否|有没有)(都|每)|"
            "(哪几?家|谁)的?(规划|文件|方案)|[三四五几]个?[份部个](规划|文件|方案)|几个?(地方|城市|地区|区县|市区)|谁家在|"
            "(提|写|讲|说|涉及|要求|安排|部署)[到了过]{0,2}[^，。？]{1,24}的(规划|文件|方案|地方)|"
            "都(提|写|讲|说|有)[到了过]{0,2}[^，。？]{0,12}吗"
        ),
    ),
    ("claim", re.compile("(对吗|对不对|是吗|是真的吗|正确吗|对么|是不是)[？?。]*$")),
    (
        "summary",
        re.compile(
            "概括|总结|归纳|概述|简述|综述|提炼|梳理|扼要|简要|三言两语|凝练|提纲挈领|汇总|拎[出几]|简单[讲说介]|给个?大概|要点式|[捡拣挑](主要|重点|要紧)|捋|压缩|浓缩|缩[一写短]|大意|梗概|概要|摘要|要紧的|大概(讲|说|内容|情况)|"
            "[列说讲写](一?[个下]?)?大概|[几两三四五六]句话|主要内容|核心(内容|意思|要点)|重点(是什么|有哪些|内容)|讲了?(些)?(什么|啥|哪)|主要讲|[说写提]了?(些|点)?(什么|啥)|都[干做抓推搞有](些|点)?(什么|啥)内?容?|"
            "做法|怎么安排|要点是|要点有|[这那]一?[章节].{0,6}(什么|啥|哪些)|"
            "第.{1,3}(部分|章|节|篇).{0,12}(什么|内容)"
        ),
    ),
    (
        "who",
        re.compile(
            "谁(?!的|[^，。？]{0,6}([最更]|定[得的]|[高低多少大小早晚快慢严松]([？?，。些]|一点|$)))|牵头|负责|"
            "(配合|参与|协助|承担)[^，。？]{0,4}(哪|什么|几项|多少)|"
            "(哪个|哪些|哪几个|什么)(部门|单位|机构|局|委)|(配合|责任|组长)单位|归.{0,4}管"
        ),
    ),
    (
        "value",
        re.compile(
            "排个?序|排个?名|从[高严多大].{1,2}[低宽少小]|多少|(?<!哪)几(?!个方面|方面|大|部分)[家个名张岁项条所支倍次元年万成份]?|比例|率(是|为|$|的|要)|目标值|"
            "目标是|的目标|目标$|(19|20)\\d\\d年.{0,30}(率|数|比例|占比|比重|寿命|水平|面积|强度)[？?。]?$|"
            "现状|指标值|预期性|约束性|多高|多大|(哪个|谁|哪边)的?.{0,4}(更|最|高|低|多|少)"
        ),
    ),
    (
        "list",
        re.compile(
            "列一下|一共[^，。]{1,3}[条个项]|[逐几][条项]|哪些|哪几|有什么|包括|列出|列举|几个方面|方面|"
            "什么(内容|措施|任务|项目|工程)|(做|干|抓|推|搞)[些点]?(什么|啥)|"
            "(怎么|如何)(推进|抓|做|开展|发展|搞|落实|加强|推动)"
        ),
    ),
)
# Texts that are of no region are not compared region by region.
_KIND_OF_PLAIN: dict[QuestionKind, QuestionKind] = {"across": "list"}
_WHEN = re.compile("什么时候|何时|哪一?年|啥时候")
_HOW_MUCH = re.compile("多少|几[家个名张岁项条]|对吗|谁|哪些(规划|部门|单位|医院)|哪几")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BUT = re.compile("除了?[^，。？]{2,12}?(外|[，。？]|还|也|都|，|$)")
_OFFICIAL_PLACE = re.compile("[省市州区县]")


def understand(
    asked: str,
    history: Sequence[Message],
    plans: Collection[str] | None,
    sources: Sequence[Source],
    *,
    spelled: Callable[[str], str] = str,
    names: Collection[str] = (),
) -> Question:
    """Return what is asked, put to the plans that the question, the history or the caller names.

    “除了常熟” means all other plans.

    ``spelled`` puts what the user typed, now and before, into the spelling of the plans;
    ``names`` are the names of institutions and the like in them.
    Raises `BadQuestionError` for an empty or over-long question and `UnknownPlanError` for
    an id in ``plans`` that no source has.
    """
    if not asked.strip():
        raise BadQuestionError("问题是空的", "请输入想问的内容，例如：梅李人民医院的定位是什么")
    if len(asked) > LONGEST_QUESTION:
        raise BadQuestionError(
            f"问题有 {len(asked)} 个字，超过了 {LONGEST_QUESTION} 字的上限",
            "请把问题缩短，或分成几个问题来问",
        )
    known = {source.id: source for source in sources}
    chosen = [source_named(plan, sources).id for plan in plans or ()]
    earlier = [m.model_copy(update={"content": spelled(m.content)}) for m in history]
    text = standalone(spelled(asked), earlier, sources, names)
    named = plans_named(text, sources)
    but = _BUT.search(text)
    if but and (left_out := plans_named(but.group(), sources)):
        named = tuple(plan for plan in named if plan not in left_out) or tuple(
            plan for plan in known if plan not in left_out
        )
    if chosen:
        put_to = tuple(plan for plan in chosen if plan in named) or tuple(chosen)
    else:
        put_to = named or tuple(known)
    return Question(
        asked=asked,
        text=text,
        kind=kind_of(text)
        if region_names(sources)
        else _KIND_OF_PLAIN.get(kind_of(text), kind_of(text)),
        plans=put_to,
        names_plan=bool(chosen or named),
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(normalised(text)))),
        places=_foreign_places(text, sources, is_of_plan=bool(chosen or named)),
    )


def kind_of(question: str) -> QuestionKind:
    """Return what sort of answer a question wants.

    >>> kind_of("江阴流动人口健康这项工作谁负责"), kind_of("哪些规划提到互联网医院")
    ('who', 'across')
    >>> kind_of("健康镇建成率什么时候达到80%")
    'fact'
    """
    if _WHEN.search(question) and not _HOW_MUCH.search(question):
        return "fact"
    for kind, pattern in _KINDS:
        if pattern.search(question):
            return kind
    return "fact"


def _foreign_places(question: str, sources: Sequence[Source], is_of_plan: bool) -> tuple[str, ...]:
    """The regions that a question names and no plan is of."""
    known = region_names(sources)
    if not known:
        return ()
    text = question
    for name in sorted((*known, *(s.title for s in sources)), key=len, reverse=True):
        text = text.replace(name, "，")
    if is_of_plan and not _OFFICIAL_PLACE.search(text):
        return ()
    return place_names(text)
