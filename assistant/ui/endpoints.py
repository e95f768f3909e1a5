"""Named endpoints and MCP tools for programs, which answer, search and list indicators."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import gradio as gr
from gradio.events import api
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.ui.chat_tab import ASKED_AT_ONCE
from assistant.ui.indicators_tab import chosen
from assistant.ui.service import Service
from corpus.catalogue import source_named
from corpus.documents import Reading
from corpus.errors import PlansError
from corpus.text import readable

MOST_PASSAGES = 50
Given = TypeVar("Given")


class Endpoints:
    """The functions behind the endpoints; their docstrings are what a caller reads of them.

    What is given back is told before the arguments: Gradio breaks up a section of its own.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    def open(self) -> None:
        """Open the endpoints, within the page's blocks."""
        for endpoint in (self.answer, self.search, self.indicators):
            api(
                endpoint,
                api_name=endpoint.__name__,
                concurrency_id="asking",
                concurrency_limit=ASKED_AT_ONCE,
            )

    def answer(
        self,
        question: str,
        history: list[dict[str, str]] | None = None,
        plans: list[str] | None = None,
        request: gr.Request | None = None,
    ) -> dict[str, Any]:
        """Answer a Chinese question from the health plans, each statement cited, or refuse.

        Gives an object with "text" (markers [1] after the statements), "refused" (true if the
        plans do not say), "citations" (number, plan_id, plan_title, section_path, quote,
        start, end, page), "question" (what was understood) and "nearest" (clauses near a
        refused question, which do not answer it).

        Args:
            question: the question, in Chinese, at most 500 characters.
            history: the conversation before it, each with "role" (user, assistant) and "content".
            plans: ids of the plans to ask, such as "changshu"; all if none are given.
        """
        account = request.username if request else None
        _told(lambda: self._service.admit(account))
        found = _told(lambda: self._service.assistant.answer(question, history, plans or None))
        return _given(found.model_dump(mode="json"), request)

    def search(
        self,
        query: str,
        top_k: int = 8,
        plans: list[str] | None = None,
        request: gr.Request | None = None,
    ) -> list[dict[str, Any]]:
        """Find the passages of the health plans that are nearest to a query in meaning and words.

        Gives objects with "plan_id", "plan_title", "section_path", "text", "start", "end" and
        "score", the best first.

        Args:
            query: what to look for, in Chinese.
            top_k: how many passages, 1 to 50.
            plans: ids of the plans to search; all if none are given.
        """
        library = self._service.library
        wanted = self._known(plans)
        hits = _told(lambda: library.search(query, max(1, min(top_k, MOST_PASSAGES)), wanted))
        passages = [
            {
                "plan_id": hit.passage.source.id,
                "plan_title": hit.passage.source.title,
                "section_path": list(hit.passage.path),
                "text": readable(hit.passage.excerpt.text),
                "start": hit.passage.excerpt.start,
                "end": hit.passage.excerpt.end,
                "score": round(float(hit.score), 4),
            }
            for hit in hits
        ]
        return _given(passages, request)

    def indicators(
        self,
        words: str = "",
        plans: list[str] | None = None,
        concept: str = "",
        request: gr.Request | None = None,
    ) -> list[dict[str, Any]]:
        """List indicators of the health plans with their baseline and target values.

        Gives objects with "plan_id", "name", "concept", "unit", "baseline" and "target" (year
        and value as the plan words it, or null), "nature", "section_path", "quote", "start"
        and "end".

        Args:
            words: words that name or sentence must hold, divided by spaces; all if empty.
            plans: ids of the plans; all if none are given.
            concept: what is measured, such as "人均预期寿命", alike in all plans.
        """
        library = self._service.library
        wanted = self._known(plans)
        records = [
            (indicator, library.source(plan))
            for plan in wanted
            for indicator in library.plan(plan).indicators
        ]
        rows = [
            {
                "plan_id": source.id,
                **indicator.model_dump(mode="json", include={"name", "concept", "unit", "nature"}),
                "baseline": _reading(indicator.baseline),
                "target": _reading(indicator.target),
                "section_path": list(indicator.path),
                "quote": " ".join(indicator.excerpt.text.split()),
                "start": indicator.excerpt.start,
                "end": indicator.excerpt.end,
            }
            for indicator, source in chosen(records, words, (), concept)
        ]
        return _given(rows, request)

    def _known(self, plans: Sequence[str] | None) -> tuple[str, ...]:
        """The plans that were named, all if none."""
        sources = self._service.library.sources
        named = _told(lambda: [source_named(plan, sources) for plan in plans or ()])
        return tuple(source.id for source in named or sources)


def health_route(service: Service) -> Route:
    """Return ``/healthz``, which says how many plans and passages are in service."""

    def health(_request: Request) -> Response:
        library = service.library
        counts = {"plans": len(library.sources), "passages": len(library.passages)}
        return JSONResponse({"status": "ok", **counts})

    return Route("/healthz", health, methods=["GET", "HEAD"])


def _reading(reading: Reading | None) -> dict[str, Any] | None:
    return None if reading is None else {"year": reading.year, "value": reading.value}


def _given(found: Given, request: gr.Request | None) -> Given:
    """What was found; as JSON text to the caller of an MCP tool, who would read Python's else.

    Gradio's MCP server asks through the same endpoints, and says in this header that it does.
    The type stays that of the endpoints, for it is what Gradio documents.
    """
    if request is not None and request.headers.get("x-gradio-user") == "mcp":
        return cast("Given", json.dumps(found, ensure_ascii=False))
    return found


def _told(call: Callable[[], Given]) -> Given:
    """What a call gives; an error of ours is told to the caller with its remedy."""
    try:
        return call()
    except PlansError as error:
        raise gr.Error(str(error), print_exception=False) from error
