"""Files that a person has put aside: they appear in no list and are not judged again."""

from __future__ import annotations

from collections.abc import Iterable

from lzfx.model.action import Action, Verb
from lzfx.rules.verbs import outcome_of


def dismissed_files(done: Iterable[Action]) -> frozenset[str]:
    """The hashes of the files put aside; `done` is the record, oldest first.

    A file that was judged after that, because a person named it, is back.
    """
    aside: set[str] = set()
    for one in done:
        if one.verb is Verb.DISMISS:
            aside.add(one.text("sha256"))
        elif one.verb is Verb.RECALL or outcome_of(one.verb) is not None:
            aside.discard(one.text("sha256"))
    return frozenset(aside)
