"""Played on a window: the order of the keypad's focus on states of the gallery, the ring in its pixels."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from kiosk.domain import messages as m
from kiosk.domain.comfort import Contrast
from kiosk.domain.device import READY
from tests.screens.keying import begin, order
from tests.screens.stage import Stage

Rgb = tuple[int, int, int]


_MARK: Final = "map.mark."


def states(stage: Stage, seed: int, count: int) -> Iterator[tuple[str, Any]]:
    """Some of the gallery's states in some of its modes, with the focus shown."""
    from kiosk.config import Config
    from kiosk.content.library import load
    from script.gallery_modes import MODES, differs, in_mode, reached
    from script.gallery_states import shots

    plain = [shot for shot in shots(load(Config().factory_content_path)) if not shot.taps and not shot.found]
    modes = [mode for mode in MODES if differs(mode, not stage.theme.compact)]
    pairs = [
        (shot, mode) for shot in plain for mode in modes if shot.state.visit and reached(shot.state, mode)
    ]
    for shot, mode in random.Random(seed).sample(pairs, min(count, len(pairs))):
        dressed = in_mode(shot.state, mode)
        assert dressed.visit is not None
        visit = replace(dressed.visit, comfort=replace(dressed.visit.comfort, keys=True))
        yield f"{shot.name} {mode}", replace(dressed, visit=visit, keypad=READY)


def reading(stage: Stage, seed: int, count: int) -> dict[str, list[str]]:
    """Faults of the focus order of states of the gallery."""
    found: dict[str, list[str]] = {}
    for name, state in states(stage, seed, count):
        stage.frame.show(state)
        stage.draw()
        found[name] = list(order_faults(stage))
    return found


def order_faults(stage: Stage) -> Iterator[str]:
    """Something a finger can press that keys cannot, an id twice, or a step against the reading."""
    from kiosk.screens.focus import focusables
    from kiosk.screens.widgets.touch import touchables

    there = list(focusables(stage.frame.root))
    names = [one.touch_id for one in there]
    touched = {
        one.touch_id for one in touchables(stage.frame.root) if one.touch_id and one.enabled and not one.draws
    }
    if touched != set(names):
        yield f"only by finger: {sorted(touched - set(names))}"
    if len(set(names)) != len(names):
        yield f"twice: {names}"
    focus = stage.frame.focus
    if names and not focus.awaits and focus.at not in {one.touch_id for one in touchables(stage.frame.root)}:
        yield f"the focus is on {stage.frame.focus.at!r}"
    for one, other in pairwise(there):
        if one.touch_id.startswith(_MARK) and other.touch_id.startswith(_MARK):
            continue  # a map has no lines to read: its marks come nearest first
        above = other.y >= one.top - 1
        beside = other.x >= one.right - 1
        left = other.right <= one.x + 1 and other.top > one.y + 1 and other.y < one.top - 1
        if (above and not beside) or left:
            yield f"from {one.touch_id} to {other.touch_id}"


def rings(stage: Stage, seed: int, count: int) -> dict[str, list[str]]:
    """What is wrong with the rings of some states, seen in the window's own pixels."""
    from kiosk.screens.window import capture

    found: dict[str, list[str]] = {}
    for name, state in states(stage, seed, count):
        stage.frame.show(state)
        if not order(stage):
            continue  # a fault's page has nothing to press
        generator = random.Random(f"{seed} {name}")
        for _ in range(generator.randrange(len(order(stage)))):
            stage.frame.focus.move(1)
        stage.frame.passed()
        stage.draw(2)
        found[f"{name} {stage.frame.focus.at}"] = list(ring_faults(stage, capture()))
    return found


def ring_faults(stage: Stage, picture: Any) -> Iterator[str]:
    """From outside to inside across the middle of each side: line, band, line, as thick as they are to be."""
    from kiosk.screens.palette import contrast
    from kiosk.screens.widgets.shapes import ring_style
    from kiosk.screens.widgets.touch import find_uid

    block, frame = find_uid(stage.frame.root, stage.frame.focus.at), stage.frame.root
    if block is None:
        yield "no focus"
        return
    style = ring_style(stage.frame.theme)
    if contrast(style.colour, style.halo_colour) < 3.0 or style.band < stage.frame.theme.px_mm * 1.5:
        yield "thin or faint"
    band, line = _bytes(style.colour), _bytes(style.halo_colour)
    wanted = [line] * style.halo + [band] * style.band + [line] * style.halo
    left, right = max(block.x - style.reach, 0), min(block.right + style.reach, frame.right)
    below, top = max(block.y - style.reach, 0), min(block.top + style.reach, frame.top)
    middle_x, middle_y = int((left + right) // 2), int((below + top) // 2)
    tall = picture.size[1]
    steps = range(style.reach)
    sides = {
        "left": [picture.getpixel((int(left) + i, tall - 1 - middle_y)) for i in steps],
        "right": [picture.getpixel((int(right) - 1 - i, tall - 1 - middle_y)) for i in steps],
        "below": [picture.getpixel((middle_x, tall - 1 - int(below) - i)) for i in steps],
        "above": [picture.getpixel((middle_x, tall - int(top) + i)) for i in steps],
    }
    for side, seen in sides.items():
        if seen != wanted:
            yield f"{side}: {seen} instead of {wanted}"


def _bytes(colour: tuple[float, float, float, float]) -> Rgb:
    red, green, blue = (round(part * 255) for part in colour[:3])
    return red, green, blue


def in_high_contrast(stage: Stage) -> list[str]:
    """The ring in the other palette, in one place."""
    from kiosk.screens.window import capture

    begin(stage)
    stage.dispatch(m.SetComfort("contrast", Contrast.HIGH))
    stage.draw(2)
    return list(ring_faults(stage, capture()))


def misordered(stage: Stage) -> dict[str, list[str]]:
    """What the check says of a page spoilt on purpose."""
    from kiosk.screens.widgets.touch import find_uid

    begin(stage)
    good = list(order_faults(stage))
    one, other = (find_uid(stage.frame.root, name) for name in ("home.tile.do", "home.progress"))
    assert one is not None
    assert other is not None
    one.opacity = 0.0
    left_out = list(order_faults(stage))
    one.opacity = 1.0
    at = other.pos, other.size
    other.place(one.x, stage.frame.root.top - 90, one.width, 80)
    upwards = list(order_faults(stage))
    other.place(*at[0], *at[1])
    return {"good": good, "left out": left_out, "upwards": upwards}
