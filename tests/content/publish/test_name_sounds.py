"""What a name is read as, for the lists."""

import pytest

from kiosk.content.publish.name_sounds import sound
from kiosk.domain.places_find import plain


@pytest.mark.parametrize(
    ("name", "first"),
    [("王样例", "wang"), ("吕布", "lv"), ("A 级·事务所", "-")],
)
def test_a_syllable_a_character(name: str, first: str) -> None:
    parts = sound(name).split()
    assert len(parts) == len(plain(name))
    assert parts[0].split("/")[0] == first


def test_a_surname_has_each_of_its_readings() -> None:
    assert {"shan", "dan"} <= set(sound("单").split("/"))
    assert {"zeng"} <= set(sound("曾").split("/"))
