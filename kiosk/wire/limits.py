"""How much may be spoken with an order. Imports nothing: the first picture knows these too."""

from typing import Final

RECORDINGS_MOST: Final = 3
RECORDING_MOST_S: Final = 60
# A part, with what stands before it in the seal, fills whole blocks of the seal; six hold a minute.
PART_BYTES: Final = 32 * 1024 - 512
PARTS_MOST: Final = 6
