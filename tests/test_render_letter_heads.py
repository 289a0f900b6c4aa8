"""The head and the text of a letter are measured on the printed page, against GB/T 9704."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.printed_letters import (
    HEAD,
    SIGN_OFF,
    TEXT,
    letter,
    notice,
    report,
    warning,
)
from support.printed_pages import (
    CHARACTER,
    FOOT,
    LEFT,
    LINE,
    MM,
    PAGE,
    RED,
    RIGHT,
    TOLERANCE,
    found,
    ink,
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

from lzfx.content.blocks import Document, Paragraph
from lzfx.errors import LzfxError
from lzfx.render.pdf.document import Rendered

ONE_LINE = Paragraph("占一行。")


@pytest.fixture(scope="module")
def noticed() -> Rendered:
    return printed(notice())


@pytest.fixture(scope="module")
def warned() -> Rendered:
    return printed(warning())


def reddish(red: int, green: int, blue: int) -> bool:
    return red > 200 and green < 100 and blue < 100


@pytest.mark.parametrize("document", [notice(), report(), warning()], ids=lambda one: one.title)
def test_text__every_sentence_is_printed(document: Document) -> None:
    assert missing(document, printed(document).data) == []


def test_mark__is_red_and_35_mm_below_the_type_area(noticed: Rendered) -> None:
    mark = found(noticed.data, 0, HEAD.mark)
    assert {sign["non_stroking_color"] for sign in mark} == {RED}
    assert ink(noticed.data, 0, reddish)[0] == pytest.approx(72, abs=TOLERANCE["mark"])
    assert mark[0]["size"] == pytest.approx(0.95 * 156 * MM / len(HEAD.mark), abs=0.1)
    assert (mark[0]["x0"] + mark[-1]["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2 * MM, abs=1)


def test_mark__of_few_signs_is_no_larger_than_62_points() -> None:
    data = printed(letter(TEXT, head=replace(HEAD, mark="区委文件"))).data
    assert found(data, 0, "区委文件")[0]["size"] == pytest.approx(62, abs=0.1)


def test_head__rule_is_4_mm_below_the_number_and_as_wide_as_the_text(noticed: Rendered) -> None:
    (rule,) = straight_lines(noticed.data, 0)
    assert rule["color"] == RED
    assert rule["left"] == pytest.approx(LEFT, abs=TOLERANCE["edge"])
    assert rule["width"] == pytest.approx(PAGE["text_width"], abs=TOLERANCE["edge"])
    black = ink(noticed.data, 0, lambda *color: max(color) < 100)
    number_foot = max(y for y in black if y < rule["y"] - 1)
    upper = rule["y"] - rule["weight"] / 2
    assert upper - number_foot == pytest.approx(4, abs=TOLERANCE["rule"])


def test_head__two_lines_are_empty_between_mark_and_number(noticed: Rendered) -> None:
    black = ink(noticed.data, 0, lambda *color: max(color) < 100)
    number_head = min(y for y in black if y > 100)
    mark_foot = max(y for y in ink(noticed.data, 0, reddish) if y < 100)
    assert (number_head - mark_foot) / LINE == pytest.approx(2.5, abs=0.2)


def test_head__title_is_centred_in_the_lines_given_two_below_the_rule(noticed: Rendered) -> None:
    (rule,) = straight_lines(noticed.data, 0)
    # The first line of the title is also the beginning of the mark, so it is looked for by size.
    title = [sign for sign in signs(noticed.data, 0) if round(sign["size"]) == 22]
    rows = sorted({round(sign["top"]) for sign in title})
    texts = ["".join(sign["text"] for sign in title if round(sign["top"]) == row) for row in rows]
    assert tuple(texts) == HEAD.title
    for row in rows:
        ends = [sign for sign in title if round(sign["top"]) == row]
        middle = (ends[0]["x0"] + ends[-1]["x1"]) / 2 / MM
        assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    black = ink(noticed.data, 0, lambda *color: max(color) < 100)
    head = min(y for y in black if y > rule["y"] + 1)
    assert (head - rule["y"]) / LINE == pytest.approx(2.5, abs=0.2)


def test_head__recipients_are_flush_left_one_line_below_the_title(noticed: Rendered) -> None:
    assert left(noticed.data, 0, HEAD.recipients) == pytest.approx(LEFT, abs=TOLERANCE["edge"])
    down = top(noticed.data, 0, HEAD.recipients) - top(noticed.data, 0, HEAD.title[1][:4])
    assert down == pytest.approx(2 * LINE + 22 / MM - 16 / MM, abs=1)
    body = top(noticed.data, 0, TEXT.text[:9]) - top(noticed.data, 0, HEAD.recipients)
    assert body == pytest.approx(LINE, abs=0.2)


def test_head__copy_number_secrecy_and_urgency_begin_at_the_first_line(noticed: Rendered) -> None:
    rows = ("000012", "秘密★1年", "特急")
    assert [left(noticed.data, 0, row) for row in rows] == pytest.approx([LEFT] * 3, abs=0.6)
    tops = [top(noticed.data, 0, row) for row in rows]
    assert top(noticed.data, 0, "000012") == pytest.approx(PAGE["top"], abs=1)
    assert tops[2] - tops[1] == pytest.approx(LINE, abs=0.1)
    assert "Sans" in found(noticed.data, 0, "秘密")[0]["fontname"]


def test_head__secrecy_without_a_copy_number_keeps_the_second_line() -> None:
    data = printed(letter(TEXT, head=replace(HEAD, secrecy="机密"))).data
    assert top(data, 0, "机密") == pytest.approx(PAGE["top"] + LINE, abs=1)


def test_head__of_a_letter_upwards_has_the_signer_beside_the_number() -> None:
    data = printed(report()).data
    assert left(data, 0, "白计生〔") == pytest.approx(LEFT + CHARACTER, abs=0.6)
    assert right(data, 0, "签发人:王立春") == pytest.approx(RIGHT - CHARACTER, abs=0.6)
    assert top(data, 0, "王立春") == pytest.approx(top(data, 0, "白计生〔"), abs=0.1)


def test_head__a_long_title_gives_way_to_text_on_the_first_page() -> None:
    long_title = tuple(f"第{number}行标题排得很长很长" for number in range(9))
    data = printed(letter(TEXT, TEXT, head=replace(HEAD, title=long_title))).data
    assert TEXT.text[:15] in page_texts(data)[0]
    assert missing(letter(TEXT, head=replace(HEAD, title=long_title)), data) == []


def test_head__that_leaves_no_room_for_text_is_refused() -> None:
    title = tuple(f"第{number}行标题" for number in range(12))
    with pytest.raises(LzfxError) as caught:
        printed(letter(TEXT, head=replace(HEAD, title=title)))
    assert caught.value.code == "letterhead-too-long"
    assert caught.value.params == {"title": "".join(title)}


def test_letter_format__has_double_rules_and_the_mark_30_mm_from_the_edge(warned: Rendered) -> None:
    thick, thin, lower_thin, lower_thick = straight_lines(warned.data, 0)
    for rule in (thick, thin, lower_thin, lower_thick):
        assert rule["color"] == RED
        assert rule["left"] == pytest.approx(20, abs=TOLERANCE["edge"])
        assert rule["width"] == pytest.approx(170, abs=TOLERANCE["edge"])
    assert thick["weight"] == lower_thick["weight"] > thin["weight"] == lower_thin["weight"]
    red = ink(warned.data, 0, reddish)
    assert red[0] == pytest.approx(30, abs=TOLERANCE["mark"])
    mark_foot = max(y for y in red if y < thick["y"] - 2)
    assert thick["y"] - thick["weight"] / 2 - mark_foot == pytest.approx(4, abs=TOLERANCE["rule"])
    edge = PAGE["height"] - lower_thick["y"] - lower_thick["weight"] / 2
    assert edge == pytest.approx(20, abs=TOLERANCE["rule"])


def test_letter_format__number_is_at_the_right_under_the_rule(warned: Rendered) -> None:
    number = found(warned.data, 0, "白计生函〔2011〕7号")
    assert number[-1]["x1"] / MM == pytest.approx(RIGHT, abs=TOLERANCE["edge"])
    black = ink(warned.data, 0, lambda *color: max(color) < 100)
    thin = straight_lines(warned.data, 0)[1]
    assert black[0] - thin["y"] == pytest.approx(0.875 * 16 / MM, abs=1)


def test_letter_format__first_page_has_no_number_and_the_imprint_no_rules(warned: Rendered) -> None:
    assert numbers(warned.data) == ["", "—2—"]
    text = page_texts(warned.data)[1]
    assert "抄送:区纪委" in text
    assert "印发" not in text
    wide = [rule for rule in straight_lines(warned.data, 1) if rule["y"] > 200]
    assert wide == []


def test_numbers__are_right_on_odd_pages_and_left_on_even_ones(noticed: Rendered) -> None:
    for page in (0, 1):
        foot = [s for s in signs(noticed.data, page) if s["top"] > (FOOT + 0.5) * MM]
        if page % 2:
            assert foot[0]["x0"] / MM == pytest.approx(LEFT + 14 / MM, abs=0.5)
        else:
            assert foot[-1]["x1"] / MM == pytest.approx(RIGHT - 14 / MM, abs=0.5)


def test_title__of_a_letter_is_not_printed_twice(noticed: Rendered) -> None:
    assert "".join(page_texts(noticed.data)).count(HEAD.title[1]) == 1


@pytest.mark.parametrize("paragraph", [2, 3, 7])
def test_body__fills_every_page_with_22_lines(paragraph: int) -> None:
    text = Paragraph("廉" * (28 * paragraph - 2))
    data = printed(letter(*(text,) * (75 // paragraph))).data
    for page in (1, 2):
        rows = {round(s["top"]) for s in signs(data, page) if s["text"] == "廉"}
        assert len(rows) == 22


@pytest.mark.parametrize("texts", [(20,), (40,), (70,), (120,), (20, 20), (40, 20), (70, 20)])
@pytest.mark.parametrize("sealed", [False, True])
def test_body__is_shown_on_the_first_page(texts: tuple[int, ...], *, sealed: bool) -> None:
    head = replace(HEAD, title=tuple(f"第{number}行标题排得很长很长" for number in range(6)))
    blocks = tuple(Paragraph("廉" * length) for length in texts)
    first, *_ = page_texts(
        printed(letter(*blocks, replace(SIGN_OFF, sealed=sealed), head=head)).data
    )
    assert "廉" in first
