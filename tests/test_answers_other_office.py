"""The same in another office: its own levels, words and declaration, no cross-checks at all."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

from support.clerk import Clerk
from support.crossing import collected, done, filled
from support.proposals import asked

from lzfx.cli.demo import of_office, play
from lzfx.files.offices import sample_office

NOW = "2026-11-20T18:00:00"
LEVEL, TEXT = "GS00-005", "GS00-004"
NEW = "1.调价须附三家以上询价；2.每次调价由纪检部当场复核并签字。"


def test_company__levels_and_texts_of_its_own_are_answered_and_changed(tmp_path: Path) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        play(tmp_path / "2026", of_office(sample_office("company")))
    clerk = Clerk(tmp_path / "2026")
    done(clerk, "issue", "group_check", "--late", now=NOW)
    (file,) = (name for name in clerk.files("发出") if "组织审意见表" in name)
    rows = {
        LEVEL: {"意见": "调级", "建议等级": "A级", "理由": "经手线索"},
        TEXT: {"意见": "补充", "建议怎样写": "写明谁来复核"},
    }
    data = filled(clerk, file, "组织意见", rows, 审查日期="2026-11-20")
    assert collected(clerk, file, data, NOW)["outcome"] == "accepted"
    done(clerk, "issue", "answers", "--late", now=NOW)
    (file,) = (name for name in clerk.files("发出") if "建议答复表" in name)
    known = asked(clerk, file)
    assert (known["调级"]["申报等级"], known["调级"]["建议等级"]) == ("B级", "A级")
    said = {
        known["调级"]["建议号"]: {"答复": "采纳", "申报等级改为": "A级"},
        known["补充"]["建议号"]: {"答复": "采纳", "防范措施改为": NEW},
    }
    data = filled(clerk, file, "答复", said, 填表人="示例人", 答复日期="2026-11-20")
    one = collected(clerk, file, data, NOW)
    assert one["outcome"] == "accepted", one["findings"]
    assert clerk.run("why", LEVEL, "--json", now=NOW).json["declared"] == "A级"
    told = clerk.run("why", TEXT, "--json", now=NOW).json
    (value,) = (each for each in told["values"] if each["value"] == NEW)
    assert value["sheet"] == "答复"
    assert "三查对照表" in done(clerk, "publish", "三查对照表", now=NOW)
