"""Whether the card still lies there, once a second while that is asked: the frames, and what is told."""

import logging

import pytest

from kiosk.devices.idcard.driver import MAX_UNANSWERED, PING_EVERY
from kiosk.devices.idcard.protocol import Command, request
from kiosk.devices.idcard.settings import IdCardSettings
from kiosk.domain.device import DeviceState
from tests.devices.idcard.bench import ALL, CardBench

READY, LIES = ("ready", ""), ("ready", "card_left")
ADDRESS = "海滨市测试路一号新址"


def watched(probe: bool = True) -> CardBench:
    """A card was read, and from the second second on it is asked whether it still lies there."""
    bench = CardBench(IdCardSettings(card_left_probe=probe))
    bench.control("present", {"new_address": ADDRESS})
    bench.driver.start_reading(ALL)
    bench.plan(2, lambda: bench.driver.watch_card(True))
    return bench


def frames(sent: bytes) -> list[Command]:
    """What the terminal asked, in order; every byte of it is a known request."""
    asked: list[Command] = []
    while sent:
        command = next(one for one in Command if sent.startswith(request(one)))
        asked.append(command)
        sent = sent[len(request(command)) :]
    return asked


def test_a_card_left_lying_is_told_until_it_is_lifted() -> None:
    bench = watched()
    bench.at(6.5, "remove")
    bench.run(10)
    assert bench.told[1:] == [READY, LIES, READY]
    times = [at for at, message in bench.events if getattr(message, "name", "") == "idcard"]
    assert times[-2] == pytest.approx(2.2, abs=0.2)
    assert 6.5 < times[-1] < 7.8
    assert len(bench.reads) == 1


def test_only_find_and_the_probe_are_sent_while_watching() -> None:
    """Nothing is selected, no text, photo, fingerprint or serial is asked for."""
    bench = watched()
    mark: list[int] = []
    bench.plan(1.9, lambda: mark.append(len(bench.host.sent)))
    bench.run(12)
    asked = frames(bytes(bench.host.sent[mark[0] :]))
    assert set(asked) == {Command.FIND, Command.READ_ADDRESS}
    assert asked[::2] == [Command.FIND] * len(asked[::2]), "each look is a find, then the probe"
    assert 7 <= asked.count(Command.READ_ADDRESS) <= 10, "once a second"


def test_nothing_of_the_card_is_told_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The probe's answer carries the added address of a card that has one."""
    caplog.set_level(logging.DEBUG)
    bench = watched()
    mark: list[int] = []
    bench.plan(1.9, lambda: mark.append(len(bench.events)))
    bench.run(8)
    assert LIES in bench.told
    said = repr(bench.events[mark[0] :]) + "".join(f"{vars(record)}" for record in caplog.records)
    assert [word for word in (ADDRESS, ADDRESS[:3], "测试甲", "330199194912310012") if word in said] == []
    kept = repr([vars(one) for one in (bench.driver, bench.report, bench.supervisor)])
    assert ADDRESS[:3] not in kept


@pytest.mark.parametrize("probe", [False, True])
def test_without_the_probe_or_the_wish_nothing_is_asked(probe: bool) -> None:
    bench = CardBench(IdCardSettings(card_left_probe=probe))
    bench.control("present")
    bench.plan(1, lambda: bench.driver.watch_card(not probe))
    bench.run(10)
    assert bench.told[1:] == [READY]
    assert frames(bytes(bench.host.sent)) == [Command.STATUS] * (1 + int(10 // PING_EVERY))


def test_no_card_is_no_card() -> None:
    bench = CardBench(IdCardSettings(card_left_probe=True))
    bench.driver.watch_card(True)
    bench.run(5)
    assert bench.told[1:] == [READY]


def test_a_card_laid_down_again_is_one_that_lies_there_and_is_not_read() -> None:
    bench = watched()
    bench.at(4, "remove")
    bench.at(6, "present")
    bench.run(9)
    assert bench.told[1:] == [READY, LIES, READY, LIES]
    assert len(bench.reads) == 1


def test_the_watch_ends_with_the_wish() -> None:
    bench = watched()
    mark: list[int] = []
    bench.plan(5.5, lambda: bench.driver.watch_card(False))
    bench.plan(5.6, lambda: mark.append(len(bench.host.sent)))
    bench.run(12)
    assert bench.told[1:] == [READY, LIES, READY]
    assert set(frames(bytes(bench.host.sent[mark[0] :]))) == {Command.STATUS}


def test_told_again_and_again_it_is_one_wish() -> None:
    """The state is followed twice a second: nobody must be asked more often for it."""
    bench = watched()
    for half in range(5, 24):
        bench.plan(half / 2, lambda: bench.driver.watch_card(True))
    bench.run(12)
    assert bytes(bench.host.sent).count(request(Command.READ_ADDRESS)) <= 10


def test_reading_goes_before_watching() -> None:
    bench = CardBench(IdCardSettings(card_left_probe=True))
    bench.driver.watch_card(True)
    bench.plan(2.3, lambda: bench.driver.start_reading(("name",)))
    bench.at(2.5, "present")
    bench.run(4)
    assert [read.document.name for read in bench.reads] == ["测试甲"]


def test_a_reader_that_does_not_know_the_probe_changes_nothing() -> None:
    bench = watched()
    bench.control("error", {"operation": "address", "sw3": "21", "times": "0"})
    bench.run(12)
    assert bench.told[1:] == [READY]


def test_one_look_without_an_answer_is_no_news() -> None:
    bench = watched()
    bench.at(4.6, "stall")
    bench.at(6.4, "resume")
    bench.run(9)
    assert bench.told[1:] == [READY, LIES]


def test_a_reader_silent_to_the_probe_is_left_alone_and_stays_in_service() -> None:
    """It would close the port, and the next person would find no reader."""
    bench = watched()
    answer = bench.simulator.receive

    def deaf(data: bytes) -> list[object]:
        return [] if request(Command.READ_ADDRESS) in data else list(answer(data))

    bench.simulator.receive = deaf  # type: ignore[assignment,method-assign]
    bench.run(60)
    assert bench.told[1:] == [READY]
    assert bytes(bench.host.sent).count(request(Command.READ_ADDRESS)) == MAX_UNANSWERED
    assert bench.host.opened == 1


def test_a_reader_unplugged_meanwhile_says_no_more_of_the_card() -> None:
    bench = watched()
    bench.at(4, "unplug")
    bench.at(8, "plug")
    bench.run(16)
    assert bench.statuses[-1].state is DeviceState.READY
    away = next(n for n, status in enumerate(bench.statuses) if status.state is DeviceState.ABSENT)
    assert bench.told[away - 1] == LIES
    assert bench.told[away][1] != "card_left"
    assert bench.told[-1] == LIES, "the card lies there still, unread by a reader that forgot it"
