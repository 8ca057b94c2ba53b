"""Forms of releases are read whole or not at all, kept by release, and found again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hub.care.backup import back_up
from hub.database.db import reading
from hub.errors import HubError
from hub.orders.form_files import read_forms
from hub.orders.forms import FormField, FoundForm, ItemForm, find_form, keep_forms, list_forms
from tests.hub.conftest import County
from tests.hub.orders import releases

A = ItemForm(title="甲", fields=(FormField(id="x", kind="text", label="问"),))
B = ItemForm(title="乙", fields=())


def found(county: County, item: str, release: int) -> FoundForm | None:
    with reading(county.house.engine).connect() as connection:
        return find_form(connection, item, release)


def test_the_own_release_comes_before_the_newest(county: County) -> None:
    keep_forms(county.house, 3, {"a": A})
    keep_forms(county.house, 12, {"a": B, "b": B})
    assert found(county, "a", 3) == FoundForm(3, A)
    assert found(county, "a", 5) == FoundForm(12, B)
    assert found(county, "b", 3) == FoundForm(12, B)
    assert found(county, "c", 3) is None


def test_a_release_given_again_is_the_last_word(county: County) -> None:
    assert keep_forms(county.house, 3, {"a": A, "b": B}) == "new"
    assert keep_forms(county.house, 3, {"a": A, "b": B}) == "same"
    assert keep_forms(county.house, 3, {"a": B}) == "changed"
    assert found(county, "a", 3) == FoundForm(3, B)
    assert found(county, "b", 3) is None
    ((release, items),) = ((row["release"], row["items"]) for row in list_forms(county.house))
    assert (release, items) == (3, 1)


def test_a_backup_has_them(county: County, tmp_path: Path) -> None:
    keep_forms(county.house, 3, {"a": A})
    back_up(county.house, tmp_path / "backup")
    assert "甲".encode() in (tmp_path / "backup" / "hub.sqlite3").read_bytes()


def test_a_form_of_a_newer_program_is_as_good_as_none(county: County) -> None:
    keep_forms(county.house, 3, {"a": A})
    with county.house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE item_forms SET form = '{}'")
    assert found(county, "a", 3) is None


def test_all_releases_of_a_build_are_read(tmp_path: Path) -> None:
    for release in (2, 10):
        releases.lay_down(
            tmp_path, release, releases.service_item(*releases.FIELDS, title=f"第 {release} 版")
        )
    (tmp_path / "releases" / "draft").mkdir()
    forms = read_forms(tmp_path)
    assert {release: form[releases.ITEM].title for release, form in forms.items()} == {
        2: "第 2 版",
        10: "第 10 版",
    }
    fields = forms[2][releases.ITEM].fields
    assert [field.id for field in fields] == [field.id for field in releases.FIELDS]
    assert [choice.label for choice in fields[2].choices] == ["讨薪"]


def damage(blob: Path, _manifest: Path) -> None:
    blob.write_bytes(blob.read_bytes() + b" ")


def remove(blob: Path, _manifest: Path) -> None:
    blob.unlink()


def swell(blob: Path, _manifest: Path) -> None:
    blob.write_bytes(b" " * 1_000_001)


def misspell(_blob: Path, manifest: Path) -> None:
    manifest.write_text("{", encoding="utf-8")


def renumber(_blob: Path, manifest: Path) -> None:
    manifest.write_text(manifest.read_text().replace('"release":1', '"release":2'), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (damage, "内容损坏（事项 support-suit）"),
        (remove, "读不了"),
        (swell, "太大"),
        (misspell, "写法不对"),
        (renumber, "清单里写的是版本 2"),
    ],
)
def test_what_is_not_whole_is_refused_by_name(
    tmp_path: Path, harm: Callable[[Path, Path], None], said: str
) -> None:
    blob = releases.lay_down(tmp_path, 1, releases.service_item(*releases.FIELDS))
    manifest = tmp_path / "releases" / "1" / "manifest.json"
    harm(blob, manifest)
    with pytest.raises(HubError) as caught:
        read_forms(tmp_path)
    assert caught.value.code == "E-HUB-05"
    assert said in caught.value.detail
    assert str(manifest if harm in (misspell, renumber) else blob) in caught.value.detail


def test_where_there_is_no_content(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(HubError, match="没有内容版本"):
            read_forms(folder)
