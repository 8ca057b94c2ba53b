"""The long proof counts what it tried and fails when a decoder breaks."""

import pytest

from tests.long import fuzz
from tests.support.decoders import DECODERS, DecoderCase


def test_all_decoders_are_tried() -> None:
    proof = fuzz.run(5, seed=1)
    assert proof.passed
    assert proof.figures["streams"] == {case.name: 5 for case in DECODERS}


def test_a_broken_decoder_fails_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(pieces: list[bytes]) -> None:
        assert b"\x01" not in b"".join(pieces)

    monkeypatch.setattr(fuzz, "DECODERS", [DecoderCase("breaks", (b"\x01",), breaks)])
    proof = fuzz.run(200, seed=1)
    assert not proof.passed
    assert "breaks" in str(proof.figures["broken"])
