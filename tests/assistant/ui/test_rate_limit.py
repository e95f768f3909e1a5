"""One account may ask so many questions in a minute, and others are not held up by it."""

import pytest

from assistant.ui.rate_limit import RateLimit
from corpus.errors import TooManyQuestionsError


def test_too_many_questions_in_a_minute_have_to_wait() -> None:
    now = [0.0]
    limit = RateLimit(most=2, clock=lambda: now[0])
    limit.count("张三")
    limit.count("张三")
    limit.count("李四")
    with pytest.raises(TooManyQuestionsError, match="60 秒"):
        limit.count("张三")
    now[0] = 60.0
    limit.count("张三")
