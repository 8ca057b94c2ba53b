"""What is chosen and signed in a form, for the gallery: a service item that asks for each kind of it."""

import math
from collections.abc import Iterator
from dataclasses import replace

from kiosk.domain import forms_signature
from kiosk.domain import messages as m
from kiosk.domain.device import PrintOutcome, PrintReported
from kiosk.domain.forms_conditions import Test
from kiosk.domain.library import Choice, FormField, FormStep, Library, Material, ServiceItem
from kiosk.domain.library_english import with_english
from kiosk.domain.work_order import Committed
from script.gallery_walk import SECRET, Walk

AT = "2026-11-21T14:05:00+08:00"
ADDRESS = "样例村样例路 12 号，码头边"
GREEN = (
    Choice("military", "军人军属", "Service member or family"),
    Choice("elder", "老年人", "Older person"),
    Choice("disabled", "残疾人", "Disabled person"),
    Choice("migrant", "农民工", "Migrant worker"),
)
PAPERS = (
    Choice("note", "欠条", "IOU"),
    Choice("chat", "聊天记录、短信", "Chats, messages"),
    Choice("bank", "银行、微信转账记录", "Bank transfers"),
    Choice("witness", "有人能作证", "A witness"),
    Choice("none", "什么都没有", "Nothing"),
)


def chosen_item(base: ServiceItem) -> ServiceItem:
    """``base`` with a form of all that is chosen or signed."""
    papers = FormField(
        "papers", "choices", "手里有什么", "您手里有什么？", required=True, choices=PAPERS, most="3",
        help="拿不准，就点最后一个。", label_en="What you have", title_en="What do you have?",
        help_en="Not sure? Touch the last one.",
    )  # fmt: skip
    before = FormField(
        "before", "yesno", "找过别人吗", "这件事找过别人吗？", required=True,
        label_en="Asked before", title_en="Did you ask anybody before?",
    )  # fmt: skip
    green = FormField(
        "green", "green", "优先办", "您是这几样人吗？", choices=GREEN, help="是的先办。不是，就跳过。",
        label_en="Served first", title_en="Are you one of these?", help_en="If so, you are served first.",
    )  # fmt: skip
    phone = FormField(
        "phone", "phone", "电话", "您的电话是多少？", max_length=20, label_en="Phone", title_en="Your phone?"
    )
    contact = FormField(
        "contact", "contact", "怎么找您", "怎么找您好？", required=True, help="不方便接的，别点打电话。",
        label_en="Reach you", title_en="How may we reach you?", help_en="Choose what is safe for you.",
    )  # fmt: skip
    sign = FormField(
        "sign", "signature", "签名", "请签您的名字", required=True, help="跟在纸上签一样。",
        label_en="Signature", title_en="Please sign your name", help_en="As on paper.",
    )  # fmt: skip
    steps = (
        FormStep("matter", "事情", (papers, before), "Case"),
        FormStep("reach", "联系", (green, phone, contact), "Contact"),
        FormStep("sign", "签名", (sign,), "Sign"),
    )
    more = (
        Material("欠条复印件", ((Test("papers", one_of=("note",)),),), "A copy of the IOU"),
        Material("优待证件", ((Test("green", filled=True),),), "A card that shows it", slip=True),
    )
    return replace(base, steps=steps, materials=("身份证",), materials_en=("ID card",), materials_when=more)


def signed() -> str:
    """Two strokes that nobody signs with."""
    waves = [[(60.0 + x * 4, 100 + 55 * math.sin(x / 9 + phase)) for x in range(100)] for phase in (0.0, 1.4)]
    return forms_signature.encode(waves, 600, 200)


def with_item(library: Library) -> Library:
    """``library`` whose consultation is that item, in both languages."""
    item = chosen_item(library.items[0])
    return with_english(replace(library, items=(item, *library.items[1:])))


def chosen_walks(home: Walk) -> Iterator[tuple[str, Walk]]:
    """``home``: nothing begun yet."""
    library = home.state.library
    assert library is not None
    opened = home.with_(library=with_item(library)).does(m.OpenForm("consultation", "order-1"))
    yield "choices", opened
    few = opened.does(m.Answer("papers", "note,bank,witness"))
    yield "choices-chosen", few
    yield "choices-full", few.tapped("choice.chat")
    yield "choices-problem", opened.does(m.NextPage())
    yesno = few.does(m.NextPage())
    yield "yesno", yesno
    green = yesno.does(m.Answer("before", "no"), m.NextPage(), m.GiveConsent(AT))
    yield "green", green
    yield "green-chosen", green.does(m.Answer("green", "elder,migrant"))
    phone = green.does(m.Answer("green", "elder,migrant"), m.NextPage())
    how = phone.does(m.Answer("phone", "13000000000"), m.NextPage())
    yield "reach", how
    yield "reach-no-number", phone.does(m.NextPage(), m.Answer("contact", "sms"), m.NextPage())
    when = how.does(m.Answer("contact", "visit"), m.NextPage())
    yield "reach-when", when
    where = when.does(m.Answer("contact_when", "morning"), m.NextPage())
    yield "reach-where", where
    sign = where.does(m.Answer("contact_where", ADDRESS), m.NextPage())
    yield "signature", sign
    yield "signature-problem", sign.does(m.NextPage())
    inked = sign.does(m.Answer("sign", signed()))
    yield "signature-drawn", inked
    check = inked.does(m.NextPage())
    yield "check-chosen", check
    yield "check-chosen-shown", check.does(m.ShowPersonal())
    yield "check-chosen-page-2", check.does(m.ShowPersonal()).tapped("check.page.after")
    saved = m.OrderSaved(Committed("order-1", "SS3-0147", 147, SECRET), "job-1")
    yield "submitted-bring", check.does(m.Submit(), saved, PrintReported("job-1", PrintOutcome.SENT))
