"""Every frame and stream of the published vectors, exactly as stated (synthetic people only)."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices.idcard import protocol
from kiosk.devices.idcard.documents import added_address, build_text, parse_text
from kiosk.devices.idcard.protocol import Command, DecodeError, Frame, FrameDecoder
from kiosk.devices.transport.line import wire_seconds

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "idcard_vectors.json").read_text("utf-8")
)
RESPONSES = {row["name"]: row for row in VECTORS["responses"]}
REQUESTS = {
    "reset_sam": protocol.request(Command.RESET),
    "sam_status": protocol.request(Command.STATUS),
    "read_sam_id": protocol.request(Command.SAM_ID),
    "find_card": protocol.request(Command.FIND),
    "select_card": protocol.request(Command.SELECT),
    "read_base": protocol.request(Command.READ),
    "read_new_address": protocol.request(Command.READ_ADDRESS),
    "read_card_mid": protocol.request(Command.READ_CARD_ID),
    "read_base_fp": protocol.request(Command.READ_FINGERPRINT),
    "set_baud_115200": protocol.set_baud(115200),
    "set_baud_57600": protocol.set_baud(57600),
    "set_baud_38400": protocol.set_baud(38400),
    "set_baud_19200": protocol.set_baud(19200),
    "set_baud_9600": protocol.set_baud(9600),
    "set_max_rf_byte_0x50": protocol.request(Command.MAX_RF_BYTES, b"\x50"),
}
DOCUMENTS = {" ": "resident", "J": "hkmt", "I": "foreign2017", "Y": "foreign2023"}
# The vectors' names of fields -> ours, where they differ.
FIELDS = {
    "id": "number",
    "name_en": "english_name",
    "pass_no": "pass_number",
    "change_count": "renewal_count",
    "related": "old_number_link",
}
SEXES = {"1": "男", "2": "女"}
NATIONS = {"01": "汉", "05": "维吾尔"}


def frame_of(row: dict[str, Any]) -> bytes:
    return bytes.fromhex(row["hex"])


def shown(field: str, value: str) -> str:
    """A raw value of the vectors as a document shows it."""
    if field == "sex":
        return SEXES[value]
    if field == "nation":
        return NATIONS[value]
    if field in ("birth", "valid_from", "valid_to") and value.isdigit():
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return value


def test_the_vectors_hold_every_kind_of_case() -> None:
    assert set(REQUESTS) == {row["name"] for row in VECTORS["requests"]}
    assert len(RESPONSES) == 29
    assert len(VECTORS["streams"]) == 7


@pytest.mark.parametrize("row", VECTORS["requests"], ids=lambda row: str(row["name"]))
def test_request(row: dict[str, Any]) -> None:
    assert REQUESTS[row["name"]] == frame_of(row)


@pytest.mark.parametrize("row", VECTORS["responses"], ids=lambda row: str(row["name"]))
@pytest.mark.parametrize("piece", [1, 64, 4096])
def test_response_is_one_frame_in_pieces_of_any_size(row: dict[str, Any], piece: int) -> None:
    data = frame_of(row)
    assert len(data) == row["len"]
    decoder = FrameDecoder()
    results = [result for at in range(0, len(data), piece) for result in decoder.feed(data[at : at + piece])]
    assert results == [Frame(data[protocol.HEADER : -1])]
    assert decoder.timeout() == []


@pytest.mark.parametrize(
    "row",
    [row for row in VECTORS["responses"] if "name" in row.get("parsed", {})],
    ids=lambda row: row["name"],
)
def test_document(row: dict[str, Any]) -> None:
    stated: dict[str, Any] = dict(row["parsed"])
    (frame,) = FrameDecoder().feed(frame_of(row))
    assert isinstance(frame, Frame)
    assert frame.sw3 == protocol.SUCCESS
    fingerprint = stated.pop("fp_len", None)
    blocks = protocol.card_blocks(frame.data, fingerprint=fingerprint is not None)
    assert (len(blocks.text), len(blocks.photo), len(blocks.fingerprint)) == (256, 1024, fingerprint or 0)
    document = parse_text(blocks.text)
    assert document.document == DOCUMENTS[stated.pop("type")]
    for field, value in stated.items():
        assert getattr(document, FIELDS.get(field, field)) == shown(field, value), field
    assert build_text(document) == blocks.text


@pytest.mark.parametrize("row", [row for name, row in RESPONSES.items() if name.startswith("error_")])
def test_error_codes(row: dict[str, Any]) -> None:
    (frame,) = FrameDecoder().feed(frame_of(row))
    assert isinstance(frame, Frame)
    assert frame.sw3 == int(row["name"].removeprefix("error_"), 16)
    assert protocol.response(frame.sw3) == frame_of(row)


def test_module_id() -> None:
    row = RESPONSES["sam_id"]
    (frame,) = FrameDecoder().feed(frame_of(row))
    assert isinstance(frame, Frame)
    assert protocol.sam_id(frame.data) == row["parsed"]["sam_id"]
    with pytest.raises(ValueError):
        protocol.sam_id(frame.data[1:])


def test_new_address() -> None:
    row = RESPONSES["new_address"]
    (frame,) = FrameDecoder().feed(frame_of(row))
    assert isinstance(frame, Frame)
    assert added_address(frame.data) == row["parsed"]["address"]


@pytest.mark.parametrize("row", VECTORS["streams"], ids=lambda row: str(row["name"]))
@pytest.mark.parametrize("piece", [1, 7, 4096])
def test_stream(row: dict[str, Any], piece: int) -> None:
    data = frame_of(row)
    decoder = FrameDecoder()
    results: list[Frame | DecodeError] = []
    for at in range(0, len(data), piece):
        results += decoder.feed(data[at : at + piece])
    results += decoder.timeout()
    expected = [
        Frame(frame_of(RESPONSES[name])[protocol.HEADER : -1]) if name in RESPONSES else DecodeError(name)
        for name in row["expect"]
    ]
    assert results == expected


@pytest.mark.parametrize(
    ("exchange", "count"),
    [
        ("find+select+read_base", 30 + 15 + 19 + 1295),
        ("read_base reply only", 1295),
        ("find+select+read_base_fp(1024)", 30 + 15 + 19 + 2321),
        ("find miss (10+11)", 21),
        ("new address (10+81)", 91),
    ],
)
def test_wire_times(exchange: str, count: int) -> None:
    stated = VECTORS["wire_ms_at_10_bits_per_byte"][exchange]
    assert set(stated) == {"115200", "57600", "38400", "19200", "9600"}
    for baud, milliseconds in stated.items():
        assert wire_seconds(count, int(baud)) * 1000 == pytest.approx(milliseconds, abs=0.05)
