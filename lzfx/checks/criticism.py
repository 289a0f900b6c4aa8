"""Letters of criticism rest on what is on record: each basis names an assessment or a check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lzfx.campaign.warning_numbers import number_key
from lzfx.checks.context import Understood
from lzfx.checks.referred import Referred
from lzfx.forms.kinds import MULTIPLE
from lzfx.model.finding import Finding, Where

_BASIS = "basis"


def criticism_on_record(seen: Understood) -> Iterator[Finding]:
    """Lines of the basis that name nothing on record: no check, no warning, no assessment.

    Numbers may be written with brackets of any kind; one is not found within a longer one.
    """
    known = seen.known.on(Referred).records
    if known is None:
        return
    names = [re.compile(rf"{re.escape(number_key(one))}(?!\d)") for one in known]
    where = seen.raw.header_places.get(_BASIS, Where(seen.raw.file))
    for line in str(seen.header.get(_BASIS) or "").split("\n"):
        if line.strip() and not any(name.search(number_key(line)) for name in names):
            params = {"value": line.strip(), "known": MULTIPLE.join(known) or "—"}
            yield Finding("criticism-off-record", where, params)
