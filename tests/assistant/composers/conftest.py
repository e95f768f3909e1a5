"""What a composer alone makes of a question about the invented plans."""

from collections.abc import Callable

import pytest

from assistant.answers import Candidate
from assistant.composers.composer import Composer
from assistant.evidence.asked import Asked


@pytest.fixture(scope="session")
def proposals(ask: Callable[[str], Asked]) -> Callable[[Composer, str], list[Candidate]]:
    """What a composer proposes for a question, before anyone judges."""
    return lambda composer, question: list(composer.propose(ask(question)))
