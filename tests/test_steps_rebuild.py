"""The ledger follows from the originals and the record alone (promise P13)."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from support.clerk import ROUND_ONE, ROUND_TWO, Clerk, sample_clerk
from test_steps_versions import CLEAN, STRIPPED, _edited

from lzfx.session.naming import file_named
from lzfx.session.opening import open_session
from lzfx.steps.decide import decide


def _clean(clerk: Clerk) -> None:
    ran = clerk.run("rebuild", "--json", now=ROUND_TWO)
    assert ran.code == 0, ran.out + ran.err
    assert ran.json["findings"] == []


@pytest.fixture(scope="module")
def both_rounds(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A campaign after both rounds, with numbers given in between and at the end."""
    clerk = sample_clerk(tmp_path_factory.mktemp("rebuild") / "2026")
    clerk.deliver("第一轮")
    clerk.run("collect", now=ROUND_ONE)
    clerk.run("grade", now=ROUND_ONE)
    clerk.deliver("第二轮")
    clerk.run("collect", now=ROUND_TWO)
    clerk.run("merge", now=ROUND_TWO)
    return clerk


def test_both_rounds(both_rounds: Clerk) -> None:
    before = (both_rounds.folder / "台账.db").read_bytes()
    _clean(both_rounds)
    assert (both_rounds.folder / "台账.db").read_bytes() == before, "the old one is not touched"


def test_rebuilt__can_take_the_place_of_the_old(both_rounds: Clerk, tmp_path: Path) -> None:
    shutil.copytree(both_rounds.folder, tmp_path / "2026")
    clerk = Clerk(tmp_path / "2026")
    grades = clerk.run("grade", "--json", now=ROUND_TWO).json
    _clean(clerk)
    (clerk.folder / "台账.重建.db").replace(clerk.folder / "台账.db")
    assert clerk.run("grade", "--json", now=ROUND_TWO).json == grades
    assert clerk.run("verify", now=ROUND_TWO).code == 0


def test_decided_assigned_replaced_and_late(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    (clerk.folder / "收件/旧.xlsx").write_bytes(_edited({"T8": "任免议题先征求群众意见再讨论。"}))
    clerk.run("collect", now="2026-09-10T09:00:00")
    clerk.deliver(CLEAN, STRIPPED)
    clerk.run("collect", now="2026-09-16T09:00:00")
    clerk.run("collect", "--again", now="2026-09-16T10:00:00")
    clerk.run("assign", f"收件/{STRIPPED}", "JD07", now="2026-09-16T11:00:00")
    clerk.run("merge", now="2026-09-16T12:00:00")
    clerk.run("lock", now="2026-09-16T13:00:00")
    (clerk.folder / "收件/迟.xlsx").write_bytes(_edited({"Q7": "三级", "R7": "已改为会前公示"}))
    clerk.run("collect", now=ROUND_TWO)
    assert clerk.run("decide", "收件/迟.xlsx", now=ROUND_TWO).code == 0
    clerk.run("merge", now=ROUND_TWO)
    _clean(clerk)


def test_next_year(both_rounds: Clerk, tmp_path: Path) -> None:
    Clerk(tmp_path).run("init", "2027", "--after", str(both_rounds.folder), now=ROUND_TWO)
    clerk = Clerk(tmp_path / "2027")
    clerk.run("issue", now="2027-08-21T09:00:00")
    _clean(clerk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE declaration__risk_points SET name = '别的' WHERE rowid = 5",
        "DELETE FROM point_id WHERE seq = 7",
        "UPDATE submission SET received_at = '2026-01-01T00:00:00' WHERE subject = 'JC00'",
    ],
)
def test_tampered__differs(both_rounds: Clerk, tmp_path: Path, sql: str) -> None:
    shutil.copytree(both_rounds.folder, tmp_path / "2026")
    clerk = Clerk(tmp_path / "2026")
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        for (name,) in ledger.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            ledger.execute(f'DROP TRIGGER "{name}"')
        assert ledger.execute(sql).rowcount == 1
    ran = clerk.run("rebuild", "--json", now=ROUND_TWO)
    assert ran.code == 1
    assert "rebuilt-differs" in {one["code"] for one in ran.json["findings"]}


def test_decided_and_broken_off_before_the_end__the_decision_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A return that counts because a person said so is never there without saying so."""
    clerk = sample_clerk(tmp_path / "2026")
    clerk.run("lock", now=ROUND_ONE)
    clerk.deliver(CLEAN)
    assert clerk.run("collect", now=ROUND_ONE).code == 3

    def killed(_run: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lzfx.steps.collect._Bookkeeping.close", killed)
    later = datetime.fromisoformat(ROUND_TWO)
    with open_session(clerk.folder, later, "tester") as campaign, pytest.raises(KeyboardInterrupt):
        decide(campaign, file_named(campaign, CLEAN, clerk.folder))
    with sqlite3.connect(clerk.folder / "台账.db") as ledger:
        verbs = [row[0] for row in ledger.execute("SELECT verb FROM action ORDER BY seq")]
    assert verbs[-2:] == ["accepted", "decide"]
    _clean(clerk)
