"""Every text a workspace holds for people to read: workbooks, letters, prints, drafts, reports."""

from __future__ import annotations

import email
import email.policy
import html
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2

_TAG = re.compile(r"<[^>]+>")
_ZIPPED = frozenset({".xlsx", ".docx"})
_PLAIN = frozenset({".csv", ".txt", ".html", ".json"})


def texts_below(root: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of every file below a folder, names of files among the texts."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file():
            yield name, f"{name}\n{text_of(path.name, path.read_bytes())}"


def text_of(name: str, data: bytes) -> str:
    """What a file says, as far as it is of a format that people read."""
    suffix = Path(name).suffix.lower()
    if suffix in _ZIPPED or (not suffix and data[:2] == b"PK"):
        return _zipped(data)
    if suffix == ".pdf":
        return "\n".join(
            page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)
        )
    if suffix == ".eml":
        return _mail(data)
    return data.decode("utf-8") if suffix in _PLAIN else ""


def _zipped(data: bytes) -> str:
    """All parts of the package, tags left out so that runs of one word stand together."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return "\n".join(html.unescape(_TAG.sub("", part.decode("utf-8"))) for part in parts)


def _mail(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    said = [str(message["subject"] or ""), str(message["to"] or "")]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            said.append(part.get_content())
        elif name := part.get_filename():
            attached = part.get_payload(decode=True)
            assert isinstance(attached, bytes), name
            said.append(f"{name}\n{text_of(name, attached)}")
    return "\n".join(said)
