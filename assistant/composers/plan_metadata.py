"""Questions about a document itself: who issued it, when, under which number, to whom."""

import re
from collections.abc import Iterator, Sequence

from assistant.answers import Candidate, Draft, Statement
from assistant.composers.composer import proposed
from assistant.evidence.asked import Asked
from assistant.evidence.particulars import OfDocument, Particular, asked_of_documents
from assistant.language.numbers import figures_in
from corpus.particulars import Field

# What each particular is called, where it is told that it is not said.
NAMES: dict[Field, str] = {
    "title": "名称",
    "region": "所属地区",
    "issuer": "印发单位",
    "number": "文号",
    "issued_on": "印发日期",
    "published_on": "发布日期",
    "status": "是否为征求意见稿或试行",
    "period": "起止年份",
    "effective": "施行日期",
    "validity": "有效期",
    "recipients": "主送单位",
    "copies": "抄送单位",
    "contact": "联系人",
    "phone": "联系电话",
    "drafter": "起草单位",
    "interpreter": "由谁负责解释",
    "source": "来源",
    "annexes": "附件",
}
_WORDING: dict[Field, str] = {
    "issuer": "由{value}印发",
    "status": "是{value}",
    "period": "对应的年份为{value}",
    "effective": "施行时间：{value}",
    "validity": "有效期限：{value}",
    "recipients": "主送{value}",
    "copies": "抄送{value}",
    "interpreter": "由{value}负责解释",
    "annexes": "附件为{value}",
}
# 1.控烟任务表；2.督导评分标准
_LISTED = re.compile(r"(?:^|[；;])\s*\d{1,2}\s*[.．、]")
# Days and years are told in one way, however the document writes them.
_WRITTEN_ALIKE: frozenset[Field] = frozenset(("issued_on", "published_on", "effective", "period"))


class PlanMetadata:
    """What a document says of itself: its letterhead, its signature, its last clause."""

    name = "plan_metadata"

    def propose(self, asked: Asked) -> Iterator[Candidate]:
        """Yield it if the question is about documents themselves and nothing in them."""
        documents = asked_of_documents(asked)
        told = [document for document in documents if document.said]
        if not told:
            return
        wanted = sum(len(document.particulars) for document in documents)
        share = sum(len(document.said) for document in documents) / wanted
        draft = _draft_from(documents, told)
        yield proposed(self.name, asked, draft, told=share)


def _draft_from(documents: Sequence[OfDocument], told: Sequence[OfDocument]) -> Draft:
    statements = tuple(_statement(document) for document in told)
    opening = f"{len(told)}份文件写明：" if told[1:] else ""
    return Draft(opening=opening, statements=statements, closing=_unsaid(documents))


def _statement(document: OfDocument) -> Statement:
    evidence = {e.excerpt: e for each in document.said for e in each.evidence}
    wordings = "，".join(_worded(each) for each in document.said)
    alike = [each.value for each in document.said if each.field in _WRITTEN_ALIKE]
    counted = [str(_listed_in(each)) for each in document.said if _listed_in(each)]
    return Statement(
        text=f"《{document.source.title}》{wordings}",
        evidence=tuple(evidence.values()),
        derived=(*figures_in("，".join(alike)), *counted),
    )


def _listed_in(said: Particular) -> int:
    """How many attachments a list of several has, 0 for anything else."""
    listed = len(_LISTED.findall(said.value)) if said.field == "annexes" else 0
    return listed if listed > 1 else 0


def _worded(said: Particular) -> str:
    if listed := _listed_in(said):
        return f"有{listed}个附件：{said.value}"
    wording = _WORDING.get(said.field, f"{NAMES[said.field]}为{{value}}")
    return wording.format(value=said.value)


def _unsaid(documents: Sequence[OfDocument]) -> str:
    """What is asked and not said, in one sentence for the documents that lack the same."""
    lacking: dict[tuple[Field, ...], list[str]] = {}
    for document in documents:
        if document.unsaid:
            lacking.setdefault(document.unsaid, []).append(f"《{document.source.title}》")
    return "".join(
        f"{'、'.join(titles)}没有写明{'、'.join(NAMES[field] for field in unsaid)}。"
        for unsaid, titles in lacking.items()
    )
