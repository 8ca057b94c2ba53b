"""Played on the pages where something is chosen or signed: each function gets a fresh ``tests.screens.stage``
and answers JSON. The form is the gallery's, which asks for every kind.
"""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain.forms_signature import decode
from script.gallery_forms_chosen import ADDRESS, AT, chosen_item, signed
from tests.screens.finishing import all_pages
from tests.screens.stage import Stage
from tests.screens.writing import ACROSS, DOWN, enabled, text

CONTACT = ("contact", "contact_when", "contact_where")


def begin(stage: Stage, *answers: tuple[str, str]) -> None:
    """The form, ``answers`` given page after page, the notice agreed to."""
    library = stage.state.library
    assert library is not None
    item = chosen_item(library.items[0])
    stage.reset(replace(stage.state, library=replace(library, items=(item, *library.items[1:])), visit=None))
    stage.wake()
    stage.dispatch(m.OpenForm(item.id, "order-1"))
    for name, value in answers:
        stage.dispatch(m.GiveConsent(AT), m.Answer(name, value), m.NextPage())
    stage.dispatch(m.GiveConsent(AT))
    stage.sent.clear()


BEGUN = (("papers", "note"), ("before", "no"), ("green", "elder"), ("phone", "13000000000"))
REACHED = (*BEGUN, ("contact", "none"))


def _marked(stage: Stage, *names: str) -> list[bool]:
    from kiosk.screens.widgets.touch import find_uid

    found: list[Any] = [find_uid(stage.frame.root, f"choice.{name}") for name in names]
    return [option.chosen and option.many for option in found]


def _touch(stage: Stage, *names: str) -> None:
    """These answers, whatever page they stand on."""
    for name in names:
        while f"choice.{name}" not in stage.ids_shown():
            after = enabled(stage, "choice.page.after")
            stage.tap("choice.page.after" if after else "choice.page.before")
            if not after:
                while enabled(stage, "choice.page.before"):
                    stage.tap("choice.page.before")
        stage.tap(f"choice.{name}")


def several(stage: Stage) -> dict[str, Any]:
    """Two of them, one taken back; then beyond as many as may be."""
    begin(stage)
    stage.tap("choice.done")
    missing = stage.texts()
    _touch(stage, "bank", "note", "bank", "chat", "witness")
    three, marked = text(stage, "papers"), _marked(stage, "witness")
    _touch(stage, "none")
    full = stage.texts()
    kept, marked = text(stage, "papers"), [*marked, *_marked(stage, "none")]
    _touch(stage, "witness")
    later = stage.texts()
    stage.tap("choice.done")
    return {
        "missing": missing, "three": three, "full": full, "kept": kept, "marked": marked, "later": later,
        "after": stage.ids_shown(),
    }  # fmt: skip


def yes_or_no(stage: Stage) -> dict[str, Any]:
    begin(stage, ("papers", "note"))
    said = stage.texts()
    stage.tap("choice.no")
    stage.tap("choice.done")
    return {"said": said, "answer": text(stage, "before"), "after": stage.texts()}


def served_first(stage: Stage) -> dict[str, Any]:
    """绿色通道 may be left out, and several may be touched."""
    begin(stage, *BEGUN[:2])
    words = stage.texts()
    stage.tap("choice.disabled")
    stage.tap("choice.elder")
    answer = text(stage, "green")
    stage.tap("choice.disabled")
    stage.tap("choice.elder")
    return {"words": words, "answer": answer, "none": text(stage, "green"), "skip": "跳过" in stage.texts()}


def reached(stage: Stage) -> dict[str, Any]:
    """Visited: three pages forth, and back again with everything kept; then nobody calls, and it is gone."""
    begin(stage, *BEGUN)
    _touch(stage, "visit")
    stage.tap("choice.done")
    when = stage.texts()
    _touch(stage, "morning")
    stage.tap("choice.done")
    where, field = stage.shown, stage.texts()
    stage.tap("write.done")
    missing = stage.texts()
    stage.services.answer("contact_where", ADDRESS)
    stage.draw()
    for _ in range(2):
        stage.tap("bar.back")
    back = [stage.shown, *(text(stage, name) for name in CONTACT)]
    for touch in ("choice.done", "choice.done", "write.done"):
        stage.tap(touch)
    return {
        "when": when, "where": where, "field": field, "missing": missing, "back": back, "after": stage.shown,
    }  # fmt: skip


def no_calls(stage: Stage) -> dict[str, Any]:
    """Nobody who must not be called is asked when; where there is no number none is called."""
    begin(stage, *BEGUN[:3], ("phone", ""))
    _touch(stage, "phone")
    stage.tap("choice.done")
    wrong, still = stage.texts(), stage.shown
    _touch(stage, "none")
    stage.tap("choice.done")
    return {"wrong": wrong, "still": still, "after": stage.shown}


# ---- signing


def _pad(stage: Stage) -> Any:
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(stage.frame.root, "signature.pad")
    assert found is not None, stage.ids_shown()
    return found


def _draw(stage: Stage, points: tuple[tuple[float, float], ...]) -> None:
    area = _pad(stage)
    places = [(area.x + x * area.width, area.top - y * area.height) for x, y in points]
    stage.clock.advance(1.0)
    finger = stage.finger(*places[0])
    finger.touch_down()
    for place in places[1:]:
        finger.touch_move(*place)
    finger.touch_up()
    stage.draw()


def signing(stage: Stage) -> dict[str, Any]:
    begin(stage, *REACHED)
    area = _pad(stage)
    before = area.pos, area.size
    stage.tap("signature.done")
    missing, still = stage.texts(), before == (area.pos, area.size)
    _draw(stage, ACROSS)
    one = text(stage, "sign")
    _draw(stage, DOWN)
    two = text(stage, "sign")
    stage.tap("signature.undo")
    undone = text(stage, "sign")
    stage.tap("signature.again")
    again, can = text(stage, "sign"), enabled(stage, "signature.again")
    _draw(stage, DOWN)
    stage.tap("signature.done")
    return {
        "shape": area.width / area.height, "millimetres": area.width / stage.theme.px_mm, "missing": missing,
        "still": still, "one": decode(one), "strokes": len(decode(two) or ()), "undone": undone == one,
        "again": again, "can": can, "after": stage.shown,
    }  # fmt: skip


def signed_before(stage: Stage) -> dict[str, Any]:
    """Away and back: the same ink, which can be taken back stroke by stroke."""
    begin(stage, *REACHED)
    _draw(stage, ACROSS)
    _draw(stage, DOWN)
    before = text(stage, "sign")
    stage.tap("bar.back")
    away = len(_kept(stage))
    stage.tap("choice.done")
    drawn, same = len(_pad(stage).strokes), text(stage, "sign") == before
    stage.tap("signature.undo")
    return {"away": away, "drawn": drawn, "same": same, "left": len(decode(text(stage, "sign")) or ())}


def _kept(stage: Stage) -> list[object]:
    """All ink of the screen's pad, wherever it hangs."""
    from kiosk.domain.flow import Screen

    screen: Any = stage.frame._present.screens[Screen.SIGNATURE]
    return [*screen._pad.strokes, *screen._pad.given, *screen._pad._ink.children]


def signature_forgotten(stage: Stage) -> dict[str, Any]:
    begin(stage, *REACHED)
    _draw(stage, ACROSS)
    during, holds = len(_kept(stage)), _holds(stage)
    stage.tap("bar.hide")
    return {"during": during, "holds": holds, "kept": len(_kept(stage)), "shown": stage.shown}


def _holds(stage: Stage) -> bool:
    from kiosk.domain.renewal import holds

    assert stage.state.visit is not None
    return holds(stage.state.visit)


# ---- the check page


def checked(stage: Stage) -> dict[str, Any]:
    """Everything answered: in words, covered, uncovered; and 改 of each line."""
    begin(stage, *BEGUN, ("contact", "visit"))
    stage.dispatch(m.Answer("contact_when", "morning"), m.NextPage())
    stage.dispatch(m.Answer("contact_where", ADDRESS), m.NextPage(), m.Answer("sign", signed()), m.NextPage())
    covered, ids = all_pages(stage)
    while "check.shield" not in stage.ids_shown():
        stage.tap("check.page.after")
    stage.tap("check.shield")
    while enabled(stage, "check.page.before"):
        stage.tap("check.page.before")
    shown, _ = all_pages(stage)
    edited = {}
    for name in ("papers", "before", "green", "phone", "contact", "sign"):
        stage.dispatch(m.EditField(name))
        edited[name] = stage.shown
        stage.dispatch(m.Back())
    return {"covered": covered, "ids": ids, "shown": shown, "edited": edited, "after": stage.shown}


def pictures(stage: Stage) -> list[int]:
    """How many signatures are drawn on all pages of the check: covered, and shown."""
    from kiosk.screens.widgets.signature import SignaturePicture

    begin(stage, *REACHED)
    stage.dispatch(m.Answer("sign", signed()), m.NextPage())
    out = []
    for _ in range(2):
        found = 0
        while True:
            page: Any = stage.frame.current
            found += sum(isinstance(node, SignaturePicture) for node in page.walk())
            if not enabled(stage, "check.page.after"):
                break
            stage.tap("check.page.after")
        out.append(found)
        stage.dispatch(m.ShowPersonal())
        while enabled(stage, "check.page.before"):
            stage.tap("check.page.before")
    return out
