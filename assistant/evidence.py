"""The sentences that bear on a question, each with how much of the question it covers."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from assistant.answers import Evidence, Question
from assistant.library import Library
from assistant.regions import plan_names
from assistant.terms import (
    TermWeights,
    content_words,
    folded,
    term_set,
    terms_of,
    terms_within_words,
    topic_of,
)
from corpus.documents import Excerpt, Source
from corpus.headings import label_from
from corpus.text import readable, sentences_of
from index.passages import Hit, Passage
from index.words import nouns_in, segments

# A term counts in full in the sentence itself, less where only its heading or the rest of
# its passage says it.
_IN_HEADING = 0.75
_IN_PASSAGE = 0.4
# The share of retrieval's own ranking in a sentence's score; the rest is coverage.
_RETRIEVAL_SHARE = 0.2
# What a sentence loses that cannot be the answer by its form.
_WRONG_FORM = 0.3
_WITHOUT_FOCUS = 0.3
# Which part of a topic the plans must say for the rest of it to be left out.
_MOSTLY_SAID = 0.5
# What a sentence loses that does not name the institution that is asked about.
_WITHOUT_NAME = 0.3
_INSTITUTION = re.compile("[\u4e00-\u9fff](医院|[一二三四五六七八九]院|卫生院|中心|集团|学校)$")
_WRONG_YEAR = 0.6
_WRONG_YEAR_OF_TITLE = 0.2
_HEADING_ONLY = 0.15
# What a plan's sentences lose for each word of the question that the plan never uses.
_SILENT = 0.2
_PER_ITEM = 0.03
# A figure that is no year: what a question for a value must be answered with. A grade (三级)
# answers only a question for one.
_NUMBER = r"(?<![\d])(?!(?:19|20)\d\d(?!\d|\.\d|[%％人万元张个家名]))\d"
FIGURE = re.compile(_NUMBER + "|[一二两三四五六七八九十百]+[家个名张岁项条所支倍次元]")
_GRADE = re.compile(FIGURE.pattern + "|[一二三四五六七八九十][级甲乙等]")
_ASKS_GRADE = re.compile("几级|多少级|等级|级别|几等|几甲")
_PLACE = re.compile("位于|地处|设在|坐落|选址|迁至|迁建|东|西|南|北|[镇乡村路街]")
_ASKS_PLACE = re.compile("在哪|哪里|哪儿|地址|位置|什么地方")
# The measure word of what is asked for, and those of figures that can answer.
_MEASURED = re.compile(
    "(?:多少|几)个?(张|家|名|位|岁|辆|元|万元|亿元|平方米|公里|分钟|小时|所|例|场|次|天|亩|支|套|台|钱)"
)
_SAME_MEASURE = {
    "家": "家个所",
    "所": "所家个座",
    "名": "名人位",
    "位": "位人名",
    "场": "场次",
    "次": "次场",
    "支": "支个",
    "钱": "元",
}
# Where so much is asked for in so many words, nothing without it is an answer.
_ASKS_FIGURE = re.compile("多少|几|百分|目标值|指标值")
_ASKED_OF = re.compile(r"的([\u4e00-\u9fff]{2,6})[是为叫在](?:谁|什么|多少|哪|几)")
# What any figure is, of whatever it may be.
_MEASURE = re.compile("比例|占比|比率|比重|数量|总数")
_ASKING = re.compile("[的了在是为有要会能吗呢吧和与及或把将让给想几]")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A question for a unit or an office, not just for a person, and what answers it.
_ASKS_UNIT = re.compile("牵头|负责|部门|单位|机构|组长|主任|担任|配合")
RESPONSIBLE = re.compile(
    "牵头|负责|组长|主任|担任|部门|单位|由.{2,20}(组织|承担|制定|设立|成立|统筹)|依托|"
    "以.{2,20}为(龙头|主体|核心|骨干|基础|依托)"
)
_ASKS_WHEN = re.compile("什么时候|何时|哪一?年|啥时候|多会儿|几时|几年")
_TIME = re.compile(r"(?:19|20)\d\d|十[二三四五六]五|\d+年|[年月]底|[年月]末")


def topic_terms(question: Question, library: Library) -> tuple[str, ...]:
    """Return the terms of what is asked about, without the plans it is asked of.

    The figures of a claim are left out: they may be wrong. Regions that no plan is of are not
    what is asked about, but whom it is asked of. Two characters that belong to two words are
    no term if no plan has them beside each other, or one of them only asks (要, 有).
    """
    topic = topic_of(question.text, (*plan_names(library.sources), *question.places))
    within = terms_within_words(topic)
    known = [
        term
        for term in terms_of(topic)
        if term in within or (term in library.weights and not _ASKING.search(term))
    ]
    terms = tuple(known) or terms_of(topic)
    if question.kind == "claim":
        terms = tuple(term for term in terms if not re.match(r"\d", term))
    return terms


def spoken_topic(question: Question, library: Library) -> str:
    """Return what is asked about in the words that some plan uses.

    What no plan ever says is how the question is put, not what it is about; but not the nouns
    that make up most of it: 质子治疗 is not 治疗.
    """
    topic = topic_of(question.text, plan_names(library.sources))
    said = [library.words_said(source.id) for source in library.sources]

    def is_said(word: str) -> bool:
        return not _WORD.search(word) or any(word in text for text in said)

    def kept(is_kept: Callable[[str], object]) -> str:
        runs = ("".join(filter(is_kept, segments(run))) for run in topic.split())
        return " ".join(filter(None, runs))

    in_words_said = kept(is_said)
    with_nouns = kept(lambda word: is_said(word) or nouns_in(word))
    weights = library.weights
    share = weights.total(terms_of(in_words_said)) / (weights.total(terms_of(with_nouns)) or 1)
    return (in_words_said if share >= _MOSTLY_SAID else with_nouns) or topic


def names_only_plans(text: str, question: Question, library: Library) -> bool:
    """Whether ``text`` has no topic but the plans themselves, by title or region."""
    titles = term_set(" ".join(library.source(plan).title for plan in question.plans))
    topic = topic_of(text, plan_names(library.sources))
    return all(term in titles for term in terms_of(topic))


def form_of_answer(question: Question) -> re.Pattern[str] | None:
    """Return what an answer to this kind of question must have in it, if anything."""
    if question.kind == "who":
        return RESPONSIBLE if _ASKS_UNIT.search(question.text) else None
    if _ASKS_GRADE.search(question.text):
        return _GRADE
    if question.kind == "value":
        return _figure_measured(question.text) or FIGURE
    if question.kind == "claim":
        return FIGURE if FIGURE.search(_YEAR.sub("", question.text)) else None
    if _ASKS_WHEN.search(question.text):
        return _TIME
    return _PLACE if _ASKS_PLACE.search(question.text) else None


def _figure_measured(question: str) -> re.Pattern[str] | None:
    """A figure with the measure word that a question has: 张 for “多少张床”."""
    measured = _MEASURED.search(folded(question))
    if measured is None:
        return None
    word = measured.group(1)
    units = [word] if len(word) > 1 else list(_SAME_MEASURE.get(word, word))
    return re.compile(rf"(?:\d|[一二两三四五六七八九十百千])[余多]?[万亿]?(?:{'|'.join(units)})")


def is_form_needed(question: Question) -> bool:
    """Whether a sentence without the `form_of_answer` is no answer at all."""
    asked = _ASKS_FIGURE.search(question.text) or _ASKS_PLACE.search(question.text)
    return bool(asked) and question.kind in ("value", "fact")


def evidence_from(
    question: Question, hits: Sequence[Hit], library: Library
) -> tuple[Evidence, ...]:
    """Return the sentences of the hits, the most telling first.

    ``score`` is 0.8 · coverage + 0.2 · retrieval, less a deduction where the form is wrong:
    a question for a figure is not answered by a sentence without one.
    """
    terms = topic_terms(question, library)
    if not hits or not terms:
        return ()
    focus = _focus(question)
    terms += focus
    ranges = _score_ranges(hits, apart=question.names_plan)
    silent = _silence(question, library)
    institutions = institutions_in(question.text, library)
    found = []
    for hit in hits:
        worst, best = ranges[hit.passage.source.id]
        retrieval = (hit.score - worst) / (best - worst) if best > worst else 1.0
        for sentence in sentences_in(hit.passage):
            covered = coverage(terms, sentence.text, hit.passage, library.weights)
            score = (1 - _RETRIEVAL_SHARE) * covered + _RETRIEVAL_SHARE * retrieval
            score += _enumeration(question, sentence.text)
            if focus and not library.weights.coverage(focus, _with_heading(hit.passage, sentence)):
                score -= _WITHOUT_FOCUS
            score -= _deduction(question, sentence.text, hit.passage)
            score -= _SILENT * silent[hit.passage.source.id]
            score -= _WITHOUT_NAME * _lacks(institutions, hit.passage, sentence)
            found.append((score, hit.passage, sentence))
    found.sort(key=lambda entry: -entry[0])
    return tuple(
        Evidence(passage=passage, excerpt=sentence, score=max(0.0, min(1.0, score)))
        for score, passage, sentence in found
    )


def institutions_in(question: str, library: Library) -> tuple[str, ...]:
    """Return the hospitals and the like that a question names, none within another, folded."""
    text = folded(question)
    found = []
    for name in sorted(map(folded, library.names), key=len, reverse=True):
        if name in text and _INSTITUTION.search(name):
            found.append(name)
            text = text.replace(name, "，")
    return tuple(found)


def _lacks(institutions: Sequence[str], passage: Passage, sentence: Excerpt) -> bool:
    """Whether neither a sentence nor its heading names any of the institutions asked about."""
    if not institutions:
        return False
    text = folded(_with_heading(passage, sentence))
    return not any(name in text for name in institutions)


def _focus(question: Question) -> tuple[str, ...]:
    """The terms of what is asked of the thing, 院长 in “卫生院的院长是谁”: they count twice."""
    asked = _ASKED_OF.search(question.text)
    return terms_of(topic_of(_MEASURE.sub("", asked.group(1)))) if asked else ()


def _with_heading(passage: Passage, sentence: Excerpt) -> str:
    return " ".join((*passage.path, sentence.text))


def _score_ranges(hits: Sequence[Hit], apart: bool) -> dict[str, tuple[float, float]]:
    """The lowest and highest retrieval score, of each plan apart if several were searched so."""
    scores: dict[str, list[float]] = {}
    for hit in hits:
        scores.setdefault(hit.passage.source.id, []).append(hit.score)
    if not apart:
        everywhere = [hit.score for hit in hits]
        return dict.fromkeys(scores, (min(everywhere), max(everywhere)))
    return {plan: (min(of_plan), max(of_plan)) for plan, of_plan in scores.items()}


def sentences_in(passage: Passage) -> tuple[Excerpt, ...]:
    """Return the sentences of a clause; a row or a line of responsibility is one."""
    if passage.kind == "clause":
        return sentences_of(passage.excerpt)
    return (passage.excerpt,)


def sentences_of_plans(
    plans: Collection[str], library: Library
) -> Iterator[tuple[Passage, Excerpt]]:
    """Yield every sentence of these plans, rows and responsibilities included, with its passage."""
    for passage in library.passages:
        if passage.source.id in plans:
            for sentence in sentences_in(passage):
                yield passage, sentence


def coverage(terms: Sequence[str], sentence: str, passage: Passage, weights: TermWeights) -> float:
    """Return which part of ``terms`` a sentence covers, its heading and passage helping, 0 to 1."""
    whole = weights.total(terms)
    if not whole:
        return 0.0
    in_sentence = term_set(sentence)
    in_heading = term_set(" ".join((passage.source.title, *passage.path)))
    in_passage = term_set(passage.excerpt.text)
    covered = 0.0
    for term in terms:
        if term in in_sentence:
            covered += weights[term]
        elif term in in_heading:
            covered += _IN_HEADING * weights[term]
        elif term in in_passage:
            covered += _IN_PASSAGE * weights[term]
    return covered / whole


def _silence(question: Question, library: Library) -> dict[str, int]:
    """How many words of the question each plan never uses, though another plan does."""
    words = content_words(topic_of(question.text, plan_names(library.sources)))
    said = {plan: library.words_said(plan) for plan in (s.id for s in library.sources)}
    return {
        plan: sum(
            word not in text and any(word in other for other in said.values()) for word in words
        )
        for plan, text in said.items()
    }


def _enumeration(question: Question, sentence: str) -> float:
    """What a sentence gains that enumerates, where a list is asked for."""
    return _PER_ITEM * min(sentence.count("、"), 5) if question.kind == "list" else 0.0


def _deduction(question: Question, sentence: str, passage: Passage) -> float:
    text = folded(readable(sentence))
    deduction = 0.0
    form = form_of_answer(question)
    if form and not form.search(text):
        deduction += _WRONG_FORM
    years = {int(year) for year in _YEAR.findall(text)}
    if question.years and years.isdisjoint(question.years):
        of_title = {int(year) for year in _YEAR.findall(passage.source.title)}
        if years or not any(_is_within(year, passage.source) for year in question.years):
            deduction += _WRONG_YEAR
        elif of_title and of_title.isdisjoint(question.years):
            deduction += _WRONG_YEAR_OF_TITLE
    if passage.path and label_from(sentence) in passage.path[-1] and not FIGURE.search(text):
        deduction += _HEADING_ONLY
    return deduction


def _is_within(year: int, source: Source) -> bool:
    """Whether a plan may speak of a year without naming it: from the year before it to its last."""
    said = f"{source.title} {source.period} {source.issued_on}"
    years = [int(found) for found in _YEAR.findall(said)]
    return not years or min(years) - 1 <= year <= max(years)
