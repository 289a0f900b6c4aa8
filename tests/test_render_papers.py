"""Papers to fill in, cards and drawings, as they stand on the printed page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pdfplumber
import pypdf
import pypdfium2
import pytest
from support.printed_document import TEMPLATES, long_text, squeezed
from support.printed_letters import SIGN_OFF
from support.printed_pages import MM, found, missing, numbers, page_texts, signs, straight_lines
from support.printed_papers import CHART, card, cards, drawing, drawings, feedback, paper

from lzfx.content.blocks import Document, Heading, Paragraph
from lzfx.content.drawing import Figure
from lzfx.content.paper import Box, Cards, CutLine, Grid
from lzfx.errors import LzfxError
from lzfx.render.pdf.document import MissingGlyph, Rendered, render_pdf
from lzfx.render.standard import load_standard

STANDARD = load_standard(TEMPLATES)
PAGE = STANDARD["page"]
LEFT, RIGHT = PAGE["left"], PAGE["left"] + PAGE["text_width"]
TOP, FOOT = PAGE["top"], PAGE["top"] + PAGE["text_height"]


def printed(document: Document) -> Rendered:
    return render_pdf(document, TEMPLATES, "bundled")


def boxes(data: bytes, page: int) -> list[dict[str, float]]:
    """The drawn shapes of a page (from 0) with an area, as edges in mm."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        shapes = pdf.pages[page].rects + pdf.pages[page].curves
        return [
            {name: shape[key] / MM for name, key in (("left", "x0"), ("right", "x1"),
             ("top", "top"), ("foot", "bottom"))}
            for shape in shapes
        ]  # fmt: skip


@pytest.mark.parametrize(
    "document", [feedback(), cards(), cards(1, 2), drawings()], ids=lambda one: one.title
)
def test_text__every_sentence_is_printed(document: Document) -> None:
    assert missing(document, printed(document).data) == []


def test_grid__columns_have_their_shares_and_labels_are_centred_in_hei() -> None:
    grid = Grid((1, 3), ((Box("标签", label=True), Box("内容")),))
    data = printed(paper(grid)).data
    label, text = found(data, 0, "标签"), found(data, 0, "内容")
    quarter = PAGE["text_width"] / 4
    middle = (label[0]["x0"] + label[-1]["x1"]) / 2 / MM
    assert middle == pytest.approx(LEFT + quarter / 2, abs=0.5)
    assert "Sans" in label[0]["fontname"]
    inset = STANDARD["grid"]["inset_x"]
    assert text[0]["x0"] / MM == pytest.approx(LEFT + quarter + inset, abs=0.3)


def test_grid__boxes_keep_the_room_to_write_in() -> None:
    def height(lines: float) -> float:
        made = printed(paper(Grid((1,), ((Box("意见", lines=lines),),))))
        rows = straight_lines(made.data, made.pages - 1)
        return float(rows[-1]["y"] - rows[0]["y"])

    line = STANDARD["sizes"]["grid"] * (1 + STANDARD["grid"]["leading"]) / MM
    assert height(6) - height(1) == pytest.approx(5 * line, abs=0.2)
    assert height(500) <= PAGE["text_height"]


@pytest.mark.parametrize("before", range(8, 20, 2))
def test_grid__rows_are_not_split(before: int) -> None:
    row = (Box("甲头", lines=8), Box("甲" * 300 + "尾"))
    document = paper(*(Paragraph("占一行。"),) * before, Grid((1, 2), (row,)))
    pages = page_texts(printed(document).data)
    at = next(n for n, text in enumerate(pages) if "甲头" in text)
    assert pages[at].count("甲") == 301
    assert "尾" in pages[at]


def test_grid__row_taller_than_a_page_is_printed_to_its_last_sign() -> None:
    pages = page_texts(printed(feedback()).data)
    first = next(n for n, text in enumerate(pages) if "第1句" in text)
    last = next(n for n, text in enumerate(pages) if squeezed(long_text(2600))[-4:] in text)
    assert last > first


def test_grid__landscape_takes_its_heading_along() -> None:
    made = printed(feedback())
    pdf = pypdfium2.PdfDocument(made.data)
    at = next(n for n, text in enumerate(page_texts(made.data)) if "横排的表" in text)
    wide, high = pdf[at].get_size()
    assert wide > high
    assert "委办公室意见" in page_texts(made.data)[at]


def test_grid__levels_are_tinted() -> None:
    data = printed(paper(Grid((1,), ((Box("二级", level=2),),)))).data
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        fills = [s["non_stroking_color"] for s in page.rects + page.curves if s["fill"]]
    assert [round(part * 255) for part in fills[0]] == [0xFD, 0xE6, 0xCC]


def test_cut_line__is_dashed_over_the_whole_width_with_its_word_in_the_middle() -> None:
    data = printed(paper(Paragraph("上联"), CutLine("回执联"), Paragraph("下联"))).data
    word = found(data, 0, "回执联")
    assert (word[0]["x0"] + word[-1]["x1"]) / 2 / MM == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    first, second = sorted(straight_lines(data, 0), key=lambda one: one["left"])
    assert first["left"] == pytest.approx(LEFT, abs=0.2)
    assert second["left"] + second["width"] == pytest.approx(RIGHT, abs=0.2)
    assert first["left"] + first["width"] < word[0]["x0"] / MM
    stream = pypdf.PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert stream is not None
    content = stream.get_data()
    assert re.search(rb"\[[\d.]+ [\d.]+\]\s?0 d\b", content)


@pytest.mark.parametrize(("across", "down"), [(1, 2), (2, 2), (2, 3)])
def test_cards__each_stands_in_its_own_place(across: int, down: int) -> None:
    placed = tuple(card(number, 1) for number in range(across * down + 1))
    made = printed(paper(Cards(placed, across, down)))
    edge = STANDARD["cards"]["edge"]
    wide = (PAGE["width"] - 2 * edge) / across
    high = (PAGE["height"] - 2 * edge) / down
    assert made.pages == 2
    for at in range(across * down):
        page = signs(made.data, 0)
        row, column = divmod(at, across)
        x, y = edge + column * wide, edge + row * high
        inside = [
            sign["text"] for sign in page
            if x < sign["x0"] / MM and sign["x1"] / MM < x + wide
            and y < sign["top"] / MM and sign["bottom"] / MM < y + high
        ]  # fmt: skip
        whole = squeezed("".join(inside))
        for text in (placed[at].number, *placed[at].paragraphs, *placed[at].foot):
            assert squeezed(text) in whole
        assert whole.count("编号") == 1


def test_cards__empty_places_stay_empty() -> None:
    made = printed(cards())
    first, second = page_texts(made.data)
    assert [n for n in range(1, 8) if f"卡{n}号" in first] == [1, 2, 4]
    assert [n for n in range(1, 8) if f"卡{n}号" in second] == [5, 7]
    assert [s for s in signs(made.data, 1) if s["x0"] / MM > PAGE["width"] / 2] == []


def test_cards__sheets_have_no_number_but_count() -> None:
    text = Paragraph("文字。")
    sheet = Cards((replace(card(1), foot=()),), 1, 2)
    assert numbers(printed(paper(text, sheet, text)).data) == ["—1—", "", "—3—"]
    assert numbers(printed(paper(sheet, text)).data) == ["", "—2—"]


def test_cards__more_text_is_printed_smaller() -> None:
    data = printed(cards()).data
    assert found(data, 0, "1.第1张")[0]["size"] > found(data, 0, "1.第2张")[0]["size"]


def test_cards__one_taller_than_its_place_is_named() -> None:
    with pytest.raises(LzfxError) as caught:
        printed(paper(Cards((card(1), card(2, 40)), 1, 2)))
    assert caught.value.code == "card-too-long"
    assert caught.value.params == {"title": card(2).title, "number": card(2).number}


def test_cards__stand_between_other_pages() -> None:
    made = printed(paper(Paragraph("前面。"), Cards((card(1),), 1, 2), Paragraph("后面。")))
    expected = ("前面", "卡1号", "后面")
    assert [[part in text for part in expected] for text in page_texts(made.data)] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


@pytest.mark.parametrize(("width", "height"), [(80, 50), (300, 100), (100, 500), (300, 500)])
@pytest.mark.parametrize("before", [0, 9])
def test_figure__is_inside_the_type_area_with_its_caption(
    width: float, height: float, before: int
) -> None:
    blocks = (
        *(Paragraph("占一行。"),) * before,
        Heading(2, "一、图的标题"),
        Paragraph("图的说明。"),
        drawing(width, height, "图中的字"),
    )
    made = printed(paper(*blocks))
    at = next(n for n, text in enumerate(page_texts(made.data)) if "图中的字" in text)
    frame = boxes(made.data, at)[0]
    assert frame["left"] >= LEFT - 0.1
    assert frame["right"] <= RIGHT + 0.1
    assert frame["top"] >= TOP
    assert frame["foot"] <= FOOT
    scale = (frame["right"] - frame["left"]) / (width - 1)
    assert (frame["foot"] - frame["top"]) / (height - 1) == pytest.approx(scale, rel=0.01)
    assert scale == pytest.approx(1) if width == 80 else scale < 1
    for text in ("一、图的标题", "图的说明", "图1流程"):
        assert text in page_texts(made.data)[at]
    caption = found(made.data, at, "图1流程")
    assert "Sans" in caption[0]["fontname"]
    assert frame["foot"] < caption[0]["top"] / MM < FOOT
    assert caption[0]["bottom"] / MM <= FOOT + 1


def test_figure__says_in_words_what_it_shows() -> None:
    data = printed(paper(replace(drawing(80, 50, "字"), alt="三级审批的流程"))).data
    reader: Any = pypdf.PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    found_alts: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found_alts.append(str(node["/Alt"]))
            walk(node.get("/K"))

    walk(root)
    assert found_alts == ["三级审批的流程"]


def test_figure__roles_of_fonts_are_those_of_the_standard() -> None:
    data = printed(paper(drawing(80, 50, "宋体字", "黑体字"))).data
    assert "Serif" in found(data, 0, "宋体字")[0]["fontname"]
    assert "Sans" in found(data, 0, "黑体字")[0]["fontname"]


def test_figure__sign_that_no_font_has_is_named() -> None:
    with pytest.raises(MissingGlyph) as caught:
        printed(paper(drawing(80, 50, "审批\U000f1234环节")))
    assert "\U000f1234" in caught.value.text
    assert caught.value.near == "审批\U000f1234环节"


def test_figure__landscape_takes_its_heading_along() -> None:
    wide = replace(drawing(220, 100, "横图"), landscape=True)
    made = printed(paper(Paragraph("正文。"), Heading(2, "一、横图的标题"), wide))
    width, height = pypdfium2.PdfDocument(made.data)[1].get_size()
    assert width > height
    assert "一、横图的标题" in page_texts(made.data)[1]
    frame = boxes(made.data, 1)[0]
    assert frame["right"] - frame["left"] == pytest.approx(219, abs=0.5)


def test_figure__hostile_drawing_is_no_markup() -> None:
    figure = Figure(drawing(50, 50, "#import").svg, 50, 50, '#let "x"', ("#import",), "*粗* #2")
    data = printed(paper(figure)).data
    assert "*粗*#2" in page_texts(data)[0]


def test_chart__is_drawn_with_its_heading_and_caption() -> None:
    pages = page_texts(
        printed(paper(*(Paragraph("占一行。"),) * 14, Heading(2, "一、统计"), CHART)).data
    )
    at = next(n for n, text in enumerate(pages) if "一、统计" in text)
    assert squeezed(CHART.caption) in pages[at]
    assert squeezed(CHART.categories[0]) in pages[at]


def test_title__of_a_paper_is_printed_and_that_of_a_sheet_of_cards_is_on_the_cards() -> None:
    assert page_texts(printed(paper(Paragraph("文。"), title="总题")).data)[0].startswith("总题")
    assert "总题" not in page_texts(printed(paper(Cards((card(1),)), title="总题")).data)[0]


def test_sign_off__of_a_landscape_list_stands_at_its_right() -> None:
    document = replace(paper(Paragraph("说明。"), SIGN_OFF), landscape=True)
    date = found(printed(document).data, 0, SIGN_OFF.date)
    page_right = (PAGE["height"] - (PAGE["height"] - FOOT)) * MM
    assert date[-1]["x1"] < page_right
    assert date[0]["x0"] > page_right / 2


def test_title__stands_on_the_page_of_a_figure_as_high_as_the_page() -> None:
    document = paper(Heading(2, "一、流程"), Paragraph("长" * 200), drawing(150, 225, "图"))
    made = printed(document)
    assert made.pages == 1
    assert boxes(made.data, 0)[0]["foot"] <= FOOT


def test_cards__a_long_name_of_a_fact_leaves_room_for_the_fact() -> None:
    one = replace(card(1), facts=(("很长的名目" * 10, "值" * 40),))
    data = printed(paper(Cards((one,), 1, 2))).data
    assert found(data, 0, "值值")[0]["x0"] / MM < PAGE["width"] / 2
