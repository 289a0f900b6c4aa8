"""学习动员: the meetings and studies of a campaign, and how far they reached each unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Study:
    """One meeting or study held; `unit` is who held it, empty where the office itself did.

    `way` is a code of the list `study_ways`, `attendees` are codes of people of the roster: those
    who were named, who may be fewer than the number that `attended` (domain 1.26).
    """

    day: date
    way: str
    topic: str
    attended: int
    unit: str = ""
    place: str = ""
    should_attend: int = 0
    attendees: tuple[str, ...] = ()
    materials: str = ""
    recorder: str = ""


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """All meetings and studies of a year."""

    year: int
    studies: tuple[Study, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """How far study reached a unit: its own meetings, people in them, and those of the office.

    `of_office` counts meetings of the office that one of its people is named in; `last` is the
    last day of all these, None where there was none.
    """

    unit: str
    own: int = 0
    people: int = 0
    of_office: int = 0
    last: date | None = None

    @property
    def is_reached(self) -> bool:
        """Whether anything reached the unit."""
        return bool(self.own or self.of_office)
