"""The two ends of the mailbox, and a bell that is heard."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.doorbell import MAIL_BELL, Doorbell
from tests.support.mail_sides import Both


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    made = Both(tmp_path)
    with closing(Doorbell(tmp_path / MAIL_BELL, made.rung)):
        yield made
