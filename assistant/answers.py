"""The values of an answer, each made from the one before: question, evidence, candidate, answer."""

from typing import Literal

from corpus.documents import Excerpt, Value
from corpus.text import readable
from index.passages import Hit, Passage

# Introduces, in the text of a refusal, the clauses that come nearest.
NEAREST_LABEL = "相关但不是答案："

QuestionKind = Literal["claim", "value", "who", "list", "summary", "across", "fact"]


class Message(Value):
    """A message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


class Question(Value):
    """What was understood: the stand-alone wording, and the ids of the plans it was put to.

    ``names_plan`` tells whether the question, the conversation or the caller chose the plans;
    otherwise ``plans`` are all there are. ``places`` are regions it names that no plan is of
    and none speaks of; ``places_said`` are those that no plan is of, but some plan speaks of.
    ``also`` are wordings of the plans that were looked for beside the words of the user.
    ``left_out`` are plans that the question names though the caller chose others;
    ``is_follow_up`` tells whether the conversation before it made it another than it is alone.
    """

    asked: str
    text: str
    kind: QuestionKind
    plans: tuple[str, ...]
    names_plan: bool
    years: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    places_said: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_follow_up: bool = False


class Evidence(Value):
    """Words of a passage that bear on the question; ``score`` is their coverage of it, 0 to 1."""

    passage: Passage
    excerpt: Excerpt
    score: float


class Statement(Value):
    """A sentence of a draft and the evidence that supports it.

    ``subject`` is whose it is where several plans are asked, a region. ``derived`` are the
    figures that stand in no evidence because they were reckoned from figures that do; the
    text shows the working. One that ``joins`` goes on in the line of the one before it.
    """

    text: str
    evidence: tuple[Evidence, ...]
    derived: tuple[str, ...] = ()
    subject: str = ""
    joins: bool = False

    @property
    def line(self) -> str:
        """The sentence after its subject, if it has one: 常熟市：……."""
        return f"{self.subject}：{self.text}" if self.subject else self.text


class Draft(Value):
    """An answer before it is checked: ``opening`` introduces ``statements`` shown as a list.

    With ``rows``, statements are shown as a table: a row for each of these subjects, those of
    which nothing is said among them; statements of no subject follow. ``unsaid`` are the
    rows of plans in which all was searched, and nothing speaks of it. One of several ``parts``
    shows them one after another; its statements are theirs.
    """

    opening: str = ""
    statements: tuple[Statement, ...]
    closing: str = ""
    rows: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    parts: tuple["Draft", ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether the statements are shown one a line."""
        return bool(self.opening)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What all its statements rest on, in their order."""
        return tuple(found for statement in self.statements for found in statement.evidence)


class Candidate(Value):
    """What one composer proposes as the answer, and what speaks for it.

    ``signals`` are figures by name, of which the judge makes its confidence; ``question`` is
    the wording that it answers.
    """

    composer: str
    question: Question
    draft: Draft
    signals: dict[str, float]


# Why nothing is answered.
RefusalReason = Literal[
    "out of scope",
    "not chosen",
    "all told",
    "unknown place",
    "no such part",
    "blank cell",
    "letterhead silent",
    "nothing proposed",
    "not confident",
    "unsupported",
    "model silent",
]
# Why a candidate is not the answer: another one is, or nothing is answered.
RejectionReason = RefusalReason | Literal["less confident"]


class Rejection(Value):
    """A candidate that was not chosen, how sure the judge was of it, and why not."""

    candidate: Candidate
    confidence: float
    why: RejectionReason

    @property
    def composer(self) -> str:
        """Who proposed it."""
        return self.candidate.composer


class Decision(Value):
    """What the judge made of all candidates.

    ``confidence`` is the probability, 0 to 1, that the chosen candidate answers; where none was
    chosen, that of the best one. ``reason`` tells why nothing was chosen, ``None`` otherwise.
    """

    chosen: Candidate | None
    confidence: float
    reason: RefusalReason | None = None
    rejected: tuple[Rejection, ...] = ()


class Citation(Value):
    """Where a statement stands in its plan.

    ``quote`` is the source's own words, white space and conversion debris dropped;
    ``start`` and ``end`` delimit them in the source's text as read from the file. ``page`` is
    the page of a PDF that they begin on, ``None`` for a file without pages.
    """

    number: int
    plan_id: str
    plan_title: str
    section_path: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None = None

    @property
    def address(self) -> str:
        """The clause address as staff read it: 文件 › 章 › 节 › 条."""
        return " › ".join((self.plan_title, *self.place))

    @property
    def place(self) -> tuple[str, ...]:
        """The address within the plan: its headings, and the page where the file has pages."""
        return self.section_path if self.page is None else (*self.section_path, f"第{self.page}页")


class Answer(Value):
    """An answer, or an honest refusal with the nearest clauses, which are not the answer.

    ``model`` names the chat model that worded it, and is empty if it was composed from the
    plans' own words; ``notice`` is one line on what became of a model's words, or empty.
    """

    text: str
    refused: bool
    citations: tuple[Citation, ...]
    question: Question
    nearest: tuple[Citation, ...] = ()
    model: str = ""
    notice: str = ""


class Written(Value):
    """What a chat model wrote, before it was held to the plans.

    ``composed`` is the answer without a model; ``shown`` is the evidence by the numbers it was
    shown under, ``sentences`` how many the text has, ``withheld`` why each that did not go out
    was withheld, ``moved`` how many had their markers moved to the words that bear them out,
    ``unknown`` the numbers in markers under which nothing was shown.
    """

    text: str
    composed: Answer
    shown: tuple[tuple[Evidence, ...], ...]
    sentences: int = 0
    withheld: tuple[str, ...] = ()
    moved: int = 0
    unknown: tuple[int, ...] = ()


class Trace(Value):
    """An answer with the way it came about; ``seconds`` is the time of each hop.

    ``decision`` tells which answer was chosen, which were not and why; ``written`` is set if a
    chat model was asked.
    """

    question: Question
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    answer: Answer
    seconds: dict[str, float]
    decision: Decision
    written: Written | None = None

    @property
    def confidence(self) -> float:
        """How sure it was that the plans answer, 0 to 1, also where they were not found to."""
        return self.decision.confidence

    def as_asked(self, asked: str) -> "Trace":
        """Return the same with the words that the user typed, where others were answered."""
        is_follow_up = self.question.text != asked
        question = self.question.model_copy(update={"asked": asked, "is_follow_up": is_follow_up})
        answer = self.answer.model_copy(update={"question": question})
        return self.model_copy(update={"question": question, "answer": answer})


def citation_from(number: int, passage: Passage, excerpt: Excerpt) -> Citation:
    """Return the citation of an excerpt; runs of white space in the quote become one space."""
    return Citation(
        number=number,
        plan_id=passage.source.id,
        plan_title=passage.source.title,
        section_path=passage.path,
        quote=" ".join(excerpt.text.split()),
        start=excerpt.start,
        end=excerpt.end,
        page=passage.page_of(excerpt.start),
    )


def shown(quote: str) -> str:
    """Return a quote as staff should see it, converted formulas and missing images marked."""
    return readable(quote)
