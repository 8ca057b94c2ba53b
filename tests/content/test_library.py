"""The read side: every byte is checked, and a bad release never leaves a terminal without content."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.content import disk, library, models
from kiosk.content.models import KINDS, encode
from kiosk.content.publish.build import build
from kiosk.domain import library as lib
from kiosk.domain.article import SUBS, ArticleNo
from kiosk.errors import KioskError
from tests.support import editor_library as sample
from tests.support.clock import ManualClock

pytestmark = pytest.mark.untraced


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Two releases of a small library; the second is active."""
    root = sample.write(tmp_path / "library")
    build(root, tmp_path / "content", ManualClock())
    sample.write(root, {"site.yaml": sample.SITE.replace("示例码头\n", "另一码头\n", 1)})
    build(root, tmp_path / "content", ManualClock())
    return tmp_path / "content"


def manifest_path(content: Path, release: int) -> Path:
    return models.release_path(content, release) / models.MANIFEST


def edit(content: Path, release: int, change: Callable[[dict[str, Any]], None]) -> None:
    path = manifest_path(content, release)
    data = json.loads(path.read_bytes())
    change(data)
    path.write_bytes(models.canonical(data))


def blob_of(content: Path, release: int, kind: str) -> Path:
    entries = json.loads(manifest_path(content, release).read_bytes())["items"]
    return models.blob_path(content, next(entry["sha256"] for entry in entries if entry["kind"] == kind))


def add_blob(content: Path, release: int, kind: str, item_id: str, value: object) -> None:
    """An item as a newer editor may have written it."""
    data = models.canonical(value)
    sha256 = hashlib.sha256(data).hexdigest()
    disk.store_blob(content, sha256, data)
    entry = {"kind": kind, "id": item_id, "sha256": sha256, "size": len(data)}
    edit(content, release, lambda manifest: manifest["items"].append(entry))


def test_the_active_release_is_read(content: Path) -> None:
    opened = library.open_content(content)
    assert opened.library.info.release == 2
    assert opened.library.site.name == "另一码头"
    assert opened.findings == ()
    assert opened.active == models.release_path(content, 2)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a bit of a blob": lambda c: blob_of(c, 2, "site").write_bytes(
        b"{" + blob_of(c, 2, "site").read_bytes()[1:-1]
    ),
    "a missing blob": lambda c: blob_of(c, 2, "site").unlink(),
    "another blob of the same size": lambda c: blob_of(c, 2, "site").write_bytes(
        bytes(len(blob_of(c, 2, "site").read_bytes()))
    ),
    "a torn manifest": lambda c: manifest_path(c, 2).write_bytes(manifest_path(c, 2).read_bytes()[:100]),
    "an empty manifest": lambda c: manifest_path(c, 2).write_bytes(b""),
    "a manifest of null bytes": lambda c: manifest_path(c, 2).write_bytes(bytes(4096)),
    "a missing manifest": lambda c: manifest_path(c, 2).unlink(),
    "a newer format": lambda c: edit(c, 2, lambda m: m.update(format=2)),
    "another release's manifest": lambda c: edit(c, 2, lambda m: m.update(release=7)),
    "a wrong size": lambda c: edit(c, 2, lambda m: m["items"][0].update(size=m["items"][0]["size"] + 1)),
    "a path for a hash": lambda c: edit(
        c, 2, lambda m: m["items"][0].update(sha256="../../../../etc/passwd")
    ),
    "no site": lambda c: edit(c, 2, lambda m: m.update(items=[e for e in m["items"] if e["kind"] != "site"])),
    "no guide": lambda c: edit(
        c, 2, lambda m: m.update(items=[e for e in m["items"] if e["kind"] != "guide"])
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_release_falls_back_to_the_one_before(
    content: Path, damage: Callable[[Path], object]
) -> None:
    damage(content)
    opened = library.open_content(content)
    assert opened.library.info.release == 1
    assert opened.library.site.name == "示例码头"
    (finding,) = opened.findings
    assert not finding.ok
    assert finding.code == "E-CNT-02"
    assert finding.text.startswith("版本 2：")


def test_without_a_pointer_the_newest_release_is_read(content: Path) -> None:
    (content / models.CURRENT).unlink()
    assert library.load(content).info.release == 2


def test_a_pointer_to_nothing_falls_back(content: Path) -> None:
    disk.activate(content, 9)
    opened = library.open_content(content)
    assert opened.library.info.release == 2
    assert len(opened.findings) == 1


def test_a_release_rolled_back_from_stays_back(content: Path) -> None:
    disk.activate(content, 1)
    assert library.load(content).info.release == 1
    blob_of(content, 1, "site").unlink()
    with pytest.raises(KioskError) as caught:
        library.load(content)
    assert caught.value.code == "E-CNT-02"


def test_the_softwares_own_content_stands_behind(content: Path, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    assert library.load(empty, content).info.release == 2
    opened = library.open_content(empty, content)
    assert opened.active.is_relative_to(content)
    for number in (1, 2):
        manifest_path(content, number).unlink()
    with pytest.raises(KioskError) as caught:
        library.load(empty, content)
    assert caught.value.code == "E-CNT-02"


def test_no_content_at_all_is_named(tmp_path: Path) -> None:
    for factory in (None, tmp_path / "none", tmp_path / "too"):
        with pytest.raises(KioskError) as caught:
            library.load(tmp_path / "none", factory)
        assert caught.value.code == "E-CNT-01"


def test_a_newer_kind_and_newer_fields_do_not_hurt_an_old_terminal(content: Path) -> None:
    for number in range(3):
        add_blob(content, 2, "hologram", f"h/{number}", {"a": "x" * 2_000_000})  # larger than we take
    guide = {
        **KINDS["guide"].dump_python(library.load(content).guides["labour/wages"], mode="json"),
        "smell": "sea",
    }
    add_blob(content, 2, "guide", "labour/new", {**guide, "id": "labour/new"})
    opened = library.open_content(content)
    assert opened.library.info.release == 2
    assert "labour/new" in opened.library.guides
    assert [finding.text for finding in opened.findings] == [
        "hologram：没见过的种类，3 样没有显示，先升级程序"
    ]


def test_an_item_of_a_newer_shape_costs_only_itself(content: Path) -> None:
    add_blob(content, 2, "item", "telepathy", {"id": "telepathy", "title": "想一想就办好"})
    opened = library.open_content(content)
    assert [item.id for item in opened.library.items] == ["consultation", "legal-aid"]
    (finding,) = opened.findings
    assert finding.text.startswith("item telepathy 看不懂，没有显示：")


def test_names_in_the_releases_folder_that_are_no_numbers_are_passed_over(content: Path) -> None:
    for name in (".3.part", "04", "x", "٣"):
        (content / "releases" / name).mkdir()
    assert sorted(library.installed(content)) == [1, 2]


def small(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any value of a frozen dataclass of the domain."""
    return st.from_type(kind)


st.register_type_strategy(ArticleNo, st.builds(ArticleNo, st.integers(1, 1300), st.integers(0, len(SUBS))))


@given(st.data())
def test_every_item_survives_its_blob(data: st.DataObject) -> None:
    kind, model = data.draw(
        st.sampled_from(
            [("guide", lib.Guide), ("office", lib.Office), ("item", lib.ServiceItem), ("site", lib.SiteCard)]
        )
    )
    assert is_dataclass(model)
    assert fields(model)
    item = data.draw(small(model).filter(no_nan))
    blob = encode(kind, item)
    assert KINDS[kind].validate_json(blob) == item
    assert encode(kind, KINDS[kind].validate_json(blob)) == blob


def no_nan(item: object) -> bool:
    """Coordinates that are numbers: the editor's models let nothing else through."""
    there = (getattr(item, name, None) for name in ("lat", "lon"))
    return all(abs(value) <= 180 for value in there if value is not None)


@given(st.binary(max_size=300), st.integers(0, 2000))
def test_no_bytes_in_a_manifest_crash_the_reader(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    release = tmp_path_factory.getbasetemp() / "fuzzed" / "1"
    release.mkdir(parents=True, exist_ok=True)
    good = models.canonical({"format": 1, "release": 1, "version": "1", "items": [], "source": "0" * 64})
    (release / models.MANIFEST).write_bytes(good[:at] + junk + good[at:])
    with pytest.raises(library.BadReleaseError):
        library.read_manifest(release)


@pytest.mark.parametrize("what", ["manifest", "blob"])
@pytest.mark.parametrize("how", ["pipe", "link"])
def test_what_is_no_plain_file_is_neither_waited_for_nor_followed(
    content: Path, tmp_path: Path, what: str, how: str
) -> None:
    """The folder is sync's to write: the screen reads the older release instead, at once."""
    path = manifest_path(content, 2) if what == "manifest" else blob_of(content, 2, "site")
    (tmp_path / "same").write_bytes(path.read_bytes())
    path.unlink()
    if how == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "same")
    assert library.open_content(content).library.info.release == 1
