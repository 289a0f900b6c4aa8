"""Archive boxes of every format, stored as small zips that every later version must open.

`python tests/support/stored_boxes.py` plays a small campaign and stores its box as one of the
format there is now, with one original and no prints or lists: all of them would make it large. A
box of a format that was released is never stored anew.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    home = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(home), str(home / "tests")]

from support.archived import ARCHIVED, catalogued
from support.clerk import Clerk
from support.readme import ROOT

from lzfx.files.box import CHECKSUMS, FORMAT, FolderBox, checksums_text
from lzfx.session.archive_pages import FORMAT as LAYOUT

STORED = ROOT / "tests/cases/boxes"
LATER = "2040-01-05T09:00:00"
_LEFT_OUT = ("目录/", "印制/", "印制记录/", "index.html")
_ORIGINAL = "主任办公会申报表.xlsx"


def formats() -> tuple[int, ...]:
    """The formats of which a box is stored."""
    return tuple(sorted(int(path.stem) for path in STORED.glob("*.zip")))


def packed(files: Mapping[str, bytes], facts: Mapping[str, Any]) -> bytes:
    """A box of those files as a small zip, with its format and its checksums."""
    text = json.dumps(facts, ensure_ascii=False)
    whole = {**files, FORMAT: text.encode()}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in whole.items()}
    whole[CHECKSUMS] = checksums_text(hashes)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(whole):
            archive.writestr(zipfile.ZipInfo(name), whole[name], zipfile.ZIP_LZMA)
    return out.getvalue()


def reduced(root: Path) -> bytes:
    """A box without what would make it large; its format does not list that any more."""
    box = FolderBox(root)
    own = {CHECKSUMS, FORMAT}
    files = {
        name: box.read(name)
        for name in box.names
        if name not in own
        and not name.startswith(_LEFT_OUT)
        and (not name.startswith("原件/") or name.endswith(_ORIGINAL))
    }
    facts = json.loads(box.read(FORMAT))
    facts["listed"] = {name: sha for name, sha in facts["listed"].items() if name in files}
    return packed(files, facts)


def standing(clerk: Clerk) -> Mapping[str, Any]:
    """What must read the same for ever: the states of the units, the levels of the points."""
    status = clerk.run("status", "--json", now=LATER)
    assert status.code == 0, status.err
    graded = clerk.run("grade", "--json", now=LATER).json["lines"]
    boards = {board["form"]: board["subjects"] for board in status.json["boards"]}
    return {
        "states": {one["subject"]: one["state"] for one in boards["declaration"]},
        "levels": {one["point_id"]: one["level"] for one in graded},
        "acts": clerk.run("log", "--json", now=LATER).json["total"],
    }


def store() -> None:
    """Store the box of the format there is now, with its expected state."""
    STORED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        clerk = catalogued(Path(place) / "2026")
        ran = clerk.run("archive", now=ARCHIVED)
        assert ran.code == 0, ran.out + ran.err
        (page,) = (clerk.folder / "归档").rglob("index.html")
        path = STORED / f"{LAYOUT}.zip"
        path.write_bytes(reduced(page.parent))
        into = Path(place) / "副本"
        ran = clerk.run("archive", "--open", str(path), "--into", str(into), now=LATER)
        assert ran.code == 0, ran.out + ran.err
        told = json.dumps(standing(Clerk(into)), ensure_ascii=False, indent=1)
        (STORED / f"{LAYOUT}.json").write_text(told + "\n", "utf-8")


if __name__ == "__main__":
    store()
