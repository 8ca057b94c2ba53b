"""Played on the writing screen with pinyin: each function gets a fresh stage and answers JSON."""

import gc
from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import writing as w
from kiosk.domain.comfort import Language, Reach, Size
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.effects import ReadPinyin
from tests.screens.stage import ISO, Stage
from tests.screens.writing import FOUND, answer, begin, draw, enabled, kinds, offered, pad, text

GONG = tuple("工公共功供攻宫恭贡弓躬龚汞拱巩蚣觥肱珙更耕庚羹耿梗")
GONGZI = ("工资", "公子", "工", "公")


def start(stage: Stage, before: str = "", **changes: Any) -> None:
    """The first page of a consultation, 拼音 touched."""
    begin(stage, before, pinyin=True, **changes)
    stage.tap("write.pinyin")
    stage.sent.clear()


def press(stage: Stage, letters: str) -> None:
    for letter in letters:
        stage.tap(f"write.pinyin.{letter}")


def composition(stage: Stage) -> Any:
    assert stage.state.visit is not None
    return stage.state.visit.pinyin.composition


def found(stage: Stage, *texts: str, taken: int | None = None) -> None:
    """The reader's answer to the letters that stand there; each text takes ``taken`` of them, or all."""
    keys = composition(stage)
    candidates = tuple(Candidate(text, taken or len(keys.keys)) for text in texts)
    stage.dispatch(PinyinRead(keys.generation, candidates))


def box(stage: Stage) -> Any:
    screen: Any = stage.frame.current
    return screen._board.box


# ---- scenarios


def typed(stage: Stage) -> dict[str, Any]:
    """Letters stand behind the text, parted; a touch on a candidate makes text of them."""
    start(stage, "没发")
    press(stage, "gongzi")
    asked = [effect.keys for effect in stage.rooms.effects if isinstance(effect, ReadPinyin)]
    composing = box(stage).composing
    found(stage, *GONGZI)
    shown = offered(stage)
    stage.tap("write.candidate.0")
    return {
        "asked": asked,
        "composing": composing,
        "shown": shown,
        "text": text(stage),
        "left": [box(stage).composing, offered(stage)],
        "kinds": sorted(set(kinds(stage))),
    }


def by_parts(stage: Stage) -> dict[str, Any]:
    """The first syllable is picked, the second one next."""
    start(stage)
    press(stage, "gongzi")
    found(stage, "工", "公", taken=4)
    stage.tap("write.candidate.1")
    between = [text(stage), box(stage).composing]
    found(stage, "子", "资")
    stage.tap("write.candidate.0")
    return {"between": between, "text": text(stage)}


def taken_back(stage: Stage) -> dict[str, Any]:
    start(stage, "事")
    rest = [enabled(stage, f"write.pinyin.{key}") for key in ("erase", "part")]
    press(stage, "gongzi")
    stage.tap("write.pinyin.erase")
    letter = box(stage).composing
    stage.tap("write.pinyin.part")
    syllable = box(stage).composing
    stage.tap("write.pinyin.part")
    none = box(stage).composing
    stage.tap("write.pinyin.erase")
    return {
        "rest": rest,
        "letter": letter,
        "syllable": syllable,
        "none": none,
        "text": text(stage),
        "empty": enabled(stage, "write.pinyin.erase"),
    }


def pages(stage: Stage) -> dict[str, Any]:
    """All candidates come by the page, and back; one of the last page is taken."""
    start(stage)
    press(stage, "gong")
    found(stage, *GONG)
    shown = [offered(stage)]
    while enabled(stage, "write.candidates.more"):
        stage.tap("write.candidates.more")
        shown.append(offered(stage))
    stage.tap("write.candidates.back")
    back = offered(stage) == shown[-2]
    stage.tap("write.candidates.more")
    stage.tap("write.candidate.0")
    return {"pages": shown, "back": back, "text": text(stage)}


def late_answer(stage: Stage, seconds: float) -> dict[str, Any]:
    """Candidates of fewer letters stay in sight for a moment, and cannot be had."""
    start(stage)
    press(stage, "gon")
    found(stage, *GONGZI[2:])
    older = PinyinRead(composition(stage).generation, (Candidate("旧", 3),))
    press(stage, "g")
    before = offered(stage)
    stage.tap("write.candidate.0", wait=0.1)
    tapped = text(stage)
    stage.dispatch(older)
    wrong = offered(stage)
    stage.tick(seconds)
    later = offered(stage)
    found(stage, *GONGZI[2:])
    return {"before": before, "tapped": tapped, "wrong": wrong, "later": later, "right": offered(stage)}


def changing_under_the_finger(stage: Stage) -> dict[str, str]:
    start(stage)
    press(stage, "gong")
    found(stage, "工", "公")
    stage.clock.advance(1.0)
    finger = stage.finger(*stage.place("write.candidate.0"))
    finger.touch_down()
    stage.dispatch(PinyinRead(composition(stage).generation, (Candidate("公", 4), Candidate("工", 4))))
    finger.touch_up()
    missed = text(stage)
    stage.tap("write.candidate.0")
    return {"missed": missed, "taken": text(stage)}


def nothing(stage: Stage) -> dict[str, Any]:
    """Letters that are no word: it is said; the second 写好了 leaves them behind."""
    start(stage, "老板欠钱")
    press(stage, "vv")
    found(stage)
    said = stage.texts()
    stage.tap("write.done")
    stays = stage.shown, box(stage).composing
    stage.tap("write.done")
    return {"said": said, "stays": stays, "after": stage.shown, "text": text(stage)}


def done(stage: Stage) -> dict[str, Any]:
    """写好了 with letters: too early, then what it takes is seen before the page is left."""
    start(stage, "没发")
    press(stage, "gongzi")
    stage.tap("write.done")
    early = text(stage), stage.shown, stage.texts()
    found(stage, *GONGZI)
    stage.tap("write.done")
    took = text(stage), stage.shown, stage.texts()
    stage.tap("write.done")
    return {"early": early, "took": took, "after": stage.shown}


def marks(stage: Stage) -> dict[str, Any]:
    """Marks and 标点 rest while letters stand there: they would come before them."""
    start(stage)
    press(stage, "gong")
    resting = [enabled(stage, key) for key in ("write.pinyin.comma", "write.symbols", "write.hand")]
    found(stage, "工")
    stage.tap("write.candidate.0")
    stage.tap("write.pinyin.comma")
    stage.tap("write.symbols")
    stage.tap("write.key.3")
    stage.tap("write.delete")
    stage.tap("write.pinyin")
    return {"resting": resting, "text": text(stage), "letters": "write.pinyin.q" in stage.ids_shown()}


def remembered(stage: Stage) -> dict[str, Any]:
    """拼音 stays for the next field and after the sheet, and is forgotten with the visit."""
    start(stage, "老板")
    stage.dispatch(m.NextPage(), m.GiveConsent(ISO))
    field = "write.pinyin.q" in stage.ids_shown()
    press(stage, "wang")
    stage.tap("bar.comfort")
    stage.tap("bar.back")
    sheet = "write.pinyin.q" in stage.ids_shown(), box(stage).composing
    stage.tap("bar.hide")
    begin(stage)
    return {"field": field, "sheet": sheet, "visit": "write.pad" in stage.ids_shown()}


def ways(stage: Stage) -> dict[str, Any]:
    """手写 and 拼音, one touch each; what is half made on one is not carried to the other."""
    begin(stage, "没发", pinyin=True)
    draw(stage)
    answer(stage, *FOUND)
    stage.tap("write.pinyin")
    pinyin = offered(stage), "write.pad" in stage.ids_shown()
    press(stage, "gong")
    found(stage, "工")
    stage.tap("write.hand")
    hand = offered(stage), len(pad(stage).strokes), box(stage).composing
    draw(stage)
    answer(stage, "工")
    stage.tap("write.candidate.0")
    return {"pinyin": pinyin, "hand": hand, "text": text(stage)}


def without(stage: Stage, ready: bool) -> dict[str, Any]:
    """No lexicon: no key for it; the rest is as it was. It may come while somebody writes."""
    begin(stage, "没发")
    before = stage.ids_shown()
    draw(stage)
    answer(stage, *FOUND)
    stage.dispatch(w.PinyinReady(ready))
    return {
        "before": "write.pinyin" in before,
        "after": "write.pinyin" in stage.ids_shown(),
        "strokes": len(pad(stage).strokes),
        "offered": offered(stage),
        "pad": "write.pad" in stage.ids_shown(),
    }


def broken(stage: Stage) -> dict[str, Any]:
    """The lexicon fails between two letters: the pen is there, and it is said why until it is used."""
    start(stage, "没发")
    press(stage, "gong")
    stage.dispatch(w.PinyinReady(False))
    said, ids = stage.texts(), stage.ids_shown()
    draw(stage)
    answer(stage, "工")
    stage.tap("write.candidate.0")
    return {
        "said": said,
        "pad": "write.pad" in ids,
        "key": "write.pinyin" in ids,
        "text": text(stage),
        "later": stage.texts(),
    }


def no_pen(stage: Stage) -> dict[str, Any]:
    """Handwriting cannot be read: letters stand there without being asked for."""
    begin(stage, pinyin=True, handwriting=False)
    ids = stage.ids_shown()
    press(stage, "gong")
    found(stage, "工")
    stage.tap("write.candidate.0")
    return {"letters": "write.pinyin.q" in ids, "hand": "write.hand" in ids, "text": text(stage)}


def full(stage: Stage) -> dict[str, Any]:
    start(stage, "字" * 999)
    press(stage, "gongzi")
    found(stage, *GONGZI)
    stage.tap("write.candidate.0")
    return {"length": len(text(stage)), "composing": box(stage).composing}


def long_words(stage: Stage) -> dict[str, Any]:
    """Sentences are shown whole, and none of their keys is cut off or over another."""
    from kiosk.screens.widgets.candidates import CandidateKey
    from kiosk.screens.widgets.touch import touchables

    start(stage)
    press(stage, "laoban")
    found(stage, "老板拖欠工资三个月没有发", "老板拖欠工资", "老板", "老")
    seen: list[str] = []
    cut: list[str] = []
    while True:
        keys = [key for key in touchables(stage.frame.root) if isinstance(key, CandidateKey)]
        seen += offered(stage)
        cut += [key.text for key in keys if key._word.overflows()]
        if not enabled(stage, "write.candidates.more"):
            return {"seen": seen, "cut": cut}
        stage.tap("write.candidates.more")


def more(stage: Stage) -> dict[str, Any]:
    """更多 asks for rare characters, shows them, leads back, and one of them can be taken."""
    begin(stage)
    draw(stage)
    answer(stage, *FOUND)
    stage.tap("write.candidates.more")
    ink = next(sent for sent in reversed(stage.sent) if isinstance(sent, m.Ink))
    waiting = offered(stage)
    answer(stage, "赀", "資", "瓷")
    others, last = offered(stage), enabled(stage, "write.candidates.more")
    stage.tap("write.candidates.back")
    first = offered(stage)
    stage.tap("write.candidates.more")
    asked = sum(isinstance(sent, m.Ink) and sent.more for sent in stage.sent)
    stage.tap("write.candidate.1")
    return {
        "more": ink.more,
        "same": ink.generation,
        "waiting": waiting,
        "others": others,
        "last": last,
        "first": first,
        "asked": asked,
        "text": text(stage),
        "left": offered(stage),
    }


def no_more(stage: Stage) -> dict[str, Any]:
    """更多 brings nothing: what there was stays, and the key rests. The next stroke begins anew."""
    begin(stage)
    draw(stage)
    answer(stage, *FOUND)
    stage.tap("write.candidates.more")
    answer(stage)
    kept, rests = offered(stage), not enabled(stage, "write.candidates.more")
    draw(stage)
    answer(stage, "十", "干")
    return {
        "kept": kept,
        "rests": rests,
        "anew": offered(stage),
        "again": enabled(stage, "write.candidates.more"),
    }


def visit_over(stage: Stage) -> dict[str, Any]:
    """马上收起 in the middle of a word."""
    start(stage, "老板拖欠")
    press(stage, "gongzi")
    found(stage, *GONGZI)
    screen: Any = stage.frame.current
    stage.tap("bar.hide")
    gc.collect()
    board = screen._board
    lasting = [board.box.text, board.box.composing, *(key.text for key in board.candidates._keys)]
    kept = [key[0] for key in stage.painter._lines if key[0] in ("gong zi", *GONGZI)]
    return {"lasting": lasting, "kept": kept, "items": list(board.candidates.items)}


def name_of_a_card(stage: Stage) -> dict[str, Any]:
    """A typed identity: the name by pinyin, a rare character from a later page."""
    stage.reset(replace(stage.state, pinyin=True))
    stage.wake()
    stage.dispatch(
        m.OpenForm("legal-aid", "order-1"),
        m.Answer("matter", "wages"),
        m.NextPage(),
        m.Answer("request", "工资"),
        m.NextPage(),
        m.GiveConsent(ISO),
        m.TypeIdentity(),
    )
    stage.tap("write.pinyin")
    press(stage, "gong")
    found(stage, *GONG)
    stage.tap("write.candidates.more")
    wanted = offered(stage)[0]
    stage.tap("write.candidate.0")
    stage.tap("write.done")
    return {"name": text(stage, "name") == wanted, "after": stage.shown}


def sizes(stage: Stage) -> list[str]:
    """What is wrong with the pad in each way one may be served: too small, too close, cut off."""
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems
    from tests.screens.conftest import fonts

    wrong: list[str] = []
    start(stage, "没发")
    for changes in (
        {},
        {"size": Size.ELDER},
        {"reach": Reach.SEATED},
        {"language": Language.EN, "size": Size.NORMAL, "reach": Reach.STANDING},
    ):
        for name, value in changes.items():
            stage.dispatch(m.SetComfort(name, value))
        if "write.pinyin" in stage.ids_shown():
            stage.tap("write.pinyin")
        stage.draw(2)
        press(stage, "gong")
        found(stage, *GONG)
        wrong += [f"{changes}: {line}" for line in problems(stage.frame, ui_fonts(fonts()))]
        stage.tap("write.pinyin.part")
    return wrong
