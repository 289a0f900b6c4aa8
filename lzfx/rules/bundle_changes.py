"""What became of the points of a sender from one bundle to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lzfx.model.bundle import Became, Bundle, BundleChange, BundledPoint

NAME = "name"
"""The field that says what a point is."""


def changes_between(old: Bundle, new: Bundle) -> tuple[BundleChange, ...]:
    """New and withdrawn points, levels raised and lowered, texts changed; in the order of ids."""
    before = {one.point_id: one for one in old.points}
    after = {one.point_id: one for one in new.points}
    levels, fields = new.head.manifest.scheme["levels"], new.head.manifest.scheme["fields"]
    sender = new.head.manifest.sender
    return tuple(
        change
        for point_id in sorted(before.keys() | after.keys())
        for change in _of_point(sender, before.get(point_id), after.get(point_id), (levels, fields))
    )


def _of_point(
    sender: str,
    was: BundledPoint | None,
    now: BundledPoint | None,
    named: Sequence[Mapping[str, str]],
) -> Iterator[BundleChange]:
    levels, fields = named
    one = now or was
    if one is None:
        return
    about = (sender, one.point_id, one.unit, one.texts.get(NAME, ""))
    old, new = (levels.get(str(each.level), "") if each else "" for each in (was, now))
    if was is None or now is None:
        kind = Became.NEW if was is None else Became.WITHDRAWN
        yield BundleChange(*about, kind, before=old, after=new)
        return
    if was.level != now.level:
        graver = now.level is not None and (was.level is None or now.level < was.level)
        yield BundleChange(
            *about, Became.RAISED if graver else Became.LOWERED, before=old, after=new
        )
    texts = {**dict.fromkeys(fields), **was.texts, **now.texts}
    for name in texts:
        told, says = was.texts.get(name, ""), now.texts.get(name, "")
        if told != says:
            yield BundleChange(*about, Became.CHANGED, fields.get(name, name), told, says)
    for title, told, says in (("unit", was.unit, now.unit), ("post", was.post, now.post)):
        if told != says:
            yield BundleChange(*about, Became.CHANGED, title, told, says)
