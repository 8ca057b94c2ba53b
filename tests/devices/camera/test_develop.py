"""A drawn paper at an angle becomes a straight page; where the edges are not sure, nothing is guessed."""

import io
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices.camera import develop as d
from kiosk.devices.camera.protocol import BrokenPicture, Collector, framed
from kiosk.devices.camera.simulator import _CORNERS, KINDS, SIZE, CameraSimulator, picture
from kiosk.domain.sheets import Doubt
from kiosk.wire.limits import PAGE_BYTES

if TYPE_CHECKING:
    from kiosk.devices.camera.source import Picture


def seen(kind: str, page: int = 1) -> "Picture":
    found = cv2.imdecode(np.frombuffer(picture(kind, page), dtype=np.uint8), cv2.IMREAD_COLOR)
    assert found is not None
    return found


def opened(developed: d.Developed) -> Image.Image:
    return Image.open(io.BytesIO(developed.jpeg))


def test_its_corners_are_found() -> None:
    corners = d.find_page(seen("letter"))
    assert corners is not None
    assert np.abs(corners - np.array(_CORNERS)).max() < 8


def test_the_page_is_cut_out_set_straight_and_made_white() -> None:
    made = d.develop(seen("letter"), 1)
    page = opened(made)
    assert made.cut
    assert made.doubt is Doubt.NONE
    assert page.width < SIZE[0] * 0.6
    grey = np.asarray(page.convert("L"))
    edges = np.concatenate([grey[5], grey[-6], grey[:, 5], grey[:, -6]])
    assert edges.mean() > 200, "no table at its edges"
    assert grey.min() < 90, "ink stays dark"
    red, green, _ = (np.asarray(band).astype(int) for band in page.split())
    assert ((red - green) > 80).sum() > 300, "a stamp stays red"


@pytest.mark.parametrize("kind", ["over", "nothing"])
def test_where_its_edges_are_not_sure_all_of_it_is_kept(kind: str) -> None:
    made = d.develop(seen(kind), 1)
    assert not made.cut
    assert opened(made).size == SIZE


def test_a_hand_over_the_edge_is_not_cut_away() -> None:
    covered = seen("letter")
    cv2.rectangle(covered, (200, 500), (560, 960), (90, 120, 190), -1)
    assert not d.develop(covered, 1).cut


@pytest.mark.parametrize(
    ("kind", "doubt"), [("letter", Doubt.NONE), ("dark", Doubt.DARK), ("blurred", Doubt.BLURRED)]
)
def test_what_may_be_wrong_is_said_and_it_is_kept(kind: str, doubt: Doubt) -> None:
    made = d.develop(seen(kind), 1)
    assert (made.doubt, bool(made.jpeg)) == (doubt, True)


def test_no_page_is_larger_than_a_page_may_be_and_none_says_where_it_was_taken() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (2400, 3200, 3), dtype=np.uint8)
    for one in (noise, *(seen(kind) for kind in KINDS)):
        made = d.develop(one, 1)
        assert len(made.jpeg) <= PAGE_BYTES
        page = opened(made)
        assert max(page.size) <= d.LONGEST
        assert not page.getexif()


def test_what_is_shown_is_small_and_fits_the_graphics_card() -> None:
    view = d.view_of(seen("letter"), 7, 333)
    assert (view.number, view.width % 4, max(view.width, view.height) <= 333) == (7, 0, True)
    assert len(view.pixels) == view.width * view.height * 3


def test_pictures_come_whole_or_not_at_all() -> None:
    whole = framed(b"jpeg")
    collector = Collector()
    assert [collector.feed(whole[at : at + 1]) for at in range(len(whole))] == [None] * 7 + [b"jpeg"]
    for wrong in (framed(b"jpeg") + b"x", bytes(4), b"\xff\xff\xff\xff"):
        with pytest.raises(BrokenPicture):
            Collector().feed(wrong)


@given(st.lists(st.binary(max_size=40), max_size=8))
def test_whatever_comes_there_is_a_whole_picture_or_none(pieces: list[bytes]) -> None:
    collector, fed = Collector(), b""
    for piece in pieces:
        fed += piece
        try:
            found = collector.feed(piece)
        except BrokenPicture:
            return
        assert found is None or framed(found) == fed


def test_the_simulator_says_what_it_does_not_know() -> None:
    simulator = CameraSimulator(4_000_000)
    assert simulator.control("show", {"kind": "dark", "page": "7"})["page"] == 7
    for verb, args in (("show", {"kind": "moon"}), ("show", {"page": "0"}), ("shoot", {})):
        with pytest.raises(ValueError, match=r"no|whole"):
            simulator.control(verb, args)
