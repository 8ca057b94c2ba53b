"""The editor's work list says titles and questions in the words of the content, not ids alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from hub.cli import main
from hub.orders.form_files import read_forms
from hub.orders.forms import keep_forms
from hub.orders.worklist import worklist
from kiosk.domain import counts as c
from kiosk.domain.counting import quiz_item, survey_item
from kiosk.domain.library import Guide
from kiosk.domain.library_learning import Quiz, QuizQuestion, Survey, SurveyQuestion
from tests.hub.conftest import County
from tests.hub.orders import releases
from tests.hub.orders.test_counted import report, taken
from tests.support.scenarios import WAGES

GUIDE = Guide("labour/wages", "labour", "老板拖欠工资，怎么办？", (), (), (), (), "", "", (), "", "", ())
QUIZ = Quiz(
    "wages", "labour", "工资知多少", (QuizQuestion("仲裁要交钱吗？", ("要", "不要"), 2, "不收。", ()),)
)
SURVEY = Survey(
    "this",
    "这台机器好不好用",
    "",
    (
        SurveyQuestion("easy", "scale", "用起来容易吗？"),
        SurveyQuestion("found", "yes-no", "找到了吗？"),
        SurveyQuestion("why", "choice", "怎么知道这里的？", ("路过看见", "村里人说的")),
    ),
    "",
    "",
)


def take(county: County, content: Path, quiz: Quiz, release: int = 1) -> None:
    releases.lay_down(content, release, GUIDE, WAGES, quiz, SURVEY)
    for number, forms in read_forms(content).items():
        keep_forms(county.house, number, forms)


def tell(county: County) -> None:
    quiz, survey = quiz_item(QUIZ), survey_item(SURVEY)
    told = [
        (c.SOLVED, "guide:labour/wages", c.NO, 7),
        (c.SOLVED, f"outcome:{WAGES.id}/{WAGES.outcomes[0].id}", c.HELP, 5),
        (c.SOLVED, "search", c.HELP, 4),
        (c.SOLVED, "guide:labour/gone", c.NO, 3),
        (c.QUIZ, quiz, c.FINISHED, 5),
        (c.QUIZ, quiz, c.tried(1, right=False), 4),
        (c.QUIZ, quiz, c.tried(1, right=True), 1),
        (c.SURVEY, survey, c.ASKED, 9),
        (c.SURVEY, survey, c.ANSWERED, 6),
        *((c.SURVEY, survey, c.chose(*said), 4) for said in (("easy", "5"), ("found", "yes"), ("why", "2"))),
    ]
    taken(county, report(county.terminal(), *told))


def test_an_editor_reads_titles_and_what_was_asked(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(county, tmp_path, QUIZ)
    tell(county)
    capsys.readouterr()
    data = str(county.house.settings.data)
    assert main(["--data", data, "content", "worklist", "--since", "2026-01"]) == 0
    said = capsys.readouterr().out.splitlines()
    outcome = f"{WAGES.title}：{WAGES.outcomes[0].title}"
    assert said[2:] == [
        "看完没解决的（没解决＋去找人问）：",
        "  《老板拖欠工资，怎么办？》（guide:labour/wages）  没解决 7，找人问 0，解决了 0",
        f"  《{outcome}》（outcome:{WAGES.id}/{WAGES.outcomes[0].id}）  没解决 0，找人问 5，解决了 0",
        "  《搜索结果》（search）  没解决 0，找人问 4，解决了 0",
        "  guide:labour/gone  没解决 3，找人问 0，解决了 0",
        "常答错的题：",
        f"  《工资知多少》（{quiz_item(QUIZ)}） 第 1 题  5 人答，4 人错",
        "    仲裁要交钱吗？",
        f"问卷 《这台机器好不好用》（{survey_item(SURVEY)}）：9 人打开，6 人答完",
        "  用起来容易吗？  5 分：4",
        "  找到了吗？  是：4",
        "  怎么知道这里的？  村里人说的：4",
        "只有编号的，中心还没有那一版内容：kiosk-hub content import 目录",
    ]


def test_a_question_that_was_changed_since_lends_no_words(county: County, tmp_path: Path) -> None:
    changed = replace(QUIZ, questions=(replace(QUIZ.questions[0], ask="仲裁要交几次钱？"),))
    take(county, tmp_path, changed, release=2)
    tell(county)
    (row,) = worklist(county.house, "2026-01")["quizzes"]
    assert (row["title"], row["asked"], row["wrong"]) == ("工资知多少", "", 4)
    releases.lay_down(tmp_path, 1, QUIZ)
    keep_forms(county.house, 1, read_forms(tmp_path)[1])
    (row,) = worklist(county.house, "2026-01")["quizzes"]
    assert row["asked"] == "仲裁要交钱吗？"


def test_without_content_there_are_ids(county: County) -> None:
    tell(county)
    found = worklist(county.house, "2026-01")
    titles = [row["title"] for row in (*found["not_solved"]["items"], *found["quizzes"], *found["surveys"])]
    assert titles == ["", "", "搜索结果", "", "", ""]
