"""Drop-downs, prompts and refusals of a form's cells, in plain words."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from lzfx.forms.kinds import MULTIPLE
from lzfx.forms.layout import must_be_filled
from lzfx.forms.spec import FieldSpec
from lzfx.model.filling import FormNotes
from lzfx.workbook.lists import is_listed, list_name
from lzfx.workbook.text import shortened

_TITLE_LIMIT = 32
_PROMPT_LIMIT = 255
_ERROR_LIMIT = 225
_REFUSE = "FALSE"


def validation(spec: FieldSpec, notes: FormNotes, area: str, *, guarded: bool) -> DataValidation:
    """Drop-down, prompt and refusals for the cells of `area`.

    A `guarded` area cannot be locked, because locked cells cannot be sorted; so it refuses input.
    """
    rule = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=True)
    if guarded:
        rule.type, rule.formula1, rule.errorStyle = "custom", _REFUSE, "stop"
        rule.errorTitle = "这一栏不用填"
        rule.error = f"“{spec.title}”由程序编排，请不要改动；新增的行请留空。"
    elif is_listed(spec):
        rule.type, rule.formula1, rule.errorStyle = "list", list_name(spec), "stop"
        rule.errorTitle = "请从列表中选择"
        rule.error = shortened(_list_error(spec), _ERROR_LIMIT)
    else:
        rule.showErrorMessage = False
    rule.promptTitle = shortened(spec.title, _TITLE_LIMIT)
    rule.prompt = shortened(prompt_text(spec, notes), _PROMPT_LIMIT)
    rule.add(area)
    return rule


def prompt_text(spec: FieldSpec, notes: FormNotes) -> str:
    """The prompt of a field: whether it is required, what to write, what this issue adds."""
    needed = "有时必填" if spec.needed_when else "选填"
    parts = ["必填" if must_be_filled(spec) else needed]
    if spec.prefill and spec.locked:
        parts = []
    if spec.prompt:
        parts.append(spec.prompt)
    elif spec.choices:
        parts.append(allowed_text(spec))
    if spec.name in notes.prompts:
        parts.append(notes.prompts[spec.name])
    return (
        "。".join(part.rstrip("。") for part in parts) + "。" if parts else "由发放单位预先填好。"
    )


def allowed_text(spec: FieldSpec) -> str:
    """The allowed values of a field with choices, and whether it takes several."""
    labels = MULTIPLE.join(choice.label for choice in spec.choices)
    how = "可多选，用“、”分开" if spec.kind == "choices" else "选一项"
    return f"{how}：{labels}"


def _list_error(spec: FieldSpec) -> str:
    if spec.roster:
        return f"“{spec.title}”要从下拉列表中选择。列表里没有的，请与发放单位联系。"
    labels = MULTIPLE.join(choice.label for choice in spec.choices)
    return f"“{spec.title}”只能填：{labels}。请点格子右边的箭头选择。"
