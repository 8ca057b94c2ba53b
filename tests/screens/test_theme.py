"""Millimetres and pixels of the panels the terminal is built with."""

from dataclasses import replace

import pytest

from kiosk.domain.comfort import Contrast, Reach, Size
from kiosk.screens.palette import HIGH, PLAIN, Palette, contrast
from kiosk.screens.theme import Mode, make_theme

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


@pytest.mark.parametrize("palette", [PLAIN, HIGH])
@pytest.mark.parametrize("ground", ["paper", "bar", "card", "action_tint", "attention_tint", "done_tint"])
@pytest.mark.parametrize("ink", ["ink", "ink2"])
def test_text_stands_out(ink: str, ground: str, palette: Palette) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 7.0


@pytest.mark.parametrize("palette", [PLAIN, HIGH])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("action", "card"),
        ("action", "action_tint"),
        ("on_action", "action"),
        ("on_action", "action_down"),
        ("attention", "attention_tint"),
        ("done", "done_tint"),
        ("done", "paper"),
        ("danger", "bar"),
        ("danger", "danger_tint"),
    ],
)
def test_what_matters_stands_out_as_text(one: str, other: str, palette: Palette) -> None:
    assert contrast(getattr(palette, one), getattr(palette, other)) >= 7.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#FFFFFF", 21.0), ("#0B5CAD", "#FFFFFF", 6.67), ("#FFFF00", "#000000", 19.56)],
)
def test_contrast_is_reckoned_as_the_standard_does(one: str, other: str, expected: float) -> None:
    first, second = ((*(int(c[i : i + 2], 16) / 255 for i in (1, 3, 5)), 1.0) for c in (one, other))
    assert contrast(first, second) == pytest.approx(expected, abs=0.01)  # type: ignore[arg-type]


ELDER = Mode(size=Size.ELDER)


@pytest.mark.parametrize("panel", sorted(PANELS))
def test_large_text_has_capitals_of_875_mm(panel: str) -> None:
    theme = make_theme(*PANELS[panel], mode=ELDER)
    assert theme.elder
    for role in ("body", "answer", "written", "strong"):
        assert theme.type(role).size * 0.733 / theme.px_mm >= 8.75, role
    for role in ("small", "tiny", "small_bold"):
        assert theme.type(role).size * 0.733 / theme.px_mm >= 6.7, role


@pytest.mark.parametrize("panel", sorted(PANELS))
def test_large_text_keeps_targets_and_distances(panel: str) -> None:
    theme = make_theme(*PANELS[panel], mode=ELDER)
    assert min(theme.secondary, theme.row, theme.bar) >= theme.min_target
    assert theme.gap >= theme.min_gap
    assert theme.primary >= 20 * theme.px_mm
    for role in ("body", "answer", "small", "strong", "row", "written"):
        assert theme.type(role).leading >= 1.3


@pytest.mark.parametrize("panel", sorted(PANELS))
def test_large_text_opens_few_fonts_of_its_own(panel: str) -> None:
    """Both ways are alive together when somebody changes; Kivy keeps what it opened."""
    normal, elder = (make_theme(*PANELS[panel], mode=mode).types.values() for mode in (Mode(), ELDER))
    opened = {(style.size, style.bold) for style in (*normal, *elder)}
    assert len(opened) <= 14
    assert len(opened - {(style.size, style.bold) for style in normal}) <= 3


WORDY = Mode(size=Size.ELDER, wordy=True)


@pytest.mark.parametrize("panel", sorted(PANELS))
def test_large_text_of_long_words_is_smaller_on_the_smallest_panel_only(panel: str) -> None:
    normal, elder, wordy = (make_theme(*PANELS[panel], mode=mode) for mode in (Mode(), ELDER, WORDY))
    if panel == "desk":
        assert 7.5 <= wordy.type("body").size * 0.733 / wordy.px_mm < 7.8
        own = {(style.size, style.bold) for style in wordy.types.values()}
        assert len(own - {(style.size, style.bold) for style in normal.types.values()}) <= 4
    else:
        assert wordy.types == elder.types
    for role, style in wordy.types.items():
        assert normal.type(role).size <= style.size <= elder.type(role).size


def test_high_contrast_is_another_palette_and_nothing_else() -> None:
    plain, high = (make_theme(*PANELS["desk"], mode=Mode(contrast=one)) for one in Contrast)
    assert (plain.colours, high.colours) == (PLAIN, HIGH)
    assert plain.types == high.types
    assert (plain.gap, plain.strip, plain.bar, plain.reach) == (high.gap, high.strip, high.bar, high.reach)


@pytest.mark.parametrize(
    ("panel", "moved"), [("standing", True), ("tall", True), ("desk", False), ("wide", False)]
)
def test_controls_are_put_low_where_they_would_be_high(panel: str, moved: bool) -> None:
    theme = make_theme(*PANELS[panel], mode=Mode(reach=Reach.SEATED))
    assert (theme.reach <= 0.6 * theme.height) is moved
    assert make_theme(*PANELS[panel]).reach == theme.height


@pytest.mark.parametrize(
    ("panel", "compact", "wide", "terse"),
    [("standing", False, False, False), ("desk", True, False, True), ("wide", True, True, False)],
)
def test_the_three_layouts(panel: str, compact: bool, wide: bool, terse: bool) -> None:
    theme = make_theme(*PANELS[panel])
    assert (theme.compact, theme.wide, theme.terse) == (compact, wide, terse)


@pytest.mark.parametrize("panel", sorted(PANELS))
@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("reach", list(Reach))
@pytest.mark.parametrize("wordy", [False, True])
def test_contrast_changes_colours_and_nothing_else(panel: str, size: Size, reach: Reach, wordy: bool) -> None:
    """So the gallery needs not draw every page in every mixture with it."""
    plain = make_theme(*PANELS[panel], mode=Mode(size, Contrast.PLAIN, reach, wordy))
    high = make_theme(*PANELS[panel], mode=Mode(size, Contrast.HIGH, reach, wordy))
    assert replace(high, colours=plain.colours) == plain


def test_unlit_segments_are_seen_beside_lit_ones_in_high_contrast() -> None:
    """Grey next to yellow looked alike to who sees little: a silent meter seemed full."""
    assert contrast(HIGH.unlit, HIGH.action) >= 4.5
