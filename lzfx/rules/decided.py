"""Decisions over the rules: the level that counts is the last valid decision's, else the rule's.

A decision holds for what lay before the one who took it: the content of the point, its level by the
rules and, for the group, what the reviewer had decided. Its mark is a short digest of these; when
any of them changes, the decision no longer counts, and says so. Four（三）of the plan: the reviewer
of a point (the meeting for units, the leader in charge for posts) comes first, then the group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lzfx.forms.marks import mark_of
from lzfx.model.codes import FindingCode
from lzfx.model.decision import (
    OF_NO_QUESTION,
    REVOKES,
    Conclusion,
    Decision,
    Holds,
    Judged,
    ReviewRound,
)
from lzfx.model.finding import Finding, Severity
from lzfx.model.papers import Review
from lzfx.model.risk import Graded, Level

_SETTLED = frozenset({Conclusion.AGREE, Conclusion.LEVEL, Conclusion.WITHDRAW})
"""What ends the matter; anything else waits for somebody to change the point."""

REVOKED_BY = 16
"""How many digits of the hash of a return name it where a decision in it is taken back."""

_NO_VERSIONS: Mapping[str, tuple[str, ...]] = {}
_CODES: Mapping[Holds, FindingCode] = {
    Holds.CHANGED: "decision-lapsed",
    Holds.GONE: "decision-point-gone",
    Holds.NOT_THEIRS: "decision-not-theirs",
    Holds.EXPIRED: "decision-expired",
    Holds.TWICE: "decision-twice",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """All points after the decisions: those that stand, those withdrawn, and what no longer counts.

    `level` of each is the one that counts, `ruled` that of the rules; `lapsed` are decisions that
    do not count.
    """

    graded: tuple[Graded, ...]
    withdrawn: tuple[Graded, ...] = ()
    lapsed: tuple[Judged, ...] = ()

    @property
    def pending(self) -> tuple[Graded, ...]:
        """Points of which the last decision that counts asks for a change, or for time."""
        return tuple(one for one in self.graded if one.decided and not _settles(one.decided))


def review_mark(one: Graded) -> str:
    """The mark of a point as its reviewer sees it: its content and its level by the rules."""
    return mark_of(one.point.point_id, one.point.fingerprint, str(one.by_rule))


def final_mark(one: Graded) -> str:
    """The mark of a point as the group sees it: with what its reviewer decided and holds.

    A reviewer who agrees changes nothing that the group has decided on.
    """
    first = _reviewed(one)
    agreed = first is None or first.row.outcome == Conclusion.AGREE
    told = () if first is None or agreed else (first.row.outcome, str(first.row.decided_level))
    return mark_of(review_mark(one), *told)


def decide_all(  # noqa: PLR0913 - all that a decision may hang on
    graded: Iterable[Graded],
    decisions: Iterable[Decision],
    reviews: Mapping[str, Review],
    regrade: Callable[[Graded, Level], Graded],
    *,
    versions: Mapping[str, tuple[str, ...]] = _NO_VERSIONS,
    day: date | None = None,
) -> Decided:
    """The points with the decisions laid over them; the order of `decisions` changes nothing.

    `decisions` are those of the returns that count, with the rows that take some back; `reviews`
    says who reviews each post or unit; `regrade` gives a point the colour and monitor of another
    level; what expired before `day` does not count. `versions` are fingerprints of contents from
    which a point was revised since: what settled one of these settles the point, unless its level
    by the rules is another by now.
    """
    by_point: dict[str, list[Decision]] = defaultdict(list)
    undone: dict[_Undone, Decision] = {}
    for each in sorted(decisions, key=_in_time):
        if each.row.outcome == REVOKES:
            undone[each.row.point_id, each.stage, each.row.revokes] = each
        else:
            by_point[each.row.point_id].append(each)
    standing: list[Graded] = []
    withdrawn: list[Graded] = []
    lapsed: list[Judged] = []
    for one in graded:
        said = by_point.pop(one.point.point_id, ())
        if not said:
            standing.append(one)
            continue
        review = reviews.get(one.point.post or one.point.unit)
        before = versions.get(one.point.point_id, ())
        around = _Around(review, undone, day, before)
        done = _after(one, said, around, regrade)
        lapsed += [judged for judged in done.decisions if judged.holds not in OF_NO_QUESTION]
        gone = done.decided and done.decided.row.outcome == Conclusion.WITHDRAW
        (withdrawn if gone else standing).append(done)
    left = (each for said in by_point.values() for each in said)
    lapsed += [Judged(each, Holds.GONE) for each in left if _taken_back(each, undone) is None]
    return Decided(tuple(standing), tuple(withdrawn), tuple(lapsed))


_Undone = tuple[str, ReviewRound, str]
"""What a row takes back: the point, the round, the beginning of the hash of the return."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What tells whether a decision holds: whose the point is, what was taken back, the day.

    `versions` are fingerprints of contents from which the point was revised.
    """

    review: Review | None
    undone: Mapping[_Undone, Decision]
    day: date | None
    versions: tuple[str, ...]


def _in_time(one: Decision) -> tuple[date, str, str, str]:
    """An order by day that does not depend on when returns came in."""
    return one.on or date.min, one.sha256, one.row.point_id, one.where.address


def _taken_back(one: Decision, undone: Mapping[_Undone, Decision]) -> Decision | None:
    """The row that takes a decision back."""
    return undone.get((one.row.point_id, one.stage, one.sha256[:REVOKED_BY]))


def _after(
    one: Graded,
    said: Sequence[Decision],
    around: _Around,
    regrade: Callable[[Graded, Level], Graded],
) -> Graded:
    """A point after its decisions, first of the reviewer, then of the group."""
    ruled, found = one.level, replace(one, ruled=one.level)
    for stage in ReviewRound:
        mine = [each for each in said if each.stage is stage]
        told = (*found.decisions, *_judged(mine, found, around))
        counts = next(
            (each.decision for each in told if each.holds is Holds.YES and each.decision in mine),
            None,
        )
        decided = counts or found.decided
        level = counts.row.decided_level if counts and _says(counts)[1] else None
        if level is not None and level != found.level:
            found = regrade(found, level)
        # Whoever grades a point anew knows of no decision.
        found = replace(found, ruled=ruled, decided=decided, decisions=told)
    return found


def _marks(one: Graded, each: Decision, versions: tuple[str, ...]) -> Iterator[str]:
    """The marks with which a decision holds: of the content now, and of what it was revised from.

    Who asked for a change, or for time, is asked again once there is one.
    """
    mark = final_mark if each.stage is ReviewRound.FINAL else review_mark
    yield mark(one)
    for fingerprint in versions if _settles(each) else ():
        yield mark(replace(one, point=replace(one.point, fingerprint=fingerprint)))


def _judged(mine: Sequence[Decision], before: Graded, around: _Around) -> Iterator[Judged]:
    """The decisions of one round, each with whether it counts: at most one does.

    Of those about what is there now the newest day counts; where one body decided two things on
    that day, none does.
    """
    alone = [_alone(each, before, around) for each in mine]
    valid = [each for each, holds in zip(mine, alone, strict=True) if holds is Holds.YES]
    newest = [each for each in valid if each.on == valid[-1].on]
    at_odds = len({_says(each) for each in newest}) > 1
    for each, holds in zip(mine, alone, strict=True):
        among = holds
        if holds is Holds.YES and each in newest and at_odds:
            among = Holds.TWICE
        elif holds is Holds.YES and each is not newest[0]:
            among = Holds.REPLACED
        yield Judged(each, among, before.level, _taken_back(each, around.undone))


def _alone(one: Decision, before: Graded, around: _Around) -> Holds:
    """Whether a decision counts, as far as it depends on no other."""
    if _taken_back(one, around.undone) is not None:
        return Holds.REVOKED
    reviewer = around.review.code_on(one.on) if around.review else ""
    if one.stage is ReviewRound.REVIEW and one.subject != reviewer:
        return Holds.NOT_THEIRS
    if one.row.mark not in _marks(before, one, around.versions):
        return Holds.CHANGED
    expired = one.until is not None and around.day is not None and one.until < around.day
    return Holds.EXPIRED if expired else Holds.YES


def _says(one: Decision) -> tuple[str, int | None]:
    """What a decision makes of its point."""
    level = one.row.decided_level if one.row.outcome == Conclusion.LEVEL else None
    return one.row.outcome, level


def _reviewed(one: Graded) -> Decision | None:
    """What the reviewer of the point decided, where that counts."""
    said = (each for each in one.decisions if each.decision.stage is ReviewRound.REVIEW)
    return next((each.decision for each in said if each.holds is Holds.YES), None)


def _settles(one: Decision) -> bool:
    return one.row.outcome in _SETTLED


def lapsed_findings(lapsed: Iterable[Judged]) -> tuple[Finding, ...]:
    """A question at the cell of each decision that does not count, and why."""
    return tuple(
        Finding(
            _CODES[one.holds],
            one.decision.where,
            {
                "point": one.decision.row.point_id,
                "name": one.decision.row.name,
                "by": one.decision.by,
                **({"until": one.decision.until.isoformat()} if one.decision.until else {}),
            },
            Severity.QUERY,
        )
        for one in lapsed
    )
