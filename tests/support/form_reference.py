"""The reference page of a form in Markdown: every box and column, for the office to look up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.layout import header_sheet, must_be_filled
from lzfx.forms.spec import Choice, FieldSpec, FormSpec, KindName, RosterList, TableSpec

KIND_WORDS: Mapping[KindName, str] = {
    "text": "文字，可分行",
    "line": "一行文字",
    "code": "编号",
    "choice": "单选",
    "choices": "可多选",
    "date": "日期",
    "integer": "整数",
    "decimal": "可带小数",
    "email": "邮箱",
    "phone": "电话",
}
"""What the kinds are called in Chinese."""

_ROSTER_WORDS: Mapping[RosterList, str] = {
    "posts": "本单位在用的岗位",
    "units": "名册里的单位",
    "people": "名册里的人员",
}
_DEFAULT_LENGTH = FieldSpec.model_fields["max_length"].default
_COLUMNS = ("栏目", "字段", "种类", "要求", "限制", "也认得的写法", "提示", "示例")
_CHOICE_COLUMNS = ("选项", "代号", "也认得的写法", "含义")


def reference(form: FormSpec, checks: Mapping[str, str]) -> str:
    """The page of a form; `checks` says in words what each check of that name looks at.

    KeyError for a check of the form without words.
    """
    return "\n\n".join((*_about(form, checks), *_boxes(form), *_offered(form), *_signed(form)))


def _about(form: FormSpec, checks: Mapping[str, str]) -> Iterator[str]:
    yield f"### 《{form.title}》 `{form.name}` 第 {form.version} 版"
    versions = MULTIPLE.join(f"第 {number} 版" for number in sorted(form.accepted_versions))
    if form.stamped:
        yield f"发给填报对象的表，带有身份（隐藏页和页首编码），只收{versions}。"
    else:
        yield "办公室自己填的表，不带身份。"
    if form.checks:
        lines = (f"- {checks[name]}（`{name}`）" for name in form.checks)
        yield "除逐格核对外，还检查：\n\n" + "\n".join(lines)


def _boxes(form: FormSpec) -> Iterator[str]:
    if form.header:
        sheet = header_sheet(form)
        yield f"#### 表头（在“{sheet.name}”页上方）" if sheet.table else f"#### “{sheet.name}”页"
        yield _table(_COLUMNS, _fields(form.header))
    for table in form.tables:
        yield f"#### “{table.sheet}”页 `{table.name}`"
        yield _rows_of(form, table)
        yield _table(_COLUMNS, _fields(table.fields))


def _rows_of(form: FormSpec, table: TableSpec) -> str:
    """What holds for the rows of a table, in one paragraph."""
    said = [table.note.rstrip("。")] if table.note else []
    if table.fixed:
        said.append("各行由办公室预先填好，不能增删")
    else:
        said.append(f"预先划好 {table.ready} 行，不够时接着往下填")
    if table.key:
        titles = _quoted(table.field(name).title for name in table.key)
        said.append(f"{titles}{'合起来' if len(table.key) > 1 else ''}不能重复")
    if table.of:
        parent = form.table(table.of)
        here, there = table.field(table.by).title, parent.field(parent.key[0]).title
        said.append(f"“{here}”写“{parent.sheet}”页的“{there}”，那里每一行在这里至少有一行")
    return "；".join(said) + "。"


def _fields(fields: tuple[FieldSpec, ...]) -> Iterator[tuple[str, ...]]:
    named = {spec.name: spec for spec in fields}
    return (_field(spec, named) for spec in fields)


def _field(spec: FieldSpec, fields: Mapping[str, FieldSpec]) -> tuple[str, ...]:
    return (
        spec.title,
        f"`{spec.name}`",
        KIND_WORDS[spec.kind],
        _wanted(spec, fields),
        _limits(spec),
        MULTIPLE.join(spec.aliases),
        spec.prompt,
        spec.example,
    )


def _wanted(spec: FieldSpec, fields: Mapping[str, FieldSpec]) -> str:
    """Whether the field must be filled in, when, and by whom."""
    said = [] if spec.locked else ["必填" if must_be_filled(spec) else "选填"]
    if spec.default:
        labels = {choice.code: choice.label for choice in spec.choices}
        said.append(f"不填按“{labels.get(spec.default, spec.default)}”")
    if spec.prefill:
        said.append("办公室预填")
    if spec.locked:
        said.append("不可改动、缺失" if spec.required else "不可改动")
    said += [f"{_because(spec, name, fields)}时必填" for name in spec.needed_when]
    return "，".join(said)


def _because(spec: FieldSpec, name: str, fields: Mapping[str, FieldSpec]) -> str:
    """What another field must hold for this one to be needed, in words."""
    other = fields[name]
    labels = {choice.code: choice.label for choice in other.choices}
    said = "或".join(f"“{labels.get(code, code)}”" for code in spec.needed_when[name])
    return f"“{other.title}”{f'为{said}' if said else '有内容'}"


def _limits(spec: FieldSpec) -> str:
    if spec.roster:
        scope = "，或“本单位”" if spec.roster == "posts" else ""
        return f"{_ROSTER_WORDS[spec.roster]}{scope}"
    if spec.choices:
        return f"{len(spec.choices)} 个选项，见下"
    said = []
    if spec.min_length:
        said.append(f"不少于 {spec.min_length} 字")
    if spec.kind in {"text", "line"} and spec.max_length != _DEFAULT_LENGTH:
        said.append(f"不超过 {spec.max_length} 字")
    return "，".join(said)


def _offered(form: FormSpec) -> Iterator[str]:
    """One table for each set of choices, under the titles of all fields that share it."""
    titles: dict[tuple[Choice, ...], list[str]] = {}
    fields = (*form.header, *(spec for table in form.tables for spec in table.fields))
    for spec in fields:
        if spec.choices:
            titles.setdefault(spec.choices, []).append(spec.title)
    if titles:
        yield "#### 选项"
    for choices, shared in titles.items():
        yield f"{_quoted(dict.fromkeys(shared))}："
        yield _table(_CHOICE_COLUMNS, map(_choice, choices))


def _choice(choice: Choice) -> tuple[str, ...]:
    return (choice.label, f"`{choice.code}`", MULTIPLE.join(choice.aliases), choice.meaning)


def _signed(form: FormSpec) -> Iterator[str]:
    if form.sign_off:
        yield "#### 签字页"
        yield f"{_quoted(box.title for box in form.sign_off)}。"


def _quoted(titles: Iterable[str]) -> str:
    return "".join(f"“{title}”" for title in titles)


def _table(columns: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    """A Markdown table without the columns in which no row says anything."""
    listed = list(rows)
    kept = [at for at in range(len(columns)) if any(row[at] for row in listed)]
    lines = [[columns[at] for at in kept], ["---"] * len(kept)]
    lines += [[_plain(row[at]) for at in kept] for row in listed]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
