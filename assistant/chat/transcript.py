"""The sentences of a model that have been let out, as text, citations and answer."""

from dataclasses import dataclass, field

from assistant.answers import Answer, Draft, Question
from assistant.chat.verifier import Verification
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
        piece = ""
        if not self.released:
            self.is_list = in_list and not self.verdict
            piece = OPENING if self.is_list else self.verdict
        self.released.append(verified)
        markers = self.citations.markers(verified.statement.evidence)
        line = f"{self._whose(verified)}{verified.text}{markers}"
        piece += f"\n- {line}" if self.is_list else f"{line}。"
        self.text += piece
        return piece

    def _whose(self, verified: Verification) -> str:
        """The name of the plan that a sentence rests on, if it must be said and is not."""
        sources = [e.passage.source for item in verified.items for e in item.evidence]
        regions = {name for item in verified.items for name in item.regions}
        is_said = any(region in verified.text for region in regions)
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
