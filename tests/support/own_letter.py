"""Word templates as an office might have changed them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from support.printed_document import TEMPLATES

RUN_END = '</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
PARAGRAPH_END = "</w:t></w:r></w:p><w:p><w:r><w:t>"


def changed(changes: Mapping[str, str], name: str = "letter.docx") -> bytes:
    """The shipped template with words of its document replaced; each must be there once or more."""
    with zipfile.ZipFile(TEMPLATES / "docx" / name) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    text = files["word/document.xml"].decode()
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    files["word/document.xml"] = text.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for one, data in files.items():
            archive.writestr(one, data)
    return buffer.getvalue()
