"""``update(state, message) -> (state, effects)``: the one way the state changes. Pure.

Handlers live by theme in ``update_visit``, ``update_form``, ``update_submit``, ``update_rating``,
``update_scan``, ``update_progress``, ``update_recording``, ``update_pinyin``, ``update_search`` and
``update_spoken``; this file is the table.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from kiosk.domain import asked as a
from kiosk.domain import booking, idle_show, matter_steps, renewal, represent
from kiosk.domain import device as d
from kiosk.domain import messages as m
from kiosk.domain import recording as r
from kiosk.domain import sheets as sh
from kiosk.domain import speech as sp
from kiosk.domain import spoken as aloud
from kiosk.domain import update_counts as counts
from kiosk.domain import update_form as form
from kiosk.domain import update_learn as learn
from kiosk.domain import update_matter as matter
from kiosk.domain import update_media as media
from kiosk.domain import update_online as online
from kiosk.domain import update_paper as paper
from kiosk.domain import update_pinyin as pinyin
from kiosk.domain import update_progress as progress
from kiosk.domain import update_rating as rating
from kiosk.domain import update_recording as recording
from kiosk.domain import update_scan as scan
from kiosk.domain import update_search as search
from kiosk.domain import update_sheets as sheets
from kiosk.domain import update_spoken as spoken
from kiosk.domain import update_submit as submit
from kiosk.domain import update_sums as sums
from kiosk.domain import update_visit as visit
from kiosk.domain import writing as w
from kiosk.domain.composition import PinyinRead
from kiosk.domain.effects import Effect
from kiosk.domain.instants import ClockVouched
from kiosk.domain.map_picture import MapRead
from kiosk.domain.map_tiles import wanted as map_wanted
from kiosk.domain.state import (
    AppState,
    Farewell,
    GuideView,
    IdentityMode,
    Place,
    RecoveredOrder,
    SumEntry,
    SumView,
    Visit,
)
from kiosk.domain.sums import Reckoned, SumsReady
from kiosk.domain.update_along import Enclose, enclose
from kiosk.domain.update_map import read as map_read
from kiosk.domain.update_typed import WriteFreely, write_freely

Outcome = tuple[AppState, tuple[Effect, ...]]
# Each handler takes exactly the message type it is filed under; the table is the proof.
Handler = Callable[[AppState, Any], Outcome]


def _device_changed(state: AppState, message: d.DeviceChanged) -> Outcome:
    match message.name:
        case "idcard":
            return replace(state, idcard=message.status), ()
        case "printer":
            return replace(state, printer=message.status), ()
        case "evaluator":
            return replace(state, evaluator=message.status), ()
        case "scanner":
            return replace(state, scanner=message.status), ()
        case "microphone":
            return recording.microphone(state, message.status)
        case "camera":
            return sheets.camera(state, message.status)
        case "keypad":
            return replace(state, keypad=message.status), ()
        case _:
            return state, ()


def _link(state: AppState, message: m.LinkChanged) -> Outcome:
    return replace(state, online=message.online, waiting=message.waiting), ()


def _enrolment(state: AppState, message: m.Enrolment) -> Outcome:
    known = replace(state, can_submit=message.can_submit, submit_code=message.code)
    return replace(known, terminal_code=message.terminal_code), ()


def _handwriting(state: AppState, message: m.HandwritingReady) -> Outcome:
    return replace(state, handwriting=message.ready), ()


def _recording_room(state: AppState, message: r.RecordingRoom) -> Outcome:
    return replace(state, recording_room=message.free), ()


def _clock(state: AppState, message: ClockVouched) -> Outcome:
    return replace(state, clock_trusted=message.trusted, clock_judged=True), ()


def _fatal(state: AppState, message: m.Fatal) -> Outcome:
    return replace(state, fatal=message.code), ()


def _recovered(state: AppState, message: m.Recovered) -> Outcome:
    until = state.now + state.timing.recovered_s
    return replace(state, recovered=RecoveredOrder(message.order_no, message.order_id, until)), ()


_HANDLERS: Final[dict[type, Handler]] = {
    # the machine
    d.DeviceChanged: _device_changed,
    m.LinkChanged: _link,
    m.Enrolment: _enrolment,
    m.HandwritingReady: _handwriting,
    w.PinyinReady: pinyin.ready,
    r.RecordingRoom: _recording_room,
    ClockVouched: _clock,
    m.Fatal: _fatal,
    m.Recovered: _recovered,
    m.ReleaseChanged: visit.release_changed,
    m.Tick: visit.tick,
    m.Hiccup: visit.hiccup,
    # the visit
    m.Wake: visit.wake,
    m.SetComfort: visit.set_comfort,
    m.Touched: visit.touched,
    m.Open: visit.open_place,
    m.Back: visit.back,
    m.GoHome: visit.go_home,
    m.KeepUsing: visit.keep_using,
    m.EndVisit: visit.end,
    m.PrintGuide: visit.print_guide,
    # scenarios and bundles
    **matter.HANDLERS,
    # papers on A4
    **paper.HANDLERS,
    # the form
    m.OpenForm: form.open_form,
    m.Answer: form.answer,
    m.NextPage: form.next_page,
    m.EditField: form.edit_field,
    m.Represent: represent.represent,
    m.ShowPersonal: represent.show_personal,
    Enclose: enclose,
    m.GiveConsent: form.give_consent,
    m.RefuseConsent: form.refuse_consent,
    m.TypeIdentity: form.type_identity,
    m.WriteName: form.write_name,
    m.UseCard: form.use_card,
    m.Ink: form.ink,
    m.CandidatesReady: form.candidates,
    WriteFreely: write_freely,
    w.WriteBy: pinyin.write_by,
    w.PlaceCaret: form.place_caret,
    w.PinyinKey: pinyin.press,
    w.PinyinErase: pinyin.erase,
    w.PinyinPick: pinyin.pick,
    w.PinyinClear: pinyin.clear,
    PinyinRead: pinyin.read,
    d.CardSeen: form.card_seen,
    d.CardRead: form.card_read,
    d.CardProblem: form.card_problem,
    # saying instead of writing
    m.Speak: recording.speak,
    m.StartRecording: recording.start,
    m.StopRecording: recording.stop,
    m.PlayRecording: recording.play,
    m.StopPlaying: recording.stop_playing,
    m.DropRecording: recording.drop,
    r.RecordingLevel: recording.level,
    r.RecordingEnded: recording.ended,
    r.RecordingKept: recording.kept,
    r.RecordingFailed: recording.failed,
    r.ReplayEnded: recording.replay_ended,
    # papers laid under the camera
    sheets.AimCamera: sheets.aim,
    sheets.TakeSheet: sheets.take,
    sheets.RetakeSheet: sheets.retake,
    sheets.ShowSheets: sheets.show,
    sheets.DropSheet: sheets.drop,
    sheets.BringInstead: sheets.bring,
    sh.PreviewSeen: sheets.seen,
    sh.SheetTaken: sheets.taken,
    sh.SheetFailed: sheets.failed,
    # reading aloud
    aloud.Say: spoken.say,
    aloud.Hush: spoken.hush,
    aloud.Louder: spoken.louder,
    sp.SpeechStarted: spoken.started,
    sp.SpeechEnded: spoken.ended,
    sp.SpeechFailed: spoken.failed,
    sp.SpeechWorks: spoken.works,
    # submitting, printing, rating
    m.Submit: submit.submit,
    m.OrderSaved: submit.saved,
    m.OrderNotSaved: submit.not_saved,
    m.OrderDelivered: submit.delivered,
    m.PrintAgain: submit.print_again,
    d.PrintReported: submit.print_reported,
    m.GoRate: rating.go_rate,
    m.Rate: rating.rate,
    d.EvaluatorPressed: rating.evaluator_pressed,
    m.ToggleReason: rating.toggle_reason,
    m.SendRating: rating.send_rating,
    m.SkipRating: rating.skip_rating,
    m.RatingSaved: rating.rating_saved,
    # what became of an order
    m.TypeSlip: progress.type_slip,
    m.SlipTyped: progress.slip_typed,
    m.LookAgain: progress.look_again,
    m.PrintReply: progress.print_reply,
    m.ProgressHere: progress.told_here,
    m.ProgressThere: progress.told_there,
    # what the law lets one reckon
    SumsReady: sums.ready,
    sums.OpenSum: sums.open_sum,
    sums.ShowSum: sums.show_sum,
    sums.AnswerSum: sums.answer,
    sums.LineDone: sums.line_done,
    sums.PrintSum: sums.print_sum,
    Reckoned: sums.reckoned,
    # learning the law
    learn.AnswerQuiz: learn.answer_quiz,
    learn.QuizAgain: learn.quiz_again,
    learn.AnswerCheck: learn.answer_check,
    learn.CheckAgain: learn.check_again,
    learn.PrintSheet: learn.print_sheet,
    learn.ArticleRead: learn.article_read,
    learn.PicturesRead: learn.pictures_read,
    # clips
    **media.HANDLERS,
    # what is counted
    **counts.HANDLERS,
    MapRead: map_read,
    # looking something up through the hub
    **online.HANDLERS,
    # looking for something
    a.SearchReady: search.ready,
    a.WriteSearch: search.write,
    a.SearchNow: search.search_now,
    a.Searched: search.searched,
    a.OpenFound: search.open_found,
    # codes held before the scanner
    d.CodeScanned: scan.code_scanned,
    d.CodeLies: scan.code_lies,
}


def update(state: AppState, message: object) -> Outcome:
    """Apply one message. An unknown message is a programming error and raises KeyError by its type."""
    after, effects = _HANDLERS[type(message)](state, message)
    after, asking_hub = online.followed(_turned(state, after))
    after, asking = search.followed(after)
    after = counts.followed(idle_show.settled(spoken.uncovered(after)))
    read = (*learn.wanted(state, after), *map_wanted(state, after))
    shown = (*media.turned(state, after), *sheets.turned(state, after))
    return after, (*effects, *asking, *asking_hub, *spoken.turned(state, after), *read, *shown)


def _turned(before: AppState, after: AppState) -> AppState:
    """What belongs to one page does not follow the person to the next."""
    was, now = before.visit, after.visit
    if now is None or was is now:
        return after
    if not now.personal and renewal.holds(now):
        now = replace(now, personal=True)
    if was is None:
        return after if now is after.visit else replace(after, visit=now)
    if now.ink != w.InkAnswer() and _page(was) != _page(now):
        now = replace(now, ink=w.InkAnswer(now.ink.generation))
    if _page(was) != _page(now):
        now = replace(now, pinyin=now.pinyin.cleared(), caret=None)
    if now.guide_print is not None and _guide(was) != _guide(now):
        now = replace(now, guide_print=None)
    if now.sums and isinstance(now.place, Farewell):
        now = replace(now, sums=())  # also what one came back from
    if now.sum_print is not None and _sum(was) != _sum(now):
        now = replace(now, sum_print=None)
    now = paper.kept(was, matter_steps.settled(was, now, after.library))
    now = booking.settled(now)
    if now.form is not None and now.form.bare_until and _page(was) != _page(now):
        now = replace(now, form=replace(now.form, bare_until=0.0))
    # A sheet over the page closes the microphone too, and opens it again for no take that was under way.
    stayed = was.place == now.place and _page(was) == _page(now)
    now = recording.aside(media.kept(learn.kept(progress.kept(now))), stayed=stayed)
    now = sheets.aside(now, stayed=stayed)
    return after if now is after.visit else replace(after, visit=now)


def _page(visit: Visit) -> tuple[Place, int, IdentityMode, str]:
    form = visit.form
    mode = form.identity_mode if form else IdentityMode.CARD
    return visit.under, form.index if form else 0, mode, form.by_hand if form else ""


def _guide(visit: Visit) -> str:
    return visit.under.guide_id if isinstance(visit.under, GuideView) else learn.printable(visit.under)


def _sum(visit: Visit) -> str:
    return visit.under.name if isinstance(visit.under, (SumView, SumEntry)) else ""
