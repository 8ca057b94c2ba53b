"""The states of 学法律: lists, lessons, a quiz, a self-check, cited articles; as the content has them."""

from collections.abc import Iterator
from typing import Final

from kiosk.domain import learn_find
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_learn as learn
from kiosk.domain.article import ArticleNo
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.learn import ArticleLook, ArticleOutcome, Picture, Pictures
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Lesson, Media, Quiz, SelfCheck
from script.gallery_walk import NO_PAPER, Walk

WORDS: Final = (
    "第六百八十条　禁止高利放贷，借款的利率不得违反国家有关规定。\n"
    "借款合同对支付利息没有约定的，视为没有利息。\n"
    "借款合同对支付利息约定不明确，当事人不能达成补充协议的，按照当地或者当事人的交易方式、交易习惯、"
    "市场利率等因素确定利息；自然人之间借款的，视为没有利息。"
)
LESSONS: Final = ("written-contract", "case-iou")  # one of each kind, with pictures and without
CHAPTER: Final = "第三编 合同 第十二章 借款合同"


def learn_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """``home``: everything works, somebody just touched the screen."""
    yield "learn", home.does(m.Open(s.Learn()))
    for part in learn_find.parts(library):
        yield f"learn-{part.value}", home.does(m.Open(s.Learn(part)))
    for name in LESSONS:
        if (lesson := library.every(Lesson).get(name)) is not None:
            yield from _lesson(home, library, lesson)
    for quiz in list(library.every(Quiz).values())[:1]:
        yield from _quiz(home, quiz)
    for check in list(library.every(SelfCheck).values())[:1]:
        yield from _check(home, check)
    yield from _laws(home, library)


def _lesson(home: Walk, library: Library, lesson: Lesson) -> Iterator[tuple[str, Walk]]:
    shown = home.does(m.Open(s.LessonView(lesson.id)))
    for page in range(3):
        yield f"lesson-{lesson.id}-{page + 1}", shown.does(m.Open(s.LessonView(lesson.id, page)))
    media = tuple(one for one in learn_find.media_of(library, lesson) if one.kind == "picture")
    if media:
        for name, pictures in (("picture", tuple(map(_picture, media))), ("no-picture", _none(media))):
            there = shown.does(learn.PicturesRead(Pictures(lesson.id, pictures)))
            yield f"lesson-{name}", there
            yield f"lesson-{name}-2", there.does(m.Open(s.LessonView(lesson.id, 1)))
    yield f"ways_on-{lesson.id}", shown.does(m.Open(s.WaysOn("lesson", lesson.id)))
    yield f"laws-{lesson.id}", shown.does(m.Open(s.LawList("lesson", lesson.id)))
    yield f"lesson-{lesson.id}-no-paper", shown.with_(printer=NO_PAPER)
    printing = shown.does(learn.PrintSheet("job-1"))
    yield f"lesson-{lesson.id}-printed", printing.does(PrintReported("job-1", PrintOutcome.SENT))


def _picture(of: Media) -> Picture:
    """Stripes in the place of what the disk holds."""
    wide, tall = 64, max(round(64 * of.height / of.width), 1)
    row = b"".join((b"\x1f\x4e\x8c\xff", b"\xdb\xe7\xf5\xff")[x // 8 % 2] for x in range(wide))
    return Picture(of.id, wide, tall, row * tall)


def _none(media: tuple[Media, ...]) -> tuple[Picture, ...]:
    return tuple(Picture(one.id) for one in media)


def _quiz(home: Walk, quiz: Quiz) -> Iterator[tuple[str, Walk]]:
    walk = home.does(m.Open(s.QuizView(quiz.id)))
    for at, question in enumerate(quiz.questions):
        yield f"quiz-{quiz.id}-{at + 1}", walk
        wrong = question.right % len(question.choices) + 1
        if at < 2:
            yield f"quiz-{quiz.id}-{at + 1}-wrong", walk.does(learn.AnswerQuiz(wrong))
        walk = walk.does(learn.AnswerQuiz(question.right if at else wrong))
        yield f"quiz-{quiz.id}-{at + 1}-told", walk
        walk = walk.does(m.Open(s.QuizView(quiz.id, at + 1)))
    yield f"quiz-{quiz.id}-end", walk


def _check(home: Walk, check: SelfCheck) -> Iterator[tuple[str, Walk]]:
    walk = clear = home.does(m.Open(s.SelfCheckView(check.id)))
    yield f"self_check-{check.id}-1", walk
    for question in check.questions:
        walk = walk.does(learn.AnswerCheck(question.risky == "yes"))
        clear = clear.does(learn.AnswerCheck(question.risky == "no"))
    yield f"self_check-{check.id}-back", walk.does(m.Back())
    yield f"self_check-{check.id}-clear", clear
    at = len(check.questions)
    for page in range(4):
        yield (
            f"self_check-{check.id}-found-{page + 1}",
            walk.does(m.Open(s.SelfCheckView(check.id, at, page))),
        )
    yield f"self_check-{check.id}-printing", walk.does(learn.PrintSheet("job-1"))
    yield f"ways_on-{check.id}", walk.does(m.Open(s.WaysOn("check", check.id)))


def _laws(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    guide = max(library.guides.values(), key=lambda one: len(one.law))
    yield "laws-guide", home.does(m.Open(s.LawList("guide", guide.id)))
    line = home.does(m.Open(s.LawLine("民法典", ArticleNo(680))))
    yield "law-looking", line
    for outcome in (ArticleOutcome.NO_PACK, ArticleOutcome.UNKNOWN, ArticleOutcome.BROKEN):
        yield (
            f"law-{outcome.value}",
            line.does(learn.ArticleRead(ArticleLook("民法典", ArticleNo(680), outcome))),
        )
    found = ArticleLook("民法典", ArticleNo(680), ArticleOutcome.FOUND, "2020-05-28", CHAPTER, WORDS)
    for page in range(2):
        turned = line.does(learn.ArticleRead(found), m.Open(s.LawLine("民法典", ArticleNo(680), page)))
        yield f"law-found-{page + 1}", turned
    yield "law-no-gist", home.does(m.Open(s.LawLine("没人引用的法", ArticleNo(7))))
