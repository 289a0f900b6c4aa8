from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.ledger_examples import made_up_form, values_of_kind
from support.templates import form_named

from lzfx.forms.kinds import KINDS
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.forms.table import evolution_faults, ledger_tables, restored_value, stored_value


def field(name: str, kind: str = "line", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"name": name, "title": f"栏目{name}", "kind": kind, **more}


BEFORE = made_up_form(header=[field("who")], tables={"things": [field("a"), field("b", "date")]})


def faults(new: FormSpec, old: FormSpec = BEFORE) -> list[tuple[str, str]]:
    found = evolution_faults("made_up.toml", old, new)
    assert {one.where.file for one in found} <= {"made_up.toml"}
    return [(one.code, str(one.params["field"])) for one in evolution_faults("", old, new)]


@pytest.mark.parametrize("name", ["declaration", "roster"])
def test_ledger_tables__one_for_each_table_and_the_single_cells_first(name: str) -> None:
    form = form_named(name)
    tables = ledger_tables(form)
    names = [table.name for table in form.tables]
    assert [table.part for table in tables] == ([""] if form.header else []) + names
    assert {table.name.split("__")[0] for table in tables} == {name}


@pytest.mark.parametrize("name", ["declaration", "roster"])
def test_create__is_sql_with_a_column_for_each_field(name: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE submission (id INTEGER PRIMARY KEY)")
    for table in ledger_tables(form_named(name)):
        connection.execute(table.create)
        info = connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()
        columns = {column: kind for _, column, kind, *_ in info}
        assert columns.pop("submission") == "INTEGER"
        assert columns.pop("row_number", "INTEGER") == "INTEGER"
        assert columns == {spec.name: KINDS[spec.kind].sql for spec in table.fields}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_stored__comes_back_as_it_was(kind: Any, data: st.DataObject) -> None:  # noqa: ANN401
    value = data.draw(values_of_kind(kind))
    spec = FieldSpec(name="a", title="甲", kind=kind)
    assert restored_value(spec, stored_value(value)) == value


def test_stored__days_and_codes_can_be_read_by_people() -> None:
    assert stored_value(date(2026, 9, 8)) == "2026-09-08"
    assert stored_value(("违法", "b")) == '["违法", "b"]'


def test_evolution__the_same_form_again_is_no_fault() -> None:
    assert faults(BEFORE) == []


def test_evolution__a_field_added_with_a_new_version_is_no_fault() -> None:
    new = made_up_form(
        version=2,
        header=[field("who"), field("when", "date")],
        tables={"things": [field("c"), field("a"), field("b", "date")], "more": [field("x")]},
    )
    assert faults(new) == []


@pytest.mark.parametrize("version", [1, 2])
def test_evolution__whatever_is_added_needs_a_higher_version(version: int) -> None:
    old = BEFORE.model_copy(update={"version": 2})
    new = made_up_form(
        version=version,
        header=[field("who"), field("when")],
        tables={"things": [field("a"), field("b", "date"), field("c")], "more": [field("x")]},
    )
    assert faults(new, old) == [
        ("definition-version-not-raised", "栏目when、栏目c、栏目x"),
    ]


def test_evolution__a_heading_may_change_and_fields_may_move() -> None:
    things = [field("b", "date"), {**field("a"), "title": "换了叫法", "required": True}]
    assert faults(made_up_form(header=[field("who")], tables={"things": things})) == []


@pytest.mark.parametrize("version", [1, 2])
def test_evolution__nothing_may_go_or_be_renamed(version: int) -> None:
    renamed = [field("a"), field("bb", "date")]
    new = made_up_form(version=version, header=[field("who")], tables={"things": renamed})
    assert ("definition-field-gone", "栏目b") in faults(new)


def test_evolution__a_table_or_the_header_may_not_go() -> None:
    gone = [("definition-field-gone", name) for name in ("栏目who", "栏目a", "栏目b")]
    assert faults(made_up_form(version=2, tables={"others": [field("x")]})) == gone


def test_evolution__a_kind_may_not_change() -> None:
    things = [field("a", "text"), field("b", "date")]
    new = made_up_form(version=2, header=[field("who")], tables={"things": things})
    assert faults(new) == [("definition-kind-changed", "栏目a")]


LEVELS = [
    {"code": "1", "label": "一级"},
    {"code": "2", "label": "二级"},
    {"code": "3", "label": "三级"},
]


def chosen(choices: list[dict[str, str]], kind: str = "choice", **more: Any) -> FormSpec:  # noqa: ANN401
    """A form whose field, in a table and in the header, has those choices."""
    one = field("a", kind, choices=choices, **more)
    return made_up_form(version=2, header=[one], tables={"things": [one]})


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_evolution__a_choice_may_not_go(kind: str) -> None:
    found = list(evolution_faults("", chosen(LEVELS, kind), chosen(LEVELS[1:2], kind)))
    assert [one.code for one in found] == ["definition-choice-gone"] * 2
    assert [one.params for one in found] == [
        {"field": "栏目a", "value": "一级、三级", "version": 2},
    ] * 2


def test_evolution__choices_may_not_all_give_way_to_the_roster() -> None:
    assert ("definition-choice-gone", "栏目a") in faults(chosen([], roster="posts"), chosen(LEVELS))


def test_evolution__choices_may_be_added_moved_and_called_otherwise() -> None:
    more = [{"code": "4", "label": "四级"}, *reversed(LEVELS[1:]), {"code": "1", "label": "壹级"}]
    assert faults(chosen(more), chosen(LEVELS)) == []


def test_evolution__of_a_changed_kind_only_the_kind_is_said() -> None:
    assert {code for code, _ in faults(chosen([], "line"), chosen(LEVELS))} == {
        "definition-kind-changed"
    }
