"""Who of the published lists is meant, beside the screen: long lists are looked through at each key."""

from kiosk.domain.asked import Searched
from kiosk.domain.effects import FindListed
from kiosk.domain.places_names import look
from kiosk.events import Post
from kiosk.input.newest import NewestOnly, nobody_waits


class ListRoom(NewestOnly[None, FindListed]):
    """Answers ``ask`` by a Searched, as the index does."""

    broken = "E-CNT-02"

    def __init__(self, post: Post) -> None:
        super().__init__("lists", lambda: None, post, nobody_waits)

    def _answer(self, engine: None, job: FindListed) -> Searched:
        return Searched(job.generation, look(job.registers, job.text), sure=True)

    def _no_answer(self, job: FindListed) -> Searched:
        return Searched(job.generation, sure=True)
