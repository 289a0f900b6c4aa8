"""The flows of the sample campaign."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from lzfx.forms.flows import parse_flow
from lzfx.model.flow import Flow

FOLDER = Path(__file__).resolve().parents[2] / "sample_data/content/flows"
FILES = tuple(sorted(FOLDER.glob("*.toml")))


@cache
def sample_flows() -> tuple[Flow, ...]:
    """All of them, in the order of their files."""
    flows = []
    for path in FILES:
        flow, found = parse_flow(path.name, tomllib.loads(path.read_text("utf-8")))
        assert flow is not None, found
        flows.append(flow)
    return tuple(flows)
