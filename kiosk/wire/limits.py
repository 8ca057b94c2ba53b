"""What may go with an order besides its words. Imports nothing: the first picture knows it too."""

from typing import Final, Literal

Kind = Literal["recording", "page"]
RECORDING: Final = "recording"
PAGE: Final = "page"
# In the order in which an order's own follow it in the queue.
KINDS: Final[tuple[Kind, ...]] = (RECORDING, PAGE)

RECORDINGS_MOST: Final = 3
RECORDING_MOST_S: Final = 60
PAGES_MOST: Final = 10  # photographed pages of an order, all its questions together
# A part, with what stands before it in the seal, fills whole blocks of the seal; six hold a minute.
PART_BYTES: Final = 32 * 1024 - 512
PARTS_MOST: Final = 6
PAGE_PARTS_MOST: Final = 8  # a sheet of A4 at 150 dots an inch, written all over
PAGE_BYTES: Final = PAGE_PARTS_MOST * PART_BYTES
