"""Reads the small tables in kiosk/input/data; script/writing_data.py made all but the names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

LEVELS: Final = "abcdefghijklmnopqrst"
"""a: one bit likelier than a character that is not named, b: two bits, and so on."""

_GROUP: Final = re.compile(f"([{LEVELS}])([^{LEVELS}]+)")

Row = str
"""Characters after the letter of their level: ``c工资f板``."""


@dataclass(frozen=True, slots=True)
class Names:
    """``first``: what names begin with; ``second``: what makes a surname of two; ``given``: what follows."""

    first: Row
    second: Mapping[str, str]
    given: Row


def levels(row: Row) -> list[tuple[int, str]]:
    """(bits, the characters that have them)."""
    return [(LEVELS.index(letter) + 1, chars) for letter, chars in _GROUP.findall(row)]


def pairs() -> dict[str, Row]:
    """For each first character, which follow it within a word."""
    return {line[0]: line[1:] for line in _lines("pairs")}


def names() -> Names:
    """How names of persons go."""
    lines = _lines("names")
    second: dict[str, str] = {}
    for name in " ".join(line[1:] for line in lines if line.startswith("=")).split():
        second[name[0]] = second.get(name[0], "") + name[1]
    given = "".join(line[1:] for line in lines if line.startswith("+"))
    return Names("".join(line for line in lines if line[0] in LEVELS), second, given)


def twins() -> dict[str, str]:
    """Traditional forms, and the standard character that stands for each."""
    return {pair[0]: pair[1] for line in _lines("twins") for pair in line.split(" ")}


def standard() -> frozenset[str]:
    """The characters of 通用规范汉字表 (2013) that GB 2312 lacks."""
    return frozenset("".join(_lines("standard")))


def _lines(name: str) -> list[str]:
    text = files("kiosk.input").joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
