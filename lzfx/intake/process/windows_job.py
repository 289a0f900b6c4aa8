"""On Windows, the job object that caps a child's memory and ends it with its parent.

The structures and constants are those of `winnt.h`. Their layout is the same on every system, so it
can be tested without Windows.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

KILL_ON_CLOSE = 0x2000
PROCESS_MEMORY = 0x0100
EXTENDED_LIMITS = 9
"""`JOB_OBJECT_LIMIT_…` flags, and the number of the structure that holds them."""

_LAUNCHER = "__PYVENV_LAUNCHER__"


class BasicLimits(ctypes.Structure):
    """`JOBOBJECT_BASIC_LIMIT_INFORMATION`."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION`; `IoInfo` is six counters of 64 bits."""

    _fields_ = (
        ("Basic", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def limits_of(memory: int) -> ExtendedLimits:
    """Limits: each process gets at most `memory` bytes, and ends when the job is closed."""
    limits = ExtendedLimits()
    limits.Basic.LimitFlags = KILL_ON_CLOSE | PROCESS_MEMORY
    limits.ProcessMemoryLimit = memory
    return limits


def job_holding(kernel: Any, process: int, memory: int) -> int | None:  # noqa: ANN401 - a library
    """A job with those limits that holds the process (both are handles); None when refused.

    Windows before 8 refuses a process that is in a job already. The parent's time limit and the
    limits of the readers still apply then.
    """
    handle = ctypes.c_void_p
    kernel.CreateJobObjectW.restype = handle
    kernel.CreateJobObjectW.argtypes = (handle, ctypes.c_wchar_p)
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, handle, ctypes.c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.CloseHandle.argtypes = (handle,)
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    limits = limits_of(memory)
    size = ctypes.sizeof(limits)
    is_capped = kernel.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(limits), size)
    if is_capped and kernel.AssignProcessToJobObject(job, process):
        return int(job)
    kernel.CloseHandle(job)
    return None


def interpreter(
    executable: str, base: str, environment: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """The real Python interpreter, and the environment in which it finds its packages.

    In a virtual environment on Windows, `python.exe` only starts the `base` interpreter as its own
    child, which could be running before the job holds it. So `base` is started directly.
    """
    if base.lower() in ("", executable.lower()):
        return executable, dict(environment)
    return base, {**environment, _LAUNCHER: executable}


class Job:
    """Holds one child while it lives; no effect on other systems, where the child limits itself."""

    def __init__(self, process: subprocess.Popen[bytes], memory: int) -> None:
        self._handle: int | None = None
        if sys.platform == "win32":
            kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._handle = job_holding(kernel, int(process._handle), memory)  # noqa: SLF001

    def close(self) -> None:
        """Let go of the job; a child still in it ends."""
        if sys.platform == "win32" and self._handle is not None:
            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(self._handle))
            self._handle = None
