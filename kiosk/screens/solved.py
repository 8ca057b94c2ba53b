"""解决了吗？ One touch at the end of an answer, acknowledged where it was made."""

from functools import partial

from kiosk.domain import counts as c
from kiosk.screens.base import KioskScreen
from kiosk.screens.widgets.block import Beside, Block, Column
from kiosk.screens.widgets.buttons import Chip
from kiosk.screens.widgets.text import Text


def solved_row(screen: KioskScreen, said: str, name: str) -> Block:
    """``said``: what was answered so far (``update_counts.answered``); ``name`` begins the ids. Whoever says
    no finds 找人问 on the same page.
    """
    texts = screen.texts.counts
    words = Text(texts.acknowledged(said), "small", tone="ink2", valign="middle")
    answers = [
        Chip(
            word,
            chosen=said == answer,
            touch_id=f"{name}.solved.{answer}",
            on_tap=partial(screen.services.solved, answer),
        )
        for answer, word in ((c.YES, texts.solved_yes), (c.NO, texts.solved_no))
    ]
    if screen.theme.compact or screen.theme.elder:  # no width for all three
        for answer in answers:
            answer.share = 1.0
        return Column(words, Beside(*answers, gap=0.6), gap=0.3)
    words.share = 1.0
    return Beside(words, *answers, gap=0.6)
