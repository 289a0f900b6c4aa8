"""What codes are called on paper, and a form as the list of its boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lzfx.content.wording import chinese_date
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.lists import as_filled
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.master import FormEntry, FormOutline, Labels, Master, SignOffBox
from lzfx.model.risk import Graded
from lzfx.model.submission import Value

HEADINGS = "headings"
"""Beside the labels: what fields of the declaration, and lists, are called in headings."""

UNIT_ITSELF = "本单位"
NO_LEVEL = "未定级"
COLORS: Mapping[str, str] = {"red": "红色", "orange": "橙色", "blue": "蓝色"}
MONITORS: Mapping[str, str] = {"section_head": "单位负责人", "leader_in_charge": "分管领导"}
_FILL: Mapping[str, str] = {
    "text": "文字", "line": "文字（一行）", "code": "编号", "choice": "单选", "choices": "可多选",
    "date": "日期", "integer": "整数", "email": "邮箱", "phone": "电话",
}  # fmt: skip


def labels_of(form: FormSpec, lists: Mapping[str, Mapping[str, Any]]) -> Labels:
    """Labels by field of the form and by list name (`ranks`, `post_kinds`, ...), by code.

    `unit_kind` and `holder_is`, which only rules speak of, are there too; under `HEADINGS` the
    titles of fields and lists.
    """
    filled = as_filled(lists)
    named: dict[str, Mapping[str, str]] = {
        name: {choice["code"]: choice["label"] for choice in entry["choices"]}
        for name, entry in filled.items()
    }
    fields = (*form.header, *(field for table in form.tables for field in table.fields))
    titles = {name: str(entry["title"]) for name, entry in filled.items()}
    named[HEADINGS] = titles | {field.name: field.title for field in fields}
    for field in fields:
        if field.choices:
            named[field.name] = {choice.code: choice.label for choice in field.choices}
    named["unit_kind"] = named.get("unit_kinds", {})
    named["holder_is"] = MONITORS
    return named


def form_outline(form: FormSpec) -> FormOutline:
    """The form's title and boxes, sheet by sheet in order."""
    signed = tuple(SignOffBox(box.title, box.lines, box.step) for box in form.sign_off)
    return FormOutline(form.title, tuple(_entries(form)), form.name, signed)


def _entries(form: FormSpec) -> Iterator[FormEntry]:
    for field in form.header:
        yield _entry("表头", "", field)
    for table in form.tables:
        for field in table.fields:
            yield _entry(table.sheet, table.name, field)
    for box in form.sign_off:
        yield FormEntry("签批栏", box.title, required=True, fill="签字（盖章）")


def _entry(part: str, table: str, field: FieldSpec) -> FormEntry:
    how = "由程序填好" if field.prefill else _FILL[field.kind]
    offered = MULTIPLE.join(choice.label for choice in field.choices)
    if field.roster is not None:
        offered = "从名册中选"
    fill = f"{how}：{offered}" if offered else how
    return FormEntry(part, field.title, field.required, fill, table, field.name)


def shown(master: Master, field: str, value: Value) -> str:
    """A value as it is printed: labels for codes, nothing for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return chinese_date(value)
    names = master.labels.get(field, {})
    codes = value if isinstance(value, tuple) else (str(value),)
    return MULTIPLE.join(names.get(code, code) for code in codes)


def text_of(master: Master, one: Graded, field: str) -> str:
    """A declared value of a point as it is printed."""
    return shown(master, field, one.point.values.get(field))


def heading(master: Master, name: str, default: str) -> str:
    """What the declaration calls a field, or the lists call a list; `default` for neither."""
    return master.labels.get(HEADINGS, {}).get(name, default)


def measures_said(master: Master) -> str:
    """What the office calls what is done against a risk: 防范措施, 防控措施."""
    return heading(master, "measures", "防范措施")


def level_heading(master: Master) -> str:
    """What a level is called over its column: 风险等级."""
    return heading(master, "levels", "风险等级")


def overview_said(master: Master) -> str:
    """`风险点及防范措施` in the office's words: what its lists are lists of."""
    return f"{master.campaign.words.point}及{measures_said(master)}"


def risks_said(master: Master) -> str:
    """`廉政风险及防范措施` in the office's words: what its cadres answer for."""
    return f"{master.campaign.words.risk}及{measures_said(master)}"


def unit_heading(master: Master) -> str:
    """What stands over the column of units, its bracket on a line of its own."""
    return master.campaign.words.unit.replace("（", "\n（")


def level_name(master: Master, level: int | None) -> str:
    """`一级`, `二级`, `三级`, or that there is none."""
    return shown(master, "declared_level", str(level)) if level else NO_LEVEL


def unit_name(master: Master, code: str) -> str:
    """The unit's full name, or its code when the roster does not know it."""
    unit = master.roster.unit(code)
    return unit.name if unit else code


def post_name(master: Master, code: str) -> str:
    """The post's name, or that the point belongs to the unit itself."""
    if not code:
        return UNIT_ITSELF
    post = master.roster.post(code)
    return post.name if post else code
