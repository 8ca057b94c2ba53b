"""Where an order stands: all of it for who holds the slip, states for who typed its line, else nothing."""

import threading
from datetime import timedelta
from typing import Final

import pytest
from nacl.public import PrivateKey
from sqlalchemy import select

from hub.database.schema import ORDERS, SLIP_TRIES
from hub.orders.casework import close, reply
from hub.orders.opening import open_pending
from hub.orders.slip_codes import NOBODY, hash_typed, is_typed
from hub.uplink.mailbox import answer_question
from kiosk.wire.ids import CROCKFORD, secret_sha256, slip_secret
from kiosk.wire.mailbox import MAILBOX_PATH, MailboxQuestion, ProgressAnswer, ProgressQuestion, ask
from kiosk.wire.signing import encode
from kiosk.wire.slipbox import open_entry
from tests.hub.asking import Caller, caller
from tests.hub.conftest import County
from tests.support.county import new_id

SECRET: Final = slip_secret(bytes(range(16)))
TYPED: Final = SECRET[:10]
WRONG: Final = "Z" * 10
NO: Final = "SS3-0001"
UNKNOWN: Final = ProgressAnswer(result="unknown")
LIMITED: Final = ProgressAnswer(result="limited")


@pytest.fixture
def quick_hashes() -> None:
    """Here they take as long as they do."""


@pytest.fixture
def asking(county: County) -> Caller:
    """A terminal with an order that has been answered."""
    asking = caller(county)
    asking.send(asking.terminal.order(changes={"slip_secret": SECRET}))
    reply(county.house, NO, "带身份证来。", "王律师")
    return asking


def order_id(asking: Caller) -> str:
    with asking.county.house.engine.connect() as connection:
        return str(connection.execute(select(ORDERS.c.order_id)).scalars().first())


def test_the_slip_gives_everything_at_any_terminal(asking: Caller) -> None:
    for terminal in (asking, caller(asking.county, "SS4")):
        found = terminal.ask(NO, secret_sha256=secret_sha256(SECRET))
        assert (found.result, found.order_no, found.order_id) == ("found", NO, order_id(asking))
        entries = [open_entry(row.sealed, SECRET, found.order_id, row.index) for row in found.rows]
        assert [entry.state for entry in entries][-2:] == ["办理中", "办理中"]
        assert entries[-1].reply == "带身份证来。"
        assert found.states == []


def test_the_typed_line_gives_states_without_a_word(asking: Caller) -> None:
    found = asking.ask(NO, typed=TYPED)
    assert (found.result, found.order_no, found.rows, found.rated) == ("found", NO, [], False)
    assert [step.state for step in found.states] == ["待受理", "已受理", "派单", "已承接", "办理中"]


def test_whether_it_was_rated_is_told(asking: Caller) -> None:
    close(asking.county.house, NO, "", "王律师")
    assert not asking.ask(NO, typed=TYPED).rated
    asking.send(asking.terminal.evaluation(order_id(asking), 5))
    open_pending(asking.county.house)
    assert asking.ask(NO, typed=TYPED).rated
    assert asking.ask(NO, secret_sha256=secret_sha256(SECRET)).rated


@pytest.mark.parametrize(
    ("order_no", "how"),
    [
        (NO, {"typed": WRONG}),
        (NO, {"typed": TYPED[:9]}),
        (NO, {"typed": TYPED.lower()}),
        (NO, {"typed": ""}),
        ("SS3-0002", {"typed": TYPED}),
        ("", {"typed": TYPED}),
        ("nonsense", {"typed": TYPED}),
        (NO, {"secret_sha256": secret_sha256(TYPED)}),
        (NO, {"secret_sha256": "é"}),
        ("SS3-0002", {"secret_sha256": secret_sha256(SECRET)}),
    ],
)
def test_no_such_order_and_not_its_code_are_one_answer(
    asking: Caller, order_no: str, how: dict[str, str]
) -> None:
    assert asking.ask(order_no, **how) == UNKNOWN


def test_an_order_that_cannot_be_opened_has_no_code(county: County) -> None:
    asking = caller(county)
    asking.send(asking.terminal.order(changes={"slip_secret": "short"}))
    open_pending(county.house)
    for order_no in (NO, ""):
        assert asking.ask(order_no, typed="") == UNKNOWN
        assert asking.ask(order_no, secret_sha256="") == UNKNOWN


@pytest.mark.parametrize("order_no", [NO, "SS3-7777"])
def test_ten_wrong_tries_an_hour_for_an_order_whether_it_exists_or_not(asking: Caller, order_no: str) -> None:
    for _ in range(10):
        assert asking.ask(order_no, typed=WRONG) == UNKNOWN
    assert asking.ask(order_no, typed=WRONG) == LIMITED
    assert asking.ask(order_no, typed=TYPED) == LIMITED, "no word about a right one either"
    assert caller(asking.county, "SS4").ask(order_no, typed=TYPED) == LIMITED
    assert asking.ask(NO, secret_sha256=secret_sha256(SECRET)).result == "found", "a slip is no guess"
    asking.county.clock.advance(3599)
    assert asking.ask(order_no, typed=TYPED) == LIMITED
    asking.county.clock.advance(2)
    assert asking.ask(NO, typed=TYPED).result == "found"


def test_the_hour_slides(asking: Caller) -> None:
    for _ in range(9):
        asking.ask(NO, typed=WRONG)
    asking.county.clock.advance(1800)
    assert asking.ask(NO, typed=WRONG) == UNKNOWN
    assert asking.ask(NO, typed=WRONG) == LIMITED
    asking.county.clock.advance(1801)
    for _ in range(9):
        assert asking.ask(NO, typed=WRONG) == UNKNOWN
    assert asking.ask(NO, typed=WRONG) == LIMITED


def test_a_clock_that_ran_ahead_locks_nobody_out_for_years(asking: Caller) -> None:
    clock = asking.county.clock
    right = clock.now()
    clock.set_wall(right + timedelta(days=3650))
    for _ in range(10):
        asking.ask(NO, typed=WRONG)
    assert asking.ask(NO, typed=TYPED) == LIMITED
    clock.set_wall(right)
    assert asking.ask(NO, typed=TYPED).result == "found"


def test_right_ones_are_not_counted(asking: Caller) -> None:
    for _ in range(15):
        assert asking.ask(NO, typed=TYPED).result == "found"
    for _ in range(9):
        asking.ask(NO, typed=WRONG)
    assert asking.ask(NO, typed=TYPED).result == "found"


def test_sixty_wrong_tries_an_hour_from_one_terminal(asking: Caller) -> None:
    for number in range(60):
        assert asking.ask(f"SS3-{1000 + number}", typed=WRONG) == UNKNOWN
    assert asking.ask(NO, typed=TYPED) == LIMITED
    assert caller(asking.county, "SS4").ask(NO, typed=TYPED).result == "found"


def test_many_guesses_at_once_are_all_counted(asking: Caller) -> None:
    callers = [caller(asking.county, f"A{number}") for number in range(8)]
    results: list[str] = []
    barrier = threading.Barrier(len(callers))

    def guess(one: Caller) -> None:
        barrier.wait()
        results.extend(one.ask(NO, typed=WRONG).result for _ in range(3))

    threads = [threading.Thread(target=guess, args=(one,)) for one in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (results.count("unknown"), results.count("limited")) == (10, 14)


def test_a_restart_forgets_no_try(asking: Caller) -> None:
    for _ in range(10):
        asking.ask(NO, typed=WRONG)
    asking.county.house.engine.dispose()
    assert asking.ask(NO, typed=TYPED) == LIMITED


def test_what_is_kept_of_tries_says_nothing_and_goes(asking: Caller) -> None:
    asking.ask(NO, typed=WRONG)
    asking.ask("张三 330922", typed=WRONG)
    with asking.county.house.engine.connect() as connection:
        rows = connection.execute(select(SLIP_TRIES)).all()
    assert {row.subject for row in rows} == {f"order:{NO}", f"terminal:{known(asking)}"}
    asking.county.clock.advance(3601)
    caller(asking.county, "SS4").ask("SS3-0009", typed=WRONG)
    with asking.county.house.engine.connect() as connection:
        assert f"order:{NO}" not in connection.execute(select(SLIP_TRIES.c.subject)).scalars().all()


def known(asking: Caller) -> str:
    return asking.terminal.enrolled.terminal_id


def test_a_question_of_another_terminal_or_to_another_key_is_no_question(asking: Caller) -> None:
    house, key = asking.county.house, encode(bytes(PrivateKey.generate().public_key))
    fields = {"id": new_id(), "terminal_id": known(asking), "reply_to": key, "order_no": NO, "typed": TYPED}
    for change in ({"terminal_id": "another"}, {"reply_to": "no key"}):
        answer = asking.post_question(ProgressQuestion.model_validate({**fields, **change}))
        assert (answer.status, answer.word) == (400, None)
    good = ask(ProgressQuestion.model_validate(fields), house.keys.seal.public_key)
    foreign = ask(ProgressQuestion.model_validate(fields), PrivateKey.generate().public_key)
    for outer in (foreign, good.model_copy(update={"id": new_id()}), good.model_copy(update={"sealed": ""})):
        answer = answer_question(house, asking.signed(MAILBOX_PATH, outer.model_dump_json().encode()))
        assert (answer.status, answer.word) == (400, None)
    body = good.model_dump_json().encode()
    assert answer_question(house, asking.signed(MAILBOX_PATH, body)).status == 200


def test_every_answer_without_an_order_has_one_length(asking: Caller) -> None:
    """Whoever carries the answer sees whether there is one, and no more."""
    lengths = set()
    key = encode(bytes(asking.reply_key.public_key))
    for number in range(12):
        question = ProgressQuestion(
            id=new_id(), terminal_id=known(asking), reply_to=key, order_no=NO, typed=CROCKFORD[number] * 10
        )
        word = asking.post_question(question).word
        assert word is not None
        lengths.add(len(word.text))
    assert len(lengths) == 1


def test_where_there_is_no_order_as_much_work_is_done(
    asking: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: one slow hash each, of the same cost."""
    hashes: list[str] = []

    def count(code_hash: str, typed: str) -> bool:
        hashes.append(code_hash)
        return is_typed(code_hash, typed)

    monkeypatch.setattr("hub.uplink.mailbox.is_typed", count)
    for order_no in (NO, "SS3-0002", "nonsense"):
        asking.ask(order_no, typed=WRONG)
    assert len(hashes) == 3
    assert hashes[1:] == [NOBODY, NOBODY]
    assert hashes[0].rsplit("$", 2)[0] == NOBODY.rsplit("$", 2)[0], "version and cost"


def test_a_slow_hash_is_of_the_line_and_of_nothing_else() -> None:
    made = hash_typed(SECRET)
    assert is_typed(made, TYPED)
    assert not is_typed(made, SECRET)
    assert made != hash_typed(SECRET), "salted"
    assert not is_typed(NOBODY, "")
    assert len(made) <= 128


def test_a_question_of_a_sort_not_known_here(asking: Caller) -> None:
    outer = MailboxQuestion(id=new_id(), seal_key="x", sealed="AAAA")
    answer = answer_question(
        asking.county.house, asking.signed(MAILBOX_PATH, outer.model_dump_json().encode())
    )
    assert (answer.status, answer.word) == (400, None)
