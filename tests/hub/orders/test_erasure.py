"""What is erased when its time is over is gone from the file, and nothing else notices."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from hub.care.status import status
from hub.database.schema import ERASURES, JOURNAL
from hub.errors import HubError
from hub.fleet.holdings import list_gaps
from hub.orders.attachments import open_attachment
from hub.orders.casework import close, reply
from hub.orders.desk import list_orders, show_order
from hub.orders.erasure import FEWEST_DAYS, erase
from hub.uplink.intake import accept
from kiosk.wire.limits import PAGE, RECORDING, Kind
from tests.hub.conftest import County
from tests.support.spoken import opus

TWO_YEARS = 730
NO = "SS3-0001"
SOUND = opus(2.0)


def kept(county: County) -> list[bytes]:
    with county.house.engine.connect() as connection:
        return list(connection.execute(select(JOURNAL.c.envelope).order_by(JOURNAL.c.hub_seq)).scalars())


@pytest.mark.parametrize("kind", [RECORDING, PAGE])
def test_an_order_over_for_long_enough_is_gone_with_what_went_with_it(county: County, kind: Kind) -> None:
    terminal = county.terminal()
    old = terminal.spoken(SOUND) if kind == RECORDING else terminal.photographed(SOUND)
    young = [terminal.order()]
    for envelope in (*old, *young):
        accept(county.house, envelope)
    close(county.house, NO, "", "王律师")
    county.clock.advance(timedelta(days=TWO_YEARS).total_seconds() - 1)
    assert erase(county.house, TWO_YEARS, "李工") == 0
    assert open_attachment(county.house, NO, kind).data == SOUND
    county.clock.advance(2)
    assert erase(county.house, TWO_YEARS, "李工") == 1
    assert kept(county) == [b""] * len(old) + young
    for read in (show_order, partial(open_attachment, kind=kind)):
        with pytest.raises(HubError, match="删掉了") as caught:
            read(county.house, NO)
        assert caught.value.code == "E-HUB-04"
    with pytest.raises(HubError, match="删掉了"):
        reply(county.house, NO, "再答一次", "王律师")
    with county.house.engine.connect() as connection:
        assert [row.actor for row in connection.execute(select(ERASURES))] == ["李工"]
    assert erase(county.house, TWO_YEARS, "李工") == 0, "once"


def test_of_what_was_erased_no_byte_is_in_the_file(county: County) -> None:
    envelopes = county.terminal().spoken(SOUND)
    for envelope in envelopes:
        accept(county.house, envelope)
    close(county.house, NO, "", "王律师")
    county.clock.advance(timedelta(days=TWO_YEARS + 1).total_seconds())
    pieces = [envelope[at : at + 48] for envelope in envelopes for at in range(0, len(envelope) - 48, 997)]
    county.house.engine.dispose()  # the log goes into the file
    file = county.house.settings.data / "hub.sqlite3"
    assert any(piece in file.read_bytes() for piece in pieces), "the search is blind"
    erase(county.house, TWO_YEARS, "李工")
    county.house.engine.dispose()
    left = [one for one in county.house.settings.data.rglob("hub.sqlite3*") if one.is_file()]
    assert [one.name for one in left for piece in pieces if piece in one.read_bytes()] == []


def test_nothing_else_notices(county: County) -> None:
    """A terminal that sends it again gets its receipt; there is no gap, no trouble, no order less."""
    envelopes = county.terminal().spoken(SOUND)
    before = [accept(county.house, envelope).word for envelope in envelopes]
    close(county.house, NO, "", "王律师")
    county.clock.advance(timedelta(days=TWO_YEARS + 1).total_seconds())
    erase(county.house, TWO_YEARS, "李工")
    assert [accept(county.house, envelope).word for envelope in envelopes] == before
    assert kept(county) == [b""] * len(envelopes)
    assert [row["order_no"] for row in list_orders(county.house)] == [NO]
    assert list_gaps(county.house) == []
    assert "E-HUB-06" not in str(status(county.house))


def test_what_is_not_over_is_never_erased(county: County) -> None:
    terminal = county.terminal()
    accept(county.house, terminal.order())
    county.clock.advance(timedelta(days=10 * TWO_YEARS).total_seconds())
    assert erase(county.house, TWO_YEARS, "李工") == 0
    reply(county.house, NO, "先去仲裁。", "王律师")
    county.clock.advance(timedelta(days=10 * TWO_YEARS).total_seconds())
    assert erase(county.house, TWO_YEARS, "李工") == 0
    assert show_order(county.house, NO)["reply"] == "先去仲裁。"


def test_what_terminals_still_hold_is_not_erased(county: County) -> None:
    with pytest.raises(HubError) as caught:
        erase(county.house, FEWEST_DAYS - 1, "李工")
    assert caught.value.code == "E-HUB-05"
