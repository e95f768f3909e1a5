"""The sentences of a model that have been let out, as text, citations and answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answers import Answer, Question, Statement
from assistant.chat.verifier import Verification
from assistant.grounding.citations import Citations

# Opens a list; a model's own opening cannot be held to anything, and is left out.
OPENING = "规划写明："


@dataclass
class Transcript:
    """What a reader has been shown so far, and what was withheld.

    ``is_silent`` tells that the model found no answer. ``verdict`` is the composed answer's 对
    or 不对, which opens the first sentence. With ``names_plans`` each sentence says whose it is,
    for several plans are told of.
    """

    verdict: str = ""
    names_plans: bool = False
    text: str = ""
    is_list: bool = False
    is_silent: bool = False
    released: list[Verification] = field(default_factory=list)
    withheld: list[Verification] = field(default_factory=list)
    citations: Citations = field(default_factory=Citations)

    def take(self, verified: Verification, *, in_list: bool) -> str:
        """Return what a reader is shown of a sentence: it with its markers, or nothing."""
        if verified.statement is None:
            self.withheld.append(verified)
            return ""
        if any(other.text == verified.text for other in self.released):
            return ""
        first = not self.released
        self.released.append(verified)
        markers = self.citations.markers(verified.statement.evidence)
        line = f"{self._whose(verified)}{verified.text}{markers}"
        if first:
            self.is_list = in_list and not self.verdict
            opening = OPENING if self.is_list else self.verdict
            piece = f"{opening}\n- {line}" if self.is_list else f"{opening}{line}。"
        elif in_list:
            piece = f"\n- {line}"
        else:
            # What follows a list stands apart from its last line.
            piece = f"\n\n{line}。" if "\n- " in self.text else f"{line}。"
        self.text += piece
        return piece

    def add(self, statements: Sequence[Statement]) -> str:
        """Return what a reader is shown besides: composed statements that the model left out."""
        pieces = []
        for statement in statements:
            line = f"{statement.line}{self.citations.markers(statement.evidence)}"
            pieces.append(f"\n- {line}" if "\n- " in self.text else f"{line}。")
        self.text += "".join(pieces)
        return "".join(pieces)

    def _whose(self, verified: Verification) -> str:
        """The name of the plan that a sentence rests on, if it must be said and is not."""
        sources = [e.passage.source for item in verified.items for e in item.evidence]
        regions = {name for item in verified.items for name in item.regions}
        is_said = any(region in verified.text for region in regions)
        return f"{sources[0].name}：" if self.names_plans and not is_said else ""

    def answer(self, closing: str, question: Question, model: str, notice: str) -> Answer:
        """Return the answer that these sentences make, what the plans lack said at its end."""
        return Answer(
            text=self.text + (f"\n\n{closing}" if closing else ""),
            refused=False,
            citations=self.citations.all,
            question=question,
            model=model,
            notice=notice,
        )
