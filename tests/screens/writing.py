"""Played on the writing screen: each function gets a fresh ``tests.screens.stage`` and answers JSON."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from tests.screens.stage import Stage

ACROSS = ((0.2, 0.5), (0.5, 0.5), (0.8, 0.5))
DOWN = ((0.5, 0.2), (0.5, 0.5), (0.5, 0.8))
FOUND = ("资", "姿", "咨", "恣", "盗", "浓", "次", "茨")


def begin(stage: Stage, text: str = "", **changes: Any) -> None:
    """The first page of a consultation, ``text`` written already. ``changes``: of the state."""
    if changes:
        stage.reset(replace(stage.state, **changes))
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    if text:
        stage.dispatch(m.Answer("request", text))
    stage.sent.clear()


def long_title(stage: Stage) -> list[str]:
    """What the gallery's check says where the question fills the line."""
    from script.gallery_check import problems

    library = stage.state.library
    assert library is not None
    item = next(one for one in library.items if one.id == "consultation")
    step = item.steps[0]
    asked = replace(step.fields[0], title="判了以后他怎么说、付过多少？")
    asking = replace(item, steps=(replace(step, fields=(asked, *step.fields[1:])), *item.steps[1:]))
    items = tuple(asking if one is item else one for one in library.items)
    begin(stage, library=replace(library, items=items))
    assert asked.title in stage.texts()
    return list(problems(stage.frame, ()))


def name_page(stage: Stage) -> None:
    """怎么称呼您: optional, without sentences."""
    begin(stage, "老板")
    stage.dispatch(m.NextPage(), m.GiveConsent("2026-11-21T14:05:00+08:00"))
    stage.sent.clear()


def pad(stage: Stage) -> Any:
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(stage.frame.root, "write.pad")
    assert found is not None, stage.ids_shown()
    return found


def draw(stage: Stage, points: tuple[tuple[float, float], ...] = ACROSS) -> None:
    """One stroke; points are shares of the pad's width and height, y down."""
    area = pad(stage)
    places = [(area.x + x * area.width, area.top - y * area.height) for x, y in points]
    stage.clock.advance(1.0)
    finger = stage.finger(*places[0])
    finger.touch_down()
    for place in places[1:]:
        finger.touch_move(*place)
    finger.touch_up()
    stage.draw()


def answer(stage: Stage, *items: str, generation: int | None = None) -> None:
    """The recogniser's answer, to the ink now on the pad unless told otherwise."""
    now = pad(stage).generation if generation is None else generation
    stage.dispatch(m.CandidatesReady(now, items))


def text(stage: Stage, field_id: str = "request") -> str:
    visit = stage.state.visit
    assert visit is not None
    assert visit.form is not None
    return visit.form.draft.answer(field_id)


def offered(stage: Stage) -> list[str]:
    """The candidates on the screen, best first."""
    from kiosk.screens.widgets.candidates import CandidateKey
    from kiosk.screens.widgets.touch import touchables

    keys = [key for key in touchables(stage.frame.root) if isinstance(key, CandidateKey)]
    return [key.text for key in sorted(keys, key=lambda key: int(key.touch_id.rsplit(".", 1)[1]))]


def enabled(stage: Stage, touch_id: str) -> bool:
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(stage.frame.root, touch_id)
    return found is not None and found.enabled


def kinds(stage: Stage) -> list[str]:
    """What was sent, but for the bare touches."""
    return [type(sent).__name__ for sent in stage.sent if not isinstance(sent, m.Touched)]


# ---- scenarios


def stroke(stage: Stage) -> dict[str, Any]:
    """One stroke down the pad's middle."""
    begin(stage)
    draw(stage, DOWN)
    ink = next(sent for sent in stage.sent if isinstance(sent, m.Ink))
    area = pad(stage)
    return {
        "generation": [ink.generation, area.generation],
        "pad": list(ink.pad),
        "size": [area.width, area.height],
        "strokes": [[list(point) for point in line] for line in ink.strokes],
        "asked": [type(effect).__name__ for effect in stage.rooms.effects],
        "kinds": kinds(stage),
    }


def take_second(stage: Stage) -> dict[str, Any]:
    """老板 is there; a character is drawn and the second candidate tapped."""
    begin(stage, "老板")
    draw(stage)
    answer(stage, *FOUND)
    shown = offered(stage)
    stage.tap("write.candidate.1")
    last = next(sent for sent in reversed(stage.sent) if isinstance(sent, m.Ink))
    return {
        "shown": shown,
        "text": text(stage),
        "strokes": len(pad(stage).strokes),
        "left": offered(stage),
        "told": [list(last.strokes), last.generation == pad(stage).generation],
    }


def each_candidate(stage: Stage) -> list[str]:
    begin(stage)
    for number in range(8):
        draw(stage)
        answer(stage, *FOUND)
        stage.tap(f"write.candidate.{number}")
    return list(text(stage))


def words(stage: Stage) -> dict[str, Any]:
    """Words take more room than characters: what does not fit is left out, what fits can be tapped."""
    begin(stage)
    draw(stage)
    answer(stage, "拖欠工资", "拖久工资", "拖欠工姿", "工", "土", "士", "干", "王")
    shown = [key for key in stage.ids_shown() if key.startswith("write.candidate.")]
    stage.tap("write.candidate.0")
    return {"shown": len(shown), "text": text(stage)}


def late_answer(stage: Stage, seconds: float) -> dict[str, Any]:
    """A second stroke while candidates are shown: the old ones are no longer to be had."""
    begin(stage)
    draw(stage)
    answer(stage, *FOUND)
    draw(stage, DOWN)
    before = offered(stage)
    stage.tap("write.candidate.0", wait=0.1)
    tapped = text(stage)
    stage.tick(seconds)
    later = offered(stage)
    answer(stage, "十", generation=pad(stage).generation - 1)
    wrong = offered(stage)
    answer(stage, "十", "干")
    return {
        "before": before, "tapped": tapped, "later": later, "wrong": wrong, "right": offered(stage)
    }  # fmt: skip


def ink_tools(stage: Stage) -> dict[str, Any]:
    """撤一笔 and 重写, and that they rest while there is nothing to take back."""
    begin(stage)
    empty = [enabled(stage, touch_id) for touch_id in ("write.undo", "write.clear", "write.delete")]
    draw(stage)
    draw(stage, DOWN)
    first = pad(stage).generation
    stage.tap("write.undo")
    undone = len(pad(stage).strokes)
    answer(stage, "一")
    known = offered(stage)
    stage.tap("write.clear")
    inks = [sent for sent in stage.sent if isinstance(sent, m.Ink)]
    return {
        "empty": empty,
        "undone": undone,
        "known": known,
        "cleared": len(pad(stage).strokes),
        "left": offered(stage),
        "lengths": [len(ink.strokes) for ink in inks],
        "generations": [ink.generation - first for ink in inks],
        "state": list(stage.state.visit.ink.items) if stage.state.visit else None,
    }


def delete(stage: Stage) -> list[str]:
    begin(stage, "工资")
    out = []
    for _ in range(2):
        stage.tap("write.delete")
        out.append(text(stage))
    return [*out, str(enabled(stage, "write.delete"))]


def done_with_ink(stage: Stage) -> dict[str, Any]:
    """写好了 with a character on the pad: it enters the text in sight, the next press goes on."""
    begin(stage, "拖欠工")
    draw(stage)
    answer(stage, *FOUND)
    stage.tap("write.done")
    first = {"text": text(stage), "shown": stage.shown, "said": stage.texts(), "kinds": kinds(stage)}
    stage.tap("write.done")
    return {**first, "after": stage.shown}


def done_too_early(stage: Stage) -> dict[str, Any]:
    """写好了 before the recogniser answered: nothing is lost, what comes is taken by the next press."""
    begin(stage, "拖欠工")
    draw(stage)
    stage.tap("write.done")
    waiting = {"text": text(stage), "shown": stage.shown, "said": stage.texts()}
    answer(stage, *FOUND)
    seen = offered(stage)
    stage.tap("write.done")
    return {**waiting, "seen": seen, "then": text(stage), "strokes": len(pad(stage).strokes)}


def done_unread(stage: Stage) -> dict[str, Any]:
    """Ink nobody can read: it is said once; pressing again leaves it behind."""
    begin(stage, "拖欠工资")
    draw(stage)
    answer(stage)
    stage.tap("write.done")
    said, shown = stage.texts(), stage.shown
    stage.tap("write.done")
    return {"said": said, "shown": shown, "after": stage.shown, "text": text(stage)}


def optional(stage: Stage) -> dict[str, Any]:
    """What the primary button says on an optional page, empty, with ink and with text."""
    name_page(stage)
    empty = "跳过" in stage.texts()
    draw(stage)
    inked = "写好了" in stage.texts()
    answer(stage, "王")
    stage.tap("write.candidate.0")
    named = "写好了" in stage.texts()
    stage.tap("write.delete")
    stage.tap("write.done")
    return {"empty": empty, "inked": inked, "named": named, "after": stage.shown}


def required(stage: Stage) -> dict[str, Any]:
    begin(stage)
    stage.tap("write.done")
    said = stage.texts()
    stage.tap("write.sentence.0")
    return {"said": said, "shown": stage.shown, "later": stage.texts()}


def off_the_pad(stage: Stage) -> dict[str, Any]:
    """A finger that slips off the pad draws along its edge and presses nothing."""
    begin(stage)
    area = pad(stage)
    finger = stage.finger(area.center_x, area.center_y)
    finger.touch_down()
    finger.touch_move(area.center_x, area.y - 60)
    finger.touch_up()
    line = area.strokes[0]
    inside = all(0 <= x <= area.width and 0 <= y <= area.height for x, y in line)
    return {"strokes": len(area.strokes), "inside": inside, "kinds": kinds(stage), "text": text(stage)}


def from_outside(stage: Stage) -> dict[str, Any]:
    """A finger put down beside the pad and drawn across it writes nothing."""
    begin(stage)
    area = pad(stage)
    finger = stage.finger(area.x - 5, area.center_y)
    finger.touch_down()
    finger.touch_move(area.center_x, area.center_y)
    finger.touch_up()
    return {"strokes": len(area.strokes), "kinds": kinds(stage)}


def second_finger(stage: Stage) -> dict[str, Any]:
    """The ball of the hand comes down while a finger writes: it neither writes nor ends the stroke."""
    begin(stage)
    area = pad(stage)
    finger = stage.finger(area.center_x - 40, area.center_y)
    finger.touch_down()
    hand = stage.finger(area.center_x + 60, area.y + 30)
    hand.touch_down()
    hand.touch_up()
    finger.touch_move(area.center_x + 40, area.center_y)
    finger.touch_up()
    return {"strokes": len(area.strokes), "ends": [list(line[-1]) for line in area.strokes]}


def endless(stage: Stage) -> dict[str, int]:
    """Scribbling without end keeps a bounded number of points and strokes."""
    begin(stage)
    area = pad(stage)
    finger = stage.finger(area.center_x, area.center_y)
    finger.touch_down()
    for number in range(2000):
        finger.touch_move(area.x + 20 + (number % 2) * 200, area.y + 50 + number % 100)
    finger.touch_up()
    for _ in range(200):
        dot = stage.finger(area.center_x, area.center_y)
        dot.touch_down()
        dot.touch_up()
    return {"points": max(map(len, area.strokes)), "strokes": len(area.strokes)}


def changing_under_the_finger(stage: Stage) -> dict[str, Any]:
    """Candidates that change between down and up are not taken."""
    begin(stage)
    draw(stage)
    answer(stage, "资", "姿")
    stage.clock.advance(1.0)
    finger = stage.finger(*stage.place("write.candidate.0"))
    finger.touch_down()
    stage.runtime.dispatch(m.Ink(pad(stage).generation, pad(stage).strokes, pad(stage).extent))
    answer(stage, "姿", "资")
    finger.touch_up()
    missed = text(stage)
    stage.tap("write.candidate.0")
    return {"missed": missed, "taken": text(stage)}


def larger_in_the_middle(stage: Stage) -> dict[str, Any]:
    """Large text in the middle of a character: another pad counts its ink anew. What is offered for its
    first stroke, before it is answered and after.
    """
    begin(stage)
    draw(stage)
    answer(stage, *FOUND)
    for touch_id in ("bar.comfort", "comfort.size", "comfort.done"):
        stage.tap(touch_id)
    left = len(pad(stage).strokes)
    draw(stage, DOWN)
    asked = stage.sent[-1]
    assert isinstance(asked, m.Ink)
    before = offered(stage)
    stage.tap("write.done")
    taken = text(stage)
    answer(stage, "十")
    return {"left": left, "before": before, "taken": taken, "after": offered(stage)}
