"""Played on the page where papers are laid under the camera. Each function gets a fresh stage."""

from typing import Any

from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import sheets as sh
from kiosk.domain import update_sheets as us
from kiosk.domain.effects import SaveOrder
from kiosk.domain.sheets import Doubt, View
from script.gallery_sheets import views
from tests.screens.stage import ISO, Stage
from tests.support.library import CONSULTATION
from tests.support.papers import papers_state


def page(stage: Stage) -> None:
    """After the notice was agreed to."""
    stage.reset(papers_state())
    stage.wake()
    stage.dispatch(m.OpenForm(CONSULTATION, "order-1"), m.GiveConsent(ISO))
    stage.sent.clear()


def seen(stage: Stage, number: int = 1) -> None:
    stage.dispatch(sh.PreviewSeen(views("letter", number)[0]))


def take(stage: Stage, number: int, doubt: Doubt = Doubt.NONE) -> None:
    """开始拍照 or 再拍一页, a look, 拍这一页, and what comes of it."""
    stage.tap("sheets.start")
    seen(stage, number)
    stage.tap("sheets.take")
    asked = stage.sent[-1]
    assert isinstance(asked, us.TakeSheet)
    stage.dispatch(sh.SheetTaken(asked.sheet_id, views("letter", number)[1], doubt))


def shown(stage: Stage) -> list[View]:
    """The pictures that stand on the screen."""
    from kiosk.screens.widgets.view import ViewBox

    boxes = [block for block in stage.frame.root.walk() if isinstance(block, ViewBox)]
    return [box._view for box in boxes if box._view is not None]


def laid_down(stage: Stage) -> dict[str, Any]:
    """From the question to the order, by touches alone."""
    page(stage)
    asked = stage.texts()
    stage.tap("sheets.start")
    opening = stage.texts()
    seen(stage)
    aiming, eye = stage.texts(), len(shown(stage))
    stage.tap("sheets.take")
    taking = stage.texts()
    first = stage.sent[-1]
    assert isinstance(first, us.TakeSheet)
    stage.tap("sheets.take")
    twice = sum(isinstance(one, us.TakeSheet) for one in stage.sent)
    stage.dispatch(sh.SheetTaken(first.sheet_id, views("letter", 1)[1]))
    back = stage.texts()
    take(stage, 2, Doubt.BLURRED)
    blurred = stage.texts()
    stage.tap("sheets.again")
    again = (stage.texts(), stage.shown)
    seen(stage)
    stage.tap("sheets.leave")
    left, small = stage.texts(), len(shown(stage))
    stage.tap("sheets.done")
    few = stage.texts()
    take(stage, 3)
    stage.tap("sheets.done")
    second = stage.texts()
    take(stage, 4)
    stage.tap("sheets.done")
    check = stage.texts()
    stage.tap("check.submit")
    saved = [one.submission for one in stage.rooms.effects if isinstance(one, SaveOrder)]
    return {
        "asked": asked,
        "opening": opening,
        "aiming": aiming,
        "eye": eye,
        "taking": taking,
        "twice": twice,
        "back": back,
        "blurred": blurred,
        "again": again,
        "left": left,
        "small": small,
        "few": few,
        "second": second,
        "check": check,
        "fields": saved[0].fields,
        "pages": len(saved[0].pages),
    }


def dropped(stage: Stage) -> dict[str, Any]:
    page(stage)
    take(stage, 1)
    take(stage, 2)
    stage.dispatch(us.ShowSheets())
    before = len(shown(stage))
    stage.tap("sheets.drop.0")
    after = len(shown(stage))
    stage.tap("sheets.drop.0")
    return {"before": before, "after": after, "none": stage.ids_shown()}


def without_a_camera(stage: Stage) -> dict[str, Any]:
    """Unplugged while somebody aims: one sentence, and he goes on to the check page."""
    page(stage)
    stage.tap("sheets.start")
    seen(stage)
    lost = d.DeviceStatus(d.DeviceState.ABSENT, code="E-CAM-01")
    stage.dispatch(d.DeviceChanged("camera", lost))
    told, pictures = stage.texts(), len(shown(stage))
    stage.tap("sheets.bring")
    required = stage.texts()
    stage.tap("sheets.bring")
    return {
        "told": told,
        "pictures": pictures,
        "required": required,
        "check": stage.texts(),
        "shown": stage.shown,
    }


def forgotten(stage: Stage) -> dict[str, Any]:
    """What the widgets hold after the visit."""
    import gc

    from kiosk.screens.widgets.view import ViewBox

    page(stage)
    take(stage, 1)
    stage.tap("sheets.start")
    seen(stage)
    before = len(shown(stage))
    stage.dispatch(m.EndVisit(quietly=True))
    stage.draw(3)
    gc.collect()
    boxes = [one for one in gc.get_objects() if type(one) is ViewBox]
    held = [one for one in boxes if one._view is not None or one._texture is not None]
    return {"before": before, "held": len(held)}


def by_keys(stage: Stage) -> dict[str, Any]:
    page(stage)
    stage.go("sheets.start")
    seen(stage)
    stage.go("sheets.take")
    asked = stage.sent[-1]
    assert isinstance(asked, us.TakeSheet)
    stage.dispatch(sh.SheetTaken(asked.sheet_id, views("letter", 1)[1]))
    stage.go("sheets.start")
    return {"phase": stage.state.visit.form.shot.phase.value}  # type: ignore[union-attr]
