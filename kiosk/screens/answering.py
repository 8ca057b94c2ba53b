"""Words about who answers a number, for every screen that offers one."""

from collections.abc import Sequence

from kiosk.domain import telephones
from kiosk.domain.duty import Duty, State
from kiosk.domain.library import Office
from kiosk.domain.state import AppState
from kiosk.words.texts import Texts


def answers(state: AppState, of: Duty, texts: Texts) -> str:
    """现在有人接，到 17:00; where nobody has asked the county: 不一定有人接."""
    return texts.duty.answers(of, telephones.answering(state, of), state.local, texts.times)


def legal_words(state: AppState, texts: Texts) -> str:
    """What 12348 is, and whether somebody answers there as far as the county says."""
    line = telephones.legal_line(state)
    if line is None or line.answers.kind == "unknown":
        return texts.main.fault_line
    return texts.duty.comma.join((texts.main.fault_line, answers(state, line.answers, texts)))


def call_words(state: AppState, texts: Texts) -> tuple[str, str]:
    """打 12348, and whether somebody answers there; empty where that is not known."""
    number = texts.duty.call.format(telephones.LEGAL_LINE)
    line = telephones.legal_line(state)
    if line is None or line.answers.kind == "unknown":
        return number, ""
    return number, alone(answers(state, line.answers, texts))


def office_lines(state: AppState, office: Office, texts: Texts) -> tuple[str, ...]:
    """Its address; its telephone and whether somebody answers it now; when its door is open."""
    phone = office.phone and texts.duty.phone.format(office.phone, answers(state, office.answers, texts))
    hours = texts.duty.hours(office.hours, texts.times)
    door = texts.duty.window.format(hours) if hours else ""
    return tuple(line for line in (office.address, phone, door) if line)


def instead_words(state: AppState, of: Duty, texts: Texts) -> str:
    """``answers``, and where somebody may not answer now, what to do instead."""
    said = alone(answers(state, of, texts))
    if telephones.answering(state, of).state in (State.ALWAYS, State.OPEN):
        return said
    line = telephones.around_the_clock(state)
    if line is not None:
        return texts.duty.instead.format(said, line.number)
    return texts.duty.instead_leave.format(said) if state.can_submit else said


def offices_foot(state: AppState, offices: Sequence[Office], texts: Texts) -> str:
    """Who answers when one of these does not; empty when all do."""
    line = telephones.around_the_clock(state)
    states = {telephones.answering(state, office.answers).state for office in offices if office.phone}
    if line is None or not states & {State.CLOSED, State.UNSURE}:
        return ""
    return texts.duty.instead_here.format(line.number)


def alone(text: str) -> str:
    """What else stands within a line, as a line of its own: an English one begins large."""
    return text[:1].upper() + text[1:]
