"""A law of the whole record: in whatever legal order things come, the campaign ends the same."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.campaign_events import (
    COMMANDS,
    NEEDS,
    OF_MEETING,
    POINT,
    Outcome,
    Played,
    begun,
    first_files,
    found_all,
    legal,
    outcome,
)
from support.clerk import Clerk

from lzfx.model.decision import Holds
from lzfx.rules.workflow import State


@dataclass(frozen=True)
class Campaign:
    """The office before anything came, the files of every return, and what it all came to."""

    office: Path
    files: dict[str, list[tuple[str, bytes]]] = field(repr=False)
    came_to: Outcome = field(repr=False)


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Played once in the plain order, each return taken in as it comes."""
    home = tmp_path_factory.mktemp("orders")
    office = begun(home / "2026").folder
    files = first_files()
    return Campaign(office, files, _played(office, files, list(NEEDS), [True] * len(NEEDS)))


def _played(
    office: Path, files: dict[str, list[tuple[str, bytes]]], wished: list[str], waits: list[bool]
) -> Outcome:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / office.name
        shutil.copytree(office, folder)
        played = Played(Clerk(folder), files)
        for event, now in zip(legal(wished), waits, strict=True):
            played.play(event, collected=now)
        played.close()
        return outcome(folder)


@given(
    st.permutations(list(NEEDS)),
    st.lists(st.booleans(), min_size=len(NEEDS), max_size=len(NEEDS)),
)
@settings(deadline=None, max_examples=6, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_any_legal_order__comes_to_the_same(
    campaign: Campaign, wished: list[str], waits: list[bool]
) -> None:
    other = _played(campaign.office, campaign.files, wished, waits)
    for told in fields(Outcome):
        same = getattr(other, told.name), getattr(campaign.came_to, told.name)
        assert same[0] == same[1], (told.name, legal(wished))


def test_campaign__has_in_it_what_could_depend_on_the_order(campaign: Campaign) -> None:
    """A stale decision, a level by a comment, a return sent back, an edition that took effect."""
    came_to = campaign.came_to
    assert came_to.lapsed == [(POINT, Holds.CHANGED)] * 2
    levels = {one.point.point_id: (one.ruled, one.level) for one in came_to.points}
    assert (levels[OF_MEETING], levels[POINT]) == ((2, 1), (2, 2))
    ((number, content, kept),) = came_to.editions
    assert (number, content, bool(kept)) == (1, came_to.content, True)
    assert set(came_to.states.values()) == {State.ACCEPTED, State.MERGED}


@given(st.permutations(list(NEEDS)))
def test_orders__are_legal_and_hold_every_event(wished: list[str]) -> None:
    order = legal(wished)
    assert sorted(order) == sorted(NEEDS)
    assert all(found_all(NEEDS[one], order[:at]) for at, one in enumerate(order))
    assert set(COMMANDS) <= set(order)
