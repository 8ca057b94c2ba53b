"""What a terminal counted in a month, as it travels: the body of an envelope of kind ``counts``.

Sums alone, of which the terminal has cut what is too rare to be told (kiosk/domain/counts.py). A terminal may
send several reports of one month: each adds to the others, each is counted once by its envelope's id.
"""

from typing import Annotated, Final, Literal

from pydantic import Field

from kiosk.wire.models import MOST, Wire

KIND: Final = "counts"
MONTH: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
LINES_MOST: Final = 4000
LONGEST_ITEM: Final = 160
LONGEST_ANSWER: Final = 80


class CountLine(Wire):
    """So many visits said ``answer`` of ``item``; of nothing named where ``item`` is empty.

    ``kind``: ``miss`` (``item``: a listed word), ``solved``, ``quiz``, ``survey``, or a newer terminal's.
    """

    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,16}$")]
    item: Annotated[str, Field(max_length=LONGEST_ITEM)]
    answer: Annotated[str, Field(max_length=LONGEST_ANSWER)]
    visits: Annotated[int, Field(ge=1, lt=MOST)]


class CountsBody(Wire):
    """``report_id``: as the envelope's ``oid``. ``month``: of the county, YYYY-MM; ``clock_trusted``: whether
    somebody vouched for the clock that said it is over.
    """

    v: Literal[1] = 1
    report_id: str
    terminal_id: str
    seq: int
    month: Annotated[str, Field(pattern=MONTH)]
    clock_trusted: bool
    lines: Annotated[list[CountLine], Field(max_length=LINES_MOST)]
