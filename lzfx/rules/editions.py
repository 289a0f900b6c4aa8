"""Which acts make an edition what it is: read from the record, tied to the content by its digest.

An act counts for the content it was about. When that changes, papers are drafts again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.model.action import NOT_KEPT, Action, Verb
from lzfx.model.edition import Act, ActDone, ApprovedEdition, Edition, Standing
from lzfx.model.risk import Graded

ACTS: Mapping[Verb, Act] = {Verb(act.value): act for act in Act}
"""The verbs that record an act of a body."""


def content_digest(graded: Iterable[Graded]) -> str:
    """The digest of what bodies decide on: every point, its content, level, colour and monitor.

    It does not depend on the order of points, nor on where they were read.
    """
    told = sorted(
        json.dumps(
            (
                one.point.point_id,
                one.point.unit,
                one.point.post,
                sorted((name, value) for name, value in one.point.values.items() if value),
                one.level,
                one.color,
                one.monitor,
            ),
            ensure_ascii=False,
            default=str,
        )
        for one in graded
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def decided_digest(graded: Iterable[Graded]) -> str:
    """The digest of what only the group decides on: each point's level, monitor and responsible."""
    told = sorted(
        json.dumps(
            (one.point.point_id, one.level, one.monitor, one.point.values.get("responsible")),
            ensure_ascii=False,
            default=str,
        )
        for one in graded
    )
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def acts_standing(done: Sequence[Action]) -> tuple[ActDone, ...]:
    """Every act on record that was not taken back, oldest first."""
    return tuple(act for _, act in _standing(done))


def places_standing(done: Sequence[Action]) -> frozenset[int]:
    """The places of these acts in the record, from 0."""
    return frozenset(at for at, _ in _standing(done))


def _standing(done: Sequence[Action]) -> list[tuple[int, ActDone]]:
    """The same, each with its place in the record."""
    found: list[tuple[int, ActDone]] = []
    for at, one in enumerate(done):
        if one.verb in ACTS:
            found.append((at, _act(one)))
        elif one.verb is Verb.REVOKE:
            last = next((each for each in reversed(found) if each[1].act == one.about), None)
            found = [each for each in found if each is not last]
    return found


def editions(done: Sequence[Action]) -> tuple[ApprovedEdition, ...]:
    """The editions that took effect, the first has number 1.

    Each approval of something else than the one before makes the next one; what is approved again
    unchanged keeps its number. An approval that was taken back made none. All follows from the
    record up to the approval, so that what was done later changes no edition.
    """
    found: list[ApprovedEdition] = []
    since = 0
    for at, act in _standing(done):
        if act.act is not Act.APPROVAL:
            continue
        known = [one for one in prints(done[:at]) if one.content == act.content]
        last = _before(known, prints(done[since:at]), act.on, found)
        kept = last.kept if last else ""
        again = bool(found) and (found[-1].content, found[-1].kept) == (act.content, kept)
        one = ApprovedEdition(
            number=len(found) + (not again),
            acts={**edition_of(done[: at + 1], act.content).acts, Act.APPROVAL: act},
            content=act.content,
            kept=kept,
            printed=date.fromisoformat(last.at[:10]) if last else None,
            missing=last.missing if last else (),
        )
        found[len(found) - again :] = [one]
        since = at
    return tuple(found)


def _before(
    known: Sequence[Printed],
    since: Sequence[Printed],
    day: date,
    made: Sequence[ApprovedEdition],
) -> Printed | None:
    """The print that lay before a body on that day, of those it may have been.

    Who prints an approved edition once more puts nothing new before it: a draft that was printed
    `since` the last approval goes first.
    """
    told = [one for one in known if one.at[:10] <= day.isoformat()]
    last = (made[-1].content, made[-1].kept) if made else None
    newer = [one for one in told if one in since and (one.content, one.kept) != last]
    return next(reversed(newer if last and newer else told), None)


def _act(one: Action) -> ActDone:
    return ActDone(
        act=ACTS[one.verb],
        body=one.text("body"),
        on=date.fromisoformat(one.text("on")),
        paper=one.text("paper"),
        content=one.text("content"),
        until=date.fromisoformat(one.text("until")) if "until" in one.facts else None,
        recorded_at=one.at,
    )


def _kept(one: Action) -> str:
    """The hash of the whole content of a print; empty where it was not kept."""
    kept = str(one.facts.get("kept", NOT_KEPT))
    return "" if kept == NOT_KEPT else kept


def edition_of(done: Sequence[Action], content: str, missing: tuple[str, ...] = ()) -> Edition:
    """The edition of that content, by the newest act of each kind about it.

    Once another content was approved, what was decided of this one before is over: whoever goes
    back to it decides again.
    """
    acts: dict[Act, ActDone] = {}
    stale: dict[Act, ActDone] = {}
    for one in acts_standing(done):
        if one.content != content and one.act is Act.APPROVAL:
            stale.update(acts)
            acts.clear()
        (acts if one.content == content else stale)[one.act] = one
    stale = {act: one for act, one in stale.items() if act not in acts}
    return Edition(acts, stale, missing, content)


def stage_of(edition: Edition, needs: Act | None) -> Standing:
    """What a paper may call itself that needs that act; one that needs none is final."""
    if needs is None or edition.holds(needs):
        return Standing.FINAL
    return Standing.FOR_COMMENT if edition.holds(Act.REVIEW) else Standing.FOR_REVIEW


def lacking(edition: Edition, needs: Act | None) -> tuple[Act, ...]:
    """The acts that the record lacks before such a paper is final, in their order."""
    if needs is None or edition.holds(needs):
        return ()
    return tuple(act for act in Act if act in {Act.REVIEW, needs} and not edition.holds(act))


NOTHING = content_digest(())
"""The content of a print that shows no points, or not all: no body decides on such a one."""


UNTOLD = "?"
"""In place of a digest in the record of a version that did not tell it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One print on record: which document, how it was marked, on which content, who was missing.

    `decided` is the digest of what only the group decides on, UNTOLD by earlier versions.
    """

    document: str
    at: str
    file: str
    mark: str
    content: str
    missing: tuple[str, ...]
    decided: str = UNTOLD
    kept: str = ""


_BETWEEN = "、"


def print_facts(  # noqa: PLR0913, PLR0917 - a fact an argument
    file: str, mark: str, content: str, missing: Sequence[str], decided: str, kept: str = ""
) -> Mapping[str, str]:
    """The facts of the action that records a print, but for the hash of its file."""
    told = {"file": file, "mark": mark, "content": content, "missing": _BETWEEN.join(missing)}
    return {**told, "decided": decided, "kept": kept or NOT_KEPT}


def prints(done: Sequence[Action]) -> tuple[Printed, ...]:
    """Every print on record, oldest first."""
    return tuple(
        Printed(
            document=one.about,
            at=one.at,
            file=one.text("file"),
            mark=one.text("mark"),
            content=one.text("content"),
            missing=tuple(filter(None, one.text("missing").split(_BETWEEN))),
            decided=one.text("decided"),
            kept=_kept(one),
        )
        for one in done
        if one.verb is Verb.PRINT
    )


def last_prints(done: Sequence[Action]) -> Mapping[str, Printed]:
    """The newest print of each document: what lies on the desk now."""
    return {one.document: one for one in prints(done)}


def printed_by(done: Sequence[Action], day: date) -> str:
    """The content that was printed last until the end of that day; empty when nothing was."""
    one = print_before(done, day)
    return one.content if one else ""


def print_before(done: Sequence[Action], day: date) -> Printed | None:
    """What lay before a body on that day: the print that was made last, if any was."""
    known = [one for one in prints(done) if one.content != NOTHING]
    return _before(known, _since_approval(done), day, editions(done))


def last_print_of(done: Sequence[Action], content: str) -> Printed | None:
    """The newest print of that content, if there is any."""
    return next((one for one in reversed(prints(done)) if one.content == content), None)


def other_edition(done: Sequence[Action], content: str, day: date) -> bool:
    """Whether an approval of that content would be of another edition than the newest."""
    made = editions(done)
    known = [one for one in prints(done) if one.content == content]
    one = _before(known, _since_approval(done), day, made)
    return one is None or not made or (one.content, one.kept) != (made[-1].content, made[-1].kept)


def _since_approval(done: Sequence[Action]) -> tuple[Printed, ...]:
    """The prints since the last approval that stands; all where there is none."""
    approved = [at for at, act in _standing(done) if act.act is Act.APPROVAL]
    return prints(done[approved[-1] :] if approved else done)
