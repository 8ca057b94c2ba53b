"""A paper laid under the camera of a terminal as a person has it: by touches, and left nowhere."""

import threading
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.content.publish.build import build
from kiosk.devices.camera.develop import PREVIEW, develop, view_of
from kiosk.devices.camera.simulator import picture
from tests.support import editor_library as sample
from tests.support.clock import ManualClock
from tests.support.outside import Outside, outside
from tests.support.wiping import heard_in, look

pytestmark = pytest.mark.timeout(240)
CONSULT = "items/consultation.yaml"
FIELD = "      - {id: contract, kind: pages, label: 合同, title: 合同, sentences: [每一页], most: '4'}\n"
LAY = """
  - expect: {screen: idle, can_submit: true, device: {camera: ready}, within: 60}
  - device: {name: camera, verb: show, args: {kind: letter, page: "7"}}
  - touch_at: [640, 400]
    expect: {screen: home}
  - touch: home.tile.do
    expect: {screen: items}
  - touch: items.row.consultation
    expect: {screen: consent}
  - touch: consent.yes
    expect: {screen: sheets}
  - touch: sheets.start
    expect: {uid: sheets.leave, within: 20}
"""
TAKE = """
  - touch: sheets.take
    expect: {uid: sheets.again, within: 30}
"""
# The next process looks once whether the camera works: it must not see the same paper.
GONE = "  - device: {name: camera, verb: show, args: {kind: nothing}}\n"
_SEEN_S = 2.0


def content(folder: Path) -> Path:
    """A release whose consultation asks for a contract and nothing else."""
    text = sample.files()[CONSULT]
    before, _, rest = text.partition("    fields:\n")
    changed = f"{before}    fields:\n{FIELD}{rest[rest.index('promise:') :]}"
    build(sample.write(folder / "library", {CONSULT: changed}), folder / "content", ManualClock())
    return folder / "content"


def needles() -> dict[str, Sequence[bytes]]:
    """Pieces of what the camera sent, of what it was seen as, and of what would have gone to the hub."""
    jpeg = picture("letter", 7)
    seen = cv2.imdecode(np.frombuffer(jpeg, dtype=np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    made = develop(seen, 1)
    whole = {
        "wire": jpeg,
        "page": bytes(made.jpeg),
        "preview": view_of(seen, 1, PREVIEW).pixels,
        "shown": made.view.pixels,
    }
    empty = picture("nothing", 1)
    return {name: [one for one in _pieces(data) if one not in empty] for name, data in whole.items()}


def _pieces(data: bytes) -> list[bytes]:
    found = [data[at : at + 48] for at in range(1000, len(data) - 48, len(data) // 200)]
    return [one for one in found if len(set(one)) > 20][:40]


def lay(terminal: Outside) -> None:
    terminal.play(LAY)
    terminal.clock.wait(
        threading.Event(), _SEEN_S
    )  # from outside nobody sees when the camera shows something
    terminal.play(TAKE)


def test_what_was_laid_down_is_left_nowhere(tmp_path: Path) -> None:
    """马上收起 with a page taken; then the same, and the current fails."""
    pieces = needles()
    assert all(len(some) > 10 for some in pieces.values())
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    settings = ("devices.camera.enabled=true", f"content.dir={content(tmp_path)}")
    with outside(tmp_path, environ={"TMPDIR": str(temporary)}, settings=settings) as terminal:
        lay(terminal)
        during = look(terminal, [], pieces)
        assert {"page", "shown"} <= during.words, "the search is blind"
        terminal.play(GONE)
        since = terminal.clock.monotonic()
        terminal.leave("bar.hide")
        assert terminal.replaced(since)
        terminal.play("  - expect: {screen: idle, can_submit: true, within: 60}\n")
        after = look(terminal, [], pieces)
        assert after.where == [], "a paper in the memory of the process after him"
        assert not after.places["store"]
        lay(terminal)
        terminal.kill()
        left = [heard_in(where, pieces) for where in (terminal.state, terminal.run_path, temporary)]
        assert left == [[]] * 3
