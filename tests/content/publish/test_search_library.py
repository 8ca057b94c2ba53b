"""The library of this checkout answers what people were thought to ask: the floor of the search's quality."""

from kiosk.config import CHECKOUT
from kiosk.content.publish.cli_search import read, summary, tried
from kiosk.content.publish.collect import collect
from kiosk.content.publish.search_records import searchable
from tests.support.clock import ManualClock

SET = CHECKOUT / "tests" / "data" / "search" / "guides.yaml"


def test_the_library_answers_its_set() -> None:
    found = summary(tried(searchable(collect(CHECKOUT / "library")), read(SET), ManualClock()))
    assert found["questions"] >= 60
    assert found["empty"] == 0
    assert found["hit@3"] >= 0.95
    assert found["hit@1"] >= 0.8
    low = {how: hits for how, hits in found["how"].items() if hits["hit@3"] < 0.8}
    assert low == {}
