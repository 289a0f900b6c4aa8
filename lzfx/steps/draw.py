"""`lzfx draw`: which points a quarter checks, drawn once and put on record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lzfx.errors import LzfxError
from lzfx.forms.characters import fold
from lzfx.ledger.queries import actions
from lzfx.model.action import Verb
from lzfx.model.sampling import Quarter, Sample
from lzfx.rules.samples_drawn import sample_facts, standing_draw
from lzfx.rules.sampling import checked_in, draw_points
from lzfx.session.master import graded_master
from lzfx.session.opening import Session
from lzfx.session.sampling import checkable, checks_recorded, forms_of_checks

_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_SAID = re.compile(r"(?:(20\d\d)年?[-/]?)?(?:q|第)?([1-4一二三四])(?:季度?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnitDrawn:
    """What was drawn of one unit, by ids of points."""

    unit: str
    name: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The points as they were recorded; `total` is of how many, `fresh` were never checked.

    `form` is the name of the form that asks for the checks, empty where there is none.
    """

    quarter: str
    seed: str
    units: tuple[UnitDrawn, ...]
    count: int
    total: int
    fresh: int
    form: str = ""


def quarter_named(session: Session, text: str) -> str:
    """The quarter that a person means, today's for no text; LzfxError for what is none."""
    if not text.strip():
        return str(Quarter.of(session.now.date()))
    found = _SAID.fullmatch(re.sub(r"\s", "", fold(text)))
    if found is None:
        raise LzfxError("quarter-unknown", {"value": text})
    number = _NUMBERS.get(found[2]) or int(found[2])
    return str(Quarter(int(found[1] or session.now.year), number))


def draw(session: Session, quarter: str = "", seed: str = "") -> Drawn:
    """Draw the points that a quarter checks and record them.

    The seed is made of the campaign's code and the quarter if none is given. LzfxError where they
    were drawn already, and where no point has a level.
    """
    wanted, campaign = quarter_named(session, quarter), session.campaign
    points = checkable(graded_master(session).master.graded)
    done = actions(session.ledger)
    # Drawn twice is told before what keeps from drawing.
    if not points and standing_draw(done, campaign.code, wanted) is None:
        raise LzfxError("draw-no-points")
    lot = seed.strip() or f"{campaign.code}-{wanted}"
    year = int(wanted[:4])
    checked = checked_in(checks_recorded(session), year)
    drawn = draw_points(points, checked, campaign.checks, lot)
    in_turn = tuple(one for one in points if one.point_id in drawn)
    sample = Sample(wanted, lot, tuple(one.point_id for one in in_turn))
    with session.ledger.transaction():
        session.act(Verb.DRAW, **sample_facts(campaign.code, sample))
    by_unit: dict[str, list[str]] = {}
    for one in in_turn:
        by_unit.setdefault(one.unit, []).append(one.point_id)
    return Drawn(
        wanted,
        lot,
        tuple(
            UnitDrawn(unit, session.roster.called(unit), tuple(found))
            for unit, found in by_unit.items()
        ),
        len(in_turn),
        len(points),
        sum(one.point_id not in checked for one in in_turn),
        next((form.name for form in forms_of_checks(session)), ""),
    )


def take_back(session: Session, quarter: str, why: str) -> str:
    """Take the points of a quarter back; LzfxError where none were drawn, or without a reason."""
    if not why.strip():
        raise LzfxError("why-needed")
    wanted = quarter_named(session, quarter)
    facts = {"campaign": session.campaign.code, "quarter": wanted, "why": why.strip().rstrip("。")}
    with session.ledger.transaction():
        session.act(Verb.UNDRAW, **facts)
    return wanted
