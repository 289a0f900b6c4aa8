"""What the record says of files, looks, letters, prints and backups, read once in its order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lzfx.ledger.queries import LastJudgement, actions, last_judgements
from lzfx.model.action import Action, Verb
from lzfx.model.ledger import Outcome, Whose
from lzfx.rules.dismissal import dismissed_files
from lzfx.rules.succession import arrivals, went_out
from lzfx.rules.verbs import outcome_of
from lzfx.session.explained import explained
from lzfx.session.history import whose
from lzfx.session.opening import Session


@dataclass(slots=True)
class Happened:
    """Places in the record are numbers from 1; 0 is before everything.

    `judged` is the place of the last judgement of a file by hash, `came` where it first came;
    `taken_in` is where the newest return of a form, subject and occasion came that was taken in.
    `dismissed` are files put aside; `seen` the returns whose changes and questions a person has
    looked at; `settled` the subjects of whom a person has said that nothing more is due (COVERED,
    KEPT); `issued` is the place of a run that issued a form, by form and time; `explained` are the
    marks of questions that were answered.
    """

    acts: tuple[Action, ...] = ()
    judgements: Mapping[str, LastJudgement] = field(default_factory=dict)
    dismissed: frozenset[str] = frozenset()
    came: Mapping[str, int] = field(default_factory=dict)
    issued: Mapping[tuple[str, str], int] = field(default_factory=dict)
    explained: Collection[str] = frozenset()
    judged: dict[str, int] = field(default_factory=dict)
    taken_in: dict[Whose, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    settled: dict[Verb, set[str]] = field(default_factory=dict)
    last: dict[Verb, int] = field(default_factory=dict)

    def act_of(self, verb: Verb) -> Action | None:
        """The last act of that verb."""
        at = self.last.get(verb, 0)
        return self.acts[at - 1] if at else None

    def is_history(self, sha256: str, this: Whose) -> bool:
        """Whether a later return of the same form, subject and occasion was taken in."""
        return self.taken_in.get(this, 0) > self.came.get(sha256, 0)


def happened(session: Session) -> Happened:
    """What the record says."""
    acts = actions(session.ledger)
    judgements = last_judgements(session.ledger)
    aside, answered = dismissed_files(acts), frozenset(explained(acts))
    found = Happened(acts, judgements, aside, arrivals(acts), went_out(acts), answered)
    for at, one in enumerate(acts, start=1):
        found.last[one.verb] = at
        if (outcome := outcome_of(one.verb)) is not None:
            _judged(session, found, at, one, outcome)
        elif one.verb is Verb.SEEN:
            found.seen.add(one.text("sha256"))
        elif one.verb in {Verb.COVERED, Verb.KEPT}:
            found.settled.setdefault(one.verb, set()).add(one.about)
    return found


def _judged(session: Session, found: Happened, at: int, one: Action, outcome: Outcome) -> None:
    sha256 = one.text("sha256")
    found.judged[sha256] = at
    known = found.judgements.get(sha256)
    form = session.going_out.get(known.form) if known else None
    if known is not None and form is not None and outcome is Outcome.ACCEPTED:
        this = whose(form, one.about, known.issue)
        found.taken_in[this] = max(found.taken_in.get(this, 0), found.came[sha256])
