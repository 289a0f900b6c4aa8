"""The verbs of the campaign year: what bodies decide, what is drawn, struck, moved, sent up."""

from __future__ import annotations

from collections.abc import Mapping

from lzfx.model.action import NOT_KEPT, Verb
from lzfx.rules.guards import (
    any_time,
    on_what_was_printed,
    once_a_campaign,
    once_a_quarter,
    once_an_entry,
    once_publicity_is_over,
    once_reviewed,
    while_drawn,
    while_on_record,
    while_paired,
    while_struck,
)
from lzfx.rules.moving import once_a_place, while_moved
from lzfx.rules.publicity import once_over
from lzfx.rules.verb import FactSpec, FactType, Topic, VerbSpec

_DAY, _CONTENT = FactSpec(FactType.DAY), FactSpec(FactType.DIGEST)
_TEXT, _COUNT = FactSpec(FactType.TEXT), FactSpec(FactType.COUNT)

_ACT = {"body": _TEXT, "on": _DAY, "paper": _TEXT, "why": _TEXT, "content": _CONTENT}

OF_CAMPAIGN: Mapping[Verb, VerbSpec] = {
    Verb.REVIEW: VerbSpec(
        Topic.NOTHING, on_what_was_printed, "act-review-why", _ACT, bare="act-review"
    ),
    Verb.PUBLICITY: VerbSpec(
        Topic.NOTHING,
        once_reviewed,
        "act-publicity-why",
        {**_ACT, "until": _DAY},
        bare="act-publicity",
    ),
    Verb.CLOSING: VerbSpec(
        Topic.NOTHING,
        once_over,
        "act-closing-why",
        {**_ACT, "comments": _COUNT, "adopted": _COUNT},
        bare="act-closing",
    ),
    Verb.APPROVE: VerbSpec(
        Topic.NOTHING, once_publicity_is_over, "act-approve-why", _ACT, bare="act-approve"
    ),
    Verb.REVOKE: VerbSpec(Topic.ACT, while_on_record, "act-revoke", {"why": _TEXT}),
    Verb.PAIR: VerbSpec(
        Topic.NOTHING,
        once_a_campaign,
        "act-pair",
        {"campaign": _TEXT, "count": _COUNT, "seed": _TEXT, "pairs": _TEXT},
    ),
    Verb.UNPAIR: VerbSpec(
        Topic.NOTHING, while_paired, "act-unpair", {"campaign": _TEXT, "why": _TEXT}
    ),
    Verb.BUNDLE: VerbSpec(
        Topic.FILE,
        any_time,
        "act-bundle",
        {"digest": _CONTENT, "points": _COUNT, "edition": FactSpec(FactType.VERSION)},
    ),
    Verb.DRAW: VerbSpec(
        Topic.NOTHING,
        once_a_quarter,
        "act-draw",
        {"campaign": _TEXT, "quarter": _TEXT, "count": _COUNT, "seed": _TEXT, "points": _TEXT},
    ),
    Verb.UNDRAW: VerbSpec(
        Topic.NOTHING,
        while_drawn,
        "act-undraw",
        {"campaign": _TEXT, "quarter": _TEXT, "why": _TEXT},
    ),
    Verb.STRIKE: VerbSpec(
        Topic.NOTHING,
        once_an_entry,
        "act-strike",
        {"entry": _TEXT, "why": _TEXT, "paper": _TEXT},
    ),
    Verb.REINSTATE: VerbSpec(
        Topic.NOTHING,
        while_struck,
        "act-reinstate",
        {"entry": _TEXT, "why": _TEXT},
    ),
    Verb.MOVE: VerbSpec(
        Topic.SUBJECT,
        once_a_place,
        "act-move",
        {
            **dict.fromkeys(("to", "why", "paper"), _TEXT),
            **dict.fromkeys(("into", "out_of"), FactSpec(FactType.PLACE)),
            "becomes": FactSpec(FactType.PLACE, NOT_KEPT),
            "points": _COUNT,
        },
        bare="act-move-no-paper",
    ),
    Verb.UNMOVE: VerbSpec(Topic.SUBJECT, while_moved, "act-unmove", {"to": _TEXT, "why": _TEXT}),
}
"""Those of them that `rules.verbs` takes over."""
