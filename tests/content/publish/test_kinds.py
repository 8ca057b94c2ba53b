"""The table of kinds: each has a worked sample that is checked, built, and read as a terminal reads it."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from kiosk.calculators.parameters import ParameterSet
from kiosk.content import library, media, models
from kiosk.content.publish import review, schemas
from kiosk.content.publish.build import LibraryError, build
from kiosk.content.publish.check import check
from kiosk.content.publish.draft import Draft
from kiosk.content.publish.kinds.table import TABLE, kind_of
from kiosk.domain.library import Library, Onward, in_force
from kiosk.domain.library_learning import Media, Quiz, Survey
from kiosk.domain.library_places import Emergency, Repeat, Visit
from kiosk.domain.library_services import DocumentTemplate, Scenario
from kiosk.errors import KioskError
from tests.support import editor_library as small
from tests.support.clock import ManualClock
from tests.support.editor_kinds import KINDS, text_of
from tests.support.editor_kinds import write as write_all
from tests.support.whole_library import collected


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library with every kind in it."""
    return write_all(tmp_path_factory.mktemp("kinds") / "library")


@pytest.fixture(scope="module")
def draft(root: Path) -> Draft:
    return check(root)


@pytest.fixture(scope="module")
def content(root: Path) -> Path:
    build(root, root.parent / "content", ManualClock())
    return root.parent / "content"


@pytest.fixture(scope="module")
def shown(content: Path) -> Library:
    opened = library.open_content(content)
    assert opened.findings == ()
    return opened.library


def test_every_kind_has_a_worked_sample_for_editors_to_copy() -> None:
    worked = collected()
    assert {kind.name for kind in TABLE if not worked.rows.get(kind.name)} == set()


def test_every_kind_that_terminals_show_is_released(draft: Draft, content: Path) -> None:
    released = {entry.kind for entry in library.read_manifest(models.release_path(content, 1)).items}
    shown = {kind.name for kind in TABLE if kind.release is not None and draft.rows.get(kind.name)}
    assert released == shown | {"words", models.MEDIA_PART, models.SEARCH}


def test_every_kind_is_in_the_small_library_too(draft: Draft) -> None:
    assert draft.problems == []
    assert {kind.where for kind in TABLE if not draft.rows.get(kind.name)} == {
        "calendar.yaml",
        "laws.yaml",
        "synonyms.yaml",
        "words.yaml",
    }


def test_every_file_has_at_most_one_kind() -> None:
    assert len({kind.name for kind in TABLE}) == len({kind.where for kind in TABLE}) == len(TABLE)
    found = [kind_of(name) for name in ("guides/a/b.md", "guides.md", "site.yaml")]
    assert [kind and kind.name for kind in found] == ["guide", None, "site"]


def test_a_terminal_reads_what_the_editor_wrote(shown: Library) -> None:
    scenario = shown.every(Scenario)["wages"]
    assert [answer.say for answer in scenario.questions[0].answers][:2] == ["工地", "工厂、店里"]
    assert scenario.questions[2].answers[0].fills == (("request", "还在干"),)
    assert scenario.outcomes[0].next.items == ("legal-aid",)
    assert scenario.sample
    paper = shown.every(DocumentTemplate)["arbitration-application"]
    assert paper.blocks[1].rows[1] == ("工作单位", "{employer}")
    assert paper.steps[1].fields[0].title == "单位叫什么？"
    average = shown.every(ParameterSet)["local-average"]
    assert [(row.valid_from.year, int(row.values["value"])) for row in average.rows] == [
        (2025, 8000),
        (2026, 8100),
    ]
    visit = shown.every(Visit)["notary-day"]
    assert (visit.repeat, visit.start, visit.end) == (Repeat(nth=((1, 5), (3, 5))), 810, 990)
    assert shown.every(Emergency)["sea"].answers.kind == "always"
    assert shown.every(Quiz)["wages"].questions[0].right == 2
    assert shown.every(Onward) == {}


def test_english_goes_with_the_kinds_that_have_it(shown: Library) -> None:
    assert shown.english is not None
    assert shown.english.every(Emergency)["sea"].name == "Rescue at sea"
    assert shown.english.every(Emergency)["sea"].say[0] == "Ship and position"
    assert shown.english.every(Scenario)["wages"] == shown.every(Scenario)["wages"]


# Media


def test_a_video_arrives_in_pieces_with_its_sound(content: Path, shown: Library) -> None:
    film = shown.every(Media)["boat-comes"]
    assert (film.kind, film.width, film.height, film.ms) == ("video", 320, 180, 6000)
    assert [caption.start for caption in film.captions] == [0, 3000]
    assert media.read(content, film.file) == (KINDS / "media/boat-comes.webm").read_bytes()
    assert film.sound is not None
    assert media.read(content, film.sound) == (KINDS / "media/boat-sound.opus").read_bytes()
    assert shown.every(Media)["chime"].ms == 1400


@pytest.mark.parametrize("size", [2, media.PART_MAX_BYTES, media.PART_MAX_BYTES + 1, 8_000_000])
def test_pieces_are_none_too_small_and_none_too_large(size: int) -> None:
    parts = media.pieces(bytes(size))
    assert sum(map(len, parts)) == size
    assert all(2 <= len(part) <= media.PART_MAX_BYTES for part in parts)


def test_media_that_is_not_the_one_named_is_refused(tmp_path: Path, content: Path, shown: Library) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(content, copy, symlinks=True)
    file = shown.every(Media)["dock-picture"].file
    path = models.blob_path(copy, file.parts[0])
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(KioskError, match="与清单对不上"):
        media.read(copy, file)
    path.unlink()
    with pytest.raises(KioskError, match="E-CNT-02"):
        media.read(copy, file)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("dock-picture.png", b"\x89PNG nothing", "dock-picture.png 不是好的 .png 图片"),
        ("dock-picture.png", b"x" * 600_001, "dock-picture.png 太大，最多 600 KB"),
        ("chime.opus", b"OggS" + bytes(40), "chime.opus 不是好的 Opus 声音"),
        ("chime.opus", b"RIFF" + bytes(40), "chime.opus 不是好的 Opus 声音"),
        ("chime.opus", b"", "chime.opus 不是好的 Opus 声音"),
        ("boat-comes.webm", b"\x1aE\xdf\xa3 webm" + bytes(40), "boat-comes.webm 不是好的 WebM 视频"),
        ("boat-comes.webm", b"GIF89a", "boat-comes.webm 不是好的 WebM 视频"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_named(
    tmp_path: Path, name: str, data: bytes, expected: str
) -> None:
    small.write(tmp_path)
    shutil.copytree(KINDS / "media", tmp_path / "media")
    (tmp_path / "media" / name).write_bytes(data)
    found = [problem for problem in check(tmp_path).problems if problem.file.startswith("media/")]
    assert [problem.text for problem in found] == [expected]
    assert found[0].line > 1


def test_a_picture_wider_than_a_screen_and_a_left_over_file_are_named(tmp_path: Path) -> None:
    from PIL import Image

    small.write(tmp_path)
    shutil.copytree(KINDS / "media", tmp_path / "media")
    Image.new("RGB", (1921, 2)).save(tmp_path / "media/dock-picture.png")
    (tmp_path / "media/old.jpg").write_bytes(b"x")
    (tmp_path / "media/film.avi").write_bytes(b"x")
    found = [str(problem) for problem in check(tmp_path).problems if problem.file.startswith("media/")]
    assert found == [
        "media/dock-picture.yaml:5 dock-picture.png 太大，宽和高最多 1920 像素，现在 1921×2",
        "media/film.avi:1 媒体要是 .yaml 文件",
        "media/old.jpg:1 没有哪个 .yaml 用到这个文件",
    ]


# Bounds of whole kinds


def test_more_of_a_kind_than_a_terminal_is_made_for_is_refused(tmp_path: Path) -> None:
    row = text_of("wording.yaml").splitlines()[-1]
    many = "\n".join(row.replace("main.service", f"main.s{number}") for number in range(501))
    small.write(tmp_path, {"wording.yaml": many})
    told = [str(one) for one in check(tmp_path).problems]
    assert [one for one in told if "太多" in one] == [
        "wording.yaml:501 界面用语太多，最多 500 条，现在 501 条"
    ]


# Review


def test_what_nobody_stands_for_goes_to_terminals_on_trial_only(tmp_path: Path) -> None:
    root = small.write(tmp_path / "library")
    out = tmp_path / "content"
    assert build(root, out, ManualClock()).ring == "trial"
    with pytest.raises(LibraryError) as refused:
        build(root, out, ManualClock(), ring=review.STABLE)
    assert str(refused.value.problems[0]) == "directory.yaml:10 没有审过，只能发到试用的终端"
    reviewed = "reviewed_by: 张样例\n{}reviewed_on: 2026-11-01"
    changes: dict[str, str | None] = {}
    for name, text in small.files().items():
        indent = "  " if name in ("directory.yaml", "notices.yaml") else ""
        changes[name] = text.replace("sample: true", reviewed.format(indent))
    small.write(root, changes)
    assert build(root, out, ManualClock(), ring=review.STABLE).ring == "stable"
    assert library.read_manifest(models.release_path(out, 2)).ring == "stable"
    assert not library.load(out).guides["labour/wages"].sample
    assert build(root, out, ManualClock(), ring=review.STABLE, if_changed=True).release == 2


def test_what_has_grown_old_is_told_with_its_line(draft: Draft) -> None:
    assert review.overdue(draft, date(2026, 11, 23)) == []
    late = [str(row) for row in review.overdue(draft, date(2100, 1, 1))]
    assert "duty.yaml:2 2026-11-29 已经过了，屏幕上不再算数" in late
    assert any(row.startswith("guides/labour/wages.md:") and "该再审一遍了" in row for row in late)
    assert any(row.startswith("platforms/sample-portal.yaml:") and "一年多了" in row for row in late)


def test_a_review_of_tomorrow_is_told(tmp_path: Path) -> None:
    text = text_of("wording.yaml").replace("sample: true", "reviewed_by: 张样例, reviewed_on: 2027-01-01")
    found = check(small.write(tmp_path, {"wording.yaml": text}))
    assert found.problems == []
    assert [str(row) for row in review.overdue(found, date(2026, 11, 23))] == [
        "wording.yaml:2 2027-01-01 还没有到"
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-31", False),
        ("2026-11-01", True),
        ("2027-04-30", True),
        ("2027-05-01", False),
    ],
)
def test_what_holds_holds_on_its_first_and_its_last_day(shown: Library, day: str, expected: bool) -> None:
    assert in_force(shown.every(Survey)["this-terminal"], date.fromisoformat(day)) is expected
    assert in_force(shown.guides["labour/wages"], date(2026, 1, 1))


# Schemas


def test_each_kind_has_a_schema_that_names_its_parts(tmp_path: Path) -> None:
    written = schemas.write(tmp_path)
    assert sorted(written) == sorted(path.name for path in tmp_path.iterdir())
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    assert index["./scenario.json"] == ["scenarios/*.yaml"]
    assert len(written) == len(TABLE) + 1
    scenario = json.loads((tmp_path / "scenario.json").read_text("utf-8"))
    assert {"id", "questions", "outcomes", "reviewed_by", "reviewed_on"} <= set(scenario["properties"])
    assert scenario["additionalProperties"] is False
    office = json.loads((tmp_path / "office.json").read_text("utf-8"))["$defs"]["EditorOffice"]
    assert office["properties"]["hours"]["type"] == "string"
