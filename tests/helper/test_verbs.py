"""Who may ask what, and what the helper believes about the time."""

from datetime import datetime, timedelta

import pytest

from kiosk.helper import protocol as p
from kiosk.helper.floor import Floor
from kiosk.helper.nonces import LIFE_S
from kiosk.helper.system import Failed, Unavailable
from kiosk.wire.signing import SignedText, Tag
from tests.helper.conftest import BUILT, Bench
from tests.helper.test_protocol import QUESTIONS
from tests.support.county import County

AT = "2026-03-02T09:30:00+00:00"


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("user", [p.UI_USER, p.SYNC_USER, "kiosk-display", "root", "www-data", ""])
def test_only_who_may_is_obeyed(question: p.Question, user: str, bench: Bench) -> None:
    answer = bench.verbs.answer(question, user)
    if user in p.ALLOWED[question.verb]:
        assert answer.reason != "not-allowed"
    else:
        assert (answer.ok, answer.reason, bench.machine.done) == (False, "not-allowed", [])


@pytest.mark.parametrize(
    ("question", "done"),
    [
        (p.Reboot(), ("reboot",)),
        (p.PowerOff(), ("power-off",)),
        (p.SetVolume(percent=60), ("volume", 60)),
        (p.SetBrightness(percent=80), ("brightness", 80)),
        (p.WifiProfile(ssid="村委会", psk="12345678"), ("wifi", "村委会", "12345678", False)),
    ],
)
def test_what_is_asked_is_done_and_troubles_are_told(
    question: p.Question, done: tuple[object, ...], bench: Bench
) -> None:
    assert bench.verbs.answer(question, p.UI_USER) == p.Answer(ok=True)
    assert bench.machine.done == [done]
    bench.machine.trouble = Unavailable("no card")
    assert bench.verbs.answer(question, p.UI_USER).reason == "unavailable"
    bench.machine.trouble = Failed("exit 1")
    answer = bench.verbs.answer(question, p.UI_USER)
    assert (answer.ok, answer.reason, answer.detail) == (False, "failed", "exit 1")


# ---- the clock -----------------------------------------------------------------------------------


def step(bench: Bench, word: SignedText) -> p.Answer:
    return bench.verbs.answer(p.StepClock(word=word.model_dump_json()), p.SYNC_USER)


def nonce(bench: Bench) -> str:
    return bench.verbs.answer(p.ClockNonce(), p.SYNC_USER).nonce


def test_the_clock_is_set_to_the_hubs_word_and_half_the_way(bench: Bench) -> None:
    asked = nonce(bench)
    bench.clock.advance(4.0)
    answer = step(bench, bench.word(asked, AT))
    at = BUILT.fromisoformat(AT) + timedelta(seconds=2)
    assert answer == p.Answer(ok=True, at=at.isoformat())
    assert bench.machine.done == [("time", at)]
    floor = Floor(bench.folder / "floor", BUILT).now()
    assert floor == BUILT + timedelta(days=1), "it rises by a day, and is stored"


def test_a_word_counts_once(bench: Bench) -> None:
    word = bench.word(nonce(bench), AT)
    assert step(bench, word).ok
    assert step(bench, word).reason == "nonce"
    assert len(bench.machine.done) == 1


def test_a_nonce_lives_a_minute(bench: Bench) -> None:
    word = bench.word(nonce(bench), AT)
    bench.clock.advance(LIFE_S + 0.001)
    assert step(bench, word).reason == "nonce"
    word = bench.word(nonce(bench), AT)
    bench.clock.advance(LIFE_S)
    assert step(bench, word).ok


def test_a_nonce_that_was_never_issued_is_none(bench: Bench) -> None:
    nonce(bench)
    assert step(bench, bench.word("0" * 32, AT)).reason == "nonce"


def test_many_nonces_push_out_the_oldest_only(bench: Bench) -> None:
    first = nonce(bench)
    rest = [nonce(bench) for _ in range(8)]
    assert step(bench, bench.word(first, AT)).reason == "nonce"
    assert step(bench, bench.word(rest[0], AT)).ok


@pytest.mark.parametrize(
    "forge",
    [
        lambda bench, asked: Bench(bench.folder, county=County()).word(asked, AT),
        lambda bench, asked: bench.word(asked, AT, hub_id="another-hub"),
        lambda bench, asked: bench.word(asked, AT, tag=Tag.EXCHANGE),
        lambda bench, asked: bench.word(asked, AT).model_copy(update={"text": "{}"}),
        lambda bench, asked: bench.word(asked, AT).model_copy(
            update={"text": bench.word(asked, "2027-01-01T00:00:00+00:00").text}
        ),
    ],
    ids=["another hub's key", "another hub's name", "a word of another kind", "no time", "another time"],
)
def test_only_the_hubs_own_word_is_believed(forge: object, bench: Bench) -> None:
    assert callable(forge)
    assert step(bench, forge(bench, nonce(bench))).reason == "signature"
    assert bench.machine.done == []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"type": 1}', "<html>"])
def test_what_is_no_word_is_refused(text: str, bench: Bench) -> None:
    assert bench.verbs.answer(p.StepClock(word=text), p.SYNC_USER).reason == "signature"


def test_nobody_is_believed_by_a_terminal_that_is_not_enrolled(bench: Bench) -> None:
    bench.trusting = False
    assert step(bench, bench.word(nonce(bench), AT)).reason == "signature"


@pytest.mark.parametrize(
    "at",
    [
        "1970-01-01T00:00:00+00:00",
        "2025-12-31T23:59:59.999+00:00",
        "2046-01-01T00:00:00+00:00",
        "2200-01-01T00:00:00+00:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+12:00",
        "2026-03-02T09:30:00",
        "soon",
        "",
    ],
)
def test_a_time_that_cannot_be_is_not_taken_whoever_signed_it(at: str, bench: Bench) -> None:
    assert step(bench, bench.word(nonce(bench), at)).reason == "floor"
    assert bench.machine.done == []


def test_the_clock_never_goes_below_the_latest_the_hub_swore_to(bench: Bench) -> None:
    assert step(bench, bench.word(nonce(bench), "2026-01-01T09:30:00+00:00")).ok
    assert step(bench, bench.word(nonce(bench), "2026-01-01T09:29:59+00:00")).reason == "floor"
    assert step(bench, bench.word(nonce(bench), "2026-01-01T09:30:01+00:00")).ok


def test_a_hub_that_was_wrong_once_can_set_it_right_again(bench: Bench) -> None:
    assert step(bench, bench.word(nonce(bench), "2036-03-02T09:30:00+00:00")).ok
    assert step(bench, bench.word(nonce(bench), AT)).ok
    assert bench.machine.done[-1] == ("time", datetime.fromisoformat(AT))


def test_a_machine_that_cannot_set_its_clock_says_so_and_keeps_the_floor(bench: Bench) -> None:
    bench.machine.trouble = Failed("clock_settime: Operation not permitted")
    assert step(bench, bench.word(nonce(bench), AT)).reason == "failed"
    assert bench.floor.now() == BUILT


def test_a_floor_that_cannot_be_stored_is_told(bench: Bench) -> None:
    (bench.folder / ".floor.part").mkdir()
    answer = step(bench, bench.word(nonce(bench), AT))
    assert (answer.reason, len(bench.machine.done)) == ("failed", 1)


@pytest.mark.parametrize("text", ["", "soon", "2026-03-02T09:30:00", "2020-01-01T00:00:00+00:00", "é"])
def test_a_damaged_or_lower_floor_never_goes_below_the_build(text: str, bench: Bench) -> None:
    (bench.folder / "floor").write_bytes(text.encode("utf-8"))
    assert bench.floor.now() == BUILT
