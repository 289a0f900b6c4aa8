"""The roster of the sample as the workbook a group office keeps."""

from __future__ import annotations

from support.sample_content import Sample

from lzfx.forms.spec import TableSpec
from lzfx.model.filling import Filling, FormNotes
from lzfx.workbook.blank import build


def roster_workbook(sample: Sample) -> bytes:
    """名册.xlsx: every sheet of the roster form filled from `content/roster.toml`."""
    form = sample.roster_form
    tables = {table.name: _rows(sample, table) for table in form.tables}
    about = FormNotes(
        heading=f"{sample.campaign.commission}{sample.campaign.year}年度{form.title}",
        author=sample.campaign.commission,
        made=sample.made,
    )
    return build(form, Filling(tables=tables), about)


def _rows(sample: Sample, table: TableSpec) -> tuple[dict[str, str], ...]:
    labels = {
        spec.name: {choice.code: choice.label for choice in spec.choices} for spec in table.fields
    }
    return tuple(
        {name: labels[name].get(value, value) for name, value in row.items() if value}
        for row in sample.people[table.name]
    )
