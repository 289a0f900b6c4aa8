"""Ledgers of every version of the schema, stored as text, and how one is stored.

`python tests/support/stored_ledgers.py` plays a small campaign and stores its ledger as that of
the version there is now. A version that was released is never stored anew.
"""

from __future__ import annotations

import base64
import hashlib
import io
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

if __name__ == "__main__":
    home = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(home), str(home / "tests")]

from openpyxl import load_workbook
from support.clerk import ISSUED, ROUND_ONE, ROUND_TWO, SAMPLE, Clerk, sample_workspace
from support.readme import ROOT

from lzfx.files.workspace import FOLDERS
from lzfx.ledger.schema import APPLICATION_ID, MIGRATIONS

STORED = ROOT / "tests/cases/ledgers"
_WIDTH = 100
_BY = "示例人甲"
_RETURNS = (
    "第一轮/主任办公会申报表.xlsx",
    "第一轮/锦枋街道（重新录入）.xlsx",
    "第一轮/信访与纪检监察室 申报表 改2.xlsx",
    "第一轮/OA导出-政策法规科.xls",
)


def versions() -> tuple[int, ...]:
    """The versions of which a ledger is stored."""
    return tuple(sorted(int(path.stem) for path in STORED.glob("*.sql")))


def dump(path: Path) -> str:
    """A ledger file as SQL text that makes it again."""
    with closing(sqlite3.connect(path)) as ledger:
        (version,) = ledger.execute("PRAGMA user_version").fetchone()
        lines = list(ledger.iterdump())
    facts = (f"PRAGMA application_id = {APPLICATION_ID};", f"PRAGMA user_version = {version};")
    return "\n".join((*lines, *facts, ""))


def restored(version: int, folder: Path) -> Clerk:
    """A workspace with the stored ledger of that version, its originals, roster and settings."""
    for name in FOLDERS.values():
        (folder / name).mkdir(parents=True)
    (folder / "lzfx.toml").write_text((STORED / f"{version}.toml").read_text("utf-8"), "utf-8")
    with closing(sqlite3.connect(folder / "台账.db")) as ledger:
        ledger.executescript((STORED / f"{version}.sql").read_text("utf-8"))
        roster = ledger.execute("SELECT sha256 FROM submission WHERE form = 'roster'").fetchone()
    for block in (STORED / f"{version}.originals.txt").read_text("ascii").split("\n\n"):
        data = base64.b64decode(block)
        sha256 = hashlib.sha256(data).hexdigest()
        path = folder / "原件" / sha256[:2] / sha256
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        if sha256 == roster[0]:
            (folder / "名册.xlsx").write_bytes(data)
    return Clerk(folder)


def _played(folder: Path) -> Clerk:
    """A campaign with a return taken in, one assigned, one sent back, one refused, and numbers."""
    clerk = sample_workspace(folder)
    units = ("--only", "JC00", "--only", "JD07", "--only", "KS02")
    clerk.run_apart("issue", *units, now=ISSUED, LOGNAME=_BY)
    clerk.deliver(*_RETURNS)
    (clerk.folder / "收件/缺项.xlsx").write_bytes(_faulty())
    clerk.run_apart("collect", now=ROUND_ONE, LOGNAME=_BY)
    clerk.run_apart("assign", f"收件/{_RETURNS[1]}", "JD07", now=ROUND_ONE, LOGNAME=_BY)
    clerk.run_apart("merge", now=ROUND_TWO, LOGNAME=_BY)
    clerk.run_apart("send", "--late", now=ROUND_TWO, LOGNAME=_BY)
    clerk.run_apart("lock", now=ROUND_TWO, LOGNAME=_BY)
    clerk.run_apart("lock", "--undo", now=ROUND_TWO, LOGNAME=_BY)
    clerk.run_apart("backup", now=ROUND_TWO, LOGNAME=_BY)
    return clerk


def _faulty() -> bytes:
    """A return with an empty cell where there must be something."""
    book = load_workbook(SAMPLE / "returns" / _RETURNS[0])
    book["风险点"]["T8"] = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def store() -> None:
    """Store the ledger of the version there is now, with all it needs to be verified."""
    STORED.mkdir(exist_ok=True)
    version = len(MIGRATIONS)
    with tempfile.TemporaryDirectory() as place:
        clerk = _played(Path(place) / "2026")
        (STORED / f"{version}.sql").write_text(dump(clerk.folder / "台账.db"), "utf-8")
        originals = (clerk.folder / "原件" / name for name in clerk.files("原件"))
        blocks = (base64.b64encode(path.read_bytes()).decode("ascii") for path in originals)
        wrapped = ("\n".join(_lines(block)) for block in blocks)
        (STORED / f"{version}.originals.txt").write_text("\n\n".join(wrapped) + "\n", "ascii")
    settings = (SAMPLE / "lzfx.toml").read_text("utf-8")
    (STORED / f"{version}.toml").write_text(settings, "utf-8")


def _lines(block: str) -> list[str]:
    return [block[at : at + _WIDTH] for at in range(0, len(block), _WIDTH)]


if __name__ == "__main__":
    store()
