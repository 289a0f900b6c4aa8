"""The end of a letter is measured on the printed page: annexes, sign-off and imprint."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from support.printed_document import long_text, risk_table
from support.printed_letters import (
    IMPRINT,
    LETTER_HEAD,
    NAMES,
    OFFICE,
    SIGN_OFF,
    TEXT,
    letter,
    notice,
)
from support.printed_pages import (
    CHARACTER,
    FOOT,
    LEFT,
    LINE,
    MM,
    PAGE,
    RIGHT,
    TOLERANCE,
    found,
    left,
    missing,
    numbers,
    page_texts,
    printed,
    right,
    signs,
    straight_lines,
    top,
)

from lzfx.content.blocks import Paragraph
from lzfx.content.letter import Annex, AnnexNames
from lzfx.render.pdf.document import Rendered

ONE_LINE = Paragraph("占一行。")


@pytest.fixture(scope="module")
def noticed() -> Rendered:
    return printed(notice())


def test_annex_names__go_on_under_the_first_sign_of_the_name() -> None:
    data = printed(letter(TEXT, AnnexNames(NAMES), head=LETTER_HEAD)).data
    note = found(data, 0, f"附件:1.{NAMES[0]}2.{NAMES[1]}")
    assert note[0]["x0"] / MM == pytest.approx(LEFT + 2 * CHARACTER, abs=TOLERANCE["edge"])
    rows = sorted({round(sign["top"]) for sign in note})
    assert len(rows) == 4
    starts = [min(s["x0"] for s in note if round(s["top"]) == row) for row in rows[1:3]]
    assert starts == pytest.approx([note[5]["x0"]] * 2, abs=1.5)
    second = next(at for at, sign in enumerate(note) if round(sign["top"]) == rows[3])
    assert note[second]["x0"] == pytest.approx(note[3]["x0"], abs=1)
    assert note[second + 2]["x0"] == pytest.approx(note[5]["x0"], abs=1)
    assert rows[0] / MM - top(data, 0, "请干部职工") == pytest.approx(2 * LINE, abs=0.5)


def test_annex_names__a_single_one_is_not_counted() -> None:
    data = printed(letter(TEXT, AnnexNames(("意见表",)))).data
    assert "附件:意见表" in page_texts(data)[0]


def test_sign_off__unsealed_date_begins_two_characters_right_of_the_issuer() -> None:
    data = printed(letter(TEXT, SIGN_OFF)).data
    page = signs(data, 0)
    start = next(s for s in page if s["text"] == "白" and s["x0"] > 100 * MM)
    assert right(data, 0, f"{OFFICE}2011年")
    end = max(s["x1"] for s in page if round(s["top"]) == round(start["top"])) / MM
    assert end == pytest.approx(RIGHT - 2 * CHARACTER, abs=TOLERANCE["character"] * CHARACTER)
    shift = left(data, 0, SIGN_OFF.date) - start["x0"] / MM
    assert shift / CHARACTER == pytest.approx(2, abs=TOLERANCE["character"])
    down = start["top"] / MM - top(data, 0, "请干部职工")
    assert down == pytest.approx(2 * LINE, abs=0.3)


def test_sign_off__a_date_longer_than_the_issuer_keeps_two_characters_free() -> None:
    data = printed(letter(TEXT, replace(SIGN_OFF, issuer="区纪委", note=""))).data
    issuer, date = left(data, 0, "区纪委"), left(data, 0, SIGN_OFF.date)
    assert (date - issuer) / CHARACTER == pytest.approx(2, abs=TOLERANCE["character"])
    free = RIGHT - right(data, 0, SIGN_OFF.date)
    assert free / CHARACTER == pytest.approx(2, abs=TOLERANCE["character"])


@pytest.mark.parametrize("issuer", ["区纪委", "白鹭区卫生和计划生育局"])
def test_sign_off__sealed_date_is_four_characters_free_under_the_middle(issuer: str) -> None:
    data = printed(
        letter(TEXT, replace(SIGN_OFF, issuer=issuer, sealed=True), head=LETTER_HEAD)
    ).data
    free = RIGHT - right(data, 0, SIGN_OFF.date)
    assert free / CHARACTER == pytest.approx(4, abs=TOLERANCE["character"])
    middles = [left(data, 0, text) + right(data, 0, text) for text in (f"{issuer}", SIGN_OFF.date)]
    assert middles[0] == pytest.approx(middles[1], abs=1)
    seal_head = top(data, 0, issuer) + 0.5 * LINE - 21
    assert 0 <= seal_head - (top(data, 0, "请干部职工") + 16 / MM) <= LINE


def test_sign_off__long_issuer_under_a_seal_stays_in_the_type_area() -> None:
    sign_off = replace(SIGN_OFF, issuer=OFFICE + "廉政领导小组", sealed=True)
    data = printed(letter(TEXT, sign_off, head=LETTER_HEAD)).data
    assert right(data, 0, "廉政领导小组") <= RIGHT + 0.2
    date = found(data, 0, SIGN_OFF.date)[0]["top"] / MM
    assert top(data, 0, "廉政领导小组") == pytest.approx(date - LINE, abs=0.1)
    assert missing(letter(sign_off, head=LETTER_HEAD), data) == []


def test_sign_off__note_is_in_brackets_under_the_date() -> None:
    data = printed(letter(TEXT, SIGN_OFF)).data
    note = f"({SIGN_OFF.note})"
    # A bracket at the head of a line is half as wide as other signs.
    assert left(data, 0, SIGN_OFF.note) == pytest.approx(LEFT + 2.5 * CHARACTER, abs=0.3)
    assert top(data, 0, SIGN_OFF.note) - top(data, 0, SIGN_OFF.date) == pytest.approx(LINE, abs=0.2)
    assert note in page_texts(data)[0]


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("lines", range(1, 14, 2))
@pytest.mark.parametrize(
    "last", [(Paragraph(long_text(190)),), (TEXT, Paragraph("特此通知。"))], ids=["long", "short"]
)
def test_sign_off__has_two_lines_of_text_on_its_page(
    last: tuple[Paragraph, ...], lines: int, *, sealed: bool
) -> None:
    document = letter(*(ONE_LINE,) * lines, *last, replace(SIGN_OFF, sealed=sealed))
    data = printed(document).data
    at = next(n for n, text in enumerate(page_texts(data)) if SIGN_OFF.note in text)
    head = found(data, at, SIGN_OFF.date)[0]["top"] - 1.5 * LINE * MM
    rows = {round(sign["top"]) for sign in signs(data, at) if sign["top"] < head}
    assert len(rows) >= 2
    assert "第1句" in page_texts(data)[0] or "占一行" in page_texts(data)[0]
    assert missing(document, data) == []


def test_sign_off__its_paragraph_is_broken_where_a_line_ends() -> None:
    document = letter(*(ONE_LINE,) * 3, Paragraph("廉" * 190 + "。"), SIGN_OFF, head=LETTER_HEAD)
    data = printed(document).data
    rows: dict[int, list[float]] = {}
    for sign in signs(data, 0):
        if sign["text"] in "廉。" and sign["top"] > top(data, 0, "廉廉") * MM - 1:
            rows.setdefault(round(sign["top"]), []).append(sign["x1"])
    *full, _ = rows.values()
    assert len(full) >= 4
    assert [max(row) for row in full] == pytest.approx([RIGHT * MM] * len(full), abs=1)


def test_annex__number_in_the_first_line_and_title_in_the_third(noticed: Rendered) -> None:
    pages = page_texts(noticed.data)
    at = next(n for n, text in enumerate(pages) if text.startswith("附件2"))
    word = found(noticed.data, at, "附件2")
    assert word[0]["x0"] / MM == pytest.approx(LEFT, abs=TOLERANCE["edge"])
    assert word[0]["size"] == 16
    assert "Sans" in word[0]["fontname"]
    title = [sign for sign in signs(noticed.data, at) if sign["size"] == 22]
    middle = (title[0]["x0"] + title[-1]["x1"]) / 2 / MM
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert title[0]["top"] / MM - word[0]["top"] / MM == pytest.approx(2 * LINE, abs=1)


def test_annex__goes_along_with_its_landscape_table(noticed: Rendered) -> None:
    pdf = pypdfium2.PdfDocument(noticed.data)
    pages = page_texts(noticed.data)
    at = next(n for n, text in enumerate(pages) if text.startswith("附件1"))
    wide, high = pdf[at].get_size()
    assert wide > high
    assert "序号单位岗位" in pages[at]
    assert all(text for text in pages)


def test_annex__that_is_the_only_one_has_no_number() -> None:
    data = printed(letter(TEXT, Annex(None, "意见表"), ONE_LINE)).data
    assert page_texts(data)[1].startswith("附件意见表")


def test_imprint__last_rule_is_the_foot_of_the_type_area_of_an_even_page(noticed: Rendered) -> None:
    at = noticed.pages - 1
    first, middle, last = straight_lines(noticed.data, at)[-3:]
    assert at % 2 == 1
    assert last["y"] == pytest.approx(FOOT, abs=TOLERANCE["rule"])
    weights = [round(rule["weight"], 2) for rule in (first, middle, last)]
    assert weights == [0.35, 0.25, 0.35]
    for rule in (first, middle, last):
        assert rule["left"] == pytest.approx(LEFT, abs=TOLERANCE["edge"])
        assert rule["width"] == pytest.approx(PAGE["text_width"], abs=TOLERANCE["edge"])


def test_imprint__is_one_character_in_and_goes_on_behind_the_colon(noticed: Rendered) -> None:
    at = noticed.pages - 1
    inset = 14 / MM
    words = found(noticed.data, at, "抄送:区纪委")
    assert words[0]["size"] == 14
    assert words[0]["x0"] / MM == pytest.approx(LEFT + inset, abs=0.3)
    second = min(s["x0"] for s in signs(noticed.data, at) if 16 < s["top"] - words[0]["top"] < 25)
    assert second == pytest.approx(words[3]["x0"], abs=1)
    date = right(noticed.data, at, f"{IMPRINT.printed_on}印发")
    assert date == pytest.approx(RIGHT - inset, abs=0.3)
    assert "服务中心。" in page_texts(noticed.data)[at]


def test_imprint__overleaf_of_one_page_keeps_its_number() -> None:
    made = printed(letter(TEXT, IMPRINT))
    assert numbers(made.data) == ["—1—", "—2—"]
    assert "抄送" in page_texts(made.data)[1]


def test_imprint__behind_a_blank_page_has_no_number_nor_has_the_blank_page() -> None:
    made = printed(letter(*(ONE_LINE,) * 27, IMPRINT))
    texts = page_texts(made.data)
    assert [bool(text) for text in texts] == [True, True, False, True]
    assert "抄送" in texts[3]
    assert numbers(made.data) == ["—1—", "—2—", "", ""]


@pytest.mark.parametrize(("more", "pages"), [((), 4), ((Annex(2, "意见表"), ONE_LINE), 4)])
def test_imprint__after_a_landscape_annex(more: tuple[Annex | Paragraph, ...], pages: int) -> None:
    table = replace(risk_table(2), merge=())
    made = printed(letter(*(ONE_LINE,) * 12, Annex(1, "一览表"), table, *more, IMPRINT))
    rule = straight_lines(made.data, made.pages - 1)[-1]
    assert made.pages == pages
    assert rule["y"] == pytest.approx(FOOT, abs=TOLERANCE["rule"])


def test_imprint__after_a_landscape_annex_on_a_left_page() -> None:
    table = replace(risk_table(2), merge=())
    made = printed(letter(TEXT, Annex(1, "一览表"), table, IMPRINT))
    assert [bool(text) for text in page_texts(made.data)] == [True, True, False, True]
    assert numbers(made.data)[2:] == ["", ""]


def test_text__longer_than_a_page_before_the_sign_off_is_printed_to_its_end() -> None:
    lines = Paragraph("\n".join(f"第{number}条列出来的事项。" for number in range(60)))
    names = AnnexNames(tuple(f"第{number}份附件的名称" for number in range(40)))
    document = letter(lines, names, SIGN_OFF)
    made = printed(document)
    assert missing(document, made.data) == []
    for page in range(made.pages):
        names_here = [sign for sign in signs(made.data, page) if sign["text"] == "份"]
        assert all(sign["bottom"] / MM <= FOOT + 1 for sign in names_here)
