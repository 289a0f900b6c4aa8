"""Elements of a part by namespace and parent: extensions never look like the part's own.

Newer programs put elements of other namespaces beside the old ones, often under the same local
name (`x15:workbookPr`), and hide content in extension lists and in alternatives. The part's own
elements are those in the namespace of its root.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from lzfx.intake.bounded import Limits, XmlHandlers, parse_xml

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_ALTERNATIVES = frozenset((f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Fallback"))
"""Their content stands where they stand; a `Choice` needs an extension, and is passed over."""

EXTENSIONS = "extLst"

Start = Callable[[str, str, dict[str, str]], None]
"""Takes the name of an element without its namespace, its parent's, and its attributes."""


class OwnElements:
    """Turns the events of a parser that knows namespaces into those of the part's own elements.

    Elements of other namespaces are passed over with all they hold, except those of the
    namespaces in `also`. `depth` counts the elements that are open, passed over or not.
    """

    def __init__(self, also: Collection[str] = ()) -> None:
        self._spaces = {*also}
        self._open = 0
        self._passed = 0

    @property
    def depth(self) -> int:
        """How many elements are open, own or not."""
        return self._open + self._passed

    def begun(self, tag: str) -> str | None:
        """The bare name of an element that begins; None when it is none of the part's own."""
        if self._passed:
            self._passed += 1
            return None
        space, _, name = tag.rpartition(" ")
        if not self._open:
            self._spaces.add(space)
        if tag in _ALTERNATIVES:
            self._open += 1
            return None
        if space not in self._spaces or name == EXTENSIONS:
            self._passed = 1
            return None
        self._open += 1
        return name

    def ended(self, tag: str) -> str | None:
        """The bare name of an element that ends; None when it was passed over."""
        if self._passed:
            self._passed -= 1
            return None
        self._open -= 1
        return None if tag in _ALTERNATIVES else tag.rpartition(" ")[2]

    @property
    def is_passing(self) -> bool:
        """Whether an element is open that is passed over, so that its text does not count."""
        return self._passed > 0


def parse_own(  # noqa: PLR0913 - three handlers
    part: str,
    data: bytes,
    start: Start,
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
    *,
    limits: Limits,
    also: Collection[str] = (),
) -> None:
    """Parse a part, with handlers for its own elements only; text elsewhere is left out."""
    own = OwnElements(also)
    parents = [""]

    def starts(tag: str, given: dict[str, str]) -> None:
        name = own.begun(tag)
        if name is not None:
            start(name, parents[-1], given)
            parents.append(name)

    def ends(tag: str) -> None:
        name = own.ended(tag)
        if name is not None:
            parents.pop()
            end(name)

    def says(piece: str) -> None:
        if text is not None and not own.is_passing:
            text(piece)

    parse_xml(part, data, XmlHandlers(starts, ends, says), limits=limits)
