"""Photographed pages for tests, and a form that asks for them."""

from dataclasses import replace

from kiosk.devices.camera.simulator import picture
from kiosk.domain.library import FormField, FormStep, Library, ServiceItem
from kiosk.domain.sheets import Doubt, SheetTaken, View
from kiosk.domain.state import AppState
from kiosk.domain.work_order import Attached, Submission
from kiosk.wire.limits import PAGE
from tests.support.county import new_id, submission
from tests.support.library import CONSULTATION
from tests.support.states import speaking_state

CONTRACT = FormField(
    "contract", "pages", "合同", "请把合同放到摄像头下面", sentences=("合同的每一页",), least="2", most="3"
)
CARD = replace(CONTRACT, id="card", label="银行卡", required=True, least="1", most="2")


def papers_item(base: ServiceItem, *fields: FormField) -> ServiceItem:
    step = FormStep("papers", "材料", fields or (CONTRACT, CARD))
    return replace(base, steps=(step,))


def with_papers(library: Library, *fields: FormField) -> Library:
    items = (papers_item(one, *fields) if one.id == CONSULTATION else one for one in library.items)
    return replace(library, items=tuple(items))


def papers_state(*fields: FormField) -> AppState:
    """Idle, with a camera, and room for what it takes."""
    state = speaking_state()
    assert state.library is not None
    return replace(state, library=with_papers(state.library, *fields), camera=state.microphone)


def taken(sheet_id: str, doubt: Doubt = Doubt.NONE) -> SheetTaken:
    return SheetTaken(sheet_id, View(hash(sheet_id), 4, 2, bytes(24)), doubt)


def pages(*sizes: int, field_id: str = "contract") -> tuple[Attached, ...]:
    """JPEGs of so many bytes, at least as large as the drawn one they begin with."""
    out = []
    for number, size in enumerate(sizes, start=1):
        jpeg = picture("nothing", number)
        filled = bytes((at * 7 + number) % 251 for at in range(max(0, size - len(jpeg))))
        out.append(Attached(new_id(), PAGE, jpeg + filled, field_id=field_id))
    return tuple(out)


def papers_order(attached: tuple[Attached, ...], order_id: str = "") -> Submission:
    """An order with these pages."""
    asked = submission(order_id, name="陈测试")
    fields = {**asked.fields, "contract": str(len(attached))}
    return replace(asked, fields=fields, pages=tuple(one.attachment_id for one in attached))
