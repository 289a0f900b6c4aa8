"""`lzfx log`: the record of what was done, oldest first, as a clerk reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lzfx.campaign.subjects import ANYBODY
from lzfx.documents.registry import document_named
from lzfx.forms.characters import fold
from lzfx.ledger.queries import actions
from lzfx.messages import word
from lzfx.model.action import Action, Fact, Verb
from lzfx.model.codes import screen_word
from lzfx.model.edition import Act
from lzfx.rules.verb import FactType, Topic
from lzfx.rules.verbs import VERBS, sentence_of, sums_of
from lzfx.session.opening import Session

_SHORT = 12
"""How many digits of a hash are quoted where no file of that hash is known."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One action: its number in the record, its facts as stored, and the sentence about it.

    `about` is the code or name that is stored; `called` is what a person calls it.
    """

    number: int
    at: str
    by: str
    verb: Verb
    about: str
    called: str
    facts: Mapping[str, Fact]
    says: str


@dataclass(frozen=True, slots=True)
class Log:
    """The entries that were asked for, of `total` there are; `asked` is the text they are about."""

    entries: tuple[LogEntry, ...]
    total: int
    asked: str = ""


def log(session: Session, asked: str = "") -> Log:
    """The whole record, or its entries about a subject, a form, a document or a file.

    For a unit these include entries about its posts. A text that names no subject is looked for in
    the names of forms, documents and files.
    """
    done = actions(session.ledger)
    files = {
        one.text("sha256"): one.text("file")
        for one in reversed(done)
        if {"file", "sha256"} <= one.facts.keys()
    }
    told = [_entry(session, files, number, one) for number, one in enumerate(done, start=1)]
    return Log(_asked_for(session, told, asked), len(told), asked)


def _entry(session: Session, files: Mapping[str, str], number: int, one: Action) -> LogEntry:
    name = _called(session, one)
    says = word(sentence_of(one), **_in_words(one, files), about=name)
    return LogEntry(number, one.at, one.by, one.verb, one.about, name, one.facts, says)


def _called(session: Session, one: Action) -> str:
    """What the action is about, in words."""
    match VERBS[one.verb].about:
        case Topic.SUBJECT | Topic.SENDER:
            return session.everybody.called(one.about) if one.about else word("act-nobody")
        case Topic.FORM:
            form = session.kept_forms.get(one.about)
            return form.title if form else one.about
        case Topic.DOCUMENT:
            kind = document_named(one.about)
            return kind.called if kind else one.about
        case Topic.ACT:
            known = one.about in {act.value for act in Act}
            return word(screen_word(f"done-{one.about}")) if known else one.about
        case Topic.WORKSPACE | Topic.FILE | Topic.SETTING | Topic.BODY:
            return one.about
        case Topic.NOTHING:
            return ""


def _in_words(one: Action, files: Mapping[str, str]) -> Mapping[str, Fact]:
    """Its facts as the sentence needs them: file names in place of hashes."""
    said = {**one.facts, **sums_of(one)}
    for name, spec in VERBS[one.verb].facts.items():
        if spec.kind is FactType.DIGEST:
            said[name] = one.text(name)[:_SHORT]
        if spec.kind is FactType.SHA256:
            sha256 = one.text(name)
            said[name] = files.get(sha256, sha256[:_SHORT])
    return said


def _asked_for(session: Session, done: Sequence[LogEntry], asked: str) -> tuple[LogEntry, ...]:
    if not asked:
        return tuple(done)
    subject = session.everybody.named(asked)
    if subject is not None:
        return tuple(one for one in done if subject.code in _subjects(session, one))
    wanted = fold(asked).upper()
    return tuple(one for one in done if any(wanted in fold(name).upper() for name in _names(one)))


def _subjects(session: Session, one: LogEntry) -> frozenset[str]:
    """The subject it is about, and the unit of that subject."""
    if VERBS[one.verb].about not in {Topic.SUBJECT, Topic.SENDER}:
        return frozenset()
    unit = session.everybody.unit_of(one.about, ANYBODY)
    return frozenset({one.about, unit.code if unit else ""} - {""})


def _names(one: LogEntry) -> tuple[str, ...]:
    """The names in the entry by which a person may ask for it."""
    kinds = VERBS[one.verb].facts
    files = (value for name, value in one.facts.items() if kinds[name].kind is FactType.FILE)
    about = (one.about, one.called) if one.called else ()
    return (*about, *map(str, files))
