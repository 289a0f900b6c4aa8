"""The catalogue of the archive boxes: numbers, counts, files and retentions, each at its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lzfx.checks.context import Understood
from lzfx.model.about import About
from lzfx.model.finding import Finding, Severity
from lzfx.model.submission import Row, Value

_BOX, _ITEM = About.ARCHIVE_BOX, About.ARCHIVE_ITEM


@dataclass(frozen=True, slots=True)
class BoxKnown:
    """The files of the box, SHA-256 by path, and the retention of each series, both as codes.

    Without files nothing is said of them. `folders` are those of the box: what is said to be in one
    of them has to be there; any other file is kept elsewhere, by a person.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    keep: Mapping[str, str] = field(default_factory=dict)


def box_items_run_on(seen: Understood) -> Iterator[Finding]:
    """Item numbers of a retention run from 1, none twice, none left out (DA/T 22)."""
    by_retention: dict[Value, list[Row]] = {}
    for row in seen.rows_about(_ITEM):
        retention = row.values.get("retention")
        if retention is not None and isinstance(row.values.get("item_no"), int):
            by_retention.setdefault(retention, []).append(row)
    for rows in by_retention.values():
        numbers = Counter(row.values["item_no"] for row in rows)
        free = sorted({*range(1, len(rows) + 1)} - numbers.keys())
        taken: set[Value] = set()
        for row in rows:
            number = row.values["item_no"]
            assert isinstance(number, int)  # noqa: S101 - chosen above
            if number in taken or not 1 <= number <= len(rows):
                expected = free.pop(0) if free else len(rows)
                params = {"expected": expected, "count": len(rows)}
                yield seen.say("box-item-number", _ITEM, row, "item_no", **params)
            taken.add(number)


def box_counts_agree(seen: Understood) -> Iterator[Finding]:
    """The count that was made by hand is that of the rows of the box."""
    rows = Counter(row.values.get("box") for row in seen.rows_about(_ITEM))
    for box in seen.rows_about(_BOX):
        stated, there = box.values.get("stated_items"), rows[box.values.get("box_no")]
        if isinstance(stated, int) and stated != there:
            yield seen.say("box-count-differs", _BOX, box, "stated_items", expected=there)


def box_files_are_kept(seen: Understood) -> Iterator[Finding]:
    """An electronic file that an item names is in the box, with that hash, or kept elsewhere."""
    box = seen.known.on(BoxKnown)
    known = box.files
    paths = {sha256: path for path, sha256 in known.items()}
    for row in seen.rows_about(_ITEM) if known else ():
        path, sha256 = (str(row.values.get(name) or "") for name in ("file", "sha256"))
        if path and path not in known:
            called = paths.get(sha256.lower(), "")
            if called or path.partition("/")[0] in box.folders:
                yield seen.say("box-file-unknown", _ITEM, row, "file", called=called or "—")
            else:
                yield seen.say("box-file-elsewhere", _ITEM, row, "file", Severity.QUERY)
        elif path and sha256 and sha256.lower() != known[path]:
            yield seen.say("box-hash-differs", _ITEM, row, "sha256", expected=known[path])


def box_retentions_agree(seen: Understood) -> Iterator[Finding]:
    """An item has the retention of its box; another than its series has is asked about."""
    keep = seen.known.on(BoxKnown).keep
    labels = seen.labels_about(_ITEM, "retention")
    boxes = {row.values.get("box_no"): row.values for row in seen.rows_about(_BOX)}
    for row in seen.rows_about(_ITEM):
        retention, series = row.values.get("retention"), row.values.get("series")
        box = boxes.get(row.values.get("box"))
        of_box = box.get("retention") if box else None
        if retention and of_box and retention != of_box:
            item = f"第{row.values.get('item_no')}件"
            expected = labels.get(str(of_box), str(of_box))
            params = {"item": item, "expected": expected}
            yield seen.say("archive-retention-differs", _ITEM, row, "retention", **params)
        elif retention and (kept := keep.get(str(series))) and kept != retention:
            called = seen.labels_about(_ITEM, "series").get(str(series), str(series))
            params = {"series": called, "expected": labels.get(kept, kept)}
            query = Severity.QUERY
            yield seen.say("box-series-keeps", _ITEM, row, "retention", query, **params)
