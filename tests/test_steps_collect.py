from __future__ import annotations

from datetime import datetime
from pathlib import Path

from support.clerk import ROUND_ONE, sample_clerk

from lzfx.model.ledger import Outcome
from lzfx.session.collection import Collected
from lzfx.session.opening import open_session
from lzfx.steps.collect import collect

MANY = 130
"""More files than one transaction takes, and than the reader has ahead."""


def _collected(folder: Path) -> Collected:
    with open_session(folder, datetime.fromisoformat(ROUND_ONE), "tester") as session:
        *_, found = collect(session)
        return found


def test_collect__judges_every_file_of_many_in_one_run(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    clerk.deliver("第一轮/主任办公会申报表.xlsx")
    names = {f"{number:03}.pdf" for number in range(MANY)}
    for name in names:
        (clerk.folder / "收件" / name).write_bytes(b"%PDF-1.4 " + name.encode())
    found = _collected(clerk.folder)
    assert {one.file for one in found.of(Outcome.REFUSED)} == names
    assert len(found.of(Outcome.ACCEPTED)) == 1
    again = _collected(clerk.folder)
    assert (again.deliveries, again.known) == ([], MANY + 1)
