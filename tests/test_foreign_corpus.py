"""The command that reads foreign workbooks counts what became of each, and says what broke."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from support.foreign_corpus import lines, main, run
from support.intake_files import sheet, xlsx_parts, zipped

from lzfx.intake.bounded import Refused
from lzfx.intake.process.supervisor import Reader
from lzfx.model.codes import FindingCode

ONE = zipped(xlsx_parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')))


def _corpus(folder: Path) -> Path:
    for name, data in (("a.xlsx", ONE), ("b.XLSM", ONE), ("c.xls", b"%PDF-1.7"), ("d.ods", b"")):
        (folder / name).write_bytes(data)
    return folder


def test_run__counts_by_what_the_name_promises(tmp_path: Path) -> None:
    ran = run(sorted(_corpus(tmp_path).iterdir()))
    assert {name: (one.files, one.read) for name, one in ran.kinds.items()} == {
        "xlsx": (2, 2),
        "xls": (1, 0),
        "ods": (0, 0),
    }
    assert ran.kinds["xls"].refused == {"not-a-workbook-pdf (pdf)": 1}
    assert ran.kinds["ods"].refused == {}
    assert ran.kinds["ods"].not_counted == {"file-empty (empty)": 1}
    assert ran.broken == []
    assert ran.memory[0] > 0
    assert "xlsx: 2 files, 2 read (100.0%, gate 97.5%)" in lines(ran)


@pytest.mark.parametrize("code", ["reader-bug", "reader-died", "reader-timeout"])
def test_main__fails_when_a_file_breaks_the_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: FindingCode
) -> None:
    _corpus(tmp_path)
    with patch.object(Reader, "read", lambda *_: Refused(code, {"detail": "ValueError()"})):
        assert main([str(tmp_path)]) == 1
    assert f"{code}: {tmp_path / 'a.xlsx'}: " in capsys.readouterr().out
    assert main([str(tmp_path)]) == 0
