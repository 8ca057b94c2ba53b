"""A status is posted on change only, and only along the table."""

import itertools

import pytest

from kiosk.devices.status import StatusReporter
from kiosk.domain.device import ABSENT, READY, TRANSITIONS, DeviceChanged, DeviceState, DeviceStatus

OPENING = DeviceStatus(DeviceState.OPENING)
NO_PAPER = DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02")
FAILED = DeviceStatus(DeviceState.FAILED, "refuses", "E-IDC-04")
PATHS = {  # a legal way from ABSENT to each state
    DeviceState.ABSENT: [],
    DeviceState.OPENING: [DeviceState.OPENING],
    DeviceState.READY: [DeviceState.OPENING, DeviceState.READY],
    DeviceState.BUSY: [DeviceState.OPENING, DeviceState.READY, DeviceState.BUSY],
    DeviceState.DEGRADED: [DeviceState.OPENING, DeviceState.DEGRADED],
    DeviceState.FAILED: [DeviceState.OPENING, DeviceState.FAILED],
}


def reporter() -> tuple[StatusReporter, list[DeviceStatus]]:
    posted: list[DeviceStatus] = []

    def post(message: object) -> None:
        assert isinstance(message, DeviceChanged)
        assert message.name == "idcard"
        posted.append(message.status)

    return StatusReporter("idcard", post), posted


@pytest.mark.parametrize(("before", "after"), list(itertools.product(DeviceState, DeviceState)))
def test_transitions_are_those_of_the_table(before: DeviceState, after: DeviceState) -> None:
    report, _ = reporter()
    for state in PATHS[before]:
        report(DeviceStatus(state))
    allowed = after is before or after in TRANSITIONS[before]
    if allowed:
        report(DeviceStatus(after))
        assert report.status.state is after
    else:
        with pytest.raises(ValueError):
            report(DeviceStatus(after))
        assert report.status.state is before


def test_only_changes_are_posted() -> None:
    report, posted = reporter()
    for status in (ABSENT, OPENING, OPENING, READY, READY, NO_PAPER, NO_PAPER, READY):
        report(status)
    assert posted == [OPENING, READY, NO_PAPER, READY]


def test_another_reason_in_the_same_state_is_a_change() -> None:
    report, posted = reporter()
    unplugged = DeviceStatus(DeviceState.ABSENT, "unplugged", "E-IDC-01")
    report(unplugged)
    report(unplugged)
    assert posted == [unplugged]


def test_a_retry_that_fails_again_is_not_seen() -> None:
    report, posted = reporter()
    report(OPENING)
    report(FAILED)
    report.retrying = True
    for _ in range(5):
        report(OPENING)
        report(FAILED)
    assert posted == [OPENING, FAILED]


def test_a_retry_that_succeeds_shows_the_way_it_went() -> None:
    report, posted = reporter()
    report(OPENING)
    report(FAILED)
    report.retrying = True
    report(OPENING)
    assert report.status == OPENING
    report(NO_PAPER)
    assert posted == [OPENING, FAILED, OPENING, NO_PAPER]
