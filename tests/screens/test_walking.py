"""Somebody who touches whatever he finds: every promise holds on both panels, whatever the world does."""

from kiosk.domain.flow import Screen
from tests.screens.conftest import Window

UNSEEN = {Screen.MAINTENANCE.value}  # nothing switches it on yet


def test_whatever_is_touched_nothing_fails_and_nothing_of_a_visit_is_left(each_window: Window) -> None:
    seen = each_window.play("walking.walked", seeds=[3, 8], steps=120)
    assert len(seen) > 12, seen
    assert not UNSEEN & set(seen)


def test_what_was_heard_and_offered_is_gone_with_the_visit(window: Window) -> None:
    seen = window.play("walking.held_while_it_lasts")
    assert any("阿庆嫂" in found for found in seen["during"])
    assert any("沙家浜" in found for found in seen["during"])
    assert seen["after"] == []
