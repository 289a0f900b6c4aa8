"""Invented bundles of any size, made without a campaign; and bundles altered by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lzfx.files.bundles import packed_bundle
from lzfx.model.bundle import BundledPoint, BundleHead, Manifest, Origin, Scheme
from lzfx.rules.bundle_members import MANIFEST, head_of, members

SCHEME: Scheme = {
    "year": {"": "2026"},
    "levels": {"1": "一级", "2": "二级", "3": "三级"},
    "grading": {"1": "a", "2": "b", "3": "c"},
    "fields": {
        "power": "职权事项",
        "stage": "环节",
        "name": "风险点",
        "manifestation": "表现形式",
        "measures": "防范措施",
        "responsible": "责任人",
    },
    "unit_kinds": {"section": "科室", "street_office": "街道计生办"},
}
OTHER_LEVELS: Scheme = {**SCHEME, "levels": {**SCHEME["levels"], "4": "四级"}}
_SHOWS = "受理申请时不一次说清所需材料，让群众多次往返，核对资料不细，把不合条件的报上去"
_MEASURES = "窗口公示材料清单和办理期限，每月由负责人抽查十份受理单，发现问题当场纠正，结果公开七日"
DRAFT = Manifest(
    sender="", campaign="2026", title="示例活动", year=2026, edition=0, edition_day="",
    mark="送审稿", seq=1, as_of="2026-09-15T16:30:00", head="0" * 64, content="", points=0,
    unit_count=0, scheme=SCHEME,
)  # fmt: skip


def points(count: int, text: str = "") -> tuple[BundledPoint, ...]:
    """So many points in units of twenty, of usual length; `text` stands in all their names."""
    return tuple(_point(number, text) for number in range(1, count + 1))


def _point(number: int, text: str) -> BundledPoint:
    unit, level = number // 20 + 1, number % 3 + 1
    kind = "section" if unit % 2 else "street_office"
    texts = {
        "power": f"示例证件核发{number % 7}",
        "stage": "受理",
        "name": f"示例风险{number}{text}",
        "manifestation": f"{_SHOWS}（第{number}例）",
        "measures": f"{_MEASURES}；第{number}项每季度核对一次台账",
        "responsible": f"人员{number % 50}",
    }
    cells = {name: f"{'BCDEFG'[at]}{number + 5}" for at, name in enumerate(texts)}
    origin = Origin(f"第{unit}单位申报表.xlsx", f"{unit:064x}", "风险点", cells)
    return BundledPoint(
        f"U{unit:03}-{number:04}", f"第{unit}单位", kind, "受理岗", texts, level, "红色",
        "分管领导", (origin,),
    )  # fmt: skip


def bundle(sender: str, told: Sequence[BundledPoint], **facts: object) -> tuple[BundleHead, bytes]:
    """A bundle of that sender, by its head and its bytes; `facts` are others of its manifest."""
    manifest = replace(DRAFT, sender=sender, **facts)  # type: ignore[arg-type]
    parts = members(manifest, told)
    return head_of(parts[MANIFEST]), packed_bundle(parts)


def altered(data: bytes, change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    """The bundle with its members changed by hand, packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed_bundle(change(parts))
