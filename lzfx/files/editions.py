"""What every printed file says, kept as JSON: for proof-reading and to compare the next edition.

It may be deleted: then a file can only be checked for its layout, and the next edition counts as
the first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lzfx.errors import FileError
from lzfx.files.reading import read_bytes
from lzfx.files.workspace import Workspace
from lzfx.files.writing import write_atomic


@dataclass(frozen=True, slots=True)
class Edition:
    """The tree of the document a file was made from, and the text of its pages, if it has any."""

    tree: Mapping[str, Any]
    pages: tuple[str, ...] = ()


def keep_edition(
    workspace: Workspace, sha256: str, tree: Mapping[str, Any], pages: Sequence[str] = ()
) -> None:
    """Keep what the printed file with that hash says."""
    text = json.dumps({"tree": tree, "pages": list(pages)}, ensure_ascii=False, indent=1)
    path = workspace.folder("editions") / f"{sha256}.json"
    write_atomic(path, text.encode("utf-8"), durable=False)


def edition_of(workspace: Workspace, sha256: str) -> Edition | None:
    """What was kept for the file with that hash; None when there is nothing readable."""
    path = workspace.folder("editions") / f"{sha256}.json"
    try:
        kept = json.loads(read_bytes(path))
        return Edition(kept["tree"], tuple(map(str, kept["pages"])))
    except (FileError, ValueError, KeyError, TypeError):
        return None
