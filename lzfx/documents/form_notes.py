"""What every workbook of an issue says alike: title, deadline, contact, criteria, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from lzfx.campaign.burden import head_of, row_of
from lzfx.content.wording import chinese_date, large_sum
from lzfx.documents.criteria import criterion_said
from lzfx.forms.spec import FormSpec
from lzfx.model.campaign import Campaign
from lzfx.model.filling import FormNotes
from lzfx.model.master import Labels
from lzfx.model.risk import Criterion
from lzfx.model.subject import Owner

_MAJOR_MATTERS = "major_matters"
OFFICE: Owner = "office"


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
        wanted=tuple(_wanted(form, campaign)),
    )


def effort_said(form: FormSpec, campaign: Campaign) -> str:
    """How many cells have to be filled in, and how long that takes; nothing for no cell.

    The same for everybody it goes to: what is prefilled in the rows of some is not looked at.
    """
    times = campaign.filling_times
    known = [one.name for one in form.header if one.prefill]
    head, row = head_of(form, times, known), row_of(form, times)
    parts = []
    if head.cells:
        parts.append(f"表头必填{head.cells}格")
    if row.cells:
        tables = "各表" if len(form.tables) > 1 else "表中"
        parts.append(f"{tables}每加一行必填{row.cells}格，一行约{row.minutes}分钟")
    if not parts:
        return ""
    signed = f"，连同签字{head.signs}处" if head.signs else ""
    whole = (head + row).minutes
    return f"{'；'.join(parts)}。只填一行的{signed}，约{whole}分钟。"


def _wanted(form: FormSpec, campaign: Campaign) -> Iterator[str]:
    """Who asks for the form, on what ground, and what it costs those who fill it in."""
    if form.owed_by == (OFFICE,):
        return
    ground = f"，依据：{form.ground}" if form.ground else ""
    yield f"由谁要填：{form.asked_by or campaign.office.name}{ground}。"
    if said := effort_said(form, campaign):
        yield f"大约用时：{said}"
