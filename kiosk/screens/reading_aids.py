"""What helps with something that is read: its clips, and the hard words in it. One row of buttons."""

from functools import partial

from kiosk.domain import learn_find
from kiosk.domain import state as s
from kiosk.domain.glossary import PageTerms
from kiosk.domain.library import Library
from kiosk.domain.state import AppState
from kiosk.screens.base import KioskScreen
from kiosk.screens.widgets.buttons import SecondaryButton


class ReadingAids:
    """One for a screen: the words of each page are looked for once."""

    def __init__(self) -> None:
        self._terms = PageTerms()

    def buttons(
        self, screen: KioskScreen, state: AppState, of: str, content_id: str
    ) -> list[SecondaryButton]:
        """Empty when there is neither. Ids begin with the screen's name."""
        library, name = state.library, screen.screen.value
        found: list[SecondaryButton] = []
        clips = (
            learn_find.clips(library, of, content_id)
            if library is not None and of in ("guide", "lesson")
            else ()
        )
        if clips:
            kind = clips[0].kind
            icon = "search" if kind == "picture" else "play"
            start = partial(screen.services.start_clip, of, content_id)
            word = screen.texts.media.see(kind)
            found.append(SecondaryButton(word, icon=icon, touch_id=f"{name}.clip", on_tap=start))
        return [*found, *self.terms(screen, library, of, content_id)]

    def terms(
        self, screen: KioskScreen, library: Library | None, of: str, content_id: str, *, narrow: bool = False
    ) -> list[SecondaryButton]:
        """这页里的词, or straight to the only one. ``narrow``: in a column beside the page."""
        terms = self._terms.of(library, of, content_id)
        if not terms:
            return []
        place = s.TermView(terms[0].id) if len(terms) == 1 else s.TermList(of, content_id)
        texts = screen.texts.media
        button = SecondaryButton(
            texts.term_crumb if narrow else texts.terms,
            icon="" if narrow else "info",
            touch_id=f"{screen.screen.value}.terms",
            yields=int(narrow),  # beside a result there may be no height left
            on_tap=partial(screen.services.open, place),
        )
        return [button]
