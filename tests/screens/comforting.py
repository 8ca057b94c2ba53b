"""Played on a window: the sheet behind 大字, and what it changes."""

import gc
import random
import weakref
from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.comfort import Comfort, Language, Size
from tests.screens.stage import Stage
from tests.support.states import speaking_state


def changed_and_back(stage: Stage) -> dict[str, Any]:
    """Large text by the sheet, at once; the end of the visit undoes it and drops what it was drawn with."""
    frame = stage.frame
    own = frame.look
    stage.wake()
    home = frame.current
    stage.tap("bar.comfort")
    before = stage.texts()
    stage.tap("comfort.size")
    elder = weakref.ref(frame.look.paint)
    seen = {
        "shown": stage.shown,
        "elder": frame.theme.elder,
        "said": [word for word in stage.texts() if word not in before],
    }
    stage.tap("comfort.contrast")
    gc.collect()
    seen["only the present one is kept"] = elder() is None
    stage.tap("comfort.done")
    seen["then"] = stage.shown
    stage.dispatch(m.EndVisit(quietly=True))
    seen["own again"] = frame.look is own
    stage.wake()
    seen["kept its screens"] = frame.current is home
    return seen


def undone(stage: Stage) -> list[bool]:
    """都变回来: whether it can be tapped before, while and after something is changed."""
    from kiosk.screens.widgets.touch import find_uid

    def able() -> bool:
        found = find_uid(stage.frame.root, "comfort.usual")
        assert found is not None
        return found.enabled

    stage.wake()
    stage.tap("bar.comfort")
    out = [able()]
    stage.tap("comfort.contrast")
    out.append(able())
    stage.tap("comfort.usual")
    return [*out, able()]


def spoken_otherwise(stage: Stage) -> dict[str, Any]:
    """English by the sheet's row, at once; 都变回来 leaves the language."""
    from kiosk.screens.widgets.touch import find_uid

    stage.wake()
    stage.tap("bar.comfort")
    stage.tap("comfort.language")
    said, usual = stage.texts(), find_uid(stage.frame.root, "comfort.usual")
    assert usual is not None
    able = usual.enabled
    stage.tap("comfort.size")
    stage.tap("comfort.usual")
    undone = stage.texts()
    stage.tap("comfort.language")
    return {
        "english": "Reset all" in said,
        "to undo": able,
        "english still": undone == said,
        "back": "好了，接着办" in stage.texts(),
    }


def seated_site(stage: Stage) -> dict[str, Any]:
    """A site set up with low controls: what lies on its idle page, and the language asked for there."""
    from kiosk.domain.comfort import Comfort, Reach
    from kiosk.screens.widgets.touch import touchables

    stage.reset(replace(stage.state, comfort=Comfort(reach=Reach.SEATED)))
    tops = {one.touch_id: one.top / stage.theme.height for one in touchables(stage.frame.root)}
    stage.tap("idle.language")
    return {"tops": tops, "shown": stage.shown, "language": stage.frame.look.texts.language.value}


def over_a_text(stage: Stage) -> dict[str, Any]:
    """What was written stays while the sheet is looked at, and is shown in large text after it."""
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "老板不给钱"))
    stage.tap("bar.comfort")
    hidden = stage.texts()
    stage.tap("comfort.size")
    stage.tap("comfort.done")
    form = stage.state.visit.form if stage.state.visit is not None else None
    assert form is not None
    return {"shown": stage.shown, "text": form.draft.answer("request"), "hidden": "老板不给钱" not in hidden}


def faults_in_modes(stage: Stage, seed: int, count: int) -> dict[str, list[str]]:
    """Faults of states of the gallery in its modes, some of them by chance."""
    from kiosk.config import Config
    from kiosk.content.library import load
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems
    from script.gallery_modes import MODES, differs, in_mode, reached
    from script.gallery_states import shots

    faces = ui_fonts(Config().fonts_path)
    plain = [shot for shot in shots(load(Config().factory_content_path)) if not shot.taps and not shot.found]
    modes = [mode for mode in MODES if mode != "normal" and differs(mode, not stage.theme.compact)]
    generator = random.Random(seed)
    found: dict[str, list[str]] = {}
    for _ in range(count):
        mode = generator.choice(modes)
        shot = generator.choice([shot for shot in plain if reached(shot.state, mode)])
        stage.frame.show(in_mode(shot.state, mode))
        stage.draw()
        found[f"{shot.name} {mode}"] = list(problems(stage.frame, faces))
    return found


def judged(stage: Stage) -> dict[str, list[str]]:
    """What the check says of a screen spoilt on purpose."""
    from kiosk.screens.widgets.text import Text
    from kiosk.screens.widgets.touch import find_uid
    from script.gallery_check import problems

    stage.wake()
    good = list(problems(stage.frame, ()))
    title = next(
        block for block in stage.frame.root.walk() if isinstance(block, Text) and block.role == "title"
    )
    title.tone = "disabled"
    faint = list(problems(stage.frame, ()))
    title.tone = "line"
    fainter = list(problems(stage.frame, ()))
    title.tone = "ink"
    button = find_uid(stage.frame.root, "home.tile.ask")
    assert button is not None
    button.place(button.x, button.y, button.width, 20)
    return {"good": good, "dimmed": faint, "faint": fainter, "small": list(problems(stage.frame, ()))}


def seated_tops(stage: Stage) -> dict[str, float]:
    """How high the highest thing to touch begins, of the window's height, on screens that have many."""
    from kiosk.domain.comfort import Reach
    from kiosk.screens.widgets.touch import touchables

    stage.wake()
    stage.dispatch(m.SetComfort("reach", Reach.SEATED))
    out: dict[str, float] = {}
    for place in (s.Home(), s.Topics(), s.GuideList("labour"), s.Items(), s.HelpPeople(), s.ComfortSheet()):
        stage.dispatch(m.Open(place))
        out[stage.shown] = max(one.top for one in touchables(stage.frame.root)) / stage.theme.height
    return out


def home_with_every_row(stage: Stage) -> dict[str, list[str]]:
    """Speaking, a form that was begun and an order's progress at once: what of it the bar would cover."""
    from kiosk.screens.widgets.touch import touchables

    out: dict[str, list[str]] = {}
    for size in Size:
        for language in Language:
            stage.reset(replace(speaking_state(), comfort=Comfort(size=size), speech=True))
            stage.dispatch(m.Wake("visit-1", language), m.OpenForm("consultation", "order-1"))
            stage.dispatch(m.Answer("request", "老板不给钱"), m.GoHome())
            rows = {one.touch_id: one for one in touchables(stage.frame.root)}
            assert {"home.speak", "home.resume", "home.progress"} <= set(rows)
            low = [name for name, one in rows.items() if "home" in name and one.y < stage.frame.theme.bar]
            out[f"{size.value} {language.value}"] = [name for name in low if name != "bar.home"]
    return out
