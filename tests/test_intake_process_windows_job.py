"""The job object of Windows: its layout, and what is asked of the system, looked at from here."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pytest

from lzfx.intake.process.windows_job import (
    BasicLimits,
    ExtendedLimits,
    interpreter,
    job_holding,
    limits_of,
)

POINTER = ctypes.sizeof(ctypes.c_void_p)
GIB = 1024**3
JOB, PROCESS = 0x1_0000_00A4, 0x1_0000_00B8
"""Handles wider than 32 bits, so that one that is cut is seen."""


class _Kernel:
    """Stands for kernel32: remembers what it is asked, and refuses one call if told so."""

    def __init__(self, refuses: str = "") -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self._refuses = refuses
        self._functions: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a function of the library
        if name not in self._functions:
            self._functions[name] = self._function(name)
        return self._functions[name]

    def _function(self, name: str) -> Callable[..., int]:
        def call(*given: Any) -> int:  # noqa: ANN401 - as the library takes them
            types = function.argtypes  # type: ignore[attr-defined]
            assert len(given) == len(types)
            for one, kind in zip(given, types, strict=True):
                kind.from_param(one)
            self.asked.append((name, given))
            if name == self._refuses:
                return 0
            return JOB if name == "CreateJobObjectW" else 1

        function = call
        return function

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.asked]


@pytest.mark.skipif(POINTER != 8, reason="the numbers are those of 64 bits")
def test_layout__is_that_of_winnt_h() -> None:
    """Sizes and offsets as a C compiler for 64-bit Windows lays the structures out."""
    assert ctypes.sizeof(BasicLimits) == 64
    assert ctypes.sizeof(ExtendedLimits) == 144
    basic = {name: getattr(BasicLimits, name).offset for name, _ in BasicLimits._fields_}
    assert basic == {
        "PerProcessUserTimeLimit": 0,
        "PerJobUserTimeLimit": 8,
        "LimitFlags": 16,
        "MinimumWorkingSetSize": 24,
        "MaximumWorkingSetSize": 32,
        "ActiveProcessLimit": 40,
        "Affinity": 48,
        "PriorityClass": 56,
        "SchedulingClass": 60,
    }
    assert ExtendedLimits.IoInfo.offset == 64
    assert ExtendedLimits.ProcessMemoryLimit.offset == 112


def test_limits__memory_of_each_process_and_the_end_with_the_parent() -> None:
    raw = bytes(limits_of(GIB))
    assert int.from_bytes(raw[16:20], "little") == 0x2000 | 0x100
    assert limits_of(GIB).ProcessMemoryLimit == GIB
    assert sum(raw) == sum(GIB.to_bytes(8, "little")) + 0x20 + 0x01, "all else is nought"


def test_held__is_capped_before_the_process_is_put_into_it() -> None:
    kernel = _Kernel()
    assert job_holding(kernel, PROCESS, GIB) == JOB
    assert kernel.names == [
        "CreateJobObjectW",
        "SetInformationJobObject",
        "AssignProcessToJobObject",
    ]
    _, (job, number, _, size) = kernel.asked[1]
    assert (job, number, size) == (JOB, 9, ctypes.sizeof(ExtendedLimits))
    assert kernel.asked[2][1] == (JOB, PROCESS)


@pytest.mark.parametrize("refuses", ["SetInformationJobObject", "AssignProcessToJobObject"])
def test_refused__the_job_is_let_go(refuses: str) -> None:
    kernel = _Kernel(refuses)
    assert job_holding(kernel, PROCESS, GIB) is None
    assert kernel.names[-2:] == [refuses, "CloseHandle"]


def test_no_job__nothing_more_is_asked() -> None:
    kernel = _Kernel("CreateJobObjectW")
    assert job_holding(kernel, PROCESS, GIB) is None
    assert kernel.names == ["CreateJobObjectW"]


def test_interpreter__of_a_virtual_environment_is_the_base_itself() -> None:
    own, base = r"D:\活动\.venv\Scripts\python.exe", r"C:\Python311\python.exe"
    assert interpreter(own, base, {"A": "b"}) == (base, {"A": "b", "__PYVENV_LAUNCHER__": own})
    assert interpreter(base, base, {"A": "b"}) == (base, {"A": "b"})
    assert interpreter(own, "", {}) == (own, {})
