"""The states of the page where papers are laid under the camera, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kiosk.domain import messages as m
from kiosk.domain import sheets as sh
from kiosk.domain import update_sheets as us
from kiosk.domain.device import ABSENT, READY
from kiosk.domain.library import FormField, FormStep, Library, ServiceItem
from kiosk.domain.library_english import with_english
from kiosk.domain.sheets import Doubt, View
from script.gallery_walk import Walk

AT = "2026-11-21T14:05:00+08:00"


def sheets_item(base: ServiceItem) -> ServiceItem:
    """``base`` with a form that asks for papers."""
    papers = FormField(
        "contract", "pages", "合同的照片", "请把合同放到摄像头下面", most="8",
        sentences=("合同的每一页", "工资条，有就放"), help="一页一页放，放平。",
        label_en="Contract", title_en="Lay the contract under the camera",
        sentences_en=("Every page of the contract", "Pay slips, if any"), help_en="Page by page, flat.",
    )  # fmt: skip
    other = replace(
        papers, id="card", required=True, label="银行卡", label_en="Bank card", least="2", most="2"
    )
    steps = (FormStep("papers", "材料", (papers, other), "Papers"),)
    return replace(base, steps=steps)


def with_papers(library: Library) -> Library:
    """``library`` whose consultation is that item, in both languages."""
    return with_english(replace(library, items=(sheets_item(library.items[0]), *library.items[1:])))


@cache
def views(kind: str, number: int) -> tuple[View, View]:
    """What the simulated camera sees, and the page that is made of it."""
    import cv2
    import numpy as np

    from kiosk.devices.camera.develop import PREVIEW, develop, view_of
    from kiosk.devices.camera.simulator import picture

    seen = cv2.imdecode(np.frombuffer(picture(kind, number), dtype=np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    return view_of(seen, 2 * number, PREVIEW), develop(seen, 2 * number + 1).view


def taken(walk: Walk, number: int, doubt: Doubt = Doubt.NONE) -> Walk:
    """One more page, from aiming to what is shown back."""
    seen, page = views("blurred" if doubt is Doubt.BLURRED else "letter", number)
    name = f"sheet-{number}"
    aimed = walk.does(us.AimCamera(), sh.PreviewSeen(seen), us.TakeSheet(name))
    return aimed.does(sh.SheetTaken(name, page, doubt))


def sheets_walks(home: Walk) -> Iterator[tuple[str, Walk]]:
    """``home``: nothing begun yet."""
    library = home.state.library
    assert library is not None
    ready = home.with_(library=with_papers(library), camera=READY, recording_room=True)
    page = ready.does(m.OpenForm("consultation", "order-1"), m.GiveConsent(AT))
    yield "sheets", page
    yield "sheets-no-camera", page.with_(camera=ABSENT)
    yield "sheets-no-room", page.with_(recording_room=False)
    aiming = page.does(us.AimCamera())
    yield "sheets-opening", aiming
    seen = aiming.does(sh.PreviewSeen(views("letter", 1)[0]))
    yield "sheets-aiming", seen
    yield "sheets-taking", seen.does(us.TakeSheet("sheet-1"))
    one = taken(page, 1)
    yield "sheets-shown", one
    yield "sheets-blurred", taken(page, 2, Doubt.BLURRED)
    yield "sheets-one", one.does(us.ShowSheets())
    many = page
    for number in range(1, 9):
        many = taken(many, number)
    yield "sheets-full", many
    listed = many.does(us.ShowSheets())
    yield "sheets-list", listed
    yield "sheets-list-page-2", listed.tapped("sheets.page.after")
    required = one.does(m.NextPage())
    yield "sheets-required", required
    yield "sheets-too-few", taken(required, 9).does(us.ShowSheets(), m.NextPage())
    yield "check-photographed", taken(taken(required, 9), 10).does(m.NextPage())
