"""The queue between threads: order, coalescing in place, bounds, and many posters at once."""

import threading
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.events import Coalescing, EventQueue, Post


@dataclass(frozen=True)
class Status:
    device: str
    value: int

    @property
    def coalesce_key(self) -> str:
        return self.device


def test_messages_come_out_in_the_order_they_went_in() -> None:
    queue = EventQueue()
    post: Post = queue.post
    for message in ("a", "b", "a"):
        post(message)
    assert len(queue) == 3
    assert queue.drain(10) == ["a", "b", "a"]
    assert len(queue) == 0
    assert queue.drain(10) == []


def test_at_most_the_limit_is_taken_and_the_rest_waits() -> None:
    queue = EventQueue()
    for number in range(5):
        queue.post(number)
    assert queue.drain(2) == [0, 1]
    queue.post(5)
    assert queue.drain(0) == []
    assert queue.drain(100) == [2, 3, 4, 5]


def test_a_newer_status_takes_the_place_of_the_one_not_yet_seen() -> None:
    queue = EventQueue()
    for message in (Status("printer", 1), "card", Status("idcard", 1), Status("printer", 2)):
        queue.post(message)
    assert queue.drain(10) == [Status("printer", 2), "card", Status("idcard", 1)]


def test_once_seen_the_next_status_queues_up_behind() -> None:
    queue = EventQueue()
    queue.post(Status("printer", 1))
    queue.drain(1)
    queue.post("card")
    queue.post(Status("printer", 2))
    assert queue.drain(10) == ["card", Status("printer", 2)]


def test_a_chattering_device_cannot_fill_the_queue() -> None:
    queue = EventQueue()
    for number in range(10_000):
        queue.post(Status("printer", number))
    assert queue.drain(10) == [Status("printer", 9_999)]


def test_two_equal_messages_are_two_messages() -> None:
    queue = EventQueue()
    queue.post(("pressed", 5))
    queue.post(("pressed", 5))
    assert len(queue) == 2


@pytest.mark.parametrize(("message", "coalesces"), [(Status("a", 1), True), ("text", False), (None, False)])
def test_what_coalesces(message: object, coalesces: bool) -> None:
    assert isinstance(message, Coalescing) is coalesces


POSTS = st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.integers()) | st.integers(1, 5), max_size=60)


@given(POSTS)
def test_it_behaves_as_a_list_in_which_a_status_is_overwritten(steps: list[tuple[str, int] | int]) -> None:
    """An integer drains that many; a pair posts a status of a device, or a plain message without one."""
    queue = EventQueue()
    model: list[object] = []
    for step in steps:
        if isinstance(step, int):
            assert queue.drain(step) == model[:step]
            model = model[step:]
            continue
        device, value = step
        message: object = Status(device, value) if device else ("plain", value)
        queue.post(message)
        waiting = [i for i, old in enumerate(model) if isinstance(old, Status) and old.device == device]
        if device and waiting:
            model[waiting[0]] = message
        else:
            model.append(message)
    assert len(queue) == len(model)
    assert queue.drain(1_000) == model


def test_posting_from_many_threads_loses_nothing_and_keeps_each_threads_order() -> None:
    queue = EventQueue()
    ready = threading.Barrier(5)

    def work(name: int) -> None:
        ready.wait(10)
        for number in range(500):
            queue.post((name, number))

    threads = [threading.Thread(target=work, args=(name,), daemon=True) for name in range(4)]
    for thread in threads:
        thread.start()
    ready.wait(10)
    seen: list[tuple[int, int]] = []
    while any(thread.is_alive() for thread in threads):
        seen += [message for message in queue.drain(32) if isinstance(message, tuple)]
    for thread in threads:
        thread.join(10)
    seen += [message for message in queue.drain(10_000) if isinstance(message, tuple)]
    assert len(seen) == 2_000
    for name in range(4):
        assert [number for who, number in seen if who == name] == list(range(500))


def test_every_post_wakes_whoever_drains() -> None:
    queue = EventQueue()
    queue.post("before anybody listens")
    heard: list[int] = []
    queue.on_post(lambda: heard.append(len(queue)))
    queue.post(Status("printer", 1))
    queue.post(Status("printer", 2))
    assert heard == [2, 2]
