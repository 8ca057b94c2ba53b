"""What the small library teaches: two lessons, a quiz, a self-check, a picture. All of it is made up."""

from collections.abc import Mapping
from typing import Any, Final

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_learn as learn
from kiosk.domain import update_media as media
from kiosk.domain.article import ArticleNo
from kiosk.domain.flow import Screen
from kiosk.domain.learn import ArticleLook, ArticleOutcome, Picture, Pictures
from kiosk.domain.library import LawRef, Onward
from kiosk.domain.library_learning import (
    Caption,
    Lesson,
    Media,
    MediaFile,
    Quiz,
    QuizQuestion,
    Risk,
    SelfCheck,
    Survey,
    SurveyQuestion,
    Term,
)
from kiosk.domain.media_play import ClipBroken, ClipEnded, ClipMoment
from kiosk.domain.visit_where import Surveys

LESSON: Final = "written-contract"
CASE: Final = "case-iou"
QUIZ: Final = "wages"
CHECK: Final = "small-shop"
PICTURE: Final = "dock-picture"
SEVEN: Final = LawRef("劳动合同法", ArticleNo(7), "用工那天起就有劳动关系")
TEN: Final = LawRef("劳动合同法", ArticleNo(10), "一个月内签书面合同")
_FILE: Final = MediaFile("png", 3, "0" * 64, ("0" * 64,))
RELATION: Final = Term(
    "relation",
    "劳动关系",
    "给单位干活，单位管您、付您工资。",
    ("用工关系",),
    (SEVEN,),
    word_en="Employment",
    means_en="You work for someone who directs you and pays you.",
)
WRITTEN: Final = Term("written", "书面合同", "写在纸上、两边签了字的约定。")
SURVEY: Final = "machine"
SURVEYED: Final = (
    SurveyQuestion("easy", "scale", "用起来容易吗？", required=True),
    SurveyQuestion("found", "yes-no", "要找的找到了吗？"),
    SurveyQuestion("used", "several", "用过哪些？", ("问法律", "算一算", "学法律")),
    SurveyQuestion("heard", "choice", "怎么知道的？", ("路过", "别人说的")),
)
FOUND: Final = ArticleLook(
    "劳动合同法",
    ArticleNo(7),
    ArticleOutcome.FOUND,
    "2012-12-28",
    "第二章 订立",
    "第七条　样例原文。\n第二款。",
)


def learning() -> Mapping[type[Any], Mapping[str, Any]]:
    """As ``Library.more`` holds it."""
    said = (Caption(0, 3000, "每周三，司法所坐船来。"), Caption(3000, 6000, "有事到码头来问。"))
    media = (
        Media(PICTURE, "picture", "码头", "码头边一座小房子。", "样例", _FILE, width=320, height=200),
        Media("boat", "video", "船来了", "一条小船。", "样例", _FILE, captions=said),
    )
    lessons = (
        Lesson(
            LESSON,
            "piece",
            "labour",
            "干活满一个月，要有书面合同",
            ("上班那天起，您和单位就有劳动关系。", "书面合同，单位要在一个月里和您签。"),
            ("上班就有劳动关系。", "留好考勤。"),
            (SEVEN, TEN),
            media=(PICTURE, "boat"),
            next=Onward(guides=("labour/unpaid-wages",), items=("consultation",)),
        ),
        Lesson(CASE, "case", "fishery", "借条上没写利息", ("某甲借给某乙。",), ("写明利息。",), (SEVEN,)),
    )
    questions = (
        QuizQuestion("申请劳动仲裁要交多少钱？", ("五十元", "不收钱"), 2, "劳动仲裁不收费。", (SEVEN,)),
        QuizQuestion("没签合同，算不算上班？", ("算", "不算"), 1, "用工那天起就算。", (SEVEN, TEN)),
    )
    risks = (
        Risk("和每个员工都签了合同吗？", "no", "每个月要付两倍工资。", "一个月里补签。", (TEN,)),
        Risk("收过员工的押金吗？", "yes", "法律不许收押金。", "马上退给本人。"),
    )
    check = SelfCheck(CHECK, "labour", "小店用工体检", "雇了人的小店", risks, Onward(items=("consultation",)))
    kinds: dict[type[Any], tuple[Any, ...]] = {
        Lesson: lessons,
        Media: media,
        Quiz: (Quiz(QUIZ, "labour", "工资的事", questions),),
        SelfCheck: (check,),
        Term: (RELATION, WRITTEN),
        Survey: (
            Survey(SURVEY, "机器好不好用", "县里拿来改机器。", SURVEYED, "2026-01-01", "2027-12-31"),
            Survey("over", "去年的问卷", "过期了。", SURVEYED, "2025-01-01", "2025-12-31"),
        ),
    }
    return {kind: {one.id: one for one in all_of} for kind, all_of in kinds.items()}


# ---- random visits (``walk``)

PLACES: Final[tuple[object, ...]] = (
    s.Learn(),
    s.Learn(s.LearnPart.READ),
    s.LessonView(LESSON),
    s.LessonView(LESSON, 1),
    s.ClipView("lesson", LESSON),
    s.TermList("lesson", LESSON),
    s.TermView("relation"),
    s.QuizView(QUIZ),
    s.QuizView(QUIZ, 1),
    s.SelfCheckView(CHECK),
    s.SelfCheckView(CHECK, 2),
    s.LawList("lesson", LESSON),
    s.LawLine("劳动合同法", ArticleNo(7)),
    s.WaysOn("lesson", LESSON),
)
FORBIDDEN: Final[tuple[object, ...]] = (
    s.LessonView("no-such"),
    s.ClipView("lesson", LESSON, 1),
    s.ClipView("guide", "no/such"),
    s.TermList("lesson", CASE),
    s.TermView("no-such"),
    s.QuizView(QUIZ, 7),
    s.SelfCheckView(CHECK, -1),
    s.LawList("guide", "no/such"),
    s.LawLine("", ArticleNo(7)),
    s.WaysOn("lesson", CASE),
)


def sensible(job: str) -> dict[Screen, list[list[object]]]:
    """What a resident would do next on the screens of 学法律; ``job``: of what is printed."""
    printed: list[object] = [learn.PrintSheet(job)]
    return {
        Screen.LEARN: [
            [m.Open(Surveys())],
            [m.Open(s.Learn(s.LearnPart.CHECKS))],
            [m.Open(s.QuizView(QUIZ))],
            [m.Back()],
        ],
        Screen.LESSON: [printed, [m.Open(s.WaysOn("lesson", LESSON))], [m.Back()], facts()],
        Screen.QUIZ: [
            [learn.AnswerQuiz(2)],
            [m.Open(s.QuizView(QUIZ, 1))],
            [m.Open(s.QuizView(QUIZ, 2))],
            [learn.QuizAgain()],
            [m.Back()],
        ],
        Screen.SELF_CHECK: [[learn.AnswerCheck(True)], [learn.CheckAgain()], printed, [m.Back()]],
        Screen.CLIP: [
            [media.StartClip(job, "lesson", LESSON)],
            [media.PauseClip()],
            [media.GoOnClip()],
            [ClipMoment(job, 3000), ClipEnded(job)],
            [ClipBroken(job)],
            [m.Open(s.ComfortSheet())],
            [m.Back()],
        ],
        Screen.TERMS: [[m.Open(s.TermView("relation"))], [m.Back()]],
        Screen.TERM: [[m.Open(s.LawLine("劳动合同法", ArticleNo(7)))], [m.Back()]],
        Screen.LAWS: [[m.Open(s.LawLine("劳动合同法", ArticleNo(7)))], [m.Back()]],
        Screen.LAW: [facts(), printed, [m.Back()], [m.EndVisit()]],
        Screen.WAYS_ON: [[m.Back()], [m.OpenForm("consultation", job)]],
    }


def facts() -> list[object]:
    """What the shelf may answer."""
    return [learn.ArticleRead(FOUND), learn.PicturesRead(Pictures(LESSON, (Picture(PICTURE),)))]
