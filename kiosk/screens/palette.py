"""Every colour of the screens: the warm one, and white on black with yellow for action.

Text stands out from its ground by 7:1, drawings by 4.5:1, dimmed words too (script/gallery_contrast.py looks
at the pairs that are really drawn).
"""

from dataclasses import dataclass
from typing import Final

from kiosk.domain.comfort import Contrast

Colour = tuple[float, float, float, float]


def _hex(value: str) -> Colour:
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, 1.0


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour for action, one to notice, one for done, one for danger; paper and ink.

    ``on_action``: words on a ground of ``action``. ``unlit``: segments of a bar that are not
    ``action`` (yet). ``focus`` between lines of ``focus_gap``: the ring of the keypad's focus. The two stand
    out from each other, so it is seen on any ground.
    """

    paper: Colour
    bar: Colour
    card: Colour
    line: Colour
    ink: Colour
    ink2: Colour
    action: Colour
    action_down: Colour
    action_tint: Colour
    action_line: Colour
    on_action: Colour
    attention: Colour
    attention_tint: Colour
    attention_line: Colour
    done: Colour
    done_tint: Colour
    danger: Colour
    danger_tint: Colour
    disabled: Colour
    unlit: Colour
    focus: Colour
    focus_gap: Colour


PLAIN: Final = Palette(
    paper=_hex("#F6F3EC"),
    bar=_hex("#FBFAF5"),
    card=_hex("#FFFFFF"),
    line=_hex("#DDD6C8"),
    ink=_hex("#1B2330"),
    ink2=_hex("#434D60"),
    action=_hex("#0B4A94"),
    action_down=_hex("#083873"),
    action_tint=_hex("#E4EDF8"),
    action_line=_hex("#BBD0EA"),
    on_action=_hex("#FFFFFF"),
    attention=_hex("#743E00"),
    attention_tint=_hex("#FFF1DA"),
    attention_line=_hex("#E8C58A"),
    done=_hex("#0C5432"),
    done_tint=_hex("#E3F3EA"),
    danger=_hex("#961616"),
    danger_tint=_hex("#FBEAEA"),
    disabled=_hex("#6B685C"),
    unlit=_hex("#DDD6C8"),
    focus=_hex("#12161D"),
    focus_gap=_hex("#FFFFFF"),
)
HIGH: Final = Palette(
    paper=_hex("#000000"),
    bar=_hex("#000000"),
    card=_hex("#000000"),
    line=_hex("#B4B4B4"),
    ink=_hex("#FFFFFF"),
    ink2=_hex("#E0E0E0"),
    action=_hex("#FFD500"),
    action_down=_hex("#FFE98A"),
    action_tint=_hex("#2E2600"),
    action_line=_hex("#FFD500"),
    on_action=_hex("#000000"),
    attention=_hex("#FFB454"),
    attention_tint=_hex("#2B1A00"),
    attention_line=_hex("#FFB454"),
    done=_hex("#7BE0A0"),
    done_tint=_hex("#00220F"),
    danger=_hex("#FFA39B"),
    danger_tint=_hex("#330808"),
    disabled=_hex("#9C9C9C"),
    unlit=_hex("#4C4C4C"),
    focus=_hex("#FFFFFF"),
    focus_gap=_hex("#000000"),
)
PALETTES: Final = {Contrast.PLAIN: PLAIN, Contrast.HIGH: HIGH}


def _luminance(colour: Colour) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue, _ = colour
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: Colour, other: Colour) -> float:
    """1 (the same) to 21 (black on white), as WCAG 2 reckons it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
