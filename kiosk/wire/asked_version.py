"""Which wording of a quiz or a survey was answered: terminal and hub must call it the same. Pure."""

import hashlib
from collections.abc import Iterable
from typing import Final

_DIGITS: Final = 8  # hexadecimal


def of_quiz(questions: Iterable[tuple[str, tuple[str, ...], int]]) -> str:
    """``questions``: what is asked, the choices, and which of them is right."""
    return _version(tuple(questions))


def of_survey(questions: Iterable[tuple[str, str, str, tuple[str, ...]]]) -> str:
    """``questions``: id, kind, what is asked, the choices."""
    return _version(tuple(questions))


def _version(asked: tuple[object, ...]) -> str:
    """Answers to a question that was changed are not added to those of before."""
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:_DIGITS]
