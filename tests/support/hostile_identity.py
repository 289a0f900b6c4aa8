"""Cases about whose form it is: stamps edited, forged, swapped, contradicting each other, gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from support.hostile_biff import xls_of
from support.hostile_books import (
    POINTS,
    POSTS,
    STAMP,
    Edit,
    base,
    chain,
    sheet_of,
    text,
    with_cells,
    with_sheet,
    without_sheet,
)
from support.hostile_judge import sample
from support.hostile_write import csv_of, ods_of, xlsx_of

from lzfx.forms.layout import STAMP_NAME, STAMP_PROPERTY
from lzfx.forms.stamp import seal, short_code
from lzfx.model.book import RawBook
from lzfx.model.submission import Stamp

Make = Callable[[], bytes]
_CODE = re.compile(r"[0-9A-Z-]+/[0-9A-Z-]+/\d+/(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}")


def stamp(**changes: str | int) -> Stamp:
    """The genuine stamp with changes."""
    genuine = Stamp("declaration", sample().form.version, "JC00", sample().campaign.code, 1)
    return replace(genuine, **changes)  # type: ignore[arg-type]


def token(*, key: bytes | None = None, **changes: str | int) -> str:
    """A token made with the sample's key or another."""
    return seal(stamp(**changes), key or sample().key)


def in_sheet(value: str) -> Edit:
    """Another token on the hidden sheet."""
    return lambda book: with_sheet(
        book, replace(sheet_of(book, STAMP), cells=(text(1, 1, value),)), STAMP
    )


def in_property(value: str) -> Edit:
    """Another token in the document property; none for an empty text."""
    return lambda book: replace(book, custom={STAMP_PROPERTY: value} if value else {})


def in_name(value: str) -> Edit:
    """Another token in the defined name; none for an empty text."""
    return lambda book: replace(book, names={STAMP_NAME: f'"{value}"'} if value else {})


def everywhere(value: str) -> Edit:
    """The same token in all three places."""
    return chain(in_sheet(value), in_property(value), in_name(value))


NO_TOKEN: Edit = chain(without_sheet(STAMP), in_property(""), in_name(""))


def code(change: Callable[[str], str]) -> Edit:
    """The visible short code changed."""

    def edit(book: RawBook) -> RawBook:
        for name in (POINTS, POSTS):
            cells = [
                replace(cell, value=_CODE.sub(lambda found: change(found[0]), str(cell.value)))
                for cell in sheet_of(book, name).cells
                if _CODE.search(str(cell.value))
            ]
            assert cells
            book = with_cells(book, cells, name)
        return book

    return edit


def code_of(**changes: str | int) -> Edit:
    """The visible short code of another stamp, made with the right key."""
    return code(lambda _: short_code(stamp(**changes), sample().key))


def _flipped(value: str, at: int) -> str:
    return value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]


def _xlsx(edit: Edit) -> Make:
    return lambda: xlsx_of(edit(base()))


CASES: dict[str, Make] = {
    "identity/token-in-the-sheet-only": _xlsx(
        chain(in_property(""), in_name(""), code(lambda _: ""))
    ),
    "identity/token-in-the-property-only": _xlsx(
        chain(without_sheet(STAMP), in_name(""), code(lambda _: ""))
    ),
    "identity/token-in-the-name-only": _xlsx(
        chain(without_sheet(STAMP), in_property(""), code(lambda _: ""))
    ),
    "identity/code-only": _xlsx(NO_TOKEN),
    "identity/code-only-ods": lambda: ods_of(NO_TOKEN(base())),
    "identity/code-only-xls": lambda: xls_of(NO_TOKEN(base())),
    "identity/code-only-in-small-letters": _xlsx(chain(NO_TOKEN, code(str.lower))),
    "identity/code-only-in-other-words": _xlsx(
        chain(NO_TOKEN, code(lambda old: f"编码 {old}，请勿改动"))
    ),
    "identity/none": _xlsx(chain(NO_TOKEN, code(lambda _: ""))),
    "identity/code-edited": _xlsx(chain(NO_TOKEN, code(lambda old: _flipped(old, len(old) - 1)))),
    "identity/code-edited-token-there": _xlsx(code(lambda old: _flipped(old, len(old) - 1))),
    "identity/code-of-another-unit-alone": _xlsx(chain(NO_TOKEN, code_of(subject="KS01"))),
    "identity/code-of-another-unit": _xlsx(code_of(subject="KS01")),
    "identity/code-of-another-issue": _xlsx(code_of(issue=2)),
    "identity/code-of-another-campaign": _xlsx(code_of(campaign="2025-SAMPLE")),
    "identity/subject-typed-over-in-the-code": _xlsx(
        chain(NO_TOKEN, code(lambda old: old.replace("JC00", "KS01")))
    ),
    "identity/two-codes": _xlsx(
        lambda book: with_cells(
            NO_TOKEN(book), [text(2, 9, short_code(stamp(subject="KS01"), sample().key))]
        )
    ),
    "identity/token-edited": _xlsx(everywhere(_flipped(token(), 20))),
    "identity/token-signature-edited": _xlsx(everywhere(_flipped(token(), len(token()) - 1))),
    "identity/token-cut": _xlsx(everywhere(token()[:-5])),
    "identity/token-with-blanks": _xlsx(in_sheet(f"  {token()}\n")),
    "identity/token-without-sense": _xlsx(everywhere("LZ1.!!!.???")),
    "identity/token-of-another-version-of-tokens": _xlsx(in_property("LZ9.a.b")),
    "identity/token-unsigned": _xlsx(everywhere(token().rpartition(".")[0] + ".")),
    "identity/token-of-another-key": _xlsx(everywhere(token(key=b"x" * 32))),
    "identity/token-of-another-key-in-one-place": _xlsx(in_property(token(key=b"x" * 32))),
    "identity/token-of-another-unit-everywhere": _xlsx(
        chain(everywhere(token(subject="KS01")), code_of(subject="KS01"))
    ),
    "identity/token-of-another-unit-in-the-property": _xlsx(in_property(token(subject="KS01"))),
    "identity/token-of-another-unit-in-the-name": _xlsx(in_name(token(subject="KS01"))),
    "identity/token-of-another-unit-in-the-sheet": _xlsx(in_sheet(token(subject="KS01"))),
    "identity/token-of-another-issue-in-the-property": _xlsx(in_property(token(issue=2))),
    "identity/token-of-last-year": _xlsx(
        chain(everywhere(token(campaign="2025-SAMPLE")), code_of(campaign="2025-SAMPLE"))
    ),
    "identity/token-of-nobody": _xlsx(
        chain(everywhere(token(subject="XX99")), code_of(subject="XX99"))
    ),
    "identity/token-of-an-old-version": _xlsx(
        chain(everywhere(token(version=0)), code(lambda _: ""))
    ),
    "identity/token-of-another-form": _xlsx(
        chain(everywhere(token(form="roster")), code(lambda _: ""))
    ),
    "identity/token-on-a-sheet-that-is-shown": _xlsx(
        lambda book: with_sheet(book, replace(sheet_of(book, STAMP), visible=True), STAMP)
    ),
    "identity/token-on-a-sheet-of-another-name": _xlsx(
        chain(
            in_property(""),
            in_name(""),
            lambda book: with_sheet(book, replace(sheet_of(book, STAMP), name="备用"), STAMP),
        )
    ),
    "identity/hundred-tokens": _xlsx(
        lambda book: with_cells(
            book, [text(n, 1, token(subject=f"KS{n:02}")) for n in range(2, 102)], STAMP
        )
    ),
    "identity/csv-without-a-code": lambda: csv_of(sheet_of(code(lambda _: "")(base()))),
    "identity/csv-with-a-code-edited": lambda: csv_of(
        sheet_of(code(lambda old: _flipped(old, len(old) - 1))(base()))
    ),
}
