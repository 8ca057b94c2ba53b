"""Looking somebody up in the published lists, for the gallery."""

from collections.abc import Callable, Iterator

from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import visit_where as w
from kiosk.domain.device import ABSENT, READY, CodeScanned
from kiosk.domain.library import Library
from kiosk.domain.library_places import Register
from kiosk.domain.places_names import look
from script.gallery_typing import spelling
from script.gallery_walk import Walk

_NUMBER = "13309000000000001"


def finding_walks(at: Callable[[w.WherePlace], Walk], library: Library) -> Iterator[tuple[str, Walk]]:
    """``at``: a good terminal's place."""

    def answered(walk: Walk) -> Walk:
        assert walk.state.visit is not None
        asked = walk.state.visit.asked
        found = look(library.every(Register).values(), asked.sought)
        return walk.does(a.Searched(asked.generation, found, sure=True))

    yield "registers-no-scanner", at(w.Registers()).with_(scanner=ABSENT)
    name = at(w.FindByName())
    yield "find-name", name
    yield "find-name-letters", answered(spelling(name, "wang", "王", "网", "往", "忘", "望", "旺"))
    found = answered(name.does(a.WriteSearch("样例")))
    yield "found-listed", found.does(a.SearchNow())
    yield "found-listed-2", found.does(a.SearchNow()).does(m.Open(w.FoundListed(1)))
    nobody = answered(name.does(a.WriteSearch("赵无名")))
    yield "found-listed-nobody", nobody.does(a.SearchNow())
    number = at(w.FindByNumber())
    yield "find-number", number
    yield "find-number-some", answered(number.does(a.WriteSearch(_NUMBER[:6])))
    yield (
        "find-number-letters",
        answered(number.does(a.WriteSearch("31330000MD"), m.Open(w.FindByNumber(True)))),
    )
    code = at(w.FindByCode()).with_(scanner=READY)
    yield "find-code", code
    yield "find-code-foreign", code.does(CodeScanned("https://www.sample.com/", "v", "l"))
    yield "find-code-read", answered(code.does(CodeScanned(_NUMBER, "v", "l")))
    yield "find-code-no-scanner", code.with_(scanner=ABSENT)
