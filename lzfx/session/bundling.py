"""The points of a campaign as its bundle tells them: the edition in force, or a draft of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lzfx.documents.counts import in_order
from lzfx.documents.labels import color_name, post_name, text_of, unit_name
from lzfx.ledger.audit import hash_at
from lzfx.ledger.queries import actions
from lzfx.messages import in_fours
from lzfx.model.action import Action, Verb
from lzfx.model.bundle import SEAL_GROUPS, BundledPoint, BundleHead, Manifest, Origin
from lzfx.model.edition import Act
from lzfx.model.master import Master
from lzfx.model.risk import Graded, Source
from lzfx.rules.bundle_members import MANIFEST, head_of, members
from lzfx.rules.bundle_scheme import scheme_of
from lzfx.session.editions import NEWEST, ToPrint, mark_of, to_print
from lzfx.session.master import graded_master
from lzfx.session.opening import Session
from lzfx.session.papers import with_papers

_CHANGES_NOTHING = frozenset(
    {
        *(Verb.BUNDLE, Verb.WROTE, Verb.PRINT, Verb.BACKUP, Verb.MERGE, Verb.CLOCK, Verb.ARCHIVE),
        *(Verb.SEND, Verb.POSTED, Verb.MAILED, Verb.SEEN),
    }
)
"""Acts after which the same points are told by the same bytes."""

_OWN = "point_id"


def bundled(session: Session) -> tuple[ToPrint, BundleHead, Mapping[str, bytes]]:
    """What is told, the bundle by its manifest, its members; the same record, the same bytes."""
    state = with_papers(session, graded_master(session))
    source = to_print(session, state, Act.APPROVAL, NEWEST)
    origins = _origins(state.graded)
    fields = tuple(scheme_of(source.master)["fields"])
    points = tuple(_point(source.master, one, fields, origins) for one in in_order(source.master))
    parts = members(_manifest(session, source), points)
    return source, head_of(parts[MANIFEST]), parts


def seal_said(head: BundleHead) -> str:
    """The code of a bundle as paper and screen show it."""
    return in_fours(head.digest, SEAL_GROUPS)


def _manifest(session: Session, source: ToPrint) -> Manifest:
    campaign, edition = session.campaign, source.master.edition
    in_force = source.edition or edition.number
    number = _last(actions(session.ledger))
    last = actions(session.ledger)[number - 1]
    return Manifest(
        sender=campaign.commission,
        campaign=campaign.code,
        title=campaign.name,
        year=campaign.year,
        edition=in_force,
        edition_day=edition.acts[Act.APPROVAL].on.isoformat() if in_force else "",
        mark="" if in_force else mark_of(edition, Act.APPROVAL, campaign.words),
        seq=number,
        as_of=last.at,
        head=hash_at(session.ledger, number),
        content="",
        points=0,
        unit_count=0,
        scheme=scheme_of(source.master),
    )


def _last(done: Sequence[Action]) -> int:
    """The number of the last act that may have changed what is told."""
    changed = (at for at, one in enumerate(done, start=1) if one.verb not in _CHANGES_NOTHING)
    return max(changed, default=len(done))


def _origins(graded: Sequence[Graded]) -> Mapping[tuple[str, str], Mapping[str, Source]]:
    """Where values were read from, by the number of the point and what it says.

    An edition does not keep its cells; a point that says the same today was read from the same.
    """
    return {(one.point.point_id, one.point.fingerprint): one.point.sources for one in graded}


def _point(
    master: Master,
    one: Graded,
    fields: Sequence[str],
    origins: Mapping[tuple[str, str], Mapping[str, Source]],
) -> BundledPoint:
    point = one.point
    unit = master.roster.unit(point.unit)
    sources = point.sources or origins.get((point.point_id, point.fingerprint), {})
    own = {_OWN: point.point_id, "post": post_name(master, point.post)}
    texts = {name: own.get(name) or text_of(master, one, name) for name in fields}
    return BundledPoint(
        point_id=point.point_id,
        unit=unit_name(master, point.unit),
        kind=unit.kind if unit else "",
        post=post_name(master, point.post),
        texts=texts,
        level=one.level,
        color=color_name(master, one.color),
        monitor=one.monitor,
        origins=_grouped(sources),
    )


def _grouped(sources: Mapping[str, Source]) -> tuple[Origin, ...]:
    """Sources by sheet, each with the cells of its fields."""
    found: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for name, source in sources.items():
        found[source.file, source.sha256, source.sheet][name] = source.cell.text
    return tuple(Origin(*place, cells) for place, cells in found.items())
