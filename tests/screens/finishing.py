"""Played from the check page to the rating (``tests.screens.stage``): each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain.device import DeviceChanged, DeviceState, DeviceStatus, PrintOutcome, PrintReported
from kiosk.domain.flow import Screen, route
from tests.screens.filling import AGREED, legal_aid
from tests.screens.stage import ISO, Stage
from tests.screens.writing import enabled, kinds
from tests.support.states import SECRET, card, saved

FORM_SCREENS = (
    Screen.WRITE, Screen.RECORD, Screen.PHONE, Screen.CHOICE, Screen.CONSENT, Screen.REFUSED, Screen.IDENTITY,
    Screen.CHECK, Screen.SUBMITTED, Screen.RATE, Screen.REASONS,
)  # fmt: skip
NO_PAPER = DeviceStatus(DeviceState.DEGRADED, "no_paper", "E-PRN-02")


def consultation_check(stage: Stage, request: str = "老板拖欠工资", phone: str = "13800000000") -> None:
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", request), m.NextPage())
    stage.dispatch(AGREED, m.NextPage(), m.Answer("phone", phone), m.NextPage())
    if phone:
        stage.dispatch(m.Answer("contact", "none"), m.NextPage())
    stage.sent.clear()


def legal_aid_check(stage: Stage) -> None:
    legal_aid(stage, AGREED, card(), m.NextPage(), m.Answer("phone", "05800000001"), m.NextPage())
    stage.dispatch(m.Answer("contact", "none"), m.NextPage())
    stage.sent.clear()


def all_pages(stage: Stage) -> tuple[list[str], list[str]]:
    """Every text and every id on all pages of the check."""
    texts, ids = stage.texts(), stage.ids_shown()
    while enabled(stage, "check.page.after"):
        stage.tap("check.page.after")
        texts += stage.texts()
        ids += stage.ids_shown()
    while enabled(stage, "check.page.before"):
        stage.tap("check.page.before")
    return texts, ids


def submitted(stage: Stage, secret: str = SECRET, **changes: Any) -> str:
    """已提交, its slip on the way; the print job's id."""
    consultation_check(stage)
    if changes:
        stage.runtime.state = replace(stage.state, **changes)
    stage.dispatch(m.Submit(), saved("order-1", secret=secret))
    stage.sent.clear()
    return "job-1"


# ---- check


def what_is_checked(stage: Stage) -> dict[str, Any]:
    legal_aid_check(stage)
    texts, ids = all_pages(stage)
    return {"texts": texts, "edits": sorted({i for i in ids if i.startswith("check.edit.")})}


def edit(stage: Stage, field_id: str) -> dict[str, Any]:
    """改 leads to that field, and its primary back to the check."""
    legal_aid_check(stage)
    while f"check.edit.{field_id}" not in stage.ids_shown():
        stage.tap("check.page.after")
    stage.tap(f"check.edit.{field_id}")
    at = [stage.shown, stage.frame.route.key if stage.frame.route is not None else ""]
    for touch_id in ("write.done", "phone.done", "choice.done", "identity.next"):
        if touch_id in stage.ids_shown():
            stage.tap(touch_id)
            break
    return {"at": at, "back": stage.shown}


def long_answer(stage: Stage, sentences: int) -> dict[str, Any]:
    """A long text can be read whole, over several pages."""
    whole = "".join(f"第{number}天他还是没有给我工钱。" for number in range(sentences))
    consultation_check(stage, whole)
    read, pages = _answers(stage), 1
    while enabled(stage, "check.page.after"):
        stage.tap("check.page.after")
        read += _answers(stage)
        pages += 1
    while enabled(stage, "check.page.before"):
        stage.tap("check.page.before")
    edits = all_pages(stage)[1].count("check.edit.request")
    return {"whole": whole in read, "edits": edits, "pages": pages}


def _answers(stage: Stage) -> str:
    """What was answered, as it stands on this page, without its line breaks."""
    from kiosk.screens.check_parts import CheckRow

    rows = [w for w in stage.frame.root.walk() if isinstance(w, CheckRow)]
    return "".join(row._value.text for row in rows).replace("\n", "")


def saving(stage: Stage) -> dict[str, Any]:
    """While the store works nothing can be touched; what comes of it is said."""
    consultation_check(stage)
    stage.tap("check.submit")
    during = stage.texts()
    ids = ["check.submit", "check.edit.request", "bar.back", "bar.home", "bar.end"]
    able = [enabled(stage, touch_id) for touch_id in ids if touch_id in stage.ids_shown()]
    stage.tap("check.submit")
    asked = sum(isinstance(sent, m.Submit) for sent in stage.sent)
    stage.dispatch(m.OrderNotSaved("order-1", "E-STO-02"))
    refused = stage.texts()
    again = enabled(stage, "check.submit")
    stage.tap("check.submit")
    stage.dispatch(saved("order-1"))
    return {
        "during": during, "able": able, "asked": asked, "refused": refused, "again": again,
        "after": stage.shown,
    }  # fmt: skip


def drummed(stage: Stage, seconds: float, taps: int, frozen: float = 0.0) -> dict[str, Any]:
    """提交 tapped again and again at one place; the store's word comes after the second tap.

    ``frozen``: seconds it takes to draw what comes of that.
    """
    consultation_check(stage)
    for _ in range(50):  # frames pass while somebody reads: what came before is no long one
        stage.frame.passed()
        stage.clock.advance(0.09)
    shown = []
    for tap in stage.drum(*stage.place("check.submit"), *[seconds] * taps):
        stage.frame.passed()
        if tap == 1:
            stage.dispatch(saved("order-1"))
            stage.clock.advance(frozen)
            stage.frame.passed()
        shown.append(stage.shown)
    stage.clock.advance(1.0)
    asked = sum(isinstance(sent, m.Submit) for sent in stage.sent)
    stage.tap("submitted.rate")
    return {"asked": asked, "shown": sorted(set(shown)), "then": stage.shown}


def problem_in_place(stage: Stage) -> dict[str, Any]:
    """An answer that cannot stand is marked where it is, and its page is turned to."""
    consultation_check(stage)
    before = all_pages(stage)[0]
    visit = stage.state.visit
    assert visit is not None
    assert visit.form is not None
    draft = visit.form.draft.with_answer("phone", "12")
    stage.runtime.state = replace(stage.state, visit=replace(visit, form=replace(visit.form, draft=draft)))
    stage.tap("check.submit")
    return {
        "before": before,
        "said": stage.texts(),
        "edit": "check.edit.phone" in stage.ids_shown(),
        "shown": stage.shown,
    }


def personal_left_out(stage: Stage) -> dict[str, Any]:
    """After a refused consent nothing personal is asked or listed."""
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "工资"), m.NextPage())
    stage.dispatch(m.RefuseConsent(ISO))
    texts, ids = all_pages(stage)
    return {"texts": texts, "edits": sorted(i for i in ids if i.startswith("check.edit."))}


def check_forgotten(stage: Stage) -> list[str]:
    legal_aid_check(stage)
    all_pages(stage)
    kept = [key[0] for key in stage.painter._lines]
    return [line for line in kept if "王示例" in line or "***" in line or "0580 0000" in line]


# ---- submitted


def slip_states(stage: Stage, outcome: str, printer: bool) -> dict[str, Any]:
    """What is said of the slip, and what can be done about it."""
    job = submitted(stage)
    during, early = stage.texts(), "submitted.print" in stage.ids_shown()
    codes = {"SENT": "", "UNCERTAIN": "E-PRN-06", "REFUSED": "E-PRN-02"}
    if not printer:
        stage.dispatch(DeviceChanged("printer", NO_PAPER))
    stage.dispatch(PrintReported(job, PrintOutcome[outcome], codes[outcome]))
    again = "submitted.print" in stage.ids_shown()
    texts = stage.texts()
    if again:
        stage.tap("submitted.print")
    return {
        "during": during,
        "early": early,
        "texts": texts,
        "again": again,
        "after": stage.texts(),
        "kinds": kinds(stage),
    }


def on_its_way(stage: Stage) -> list[str]:
    """The first of the next steps: on-line, off-line, delivered."""
    submitted(stage)
    out = [_first_step(stage)]
    stage.dispatch(m.LinkChanged(online=False))
    out.append(_first_step(stage))
    stage.dispatch(m.OrderDelivered("order-1"))
    out.append(_first_step(stage))
    return out


def _first_step(stage: Stage) -> str:
    told = ("现在没有网络，连上后自动送出，不会丢。", "正在送到中心，不会丢。", "已送到中心。")
    return next(text for text in stage.texts() if text in told)


def number_and_code(stage: Stage, secret: str) -> dict[str, Any]:
    from kiosk.screens.widgets.picture import QrImage

    submitted(stage, secret)
    codes = [w.value for w in stage.frame.root.walk() if isinstance(w, QrImage)]
    return {"texts": stage.texts(), "codes": codes, "ids": stage.ids_shown()}


def read_code(stage: Stage) -> list[str]:
    """The code as a telephone reads it from the window's pixels."""
    from pyzbar.pyzbar import decode

    from kiosk.screens.window import capture

    submitted(stage)
    stage.draw(2)
    return [found.data.decode() for found in decode(capture(stage.window))]


def go_rating(stage: Stage) -> str:
    submitted(stage)
    stage.tap("submitted.rate")
    return stage.shown


def secret_forgotten(stage: Stage) -> dict[str, Any]:
    job = submitted(stage)
    stage.dispatch(PrintReported(job, PrintOutcome.REFUSED, "E-PRN-02"))
    said = [text for text in stage.texts() if "7K3QX" in text]
    stage.tap("bar.hide")
    kept = [key[0] for key in stage.painter._lines if "7K3QX" in key[0]]
    screen: Any = stage.frame._present.screens
    left = [w for s in screen.values() for w in s.walk() if "7K3QX" in str(getattr(w, "text", ""))]
    return {"said": len(said), "kept": kept, "left": len(left)}


# ---- rating


def rating(stage: Stage, evaluator: bool = True) -> None:
    submitted(stage)
    if not evaluator:
        stage.dispatch(DeviceChanged("evaluator", DeviceStatus()))
    stage.tap("submitted.rate")
    stage.sent.clear()


def faces(stage: Stage, level: int) -> dict[str, Any]:
    rating(stage)
    sizes = [_width(stage, f"rate.{n}") for n in (5, 4, 3, 2, 1)]
    stage.tap(f"rate.{level}")
    sent = [message.level for message in stage.sent if isinstance(message, m.Rate)]
    return {"sent": sent, "after": stage.shown, "equal": len(set(sizes)) == 1}


def _width(stage: Stage, touch_id: str) -> tuple[float, float]:
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(stage.frame.root, touch_id)
    assert found is not None, stage.ids_shown()
    return found.width, found.height


def rate_words(stage: Stage, evaluator: bool) -> list[str]:
    rating(stage, evaluator)
    return stage.texts()


def skipped_rating(stage: Stage) -> dict[str, Any]:
    rating(stage)
    stage.tap("rate.skip")
    effects = [type(effect).__name__ for effect in stage.rooms.effects]
    return {"after": stage.shown, "rated": "SaveRating" in effects}


def farewell(stage: Stage, paper: bool, slip: bool, card_read: bool) -> dict[str, list[str]]:
    """After an order, with paper in the printer or without; a slip held there before, a card read."""
    from kiosk.config import Config
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems

    submitted(stage)
    outcome = PrintReported("job-1", PrintOutcome.SENT)
    if not paper:
        stage.dispatch(DeviceChanged("printer", NO_PAPER))
        outcome = PrintReported("job-1", PrintOutcome.REFUSED, "E-PRN-02")
    stage.dispatch(outcome)
    visit = stage.state.visit
    assert visit is not None
    stage.runtime.state = replace(stage.state, visit=replace(visit, card_used=card_read, slip_used=slip))
    stage.tap("bar.end")
    assert stage.shown == "end"
    faults = list(problems(stage.frame, ui_fonts(Config().fonts_path)))
    return {"told": stage.texts(), "faults": faults}


def reasons(stage: Stage, send: bool) -> dict[str, Any]:
    """Two reasons chosen, one taken back; sent or skipped."""
    from kiosk.screens.widgets.touch import find_uid

    rating(stage)
    stage.tap("rate.2")
    ids = [i for i in stage.ids_shown() if i.startswith("reasons.") and not i.endswith(".say")]
    for reason in ("slow", "hard", "slow"):
        stage.tap(f"reasons.{reason}")
    marks = {}
    for reason in ("slow", "hard"):
        option: Any = find_uid(stage.frame.root, f"reasons.{reason}")
        marks[reason] = [option.chosen, option._tick.opacity]
    stage.tap("reasons.send" if send else "reasons.skip")
    saved_rating: Any = stage.rooms.effects[-1]
    return {
        "ids": len(ids),
        "marks": marks,
        "after": stage.shown,
        "level": saved_rating.rating.level,
        "reasons": list(saved_rating.rating.reasons),
    }


# ---- all of it


def fits(stage: Stage) -> dict[str, list[str]]:
    """Faults of every page of both forms, in every state that looks different."""
    from kiosk.config import Config
    from kiosk.glyphs import ui_fonts
    from script.gallery_check import problems
    from script.gallery_states import shots

    faces_of = ui_fonts(Config().fonts_path)
    found = {}
    library = stage.state.library
    assert library is not None
    for shot in shots(library):
        if route(shot.state).screen not in FORM_SCREENS:
            continue
        stage.frame.show(shot.state)
        found[f"{shot.name} ({stage.shown})"] = list(problems(stage.frame, faces_of))
    return found
