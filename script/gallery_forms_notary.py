"""An office and a half-day in a form, for the gallery: as 公证 asks for them; and a choice of many."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from kiosk.domain import messages as m
from kiosk.domain import slots
from kiosk.domain.distance import Point
from kiosk.domain.duty import UNKNOWN, Duty, Span
from kiosk.domain.forms_conditions import Test
from kiosk.domain.library import Choice, FormField, Library, Material
from kiosk.domain.library_english import with_english
from kiosk.domain.places import County
from script.gallery_forms_typed import asking
from script.gallery_walk import Walk

_OFFICE: Final = FormField(
    *("office", "office", "去哪家", "您去哪家公证处？"),
    required=True,
    help="近的在前面。",
    offices=("公证",),
    label_en="Office",
    title_en="Which notary office?",
    help_en="The nearest comes first.",
)
_SLOT: Final = FormField(
    *("slot", "slot", "哪天去", "您想哪天去？"),
    required=True,
    office="office",
    label_en="Day",
    title_en="Which day suits you?",
)
_KINDS: Final = FormField(
    *("matter", "choice", "办什么", "您要办什么公证？"),
    required=True,
    choices=tuple(
        Choice(f"m{number}", name, name_en)
        for number, (name, name_en) in enumerate(
            (
                ("继承", "Inheritance"), ("遗嘱", "A will"), ("委托书", "Power of attorney"),
                ("声明书", "A statement"), ("亲属关系", "Family relations"), ("出生", "Birth"),
                ("无犯罪记录", "No criminal record"), ("学历学位", "Education"),
                ("房屋买卖", "Selling a home"),
                ("财产协议", "Property agreement"), ("保全证据", "Keeping evidence"), ("赠与", "A gift"),
                ("婚姻状况", "Marital status"), ("都不是", "None of these"),
            )
        )
    ),
    label_en="Matter",
    title_en="What is to be notarised?",
)  # fmt: skip
_NOTARIES: Final = (
    "菜园",
    "嵊山",
    "枸杞",
    "五龙",
    "洋山",
    "定海",
    "普陀",
    "岱山",
    "衢山",
    "六横",
    "金塘",
    "沈家门",
)
_LUNCH: Final = Duty("times", (Span("workdays", 510, 690), Span("workdays", 810, 1020)))


_PAPERS: Final = tuple(
    Material(
        f"第 {number} 样材料：写着名字的原件和复印件",
        ((Test("office", filled=True),),),
        f"Paper no. {number}: the original that names you, and a copy of it",
    )
    for number in range(1, 21)
)


def with_notaries(library: Library) -> Library:
    """A dozen notary offices, one of whose hours nobody knows."""
    model = next(iter(library.offices.values()))
    others = [one for one in library.offices.values() if one.kind != "公证"]
    spots = [Point(model.lat, model.lon)]
    for county in library.every(County).values():
        spots += [*(one.point for one in county.villages), *(one.point for one in county.docks)]
    notaries = [
        replace(
            model,
            id=f"office/notary-{number}",
            name=f"示例{name}公证处",
            kind="公证",
            name_en=f"Sample Notary No. {number + 1} (示例{name}公证处)",
            hours=UNKNOWN if number == 1 else _LUNCH,
            lat=spots[number % len(spots)].lat,
            lon=spots[number % len(spots)].lon + 0.0004 * number,
        )
        for number, name in enumerate(_NOTARIES)
    ]
    return replace(library, offices={one.id: one for one in (*others, *notaries)}, english=None)


def notary_walks(library: Library) -> Iterator[tuple[str, Walk]]:
    """An office and when to come there: nothing chosen, chosen, of unknown hours, without a clock."""
    notaries = with_notaries(library)
    office = asking(notaries, _OFFICE, _SLOT, english=True)
    yield "typed-office", office
    yield "typed-office-page-2", office.tapped("place.page.after")
    yield "typed-office-problem", office.does(m.NextPage())
    chosen = office.does(m.Answer("office", "示例菜园公证处"))
    yield "typed-office-chosen", chosen
    slot = chosen.does(m.NextPage())
    yield "typed-slot", slot
    yield "typed-slot-page-2", slot.tapped("place.page.after")
    yield "typed-slot-any", slot.does(m.Answer("slot", slots.ANY))
    yield "typed-slot-problem", slot.does(m.NextPage())
    yield "typed-slot-hours", office.does(m.Answer("office", "示例嵊山公证处"), m.NextPage())
    yield "typed-slot-clock", slot.with_(clock_trusted=False)
    day = slot.state.local.date() + timedelta(days=5)
    settled = slot.does(m.Answer("slot", f"{day} {slots.MORNING}"), m.NextPage())
    yield "typed-slot-check", settled
    listed = replace(settled.state.library or library, english=None)
    item = replace(listed.items[0], materials_when=_PAPERS)
    items = (item, *listed.items[1:])
    many = settled.with_(library=with_english(replace(listed, items=items)))
    yield "typed-papers-check", many
    yield "typed-papers-check-2", many.tapped("check.page.after")
    matter = asking(library, _KINDS, english=True)
    yield "typed-choice-14", matter
