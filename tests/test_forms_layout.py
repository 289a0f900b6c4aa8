from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.templates import form_named

from lzfx.forms.layout import REQUIRED_MARK, column_groups, header_spots, marked_title, table_layout
from lzfx.forms.spec import FormSpec, TableSpec


@given(
    st.lists(st.floats(3, 80), min_size=2, max_size=30).map(tuple),
    st.integers(1, 6),
    st.integers(1, 2),
)
@settings(deadline=None, max_examples=100)
def test_parted__covers_every_column_once(
    widths: tuple[float, ...], parts: int, least: int
) -> None:
    groups = column_groups(widths, parts, least)
    assert [c for first, last in groups for c in range(first, last + 1)] == list(
        range(1, len(widths) + 1)
    )
    assert all(last - first + 1 >= least for first, last in groups)


def test_header_spots__nothing_overlaps_and_all_stays_in_the_table() -> None:
    form = form_named("declaration")
    layout = table_layout(form, form.tables[0])
    seen: set[tuple[int, int]] = set()
    for spot in header_spots(form).values():
        for span in (spot.label, spot.value):
            cells = {(span.row, column) for column in range(span.first, span.last + 1)}
            assert cells
            assert not cells & seen
            seen |= cells
    assert max(column for _, column in seen) == layout.last_column
    assert max(row for row, _ in seen) == layout.heading_row - 1


def test_header_spots__value_follows_its_label() -> None:
    for spot in header_spots(form_named("declaration")).values():
        assert (spot.value.row, spot.value.first) == (spot.label.row, spot.label.last + 1)


def test_table_layout__only_the_first_table_has_a_header_above() -> None:
    form = form_named("declaration")
    rows = [table_layout(form, table).heading_row for table in form.tables]
    assert rows == [6, 3]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_header_spots__a_table_of_few_columns_still_has_room(count: int) -> None:
    fields = [
        {"name": f"f{number}", "title": f"栏{number}", "kind": "line"} for number in range(count)
    ]
    form = FormSpec.model_validate(
        {
            "name": "small",
            "version": 1,
            "title": "小表",
            "header": [{"name": "who", "title": "谁", "kind": "line", "required": True}] * 1,
            "table": [{"name": "t", "sheet": "表", "field": fields}],
        }
    )
    spot = header_spots(form)["who"]
    assert spot.label.last < spot.value.first <= count + 1


def test_marked_title__only_what_the_unit_must_fill_in() -> None:
    points = form_named("declaration").table("risk_points")
    assert marked_title(points.field("name")) == REQUIRED_MARK + "风险点名称"
    assert marked_title(points.field("nature")) == "风险点性质"  # a default stands in
    posts = form_named("declaration").table("posts")
    assert marked_title(posts.field("post_code")) == "岗位编号"  # issued filled in


def test_columns__in_the_order_of_the_fields() -> None:
    form = form_named("roster")
    table: TableSpec = form.tables[0]
    columns = [table_layout(form, table).columns[spec.name] for spec in table.fields]
    assert all(after == before + 1 for before, after in pairwise(columns))
    assert columns[0] == 2
