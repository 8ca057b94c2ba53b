"""Papers laid under a simulated camera: from a touch through driver, store, sync and hub to files there."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kiosk.cli import main
from kiosk.config import CHECKOUT
from kiosk.config_load import load
from kiosk.domain import messages as m
from kiosk.domain import update_sheets as us
from kiosk.domain.flow import Screen
from kiosk.domain.sheets import Doubt, Phase, Sheet, Shot
from kiosk.store.db import open_database, store_path
from tests.support import to_hub
from tests.support.papers import CARD, CONTRACT, with_papers
from tests.support.running import running
from tests.support.to_hub import Scene, provisioned
from tests.support.wait import until

ITEM = "consultation"
AT = "2027-03-01T09:00:00+08:00"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with provisioned(tmp_path, "devices.camera.enabled=true") as made:
        yield made


class Resident(to_hub.Resident):
    @property
    def shot(self) -> Shot:
        return self.form.shot

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return self.form.draft.sheets

    def begins(self, order_id: str) -> None:
        assert until(lambda: self.state.can_submit and self.state.recording_room and self.state.camera.usable)
        with self.terminal.frozen:
            runtime = self.terminal.terminal.runtime
            assert runtime.state.library is not None
            runtime.state = replace(runtime.state, library=with_papers(runtime.state.library, CONTRACT, CARD))
        self.touch(m.Wake("visit"), m.OpenForm(ITEM, order_id), m.GiveConsent(AT))
        assert self.sees(Screen.SHEETS)

    def lays(self, name: str, page: int, kind: str = "letter") -> None:
        """A page below the camera, 拍照, a look at what it sees, 拍这一页."""
        simulators = self.terminal.terminal.simulators
        assert simulators is not None
        simulators.control("camera", "show", {"kind": kind, "page": str(page)})
        self.touch(us.AimCamera())
        assert until(lambda: self.shot.phase is Phase.AIMING and self.shot.view is not None)
        self.touch(us.TakeSheet(name))
        assert until(lambda: self.shot.phase is Phase.SHOWN and self.shot.sheet_id == name)


def marks(jpeg: bytes) -> int:
    """How many black squares stand at the top of a drawn page: which one it is."""
    page = np.asarray(Image.open(io.BytesIO(jpeg)).convert("L"))
    row = page[round(page.shape[0] * 47 / 877)] < 110
    return int((np.diff(row.astype(int)) == 1).sum())


def test_what_is_laid_down_reaches_the_hub_page_by_page(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with scene.running() as terminal:
        resident = Resident(terminal)
        resident.begins("0193b0c5-0000-7000-8000-00000000abca")
        resident.lays("one", 1)
        resident.lays("wrong", 5)
        resident.touch(us.RetakeSheet())
        resident.lays("two", 2)
        resident.touch(m.NextPage())
        assert until(lambda: resident.form.index == 2)
        resident.lays("three", 3, "blurred")
        resident.touch(us.RetakeSheet())
        resident.lays("four", 3)
        assert [(one.sheet_id, one.doubt) for one in resident.sheets] == [
            (name, Doubt.NONE) for name in ("one", "two", "four")
        ]
        house = terminal.terminal._house
        assert house is not None
        assert house.devices.camera is not None
        taken = house.devices.camera.shelf.taken(("one", "two", "four"))
        resident.touch(m.NextPage())
        assert resident.sees(Screen.CHECK)
        resident.touch(m.Submit())
        assert resident.sees(Screen.SUBMITTED)
        assert until(lambda: not house.devices.camera.shelf._kept)
        assert main([*scene.root, "sync", "--once"]) == 0
        assert until(lambda: resident.state.visit.submission.delivered)  # type: ignore[union-attr]
        number = resident.state.visit.submission.committed.order_no  # type: ignore[union-attr]

    shown = scene.at_hub(capsys, "show", number)
    assert shown["fields"] == {"contract": "2", "card": "1"}
    assert [note["field"] for note in shown["pages"]] == ["contract", "contract", "card"]
    assert shown["page"]["parts"] == shown["page"]["here"]
    out = tmp_path / "papers"
    out.mkdir()
    told = scene.at_hub(capsys, "pages", number, "--out", str(out))
    assert (told["of"], [one["field"] for one in told["pages"]]) == (3, ["contract", "contract", "card"])
    files = sorted(out.iterdir())
    assert [file.read_bytes() for file in files] == [one.data for one in taken]
    assert [marks(file.read_bytes()) for file in files] == [1, 2, 3]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    opened = scene.at_hub(capsys, "opened", number)
    assert [row["what"] for row in opened] == ["order", "page 1", "page 2", "page 3"]


def photograph_until_killed(config_words: list[str]) -> None:
    """What the child of the next test does: one page is taken, the camera is open, nothing is submitted."""
    with running(load(None, config_words)) as terminal:
        resident = Resident(terminal)
        resident.begins("0193b0c5-0000-7000-8000-00000000abcb")
        resident.lays("one", 1)
        resident.touch(us.AimCamera())
        assert until(lambda: resident.shot.view is not None)
        sys.stdout.write("photographing\n")
        sys.stdout.flush()
        sys.stdin.read()


def test_killed_before_it_is_submitted_there_is_no_order_and_no_page(scene: Scene) -> None:
    words = [scene.root[1], "store.free_floor_mb=1", *scene.settings]
    code = f"from tests.test_paged_order import photograph_until_killed; photograph_until_killed({words!r})"
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "photographing\n"
        child.kill()
    with closing(open_database(store_path(scene.folder))) as left:
        assert left.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
        assert left.execute("SELECT count(*) FROM recording_part").fetchone() == (0,)
    nothing_of_a_picture(scene.folder)


def test_a_visit_that_ends_before_it_is_submitted_leaves_nothing(scene: Scene) -> None:
    with scene.running() as terminal:
        resident = Resident(terminal)
        resident.begins("0193b0c5-0000-7000-8000-00000000abcc")
        resident.lays("one", 1)
        house = terminal.terminal._house
        assert house is not None
        assert house.devices.camera is not None
        assert len(house.devices.camera.shelf.taken(("one",))) == 1
        resident.touch(m.EndVisit(quietly=True))
        assert resident.sees(Screen.IDLE)
        assert until(lambda: not house.devices.camera.shelf._kept)
    with closing(open_database(store_path(scene.folder))) as left:
        assert left.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
    nothing_of_a_picture(scene.folder)


def nothing_of_a_picture(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert b"JFIF" not in data, file
            assert b"\xff\xd8\xff\xe0" not in data, file
