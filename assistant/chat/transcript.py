"""The sentences of a model that have been let out, as text, citations and answer."""

from dataclasses import dataclass, field

from assistant.answers import Answer, Draft, Question
from assistant.chat.verifier import Held
from assistant.grounding.citations import Citations

# Opens a list; a model's own opening cannot be held to anything, and is left out.
OPENING = "规划写明："


@dataclass
class Transcript:
    """What a reader has been shown so far, and what was withheld.

    ``verdict`` is the composed answer's 对 or 不对, which opens the first sentence. With
    ``names_plans`` each sentence says whose it is, for several plans are told of.
    """

    verdict: str = ""
    names_plans: bool = False
    text: str = ""
    is_list: bool = False
    released: list[Held] = field(default_factory=list)
    withheld: list[Held] = field(default_factory=list)
    citations: Citations = field(default_factory=Citations)

    def take(self, held: Held, *, in_list: bool) -> str:
        """Return what a reader is shown of a sentence: it with its markers, or nothing."""
        if held.statement is None:
            self.withheld.append(held)
            return ""
        if any(other.text == held.text for other in self.released):
            return ""
        piece = ""
        if not self.released:
            self.is_list = in_list and not self.verdict
            piece = OPENING if self.is_list else self.verdict
        self.released.append(held)
        line = f"{self._whose(held)}{held.text}{self.citations.markers(held.statement.evidence)}"
        piece += f"\n- {line}" if self.is_list else f"{line}。"
        self.text += piece
        return piece

    def _whose(self, held: Held) -> str:
        """The name of the plan that a sentence rests on, if it must be said and is not."""
        sources = [e.passage.source for item in held.items for e in item.evidence]
        regions = {name for item in held.items for name in item.regions}
        is_said = any(region in held.text for region in regions)
        return f"{sources[0].name}：" if self.names_plans and not is_said else ""

    def answer(self, draft: Draft, question: Question, model: str, notice: str) -> Answer:
        """Return the answer that these sentences make, what the plans lack said at its end."""
        closing = f"\n\n{draft.closing}" if draft.closing else ""
        return Answer(
            text=self.text + closing,
            refused=False,
            citations=self.citations.all,
            question=question,
            model=model,
            notice=notice,
        )
