"""The states of clips, of what plays while nobody is there, and of hard words; as the content has them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kiosk.domain import glossary
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import update_media as media
from kiosk.domain.library import Library
from kiosk.domain.library_learning import Caption, Lesson, Media, Term
from kiosk.domain.media_play import ClipBroken, ClipEnded, ClipMoment, ClipUnheard, Play, Shot, Show
from kiosk.domain.sums import SumCard
from kiosk.domain.update_sums import OpenSum
from script.gallery_walk import Walk

_LONG: Final = "单位没有和您签书面合同，每个月要给您两倍的工资，最多算到满一年。"


def media_walks(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    """``home``: everything works, somebody just touched the screen."""
    library = home.state.library or library  # with what can be reckoned
    yield from _clips(home.with_(speech=True), library)
    yield from _idle(home, library)
    yield from _terms(home, library)


def _clips(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    known = {one.kind: one for one in reversed(list(library.every(Media).values()))}
    if not {"video", "sound", "picture"} <= set(known):
        return
    video, sound, picture = known["video"], known["sound"], known["picture"]
    yield "clip-getting", _begun(home, library, video)
    shown = _begun(home, library, video).does(ClipMoment("run-1", 1000, _shot(video)))
    yield "clip-playing", shown
    yield "clip-paused", shown.does(media.PauseClip())
    yield "clip-ended", shown.does(ClipEnded("run-1"))
    yield "clip-broken", _begun(home, library, video).does(ClipBroken("run-1"))
    yield "clip-unheard", shown.does(ClipUnheard("run-1"))
    silent = replace(video, sound=None, captions=(Caption(0, 6000, _LONG),))
    yield "clip-silent-long", _begun(home, library, silent).does(ClipMoment("run-1", 1000, _shot(video)))
    tall = replace(video, width=720, height=1280)
    yield "clip-tall", _begun(home, library, tall).does(ClipMoment("run-1", 1000, _shot(tall)))
    yield "clip-of-two", _begun(home, library, video, sound).does(ClipMoment("run-1", 1000, _shot(video)))
    of_guide = _begun(home, library, picture, video, of="guide").does(ClipMoment("run-1", 0, _shot(picture)))
    yield "clip-picture", of_guide.does(ClipEnded("run-1"))
    yield "clip-sound", _begun(home, library, sound).does(ClipMoment("run-1", 700))
    yield "clip-waiting", _begun(home, library, video).does(m.Open(s.HelpPeople()), m.Back())


def _begun(home: Walk, library: Library, *clips: Media, of: str = "lesson") -> Walk:
    """On the page of the first of a lesson's clips, which is being read; of a guide's."""
    ids = tuple(one.id for one in clips)
    known = {**library.every(Media), **{one.id: one for one in clips}}
    if of == "guide":
        guide = next(iter(library.guides.values()))
        guides = {guide.id: replace(guide, media=ids)}
        more = {**library.more, Media: known}
        given = home.with_(library=replace(library, guides=guides, more=more, english=None))
        return given.does(media.StartClip("run-1", "guide", guide.id))
    lesson = replace(next(iter(library.every(Lesson).values())), media=ids)
    more = {**library.more, Lesson: {lesson.id: lesson}, Media: known}
    shown = home.with_(library=replace(library, more=more, english=None))
    return shown.does(m.Open(s.LessonView(lesson.id)), media.StartClip("run-1", "lesson", lesson.id))


def _shot(of: Media) -> Shot:
    """Stripes in the place of what the disk holds."""
    wide, tall = 64, max(round(64 * of.height / max(of.width, 1)), 1)
    row = b"".join((b"\x1f\x4e\x8c\xff", b"\xdb\xe7\xf5\xff")[x // 8 % 2] for x in range(wide))
    return Shot(wide, tall, row * tall)


def _idle(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    for one in library.every(Media).values():
        if not one.idle:
            continue
        for name, play in (("", one), ("-tall", replace(one, width=720, height=1280))):
            shown = Show(1, Play("idle-1", play, ms=1000, shot=_shot(play)))
            yield f"idle-{one.kind}{name}", home.with_(visit=None, show=shown)


def _terms(home: Walk, library: Library) -> Iterator[tuple[str, Walk]]:
    with_terms = [one for one in library.guides if glossary.terms_of(library, "guide", one)]
    for guide in with_terms[:1]:
        yield "guide-terms", home.does(m.Open(s.GuideView(guide)))
    longest = max(library.every(Term).values(), key=lambda term: len(term.means))
    yield "term-long", home.does(m.Open(s.TermView(longest.id)))
    lesson = next(iter(library.every(Lesson).values()))
    words = {term.id: replace(term, word=word) for term, word in _words(library, lesson)}
    shown = replace(library, more={**library.more, Term: words, Lesson: {lesson.id: lesson}})
    walk = home.with_(library=shown)
    yield "lesson-terms", walk.does(m.Open(s.LessonView(lesson.id)))
    yield "terms", walk.does(m.Open(s.TermList("lesson", lesson.id)))
    yield (
        "term-gone",
        walk.does(m.Open(s.TermView(next(iter(words))))).with_(library=replace(library, more={})),
    )
    card = next(one for one in shown.every(SumCard).values() if len(one.lines) > 3)
    first = next(iter(library.every(Term).values()))
    more = {**shown.more, Term: {first.id: replace(first, word=card.title[-2:])}}
    yield "sum-terms", home.with_(library=replace(library, more=more)).does(OpenSum(card.name))


def _words(library: Library, lesson: Lesson) -> Iterator[tuple[Term, str]]:
    """Nine terms, for words that stand in ``lesson``."""
    text = "".join(lesson.paragraphs)
    term = next(iter(library.every(Term).values()))
    for number in range(9):
        word = text[number * 5 : number * 5 + 4]
        yield replace(term, id=f"term-{number}"), word
