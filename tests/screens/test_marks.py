"""The county's content on the real window: what is a sample says so, and all of it is found."""

import pytest

from tests.screens.conftest import Window
from tests.screens.marks import ROOMS


def test_every_kind_of_sample_says_so_and_nothing_reviewed_does(each_window: Window) -> None:
    samples = each_window.play("marks.marked", reviewed=False)
    assert {kind for kind, (_shown, said) in samples.items() if not said} == set()
    reviewed = each_window.play("marks.marked", reviewed=True)
    assert {kind for kind, (_shown, said) in reviewed.items() if said} == set()
    assert {kind: shown for kind, (shown, _said) in samples.items()} == {
        kind: shown for kind, (shown, _said) in reviewed.items()
    }
    assert len(samples) == len(ROOMS)


def test_however_many_things_can_be_done_all_are_found(each_window: Window) -> None:
    seen = each_window.play("marks.many_items", count=21)
    assert len(seen["pages"]) >= 3
    assert all(1 <= len(page) <= 8 for page in seen["pages"])
    found = [item for page in seen["pages"] for item in page]
    assert sorted(found) == sorted(f"item-{number}" for number in range(21))
    assert seen["back"] == ["home"]


def test_every_notice_has_its_turn(each_window: Window) -> None:
    seen = each_window.play("marks.notices", count=4)
    assert all(1 <= len(shown) <= 3 for shown in seen)
    assert {one for shown in seen for one in shown} == {f"公告 {number}" for number in range(4)}


@pytest.mark.parametrize("outcome", ["sent", "refused"])
def test_a_survey_waits_at_the_end_for_who_has_a_moment(each_window: Window, outcome: str) -> None:
    seen = each_window.play("marks.survey_at_the_end", outcome=outcome)
    assert seen["at"] == "end"
    assert seen["offered"] is (outcome == "sent")
    if outcome == "sent":
        assert seen["asked"]
        assert not seen["again"], "it was looked at already"
