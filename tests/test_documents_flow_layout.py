"""The layout of flows: geometric laws, measured by a checker that knows nothing of the layout."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from support.flow_examples import flows
from support.flow_geometry import faults

from lzfx.documents.flow_checks import flow_faults, printable
from lzfx.documents.flow_pages import HEIGHT, pages_of
from lzfx.model.flow import Flow

_RUNS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@_RUNS
@given(flows())
def test_pages__keep_every_law_of_drawing(flow: Flow) -> None:
    assert printable(flow), flow_faults(flow)
    pages = pages_of(flow)
    assert faults(flow, pages) == []
    assert all(page.height <= HEIGHT + 0.01 for page in pages)
