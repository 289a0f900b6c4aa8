"""What a form is issued with, by the sources that its tables name."""

from __future__ import annotations

from lzfx.campaign.prefill import ROW_SOURCES
from lzfx.forms.spec import FormSpec
from lzfx.model.about import About


def deals_with_powers(form: FormSpec) -> bool:
    """Whether a form is issued with powers."""
    return any(ROW_SOURCES.get(table.rows) is ROW_SOURCES["own_powers"] for table in form.tables)


def deals_with_points(form: FormSpec) -> bool:
    """Whether a form declares points or is issued with some."""
    return form.table_about(About.RISK_POINT) is not None or any(
        table.rows in ROW_SOURCES and ROW_SOURCES[table.rows].of_points for table in form.tables
    )


def of_checkers(form: FormSpec) -> bool:
    """Whether a form goes to the units that check others."""
    return any(ROW_SOURCES.get(one.rows) is ROW_SOURCES["points_to_check"] for one in form.tables)
