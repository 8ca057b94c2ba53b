"""What must hold whatever happens in a visit, checked after each message.

``Watch`` sees every message with the state before and after it and the effects, and raises AssertionError at
the first one that breaks a promise. Journeys and random walks both run under it.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace

from kiosk.domain import device as d
from kiosk.domain import flow, forms
from kiosk.domain import messages as m
from kiosk.domain import state as s
from kiosk.domain import visit_where as w
from kiosk.domain.asked import NOTHING_SOUGHT, WriteSearch
from kiosk.domain.effects import BeginVisit, CloseVisit, Effect, PrintSlip, RecordPrint, SaveOrder, SaveRating
from kiosk.domain.flow import Screen
from kiosk.domain.online import NO_HUB_LOOKS
from kiosk.domain.progress import NOTHING_ASKED, Entry, Progress
from kiosk.domain.recording import NOTHING_SAID
from kiosk.domain.slip import ReplyPaper
from kiosk.domain.state import STAGES, AppState, Visit, VisitStage
from kiosk.domain.update_sums import AnswerSum, OpenSum
from kiosk.domain.writing import InkAnswer


class Watch:
    """``moves`` collects the stage changes seen, ``screens`` the screens shown."""

    def __init__(self, state: AppState) -> None:
        assert state.visit is None, "watch a visit from its beginning"
        self.moves: set[tuple[VisitStage, VisitStage]] = set()
        self.screens: set[Screen] = {flow.route(state).screen}
        self.rated: list[str] = []
        self._open_visit = ""
        self._typed: set[str] = set()  # personal strings of this visit
        self._held = False  # such a string was in the state at some time
        self._asked_to_save: set[str] = set()  # orders the store has not answered for
        self._durable: set[str] = set()

    def after(self, before: AppState, message: object, after: AppState, effects: tuple[Effect, ...]) -> None:
        self._remember(message)
        self._stage(before, after)
        if after.visit is not None:
            self._visit(after.visit)
            self._held = self._held or self._in(after.visit)
        self._devices(before, message, after)
        for effect in effects:
            self._effect(effect)
        assert (after.visit.visit_id if after.visit else "") == self._open_visit, "visit and effects disagree"
        self._nothing_kept(after)
        if after.visit is None:
            assert after.stained or not self._held, "words of a person, and the process may stay"
            self._typed.clear()
        assert after.stained >= before.stained, "a process does not get clean again"

    # ---- what came in ----------------------------------------------------------------------------

    def _remember(self, message: object) -> None:
        match message:
            case m.Answer(field_id, value) if field_id not in ("matter", "contact"):  # ids the library knows
                self._note([value])
            case m.OpenForm(request=text):
                self._note([text])
            case m.CandidatesReady(items=items):
                self._note(items)
            case d.CardRead(document):
                self._note([document.name, document.number])
            case m.OrderSaved(committed):
                self._durable.add(committed.order_id)
                self._asked_to_save.discard(committed.order_id)
                self._note([committed.secret])
            case AnswerSum(text=text) if "#" in text:  # a walk's mark: choices are known, 7 is everywhere
                self._note([text])
            case OpenSum(given=given):
                self._note([text for _, text in given if "#" in text])
            case m.TypeSlip(text) | WriteSearch(text):
                self._note([text])
            case d.CodeScanned(text):
                self._note([text.rpartition(".")[2]])
            case m.ProgressHere(progress=Progress(order_id=order_id, entries=entries)):
                self._told(order_id, entries)
            case m.ProgressThere(progress=Progress(order_id=order_id, entries=entries)):
                self._told(order_id, entries)
            case m.OrderNotSaved(order_id):
                self._asked_to_save.discard(order_id)
            case _:
                pass

    def _told(self, order_id: str, entries: Iterable[Entry]) -> None:
        self._durable.add(order_id)
        self._note(text for entry in entries for text in (entry.note, entry.reply))

    def _note(self, strings: Iterable[str]) -> None:
        self._typed.update(text for text in strings if len(text) >= 4)  # "123" is in 12348

    # ---- what is shown ---------------------------------------------------------------------------

    def _stage(self, before: AppState, after: AppState) -> None:
        self.screens.add(flow.route(after).screen)
        was, now = flow.stage(before), flow.stage(after)
        if was is not now:
            self.moves.add((was, now))
            assert now in STAGES[was], f"{was} -> {now} is not in the table"

    def _visit(self, visit: Visit) -> None:
        assert visit.stack, "the stack is empty"
        if s.Form() in visit.stack or s.Refused() in visit.stack:
            assert visit.form is not None, "a form is open without a draft"
        assert visit.stack.count(s.Form()) <= 1, "the form stands twice in the way back"
        if s.Submitted() in visit.stack:
            assert visit.submission is not None, "已提交 is shown without an order"
        if visit.rating is not None:
            assert visit.rating.order_id in self._durable, "a rating of what nobody submitted"
        shown = any(isinstance(place, s.ShowProgress) for place in visit.stack)
        assert shown is (visit.look is not None), "progress without a question, or kept when it is gone"
        if visit.submission is not None:
            assert visit.submission.committed.order_id in self._durable, "已提交 is said before it is durable"
            # Only what was begun before a booking is there again after it.
            kept = visit.form.draft.order_id if visit.form is not None else ""
            assert kept not in self._durable, "the draft is kept after it was submitted"
        if visit.farewell_since is not None:
            assert visit.place == s.Farewell(), "the farewell's time runs elsewhere"
            assert visit.question_since is None
        if visit.form is not None and visit.form.draft.consent is not None:
            given = visit.form.draft.consent.given
            assert given or visit.form.draft.identity_source == "", "an identity after a refusal"

    def _devices(self, before: AppState, message: object, after: AppState) -> None:
        if flow.card_wanted(after):
            assert flow.route(after).screen is Screen.IDENTITY
            consent = after.visit.form.draft.consent if after.visit and after.visit.form else None
            assert consent is not None
            assert consent.given, "a card is read without consent"
        if isinstance(message, d.CardRead | d.CardSeen | d.CardProblem) and not flow.card_wanted(before):
            assert after == before, "a card nobody asked for changed something"
        if flow.card_watched(after):
            assert flow.route(after).screen in (Screen.END, Screen.TIMEOUT)
            assert after.visit is not None
            assert after.visit.card_used, "a card is looked for that nobody laid down"
        if flow.evaluation_wanted(after):
            assert flow.route(after).screen is Screen.RATE
        if isinstance(message, d.CodeScanned) and not flow.scan_wanted(before):
            assert after == before, "a code nobody asked for changed something"
        if isinstance(message, d.DeviceChanged):
            assert _unspoken(after.visit) == _unspoken(before.visit), "a device's status interrupted a visit"

    # ---- what goes out ---------------------------------------------------------------------------

    def _effect(self, effect: Effect) -> None:
        match effect:
            case BeginVisit(visit_id):
                assert self._open_visit == "", "a visit began inside another"
                self._open_visit = visit_id
            case CloseVisit(visit_id):
                assert self._open_visit == visit_id, "a visit was closed that is not open"
                self._open_visit = ""
            case SaveOrder(order):
                assert order.order_id not in self._asked_to_save, "the store was asked twice for one order"
                self._asked_to_save.add(order.order_id)
                personal = {"name", "phone", *forms.CARD_FIELDS.values()}
                assert order.consent_version or not personal & set(order.fields), "personal, no consent"
            case SaveRating(rating):
                assert rating.order_id in self._durable, "a rating without an order"
                assert rating.order_id not in self.rated, "one order was rated twice"
                assert 1 <= rating.level <= 5
                self.rated.append(rating.order_id)
            case PrintSlip() if effect.order_id:
                assert effect.order_id in self._durable, "a slip for what is not durable"
            case _:
                pass
        answer = isinstance(effect, PrintSlip) and isinstance(effect.slip, ReplyPaper)
        if isinstance(effect, PrintSlip | RecordPrint) and not answer:
            self._absent(effect, "a slip")

    def _nothing_kept(self, state: AppState) -> None:
        """Nothing typed or read outlives the visit, the submission, or the way to the farewell."""
        if not self._typed:
            return  # nothing to look for
        if state.visit is None:
            self._absent(asdict(replace(state, library=None, staged=None)), "the idle state")
        elif state.visit.form is None:
            # The slip's secret, what was typed from it, the progress on the screen and handwriting in
            # progress may be there; what was answered may not.
            rest = replace(state.visit, submission=None, ink=InkAnswer(), look=None)
            if not isinstance(rest.place, s.Farewell):
                rest = replace(rest, sums=())  # filled in until one goes
            if state.visit.submission is None:
                # A bundle under way carries what was typed at its stops.
                rest = replace(rest, matter=None, matters_left=())
            if any(isinstance(place, s.AskProgress | s.TypeProgress) for place in rest.stack):
                rest = replace(rest, asking=NOTHING_ASKED)
            looking = (s.SearchBox, s.SearchResults, *w.FINDS, w.FoundListed, w.AskOnline, w.OnlineAnswer)
            if any(isinstance(place, looking) for place in rest.stack):
                rest = replace(rest, asked=NOTHING_SOUGHT, hub_looks=NO_HUB_LOOKS)
            self._absent(asdict(rest), "a visit without a form")

    def _in(self, visit: Visit) -> bool:
        text = repr(asdict(visit)) if self._typed else ""
        return any(typed in text for typed in self._typed)

    def _absent(self, value: object, where: str) -> None:
        text = repr(value)
        left = [typed for typed in self._typed if typed in text]
        assert not left, f"{where} still holds {left}"


def _unspoken(visit: Visit | None) -> Visit | None:
    """But for what the microphone is doing."""
    if visit is None or visit.form is None:
        return visit
    return replace(visit, form=replace(visit.form, voice=NOTHING_SAID))
