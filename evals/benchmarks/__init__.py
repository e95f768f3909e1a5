"""Benchmarks that no one here wrote, what retrieval owes to its parts, and what it all costs.

- `cmrc` (CMRC 2018) and `rgb` (RGB, Chinese): public questions over passages of their own;
- `checking`: drafts with errors put in by hand;
- `ablation`, `weights`, `calibration`: the parts of retrieval, and the confidence of answers;
- `speed`, `scale`: time and memory, beside what cannot be avoided.

The data of the first two is read from a folder that the caller names and is no part of this
project. All figures are made without a language model.
"""
