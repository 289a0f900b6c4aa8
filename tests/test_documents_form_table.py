"""A form's table as a document: its columns, and what tells its rows apart."""

from __future__ import annotations

from datetime import date

from support.odd_forms import odd_form

from lzfx.content.blocks import Document, Paragraph, Table
from lzfx.documents.lists.form_table import TakenRow, form_table
from lzfx.forms.spec import FormSpec

DAY = date(2026, 9, 18)


def _tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def _titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def test_many__the_issue_stands_beside_the_subject() -> None:
    form = odd_form("meeting_record")
    row = TakenRow("office", "办公室", 2, {"topic": "值守安排"}, {}, "甲.xlsx", "议事记录!D3")
    (table,) = _tables(form_table(form, {"议事记录": (row,)}, "某某区", DAY))
    assert _titles(table) == [
        *("填报对象编号", "填报对象", "第几份"),
        *(spec.title for spec in form.header),
        *("来件", "单元格"),
    ]
    (cells,) = table.rows
    assert [cell.text for cell in cells] == [
        *("office", "办公室", "2", "", "值守安排", "", "", "", "", "甲.xlsx", "议事记录!D3"),
    ]


def test_two_tables__one_each_with_the_header_fields_before_its_own() -> None:
    form = odd_form("projects")
    document = form_table(form, {"项目": (), "付款": ()}, "某某区", DAY)
    projects, payments = _tables(document)
    assert (projects.caption, payments.caption) == ("项目", "付款")
    assert _titles(payments) == [
        *("填报对象编号", "填报对象", "单位编号", "填报人"),
        *(spec.title for spec in form.table("payments").fields),
        *("来件", "单元格"),
    ]
    assert projects.rows == payments.rows == ()
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text == "“项目”0行，“付款”0行；数据截至2026年9月18日。"


def test_same_title_twice__the_single_cell_says_that_it_is_one() -> None:
    field = {"name": "note", "title": "备注", "kind": "line"}
    other = {"name": "topic", "title": "主题", "kind": "line"}
    form = FormSpec.model_validate(
        {
            "name": "made_up",
            "version": 1,
            "title": "试填表",
            "header": [field],
            "table": [{"name": "rows", "sheet": "记录", "field": [other, field]}],
        }
    )
    (table,) = _tables(form_table(form, {"记录": ()}, "某某区", DAY))
    assert _titles(table)[2:5] == ["备注（表头）", "主题", "备注"]
