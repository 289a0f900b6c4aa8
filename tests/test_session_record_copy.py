"""The copy of the ledger: whole in each of its generations, and small to add to."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.clerk import sample_clerk

from lzfx.files.copies import KEY_FILE, key_in, segment_path, segment_paths
from lzfx.files.workspace import Workspace
from lzfx.ledger.audit import differences
from lzfx.ledger.copies import Segment, ledger_of, marks_of
from lzfx.ledger.store import Ledger, new_ledger
from lzfx.model.action import Action, Verb
from lzfx.rules.verbs import new_action
from lzfx.session.backup_age import backup_age
from lzfx.session.record_copy import keep_copy, read_copy

KEY = b"k" * 32


def acted(ledger: Ledger, times: int) -> None:
    """A run that records some actions."""
    for _ in range(times):
        with ledger.transaction():
            done = {"forms": times, "replies": 0}
            ledger.act(new_action("2026-09-01T09:00:00", "示例人甲", Verb.SEND, "", done))


def actions_in(workspace: Workspace) -> int:
    """How many actions the copy holds; -1 when it holds nothing."""
    whole = read_copy(workspace).whole
    return len(whole.named("action")) if whole else -1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=9), st.data())
def test_copy__one_damaged_file_costs_at_most_the_last_run(
    runs: list[int], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as place:
        workspace = Workspace(Path(place))
        with new_ledger(workspace.ledger, KEY) as ledger:
            reached = []
            for times in runs:
                acted(ledger, times)
                written = len(segment_paths(workspace))
                keep_copy(workspace, ledger, "2026")
                if len(segment_paths(workspace)) > written:
                    reached.append(marks_of(ledger)["action"])
            paths = segment_paths(workspace)
            assert len(paths) == len(reached), "nothing new, nothing written"
            whole = read_copy(workspace).whole
            assert whole is not None
            with ledger_of(whole, workspace.ledger) as made:
                assert differences(ledger, made) == {}
                assert made.key == KEY
            number = data.draw(st.sampled_from(sorted(paths)))
            spoilt = bytearray(paths[number].read_bytes())
            spoilt[data.draw(st.integers(0, len(spoilt) - 1))] ^= 1 << data.draw(st.integers(0, 7))
            paths[number].write_bytes(bytes(spoilt))
            read = read_copy(workspace)
            codes = {one.code for one in read.findings}
            if number < max(paths):
                assert actions_in(workspace) == reached[-1]
                assert (codes, read.behind) == ({"copy-damaged"}, False)
            elif len(paths) > 1:
                assert actions_in(workspace) == reached[-2]
                assert codes == {"copy-damaged", "copy-older"}
            acted(ledger, 1)
            keep_copy(workspace, ledger, "2026")
            assert actions_in(workspace) == marks_of(ledger)["action"], "the next run mends it"


def test_copy__every_generation_is_whole_in_itself(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with new_ledger(workspace.ledger, KEY) as ledger:
        for _ in range(6):
            acted(ledger, 2)
            keep_copy(workspace, ledger, "2026")
        for odd in (0, 1):
            for number, path in segment_paths(workspace).items():
                if number % 2 == odd:
                    path.rename(path.with_suffix(".away"))
            assert actions_in(workspace) == (12 if odd else 10), "the other one lacks a run at most"
            for path in workspace.folder("copies").glob("*.away"):
                path.rename(path.with_suffix(".lzr"))


def test_copy__a_run_adds_only_what_is_new(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with new_ledger(workspace.ledger, KEY) as ledger:
        acted(ledger, 500)
        keep_copy(workspace, ledger, "2026")
        keep_copy(workspace, ledger, "2026")
        assert list(segment_paths(workspace)) == [1]
        acted(ledger, 1)
        keep_copy(workspace, ledger, "2026")
        acted(ledger, 1)
        keep_copy(workspace, ledger, "2026")
        sizes = [path.stat().st_size for path in segment_paths(workspace).values()]
        assert sizes[2] * 10 < sizes[1], sizes
        one = Segment.of(segment_path(workspace, 3).read_bytes())
        assert one is not None
        assert one.upto["action"] - one.since["action"] == 2


def test_copy__another_ledger_in_the_same_place_begins_a_series_of_its_own(tmp_path: Path) -> None:
    """An older ledger was put back by hand: nothing of what the copy knew is thrown away."""
    workspace = Workspace(tmp_path)
    with new_ledger(workspace.ledger, KEY) as ledger:
        acted(ledger, 5)
        keep_copy(workspace, ledger, "2026")
    before = segment_path(workspace, 1).read_bytes()
    with new_ledger(workspace.ledger, KEY) as other:
        acted(other, 2)
        keep_copy(workspace, other, "2026")
        assert actions_in(workspace) == 2
    assert segment_path(workspace, 1).read_bytes() == before


def test_key_file__is_read_again_and_every_change_is_seen(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    with new_ledger(workspace.ledger, KEY) as ledger:
        keep_copy(workspace, ledger, "2026-甲")
    text = (workspace.folder("copies") / KEY_FILE).read_bytes()
    read = key_in(text)
    assert read is not None
    assert (read.code, read.key) == ("2026-甲", KEY)
    assert key_in(text.replace(b"6b", b"6c", 1)) is None
    assert key_in(text.replace(b"2026", b"2027", 1)) is None
    assert key_in(b"\xff\x00") is None


SEND = {"forms": 1, "replies": 0}
BACKUP = Action("2026-09-01T10:00:00", "a", Verb.BACKUP, "备份.zip", {"sha256": "0"})


def work(at: str) -> Action:
    return Action(at, "a", Verb.SEND, "", SEND)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ((), ("", None, 0, "", False)),
        ((work("2026-09-01T09:00:00"),), ("", None, 1, "2026-09-01", True)),
        ((work("2026-09-01T09:00:00"), BACKUP), (BACKUP.at, 4, 0, "", False)),
        ((BACKUP, work("2026-09-03T09:00:00")), (BACKUP.at, 4, 1, "2026-09-03", True)),
        # a clock that ran behind: the order of the record counts
        ((BACKUP, work("2026-08-30T09:00:00")), (BACKUP.at, 4, 1, "2026-08-30", True)),
    ],
)
def test_backup_age(done: tuple[Action, ...], expected: tuple[object, ...]) -> None:
    age = backup_age(done, date(2026, 9, 5))
    assert (age.at, age.days, age.since, age.last_work, age.is_due) == expected


def test_backup_age__a_clock_set_back_makes_no_backup_of_tomorrow() -> None:
    assert backup_age((BACKUP,), date(2026, 8, 25)).days == 0


def test_copy_cannot_be_written__the_work_is_done_and_it_is_said(tmp_path: Path) -> None:
    clerk = sample_clerk(tmp_path / "2026")
    shutil.rmtree(clerk.folder / "台账副本")
    (clerk.folder / "台账副本").write_text("a file where the folder should be")
    ran = clerk.run("status")
    assert ran.code == 0, "nothing was changed, so nothing is lost"
    ran = clerk.run("lock")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "已经办好、记进台账" in ran.err
    (clerk.folder / "台账副本").unlink()
    assert clerk.run("status").code == 0
    (clerk.folder / "台账.db").unlink()
    assert clerk.run("rebuild").code == 0
    assert "截止收表" in clerk.run("log").out
