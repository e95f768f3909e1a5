"""Every scorer of an answer under the name of its figure, in the order of the reports."""

from collections.abc import Mapping

from evals.outcome import Scorer
from evals.scorers.attribution import citation_precision, citation_recall
from evals.scorers.citing import address, gold_cited, verbatim
from evals.scorers.correctness import correctness
from evals.scorers.retrieval import (
    evidence_read,
    evidence_within,
    ndcg_at,
    recall_at,
    reciprocal_rank,
    rewriting,
)
from evals.scorers.standing import figures_stand

RETRIEVAL_SCORERS: Mapping[str, Scorer] = {
    "recall@1": recall_at(1),
    "recall@5": recall_at(5),
    "mrr": reciprocal_rank,
    "ndcg@10": ndcg_at(10),
    "evidence@500": evidence_within(500),
    "evidence@1000": evidence_within(1000),
    "evidence@2000": evidence_within(2000),
}
SCORERS: Mapping[str, Scorer] = {
    "right": correctness,
    "cited": gold_cited,
    "figures": figures_stand,
    "citation_recall": citation_recall,
    "citation_precision": citation_precision,
    "verbatim": verbatim,
    "address": address,
    "rewriting": rewriting,
    **RETRIEVAL_SCORERS,
}
# Of the shipped plans all evidence is read, for it was taken from the very files; and which
# plans a follow-up is put to says little where users name none.
DOCUMENT_SCORERS: Mapping[str, Scorer] = {
    **{name: scorer for name, scorer in SCORERS.items() if name != "rewriting"},
    "read": evidence_read,
}
