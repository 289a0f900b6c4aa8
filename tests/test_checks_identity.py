"""Whose form it is: the carriers agree, stand alone, or contradict each other."""

from __future__ import annotations

import pytest
from support.addresses import at
from support.templates import form_named
from support.workbook_examples import KEY, STAMP

from lzfx.checks.identity import Carriers, carriers, recognise
from lzfx.forms.layout import STAMP_NAME, STAMP_PROPERTY, STAMP_SHEET
from lzfx.forms.stamp import seal, short_code
from lzfx.model.book import CellKind, RawBook, RawCell, RawSheet
from lzfx.model.finding import Severity, Where
from lzfx.model.submission import Stamp

FORMS = {"declaration": form_named("declaration")}
TOKEN, CODE = seal(STAMP, KEY), short_code(STAMP, KEY)
OTHER = Stamp("declaration", 1, "LX04", "2026", 2)


def text_sheet(name: str, *cells: tuple[int, int, str], visible: bool = True) -> RawSheet:
    made = tuple(RawCell(row, column, CellKind.TEXT, text) for row, column, text in cells)
    return RawSheet(name, visible, made)


def told(
    *sheets: RawSheet, custom: str = "", name: str = ""
) -> tuple[Stamp | None, list[tuple[str, Severity, Where]]]:
    book = RawBook(
        "xlsx",
        sheets,
        {STAMP_PROPERTY: custom} if custom else {},
        {STAMP_NAME: f'="{name}"'} if name else {},
    )
    stamp, findings = recognise(carriers(book, "来件.xlsx"), FORMS, KEY, "来件.xlsx")
    return stamp, [(finding.code, finding.severity, finding.where) for finding in findings]


def hidden(token: str) -> RawSheet:
    return text_sheet(STAMP_SHEET, (1, 1, token), visible=False)


def page(code: str) -> RawSheet:
    return text_sheet("风险点", (2, 22, f"表单编码：{code}"))


FILE = Where("来件.xlsx")
CELL = Where("来件.xlsx", "风险点", at("V2"))


@pytest.mark.parametrize(
    ("sheets", "custom", "name"),
    [
        ((hidden(TOKEN), page(CODE)), TOKEN, TOKEN),
        ((hidden(TOKEN),), "", ""),
        ((page("没有编码"),), TOKEN, ""),
        ((page("没有编码"),), "", TOKEN),
        ((hidden(f" {TOKEN} "), page(CODE.lower())), "", ""),
    ],
)
def test_recognise__level_a_any_token_proves_it(
    sheets: tuple[RawSheet, ...], custom: str, name: str
) -> None:
    assert told(*sheets, custom=custom, name=name) == (STAMP, [])


def test_recognise__level_b_a_short_code_alone_is_said() -> None:
    assert told(page(CODE)) == (STAMP, [("identity-by-code", Severity.ADVICE, FILE)])


def test_recognise__level_c_nothing_at_all() -> None:
    assert told(page("无")) == (None, [("no-stamp", Severity.ERROR, FILE)])
    assert recognise(Carriers({}, {}), FORMS, KEY, "来件.xlsx")[0] is None


@pytest.mark.parametrize(
    ("sheets", "custom"),
    [
        ((hidden(TOKEN),), seal(OTHER, KEY)),
        ((hidden(TOKEN), page(short_code(OTHER, KEY))), ""),
        ((page(CODE), page(short_code(OTHER, KEY))), ""),
        ((hidden(TOKEN),), seal(Stamp("declaration", 1, "LX03", "2026", 3), KEY)),
        ((hidden(TOKEN),), seal(Stamp("declaration", 2, "LX03", "2026", 2), KEY)),
    ],
)
def test_recognise__contradictions_keep_it_out(sheets: tuple[RawSheet, ...], custom: str) -> None:
    stamp, findings = told(*sheets, custom=custom)
    assert stamp is None
    assert findings == [("identity-conflict", Severity.ERROR, FILE)]


def test_recognise__a_conflict_names_each_subject_once() -> None:
    book = RawBook("xlsx", (hidden(TOKEN), page(short_code(OTHER, KEY))))
    _, (finding,) = recognise(carriers(book, ""), FORMS, KEY, "")
    assert finding.params == {"subjects": "LX03、LX04"}


@pytest.mark.parametrize("token", [seal(STAMP, b"o" * 32), TOKEN[:-1], TOKEN.replace("LZ1", "LZ9")])
def test_recognise__a_token_that_is_not_ours_outweighs_everything(token: str) -> None:
    assert told(page(CODE), custom=token) == (None, [("identity-not-ours", Severity.ERROR, FILE)])


def test_recognise__a_false_code_beside_a_token_is_told_with_its_cell() -> None:
    false = CODE[:-1] + ("A" if CODE[-1] != "A" else "B")
    found = told(hidden(TOKEN), page(false))
    assert found == (STAMP, [("code-not-ours", Severity.ERROR, CELL)])


def test_recognise__a_false_code_alone_proves_nothing() -> None:
    stamp, findings = told(page("2026/LX03/2/AAAA-BBBB-CCCC-DDDD"))
    assert stamp is None
    assert [code for code, _, _ in findings] == ["code-not-ours", "no-stamp"]


def test_recognise__an_old_version_is_ours_all_the_same() -> None:
    newer = {"declaration": FORMS["declaration"].model_copy(update={"version": 3})}
    stamp, findings = recognise(Carriers({}, {CODE: CELL}), newer, KEY, "来件.xlsx")
    assert stamp == STAMP
    assert [finding.code for finding in findings] == ["identity-by-code"]


def test_recognise__a_version_to_come_is_known_by_its_token() -> None:
    ahead = Stamp("declaration", 9, "LX03", "2026", 2)
    found = Carriers({seal(ahead, KEY): STAMP_SHEET}, {short_code(ahead, KEY): CELL})
    assert recognise(found, FORMS, KEY, "") == (ahead, ())


def test_carriers__a_token_in_an_ordinary_cell_is_none() -> None:
    book = RawBook("xlsx", (text_sheet("风险点", (1, 1, TOKEN)),))
    assert carriers(book, "") == Carriers({}, {})


def test_carriers__the_first_place_of_a_code_counts() -> None:
    book = RawBook("xlsx", (page(CODE), text_sheet("岗位职责", (2, 7, CODE))))
    assert carriers(book, "来件.xlsx").codes == {CODE: CELL}
