"""docs/protocol/helper.md says what the code says."""

import re
from pathlib import Path
from typing import Final

from kiosk.helper import protocol as p
from kiosk.helper.client import SOCKET
from kiosk.helper.nonces import LIFE_S
from kiosk.helper.server import IDLE_S, QUESTION_S

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs" / "protocol" / "helper.md").read_text("utf-8")


def test_every_verb_stands_there_with_who_may_ask_it() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| ((?:`kiosk-[a-z]+`(?:, )?)+) \| .* \|$", PAGE, re.MULTILINE)
    found = {verb: frozenset(re.findall(r"kiosk-[a-z]+", users)) for verb, users in rows}
    assert found == p.ALLOWED


def test_every_reason_stands_there() -> None:
    table = PAGE.split("| reason | means |")[1]
    named = set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE))
    told = set(re.findall(r"``([a-z-]+)``", p.Answer.__doc__ or ""))
    assert named == told - {"reason", "ok", "detail"}


def test_the_bounds_are_the_codes() -> None:
    assert str(SOCKET) in PAGE
    for value in (f"{p.LONGEST:,} bytes", f"{IDLE_S:.0f} s", f"{QUESTION_S:.0f} s", f"for {LIFE_S:.0f} s"):
        assert value in PAGE
