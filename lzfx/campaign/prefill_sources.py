"""What is known when forms are prefilled: the answers there are, and all that sources look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lzfx.campaign.subjects import Subjects
from lzfx.forms.spec import TableSpec
from lzfx.model.campaign import Campaign
from lzfx.model.papers import Review
from lzfx.model.risk import RiskPoint
from lzfx.model.subject import Subject

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PriorAnswers:
    """Answers of this year or last: points by unit code, duties by unit or post code."""

    points: Mapping[str, Sequence[RiskPoint]] = field(default_factory=dict)
    duties: Mapping[str, str] = field(default_factory=dict)


NO_PRIOR_ANSWERS = PriorAnswers()


@dataclass(frozen=True, slots=True)
class AssessingRows:
    """What forms of an assessment are issued with: single cells, and rows by their source.

    `own` are the rows of each subject that scores itself, by the kind of subject and its code.
    """

    header: Text = field(default_factory=dict)
    rows: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    own: Mapping[tuple[str, str], Sequence[Text]] = field(default_factory=dict)

    def of(self, source: str, subject: Subject) -> Sequence[Text]:
        """The rows of that source for a subject."""
        own = self.own.get((subject.owner, subject.code), ())
        return own if source == "own_scores" else self.rows.get(source, ())


@dataclass(frozen=True, slots=True)
class PrefillSources:
    """All that forms may be prefilled with.

    `kinds` are the printed names of the kinds of unit; `points_table` is the table in which points
    are declared, if any form has one; `reviews` says who reviews each post or unit; `told` is
    what is known of points beyond what was declared, by id: levels, decisions, their marks;
    `checks` are the codes of the units that each unit checks, by its own code; `shown` are the
    first and last day of the publicity that is open, `remarks` what units said of it and no
    register has yet; `powers` are those of each unit to be drawn as charts, by its code;
    `proposals` are those that each unit has to answer, `missed` the points of others' proposals
    that it adopted and has to declare; `drawn` are the `checks` that were drawn and that nobody has
    reported, and the `points` of each. `warned` are, by unit, the warnings that it has to report
    on and no workbook was sent for; `unsettled` those that are not settled, `suggested` those
    that the ledger gives reason for. `assessing` is what is known of the year's assessment;
    `measures` are those of each unit of which it has to say in this `quarter` how they stand;
    `boxes` and `items` are those proposed for the archive.
    """

    campaign: Campaign
    everybody: Subjects
    kinds: Mapping[str, str]
    points_table: TableSpec | None = None
    prior: PriorAnswers = NO_PRIOR_ANSWERS
    reviews: Mapping[str, Review] = field(default_factory=dict)
    told: Mapping[str, Text] = field(default_factory=dict)
    checks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    shown: tuple[str, str] = ("", "")
    remarks: Sequence[Text] = ()
    powers: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    proposals: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    missed: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    drawn: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    warned: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    unsettled: Sequence[Text] = ()
    suggested: Sequence[Text] = ()
    assessing: AssessingRows = field(default_factory=AssessingRows)
    measures: Mapping[str, Sequence[Text]] = field(default_factory=dict)
    quarter: str = ""
    boxes: Sequence[Text] = ()
    items: Sequence[Text] = ()
