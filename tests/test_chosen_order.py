"""Everything chosen and signed in a form, from the touch through store, sync and hub to the desk."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hub.cli import main as hub_main
from kiosk.domain import forms_signature
from kiosk.domain import messages as m
from kiosk.domain.flow import Screen
from kiosk.domain.forms_signature import POINTS_MOST
from script.gallery_forms_chosen import ADDRESS, AT, chosen_item
from tests.hub.orders.releases import lay_down
from tests.support.to_hub import Resident, Scene
from tests.support.wait import until
from tests.test_spoken_order import scene

__all__ = ["scene"]  # the fixture


def scribbled() -> str:
    """A signature as large as any may be."""
    line = [(1000.0 * (number % 2), number % 997) for number in range(POINTS_MOST)]
    text = forms_signature.encode([line], 1000, 1000)
    assert len(text) > 11_000
    return text


def test_all_of_it_is_read_at_the_desk_in_words(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {
        "papers": "note,chat", "before": "no", "green": "elder,migrant", "phone": "13000000000",
        "contact": "visit", "contact_when": "morning", "contact_where": ADDRESS, "sign": scribbled(),
    }  # fmt: skip
    with scene.running() as terminal:
        resident = Resident(terminal)
        assert until(lambda: resident.state.can_submit and resident.state.library is not None)
        library = resident.state.library
        assert library is not None
        item = chosen_item(library.items[0])
        resident.touch(m.ReleaseChanged(replace(library, items=(item, *library.items[1:]), english=None)))
        resident.touch(m.Wake("visit"))
        resident.touch(m.OpenForm(item.id, "0193b0c5-0000-7000-8000-00000000abcd"))
        for name, value in given.items():
            for message in (m.GiveConsent(AT), m.Answer(name, value), m.NextPage()):
                resident.touch(message)
        assert resident.sees(Screen.CHECK)
        resident.touch(m.Submit())
        assert resident.sees(Screen.SUBMITTED)
        submission = resident.state.visit.submission  # type: ignore[union-attr]
        assert submission is not None
        assert scene.sync() == 0
        assert until(lambda: resident.state.visit.submission.delivered)  # type: ignore[union-attr]
        number = submission.committed.order_no

    content = tmp_path / "content"
    lay_down(content, library.info.release, item)
    assert hub_main([*scene.hub, "content", "import", str(content)]) == 0
    shown = scene.at_hub(capsys, "show", number)
    assert shown["fields"] == given
    said = json.dumps(shown, ensure_ascii=False)
    for words in ("欠条；聊天记录、短信", "老年人；农民工", "上门", "上午", ADDRESS, "签了名，1 笔"):
        assert words in said
    assert "联系时间" in said
    out = tmp_path / "signature.png"
    assert hub_main([*scene.hub, "orders", "signature", number, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\x89PNG")
