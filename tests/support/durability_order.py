"""The order in which things reach the disk, by strace: what would not outlast a power cut."""

from __future__ import annotations

from collections.abc import Sequence

from support.durability_calls import Call

LEDGER, JOURNAL = "台账.db", "台账.db-journal"


def unflushed_originals(calls: Sequence[Call]) -> list[str]:
    """Originals that are not safely on the disk when the ledger first tells of them."""
    told = next(at for at, call in enumerate(calls) if _writes_ledger(call))
    done = [(call.name, *call.paths) for call in calls[:told]]
    originals = {
        path
        for call in calls
        for path in call.paths
        if path.startswith("原件/") and path.count("/") == 2 and not path.endswith(".tmp")
    }
    wrong = [] if originals else ["no original was kept"]
    for original in sorted(originals):
        folder = original.rpartition("/")[0]
        named = [at for at, one in enumerate(done) if one[0] == "rename" and one[-1] == original]
        if not named:
            wrong.append(f"{original}: not there")
            continue
        temporary = done[named[0]][1]
        if ("fsync", temporary) not in done[: named[0]]:
            wrong.append(f"{original}: renamed before it was flushed")
        if ("fsync", folder) not in done[named[0] :]:
            wrong.append(f"{original}: its name was not flushed")
        made = [at for at, one in enumerate(done) if one == ("mkdir", folder)]
        if made and ("fsync", "原件") not in done[made[0] :]:
            wrong.append(f"{original}: its folder's name was not flushed")
    return wrong


def _writes_ledger(call: Call) -> bool:
    return call.name == "pwrite64" and call.paths[0] == LEDGER


def unflushed_ledger(calls: Sequence[Call]) -> list[str]:
    """Pages of the ledger that are written before the journal is flushed, or never flushed."""
    wrong = []
    journal_flushed = ledger_flushed = False
    for call in calls:
        if call.name == "fdatasync" and call.paths[0] == JOURNAL:
            journal_flushed = True
        elif call.name == "fdatasync" and call.paths[0] == LEDGER:
            ledger_flushed = True
        elif _writes_ledger(call):
            ledger_flushed = False
            wrong += [] if journal_flushed else ["page written before the journal was flushed"]
        elif call.name == "unlink" and call.paths[0] == JOURNAL:
            wrong += [] if ledger_flushed else ["committed before the pages were flushed"]
            journal_flushed = False
    return wrong
