"""The plans that ship with the project: what the catalogue says of them, and their texts."""

import hashlib
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from corpus.documents import Plan, Source, SourceText
from corpus.errors import ChangedPlanError, CorpusError, UnknownPlanError, UnreadableFileError
from corpus.parsing import plan_from

CATALOGUE = Path(__file__).with_name("catalogue.toml")
PLANS_FOLDER = Path(__file__).with_name("plans")


def sources(catalogue: Path = CATALOGUE) -> tuple[Source, ...]:
    """Return what the catalogue says of each plan, in its order.

    Raises `CorpusError` if the catalogue is missing or does not parse.
    """
    try:
        entries = tomllib.loads(catalogue.read_text(encoding="utf-8"))["plan"]
        return tuple(Source.model_validate(entry) for entry in entries)
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            f"规划目录文件 {catalogue} 读不出来：{error}",
            "请恢复该文件，例如执行 git checkout corpus/catalogue.toml",
        ) from error


def source_named(plan_id: str, known: Sequence[Source]) -> Source:
    """Return the source with this id, or raise `UnknownPlanError` naming the ids there are."""
    for source in known:
        if source.id == plan_id:
            return source
    close = get_close_matches(plan_id, [source.id for source in known], n=1)
    listing = "、".join(f"{source.id}（{source.region or source.title}）" for source in known)
    hint = f"是不是想写 {close[0]}？" if close else ""
    raise UnknownPlanError(f"没有编号为“{plan_id}”的规划", f"{hint}可用的编号：{listing}")


def read_plan(source: Source, folder: Path = PLANS_FOLDER) -> Plan:
    """Read a shipped plan.

    Raises `UnreadableFileError` if its file is missing or no UTF-8 text, and
    `ChangedPlanError` if it is not the file that the catalogue describes.
    """
    return plan_from(source, SourceText(text=read_text(source, folder)))


def read_text(source: Source, folder: Path = PLANS_FOLDER) -> str:
    """Return the text of a shipped plan as it stands in the file; errors as for `read_plan`."""
    path = folder / source.file
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except OSError as error:
        raise UnreadableFileError(
            f"规划文件 {path} 打不开：{error.strerror}", f"请把文件恢复到 {folder}"
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"规划文件 {path} 不是 UTF-8 文本（第 {error.start} 字节起无法解码）",
            "请用原文件替换，或另存为 UTF-8 编码的 txt",
        ) from error
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise ChangedPlanError(
            f"规划文件 {path} 与目录登记的内容不一致，引用的原文位置可能已不准确",
            f"请恢复原文件；如确需更换，请在 {CATALOGUE.name} 中更新 {source.id} 的 sha256",
        )
    return text


def shipped_plans() -> tuple[Plan, ...]:
    """Read all shipped plans; errors as for `sources` and `read_plan`."""
    return tuple(read_plan(source) for source in sources())
