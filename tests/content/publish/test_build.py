"""From an editor's folder to a release: what is in it, whole at every instant, and when it is made."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.content import disk, library, models
from kiosk.content.publish.build import KEPT_RELEASES, Built, LibraryError, build, ensure_release
from kiosk.domain.article import ArticleNo
from tests.support import editor_library as sample
from tests.support.clock import ManualClock

pytestmark = pytest.mark.untraced

CHANGED = {"site.yaml": sample.SITE.replace("示例码头\n", "另一码头\n", 1)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample.write(tmp_path / "library")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def blobs(content: Path) -> set[str]:
    return {path.name for path in (content / "blobs").glob("*/*")}


def test_a_release_holds_everything_the_editor_wrote(root: Path, content: Path) -> None:
    built = build(root, content, ManualClock())
    assert built == Built(release=1, version="2026.03.02-1", guides=2, items=2, fresh=True)
    loaded = library.load(content)
    assert loaded.info.release == 1
    assert loaded.info.published_at == "2026-03-02T09:00:00+08:00"
    assert loaded.info.guides == 2
    assert [topic.title for topic in loaded.topics] == ["工资劳动"]
    assert [item.id for item in loaded.items] == ["consultation", "legal-aid"]
    assert loaded.site.name == "示例码头"
    assert loaded.site.adviser == "律师 王样例，0580-0000021"
    assert loaded.site.adviser_note == "周三上午在码头"
    assert loaded.notices[0].lines == ("周三上午到码头",)
    assert loaded.offices["office/labour"].lat == 30.7
    guide = loaded.guides["labour/wages"]
    assert (guide.topic, guide.checked, guide.review_by) == ("labour", "2026-11-01", "2099-11-01")
    assert len(guide.answer) == 3
    assert guide.law[0].article == ArticleNo(50)
    assert guide.form == "consultation"


def test_forms_arrive_as_the_engine_wants_them(root: Path, content: Path) -> None:
    build(root, content, ManualClock())
    loaded = library.load(content)
    item = loaded.item("legal-aid")
    assert item is not None
    (step,) = item.steps
    (field,) = step.fields
    assert (field.kind, field.title, field.reads) == ("idcard", "请刷一下身份证", ("name", "number"))
    assert item.slip_next == ("有人答复",)
    assert item.notice.version == "sample-1"


def test_the_topics_own_order_comes_first_then_names(tmp_path: Path, content: Path) -> None:
    more = {
        f"guides/labour/{name}.md": sample.guide(f"labour/{name}", f"{title}，怎么办？")
        for name, title in (("accident", "受伤"), ("zero", "没活"))
    }
    build(sample.write(tmp_path / "library", more), content, ManualClock())
    names = [guide.id for guide in library.load(content).guides_of("labour")]
    assert names == ["labour/wages", "labour/accident", "labour/dismissed", "labour/zero"]


def test_equal_content_makes_equal_blobs(root: Path, content: Path, tmp_path: Path) -> None:
    build(root, content, ManualClock())
    build(root, tmp_path / "elsewhere", ManualClock())
    assert blobs(content) == blobs(tmp_path / "elsewhere")
    for name in blobs(content):
        path = models.blob_path(content, name)
        assert path.read_bytes() == models.blob_path(tmp_path / "elsewhere", name).read_bytes()


def test_one_changed_file_is_one_new_blob(root: Path, content: Path) -> None:
    build(root, content, ManualClock())
    before = blobs(content)
    sample.write(root, {"site.yaml": sample.SITE.replace("周三上午", "周四上午", 1)})
    assert build(root, content, ManualClock()).release == 2
    assert len(blobs(content) - before) == 1


def test_a_changed_name_is_one_more_for_those_who_type_it(root: Path, content: Path) -> None:
    build(root, content, ManualClock())
    before = blobs(content)
    sample.write(root, CHANGED)
    build(root, content, ManualClock())
    assert len(blobs(content) - before) == 2
    loaded = library.load(content)
    assert loaded.site.name == "另一码头"
    assert ("另一码头", ("ling", "yi", "ma", "tou")) in [(word.text, word.reading) for word in loaded.words]


def test_nothing_wrong_is_published(root: Path, content: Path) -> None:
    build(root, content, ManualClock())
    sample.write(root, {"site.yaml": "name: 只有名字\n"})
    with pytest.raises(LibraryError) as caught:
        build(root, content, ManualClock())
    assert caught.value.code == "E-CNT-03"
    assert any(problem.file == "site.yaml" for problem in caught.value.problems)
    assert library.load(content).info.release == 1
    assert library.installed(content) == [1]


def test_an_empty_folder_is_refused(tmp_path: Path, content: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(LibraryError):
        build(tmp_path / "empty", content, ManualClock())


def test_set_up_builds_once_and_again_after_a_change(root: Path, content: Path) -> None:
    clock = ManualClock()
    assert ensure_release(content, root, clock).fresh
    again = ensure_release(content, root, clock)
    assert (again.release, again.fresh, again.guides) == (1, False, 2)
    sample.write(root, CHANGED)
    assert ensure_release(content, root, clock) == Built(2, "2026.03.02-2", 2, 2, fresh=True)


@pytest.mark.parametrize("damage", ["blob", "manifest", "pointer"])
def test_set_up_builds_again_when_the_release_is_damaged(root: Path, content: Path, damage: str) -> None:
    ensure_release(content, root, ManualClock())
    if damage == "blob":
        path = models.blob_path(content, sorted(blobs(content))[0])
        path.write_bytes(path.read_bytes()[:-1])
    elif damage == "manifest":
        (content / "releases" / "1" / models.MANIFEST).write_text("{")
    else:
        (content / models.CURRENT).unlink()
    assert ensure_release(content, root, ManualClock()).fresh
    opened = library.open_content(content)
    assert opened.findings == ()
    assert opened.library.info.release == 2


def test_only_the_newest_releases_are_kept(root: Path, content: Path) -> None:
    for number in range(1, 7):
        sample.write(root, {"site.yaml": sample.SITE.replace("示例码头\n", f"码头{number}\n", 1)})
        assert build(root, content, ManualClock()).release == number
    assert sorted(library.installed(content)) == [4, 5, 6]
    assert len([6, 5, 4]) == KEPT_RELEASES
    for number in (4, 5, 6):
        library.read_release(content, models.release_path(content, number))
    # 4, 5 and 6 differ in one blob each.
    manifest = library.read_manifest(models.release_path(content, 6))
    assert len(blobs(content)) == len(manifest.items) + 2


class PowerCutError(Exception):
    """The machine stopped at this very system call."""


def cuts(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[None]:
    """Every fsync, rename, link and unlink counts as one step; the one after ``after`` does not happen."""
    left = [after]

    def cut(real: object) -> object:
        def step(*args: object, **kwargs: object) -> object:
            if left[0] == 0:
                raise PowerCutError
            left[0] -= 1
            return real(*args, **kwargs)  # type: ignore[operator]

        return step

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", cut(os.fsync))
        for name in ("replace", "rename", "symlink_to", "unlink"):
            patch.setattr(Path, name, cut(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", cut(shutil.rmtree))
        yield


def test_a_power_cut_at_any_step_leaves_the_old_release_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sample.write(tmp_path / "first")
    second = sample.write(tmp_path / "second", CHANGED)
    seen: set[str] = set()
    built = tmp_path / "built"
    build(first, built, ManualClock())
    for step in range(1000):
        content = tmp_path / f"content-{step}"
        shutil.copytree(built, content, symlinks=True)
        finished = False
        for _ in cuts(monkeypatch, step):
            try:
                build(second, content, ManualClock())
                finished = True
            except PowerCutError:
                pass
        opened = library.open_content(content)
        assert opened.findings == ()
        seen.add(opened.library.site.name)
        # Whatever was left lying about, the next run succeeds.
        assert build(second, content, ManualClock()).fresh
        assert library.load(content).site.name == "另一码头"
        shutil.rmtree(content)
        if finished:
            break
    else:
        pytest.fail("the build never came to its end")
    assert seen == {"示例码头", "另一码头"}
    assert step > 5


def test_a_blob_with_the_right_name_and_wrong_bytes_is_replaced(tmp_path: Path) -> None:
    name = "ab" * 32
    assert disk.store_blob(tmp_path, name, b"right")
    models.blob_path(tmp_path, name).write_bytes(b"wrong")
    assert disk.store_blob(tmp_path, name, b"right")
    assert not disk.store_blob(tmp_path, name, b"right")
    assert models.blob_path(tmp_path, name).read_bytes() == b"right"
