"""Whether anything of a person is left after his visit: `script/test --long wipe`.

Each visit writes by hand, types, says something, lays down a card, holds a slip there and reads the answer,
on a real terminal whose memory is searched before and after it; tests/system/test_wipe.py does it with a
telephone number and a voice.
"""

import random
import tempfile
from pathlib import Path
from typing import Final

from tests.long.proof import Proof
from tests.support import memory
from tests.support.mail_hub import ORDER_NO
from tests.support.outside import Outside, outside
from tests.support.speaking import hushed, pieces, say
from tests.support.wait import until
from tests.support.wiping import SECRET, asked, carried, documented, go_online, look, phoned, write

MATTER: Final = "没发我"  # written by hand
CARD_NAME: Final = "测试甲"
CARD_NUMBER: Final = "330199194912310012"
REPLY: Final = "老板应在七日内付清工资"
SLIP: Final = "GL1.SS3-00000{}"  # of the slip that was printed: gone again when the next thing begins
SUBMIT: Final = """
  - touch: check.submit
    expect: {screen: submitted, printing: sent, within: 30}
"""
SECOND: Final = f"""
  - touch: bar.home
    expect: {{screen: home}}
  - touch: home.tile.do
    expect: {{screen: items}}
  - touch: items.row.legal-aid
    expect: {{screen: choice, key: matter}}
  - touch: choice.wages
  - touch: choice.done
    expect: {{screen: write, key: request}}
  - touch: write.sentence.0
  - touch: write.done
    expect: {{screen: consent}}
  - touch: consent.yes
    expect: {{screen: identity, no_uid: identity.next}}
  - card: resident
    expect: {{uid: identity.next, within: 20}}
  - card: remove
  - touch: bar.home
    expect: {{screen: home}}
  - scan: GL1.{ORDER_NO}.{SECRET}
    expect: {{screen: progress, within: 20}}
"""
SAID: Final = "boat"
SAID_S: Final = 2.0
SPOKEN: Final = """
  - touch: write.speak
    expect: {screen: record}
"""
WRITTEN: Final = """
  - touch: record.write
    expect: {screen: write}
  - touch: write.done
    expect: {screen: consent}
"""
ALL_THERE: Final = "  - expect: {screen: idle, can_submit: true, handwriting: true, within: 60}\n"


def visit(terminal: Outside, phone: str, slip: str) -> list[str]:
    """What was found where the list has nothing, and what was not where it has something."""
    words = (phone, MATTER, CARD_NAME, CARD_NUMBER, REPLY, SECRET, slip)
    sound = pieces(SAID, SAID_S)
    terminal.play(asked("consultation"))
    write(terminal, MATTER)
    terminal.play(SPOKEN)
    say(terminal, SAID, 0, SAID_S)
    hushed(terminal)
    terminal.play(WRITTEN + phoned(phone))
    first = look(terminal, words, sound)
    terminal.play(SUBMIT)
    terminal.play(SECOND)
    until(lambda: REPLY in memory.words_in(terminal.pid, [REPLY]))
    during = look(terminal, words, sound)
    since = terminal.clock.monotonic()
    terminal.leave("bar.hide")
    if not terminal.replaced(since):
        return ["the process was not replaced"]
    terminal.play(ALL_THERE)
    after = look(terminal, words, sound)
    allowed, left = documented()
    blind = (set(words) - {slip} - during.words) | ({phone, MATTER, f"{SAID} opus"} - first.words)
    return [
        *(f"not found during the visit: {word}" for word in sorted(blind)),
        *(f"left: {where}" for where in after.where),
        *_differing("during", {**first.places, **during.places}, allowed),
        *_differing("after", after.places, left),
    ]


def _differing(when: str, found: dict[str, bool], listed: dict[str, bool]) -> list[str]:
    return [
        f"{when}: {place}" for place in sorted(found | listed) if found.get(place) is not listed.get(place)
    ]


def run(count: int, seed: int) -> Proof:
    numbers = random.Random(seed)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder, outside(Path(folder)) as terminal, carried(terminal):
        go_online(terminal)
        terminal.play(ALL_THERE.replace("can_submit", "online: true, can_submit"))
        for number in range(1, count + 1):
            phone = f"139{numbers.randrange(10**8):08d}"
            wrong += visit(terminal, phone, f"GL1.SS3-{number:06d}")
    return Proof(not wrong, {"visits": count, "wrong": wrong})
