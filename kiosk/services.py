"""Exactly what a screen may call. Screens return intent; they never navigate, read files or touch devices."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain import asked as a
from kiosk.domain import messages as m
from kiosk.domain import spoken
from kiosk.domain import update_counts as counts
from kiosk.domain import update_learn as learn
from kiosk.domain import update_matter as um
from kiosk.domain import update_media as clip
from kiosk.domain import update_paper as up
from kiosk.domain import update_sheets as sheets
from kiosk.domain import update_sums as sums
from kiosk.domain import writing as w
from kiosk.domain.comfort import Language
from kiosk.domain.library_services import StopKind
from kiosk.domain.online import LookOnline
from kiosk.domain.speech import MOST_PARTS, Part, Urgency, Utterance
from kiosk.domain.state import Place, SumEntry, Sums, SumView
from kiosk.domain.update_along import Enclose
from kiosk.domain.update_typed import WriteFreely
from kiosk.domain.visit_papers import Look


@dataclass(frozen=True)
class Services:
    """``send`` applies an intent on the Kivy thread at once; ``new_id`` makes a UUIDv7.

    Nothing here waits for a disk, a device or a network.
    """

    send: Callable[[object], None]
    new_id: Callable[[], str]
    now_iso: Callable[[], str]

    def wake(self, language: Language | None = None) -> None:
        self.send(m.Wake(visit_id=self.new_id(), language=language))

    def comfort(self, **changes: object) -> None:
        """``comfort(size=Size.ELDER)``: fields of ``domain.comfort.Comfort``, for the rest of the visit."""
        for name, value in changes.items():
            self.send(m.SetComfort(name, value))

    def say(self, *parts: Part, urgency: Urgency = Urgency.PAGE, after: bool = False) -> None:
        """Have it heard; what is public and what personal, the parts say themselves."""
        self.send(spoken.Say(Utterance(parts[:MOST_PARTS], urgency, after)))

    def hush(self) -> None:
        self.send(spoken.Hush())

    def louder(self, by: int) -> None:
        self.send(spoken.Louder(by))

    def open(self, place: Place) -> None:
        self.send(m.Open(place))

    def back(self) -> None:
        self.send(m.Back())

    def home(self) -> None:
        self.send(m.GoHome())

    def open_form(self, item_id: str, request: str = "", speak: bool = False) -> None:
        self.send(m.OpenForm(item_id, order_id=self.new_id(), request=request, speak=speak))

    def speak(self, speak: bool = True) -> None:
        self.send(m.Speak(speak))

    def start_recording(self) -> None:
        self.send(m.StartRecording(self.new_id()))

    def stop_recording(self) -> None:
        self.send(m.StopRecording())

    def play_recording(self, recording_id: str) -> None:
        self.send(m.PlayRecording(recording_id))

    def stop_playing(self) -> None:
        self.send(m.StopPlaying())

    def drop_recording(self, recording_id: str) -> None:
        self.send(m.DropRecording(recording_id))

    def aim_camera(self) -> None:
        self.send(sheets.AimCamera())

    def take_sheet(self) -> None:
        self.send(sheets.TakeSheet(self.new_id()))

    def retake_sheet(self) -> None:
        self.send(sheets.RetakeSheet())

    def show_sheets(self) -> None:
        self.send(sheets.ShowSheets())

    def drop_sheet(self, sheet_id: str) -> None:
        self.send(sheets.DropSheet(sheet_id))

    def bring_instead(self) -> None:
        self.send(sheets.BringInstead())

    def answer(self, field_id: str, value: str) -> None:
        self.send(m.Answer(field_id, value))

    def next_page(self) -> None:
        self.send(m.NextPage())

    def edit_field(self, field_id: str) -> None:
        self.send(m.EditField(field_id))

    def give_consent(self) -> None:
        self.send(m.GiveConsent(at=self.now_iso()))

    def refuse_consent(self) -> None:
        self.send(m.RefuseConsent(at=self.now_iso()))

    def type_identity(self) -> None:
        self.send(m.TypeIdentity())

    def write_name(self) -> None:
        self.send(m.WriteName())

    def use_card(self) -> None:
        self.send(m.UseCard())

    def ink(
        self,
        generation: int,
        strokes: tuple[tuple[tuple[float, float], ...], ...],
        pad: tuple[float, float],
        more: bool = False,
    ) -> None:
        self.send(m.Ink(generation, strokes, pad, more))

    def represent(self, other: bool = True) -> None:
        self.send(m.Represent(other))

    def show_personal(self) -> None:
        self.send(m.ShowPersonal())

    def write_by(self, method: w.Method) -> None:
        self.send(w.WriteBy(method))

    def write_freely(self) -> None:
        self.send(WriteFreely())

    def place_caret(self, at: int) -> None:
        self.send(w.PlaceCaret(at))

    def pinyin_key(self, key: str) -> None:
        self.send(w.PinyinKey(key))

    def pinyin_erase(self, syllable: bool = False) -> None:
        self.send(w.PinyinErase(syllable))

    def pinyin_pick(self, number: int, generation: int) -> None:
        self.send(w.PinyinPick(number, generation))

    def pinyin_clear(self) -> None:
        self.send(w.PinyinClear())

    def write_search(self, text: str) -> None:
        self.send(a.WriteSearch(text))

    def search_now(self) -> None:
        self.send(a.SearchNow())

    def look_online(self) -> None:
        self.send(LookOnline(self.new_id()))

    def open_found(self, kind: str, found_id: str) -> None:
        self.send(a.OpenFound(kind, found_id, order_id=self.new_id()))

    def solved(self, answer: str) -> None:
        """解决了吗 of what is on the screen: one of ``counts.SOLVED_ANSWERS``."""
        self.send(counts.Solved(answer))

    def answer_survey(self, value: str) -> None:
        self.send(counts.AnswerSurvey(value))

    def enclose(self, yes: bool) -> None:
        self.send(Enclose(yes))

    def submit(self) -> None:
        self.send(m.Submit())

    def print_again(self) -> None:
        self.send(m.PrintAgain(job_id=self.new_id()))

    def print_guide(self, guide_id: str) -> None:
        self.send(m.PrintGuide(job_id=self.new_id(), guide_id=guide_id))

    def open_sum(self, name: str) -> None:
        self.send(sums.OpenSum(name))

    def show_sum(self, place: Sums | SumView | SumEntry) -> None:
        self.send(sums.ShowSum(place))

    def use_sum(self, name: str) -> None:
        self.send(um.UseSum(name))

    def answer_sum(self, name: str, key: str, text: str) -> None:
        self.send(sums.AnswerSum(name, key, text))

    def line_done(self) -> None:
        self.send(sums.LineDone())

    def print_sum(self, name: str) -> None:
        self.send(sums.PrintSum(job_id=self.new_id(), name=name))

    def open_scenario(self, scenario_id: str) -> None:
        self.send(um.OpenMatter("scenario", scenario_id))

    def open_bundle(self, bundle_id: str) -> None:
        self.send(um.OpenMatter("bundle", bundle_id))

    def answer_question(self, question: str, number: int) -> None:
        self.send(um.AnswerQuestion(question, number))

    def not_sure(self, question: str, telling: bool) -> None:
        self.send(um.NotSure(question, telling))

    def path_back(self, line: int) -> None:
        self.send(um.PathBack(line))

    def go_on(self) -> None:
        self.send(um.GoOn())

    def pass_stop(self, number: int, skipped: bool) -> None:
        self.send(um.StopPassed(number, skipped))

    def stop_again(self, number: int) -> None:
        self.send(um.StopAgain(number))

    def open_way(self, kind: StopKind, way_id: str) -> None:
        self.send(um.OpenWay(kind, way_id, order_id=self.new_id()))

    def show_sheet(self) -> None:
        self.send(um.ShowSheet())

    def turn_matter(self, page: int) -> None:
        self.send(um.TurnMatter(page))

    def print_path(self) -> None:
        self.send(um.PrintPath(job_id=self.new_id()))

    def fill_paper(self, document_id: str) -> None:
        self.send(up.FillPaper(document_id))

    def blank_paper(self, document_id: str) -> None:
        self.send(up.BlankPaper(document_id))

    def see_paper(self) -> None:
        self.send(up.SeePaper())

    def paper_codes(self) -> None:
        self.send(up.ShowCodes())

    def turn_paper(self, page: int, how: Look = "") -> None:
        self.send(up.TurnPaper(page, how))

    def print_paper(self) -> None:
        self.send(up.SendPaper(job_id=self.new_id()))

    def use_paper(self) -> None:
        self.send(up.UsePaper())

    def type_slip(self, text: str) -> None:
        self.send(m.TypeSlip(text))

    def slip_typed(self) -> None:
        self.send(m.SlipTyped(look_id=self.new_id()))

    def look_again(self) -> None:
        self.send(m.LookAgain(look_id=self.new_id()))

    def print_reply(self) -> None:
        self.send(m.PrintReply(job_id=self.new_id()))

    def answer_quiz(self, choice: int) -> None:
        self.send(learn.AnswerQuiz(choice))

    def quiz_again(self) -> None:
        self.send(learn.QuizAgain())

    def answer_check(self, yes: bool) -> None:
        self.send(learn.AnswerCheck(yes))

    def check_again(self) -> None:
        self.send(learn.CheckAgain())

    def print_sheet(self) -> None:
        self.send(learn.PrintSheet(job_id=self.new_id()))

    def start_clip(self, of: str, content_id: str, at: int = 0) -> None:
        self.send(clip.StartClip(self.new_id(), of, content_id, at))

    def pause_clip(self) -> None:
        self.send(clip.PauseClip())

    def go_on_clip(self) -> None:
        self.send(clip.GoOnClip())

    def go_rate(self) -> None:
        self.send(m.GoRate())

    def rate(self, level: int) -> None:
        self.send(m.Rate(level))

    def toggle_reason(self, reason: str) -> None:
        self.send(m.ToggleReason(reason))

    def send_rating(self) -> None:
        self.send(m.SendRating())

    def skip_rating(self) -> None:
        self.send(m.SkipRating())

    def keep_using(self) -> None:
        self.send(m.KeepUsing())

    def end_visit(self, quietly: bool = False) -> None:
        self.send(m.EndVisit(quietly))
