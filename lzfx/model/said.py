"""What a finding is called wherever it is told: one word for each, and never two for one."""

from __future__ import annotations

from enum import StrEnum

from lzfx.model.finding import Finding, Severity
from lzfx.model.kinds_of_advice import KINDS_OF_ADVICE


class Said(StrEnum):
    """The gravest first: an ERROR must be corrected, a QUERY answered.

    Three only tell something: CHANGED is another answer than the last return gave, ADVICE is for
    the sender to consider, TIDIED was written otherwise and is understood.
    """

    ERROR = "error"
    QUERY = "query"
    CHANGED = "changed"
    ADVICE = "advice"
    TIDIED = "tidied"


def said_as(finding: Finding) -> Said:
    """The word for a finding: by its severity, and where it only tells something by its code."""
    if finding.severity is not Severity.ADVICE:
        return Said(finding.severity.value)
    return Said(KINDS_OF_ADVICE.get(finding.code, Said.ADVICE))
