"""The idle page while something plays on it: its picture, what it says in letters, and the way in."""

from collections.abc import Sequence

from kiosk.domain.media_play import Play
from kiosk.domain.state import AppState
from kiosk.screens.base import KioskScreen
from kiosk.screens.sample_mark import marked
from kiosk.screens.widgets.block import Beside, Block, Card, Column, Spacer
from kiosk.screens.widgets.buttons import PrimaryButton
from kiosk.screens.widgets.film import Film
from kiosk.screens.widgets.text import Text


def shown_now(state: AppState) -> object:
    """What the page is laid out for; its pictures come without a new one."""
    play = state.show.play
    return (play.run, play.caption) if play is not None and play.shot is not None else None


def showing(
    screen: KioskScreen,
    film: Film,
    play: Play,
    where: Sequence[Block],
    slip: Sequence[Block],
    start: PrimaryButton,
) -> Block:
    """``film`` is put into the page; ``slip``: what is understood before the scanner."""
    film.detach()
    film.shape(play.media.width, play.media.height)
    theme = screen.theme
    said = Text(play.caption or " ", "answer", align="center", valign="middle")
    touch = Text(screen.texts.main.idle_invite, "subtitle")
    title = Text(marked(screen.texts, play.media.title, play.media), "small", tone="ink2")
    if theme.compact:
        words = Column(title, Card(said), gap=0.6, share=1.0)
        film.share = 1.2
        used = sum(screen.measure(one) + 1.5 * theme.gap for one in (*where, start))
        film.leave(screen.room()[1] - used)
        return Column(*where, Spacer(), Beside(film, words, gap=1.2), Spacer(), start)
    film.share, start.tall = 0.0, 1.6
    above = Column(title, film, Card(said), gap=0.6)
    film.leave(0.0)
    return Column(Spacer(grow=0.12), *where, above, Spacer(), touch, *slip, start, Spacer(grow=0.25), gap=2.0)
