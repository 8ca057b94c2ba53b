"""What is heard of a written text, and the form of the tables that say so."""

from collections.abc import Callable

import pytest

from kiosk.speech.normalise import sentences

Row = tuple[str, str]


def said(text: str) -> str:
    return "".join(sentence.spoken for sentence in sentences(text))


def table(*rows: Row) -> Callable[[Callable[[str, str], None]], Callable[[str, str], None]]:
    """Tests each pair of written and spoken by itself."""
    return pytest.mark.parametrize(("written", "spoken"), rows, ids=[written for written, _ in rows])
