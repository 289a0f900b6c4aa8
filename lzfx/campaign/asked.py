"""A form to be prefilled for a subject, and what its single cells may be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lzfx.campaign.occasions import warned_of
from lzfx.campaign.prefill_names import ASSESSMENT_HEADER
from lzfx.campaign.prefill_sources import PrefillSources
from lzfx.forms.spec import FormSpec
from lzfx.model.roster import Post, Unit
from lzfx.model.subject import Subject


@dataclass(frozen=True, slots=True)
class Asked:
    """A form to be prefilled, its subject, and all that is known."""

    form: FormSpec
    subject: Subject
    known: PrefillSources

    @property
    def unit(self) -> Unit | None:
        """The unit that the subject is or belongs to."""
        return self.known.everybody.roster.unit(self.subject.unit)

    @property
    def post(self) -> Post | None:
        """The post that the subject is, if it is one."""
        return self.known.everybody.roster.post(self.subject.post)


def checked_by(asked: Asked) -> Sequence[str]:
    """The units that the subject checks."""
    return asked.known.checks.get(asked.subject.code, ())


def _of_assessment(name: str) -> Callable[[Asked], str]:
    return lambda asked: asked.known.assessing.header.get(name, "")


HEADER_SOURCES: Mapping[str, Callable[[Asked], str]] = {
    "subject_code": lambda asked: asked.subject.code,
    "subject_name": lambda asked: asked.subject.name,
    "unit_code": lambda asked: asked.subject.unit,
    "unit_name": lambda asked: asked.unit.name if asked.unit else "",
    "unit_kind": lambda asked: asked.known.kinds.get(asked.unit.kind, "") if asked.unit else "",
    "unit_duty": lambda asked: asked.known.prior.duties.get(asked.subject.unit, ""),
    "post_code": lambda asked: asked.subject.post,
    "post_name": lambda asked: asked.post.name if asked.post else "",
    "person_code": lambda asked: asked.subject.person,
    "person_name": lambda asked: asked.known.everybody.roster.name_of(asked.subject.person),
    "checked_units": lambda asked: "、".join(
        asked.known.everybody.roster.called(code) for code in checked_by(asked)
    ),
    "year": lambda asked: f"{asked.known.campaign.year}年",
    "deadline": lambda asked: asked.known.campaign.deadline_of(asked.form.name).isoformat(),
    "warning_number": lambda asked: warned_of(asked.known, asked.subject, "number"),
    "warning_problem": lambda asked: warned_of(asked.known, asked.subject, "problem"),
    "warning_deadline": lambda asked: warned_of(asked.known, asked.subject, "deadline"),
    "quarter": lambda asked: asked.known.quarter,
    "publicity_start": lambda asked: asked.known.shown[0],
    "publicity_end": lambda asked: asked.known.shown[1],
    **{name: _of_assessment(name) for name in ASSESSMENT_HEADER},
    "contact": lambda asked: (
        f"{asked.known.campaign.office.contact} {asked.known.campaign.office.phone}"
    ),
}
"""What a single cell may be prefilled with, by name."""
