"""Named checks of comments on what is shown: registers of the office, and what units send in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lzfx.checks.context import Understood
from lzfx.forms.characters import fold
from lzfx.forms.records import YES
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity, Where

NONE_RECEIVED = "none_received"
"""The single cell in which somebody says that there are no comments."""

_ABOUT = (About.COMMENT, About.REMARK)
_FIRST, _LAST, _CAME = "start", "end", "received_on"


WHOLE = "整体"
"""What a comment is about that is about no single point."""

_ID = re.compile(r"[0-9A-Z-]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """What comments may be about: the publicities on record, and every id ever given to a point.

    `last` is the last day of each publicity by its first. None where nobody asked the record.
    """

    last: Mapping[date, date] | None = field(default=None)
    points: Collection[str] | None = field(default=None)


def point_said(text: str, points: Collection[str]) -> str | None:
    """The id of the point that a text begins with; empty for the whole, None for no such."""
    plain = fold(text).upper()
    if plain.startswith(fold(WHOLE).upper()):
        return ""
    found = _ID.match(plain)
    said = found[0] if found else ""
    return next((said[:at] for at in range(len(said), 0, -1) if said[:at] in points), None)


def comments_name_points(seen: Understood) -> Iterator[Finding]:
    """What a comment is about is a point that there is, or the whole."""
    points = seen.known.on(Shown).points
    for about in _ABOUT if points is not None else ():
        for row in seen.rows_about(about):
            text = str(row.values.get("about") or "")
            if text and point_said(text, points or ()) is None:
                yield seen.say("comment-point-unknown", about, row, "about")


def comments_or_none(seen: Understood) -> Iterator[Finding]:
    """Either comments, or the statement that there are none; not both, and not neither."""
    rows = [row for about in _ABOUT for row in seen.rows_about(about)]
    none = seen.header.get(NONE_RECEIVED) == YES
    where = seen.raw.header_places.get(NONE_RECEIVED, Where(seen.raw.file))
    if none and rows:
        params = {"paper": seen.form.title, "value": len(rows)}
        yield Finding("comments-though-none", where, params)
    elif not none and not rows:
        yield Finding("comments-missing", where, {"form": seen.form.title})


def anonymous_is_unnamed(seen: Understood) -> Iterator[Finding]:
    """Whoever wants no name to be known is not named; the name is not repeated here."""
    for about in _ABOUT:
        for row in seen.rows_about(about):
            if row.values.get("commenter_kind") == "anonymous" and row.values.get("commenter"):
                title = seen.form.table(seen.table_about(about)).field("commenter").title
                where = seen.cell(about, row, "commenter")
                yield Finding("comment-anonymous-named", where, {"title": title})


def comments_within_period(seen: Understood) -> Iterator[Finding]:
    """The days of the publicity are those on record, and comments came in between them."""
    first, last = seen.header.get(_FIRST), seen.header.get(_LAST)
    if not isinstance(first, date):
        return
    known = seen.known.on(Shown).last
    if known is not None and first not in known:
        where = seen.raw.header_places.get(_FIRST, Where(seen.raw.file))
        yield Finding("publicity-not-recorded", where, {"on": first}, Severity.QUERY)
    last = known.get(first, last) if known else last
    if not isinstance(last, date):
        return
    for row in seen.rows_about(About.COMMENT):
        came = row.values.get(_CAME)
        if isinstance(came, date) and not first <= came <= last:
            yield seen.say(
                "comment-outside-period",
                About.COMMENT,
                row,
                _CAME,
                Severity.QUERY,
                comment=row.values.get("code") or "",
                first=first,
                last=last,
            )
