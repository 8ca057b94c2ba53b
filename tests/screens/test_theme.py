"""Millimetres and pixels of the panels the terminal is built with."""

import pytest

from kiosk.screens.theme import PALETTE, Colour, make_theme

PANELS = {
    "standing": (1080, 1920, 21.5),
    "tall": (1080, 1920, 32.0),
    "desk": (1280, 800, 10.1),
    "wide": (1920, 1080, 15.6),
}


@pytest.mark.parametrize(("panel", "body"), [("standing", 40), ("desk", 54), ("wide", 51)])
def test_body_text_has_the_capital_height_the_standard_asks_for(panel: str, body: int) -> None:
    theme = make_theme(*PANELS[panel])
    assert theme.type("body").size == body
    assert theme.type("body").size * 0.733 / theme.px_mm >= 6.7


@pytest.mark.parametrize("panel", sorted(PANELS))
def test_targets_and_gaps_have_their_millimetres(panel: str) -> None:
    theme = make_theme(*PANELS[panel])
    assert theme.min_target >= 12.7 * theme.px_mm
    assert theme.min_gap >= 2.54 * theme.px_mm
    assert theme.primary >= 20 * theme.px_mm
    assert min(theme.secondary, theme.row, theme.bar) >= theme.min_target
    assert theme.gap >= theme.min_gap


@pytest.mark.parametrize("panel", sorted(PANELS))
def test_lines_stand_far_enough_apart(panel: str) -> None:
    theme = make_theme(*PANELS[panel])
    for role in ("body", "answer", "small", "strong", "row", "written"):
        assert theme.type(role).leading >= 1.3


@pytest.mark.parametrize("panel", sorted(PANELS))
def test_few_fonts_are_opened(panel: str) -> None:
    """Each size of a weight costs 2.5 MB."""
    types = make_theme(*PANELS[panel]).types.values()
    assert len({(style.size, style.bold) for style in types}) <= 12


def test_the_standing_panel_has_the_drawn_pixels() -> None:
    theme = make_theme(*PANELS["standing"])
    assert not theme.compact
    assert (theme.strip, theme.bar, theme.primary, theme.row, theme.margin) == (112, 176, 148, 132, 48)
    assert theme.type("title").size == 68


def test_a_nearer_reader_gets_smaller_text() -> None:
    near, far = (make_theme(*PANELS["desk"], viewing_mm=mm) for mm in (400, 700))
    assert near.type("body").size < make_theme(*PANELS["desk"]).type("body").size < far.type("body").size


def luminance(colour: Colour) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = colour
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["paper", "bar", "card"])
@pytest.mark.parametrize("ink", ["ink", "ink2"])
def test_text_stands_out(ink: str, ground: str) -> None:
    assert contrast(getattr(PALETTE, ink), getattr(PALETTE, ground)) >= 6.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("action", "card"),
        ("action", "action_tint"),
        ("white", "action"),
        ("white", "action_down"),
        ("attention", "attention_tint"),
        ("done", "done_tint"),
        ("done", "paper"),
        ("danger", "bar"),
        ("ink", "attention_tint"),
    ],
)
def test_parts_stand_out(one: str, other: str) -> None:
    assert contrast(getattr(PALETTE, one), getattr(PALETTE, other)) >= 4.5
