"""The text block: every kind of document, what is kept, what is refused, what may leave."""

from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.idcard.documents import (
    LAYOUTS,
    PASSABLE,
    Document,
    DocumentError,
    added_address,
    build_text,
    parse_text,
)
from kiosk.devices.idcard.nations import NATIONS
from kiosk.devices.idcard.samples import SAMPLES
from kiosk.domain.device import CardDocument

RESIDENT = SAMPLES["resident"]


def spoiled(offset: int, data: bytes, document: Document = RESIDENT) -> bytes:
    text = bytearray(build_text(document))
    text[offset : offset + len(data)] = data
    return bytes(text)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES)
def test_every_sample_survives_the_card(document: Document) -> None:
    assert parse_text(build_text(document)) == document


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_fields_do_not_overlap_and_fit(layout: dict[str, tuple[int, int]]) -> None:
    taken = sorted((*layout.values(), (248, 2)))
    for (offset, size), (after, _) in pairwise(taken):
        assert offset + size <= after
    assert sum(taken[-1]) <= 256


@pytest.mark.parametrize(
    ("code", "sex"), [("1", "男"), ("2", "女"), ("0", "未知"), ("9", "未知"), (" ", "未知")]
)
def test_sex(code: str, sex: str) -> None:
    assert parse_text(spoiled(30, wide(code))).sex == sex


@pytest.mark.parametrize(("code", "nation"), [*NATIONS.items(), ("57", "57"), ("  ", "")])
def test_nation(code: str, nation: str) -> None:
    assert parse_text(spoiled(32, wide(code))).nation == nation


def test_the_nations_are_the_56_and_two_more() -> None:
    assert len(NATIONS) == 58
    assert len(set(NATIONS.values())) == 58


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("长期      ", "长期"), ("20400101", "2040-01-01"), ("20400231", "20400231"), ("        ", "")],
)
def test_validity_is_a_date_or_what_the_card_says(raw: str, shown: str) -> None:
    assert parse_text(spoiled(204, wide(raw))).valid_to == shown


@pytest.mark.parametrize(
    "raw", ["        ", "19490231", "1949-12-", "１９４９１２３１", "长期      ", "19491231"[::-1]]
)
def test_a_birth_that_is_no_date_is_refused(raw: str) -> None:
    with pytest.raises(DocumentError, match="birth"):
        parse_text(spoiled(36, wide(raw[:8])))


@pytest.mark.parametrize("kind", ["X", "j", "\0", "\ud7ff"])
def test_an_unknown_kind_is_refused(kind: str) -> None:
    with pytest.raises(DocumentError, match="unknown kind"):
        parse_text(spoiled(248, wide(kind)))


@pytest.mark.parametrize(("offset", "size", "field"), [(0, 30, "name"), (122, 36, "number")])
def test_a_card_without_name_or_number_is_refused(offset: int, size: int, field: str) -> None:
    with pytest.raises(DocumentError, match=field):
        parse_text(spoiled(offset, wide(" " * (size // 2))))


def test_a_foreigner_may_have_only_an_english_name() -> None:
    only = replace(SAMPLES["foreign2023"], name="")
    assert parse_text(build_text(only)) == only


@pytest.mark.parametrize("size", [0, 255, 257, 1280])
def test_another_size_is_refused(size: int) -> None:
    with pytest.raises(DocumentError):
        parse_text(bytes(size))


def test_broken_text_is_refused_and_not_quoted() -> None:
    with pytest.raises(DocumentError) as caught:
        parse_text(spoiled(0, b"\x00\xdc"))
    assert "测试" not in str(caught.value)
    with pytest.raises(DocumentError):
        added_address(b"\x00\xd8" * 35)


def test_padding_with_nuls_is_stripped_on_the_right_only() -> None:
    assert parse_text(spoiled(0, wide(" 测 试".ljust(15, "\0")))).name == " 测 试"


@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=7).filter(
        lambda t: t.strip(" \0")
    )
)
def test_no_character_of_a_name_is_lost(name: str) -> None:
    document = replace(RESIDENT, name=name)
    assert parse_text(build_text(document)).name == name.rstrip(" \0")


def test_an_english_name_is_joined_before_it_is_stripped() -> None:
    name = "A" * 34 + " " + "B" * 9  # the first part ends in a space that belongs to the name
    assert parse_text(build_text(replace(SAMPLES["foreign2023"], english_name=name))).english_name == name


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (replace(RESIDENT, name="长" * 16), "name"),
        (replace(RESIDENT, document="passport"), "document"),
        (replace(SAMPLES["foreign2023"], english_name="A" * 47), "english_name_2"),
    ],
)
def test_what_does_not_fit_on_a_card_is_said(document: Document, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        build_text(document)


def test_only_wanted_fields_pass_the_border() -> None:
    assert RESIDENT.passing(("name",)) == CardDocument("resident", name="测试甲")
    assert RESIDENT.passing(()) == CardDocument("resident")
    assert RESIDENT.passing(("name", "number", "sex", "birth")) == CardDocument(
        "resident", "测试甲", "330199194912310012", "男", "1949-12-31"
    )
    assert RESIDENT.passing(("address", "nation", "authority")) == CardDocument("resident")


def test_the_border_is_as_wide_as_the_documents_type() -> None:
    assert {field.name for field in fields(CardDocument)} - {"document"} == PASSABLE


def test_json_has_the_common_fields_always_and_the_others_where_they_exist() -> None:
    common = {
        "document",
        "name",
        "sex",
        "nation",
        "birth",
        "address",
        "number",
        "authority",
        "valid_from",
        "valid_to",
    }
    assert set(RESIDENT.to_json()) == common
    assert set(SAMPLES["hkmt"].to_json()) == common | {"pass_number", "issue_count"}
    assert set(SAMPLES["foreign2017"].to_json()) == common | {"english_name", "nationality", "version"}
    assert set(SAMPLES["foreign2023"].to_json()) == common | {
        "english_name",
        "nationality",
        "renewal_count",
        "old_number_link",
    }
