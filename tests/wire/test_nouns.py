"""Words for the telephone: a byte each, two characters each, and the same at both ends."""

import hashlib

from kiosk.wire.nouns import COUNT, NOUNS, six_words


def test_a_byte_is_a_word() -> None:
    assert len(NOUNS) == len(set(NOUNS)) == 256
    assert all(len(word) == 2 and all("一" <= character <= "鿿" for character in word) for word in NOUNS)


def test_no_word_is_another_turned_round() -> None:
    assert not {word[::-1] for word in NOUNS if word[0] != word[1]} & set(NOUNS)


def test_six_of_them() -> None:
    words = six_words(bytes([0, 255, 1, 254, 2, 253, 99, 99])).split()
    assert words == [NOUNS[0], NOUNS[255], NOUNS[1], NOUNS[254], NOUNS[2], NOUNS[253]]
    assert len(words) == COUNT


def test_the_order_is_part_of_the_protocol() -> None:
    """A list that changed between two versions would make honest ends read different words."""

    assert hashlib.sha256(" ".join(NOUNS).encode()).hexdigest() == DIGEST


DIGEST = "eaf43a87bfd4c460b3bf3e0bb93ea18988d8b526fccb8d617734d62226caa481"
