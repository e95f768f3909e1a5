"""Scanned pages, read where the extra ``ocr`` is installed.

CI installs no extras: there `test_pdf` covers the message that says what to install.
"""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.formats.files import read_bytes

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")

FONTS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


@pytest.mark.skipif(not FONTS.exists(), reason="there is no Chinese font to draw a scan with")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_scan_is_read_into_paragraphs_with_a_note() -> None:
    lines = [
        "（一）加强疾病预防控制体系建设（牵头单位：卫健委）",
        "　　到2025年，健康建设取得突破性进展，人均预期寿命提高",
        "到84岁左右，居民健康素养水平达到40%以上。",
    ]
    picture = Image.new("RGB", (1000, 700), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONTS), 32)
    for number, line in enumerate(lines):
        draw.text((70, 80 + 60 * number), line, font=font, fill="black")
    written = BytesIO()
    picture.save(written, "PDF", resolution=130)
    source_text = read_bytes(written.getvalue(), "扫描.pdf", ocr=True)
    assert "人均预期寿命提高到84岁左右，居民健康素养水平达到40%以上。\n" in source_text.text
    assert "（牵头单位：卫健委）" in source_text.text
    assert "由 OCR 识别" in source_text.notes[0]
    assert source_text.pages == (0,)
    assert not source_text.whole_paragraphs
