"""Which files that could not be read are still there to be dealt with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lzfx.files import entries
from lzfx.ledger.queries import names_of_files
from lzfx.model.ledger import Delivery
from lzfx.session.inbox import UNREAD
from lzfx.session.opening import Session


def still_there(session: Session, told: Iterable[Delivery]) -> Iterator[Delivery]:
    """Those files, without those whose bytes were never read and that are gone or read since.

    So neither a file that was held open for a moment stays, nor a name that somebody mistyped.
    """
    inbox = session.workspace.folder("inbox")
    found = entries.walk(inbox) if inbox.is_dir() else ()
    lying = {one.path.relative_to(inbox).as_posix() for one in found}
    order = {known: at for at, known in enumerate(names_of_files(session.ledger))}
    read = {file: at for (sha256, file), at in order.items() if not sha256.startswith(UNREAD)}
    for one in told:
        if one.sha256.startswith(UNREAD):
            is_there = any(one.file == name or one.file.startswith(f"{name}/") for name in lying)
            if not is_there or read.get(one.file, -1) > order[one.sha256, one.file]:
                continue
        yield one
