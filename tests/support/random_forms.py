"""Forms nobody would write and answers nobody would give, for what must hold whatever an editor and a hand
do.
"""

from dataclasses import replace
from typing import Final

from hypothesis import strategies as st

from kiosk.domain import forms
from kiosk.domain import forms_kinds as kinds
from kiosk.domain.forms_conditions import ALWAYS, Test, When
from kiosk.domain.library import Choice, FieldKind, FormField, FormStep, Material, ServiceItem
from tests.support.library import notice
from tests.support.states import CHILD, MAN

KINDS: Final[tuple[FieldKind, ...]] = (
    "text", "name", "phone", "number", "choice", "money", "date", "choices", "yesno", "place", "identity",
    "boat", "signature", "contact", "green", "pages",
    "office", "slot",
)  # fmt: skip
ALL_KINDS: Final = frozenset(KINDS) | {"idcard"}  # of which a form has one at most
# What an editor may write beside a kind; every answer of ``tests.domain.test_forms_walk.GOOD`` lies between.
_BOUNDS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "number": (("1", "100"), ("0.5", "")),
    "money": (("100", "10000"), ("", "5000")),
    "date": (("today-30", "today"), ("", "2026-12-31")),
    "choices": (("", "2"),),
    "pages": (("", "3"), ("2", "3")),
}
SIGNED: Final = "S1;100,100 900,400;500,100 500,900"
_CHOICES: Final = (Choice("a", "甲"), Choice("b", "乙"), Choice("c", "丙"))
_GREEN: Final = tuple(Choice(one, one) for one in kinds.GREEN)
_VALUES: Final = (
    "a", "b", "c", "a,b", "c,a,a", "yes", "no", "0", "12", "１２.5", "150", "1,200 元", "6000", "99999999",
    "2026-11-01", "2026年2月30日", "2027-01-01", "13000000000", "0580-1234567", "王示例", "浙嵊渔12345号",
    MAN, "123",
    SIGNED, "S1;1,1", CHILD, "phone", "sms", "visit", "none", "any", "military,elder", "", "  ", "王\x1b例",
    "x" * 120, "工资没发", "bring", "no_camera", "3",
    "2026-11-30 上午", "2026-11-31 上午", "1999-01-04 下午",
)  # fmt: skip
answers = st.sampled_from(_VALUES)


def _choices(kind: FieldKind) -> tuple[Choice, ...]:
    return _GREEN if kind == "green" else _CHOICES if kind in ("choice", "choices", "office") else ()


@st.composite
def _tests(draw: st.DrawFn, ids: tuple[str, ...]) -> Test:
    field = draw(st.sampled_from(ids))
    values = st.lists(st.sampled_from(("a", "b", "yes", "no", "visit", "elder")), min_size=1, max_size=2)
    match draw(st.integers(0, 4)):
        case 0:
            return Test(field, one_of=tuple(draw(values)))
        case 1:
            return Test(field, none_of=tuple(draw(values)))
        case 2:
            return Test(field, filled=draw(st.booleans()))
        case 3:
            return Test(field, least=draw(st.sampled_from(("10", "2026-01-01"))))
        case _:
            return Test(field, most=draw(st.sampled_from(("10", "2026-12-01"))))


@st.composite
def conditions(draw: st.DrawFn, ids: tuple[str, ...]) -> When:
    """None most of the time; else of one row or two."""
    if not ids or draw(st.integers(0, 2)):
        return ALWAYS
    row = st.lists(_tests(ids), min_size=1, max_size=2).map(tuple)
    return tuple(draw(st.lists(row, min_size=1, max_size=2)))


@st.composite
def form_fields(draw: st.DrawFn, number: int, ids: tuple[str, ...]) -> FormField:
    kind = draw(st.sampled_from((*KINDS, "text", "pages", "pages")))  # what is put in without an answer
    may_be_said = kind == "text" and forms.REQUEST not in ids
    least, most = draw(st.sampled_from((("", ""), *_BOUNDS.get(kind, ()))))
    return FormField(
        id=forms.REQUEST if may_be_said else f"field_{number}",
        kind=kind,
        label=f"第 {number} 项",
        title="请填",
        required=kind != "green" and draw(st.booleans()),
        choices=_choices(kind),
        personal=draw(st.integers(0, 5)) == 0,
        represented=draw(st.integers(0, 6)) == 0,
        asked_when=draw(st.sampled_from((*(("",) if kind == "pages" and ids else ("", "", "")), *ids))),
        when=draw(conditions(ids)),
        least=least,
        most=most,
        phone=draw(st.sampled_from(ids or ("phone",))),
        office=draw(st.sampled_from(ids)) if kind == "slot" and ids else "",
    )


ID_CARD: Final = FormField(
    "id_number", "idcard", "身份证", "请刷身份证", required=True, reads=("name", "number")
)
_READS: Final = (ID_CARD.reads, ("name", "number", "sex", "birth"), ("number",))


@st.composite
def items(draw: st.DrawFn, item_id: str) -> ServiceItem:
    """One to six fields in one to three steps, some with a card; what hangs on something hangs on what is
    before it.
    """
    steps: list[FormStep] = []
    ids: tuple[str, ...] = ()
    card = draw(st.integers(0, 4))
    for step in range(draw(st.integers(1, 3))):
        fields: list[FormField] = []
        for _ in range(draw(st.integers(1, 3))):
            one = draw(form_fields(len(ids), ids))
            fields.append(one)
            ids = (*ids, *forms.answer_ids(one))
        if step == card:
            id_card = replace(ID_CARD, reads=draw(st.sampled_from(_READS)))
            fields.append(id_card)
            ids = (*ids, *forms.order_field_ids(id_card))
        steps.append(FormStep(f"step-{step}", "一步", tuple(fields)))
    return ServiceItem(
        id=item_id, title="样例", short="样例", icon="chat", identity="card", identity_why="样例",
        notice=notice(f"{item_id}-1"), steps=tuple(steps), promise=("样例",), materials=("身份证",),
        slip_next=("有人看",), slip_bring="身份证",
        materials_when=(Material("欠条", draw(conditions(ids)) or ((Test(ids[0], filled=True),),)),),
    )  # fmt: skip
