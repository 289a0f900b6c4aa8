"""Documents are checked to be whole before they are put in place."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from lzfx.errors import FileError
from lzfx.files.writing import write_atomic

_PACKAGES = frozenset({".xlsx", ".docx"})
_XML = (".xml", ".rels", ".vml")
_ROOT = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?<([^\s/>]+)[^>]*?(/?)>", re.DOTALL)


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> Path:
    """Put a document at `path` as `write_atomic` does; FileError when it is cut off.

    The suffix of the name says which format it must have.
    """
    if not is_whole(path.suffix, data):
        raise FileError("document-cut", {"path": str(path)})
    return write_atomic(path, data, durable=durable)


def is_whole(suffix: str, data: bytes) -> bool:
    """Whether a zip package opens, its checksums are right, and its XML is closed.

    A pdf must have its first and its last line; other files always count as whole.
    """
    if suffix == ".pdf":
        return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    if suffix not in _PACKAGES:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            return bool(names) and all(_ends(name, package.read(name)) for name in names)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return False


def _ends(name: str, body: bytes) -> bool:
    """Whether a member is no XML, or ends with the end of its root."""
    if not name.endswith(_XML):
        return True
    root = _ROOT.match(body)
    if root is None:
        return False
    if root[2]:
        return not body[root.end() :].strip()
    return body.rstrip().endswith(b"</" + root[1] + b">")
