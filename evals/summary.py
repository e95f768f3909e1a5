"""The figures of a run as one line of JSON, for scripts."""

import json

from evals.metrics import ALL, flat
from evals.result import Result


def json_line(result: Result) -> str:
    """Return the figures of all questions, of each half and each file, without intervals."""
    overall = flat(result.figures[f"{ALL}/{ALL}"])
    halves = {
        half.replace("-", "_"): flat(result.figures[f"{half}/{ALL}"]) for half in result.halves
    }
    files = {file: flat(result.figures[f"{ALL}/{file}"]) for file in result.files}
    total = result.latency["total"]
    latency = {"latency_p50_ms": round(total.p50, 1), "latency_p95_ms": round(total.p95, 1)}
    return json.dumps(
        {
            "suite": result.suite,
            "questions": len(result.rows),
            **overall,
            **latency,
            **halves,
            **files,
        },
        ensure_ascii=False,
    )
