"""`lzfx why POINT`: where a point came from, cell by cell, and why it has its level."""

from __future__ import annotations

from dataclasses import dataclass

from lzfx.checks.issued import POINTS
from lzfx.documents.labels import color_name, level_name, post_name, text_of, unit_name
from lzfx.errors import LzfxError
from lzfx.ledger.queries import accepted
from lzfx.messages import reason
from lzfx.model.ledger import Accepted
from lzfx.rules.reasons import reasons
from lzfx.session.master import graded_master
from lzfx.session.opening import DECLARATION, Session


@dataclass(frozen=True, slots=True)
class Traced:
    """One value of a point, and the cell of the return it was read from."""

    title: str
    value: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Why:
    """A point's origin and grade; `versions` are all returns of its subject, oldest first."""

    point_id: str
    unit: str
    post: str
    file: str
    sha256: str
    original: str
    level: str
    color: str
    monitor: str
    because: str
    values: tuple[Traced, ...]
    versions: tuple[Accepted, ...]


def why(session: Session, point_id: str) -> Why:
    """Trace a point; LzfxError when there is none of that number."""
    master = graded_master(session).master
    wanted = point_id.strip().upper()
    one = next((each for each in master.graded if each.point.point_id == wanted), None)
    if one is None:
        raise LzfxError("point-unknown", {"value": point_id})
    sources = one.point.sources
    traced = []
    for spec in session.declaration.table(POINTS).fields:
        source = sources.get(spec.name)
        own = {"point_id": wanted, "post": post_name(master, one.point.post)}
        text = own.get(spec.name) or text_of(master, one, spec.name)
        traced.append(
            Traced(spec.title, text, source.sheet if source else "", source.cell if source else "")
        )
    first = next(iter(sources.values()))
    subject = {each.sha256: each.subject for each in accepted(session.ledger, DECLARATION)}
    mine = subject.get(first.sha256)
    versions = (each for each in accepted(session.ledger, DECLARATION) if each.subject == mine)
    original = session.workspace.original(first.sha256)
    return Why(
        point_id=one.point.point_id,
        unit=unit_name(master, one.point.unit),
        post=post_name(master, one.point.post),
        file=first.file,
        sha256=first.sha256,
        original=original.relative_to(session.workspace.root).as_posix(),
        level=level_name(master, one.level),
        color=color_name(master, one.color),
        monitor=one.monitor,
        because=reason(reasons(one, master.labels)),
        values=tuple(traced),
        versions=tuple(versions),
    )
