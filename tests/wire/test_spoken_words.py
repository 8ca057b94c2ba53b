"""The six words two people compare are slow to make, as docs/protocol/enrolment.md says."""

from nacl import pwhash

from kiosk.wire.enrolment import spoken_words
from kiosk.wire.nouns import six_words

SAID = "a transcript\nof two lines"


def test_they_are_argon2id_of_two_passes_over_64_megabytes() -> None:
    salt = b"gongfa-six-words"
    digest = pwhash.argon2id.kdf(16, SAID.encode(), salt, opslimit=2, memlimit=64 * 1024 * 1024)
    assert spoken_words(SAID) == six_words(digest)
    assert spoken_words(SAID + "!") != spoken_words(SAID)
