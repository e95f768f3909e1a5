"""Benchmarks that no one here wrote, and the speed of the assistant beside what it cannot avoid.

- `cmrc`: CMRC 2018, one passage among hundreds answers (retrieval, citation, answer).
- `rgb`: RGB, Chinese: noise, rejection, two facts at once, wrong passages.
- `speed`: latency by hop, cold start, index build and memory, each as a ratio.

The data of the first two is read from a folder that the caller names and is no part of this
project. All figures are made without a language model.
"""
