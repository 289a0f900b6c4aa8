"""A master table whole, as text and back: what an edition is made of outlives rules and roster.

Records are written with the names of their classes, so that a later program reads them: fields it
no longer knows are left out, those it has got since have their defaults. Where a value came from
(file and cell) is not kept here; the returns are, and the record says which.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args, get_type_hints

from lzfx.model.campaign import HANDBOOK_NOTICE, Campaign
from lzfx.model.edition import Edition
from lzfx.model.finding import Where
from lzfx.model.master import Master
from lzfx.model.papers import Supervised
from lzfx.model.revision import JudgedRevision
from lzfx.model.risk import Graded
from lzfx.model.sampling import NO_COVERAGE

_OF_THE_YEAR_AFTER = frozenset(
    {
        "accountability",
        "checks",
        "deadlines",
        "decisions_valid_days",
        "filling_times",
        "unknown_senders",
        "warning_days",
    }
)
"""Settings that a clerk changes while an edition is in force, and that no edition prints."""

_BEGINS = b'{\n"@": "Master"'
_CLASS, _ENUM, _DAY, _NUMBER, _MAPPING, _SET = "@", "@enum", "@day", "@number", "@map", "@set"


def frozen(master: Master) -> bytes:
    """All that documents are made of, as UTF-8 text; the same content always gives the same bytes.

    Neither the day of printing nor the acts of bodies are part of it: these belong to the print.
    Nor is who has come how far, or what was checked, which is another every day, nor another
    edition beside it, nor the number of the letter that issues the edition, which is given when it
    is approved, nor what the settings say of the year after it, nor the year before beside it.
    """
    papers = replace(
        master.papers,
        returns={},
        received={},
        outstanding=(),
        late=(),
        supervised=Supervised(),
        compared=None,
        samples=(),
        coverage=NO_COVERAGE,
        annual=(),
        standings={},
        measures=(),
        monitoring=(),
    )
    plain = replace(
        master,
        graded=tuple(map(_without_places, master.graded)),
        papers=papers,
        campaign=_as_approved(master.campaign),
        edition=Edition(),
        day=date.min,
    )
    return json.dumps(_plain(plain), ensure_ascii=False, indent=0).encode()


def is_frozen(data: bytes) -> bool:
    """Whether a kept file is such a text, which nobody has sent."""
    return data.startswith(_BEGINS)


def thawed(data: bytes) -> Master:
    """The master table again; ValueError for anything that is not one."""
    try:
        master = _record(json.loads(data))
    except (KeyError, TypeError, StopIteration) as error:
        raise ValueError(repr(error)) from error
    if not isinstance(master, Master):
        raise ValueError(type(master).__name__)  # noqa: TRY004 - the bytes are wrong
    return master


def _as_approved(campaign: Campaign) -> Campaign:
    kept = {key: said for key, said in campaign.documents.items() if key != HANDBOOK_NOTICE}
    after = (one for one in fields(campaign) if one.name in _OF_THE_YEAR_AFTER)
    later: dict[str, Any] = {one.name: _made_with(one) for one in after}
    return replace(campaign, documents=kept, **later)


def _without_places(one: Graded) -> Graded:
    return replace(
        one,
        point=replace(one.point, sources={}, received_at=""),
        decided=one.decided and replace(one.decided, where=Where()),
        decisions=tuple(
            replace(each, decision=replace(each.decision, where=Where())) for each in one.decisions
        ),
        revisions=tuple(map(_without_cells, one.revisions)),
    )


def _without_cells(one: JudgedRevision) -> JudgedRevision:
    return replace(one, taken=replace(one.taken, places={}))


def _plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - whatever a record holds
    """A value as JSON; what JSON has no word for says what it is."""
    if isinstance(value, Enum):
        return {_ENUM: type(value).__name__, "value": value.value}
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date | Decimal):
        return {_DAY: value.isoformat()} if isinstance(value, date) else {_NUMBER: str(value)}
    if isinstance(value, Mapping):
        return {_MAPPING: [[_plain(key), _plain(each)] for key, each in value.items()]}
    if isinstance(value, frozenset):  # it has no order of its own from one run to the next
        return {_SET: sorted((_plain(each) for each in value), key=json.dumps)}
    if not is_dataclass(value):
        return [_plain(each) for each in value]
    told = {one.name: getattr(value, one.name) for one in fields(value)}
    plain = {one.name: _plain(told[one.name]) for one in fields(value) if _says(one, told)}
    return {_CLASS: type(value).__name__, **plain}


def _says(one: Any, told: Mapping[str, Any]) -> bool:  # noqa: ANN401 - a field of any record
    """Whether a field holds something else than what it is made with."""
    made = _made_with(one)
    return made is MISSING or told[one.name] != made


def _made_with(one: Any) -> Any:  # noqa: ANN401 - a field of any record
    """What a field holds in a record that does not name it; MISSING where it must."""
    return one.default if one.default_factory is MISSING else one.default_factory()


def _record(plain: Any) -> Any:  # noqa: ANN401 - whatever was written
    if isinstance(plain, list):
        return tuple(_record(each) for each in plain)
    if not isinstance(plain, dict):
        return plain
    return next(read(plain) for mark, read in _READ.items() if mark in plain)


def _of_class(plain: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whichever record it is
    kind: Any = _kinds()[plain[_CLASS]]
    names = {one.name for one in fields(kind) if one.init}
    return kind(**{name: _record(each) for name, each in plain.items() if name in names})


@cache
def _kinds() -> Mapping[str, Any]:
    """Every record and enumeration that a master table may hold, by the name of its class."""
    found: dict[str, Any] = {}
    waiting: list[Any] = [Master]
    while waiting:
        kind = waiting.pop()
        if not isinstance(kind, type) or kind.__name__ in found:
            continue
        if issubclass(kind, Enum):
            found[kind.__name__] = kind
        elif is_dataclass(kind):
            found[kind.__name__] = kind
            waiting += (part for hint in get_type_hints(kind).values() for part in _parts(hint))
    return found


def _parts(hint: Any) -> Iterator[Any]:  # noqa: ANN401 - any annotation
    """The classes that an annotation names, however deep."""
    yield hint
    for each in get_args(hint):
        yield from _parts(each)


_READ: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    _CLASS: _of_class,
    _SET: lambda plain: frozenset(map(_record, plain[_SET])),
    _MAPPING: lambda plain: {_record(key): _record(each) for key, each in plain[_MAPPING]},
    _DAY: lambda plain: date.fromisoformat(plain[_DAY]),
    _NUMBER: lambda plain: Decimal(plain[_NUMBER]),
    _ENUM: lambda plain: _kinds()[plain[_ENUM]](plain["value"]),
}
"""How a value is read again, by the mark that says what it is."""
