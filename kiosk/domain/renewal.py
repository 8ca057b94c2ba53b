"""When the screen's process is to be replaced by a fresh one, which remembers nobody (ADR 0095). Pure.

Dropping a visit frees its words; it does not overwrite them. Only memory that never held them is sure not to.
"""

from kiosk.domain import matter_steps
from kiosk.domain.progress import NOTHING_ASKED
from kiosk.domain.recording import NOTHING_SAID
from kiosk.domain.sheets import NOTHING_SHOT
from kiosk.domain.state import AppState, Visit


def holds(visit: Visit) -> bool:
    """Whether anything of a person is in it now: written, typed, said, read, scanned or answered."""
    form = visit.form
    typed = form is not None and (bool(form.draft.answers) or form.card_seen or bool(form.card_code))
    kept = form is not None and (form.worked is not None or form.aside is not None)
    said = form is not None and (bool(form.draft.recordings) or form.voice != NOTHING_SAID)
    shot = form is not None and (bool(form.draft.sheets) or form.shot != NOTHING_SHOT)
    drawn = visit.ink.items or visit.ink.asked is not None or visit.pinyin.keys
    asked = visit.look is not None or visit.asking != NOTHING_ASKED or visit.asked.holds
    reckoned = any(work.answers for work in visit.sums)
    walked = any(map(matter_steps.answered, (visit.matter, *visit.matters_left)))
    papered = visit.forms_left or visit.papers_printed or (visit.paper is not None and not visit.paper.blank)
    tried = visit.quiz is not None or visit.check is not None
    tried = tried or visit.counting.holds or visit.hub_looks.look is not None
    done = visit.submission is not None or visit.rating is not None or visit.card_used or visit.slip_used
    filled = typed or kept or said or shot or drawn
    return bool(filled or asked or reckoned or walked or papered or tried or done)


def due(state: AppState) -> bool:
    """Nobody is there, somebody was, and nothing is shown that a fresh process could not show.

    What is still being printed and stored is asked of the rooms behind (``Terminal.quiet``).
    """
    shown = state.visit is not None or state.recovered is not None
    return state.stained and not shown and not state.maintenance
