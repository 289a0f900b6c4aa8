"""What of an edition has to be printed again, page by page, when an earlier one is on the shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby


@dataclass(frozen=True, slots=True)
class PageChanges:
    """Pages by their number in the new file, from 1.

    `changed` say something else than any page of the earlier edition did, `moved` say the same
    on another page, and `remarked` ones the same on the same page under another mark; every other
    page can stay. `gone` are pages of the earlier edition, by their
    number there, whose text is nowhere any more.
    """

    changed: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    remarked: tuple[int, ...] = ()

    @property
    def again(self) -> tuple[int, ...]:
        """The pages to print again: their text, their number or their mark is another one."""
        return tuple(sorted((*self.changed, *self.moved, *self.remarked)))


def page_changes(
    before: Sequence[str], after: Sequence[str], *, remarked: bool = False
) -> PageChanges:
    """Compare the texts of the pages of two editions, their numbers and marks apart.

    `remarked` says that the two have other marks.
    """
    same: dict[int, int] = {}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for first, second, length in matcher.get_matching_blocks():
        same.update((second + step, first + step) for step in range(length))
    kept = set(same.values())
    return PageChanges(
        changed=tuple(page + 1 for page in range(len(after)) if page not in same),
        moved=tuple(page + 1 for page, earlier in sorted(same.items()) if page != earlier),
        remarked=tuple(
            page + 1 for page, earlier in sorted(same.items()) if remarked and page == earlier
        ),
        gone=tuple(page + 1 for page in range(len(before)) if page not in kept),
    )


def page_ranges(pages: Sequence[int]) -> str:
    """Pages as a print dialogue takes them: `1,4-7,9`."""
    runs = groupby(enumerate(sorted(pages)), lambda pair: pair[1] - pair[0])
    spans = ([page for _, page in run] for _, run in runs)
    return ",".join(str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)
