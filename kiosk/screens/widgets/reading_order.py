"""The one walk over a page: the order it is read aloud in, and the four keys go through it in."""

from collections.abc import Iterator

from kiosk.screens.widgets.block import Block


def reading_order(root: Block) -> Iterator[Block]:
    """``root`` and all that is seen of what is below it: as added, each block before what is inside it.

    Columns are added from the top and rows from the left, so that the order of adding is the one of reading.
    What is invisible, and everything in it, is not there.
    """
    if root.opacity <= 0:
        return
    yield root
    for child in root.blocks:
        yield from reading_order(child)
