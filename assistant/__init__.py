"""Cited answers to questions about Chinese health plans, or an honest refusal.

::

    from assistant import answer

    print(answer("梅李人民医院的定位是什么").text)
"""

from assistant.answers import Answer, Citation, Question
from assistant.asking import answer
from assistant.assistant import Assistant

__all__ = ["Answer", "Assistant", "Citation", "Question", "answer"]
