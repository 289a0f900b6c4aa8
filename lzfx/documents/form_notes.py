"""What every workbook of an issue says alike: title, deadline, contact, the criteria of levels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lzfx.content.wording import chinese_date, large_sum
from lzfx.documents.criteria import criterion_said
from lzfx.forms.spec import FormSpec
from lzfx.model.campaign import Campaign
from lzfx.model.filling import FormNotes
from lzfx.model.master import Labels
from lzfx.model.risk import Criterion

_MAJOR_MATTERS = "major_matters"


def form_notes(
    form: FormSpec,
    campaign: Campaign,
    criteria: Sequence[Criterion],
    labels: Labels,
    made: datetime,
) -> FormNotes:
    """The text around the tables; `made` (naive) becomes the only time in the file."""
    office = campaign.office
    sum_said = large_sum(campaign.large_sum)
    asked = [f for table in form.tables for f in table.fields if f.name == _MAJOR_MATTERS]
    return FormNotes(
        heading=f"{campaign.commission}{campaign.year}年度{form.title}",
        author=campaign.commission,
        made=made.replace(microsecond=0),
        deadline=chinese_date(campaign.deadline_of(form.name)),
        contact=f"{office.name}，联系人：{office.contact}，电话：{office.phone}，邮箱：{office.email}",
        grades=tuple(
            (
                labels["declared_level"].get(str(one.level), str(one.level)),
                criterion_said(one, labels),
                labels.get("colors", {}).get(one.color or "", ""),
            )
            for one in criteria
            if one.ways and one.level
        ),
        further=tuple(f"“{field.title}”一栏的{sum_said}。" for field in asked),
        prompts={field.name: sum_said for field in asked},
    )
