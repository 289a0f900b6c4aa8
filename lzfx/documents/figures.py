"""Cross-tabs with margins: the only module that uses pandas; plain values in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts of `rows` by `columns`; margins are sums of what is shown."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int


def cross_table(
    pairs: Sequence[tuple[str, str]], rows: Sequence[str], columns: Sequence[str]
) -> CrossTable:
    """Count (row, column) pairs, in the order given, with zeros where nothing is.

    ValueError for a pair outside `rows` and `columns`: a count must never lose a point.
    """
    frame = pd.DataFrame(list(pairs), columns=["row", "column"], dtype="object")
    strange = frame[~frame["row"].isin(list(rows)) | ~frame["column"].isin(list(columns))]
    if len(strange):
        raise ValueError(f"outside the table: {strange.iloc[0].tolist()}")
    row = pd.Categorical(frame["row"], categories=list(rows))
    column = pd.Categorical(frame["column"], categories=list(columns))
    counts = pd.crosstab(row, column, dropna=False).reindex(
        index=list(rows), columns=list(columns), fill_value=0
    )
    return CrossTable(
        rows=tuple(rows),
        columns=tuple(columns),
        counts=tuple(tuple(int(n) for n in line) for line in counts.to_numpy()),
        row_totals=tuple(int(n) for n in counts.sum(axis=1)),
        column_totals=tuple(int(n) for n in counts.sum(axis=0)),
        total=int(counts.to_numpy().sum()),
    )


def exploded(several: Sequence[tuple[tuple[str, ...], str]]) -> tuple[tuple[str, str], ...]:
    """(several rows, column) as one pair for each row; an item of no rows gives none."""
    frame = pd.DataFrame(
        {"row": [list(rows) for rows, _ in several], "column": [column for _, column in several]}
    )
    lines = frame.explode("row").dropna(subset=["row"])
    return tuple(zip(lines["row"].tolist(), lines["column"].tolist(), strict=True))
