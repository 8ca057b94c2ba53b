"""Played on the pages of a form: numbers, choice, consent, identity. Each function gets a fresh stage."""

from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain.device import (
    ABSENT,
    CARD_LEFT,
    READY,
    CardProblem,
    CardSeen,
    DeviceChanged,
    DeviceState,
    DeviceStatus,
)
from kiosk.domain.library import FormField
from tests.screens.stage import ISO, Stage
from tests.screens.writing import enabled, kinds, text
from tests.support.states import MAN, card

AGREED = m.GiveConsent(ISO)
NO_READER = DeviceStatus(DeviceState.ABSENT, "unplugged", "E-IDC-01")


def phone_page(stage: Stage) -> None:
    """怎么找到您: an optional telephone number."""
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "工资没发"))
    stage.dispatch(m.NextPage(), AGREED, m.NextPage())
    stage.sent.clear()


def legal_aid(stage: Stage, *more: object) -> None:
    """The consent page of a legal-aid application, or what ``more`` leads to."""
    stage.wake()
    stage.dispatch(m.OpenForm("legal-aid", "order-1"), m.Answer("matter", "wages"), m.NextPage())
    stage.dispatch(m.Answer("request", "工资没发"), m.NextPage(), *more)
    stage.sent.clear()


def with_field(stage: Stage, field: FormField) -> None:
    """A consultation whose first page asks for ``field``."""
    library = stage.state.library
    assert library is not None
    item = library.items[0]
    step = replace(item.steps[0], fields=(field,))
    changed = replace(item, steps=(step, *item.steps[1:]))
    items = (changed, *library.items[1:])
    stage.reset(replace(stage.state, library=replace(library, items=items), visit=None))
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"))
    stage.sent.clear()


def press(stage: Stage, keys: str) -> None:
    for key in keys:
        stage.tap(f"phone.key.{key.lower()}")


def display(stage: Stage) -> str:
    screen: Any = stage.frame.current
    return str(screen._shown_digits.text)


def rect(stage: Stage, touch_id: str) -> list[float]:
    from kiosk.screens.widgets.touch import find_uid

    found = find_uid(stage.frame.root, touch_id)
    assert found is not None, stage.ids_shown()
    return [found.width, found.height]


# ---- numbers


def typed_phone(stage: Stage) -> dict[str, Any]:
    phone_page(stage)
    empty = {"texts": stage.texts(), "delete": enabled(stage, "phone.delete")}
    press(stage, "1380000")
    half = display(stage)
    press(stage, "00005")
    return {
        "empty": empty,
        "half": half,
        "shown": display(stage),
        "answer": text(stage, "phone"),
        "said": stage.texts(),
        "kinds": set(kinds(stage)) == {"Answer"},
    }


def repeated_digit(stage: Stage, seconds: float) -> str:
    """The same digit twice in a row, so many seconds apart."""
    phone_page(stage)
    stage.tap("phone.key.8")
    stage.tap("phone.key.8", wait=seconds)
    return text(stage, "phone")


def corrected_phone(stage: Stage) -> list[str]:
    phone_page(stage)
    press(stage, "138")
    stage.tap("phone.delete")
    out = [text(stage, "phone")]
    stage.tap("phone.clear")
    return [*out, text(stage, "phone"), str(enabled(stage, "phone.clear"))]


def wrong_phone(stage: Stage) -> dict[str, Any]:
    phone_page(stage)
    press(stage, "138")
    stage.tap("phone.done")
    said, shown = stage.texts(), stage.shown
    stage.tap("phone.delete")
    return {"said": said, "shown": shown, "later": stage.texts()}


def skipped_phone(stage: Stage) -> dict[str, Any]:
    phone_page(stage)
    said = "跳过" in stage.texts()
    press(stage, "1")
    changed = "下一步" in stage.texts()
    stage.tap("phone.clear")
    stage.tap("phone.done")
    return {"said": said, "changed": changed, "after": stage.shown}


def keys_of(stage: Stage) -> dict[str, Any]:
    """Which keys there are for a telephone and for an amount, and how large the smallest is."""
    phone_page(stage)
    phone = [touch_id for touch_id in stage.ids_shown() if touch_id.startswith("phone.key.")]
    smallest = min(min(rect(stage, touch_id)) for touch_id in phone)
    with_field(stage, FormField("amount", "number", "欠多少", "欠多少钱？"))
    amount = [touch_id for touch_id in stage.ids_shown() if touch_id.startswith("phone.key.")]
    for key in ("dot", "1", "2", "dot", "5", "dot"):
        stage.tap(f"phone.key.{key}")
    return {
        "phone": phone,
        "amount": amount,
        "typed": text(stage, "amount"),
        "mm": smallest / stage.theme.px_mm,
    }


def typed_identity(stage: Stage) -> dict[str, Any]:
    """An identity number: X only where it can stand, the number in full while it is typed."""
    legal_aid(stage, AGREED, m.TypeIdentity(), m.Answer("name", "王示例"), m.NextPage())
    press(stage, "33X")
    early = text(stage, "id_number")
    press(stage, MAN[2:17] + "x")
    ended = text(stage, "id_number")
    stage.tap("phone.done")
    wrong = stage.texts()
    stage.tap("phone.delete")
    press(stage, "0" + "9")
    shown, said = display(stage), stage.texts()
    stage.tap("phone.done")
    return {
        "early": early,
        "ended": ended,
        "wrong": wrong,
        "shown": shown,
        "said": said,
        "after": stage.shown,
    }


def keys_that_stay(stage: Stage) -> dict[str, Any]:
    """The same keys after a press and after another screen; others in the next visit."""
    phone_page(stage)
    screen: Any = stage.frame.current
    keys = [screen._keys]
    press(stage, "13")
    keys.append(screen._keys)
    stage.tick(stage.state.timing.idle_s + 1)
    between = stage.shown
    stage.tap("timeout.keep")
    keys.append(screen._keys)
    after = (stage.shown, display(stage))
    stage.tap("bar.hide")
    phone_page(stage)
    keys.append(screen._keys)
    return {
        "between": between,
        "after": after,
        "again": display(stage),
        "same": [one is keys[0] for one in keys],
    }


def digits_forgotten(stage: Stage) -> dict[str, Any]:
    phone_page(stage)
    press(stage, "13800000000")
    screen: Any = stage.frame.current
    stage.tap("bar.hide")
    kept = [key[0] for key in stage.painter._lines]
    return {"display": screen._shown_digits.text, "kept": [line for line in kept if "138" in line]}


# ---- choice


def chosen(stage: Stage) -> dict[str, Any]:
    from kiosk.screens.widgets.touch import find_uid

    stage.wake()
    stage.dispatch(m.OpenForm("legal-aid", "order-1"))
    stage.tap("choice.done")
    missing = stage.texts()
    stage.tap("choice.wages")
    stage.tap("choice.unsure")
    marks = {}
    for name in ("wages", "work-injury", "unsure"):
        option: Any = find_uid(stage.frame.root, f"choice.{name}")
        marks[name] = [option.chosen, option._tick.opacity]
    answer = text(stage, "matter")
    stage.tap("choice.done")
    return {"missing": missing, "marks": marks, "answer": answer, "after": stage.shown}


def many_choices(stage: Stage, count: int) -> dict[str, Any]:
    """All of them can be reached, whatever the panel holds at once."""
    from kiosk.domain.library import Choice

    choices = tuple(Choice(f"c{number:02}", f"第 {number} 种麻烦事") for number in range(count))
    with_field(stage, FormField("kind", "choice", "哪一种", "是哪一种？", choices=choices))
    seen: list[str] = []
    longest = 0
    while True:
        shown = [i for i in stage.ids_shown() if not i.endswith(".say")]
        seen += sorted(i for i in shown if i.startswith("choice.c"))
        heights = {rect(stage, i)[1] for i in shown if i.startswith("choice.c")}
        longest = max(longest, len(heights))
        if not enabled(stage, "choice.page.after"):
            break
        stage.tap("choice.page.after")
    stage.tap(seen[-1])
    kept = seen[-1] in stage.ids_shown()
    return {
        "seen": [touch_id[-2:] for touch_id in seen],
        "answer": text(stage, "kind"),
        "kept": kept,
        "rows": longest,
    }


def optional_choice(stage: Stage) -> list[bool]:
    legal_aid(stage, AGREED, card(), m.NextPage(), m.Answer("phone", "13800000000"), m.NextPage())
    empty = "跳过" in stage.texts()
    stage.tap("choice.none")
    return [empty, "下一步" in stage.texts()]


# ---- consent and its refusal


def consent(stage: Stage, answer: str) -> dict[str, Any]:
    legal_aid(stage)
    said = stage.texts()
    while enabled(stage, "consent.page.after"):
        stage.tap("consent.page.after")
        said += stage.texts()
    sizes = [rect(stage, "consent.yes"), rect(stage, "consent.no")]
    stage.sent.clear()
    stage.tap(f"consent.{answer}")
    sent = next(message for message in stage.sent if isinstance(message, m.GiveConsent | m.RefuseConsent))
    return {"said": said, "sizes": sizes, "sent": type(sent).__name__, "at": sent.at, "after": stage.shown}


def refusing_without_need(stage: Stage) -> dict[str, Any]:
    """A consultation goes on without anything personal."""
    stage.wake()
    stage.dispatch(m.OpenForm("consultation", "order-1"), m.Answer("request", "工资没发"), m.NextPage())
    said = stage.texts()
    while enabled(stage, "consent.page.after"):
        stage.tap("consent.page.after")
        said += stage.texts()
    stage.tap("consent.no")
    return {"said": said, "after": stage.shown}


def refused(stage: Stage) -> dict[str, Any]:
    legal_aid(stage, m.RefuseConsent(ISO))
    said = stage.texts()
    stage.tap("refused.consultation")
    form = stage.state.visit.form if stage.state.visit is not None else None
    return {
        "said": said,
        "after": stage.shown,
        "item": form.draft.item_id if form is not None else "",
        "text": text(stage),
    }


def refused_home(stage: Stage) -> list[str]:
    legal_aid(stage, m.RefuseConsent(ISO))
    stage.tap("refused.home")
    return [stage.shown, *kinds(stage)]


def refused_alone(stage: Stage) -> list[str]:
    """No item that needs no identity: the row is not there."""
    library = stage.state.library
    assert library is not None
    stage.reset(replace(stage.state, library=replace(library, items=library.items[1:])))
    legal_aid(stage, m.RefuseConsent(ISO))
    return [i for i in stage.ids_shown() if i.startswith("refused.")]


# ---- identity


def card_states(stage: Stage) -> dict[str, Any]:
    """What is said while a card comes, is read, is not read, and is read at last."""
    legal_aid(stage, AGREED)
    out: dict[str, Any] = {"waiting": stage.texts(), "ids": stage.ids_shown()}
    stage.dispatch(CardSeen())
    out["seen"] = stage.texts()
    stage.dispatch(CardProblem("E-IDC-02"))
    out["problem"] = stage.texts()
    stage.dispatch(CardSeen(), card())
    out["read"], out["read_ids"] = stage.texts(), stage.ids_shown()
    stage.tap("identity.next")
    out["after"] = stage.shown
    return out


def card_again(stage: Stage) -> dict[str, Any]:
    legal_aid(stage, AGREED, card())
    stage.tap("identity.again")
    texts = stage.texts()
    again = {"waiting": "正在等身份证……" in texts, "lift": "拿起来，再放一次" in texts}
    return {"name": text(stage, "name"), "shown": stage.shown, **again}


def card_left(stage: Stage) -> list[list[str]]:
    """Somebody else's still lies there when a card is waited for; then it is lifted."""
    legal_aid(stage, AGREED)
    out = []
    for status in (READY, DeviceStatus(DeviceState.READY, CARD_LEFT), READY):
        stage.dispatch(DeviceChanged("idcard", status))
        out.append(stage.texts())
    return out


def other_ways(stage: Stage, way: str) -> dict[str, Any]:
    legal_aid(stage, AGREED)
    stage.tap(f"identity.{way}")
    form = stage.state.visit.form if stage.state.visit is not None else None
    return {
        "shown": stage.shown,
        "key": stage.frame.route.key if stage.frame.route is not None else "",
        "item": form.draft.item_id if form is not None else "",
        "request": text(stage),
    }


def no_reader(stage: Stage, state: str) -> dict[str, Any]:
    """The reader is away, starting, or comes back while one looks on."""
    from kiosk.screens.widgets.buttons import PrimaryButton
    from kiosk.screens.widgets.touch import find_uid

    legal_aid(stage, AGREED)
    status = {
        "absent": NO_READER,
        "opening": DeviceStatus(DeviceState.OPENING),
        "never": ABSENT,
    }[state]
    stage.dispatch(DeviceChanged("idcard", status))
    texts = stage.texts()
    typing = find_uid(stage.frame.root, "identity.type")
    stage.dispatch(DeviceChanged("idcard", DeviceStatus(DeviceState.READY)))
    return {
        "texts": texts,
        "primary": isinstance(typing, PrimaryButton),
        "back": "正在等身份证……" in stage.texts(),
    }


def typed_then_shown(stage: Stage) -> dict[str, Any]:
    """A typed identity, looked at again from the check page."""
    legal_aid(stage, AGREED, m.TypeIdentity(), m.Answer("name", "王示例"), m.NextPage())
    stage.dispatch(m.Answer("id_number", MAN), m.NextPage(), m.Answer("phone", "13800000000"))
    stage.dispatch(m.NextPage(), m.NextPage(), m.EditField("id_number"))
    texts = stage.texts()
    stage.tap("identity.next")
    return {"texts": texts, "after": stage.shown}


def identity_forgotten(stage: Stage) -> list[str]:
    """No drawn line of the name or the number stays, not even while the visit goes on."""
    legal_aid(stage, AGREED, card())
    return [key[0] for key in stage.painter._lines if "王示例" in key[0] or "***" in key[0]]
