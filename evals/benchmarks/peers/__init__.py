"""Retrieval by other libraries beside ours, over the same plans, questions and embedder."""
