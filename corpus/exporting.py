"""Writing an exported plan to a file: never over another one unasked, never by halves."""

from pathlib import Path
from uuid import uuid4

from corpus.errors import ExportError
from corpus.export import FORMATS, ExportFormat


def chosen_format(said: str | None, output: Path | None) -> ExportFormat:
    """Return the format that was asked for, else the one that the file's name ends in.

    >>> chosen_format(None, Path("太仓.xlsx")), chosen_format("md", None), chosen_format(None, None)
    ('xlsx', 'md', 'json')
    """
    wanted = said if said is not None else (output.suffix if output else ".json")
    name = {"markdown": "md", "excel": "xlsx"}.get(bare := wanted.lower().lstrip("."), bare)
    for known in FORMATS:
        if name == known:
            return known
    raise ExportError(f"不支持导出为“{wanted}”", f"请用 --format 选择 {'、'.join(FORMATS)} 之一")


def write_new(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file whole; one that exists is kept unless ``force``.

    Raises:
        ExportError: the file exists, or cannot be written.
    """
    if path.is_dir():
        raise ExportError(f"{path} 是文件夹", "请在 -o 后面写上文件名")
    if not force and path.exists():
        raise ExportError(f"文件 {path} 已经存在", "请换一个文件名，或加 --force 覆盖")
    unfinished = path.with_name(f".{uuid4().hex}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise ExportError(
            f"文件 {path} 写不进去：{error.strerror}", "请检查文件夹是否存在、权限和磁盘空间"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
