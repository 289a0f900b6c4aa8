"""What came in and what was done stays as it was, whatever happens to the program or the file."""

# ruff: noqa: S608 - names of tables and columns come from the ledger itself

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.ledger_examples import (
    ACTIONS,
    AT,
    BY,
    DECLARATION,
    DELIVERY,
    ISSUE,
    ONE_MORE,
    POINT_ID,
    PUBLICATION,
    chain_holds,
    everything,
    in_memory,
    made_up_form,
    submission_of,
    submissions,
    write_full_ledger,
)

from lzfx.errors import LzfxError, WorkspaceError
from lzfx.forms.kinds import KINDS
from lzfx.forms.table import ledger_tables
from lzfx.ledger import queries, store
from lzfx.ledger.inherited import inherited
from lzfx.ledger.record import row_of
from lzfx.ledger.store import Ledger, new_ledger, open_ledger
from lzfx.model.action import Action, Verb
from lzfx.model.filling import Filling
from lzfx.model.ledger import Outcome
from lzfx.model.risk import PointId
from lzfx.model.submission import Submission
from lzfx.rules.verbs import StrangeAction

EVERY_KIND = made_up_form(
    header=[{"name": "h", "title": "头", "kind": "line"}],
    tables={
        "kinds": [{"name": kind, "title": kind, "kind": kind} for kind in KINDS],
        "more": [{"name": "order", "title": "次序", "kind": "integer"}],
    },
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger file that holds a row of everything."""
    found = tmp_path / "台账.db"
    write_full_ledger(found)
    return found


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened


# What is there stays.


def test_append_only__every_table_refuses_change_deletion_and_replacement(ledger: Ledger) -> None:
    before = everything(ledger)
    generated = {table.name for table in ledger_tables(DECLARATION)}
    assert generated <= before.keys()
    for name, rows in before.items():
        assert rows, f"{name} is empty: nothing is proven"
        columns = [row[1] for row in ledger.connection.execute(f'PRAGMA table_info("{name}")')]
        attempts = [f'UPDATE "{name}" SET "{column}" = "{column}"' for column in columns]
        attempts += [f'DELETE FROM "{name}"', f'REPLACE INTO "{name}" SELECT * FROM "{name}"']
        for attempt in attempts:
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                ledger.connection.execute(attempt)
    assert everything(ledger) == before


def test_queries__give_back_what_was_put_in(ledger: Ledger) -> None:
    assert queries.issues(ledger, "declaration") == (ISSUE,)
    assert queries.all_deliveries(ledger, "declaration") == (DELIVERY,)
    assert queries.point_id_records(ledger) == (POINT_ID,)
    assert queries.publications(ledger) == (PUBLICATION,)
    assert queries.actions(ledger) == ACTIONS
    (point,), duties = inherited(ledger)
    assert (point.point_id, point.row, point.level, duties) == (
        "KS01-001",
        {"power": "票据"},
        2,
        {"KS01": "管票据"},
    )
    assert queries.newest_form(ledger, "declaration") == DECLARATION
    assert queries.newest_form(ledger, "roster") is None
    assert queries.last_submission(ledger) == 1


@given(submissions(EVERY_KIND))
@settings(deadline=None, max_examples=150)
def test_append__every_typed_value_comes_back_as_it_was(one: Submission) -> None:
    with in_memory(EVERY_KIND) as ledger:
        ledger.append(EVERY_KIND, one, AT, BY)
        assert queries.current_submissions(ledger, EVERY_KIND) == (one,)
        assert queries.submission_by_hash(ledger, EVERY_KIND, one.sha256) == one
        assert queries.submission_by_hash(ledger, EVERY_KIND, f"{one.sha256}x") is None


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_ROWS = st.lists(st.dictionaries(_TEXT, _TEXT, max_size=3), max_size=3).map(tuple)
_LABELS = st.lists(_TEXT, max_size=3).map(tuple)


@given(
    st.builds(
        Filling,
        header=st.dictionaries(_TEXT, _TEXT, max_size=3),
        tables=st.dictionaries(_TEXT, _ROWS, max_size=2),
        roster=st.dictionaries(_TEXT, _LABELS, max_size=2),
    )
)
@settings(deadline=None, max_examples=50)
def test_issue__is_found_equal_so_that_nothing_is_numbered_twice(filling: Filling) -> None:
    issue = replace(ISSUE, filling=filling)
    with in_memory() as ledger:
        ledger.add_issues([issue])
        assert queries.issues(ledger, "declaration") == (issue,)


def test_append__the_same_bytes_twice_are_refused(ledger: Ledger) -> None:
    before = everything(ledger)
    again = submission_of(DECLARATION, "KS02", "a")
    with pytest.raises(sqlite3.IntegrityError), ledger.transaction():
        ledger.append(DECLARATION, again, AT, BY)
    assert everything(ledger) == before


@pytest.mark.parametrize(
    ("came", "current"),
    [
        ((1, 2, 3), "c"),
        ((1, 3, 2), "b"),
        ((3, 1, 1), "a"),
        ((2, 2, 2), "c"),
        ((1, 2, 2), "c"),
    ],
)
def test_current__is_what_came_last_by_the_record_then_taken_in_last(
    came: tuple[int, ...], current: str
) -> None:
    """The clock says the opposite each time, and nothing depends on it."""
    with in_memory(DECLARATION) as ledger:
        ledger.append(DECLARATION, submission_of(DECLARATION, "KS02", "other"), "2025", BY, 9)
        for sha256, place in zip("abc", came, strict=True):
            at = f"2026-09-0{9 - place}T09:00:00"
            ledger.append(DECLARATION, submission_of(DECLARATION, "KS01", sha256), at, BY, place)
        found = queries.current_submissions(ledger, DECLARATION)
        assert [one.sha256 for one in found] == [current, "other"]
        last = {one.subject: one.sha256 for one in queries.accepted(ledger, "declaration")}
        assert last == {"KS01": current, "KS02": "other"}


def test_current__of_a_form_that_comes_many_times_the_newest_of_each_issue() -> None:
    form = DECLARATION.model_copy(update={"returns": "many"})
    with in_memory(form) as ledger:
        for sha256, subject, issue, place in (
            ("a", "KS01", 1, 3),
            ("b", "KS01", 2, 1),
            ("c", "KS01", 1, 2),
            ("d", "KS02", 1, 1),
            ("e", "KS01", 2, 4),
        ):
            one = submission_of(form, subject, sha256)
            one = replace(one, stamp=replace(one.stamp, issue=issue))
            ledger.append(form, one, AT, BY, place)
        found = queries.current_submissions(ledger, form)
        assert [one.sha256 for one in found] == ["d", "a", "e"]
        assert [one.sha256 for one in queries.current_submissions(ledger, DECLARATION)] == [
            "d",
            "e",
        ]


def test_judged__the_last_judgement(ledger: Ledger) -> None:
    later = replace(DELIVERY, at="2026-09-12", basis="new", outcome=Outcome.ACCEPTED)
    with ledger.transaction():
        ledger.add_delivery(later)
    judged = queries.LastJudgement(Outcome.ACCEPTED, "new", "declaration", 0, "KS01")
    assert queries.last_judgements(ledger) == {"a": judged}


def test_refused_deliveries__each_file_once_as_judged_last() -> None:
    stray = replace(DELIVERY, sha256="s", outcome=Outcome.REFUSED, subject="", form="")
    with in_memory() as ledger:
        for one in (stray, DELIVERY, replace(stray, at="2027"), replace(stray, sha256="t")):
            ledger.add_delivery(one)
        ledger.add_delivery(replace(DELIVERY, sha256="t"))
        assert queries.refused_deliveries(ledger) == (replace(stray, at="2027"),)


# The chain of actions.


def test_chain__holds_and_its_head_is_told(ledger: Ledger) -> None:
    assert chain_holds(ledger)
    with ledger.transaction():
        told = ledger.act(ONE_MORE)
    assert queries.head(ledger) == told
    assert chain_holds(ledger)


@pytest.mark.parametrize(
    "change",
    [
        *(
            f"UPDATE action SET {column} = {column} || ' ' WHERE seq = 2"
            for column in ("at", "by", "verb", "about", "reason", "evidence", "payload", "hash")
        ),
        "UPDATE action SET previous_hash = hash WHERE seq = 2",
        "UPDATE action SET verb = about, about = verb WHERE seq = 3",
        "UPDATE action SET seq = 5 WHERE seq = 1",
        "DELETE FROM action WHERE seq = 1",
        "DELETE FROM action WHERE seq = 3",
    ],
)
def test_chain__shows_every_change(ledger: Ledger, change: str) -> None:
    head = queries.head(ledger)
    for name in ("update", "delete"):
        ledger.connection.execute(f"DROP TRIGGER action_no_{name}")
    ledger.connection.execute(change)
    assert not chain_holds(ledger)
    ledger.connection.execute("DELETE FROM action WHERE seq = 4")
    assert queries.head(ledger) != head, "a cut end shows in the head that was written down"


@pytest.mark.parametrize(
    "one",
    [
        Action(AT, BY, Verb.SEND, facts={"forms": 2}),
        Action(AT, BY, Verb.SEND, facts={"forms": 2, "replies": "1"}),
        Action(AT, BY, Verb.SEND, "KS01", {"forms": 2, "replies": 1}),
    ],
)
def test_act__a_strange_action_is_an_error_of_ours_and_is_not_recorded(
    ledger: Ledger, one: Action
) -> None:
    before = everything(ledger)
    with pytest.raises(StrangeAction), ledger.transaction():
        ledger.act(one)
    assert everything(ledger) == before


def test_act__its_guard_sees_all_that_was_done_and_nothing_that_was_taken_back(
    ledger: Ledger,
) -> None:
    lock = Action(AT, BY, Verb.LOCK)
    with suppress(KeyboardInterrupt), ledger.transaction():
        ledger.act(lock)
        raise KeyboardInterrupt
    with ledger.transaction():
        ledger.act(lock)
        with pytest.raises(LzfxError) as refused:
            ledger.act(lock)
    assert refused.value.code == "already-locked"
    assert queries.actions(ledger) == (*ACTIONS, lock)
    assert chain_holds(ledger)


def test_act_again__keeps_the_chain_of_the_ledger_it_comes_from(ledger: Ledger) -> None:
    lock = Action(AT, BY, Verb.LOCK)
    with ledger.transaction():
        ledger.act_again((AT, BY, "lock", "", "", "", "", ""))  # as version 1 wrote it
        ledger.act_again(row_of(lock))  # once more: nobody asked in those days
    with in_memory() as other:
        for _, row in queries.actions_as_stored(ledger):
            other.act_again(row)
        assert queries.head(other) == queries.head(ledger)
        assert queries.actions(other) == (*ACTIONS, lock, lock)


# Forms change.


def test_form__an_added_optional_field_gets_a_column_and_old_rows_have_none_of_it() -> None:
    note = [{"name": "note", "title": "备注", "kind": "text"}]
    day = [{"name": "day", "title": "日期", "kind": "date"}]
    first = made_up_form(tables={"things": note})
    second = made_up_form(version=2, header=note, tables={"things": [*day, *note], "more": day})
    with in_memory(first) as ledger:
        ledger.append(first, submission_of(first, "KS01", "a", note="旧"), AT, BY)
        ledger.remember_form(second)
        new = submission_of(second, "KS02", "b", note="新", day=date(2026, 9, 8))
        ledger.append(second, new, AT, BY)
        old, found = queries.current_submissions(ledger, second)
        assert found == new
        assert old.header == {}
        assert old.tables["more"] == ()
        (row,) = old.tables["things"]
        assert row.values == {"note": "旧", "day": None}
        for table in ledger_tables(second):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                ledger.connection.execute(f'DELETE FROM "{table.name}"')


def test_form__a_known_definition_is_kept_once(ledger: Ledger) -> None:
    before = everything(ledger)
    ledger.remember_form(DECLARATION)
    assert everything(ledger) == before
    ledger.remember_form(DECLARATION.model_copy(update={"title": "另一个标题"}))
    assert len(everything(ledger)["form_version"]) == 2
    newest = queries.newest_form(ledger, "declaration")
    assert newest is not None
    assert newest.title == "另一个标题"


# Whole or not at all.


def interrupted_record(ledger: Ledger) -> None:
    """Fail between the rows of one table."""

    def records() -> Iterator[PointId]:
        yield POINT_ID
        raise OSError("made up")

    ledger.add_point_ids(records())


def interrupted_rows(ledger: Ledger) -> None:
    """Fail in the last table of a return."""
    one = submission_of(DECLARATION, "KS02", "b")
    tables: dict[str, Any] = {**one.tables, "posts": (None,)}
    ledger.append(DECLARATION, replace(one, tables=tables), AT, BY)


def interrupted_by_hand(_ledger: Ledger) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("fail", [interrupted_record, interrupted_rows, interrupted_by_hand])
def test_transaction__a_failure_in_the_middle_leaves_nothing(
    ledger: Ledger, fail: Callable[[Ledger], None]
) -> None:
    def run() -> None:
        with ledger.transaction():
            ledger.append(DECLARATION, submission_of(DECLARATION, "KS03", "c"), AT, BY)
            ledger.act(ONE_MORE)
            fail(ledger)

    before = everything(ledger)
    with pytest.raises((OSError, AttributeError, KeyboardInterrupt)):
        run()
    assert everything(ledger) == before
    with ledger.transaction():
        ledger.act(ONE_MORE)
    assert chain_holds(ledger)


def test_transaction__a_commit_that_fails_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.1)
    with open_ledger(path) as ledger, closing(sqlite3.connect(path)) as reader:
        before = everything(ledger)
        rows = reader.execute("SELECT * FROM action")
        assert next(rows)  # a reader holds the file: it cannot be written to the disk
        with pytest.raises(WorkspaceError) as stopped, ledger.transaction():
            ledger.act(ONE_MORE)
        assert stopped.value.code == "ledger-busy"
        assert everything(ledger) == before


@pytest.mark.parametrize("after", ["append", "as_file"])
def test_new_ledger__is_no_file_until_it_is_whole(tmp_path: Path, after: str) -> None:
    path = tmp_path / "台账.db"
    with suppress(OSError), new_ledger(path, b"k" * 32) as ledger:
        ledger.act(ACTIONS[0])
        if after == "append":
            raise OSError("made up")
        path.write_bytes(ledger.as_file())
    assert path.exists() == (after == "as_file")
    if path.exists():
        with open_ledger(path) as ledger:
            assert ledger.key == b"k" * 32
            assert queries.actions(ledger) == ACTIONS[:1]
        with pytest.raises(WorkspaceError, match="workspace-exists"):
            new_ledger(path)


def test_new_ledger__has_a_key_of_its_own() -> None:
    with in_memory() as one, in_memory() as other:
        assert one.key != other.key
        assert len(one.key) == 32
