"""What codes are called on paper, and a form as the list of its boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lzfx.content.wording import chinese_date, numeral
from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.lists import as_filled
from lzfx.forms.spec import FieldSpec, FormSpec
from lzfx.model.about import About
from lzfx.model.master import (
    ACTS_AS,
    FACT_TITLES,
    SEVERAL,
    SHORT_TITLES,
    TINTS,
    TITLES,
    FormEntry,
    FormOutline,
    Labels,
    Master,
    SignOffBox,
)
from lzfx.model.risk import Graded
from lzfx.model.submission import Value

HEADINGS = "headings"
"""Beside the labels: what fields of the declaration, and lists, are called in headings."""

UNIT_ITSELF = "本单位"
NO_LEVEL = "未定级"
_AROUND: Mapping[str, str] = {"unit": "单位", "holder_is": "岗位人员"}
_LISTED: Mapping[str, str] = {
    "level": "levels", "unit_kind": "unit_kinds", "holder_is": "monitor_roles"
}  # fmt: skip
"""Facts that are found out about a point, by the list of their codes."""

_FILL: Mapping[str, str] = {
    "text": "文字", "line": "文字（一行）", "code": "编号", "choice": "单选", "choices": "可多选",
    "date": "日期", "integer": "整数", "decimal": "数", "email": "邮箱", "phone": "电话",
}  # fmt: skip


def labels_of(
    form: FormSpec,
    lists: Mapping[str, Mapping[str, Any]],
    worked_out: Mapping[str, str] | None = None,
) -> Labels:
    """Labels by field of the form and by list name (`ranks`, `post_kinds`, ...), by code.

    `unit_kind` and `holder_is`, which only rules speak of, are there too, and what `Labels` says
    of the form itself; `worked_out` are the titles of facts that the rules work out; under
    `HEADINGS` the titles of lists.
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
    for fact, listed in _LISTED.items():
        named.setdefault(fact, named.get(listed, {}))
    points = form.table_about(About.RISK_POINT)
    if points is not None:
        named[TITLES] = {field.name: field.title for field in points.fields}
        named[SHORT_TITLES] = {field.name: field.short or field.title for field in points.fields}
        named[SEVERAL] = {field.name: "" for field in points.fields if field.kind == "choices"}
    titles = {fact: str(lists[name]["title"]) for fact, name in _LISTED.items() if name in lists}
    named[FACT_TITLES] = {**titles, **_AROUND, **(worked_out or {}), **named.get(TITLES, {})}
    for name, listed, key in ((TINTS, "colors", "tint"), (ACTS_AS, "monitor_roles", "acts_as")):
        choices = lists.get(listed, {}).get("choices", ())
        named[name] = {one["code"]: one[key] for one in choices if one.get(key)}
    return named


def has_field(master: Master, field: str) -> bool:
    """Whether the form has that field about a risk point."""
    return TITLES not in master.labels or field in master.labels[TITLES]


def title_of(master: Master, field: str, otherwise: str) -> str:
    """What the form calls a field about a risk point, as lists say it."""
    return master.labels.get(SHORT_TITLES, {}).get(field, otherwise)


def form_outline(form: FormSpec) -> FormOutline:
    """The form's title and boxes, sheet by sheet in order."""
    signed = tuple(SignOffBox(box.title, box.lines, box.step) for box in form.sign_off)
    tables = {About(table.about): table.name for table in form.tables if table.about}
    return FormOutline(form.title, tuple(_entries(form)), form.name, signed, tables)


def _entries(form: FormSpec) -> Iterator[FormEntry]:
    for field in form.header:
        yield _entry("表头", "", field)
    for table in form.tables:
        for field in table.fields:
            yield _entry(table.sheet, table.name, field)
    for box in form.sign_off:
        yield FormEntry("签批栏", box.title, required=True, fill="签字（盖章）")


def _entry(part: str, table: str, field: FieldSpec) -> FormEntry:
    how = "由程序填好" if field.prefill and field.locked else _FILL[field.kind]
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
    return title_of(master, name, master.labels.get(HEADINGS, {}).get(name, default))


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
    """What the office calls that level, or that there is none."""
    return shown(master, "declared_level", str(level)) if level else NO_LEVEL


def color_name(master: Master, color: str | None) -> str:
    """What a colour is called, nothing for none."""
    return shown(master, "colors", color) if color else ""


def unit_name(master: Master, code: str) -> str:
    """The unit's full name, or its code when the roster does not know it."""
    unit = master.roster.unit(code)
    return unit.name if unit else code


def post_name(master: Master, code: str) -> str:
    """The post's name, or that the point belongs to the unit itself.

    A post of a unit that is no more is told as such: who took its points over has not said yet
    which post they belong to.
    """
    if not code:
        return UNIT_ITSELF
    post = master.roster.post(code)
    if post is None:
        return code
    unit = master.roster.unit(post.unit)
    return post.name if unit is None or unit.in_use else f"{post.name}（原{unit.name}）"


def often_said(months: int) -> str:
    """How often something is done that comes round after so many months: `每季`, `每4个月`."""
    return {1: "每月", 3: "每季", 6: "每半年", 12: "每年"}.get(months, f"每{months}个月")


def role_name(master: Master, role: str) -> str:
    """What a monitor role is called: a body as the settings call it, a person by the role."""
    acts_as = master.labels.get(ACTS_AS, {}).get(role, role)
    return master.campaign.bodies.get(acts_as.removeprefix("body:")) or shown(
        master, "monitor_roles", role
    )


def colors_said(master: Master) -> str:
    """`红、橙、蓝三色`: the colours of the levels, the gravest first."""
    colors = dict.fromkeys(color_name(master, one.color) for one in master.criteria if one.color)
    count = "两" if len(colors) == 2 else numeral(len(colors))  # noqa: PLR2004 - 两 is said of two
    names = "、".join(name.removesuffix("色") for name in colors)
    return f"{names}{count}色" if colors else "几种颜色"


def reviewer_called(master: Master, step: str) -> str:
    """What a step of a review is called after who takes it: a body by name, a person by his part.

    `step` is as in `model.papers.Review`.
    """
    campaign = master.campaign
    known = {
        **campaign.bodies,
        "leader_in_charge": "分管领导",
        "section_head": campaign.words.head_of_unit,
    }
    kind, _, name = step.partition(":")
    return known.get(step) or (name if kind == "post" else "指定的人")
