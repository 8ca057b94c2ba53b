"""Places that cannot be: in the sea, outside of the county, numbers too short, hours too long."""

from pathlib import Path

import pytest

from kiosk.content import library
from kiosk.content.publish.build import build
from kiosk.content.publish.check import check
from kiosk.content.publish.check_places import credit_code_ok, phone_ok
from kiosk.domain.distance import Point
from kiosk.domain.places import County
from kiosk.domain.places_lookup import Asked, Lookup, is_official
from kiosk.domain.places_way import ByFerry, OnFoot, nearest
from tests.support import editor_kinds, editor_library
from tests.support.clock import ManualClock
from tests.support.whole_library import checked

pytestmark = pytest.mark.untraced

COUNTY = "county.yaml"
REGISTER = "registers/sample-county.yaml"
DIRECTORY = "directory.yaml"
SITE = "site.yaml"

# File, what stands there, what is written instead, what is said of it.
MISTAKES = [
    (COUNTY, "south: 30.6\n", "south: 30.95\n", "south 要比 north 小"),
    (COUNTY, "[30.69, 122.38]", "[30.59, 122.38]", "示例岛 有一角在县的范围外"),
    (COUNTY, "[30.69, 122.38], [30.69, 122.48]", "[30.69, 122.48], [30.69, 122.38]", "示例岛 的边自己交叉"),
    (COUNTY, "[30.70, 122.52]", "[30.70, 122.47]", "对岸岛 和 示例岛 叠在一起"),
    (COUNTY, "[30.74, 122.48]", "[30.71, 122.55]", "示例岛 和 对岸岛 叠在一起"),
    (COUNTY, "id: other\n", "id: sample\n", "sample 写了两遍"),
    (COUNTY, "name: 对岸码头", "name: 示例码头", "示例码头 写了两遍"),
    (COUNTY, "lat: 30.71, lon: 122.521", "lat: 30.71, lon: 122.50", "在海里，不在 county.yaml 的哪个岛上"),
    (COUNTY, "lat: 30.71, lon: 122.54", "lat: 30.54, lon: 122.71", "在示例县的范围外，写反了吗"),
    (COUNTY, "0580-0000041", "0580-00041", "电话 0580-00041 的位数不对"),
    (COUNTY, "sample-dock, other-dock", "sample-dock, no-dock", "没有码头 no-dock"),
    (COUNTY, "sample-dock, other-dock", "sample-dock, sample-dock", "两头在一个岛上，不用坐船"),
    (DIRECTORY, "lat: 30.7\n", "lat: 30.8\n", "30.8, 122.4 在海里"),
    (DIRECTORY, "lon: 122.4\n", "lon: 112.4\n", "的范围外，写反了吗"),
    (DIRECTORY, "'12333'", "'1233'", "电话 1233 的位数不对"),
    (DIRECTORY, "8:30–17:00", "8:30–8:40", "只有 10 分钟"),
    (DIRECTORY, "8:30–17:00", "8:30–次日 3:00", "一次 18 个多小时"),
    (DIRECTORY, "8:30–17:00", "8:30–12:00、11:30–17:00", "两段时间叠在一起"),
    (SITE, "lat: 30.7\n", "lat: 30.65\n", "在海里"),
    (SITE, "0580-0000021", "0580-021", "的位数不对"),
    (SITE, "phone: '110'", "phone: '111'", "电话 111 的位数不对"),
    (REGISTER, "31330000MD0000001N", "31330000MD0000010N", "的校验码不对，抄错了吗"),
    (REGISTER, "lat: 30.7255, lon: 122.4560", "lat: 30.8255, lon: 122.4560", "在海里"),
    (REGISTER, "works_at: 示例律师事务所", "works_at: 没有的事务所", "这份名册里没有机构 没有的事务所"),
    (REGISTER, "kind: 公证员", "licence: '13309000000000001', kind: 公证员", "13309000000000001 写了两遍"),
    (REGISTER, "公证员, works_at: 示例县公证处, region: 示例县", "村居法律顾问", "要写 region：管哪个村"),
    (REGISTER, "0580-0000033", "0580-33", "的位数不对"),
    ("schedule.yaml", "island: 示例岛", "island: 没有岛", "county.yaml 里没有岛 没有岛"),
    ("schedule.yaml", "0580-0000011", "0580-11", "的位数不对"),
    ("notice-board.yaml", "phone: 0580-0000011", "phone: 0580-11", "的位数不对"),
    ("emergency.yaml", "number: '110'", "number: '114'", "114 不是全国的紧急电话"),
    ("lookups.yaml", "query.sample.gov.cn", "query.sample.com", "网址不是 .gov.cn 的官方网址"),
    ("lookups.yaml", "connector: company", "office: office/none", "directory.yaml 里没有 office/none"),
    (
        "platforms/sample-portal.yaml",
        "sample: true",
        "reviewed_by: 张样例\nreviewed_on: 2026-11-01",
        "网址不是 .gov.cn 的官方网址",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), MISTAKES)
def test_what_cannot_be_is_said(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    root = editor_kinds.write(tmp_path / "library")
    text = (root / name).read_text("utf-8")
    assert old in text, (name, old)
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [str(problem) for problem in check(root).problems if problem.file == name]
    assert any(expected in one for one in found), found


def test_without_a_map_only_what_needs_none_is_checked(tmp_path: Path) -> None:
    far = editor_library.DIRECTORY.replace("lat: 30.7\n", "lat: 45.0\n")
    assert check(editor_library.write(tmp_path / "library", {DIRECTORY: far})).problems == []


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("110", True),
        ("12348", True),
        ("0580-0000001", True),
        ("021-00000061", True),
        ("057400000062", True),
        ("13800000000", True),
        ("400-000-0000", True),
        ("95000", True),
        ("111", False),
        ("12000000000", False),
        ("1380000000", False),
        ("0580-00001", False),
        ("0000001", False),
        ("", False),
    ],
)
def test_numbers(number: str, good: bool) -> None:
    assert phone_ok(number) is good


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",  # the standard's own example, by its rule
        "91330922MA00000077",
        "91330922MA00000240",
        "91330922MA0000014Y",
        "11330922000000000N",
        "123300000000000009",
    ],
)
def test_credit_codes(code: str) -> None:
    assert credit_code_ok(code)
    for at in range(len(code)):
        wrong = code[:at] + ("3" if code[at] == "1" else "1") + code[at + 1 :]
        assert not credit_code_ok(wrong), wrong
    assert not credit_code_ok(code[:-1])
    assert not credit_code_ok(code[:-1] + "Z")


def test_a_terminal_reads_what_was_written(tmp_path: Path) -> None:
    root = editor_kinds.write(tmp_path / "library")
    build(root, tmp_path / "content", ManualClock())
    shown = library.load(tmp_path / "content")
    county = shown.every(County)["sample-county"]
    assert [island.name for island in county.islands] == ["示例岛", "对岸岛"]
    assert county.islands[0].outline[0] == Point(30.69, 122.38)
    assert county.ferries[0].ends == ("sample-dock", "other-dock")
    lookup = shown.every(Lookup)["company"]
    assert (lookup.asks, lookup.checked) == ((Asked("name", "公司名字"),), "2026-11-23")


def test_the_sample_county_is_one_a_terminal_can_use() -> None:
    draft = checked()
    county = next(row.value.build() for row in draft.rows["county"])
    offices = [row.value.build() for row in draft.offices]
    site = draft.site
    assert site is not None
    here = Point(site.value.lat, site.value.lon)
    ways = nearest(county, here, offices, lambda office: Point(office.lat, office.lon))
    assert len(ways) == len(offices)
    means = {office.id: way.means for office, way in ways}
    assert isinstance(means["office/court"], OnFoot)
    far = means["office/service-far"]
    assert isinstance(far, ByFerry)
    assert [ride.ferry.id for ride in far.rides] == ["caiyuan-east", "east-far"]
    assert all(isinstance(one, OnFoot | ByFerry) for one in means.values())  # no office nobody can get to
    assert {county.island_at(village.point) for village in county.villages} == {
        island for island in county.islands if not island.mainland
    }
    assert all(is_official(row.value.url) for row in draft.rows["lookups"])
