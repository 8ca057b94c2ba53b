"""Played on a window: whatever a finger can press is pressed, on states of the gallery, and looked at."""

import random
from typing import Any

from tests.screens.stage import Stage


def unanswered(stage: Stage, seed: int, count: int, always: list[str]) -> dict[str, list[str]]:
    """Ids whose pixels are the same with a finger on them; ``always``: states that are among them."""
    from kiosk.config import Config
    from kiosk.content.library import load
    from script.gallery_states import shots

    plain = [shot for shot in shots(load(Config().factory_content_path)) if not shot.taps and not shot.found]
    wanted = [shot for shot in plain if shot.name in always]
    assert len(wanted) == len(always), [shot.name for shot in wanted]
    others = [shot for shot in plain if shot.state.visit and shot.name not in always]
    found: dict[str, list[str]] = {}
    for shot in wanted + random.Random(seed).sample(others, count):
        stage.frame.show(shot.state)
        stage.draw()
        found[shot.name] = silent(stage)
    return found


def silent(stage: Stage) -> list[str]:
    """Of the screen that is shown."""
    from kiosk.screens.widgets.touch import touchables

    there = [one for one in touchables(stage.frame.root) if one.touch_id and one.enabled and not one.draws]
    return [one.touch_id for one in there if not _differs(stage, one)]


def _differs(stage: Stage, one: Any) -> bool:
    from kiosk.screens.window import capture

    def seen() -> bytes:
        stage.draw()
        picture = capture()
        left, right = round(one.x), round(one.right)
        upper, lower = round(picture.height - one.top), round(picture.height - one.y)
        return picture.crop((left, upper, right, lower)).tobytes()

    before = seen()
    one.pressed = True
    with_finger = seen()
    one.pressed = False
    return before != with_finger


def candidates(stage: Stage) -> dict[str, list[str]]:
    """Of the writing page with candidates on it: what is offered, and which key gives no answer."""
    from tests.screens import writing

    writing.begin(stage)
    writing.draw(stage)
    writing.answer(stage, "十", "七", "土")
    return {"offered": writing.offered(stage), "silent": silent(stage)}
