"""How long each step of the year takes, by the size of the district; run by hand.

    python tests/benchmark_year.py 30 100 300

Each size plays from the blank form to the approved edition in one process, with about twenty points
and three powers a unit; the last column says how much longer the biggest takes than the smallest,
for each unit.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from time import perf_counter

from support.drawn_answers import filling, sample_answers
from support.issued_examples import choices_for
from support.made_up_district import KEY, RECEIVED, workspace
from support.plausible_answers import SETTLE

from lzfx.campaign.prefill import identified
from lzfx.files.writing import write_atomic
from lzfx.forms.spec import Choice, FieldSpec
from lzfx.ledger.queries import issues
from lzfx.model.about import About
from lzfx.model.edition import Act
from lzfx.model.submission import Stamp
from lzfx.session.forms_about import forms_about, returns_about
from lzfx.session.issuing import notes_of
from lzfx.session.master import graded_master
from lzfx.session.opening import Session, open_session
from lzfx.session.sample_year import year_returns
from lzfx.steps.acts import ActGiven, record_act
from lzfx.steps.collect import collect
from lzfx.steps.issue import issue
from lzfx.steps.merge import merge
from lzfx.steps.publish import publish
from lzfx.steps.status import status
from lzfx.steps.verify import verify
from lzfx.workbook.bulk_writer import BulkWriter

_POINTS, _POWERS = 44, 5
"""The most that a unit draws; on the average half of it."""

_DAYS = {"out": "2026-08-21", "back": "2026-09-10", "review": "2026-09-18", "shown": "2026-09-21",
         "closed": "2026-09-29", "issued": "2026-09-30"}  # fmt: skip
Step = tuple[str, str, Callable[[Session], object]]


def filled(session: Session, name: str, rows: int) -> None:
    """Put a filled return for every workbook of that form into the inbox."""
    form = session.forms[name]
    writer = BulkWriter(form, notes_of(session, form))
    dice = random.Random(0)  # noqa: S311 - made-up answers
    for one in issues(session.ledger, name):
        stamp = Stamp(form.name, form.version, one.subject, one.campaign, one.number)
        sealed = identified(one.filling, stamp, KEY)

        def offered(spec: FieldSpec, unit: str = one.subject) -> tuple[Choice, ...]:
            return choices_for(spec, session.roster, unit) if spec.roster else spec.choices

        made = sample_answers(
            form, dice, RECEIVED.date(), issued=sealed, choices=offered, settle=SETTLE,
            most_rows=rows,
        )  # fmt: skip
        put(session, one.file, writer.build(filling(form, made, sealed, offered)))


def put(session: Session, name: str, data: bytes) -> None:
    write_atomic(session.workspace.folder("inbox") / name, data)


def agreed(session: Session, about: About, name: str) -> None:
    """Everybody who decides agrees to all that is in his workbook."""
    assert forms_about(session, {about})
    owed = {one.subject for one in issues(session.ledger, name)}
    header = {"on": datetime.fromisoformat(_DAYS["review"]).date(), "paper": "纪要1"}
    returns = [{"subject": code, "header": header, "every": {"outcome": "agree"}} for code in owed]
    for file, data in year_returns(session, {"form": name, "returns": returns}):
        put(session, file, data)


def commented(session: Session) -> None:
    """Nobody said anything, and the register says so."""
    header = {"publicity": "一览表", "none_received": "yes"}
    said = {"form": "comments", "returns": [{"header": header}]}
    for file, data in year_returns(session, said):
        put(session, file, data)


def drained(session: Session) -> None:
    """Collect all that lies in the inbox."""
    for _ in collect(session):
        pass


def act(kind: Act) -> Callable[[Session], object]:
    return lambda session: record_act(session, kind, ActGiven(paper="纪要1"))


STEPS: tuple[Step, ...] = (
    ("发放申报表", "out", issue),
    ("发放职权目录", "out", lambda session: issue(session, "powers")),
    ("", "out", lambda session: filled(session, session.declaration.name, _POINTS)),
    ("收申报表", "back", drained),
    ("", "back", lambda session: filled(session, "powers", _POWERS)),
    ("收职权目录", "back", drained),
    ("汇总", "back", merge),
    ("发放审核表", "review", lambda session: issue(session, "review", late=True)),
    ("", "review", lambda session: agreed(session, About.DECISION, "review")),
    ("收审核表", "review", drained),
    ("发放审定表", "review", lambda session: issue(session, "final_review", late=True)),
    ("", "review", lambda session: agreed(session, About.DECISION, "final_review")),
    ("收审定表", "review", drained),
    ("印一览表", "review", lambda session: publish(session, "overview")),
    ("审定", "review", act(Act.REVIEW)),
    ("公示", "shown", act(Act.PUBLICITY)),
    ("登记意见", "shown", lambda session: issue(session, "comments", late=True)),
    ("", "closed", commented),
    ("收意见", "closed", drained),
    ("公示结束", "closed", act(Act.CLOSING)),
    ("批准印发", "issued", act(Act.APPROVAL)),
    ("印职权目录", "issued", lambda session: publish(session, "power-catalogue")),
    ("印工作手册", "issued", lambda session: publish(session, "handbook")),
    ("看进度", "issued", status),
    ("核验", "issued", verify),
)  # fmt: skip
"""What is done, on which day, and how; what has no name is not timed: it is others' work."""


def played(units: int) -> Iterator[tuple[str, float]]:
    """The seconds of each step for a district of that many units."""
    with tempfile.TemporaryDirectory() as folder:
        root = workspace(Path(folder) / "2026", units)
        for number, (name, day, do) in enumerate(STEPS):
            moment = datetime.fromisoformat(f"{_DAYS[day]}T09:{number:02}:00")
            began = perf_counter()
            with open_session(root, moment, "benchmark") as session:
                do(session)
            took = perf_counter() - began
            if name:
                yield name, took
        yield from _counted(root)


def _counted(root: Path) -> Iterator[tuple[str, float]]:
    """How many points and powers were in it."""
    with open_session(root, RECEIVED, "benchmark") as session:
        points = graded_master(session).master.graded
        powers = [
            row
            for _, table, one in returns_about(session, About.POWER)
            for row in one.tables[table.name]
        ]
    yield "（风险点）", len(points)
    yield "（职权）", len(powers)


def main(sizes: list[int]) -> None:
    """Print the table."""
    found = {units: dict(played(units)) for units in sizes}
    first, last = sizes[0], sizes[-1]
    print("步骤", *(f"{units}个单位" for units in sizes), "每个单位之比", sep="\t")
    for name in found[first]:
        times = [found[units][name] for units in sizes]
        ratio = (times[-1] / last) / (times[0] / first)
        print(name, *(f"{each:.2f}" for each in times), f"{ratio:.2f}", sep="\t")
    whole = (sum(took for name, took in found[units].items() if name[0] != "（") for units in sizes)
    print("合计", *(f"{each:.1f}" for each in whole), "", sep="\t")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [30, 100, 300])
