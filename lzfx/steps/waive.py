"""`lzfx waive`: an answer to a question (请核实) goes on record, so that none asks it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lzfx.checks.explained import question_mark
from lzfx.checks.grouping import for_unit, grouped
from lzfx.errors import LzfxError
from lzfx.files.reading import read_bytes
from lzfx.files.whole import write_whole
from lzfx.intake.process.supervisor import Reader
from lzfx.ledger.queries import actions
from lzfx.messages import sentences
from lzfx.model.action import Verb
from lzfx.model.finding import Finding, Severity
from lzfx.model.ledger import Delivery, Outcome
from lzfx.session.collection import AS_USUAL
from lzfx.session.explained import explained
from lzfx.session.history import History
from lzfx.session.inbox import InboxFile
from lzfx.session.opening import Session
from lzfx.session.places import in_words
from lzfx.session.program_errors import ProgramErrors
from lzfx.session.progress import boards
from lzfx.session.settled import Settled
from lzfx.session.triage import Judge


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a last return raises; `number` counts those that were asked for, from 1."""

    number: int
    subject: str
    name: str
    file: str
    place: str
    says: str
    mark: str


@dataclass(frozen=True, slots=True)
class Waived:
    """The questions that are now answered, and those of the same returns that are still open.

    `again` are the names of marked copies that were written anew without them.
    """

    answered: tuple[Question, ...]
    open: tuple[Question, ...]
    again: tuple[str, ...] = ()


def questions(session: Session, text: str) -> tuple[Question, ...]:
    """The open questions to a unit, a post or a person, or about a file; LzfxError for neither."""
    return tuple(one for one, _, _ in _asked(session, text))


def waive(session: Session, text: str, which: Sequence[str], why: str) -> Waived:
    """Record one answer to these questions (numbers or cells), or to all where none is named.

    LzfxError when there is no such question; then nothing is recorded.
    """
    asked = list(_asked(session, text))
    if not asked:
        raise LzfxError("nothing-asked", {"value": text})
    chosen = {number for one in which for number in _chosen(one, asked)}
    told = [each for each in asked if not which or each[0].number in chosen]
    with session.ledger.transaction():
        for one, delivery, _ in told:
            session.act(
                Verb.WAIVE,
                one.subject,
                file=delivery.file,
                sha256=delivery.sha256,
                mark=one.mark,
                place=one.place,
                why=why,
            )
    back = {
        delivery.sha256: delivery
        for _, delivery, _ in told
        if delivery.outcome is Outcome.SENT_BACK
    }
    again = tuple(name for one in back.values() if (name := _marked_again(session, one)))
    answered = tuple(one for one, _, _ in told)
    return Waived(answered, tuple(one for one, _, _ in asked if one not in answered), again)


_Asked = tuple[Question, Delivery, Finding]


def _asked(session: Session, text: str) -> Iterator[_Asked]:
    """The questions of the last returns meant by the text, without those that were answered."""
    known = explained(actions(session.ledger))
    meant = list(_meant(session, text))
    if not meant:
        raise LzfxError("nothing-returned", {"value": text})
    number = 0
    for name, delivery in meant:
        for one in delivery.findings:
            mark = question_mark(delivery.form, delivery.subject, one)
            if one.severity is Severity.QUERY and mark not in known:
                number += 1
                (line,) = for_unit([one]) if delivery.answer else grouped([one])
                says = sentences(one)[0]
                place = in_words(line)
                yield (
                    Question(number, delivery.subject, name, delivery.file, place, says, mark),
                    delivery,
                    one,
                )


def _meant(session: Session, text: str) -> Iterator[tuple[str, Delivery]]:
    """The last returns of that subject (of a unit also those of its posts), or of that file."""
    subject = session.everybody.named(text)
    wanted = text.replace("\\", "/")
    for board in boards(session):
        for one in board.subjects:
            if one.delivery is None:
                continue
            unit = session.everybody.unit_of(one.subject)
            codes = {one.subject, unit.code if unit else ""}
            names = {one.delivery.file, one.delivery.file.rpartition("/")[2], one.delivery.answer}
            of_file = wanted in names or wanted.rpartition("/")[2] in names
            if of_file or (subject is not None and subject.code in codes):
                yield one.name, one.delivery


def _chosen(text: str, asked: Sequence[_Asked]) -> set[int]:
    """The numbers of the questions that a number or a cell names; LzfxError for none."""
    wanted = text.strip().upper()
    found = {
        one.number for one, _, finding in asked if wanted in {str(one.number), *_cells(finding)}
    }
    if not found:
        raise LzfxError("question-unknown", {"value": text, "count": len(asked)})
    return found


def _cells(one: Finding) -> Iterator[str]:
    """The addresses a question is known by: in the file that came in, and on the marked copy."""
    places = [(one.where.sheet, one.where.address)]
    if one.spot and one.spot.cell:
        places.append((one.spot.sheet, one.spot.cell.text))
    for sheet, cell in places:
        if cell:
            yield cell
            yield f"{sheet}!{cell}".upper()


def _marked_again(session: Session, before: Delivery) -> str:
    """Judge a return again that is back with its unit, so that its copy asks no more; its name.

    Where it would no longer go back, or its original is gone, all stays until the next collection.
    """
    path = session.workspace.original(before.sha256)
    if not path.is_file():
        return ""
    data = read_bytes(path)
    with Reader() as reader, Reader() as other:
        errors = ProgramErrors(session, dry_run=False)
        settled = Settled(session, AS_USUAL, named=True)
        judge = Judge(session, History(session, other), errors, settled, AS_USUAL)
        one = judge.judge(InboxFile(before.file, data), reader.read(before.file, data))
    if one.delivery.outcome is not Outcome.SENT_BACK or one.delivery.subject != before.subject:
        return ""
    stays = tuple(each for each in before.findings if each.code == "earlier-stays")
    delivery = replace(one.delivery, findings=(*one.delivery.findings, *stays))
    write_whole(session.workspace.folder("sent_back") / delivery.answer, one.marked)
    with session.ledger.transaction():
        session.ledger.add_delivery(delivery)
        facts = {"file": delivery.file, "sha256": delivery.sha256}
        session.act(Verb.SENT_BACK, delivery.subject, **facts)
        # A run of judgements ends with its count; without one it would look like a killed run.
        counts = {outcome.value: int(outcome is delivery.outcome) for outcome in Outcome}
        session.act(Verb.COLLECT, **counts)
    return delivery.answer
