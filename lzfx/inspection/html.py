"""An html page: it must have all text of its document, and load nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from lzfx.content.blocks import Document
from lzfx.inspection.content import missing_texts, squeezed, unmarked
from lzfx.model.finding import Finding, Where

_ACTIVE = frozenset(("script", "iframe", "object", "embed", "form", "link", "base"))
_ADDRESSES = frozenset(("src", "href", "action", "data", "xlink:href"))
_SILENT = frozenset(("style", "script"))


def inspect_html(data: bytes, file: str, document: Document | None) -> tuple[Finding, ...]:
    """All faults of a page; UnicodeDecodeError when it is not UTF-8."""
    page = _Page()
    page.feed(data.decode("utf-8"))
    where = Where(file)
    found = [Finding("file-reaches-out", where, {"value": one}) for one in page.reached]
    if document is not None:
        found += unmarked(document, [page.text], where)
        found += missing_texts(document, [squeezed(page.text)], file)
    return tuple(found)


class _Page(HTMLParser):
    """The text of a page, and its scripts and links to other places."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[str] = []
        self.reached: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reached += _outward(tag, attrs)
        self._silent += tag in _SILENT
        self._texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._texts.append(data)

    @property
    def text(self) -> str:
        """The visible text so far."""
        return "".join(self._texts)


def _outward(tag: str, attributes: list[tuple[str, str | None]]) -> Iterator[str]:
    if tag in _ACTIVE:
        yield f"<{tag}>"
    for name, value in attributes:
        if name.startswith("on") or (name in _ADDRESSES and not (value or "").startswith("#")):
            yield f"{name}={value}"
