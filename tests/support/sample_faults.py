"""What people get wrong, or write their own way, while they fill in a form: small named changes.

`content/faults.toml` names them by `do`; the other keys of the entry are the arguments. Rows count
from 1 as they are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from support.sample_content import Answers, Sample

from lzfx.forms.kinds import MULTIPLE

_WIDE = {code: code + 0xFEE0 for code in b"0123456789-"}
"""Digits and hyphen to their full-width forms."""


def put(_sample: Sample, answers: Answers, rows: Sequence[int], field: str, to: str) -> None:
    """Write `to` into one column of some rows; an empty text leaves the cell empty."""
    for number in rows:
        answers.row(number)[field] = to


def put_header(_sample: Sample, answers: Answers, field: str, to: str) -> None:
    """Write `to` into one of the single cells above the table."""
    answers.header[field] = to


def put_post(_sample: Sample, answers: Answers, post: str, field: str, to: str) -> None:
    """Write `to` into the line of a post."""
    answers.post(post)[field] = to


def put_example(sample: Sample, answers: Answers, rows: Sequence[int], field: str) -> None:
    """Leave what the example sheet says."""
    put(sample, answers, rows, field, sample.field(field).example)


def repeat(_sample: Sample, answers: Answers, row: int) -> None:
    """Paste a row once more at the end."""
    answers.points.append(dict(answers.row(row)))


def drop_points(_sample: Sample, answers: Answers, post: str) -> None:
    """Forget every risk point of a post."""
    name = answers.post(post)["post_name"]
    answers.points[:] = [row for row in answers.points if row["post"] != name]


def keep_points(_sample: Sample, answers: Answers, rows: int) -> None:
    """Keep the first rows only."""
    del answers.points[rows:]


def clear_points(_sample: Sample, answers: Answers) -> None:
    """Send no risk point at all."""
    answers.points.clear()


def number_points(_sample: Sample, answers: Answers, pattern: str) -> None:
    """Number the risk points oneself, in the column that the office fills in."""
    for number, row in enumerate(answers.points, start=1):
        row["point_id"] = pattern.format(number)


def copy_measures(
    sample: Sample, answers: Answers, unit: str, from_rows: Sequence[int], rows: Sequence[int]
) -> None:
    """Take the measures of another unit's rows."""
    theirs = sample.content(unit)["points"]
    for source, number in zip(from_rows, rows, strict=True):
        answers.row(number)["measures"] = theirs[source - 1]["measures"]


def add_post(_sample: Sample, answers: Answers, **row: str) -> None:
    """Add a line to the sheet of posts."""
    answers.posts.append(dict(row))


def write_levels(_sample: Sample, answers: Answers, styles: Sequence[str]) -> None:
    """Write the levels in ways of one's own, in turn; `{}` stands for the Roman or other digit."""
    marks = {"一级": ("Ⅰ", "1", "I"), "二级": ("Ⅱ", "2", "II"), "三级": ("Ⅲ", "3", "III")}
    for number, row in enumerate(answers.points):
        at = number % len(styles)
        row["declared_level"] = styles[at].format(*marks[row["declared_level"]])


def join_choices(_sample: Sample, answers: Answers, fields: Sequence[str], mark: str) -> None:
    """Part several choices by a sign of one's own."""
    for row in answers.points:
        for field in fields:
            row[field] = row.get(field, "").replace(MULTIPLE, mark)


def widen(_sample: Sample, answers: Answers, fields: Sequence[str]) -> None:
    """Type digits of single cells in full width."""
    for field in fields:
        answers.header[field] = answers.header[field].translate(_WIDE)


def pad(_sample: Sample, answers: Answers, fields: Sequence[str], blanks: str) -> None:
    """Leave blanks behind what is written."""
    for row in answers.points:
        for field in fields:
            row[field] += blanks


Fault = Callable[..., None]

FAULTS: Mapping[str, Fault] = {
    one.__name__: one
    for one in (
        put,
        put_header,
        put_post,
        put_example,
        repeat,
        drop_points,
        keep_points,
        clear_points,
        number_points,
        copy_measures,
        add_post,
        write_levels,
        join_choices,
        widen,
        pad,
    )
}


def spoil(sample: Sample, answers: Answers, faults: Sequence[Mapping[str, Any]]) -> None:
    """Apply those of the faults that happen while filling in, in their order."""
    for fault in faults:
        if fault["do"] in FAULTS:
            given = {name: value for name, value in fault.items() if name != "do"}
            FAULTS[fault["do"]](sample, answers, **given)
