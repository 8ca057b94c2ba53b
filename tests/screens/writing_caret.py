"""Played on the writing screen, in the middle of its text: each function answers JSON."""

from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import writing as w
from kiosk.domain.comfort import Language
from kiosk.domain.composition import Candidate, PinyinRead
from kiosk.domain.effects import Recognise
from kiosk.domain.speech import Personal, Public
from kiosk.domain.writing import Method
from kiosk.domain.writing_place import writing_place
from tests.screens.stage import Stage
from tests.screens.writing import FOUND, answer, begin, draw, enabled, offered, pad, text

LONG = "".join(f"第{number}句话写在这里。" for number in range(40))


def box(stage: Stage) -> Any:
    screen: Any = stage.frame.current
    return screen._board.box


def shown(stage: Stage) -> str:
    """The text with a bar where the state has the caret."""
    place = writing_place(stage.state)
    assert place is not None
    return f"{place.before}|{place.text[place.caret :]}"


def place_of(stage: Stage, at: int) -> tuple[float, float]:
    """Where on the window the boundary behind ``at`` characters is; LookupError when it is out of sight."""
    area = box(stage)
    for row in area._rows:
        if row.begin <= at <= row.begin + len(row.line):
            return row.left + stage.painter.width(row.line[: at - row.begin], area.role), row.middle
    raise LookupError(f"{at} is out of sight")


def touch(stage: Stage, at: int, aside: float = 0.3, below: float = 0.0) -> None:
    """A finger comes down near that boundary: ``aside`` and ``below`` in parts of a character."""
    stage.clock.advance(1.0)
    x, y = place_of(stage, at)
    size = stage.theme.type(box(stage).role).size
    stage.touch(x + aside * size, y - below * size)


def caret_x(stage: Stage) -> list[float]:
    """Left edges of what is drawn in the caret's own width."""
    from kivy.graphics import Rectangle

    area = box(stage)
    drawn = [part for part in area._drawn.children if isinstance(part, Rectangle)]
    return [part.pos[0] for part in drawn if abs(part.size[0] - area._caret_width()) < 0.01]


# ---- scenarios


def by_hand(stage: Stage) -> dict[str, Any]:
    """A wrong character in the middle is touched behind, deleted, and written anew."""
    begin(stage, "老板托欠工资")
    seen = [shown(stage)]
    touch(stage, 3)
    seen.append(shown(stage))
    drawn = [x - place_of(stage, 3)[0] for x in caret_x(stage)]
    stage.tap("write.delete")
    seen.append(shown(stage))
    draw(stage)
    asked = [effect.context.before for effect in stage.rooms.effects if isinstance(effect, Recognise)]
    answer(stage, "托", "拖")
    stage.tap("write.candidate.1")
    seen.append(shown(stage))
    stage.tap("write.symbols")
    stage.tap("write.key.3")
    stage.tap("write.key.comma")
    seen.append(shown(stage))
    return {"seen": seen, "asked": asked, "drawn": drawn, "size": stage.theme.type(box(stage).role).size}


def near(stage: Stage) -> dict[str, Any]:
    """Wherever the box is touched, the nearest place is meant."""
    begin(stage, "老板拖欠工资")
    area = box(stage)
    out: dict[str, Any] = {}
    for name, aside, below in (("right of", 0.45, 0.0), ("left of", -0.45, 0.0), ("above", 0.0, -0.7)):
        touch(stage, 3, aside, below)
        out[name] = shown(stage)
    stage.clock.advance(1.0)
    stage.touch(area.x + 3, place_of(stage, 0)[1])
    out["edge"] = shown(stage)
    out["delete"] = [enabled(stage, "write.delete"), text(stage)]
    stage.clock.advance(1.0)
    stage.touch(place_of(stage, 6)[0] + 40, place_of(stage, 6)[1])
    out["behind"] = shown(stage)
    touch(stage, 2)
    stage.clock.advance(1.0)
    stage.touch(area.x + 30, area.y + 4)
    out["below"] = shown(stage)
    out["room"] = place_of(stage, 6)[1] - area.y - 4 > area.pitch * 0.8  # the box goes on below the line
    return out


def by_pinyin(stage: Stage) -> dict[str, Any]:
    """Letters stand at the caret, and what is picked goes in there."""
    begin(stage, "老板工资", pinyin=True)
    stage.dispatch(w.WriteBy(Method.PINYIN))
    touch(stage, 2)
    for key in "tuoqian":
        stage.tap(f"write.pinyin.{key}")
    drawn = "".join(row.line for row in box(stage)._rows)
    touch(stage, 2 + len("tuo qian") + 1)
    moved = [shown(stage), "".join(row.line for row in box(stage)._rows)]
    touch(stage, 2)
    assert stage.state.visit is not None
    generation = stage.state.visit.pinyin.composition.generation
    stage.dispatch(PinyinRead(generation, (Candidate("拖", 3), Candidate("拖欠", 7))))
    stage.tap("write.candidate.0")
    first = shown(stage)
    left = "".join(row.line for row in box(stage)._rows)
    for _ in range(5):
        stage.tap("write.pinyin.erase")
    return {"drawn": drawn, "moved": moved, "first": first, "left": left, "back": shown(stage)}


def sentences(stage: Stage) -> list[str]:
    """Tapped in before a mark, and out again."""
    begin(stage, "老板，不给钱")
    touch(stage, 2)
    seen = [shown(stage)]
    for _ in range(2):
        stage.tap("write.sentence.0")
        seen.append(shown(stage))
    return seen


def typed_letters(stage: Stage) -> str:
    """A capital where a sentence begins, not where the text does."""
    begin(stage)
    stage.dispatch(m.SetComfort("language", Language.EN), m.Answer("request", "One. Three"))
    touch(stage, 4, aside=0.0)
    for key in ("space", "t", "w", "o", "dot"):
        stage.tap(f"write.key.{key}")
    return shown(stage)


def paged(stage: Stage) -> dict[str, Any]:
    """A text longer than its box: where it is touched is in sight before and after, and while it grows."""
    begin(stage, LONG)
    ends = [_view(stage)]
    while box(stage)._page.text != "往下":
        stage.tap("write.page")
    ends.append(_view(stage))
    without = caret_x(stage)
    touch(stage, 4)
    seen = [_view(stage)]
    stage.dispatch(m.Answer("request", LONG[:4] + "字" * 30 + LONG[4:]))
    seen.append(_view(stage))
    at = shown(stage).index("|")
    drawn = caret_x(stage)
    stage.tap("write.page")
    return {
        "length": len(LONG),
        "ends": ends,
        "without": len(without),
        "seen": seen,
        "at": at,
        "drawn": len(drawn),
        "leafed": _view(stage),
    }


def _view(stage: Stage) -> list[int]:
    """Which characters are in sight."""
    rows = box(stage)._rows
    return [rows[0].begin, rows[-1].begin + len(rows[-1].line)]


def between_lines(stage: Stage) -> dict[str, Any]:
    """The end of one line and the beginning of the next are one place; the caret is where it was touched."""
    begin(stage, "字" * 60)
    upper, lower = box(stage)._rows[-2:]
    out: dict[str, Any] = {"at": lower.begin}
    stage.clock.advance(1.0)
    stage.touch(lower.left + 2, lower.middle)
    out["before"] = [shown(stage).index("|"), caret_x(stage)[0] - lower.left]
    stage.clock.advance(1.0)
    stage.touch(upper.end, upper.middle)
    out["behind"] = [shown(stage).index("|"), caret_x(stage)[0] - upper.end]
    return out


def ink_is_asked_about_again(stage: Stage) -> dict[str, Any]:
    """Half a character on the pad while the text is touched: it stays, and follows other characters."""
    begin(stage, "老板工资")
    draw(stage)
    answer(stage, *FOUND)
    touch(stage, 2)
    stage.tap("write.candidate.0", wait=0.1)
    waiting = text(stage)
    asked = [effect.context.before for effect in stage.rooms.effects if isinstance(effect, Recognise)]
    answer(stage, "拖", "施")
    return {"strokes": len(pad(stage).strokes), "asked": asked, "waiting": waiting, "then": offered(stage)}


def by_keys(stage: Stage) -> dict[str, Any]:
    """The caret is moved by the keys: everybody hears the place, whoever has a headphone the character."""
    begin(stage, "老板托欠工资")
    stage.dispatch(m.SetComfort("voice", True), m.SetComfort("keys", True))
    stage.reach("write.caret")
    came = stage.heard[-1]
    stage.key("press")
    held = [shown(stage), stage.frame.focus.at, _said(stage.heard[-1])]
    told = []
    for key in ("previous", "previous", "previous", "next"):
        stage.key(key)
        told.append([shown(stage), stage.frame.focus.at, _said(stage.heard[-1])])
    stage.key("press", "next")
    return {"came": _said(came), "held": held, "told": told, "after": [shown(stage), stage.frame.focus.at]}


def _said(parts: Any) -> list[list[str]]:
    """What everybody hears, and what goes to a headphone alone, without what a loudspeaker says instead."""
    return [
        [part.text for part in parts if isinstance(part, Public)],
        [part.text + part.instead for part in parts if isinstance(part, Personal)],
    ]


def forgotten(stage: Stage) -> dict[str, Any]:
    """Neither place nor characters outlive the visit."""
    begin(stage, "老板拖欠工资")
    touch(stage, 2)
    area = box(stage)
    stage.tap("bar.hide")
    lines = [*area._broken.values(), [row.line for row in area._rows]]
    left = [area.text, area._spot.after, "".join("".join(found) for found in lines)]
    begin(stage, "工资没发")
    return {"left": left, "next": shown(stage)}


def without_text(stage: Stage) -> list[bool]:
    """There is no place to go to in an empty box."""
    begin(stage)
    empty = enabled(stage, "write.caret")
    stage.dispatch(m.Answer("request", "工"))
    return [empty, enabled(stage, "write.caret")]
