"""What the commands say with which a person settles what waits: dismiss, seen, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lzfx.cli.paper import console, print_json
from lzfx.messages import word
from lzfx.model.action import Verb
from lzfx.model.codes import ScreenWord

if TYPE_CHECKING:  # a command loads only the step it runs
    from lzfx.model.ledger import Delivery
    from lzfx.steps.seen import LookedAt
    from lzfx.steps.undo import Undone

_SAYS: Mapping[Verb, ScreenWord] = {
    Verb.SEEN: "seen-return",
    Verb.COVERED: "seen-covered",
    Verb.KEPT: "seen-kept",
}


def dismissed(done: Sequence[Delivery], *, undo: bool, as_json: bool) -> None:
    """Which files were put aside, or taken back."""
    if as_json:
        print_json({"files": [one.file for one in done], "undone": undo})
        return
    files = "、".join(one.file for one in done)
    console().print(word("recalled" if undo else "dismissed", count=len(done), files=files))


def seen(done: Sequence[LookedAt], *, as_json: bool) -> None:
    """What was put down."""
    if as_json:
        print_json(done)
        return
    for one in done:
        says = word(_SAYS[one.verb], name=one.name, file=one.file)
        console().print(word("seen", says=says))


def undone(done: Undone, *, as_json: bool) -> None:
    """What was taken back, or what would be."""
    if as_json:
        print_json(done)
        return
    acts = "".join(done.acts)
    if done.shown:
        console().print(word("undo-shown", at=done.at[:10], by=done.by, acts=acts))
    else:
        console().print(word("undone", acts=acts))
