"""What is to be done in a campaign, computed from record, ledger, roster and inbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lzfx.documents.document_kind import OfMaster
from lzfx.documents.made_of_master import MADE_OF_MASTER
from lzfx.documents.registry import FOLLOWED, document_named
from lzfx.ledger.queries import last_judgements, last_submission, publications
from lzfx.mail.letters import LetterKind
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.action import Verb
from lzfx.model.duty import Duty, DutyKind
from lzfx.model.ledger import Publication
from lzfx.rules.duties import duty, few, in_order
from lzfx.rules.editions import edition_of, lacking, last_prints
from lzfx.rules.succession import last_lock
from lzfx.rules.workflow import State
from lzfx.session.backup_age import backup_age
from lzfx.session.definitions import rules_digest
from lzfx.session.duties_of_answers import of_answers
from lzfx.session.duties_of_checks import of_checks
from lzfx.session.duties_of_crossing import of_crossing
from lzfx.session.duties_of_decisions import of_decisions
from lzfx.session.duties_of_measures import of_measures
from lzfx.session.duties_of_people import of_people_left
from lzfx.session.duties_of_publicity import of_publicity
from lzfx.session.duties_of_returns import of_files, of_looks
from lzfx.session.duties_of_roster import of_abolished, of_new_posts
from lzfx.session.duties_of_rules import of_rules
from lzfx.session.duties_of_warnings import of_warnings
from lzfx.session.going_out import LATE, late_word, past_deadline, unannounced
from lzfx.session.happened import Happened, happened
from lzfx.session.inbox import inbox_files
from lzfx.session.letters import DueLetter, letters_due
from lzfx.session.opening import Session
from lzfx.session.progress import FormBoard, Progress, boards

_OUT = frozenset({State.ISSUED, State.SENT_BACK, State.CORRECTING})


def duties(
    session: Session, found: Sequence[FormBoard] | None = None, lying: int | None = None
) -> tuple[Duty, ...]:
    """Everything that is to be done: what a person must decide, then the steps of the work.

    Nothing is stored and nothing is changed. `found` are the boards, `lying` the number of files in
    收件 that were never judged, where they are known already.
    """
    told = happened(session)
    everything = boards(session) if found is None else found
    return in_order(
        (
            *of_files(session, told),
            *of_looks(session, told),
            *of_new_posts(session, told, everything),
            *of_abolished(session, told),
            *of_decisions(session, everything),
            *of_people_left(session, everything),
            *of_rules(session),
            *of_crossing(session, everything),
            *of_answers(session, everything),
            *of_checks(session, told.acts),
            *of_warnings(session, {board.form for board in everything if board.subjects}),
            *of_measures(session, told.acts),
            *of_publicity(session, told.acts, everything),
            *_steps(session, told, everything, unread(session) if lying is None else lying),
        )
    )


def unread(session: Session) -> int:
    """Files in 收件 whose bytes were never judged."""
    inbox = session.workspace.folder("inbox")
    if not inbox.is_dir():
        return 0
    known = last_judgements(session.ledger)
    return sum(one.sha256 not in known for one in inbox_files((inbox,), inbox))


def _steps(
    session: Session, told: Happened, found: Sequence[FormBoard], lying: int
) -> Iterator[Duty]:
    for board in found:
        yield from _not_issued(session, board)
    if lying:
        yield duty(DutyKind.COLLECT, facts={"count": lying})
    due = [one for one in letters_due(session, found) if _undrafted(one, told)]
    if due:
        late = LATE if past_deadline(session, unannounced(session, found)) else ()
        facts = {"count": len(due), "whom": few([one.called for one in due]), "late": late}
        yield duty(DutyKind.SEND, facts=facts)
    yield from _without_address(session, found)
    for board in found:
        merging = [one for one in board.subjects if one.state is State.ACCEPTED]
        if board.merges and merging:
            facts = {"count": len(merging), "whom": _names(merging)}
            yield duty(DutyKind.MERGE, name=board.title, facts=facts)
        yield from _awaited(session, board)
    yield from _to_print(session, told, found)
    yield from _backup(session, told)
    lock = last_lock(told.acts)
    if lock is not None:
        facts = {"by": lock.by, "day": lock.at[:10]}
        yield duty(DutyKind.LOCKED, at=lock.at, facts=facts)


def _names(subjects: Sequence[Progress]) -> str:
    return few([one.name for one in subjects])


def _not_issued(session: Session, board: FormBoard) -> Iterator[Duty]:
    lacking = [one for one in board.subjects if one.state is State.NOT_ISSUED]
    if not lacking:
        return
    only = tuple(word for one in lacking for word in ("--only", one.subject))
    facts = {
        "count": len(lacking),
        "whom": _names(lacking),
        "only": only if len(lacking) < len(board.subjects) else (),
        "late": late_word(session, session.forms[board.form]),
    }
    yield duty(DutyKind.ISSUE, about=board.form, name=board.title, facts=facts)


def _undrafted(letter: DueLetter, told: Happened) -> bool:
    """Whether a letter became due after letters were last drafted; receipts are not waited for."""
    one, last = letter.progress, told.last.get(Verb.SEND, 0)
    if letter.kind is LetterKind.REFUSED:
        return any(told.judged.get(each.sha256, 0) > last for each in letter.refused)
    if letter.kind is LetterKind.ISSUE and one and one.issue:
        return told.issued.get((one.form, one.issue.at), 0) > last
    if letter.kind is LetterKind.SEND_BACK and one and one.delivery:
        return told.judged.get(one.delivery.sha256, 0) > last
    return False


def _without_address(session: Session, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Units that are waited for and that the roster has no address of."""
    lacking: dict[str, str] = {}
    for board in found:
        owners = session.forms[board.form].owed_by
        for one in () if board.of_ours else board.subjects:
            unit = session.everybody.unit_of(one.subject, owners)
            if (one.is_out or one.state in _OUT) and unit is not None and not unit.email:
                lacking[unit.code] = unit.name
    if lacking:
        facts = {"whom": tuple(lacking.values()), "count": len(lacking)}
        yield duty(DutyKind.ADDRESS, facts=facts)


def _awaited(session: Session, board: FormBoard) -> Iterator[Duty]:
    waited = [one for one in board.subjects if one.is_out or one.state in _OUT]
    # Each warning has a deadline of its own, and a duty once that is over.
    if not waited or session.forms[board.form].about == About.FEEDBACK:
        return
    left = (board.deadline - session.now.date()).days
    facts = {
        "count": len(waited),
        "whom": _names(waited),
        "deadline": board.deadline,
        "days": abs(left),
        "reminders": next((kind.called for kind in MADE_OF_MASTER if kind.lists_the_missing), ""),
    }
    kind = DutyKind.OVERDUE if left < 0 and not board.of_ours else DutyKind.WAIT
    yield duty(kind, about=board.form, name=board.title, facts=facts)


def _to_print(session: Session, told: Happened, found: Sequence[FormBoard]) -> Iterator[Duty]:
    """Documents never printed, not since points or rules changed, or not as what they became."""
    if not any(one.state is State.MERGED for board in found for one in board.subjects):
        return
    newest = last_submission(session.ledger, session.declaration.name)
    last: dict[str, Publication] = {one.document: one for one in publications(session.ledger)}
    marked = last_prints(told.acts)
    rules = rules_digest(session.rules)
    for name in dict.fromkeys((*FOLLOWED, *last)):
        kind = document_named(name)
        if not isinstance(kind, OfMaster) or not (kind.of_campaign or kind.followed):
            continue
        one, known = last.get(name), marked.get(name)
        again = DutyKind.PUBLISH if kind.followed else DutyKind.REPRINT
        facts = {"day": one.at[:10] if one else ""}
        lacks = lacking(edition_of(told.acts, known.content), kind.needs) if known else ()
        is_old = one is not None and (one.up_to_submission < newest or one.rules_sha256 != rules)
        is_decided = known is not None and bool(known.mark) and not lacks
        if one is None or is_old or is_decided:
            yield duty(again, about=name, name=kind.called, facts=facts)
            continue
        if known is not None and known.missing:
            facts["whom"] = "、".join(known.missing)
            yield duty(DutyKind.GAPS, about=name, name=kind.called, facts=facts)
        if known is not None and known.mark and kind.followed:
            facts |= {"mark": known.mark, "act": lacks[0]}
            yield duty(DutyKind.DRAFT, about=name, name=kind.called, facts=facts)


def _backup(session: Session, told: Happened) -> Iterator[Duty]:
    """Work of another day than that of the last backup, which no backup has."""
    age = backup_age(told.acts, session.now.date())
    if age.is_due and age.last_work != age.at[:10]:
        day, days = age.at[:10], age.days
        last = word("backup-last", day=day, days=days) if day else word("backup-never")
        facts = {"day": day, "worked": age.last_work, "days": days, "backup": last}
        yield duty(DutyKind.BACKUP, facts=facts)
