"""Old boxes: whatever a released version archived, every later one opens and reads the same."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from support.archived import ARCHIVED, catalogue
from support.clerk import Clerk
from support.stored_boxes import LATER, STORED, formats, packed, standing
from support.stored_ledgers import restored, versions
from support.two_units import put

from lzfx.files.workspace import LEDGER
from lzfx.ledger.queries import actions, head
from lzfx.ledger.schema import MIGRATIONS
from lzfx.ledger.store import open_in_memory
from lzfx.session.archive_pages import FORMAT


def test_stored__every_format_has_a_box() -> None:
    assert formats() == tuple(range(1, FORMAT + 1))


@pytest.mark.parametrize("version", formats())
def test_stored__a_box_of_that_format_opens_and_reads_as_it_did(
    version: int, tmp_path: Path
) -> None:
    path = STORED / f"{version}.zip"
    assert path.stat().st_size < 200_000
    clerk = Clerk(tmp_path)
    ran = clerk.run("archive", "--verify", str(path), "--json", now=LATER)
    assert (ran.code, ran.json["findings"]) == (0, [])
    ran = clerk.run("archive", "--open", str(path), "--into", "副本", now=LATER)
    assert ran.code == 0, ran.out + ran.err
    opened = Clerk(tmp_path / "副本")
    before = (opened.folder / LEDGER).read_bytes()
    expected = json.loads((STORED / f"{version}.json").read_text("utf-8"))
    assert standing(opened) == expected
    assert "只能看" in opened.run("status", now=LATER).out
    assert opened.run("collect", now=LATER).code == 2
    assert (opened.folder / LEDGER).read_bytes() == before


@pytest.mark.parametrize("version", versions())
def test_stored__a_box_with_a_ledger_of_that_version_opens_and_stays_as_it_is(
    version: int, tmp_path: Path
) -> None:
    """Migrated in memory only: the ledger in the copy keeps its version and its bytes."""
    old = restored(version, tmp_path / "旧").folder
    data = (old / LEDGER).read_bytes()
    with open_in_memory(old / LEDGER) as ledger:
        facts = {
            "format": 1,
            "items": 0,
            "listed": {},
            "head": head(ledger),
            "up_to": actions(ledger)[-1].at,
        }
    files = {f"记录/{LEDGER}": data, "工作区/lzfx.toml": (old / "lzfx.toml").read_bytes()}
    files["工作区/名册.xlsx"] = (old / "名册.xlsx").read_bytes()
    for path in (old / "原件").rglob("*"):
        if path.is_file():
            files[f"原件/{path.name[:8]} 原件"] = path.read_bytes()
    (tmp_path / "盒.zip").write_bytes(packed(files, facts))
    mine = Clerk(old).run("status", "--json", now=LATER).json["boards"]
    ran = Clerk(tmp_path).run("archive", "--open", "盒.zip", now=LATER)
    assert ran.code == 0, ran.out + ran.err
    opened = Clerk(tmp_path / "盒 归档副本（只能看）")
    status = opened.run("status", "--json", now=LATER)
    assert status.json["boards"] == mine
    assert opened.run("log", now=LATER).code == 0
    assert opened.run("merge", now=LATER).code == 2
    assert (opened.folder / LEDGER).read_bytes() == data
    assert version <= len(MIGRATIONS)


def test_company__another_office_is_archived_verified_and_opened(tmp_path: Path) -> None:
    """Its own levels, words and lists go into the box and come out of it."""
    from lzfx.cli.demo import of_office, play  # noqa: PLC0415 - plays a whole office
    from lzfx.files.offices import sample_office  # noqa: PLC0415

    play(tmp_path / "2026", of_office(sample_office("company")))
    clerk = Clerk(tmp_path / "2026")
    day = datetime.fromisoformat(ARCHIVED).isoformat()
    put(clerk, "归档目录.xlsx", catalogue(clerk))
    clerk.run("collect", now=day)
    ran = clerk.run("archive", "--json", now=day)
    assert ran.code == 0, ran.out + ran.err
    home = Path(ran.json["folder"])
    zipped = home / f"{home.name}.zip"
    ran = clerk.run("archive", "--verify", str(zipped), "--json", now=LATER)
    assert (ran.code, ran.json["findings"]) == (0, [])
    ran = clerk.run("archive", "--open", str(zipped), "--into", str(tmp_path / "副本"), now=LATER)
    assert ran.code == 0, ran.out + ran.err
    mine = clerk.run("grade", "--json", now=LATER).json["lines"]
    assert Clerk(tmp_path / "副本").run("grade", "--json", now=LATER).json["lines"] == mine
    assert {one["level"] for one in mine} & {"A级", "B级"}
