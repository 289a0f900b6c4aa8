"""What every printed file says, kept beside it as JSON: for proof-reading and for the next edition.

It can be thrown away: then a file can only be checked for its looks, and an edition is the first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    """Keep what the file with that hash says."""
    text = json.dumps({"tree": tree, "pages": list(pages)}, ensure_ascii=False, indent=1)
    path = workspace.folder("editions") / f"{sha256}.json"
    write_atomic(path, text.encode("utf-8"), durable=False)


def edition_of(workspace: Workspace, sha256: str) -> Edition | None:
    """What was kept of the file with that hash; None when nothing readable was."""
    path = workspace.folder("editions") / f"{sha256}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Edition(kept["tree"], tuple(map(str, kept["pages"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
