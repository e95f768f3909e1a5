"""The ruler: questions with gold answers, scorers, reports and gates, and public benchmarks.

::

    samples ─ dataset, documents ─▶ run ─▶ outcome ─ scorers ─▶ rows ─ metrics ─▶ result
    result ─▶ tables (terminal) · report (HTML) · gate · compare

A scorer is a pure function from one `outcome.Outcome` to one `scores.Score`.
"""
