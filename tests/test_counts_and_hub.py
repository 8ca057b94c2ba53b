"""解决了吗, from a touch on the running screen through store, sync and hub to the editor's work list."""

import json
from contextlib import closing

import pytest

from hub.cli import main as hub_main
from kiosk.domain import counts as c
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain.update_counts import Solved
from kiosk.store.db import open_database, store_path
from tests.support.to_hub import Resident, Scene
from tests.support.wait import until
from tests.test_spoken_order import scene

__all__ = ["scene"]  # the fixture


def rows(scene: Scene, query: str) -> list[tuple[object, ...]]:
    with closing(open_database(store_path(scene.folder), check=False)) as connection:
        return connection.execute(query).fetchall()


def test_what_helped_nobody_is_on_the_editors_list(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    with scene.running() as terminal:
        resident = Resident(terminal)
        assert until(lambda: resident.state.can_submit and resident.state.library is not None)
        library = resident.state.library
        assert library is not None
        guide = min(library.guides)
        for message in (m.Wake("visit"), m.Open(s.GuideView(guide)), Solved(c.NO), m.EndVisit(quietly=True)):
            resident.touch(message)
        assert until(
            lambda: rows(scene, "SELECT item, answer, visits FROM tally") == [(f"guide:{guide}", c.NO, 1)]
        )
        assert rows(scene, "SELECT count(*) FROM outbox") == [(0,)]
    # The month passes, and two others say the same.
    with closing(open_database(store_path(scene.folder), check=False)) as connection:
        connection.execute("UPDATE tally SET month = '2020-01', visits = 3")
    with scene.running():
        assert until(lambda: rows(scene, "SELECT kind FROM outbox") == [("counts",)])
        assert rows(scene, "SELECT * FROM tally") == []
    assert scene.sync() == 0
    capsys.readouterr()
    assert hub_main([*scene.hub, "--json", "content", "worklist", "--since", "2020-01"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["not_solved"]["items"] == [
        {"item": f"guide:{guide}", "title": "", "yes": 0, "no": 3, "help": 0}
    ]
    assert scene.at_hub(capsys, "list") == [], "it is no order"
