"""The child process that reads foreign files: frames in, answers out, until its input closes.

Run as `python -m lzfx.intake.process.worker '{limits as JSON}'` by the supervisor only.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import IO

from lzfx.intake.book import read_book
from lzfx.intake.bounded import Limits, Refused
from lzfx.intake.process.wire import encode, read_frame, write_frame
from lzfx.model.book import RawBook

_DETAIL = 300


def answer(data: bytes, limits: Limits, read: Callable[[bytes, Limits], RawBook]) -> bytes:
    """The encoded workbook or refusal for one file; never raises, whatever the file holds."""
    try:
        packed = encode(read(data, limits))
        if len(packed) > limits.answer_bytes:
            raise Refused("too-many-strings", {"limit": limits.strings})  # noqa: TRY301
        return packed  # noqa: TRY300
    except Refused as refused:
        return encode(refused)
    except MemoryError:
        return encode(Refused("reader-memory", {"limit": limits.worker_bytes}))
    except Exception as error:  # noqa: BLE001 - a bug of ours must not stop the run
        return encode(Refused("reader-bug", {"detail": repr(error)[:_DETAIL]}))


def serve(source: IO[bytes], sink: IO[bytes], limits: Limits) -> None:
    """Write an empty frame to say it is ready, then answer each frame of `source` in order."""
    write_frame(sink, b"")
    while (data := read_frame(source)) is not None:
        write_frame(sink, answer(data, limits, read_book))


def _cap_memory(size: int) -> None:
    """Limit this process to `size` bytes of memory; on Windows the parent's job object does it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    _cap_memory(limits.worker_bytes)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as sink:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # so that prints do not break the frames
        serve(sys.stdin.buffer, sink, limits)


if __name__ == "__main__":
    _main()
