"""Keeps originals on the disk while other files are read and checked."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from lzfx.files.workspace import Workspace
from lzfx.session.inbox import InboxFile

_KEEPERS = 2


class OriginalsKeeper:
    """Keeps originals in the background; a file is only sure to be kept after `wait_for`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._pool = ThreadPoolExecutor(_KEEPERS)
        self._begun: dict[str, Future[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown()

    def keep(self, one: InboxFile) -> None:
        """Begin to keep its bytes."""
        kept = self._pool.submit(self._workspace.keep_original, one.data)
        self._begun[one.sha256] = kept

    def wait_for(self, one: InboxFile) -> None:
        """Go on when its bytes are on the disk; FileError as soon as the disk refuses any."""
        for begun in self._begun.values():
            if begun.done():
                begun.result()
        kept = self._begun.pop(one.sha256, None)
        if kept is not None:
            kept.result()
