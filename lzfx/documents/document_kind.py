"""A kind of document that can be printed: what it is called, its formats, and what builds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Generic, TypeVar

from lzfx.content.blocks import Document
from lzfx.documents.readiness import nothing_to_publish, publishable
from lzfx.model.edition import Act
from lzfx.model.finding import Finding
from lzfx.model.master import Master

_LEFT_OUT = re.compile(r"[\s《》()（）_-]")

MasterGaps = Callable[[Master], tuple[Finding, ...]]
Of = TypeVar("Of")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """What is true of every document of one kind, whatever it is made of.

    `name` is the one in the ledger and in JSON; a person may also call it any of the Chinese
    `titles`, of which the screen shows the first. A `table` comes as a workbook, too. What is
    `public` goes to everybody: it is scanned for personal data before it is written, and comes as
    a page for the office's site, too. What is `private` is only printed where somebody says that
    he wants it.
    """

    name: str
    titles: tuple[str, ...]
    table: bool = False
    public: bool = False
    private: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats it is printed in, in the order in which its files are listed."""
        workbook = ("xlsx",) if self.table else ()
        return ("pdf", "docx", *workbook, *(("html",) if self.public else ()))

    @property
    def called(self) -> str:
        """What the screen calls it."""
        return self.titles[0]

    def is_called(self, text: str) -> bool:
        """Whether a person means it by that text; brackets, spaces and case do not count."""
        return folded(text) in {folded(known) for known in (self.name, *self.titles)}


def _no_remarks(_: Master) -> tuple[Finding, ...]:
    """Nothing to tell."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMaster(DocumentKind):
    """A document made of the graded master table.

    `empty` says why there is nothing to print, `ready` what is missing before it can be printed;
    `build` is only asked when neither is. `remarks` are told beside what was printed. Until the
    record has the act that it `needs`, it is a draft and says so on every page; what is printed to
    get that act needs none. Of a document `by_unit`, a bound set of single papers, those of some
    units may be printed alone. The state of the campaign asks for the newest edition of one that is
    `followed`. One that `lists_the_missing` says itself who has not returned a form; one that is
    printed `before_returns` says nothing of them; one that `compares_editions` is made of two; one
    that `counts_effort` needs the account of all that was asked.
    """

    build: Callable[[Master], Document]
    ready: tuple[MasterGaps, ...] = (publishable,)
    empty: tuple[MasterGaps, ...] = (nothing_to_publish,)
    remarks: MasterGaps = _no_remarks
    needs: Act | None = Act.APPROVAL
    by_unit: bool = False
    followed: bool = False
    lists_the_missing: bool = False
    compares_editions: bool = False
    counts_effort: bool = False
    before_returns: bool = False

    @property
    def of_points(self) -> bool:
        """Whether it tells the points of the returns there are, so that who is missing matters.

        A body that decides on the points of today does so by such a one.
        """
        return not (self.lists_the_missing or self.compares_editions or self.before_returns)

    @property
    def of_campaign(self) -> bool:
        """Whether it is about the whole campaign, so that it has to say who is missing in it."""
        return self.of_points and not self.by_unit

    def nothing(self, master: Master) -> tuple[Finding, ...]:
        """Why there is nothing to print: the first reason there is; empty when there is."""
        return tuple(why for empty in self.empty for why in empty(master))[:1]

    def gaps(self, master: Master) -> tuple[Finding, ...]:
        """Everything that forbids printing it."""
        return tuple(gap for ready in self.ready for gap in ready(master))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRecord(DocumentKind, Generic[Of]):
    """Documents made of a record of the type `of`; `sample` names the invented one that is shipped.

    `missing` says what forbids printing them. Of each part of the record (`parts`; most are one
    part) each of the `builders` makes one document.
    """

    of: type[Of]
    sample: str
    missing: Callable[[Master, Of], tuple[Finding, ...]]
    builders: tuple[Callable[[Master, Any], Document], ...]
    parts: Callable[[Of], tuple[object, ...]] = field(default=lambda record: (record,))

    def documents(self, master: Master, record: Of) -> Iterator[Document]:
        """Every document of the record, part by part; ask `missing` first."""
        for part in self.parts(record):
            for build in self.builders:
                yield build(master, part)


class Later:
    """The functions of a module of this package, which is loaded when one of them is called.

    The registry names every builder, and whoever only wants to know what can be printed must not
    wait for all of them to load.
    """

    def __init__(self, module: str) -> None:
        self.module = f"lzfx.documents.{module}"

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever it takes
            return getattr(import_module(self.module), name)(*arguments, **named)

        return called


def folded(text: str) -> str:
    """A name as names are compared."""
    return _LEFT_OUT.sub("", text).lower()
