"""What a search finds, what it says when it finds nothing, and what it does with a bad index."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.content import library, models
from kiosk.content.publish.build import build
from kiosk.content.publish.search_index import Searchable
from kiosk.content.search import SNIPPET, Index, open_search, rarity, snippet
from kiosk.domain.search import Record
from kiosk.errors import KioskError
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.searching import COUNTABLE, RECORDS, small_index


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[Index]:
    opened = small_index(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("老板不发工资", "labour/wages"),
        ("工钿不给", "labour/wages"),
        ("脱欠公资", "labour/wages"),
        ("tuoqiangongzi", "labour/wages"),
        ("tuo qian gong zi", "labour/wages"),
        ("TQGZ", "labour/wages"),
        ("工资tuoqian", "labour/wages"),
        ("薪水", "labour/wages"),
        ("xinshui", "labour/wages"),
        ("12333", "labour/wages"),
        ("unpaid", "labour/wages"),
        ("离昏", "family/divorce"),
        ("lihun", "family/divorce"),
        ("lh", "family/divorce"),
        ("散伙", "family/divorce"),
        ("碰穿", "sea/collision"),
        ("劳动监察大队在哪里", "office/labour"),
        ("留言", "consultation"),
    ],
)
def test_people_find_it(index: Index, text: str, first: str) -> None:
    answer = index.ask(text)
    assert answer.results[0].id == first
    assert answer.results[0].score > 0


def test_first_letters_of_a_word_in_the_text_alone_find_it_too(index: Index) -> None:
    assert "family/divorce" in [found.id for found in index.ask("bhl").results[:2]]


def kinds(tmp_path: Path, *records: Record) -> Iterator[Index]:
    opened = small_index(tmp_path, Searchable((*RECORDS, *records)))
    yield opened
    opened.close()


PAPER = Record("paper", "document", "labour", "拖欠工资申请书", ("申请书怎么写",), ("填好打印。",))
OFFICE = Record("office/pay", "office", "", "拖欠工资投诉中心", ("拖欠工资",), ("示例路 9 号",))
SUM = Record("pay", "calculator", "", "拖欠工资多少", (), ("拖欠工资一共多少",))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Where a paper, an office and a sum have the words of a guide in their titles."""
    yield from kinds(tmp_path_factory.mktemp("crowded"), PAPER, OFFICE, SUM)


@pytest.mark.parametrize("text", ["老板拖欠工资", "脱欠公资", "tuoqiangongzi", "tqgz", "老板拖欠工资怎么办"])
def test_what_answers_comes_before_what_has_the_word(crowded: Index, text: str) -> None:
    results = crowded.ask(text).results
    assert results[0].id == "labour/wages"
    assert {"paper", "office/pay", "pay"} <= {found.id for found in results}  # after it, not away


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("拖欠工资申请书", "paper"),
        ("拖欠工资的申请书怎么写", "paper"),
        ("拖欠工资投诉电话", "office/pay"),
        ("拖欠工资投诉中心", "office/pay"),
        ("拖欠工资多少", "pay"),
    ],
)
def test_what_is_asked_for_by_its_kind_comes_first(crowded: Index, text: str, first: str) -> None:
    assert crowded.ask(text).results[0].id == first


def test_scores_descend_whatever_the_kinds(crowded: Index) -> None:
    scores = [found.score for found in crowded.ask("拖欠工资").results]
    assert scores == sorted(scores, reverse=True)


def test_a_kind_says_nothing_about_being_sure(crowded: Index) -> None:
    assert "office/pay" in [found.id for found in crowded.ask("示例路9号").results[:2]]
    assert crowded.ask("示例路9号").sure


def test_how_a_question_is_put_does_not_matter(index: Index) -> None:
    plain = index.ask("散伙")
    assert index.ask("请问散伙怎么办") == plain
    assert index.ask("散伙咋弄") == plain


def test_words_everybody_asks_with_find_nothing_surely(index: Index) -> None:
    assert not index.ask("出国签证怎么办").sure


def test_topics_are_not_in_the_way_of_what_is_in_them(index: Index) -> None:
    answer = index.ask("离婚")
    assert answer.sure
    assert [found.kind for found in answer.results] == ["guide"]


def test_a_topic_is_shown_where_nothing_is_in_it(index: Index) -> None:
    answer = index.ask("交通事故")
    assert not answer.sure
    assert "traffic" in [found.id for found in answer.results]


@pytest.mark.parametrize("text", ["", "？！", "☂", "龘", "qqqq", "ea", "0000", "zzz zzz", "'", "x" * 500])
def test_nobody_is_left_with_nothing(index: Index, text: str) -> None:
    answer = index.ask(text)
    assert not answer.sure
    assert [found.id for found in answer.results[-4:]] == ["labour", "family", "sea", "consultation"]
    assert not any(found.score for found in answer.results)


def test_the_nearest_topic_comes_first(index: Index) -> None:
    # Hardly anything of it is in the library, and that is about ships.
    answer = index.ask("邻居渔船养的狗半夜叫个不停睡不好觉")
    assert not answer.sure
    topics = [found.id for found in answer.results if found.kind == "topic"]
    assert topics[0] == "sea"
    assert "consultation" in [found.id for found in answer.results]


def test_no_more_than_asked_for(index: Index) -> None:
    assert len(index.ask("怎么办", 1).results) == 1
    assert len(index.ask("？", 2).results) == 2
    assert len(index.ask("办", 100).results) <= len(RECORDS)


def test_letters_may_be_syllables_and_first_letters_at_once(tmp_path: Path) -> None:
    index = small_index(tmp_path, Searchable((Record("a", "guide", "", "安恩案"),)))
    assert [found.id for found in index.ask("aea").results] == ["a"]  # none of its syllables is a or e
    index.close()


def test_what_it_says_of_a_result(index: Index) -> None:
    found = index.ask("劳动监察投诉")
    (row,) = [row for row in found.results if row.id == "labour/wages"]
    assert (row.kind, row.topic, row.title) == ("guide", "labour", "老板拖欠工资，怎么办？")
    assert row.snippet == "去县劳动监察投诉，也可以打 12333。"


def test_a_long_line_is_cut_around_what_was_asked() -> None:
    line = "前" * 100 + "工资在这里" + "后" * 100
    cut = snippet([line, "别的"], {"工资": 1.0, "工": 0.3})
    assert "工资在这里" in cut
    assert len(cut) <= SNIPPET
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert snippet([line], {}).startswith("前")


def test_the_list_of_countable_words_comes_along(index: Index) -> None:
    assert index.countable == COUNTABLE


def test_a_miss_says_which_listed_words_it_had(index: Index) -> None:
    assert index.ask("我爸的遗嘱怎么写").missed == {"遗嘱"}
    missed = index.ask("出国签证怎么办")
    assert (missed.sure, missed.missed) == (False, frozenset())
    assert index.ask("老板不发工资").missed == frozenset()


def test_an_index_of_nothing_answers(tmp_path: Path) -> None:
    index = small_index(tmp_path, Searchable(()))
    assert index.ask("工资").results == ()
    index.close()


def test_a_rare_word_is_worth_more() -> None:
    assert rarity(500, 0) > rarity(500, 1) > rarity(500, 499) > 0


# The index in a release


def made(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    build(sample.write(tmp_path / "library"), content, ManualClock())
    return content


def blob(content: Path) -> Path:
    active = library.current(content)
    assert active is not None
    (entry,) = [row for row in library.read_manifest(active).items if row.kind == models.SEARCH]
    return models.blob_path(content, entry.sha256)


def test_a_release_brings_its_index(tmp_path: Path) -> None:
    content = made(tmp_path)
    index = open_search(content)
    assert index.ask("没拿到工资").results[0].id == "labour/wages"
    index.close()
    # What the library reads of the release does not change by it.
    assert library.open_content(content).findings == ()


def test_content_of_the_program_stands_behind(tmp_path: Path) -> None:
    factory = made(tmp_path)
    open_search(tmp_path / "none", factory).close()
    broken = tmp_path / "broken"
    shutil.copytree(factory, broken, symlinks=True)
    active = library.current(broken)
    assert active is not None
    (active / models.MANIFEST).write_text("{}")
    open_search(broken, factory).close()


def test_without_content_there_is_nothing_to_search(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as caught:
        open_search(tmp_path)
    assert caught.value.code == "E-CNT-01"


def refused(content: Path) -> str:
    with pytest.raises(KioskError) as caught:
        open_search(content)
    assert caught.value.code == "E-CNT-02"
    # The rest of the content serves on.
    library.load(content)
    return caught.value.detail


def test_a_changed_index_is_refused(tmp_path: Path) -> None:
    content = made(tmp_path)
    path = blob(content)
    good = path.read_bytes()
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    assert "对不上" in refused(content)
    path.write_bytes(good + b"\0")
    assert "对不上" in refused(content)
    path.unlink()
    assert "读不了" in refused(content)


def test_a_release_without_index_says_so(tmp_path: Path) -> None:
    content = made(tmp_path)
    active = library.current(content)
    assert active is not None
    manifest = library.read_manifest(active)
    items = tuple(row for row in manifest.items if row.kind != models.SEARCH)
    text = models.canonical(manifest.model_copy(update={"items": items}).model_dump(mode="json"))
    (active / models.MANIFEST).write_bytes(text)
    assert "没有搜索目录" in refused(content)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = '2' WHERE name = 'format'",
        "UPDATE meta SET value = 'other' WHERE name = 'edition'",
        "DROP TABLE meta",
        "DROP TABLE record",
        "DROP TABLE reading",
    ],
)
def test_an_index_of_another_program_is_refused(
    folder: Path, tmp_path: Path, index: Index, statement: str
) -> None:
    path = tmp_path / "other.sqlite"
    shutil.copy(folder / "search.sqlite", path)
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()
    with pytest.raises(KioskError) as caught:
        Index.open(path)
    assert caught.value.code == "E-CNT-02"


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no index" * 1000)
    for name in ("text", "missing"):
        with pytest.raises(KioskError) as caught:
            Index.open(tmp_path / name)
        assert caught.value.code == "E-CNT-02"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE term SET data = x'80'",
        "UPDATE term SET data = x'ff7f'",
        "UPDATE record SET lines = x'00'",
        "DROP TABLE term",
        "DELETE FROM record WHERE id = 4",
    ],
)
def test_damage_met_while_asking_has_its_code(
    folder: Path, tmp_path: Path, index: Index, statement: str
) -> None:
    path = tmp_path / "damaged.sqlite"
    shutil.copy(folder / "search.sqlite", path)
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
        database.commit()
    with pytest.raises(KioskError) as caught, closing(Index.open(path)) as damaged:
        damaged.ask("老板拖欠工资")
    assert caught.value.code == "E-CNT-02"


def test_asking_leaves_nothing_beside_the_file(folder: Path, index: Index) -> None:
    index.ask("工资")
    assert [path.name for path in folder.iterdir()] == ["search.sqlite"]


def test_records_of_a_new_kind_are_found_like_all_others(tmp_path: Path) -> None:
    new = replace(RECORDS[4], id="made-up/one", kind="made-up", title="柴油补贴怎么领？")
    index = small_index(tmp_path, Searchable((*RECORDS, new)))
    found = index.ask("chaiyoubutie").results[0]
    assert (found.id, found.kind) == ("made-up/one", "made-up")
    index.close()


def test_the_nearest_topics_are_named_where_results_leave_them_no_room(index: Index) -> None:
    answer = index.ask("邻居渔船养的狗半夜叫个不停睡不好觉", limit=1)
    assert [found.kind for found in answer.results] != ["topic"]
    assert [found.kind for found in answer.near] == ["topic"] * 3
    assert answer.near[0].id == "sea"
    assert index.ask("离婚").near == ()


def test_what_matches_is_marked_in_title_and_snippet(index: Index) -> None:
    (best, *_) = index.ask("拖欠公资").results  # the wrong character of the right sound
    assert best.title == "老板拖欠工资，怎么办？"
    assert best.marks == ((2, 6),)
    best = next(found for found in index.ask("laodongzhongcai").results if found.kind == "guide")
    marked = [best.snippet[begin:end] for begin, end in best.snippet_marks]
    assert "劳动仲裁" in marked
