"""`lzfx rollup --why`: where a point of the long list came from, down to the cell of the return."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lzfx.documents.lists.rollup_list import edition_said, level_said
from lzfx.errors import LzfxError
from lzfx.files.rollup_folder import rollup_folder
from lzfx.forms.near import meant, near
from lzfx.messages import ALIKE
from lzfx.model.bundle import BundledPoint, BundleHead
from lzfx.session.gathering import Gathering, gathering


@dataclass(frozen=True, slots=True)
class RolledValue:
    """A text of a point, and the cell of the return it was read from; empty where not known."""

    title: str
    value: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class RolledPoint:
    """A point of a sender with the bundle it came in; `sha256` is that of the return."""

    sender: str
    point_id: str
    unit: str
    post: str
    level: str
    color: str
    monitor: str
    edition: str
    as_of: str
    code: str
    checked: bool
    bundle: Path
    values: tuple[RolledValue, ...]
    sha256: tuple[str, ...]


def rolled_point(root: Path, sender: str, point_id: str) -> RolledPoint:
    """The point of a sender, whose name may be begun only; LzfxError for none."""
    now = gathering(rollup_folder(root, begin=False))
    head = _sender(now, sender)
    wanted = point_id.strip().upper()
    ids = []
    for point in now.read(head.digest).points():
        if point.point_id == wanted:
            return _traced(now, head, point)
        ids.append(point.point_id)
    told = {"value": point_id, "sender": head.manifest.sender, ALIKE: tuple(near(wanted, ids))}
    raise LzfxError("rollup-point-unknown", told)


def _sender(now: Gathering, text: str) -> BundleHead:
    found = meant(text, ((head, (head.manifest.sender,)) for head in now.counting()))
    if found.one is None:
        alike = tuple(head.manifest.sender for head in (*found.found, *found.near))
        raise LzfxError("rollup-sender-unknown", {"value": text, ALIKE: alike})
    return found.one


def _traced(now: Gathering, head: BundleHead, point: BundledPoint) -> RolledPoint:
    scheme = head.manifest.scheme
    places = {
        name: (one.file, one.sheet, cell)
        for one in point.origins
        for name, cell in one.cells.items()
    }
    values = (
        RolledValue(title, point.texts.get(name, ""), *places.get(name, ("", "", "")))
        for name, title in scheme["fields"].items()
    )
    return RolledPoint(
        sender=head.manifest.sender,
        point_id=point.point_id,
        unit=point.unit,
        post=point.post,
        level=level_said(scheme, point.level),
        color=point.color,
        monitor=point.monitor,
        edition=edition_said(head),
        as_of=head.manifest.as_of,
        code=head.seal,
        checked=now.gathered.is_checked(head.digest),
        bundle=now.files[head.digest],
        values=tuple(values),
        sha256=tuple(dict.fromkeys(one.sha256 for one in point.origins)),
    )
