"""A bundle that is not as it was made is refused, and the altered part is named."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.bundle_examples import OTHER_LEVELS, altered, bundle, points
from support.clerk import Clerk

from lzfx.intake.bundle import ReadBundle, points_checked, read_bundle
from lzfx.rules.bundle_members import LINES, MANIFEST, POINTS, SEAL

Parts = dict[str, bytes]
_, SOUND = bundle("甲区", points(3))


def _replaced(part: str, old: str, new: str) -> Callable[[Parts], Mapping[str, bytes]]:
    def change(parts: Parts) -> Mapping[str, bytes]:
        assert old.encode() in parts[part]
        return {**parts, part: parts[part].replace(old.encode(), new.encode(), 1)}

    return change


def _without_line(parts: Parts) -> Mapping[str, bytes]:
    return {**parts, POINTS: parts[POINTS].split(b"\n", 1)[1]}


def _line_twice(parts: Parts) -> Mapping[str, bytes]:
    line = parts[POINTS].split(b"\n", 1)[0].replace(b"U001-0001", b"U001-9999")
    return {**parts, POINTS: parts[POINTS] + line + b"\n"}


def _newer(parts: Parts) -> Mapping[str, bytes]:
    told = json.loads(parts[MANIFEST])
    return {**parts, MANIFEST: json.dumps({**told, "format": 2}).encode()}


FAULTS = {
    "line": (_replaced(POINTS, "示例风险2", "示例危险2"), "bundle-line-altered", "U001-0002"),
    "line-gone": (_without_line, "bundle-line-gone", "U001-0001"),
    "line-added": (_line_twice, "bundle-line-added", "U001-9999"),
    "line-broken": (_replaced(POINTS, '{"point_id"', '["point_id"'), "bundle-line-unreadable", 1),
    "manifest": (_replaced(MANIFEST, "甲区", "乙区"), "bundle-member-altered", MANIFEST),
    "lines": (_replaced(LINES, "U001-0002", "U001-0007"), "bundle-member-altered", LINES),
    "seal": (lambda parts: {**parts, SEAL: b"0" * 64}, "bundle-member-altered", MANIFEST),
    "missing": (
        lambda parts: {name: data for name, data in parts.items() if name != LINES},
        "bundle-member-missing",
        LINES,
    ),
    "path": (
        lambda parts: {**parts, "../../名册.xlsx": b"x"},
        "bundle-member-strange",
        "../../名册.xlsx",
    ),
    "path-same": (
        lambda parts: {**parts, "../manifest.json": b"x"},
        "zip-doubled-member",
        MANIFEST,
    ),
    "newer": (_newer, "bundle-newer", 2),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault__is_found_at_its_part(name: str) -> None:
    change, code, place = FAULTS[name]
    found = read_bundle("甲.lzb", altered(SOUND, change))
    assert not isinstance(found, ReadBundle)
    first = found[0]
    assert (first.code, first.where.file) == (code, "甲.lzb")
    assert place in first.params.values()


def test_fault__none_in_a_sound_bundle() -> None:
    found = read_bundle("甲.lzb", SOUND)
    assert isinstance(found, ReadBundle)
    assert points_checked(found, "甲.lzb") == ()
    assert tuple(found.points()) == points(3)


@pytest.mark.parametrize("cut", [0, 10, len(SOUND) // 2, len(SOUND) - 1])
def test_fault__a_cut_file(cut: int) -> None:
    (found,) = read_bundle("甲.lzb", SOUND[:cut])  # type: ignore[misc]
    assert found.code == "zip-damaged"


def test_fault__a_bomb_is_not_inflated() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (MANIFEST, POINTS, LINES, SEAL):
            archive.writestr(name, bytes(100_000_000) if name == MANIFEST else b"x")
    (found,) = read_bundle("甲.lzb", out.getvalue())  # type: ignore[misc]
    assert found.code == "zip-bomb"


def _resealed(change: Callable[[dict[str, object]], None]) -> bytes:
    """A bundle of which every hash is right and a line is not what the program writes."""

    def again(parts: Parts) -> Mapping[str, bytes]:
        lines = [json.loads(line) for line in parts[POINTS].splitlines()]
        change(lines[0])
        texts = [json.dumps(line) for line in lines]
        body = "".join(f"{text}\n" for text in texts).encode()
        told = json.loads(parts[MANIFEST])
        told["files"][POINTS] = hashlib.sha256(body).hexdigest()
        head = json.dumps(told).encode()
        return {
            **parts, POINTS: body, MANIFEST: head,
            SEAL: hashlib.sha256(head).hexdigest().encode(),
        }  # fmt: skip

    return altered(SOUND, again)


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.update(level=9),
        lambda line: line.update(level="1"),
        lambda line: line["texts"].update(name="\ud800"),
        lambda line: line.update(point_id="U001-0002"),
        lambda line: line.pop("unit"),
        lambda line: line.update(origins=[{"file": 1}]),
        lambda line: line.update(unit="另一个单位"),
    ],
    ids=["level", "level-text", "half-character", "id-twice", "no-unit", "origin", "content"],
)
def test_fault__a_line_no_program_writes_is_refused(
    change: Callable[[dict[str, object]], None],
) -> None:
    found = read_bundle("甲.lzb", _resealed(change))
    assert isinstance(found, ReadBundle)
    (fault,) = points_checked(found, "甲.lzb")
    assert (fault.code, fault.params["part"]) == ("bundle-unreadable", POINTS)


def _put(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def test_rollup__what_is_refused_leaves_no_trace(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path)
    _put(tmp_path, "甲.lzb", SOUND)
    assert clerk.run("rollup", "甲.lzb", "--into", "全市").code == 0
    kept = _tree(tmp_path / "全市")
    _put(tmp_path, "改.lzb", altered(SOUND, FAULTS["line"][0]))
    _put(tmp_path, "它.lzb", bundle("乙区", points(3), scheme=OTHER_LEVELS)[1])
    ran = clerk.run("rollup", "改.lzb", "它.lzb", "--into", "全市", "--json")
    assert ran.code == 1
    assert [(one["code"], one["where"]["file"]) for one in ran.json["findings"]] == [
        ("bundle-line-altered", "改.lzb"),
        ("bundle-other-scheme", "它.lzb"),
    ]
    assert ran.json["taken"] == []
    assert _tree(tmp_path / "全市") == kept


def test_rollup__several_schemes_at_first_take_nothing(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path)
    _put(tmp_path, "甲.lzb", SOUND)
    _put(tmp_path, "它.lzb", bundle("乙区", points(3), scheme=OTHER_LEVELS)[1])
    ran = clerk.run("rollup", "甲.lzb", "它.lzb", "--into", "全市", "--json")
    assert [one["code"] for one in ran.json["findings"]] == ["bundle-schemes-several"] * 2
    assert not (tmp_path / "全市").exists()


def test_rollup__a_kept_bundle_that_was_altered_counts_for_nothing(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path)
    _put(tmp_path, "甲.lzb", SOUND)
    _put(tmp_path, "乙.lzb", bundle("乙区", points(2))[1])
    clerk.run("rollup", "甲.lzb", "乙.lzb", "--into", "全市")
    (kept,) = (tmp_path / "全市" / "报送包").glob("甲区*")
    kept.write_bytes(altered(SOUND, FAULTS["line"][0]))
    ran = clerk.run("rollup", "--into", "全市", "--json")
    assert (ran.code, ran.json["points"]) == (1, 2)
    assert ran.json["findings"][0]["code"] == "bundle-line-altered"
    assert clerk.run("rollup", "甲.lzb", "--into", "全市", "--json").json["points"] == 5
