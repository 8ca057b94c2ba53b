"""What came along with an order: the questions answered before, the sums, the papers, where places lie.

Content is named by id and read with the forms of its release (``forms.beside``); what the terminal's program
asks and answers came in words (kiosk/wire/worked.py).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from hub.orders.answers import worded
from hub.orders.forms import OUTCOMES, FormChoice, FormField, FoundForm, beside, find_form
from kiosk.wire.models import OrderBody
from kiosk.wire.worked import UNSURE, SumMade, UsedFigure, Walked

_UNSURE: Final = "不清楚"
_DAMAGED: Final = "有一起交来的东西，看不懂，问他本人"
_OTHER: Final = "照内容第 {} 版的问题；他看到的是第 {} 版，可能不一样"
_MISSING: Final = "中心没有第 {} 版的问题，认不得的照编号写\n收下那一版：kiosk-hub content import 目录"


def read_worked(connection: Connection, body: OrderBody, answers: Sequence[Mapping[str, str]]) -> Any:
    """None when nothing came along; else ``note`` (how sure the words are), ``bundle``, ``scenario`` and
    ``outcome`` (``id, title``; None), ``path`` (``question, answer, ask, say``), ``sums`` (``name, title,
    result, given, figures``), ``papers`` (``id, title``) and ``places`` (``field, label, lat, lon``).
    """
    along = body.worked
    if along is None or not along:
        return None
    release = body.content_release
    form = _find(connection, "scenario", along.walked.scenario, release) if along.walked else None
    labels = {answer["id"]: answer["label"] for answer in answers}
    return {
        "note": _DAMAGED if along.damaged else _sure(along.walked, form, release),
        "bundle": _titled(connection, "bundle", along.bundle, release) if along.bundle else None,
        **_way(along.walked, form),
        "sums": [_sum(one) for one in along.sums],
        "papers": [_titled(connection, "document", one, release) for one in along.papers],
        "places": [
            {"field": one.field, "label": labels.get(one.field, one.field), "lat": one.lat, "lon": one.lon}
            for one in along.spots
        ],
    }


def worked_rows(along: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The same as labels and texts, for a console. ``along``: as ``read_worked`` gives it."""
    if along["note"]:
        yield "说明", along["note"]
    if along["bundle"]:
        yield "一件事", _named(along["bundle"])
    if along["scenario"]:
        lines = [_named(along["scenario"])]
        lines += [f"{at}. {one['ask']} {one['say']}" for at, one in enumerate(along["path"], start=1)]
        lines += [f"结果：{_named(along['outcome'])}"] if along["outcome"] else []
        yield "一步步问", "\n".join(lines)
    for one in along["sums"]:
        given = "；".join(f"{line['label']} {line['text']}" for line in one["given"])
        figures = [f"用的数：{text}" for text in one["figures"]]
        yield "算一算", "\n".join([f"{one['title']}：{one['result']}", *filter(None, [given]), *figures])
    if along["papers"]:
        yield "做好的材料", "；".join(map(_named, along["papers"]))
    for place in along["places"]:
        yield "地图位置", f"{place['label']}：北纬 {place['lat']:.5f}，东经 {place['lon']:.5f}"


# ---- the way through a scenario ------------------------------------------------------------------


def _way(walked: Walked | None, form: FoundForm | None) -> dict[str, Any]:
    if walked is None:
        return {"scenario": None, "path": [], "outcome": None}
    fields = {field.id: field for field in form.form.fields} if form is not None else {}
    ends = fields.get(OUTCOMES)
    title = form.form.title if form is not None else ""
    return {
        "scenario": {"id": walked.scenario, "title": title},
        "path": [_step(fields.get(one.question), one.question, one.answer) for one in walked.steps],
        "outcome": (
            {"id": walked.outcome, "title": _label(ends, walked.outcome)} if walked.outcome else None
        ),
    }


def _step(asked: FormField | None, question: str, answer: int) -> dict[str, Any]:
    said = _UNSURE if answer == UNSURE else _label(asked, str(answer)) or f"第 {answer + 1} 个回答"
    ask = asked.label if asked is not None else question
    return {"question": question, "answer": answer, "ask": ask, "say": said}


def _label(field: FormField | None, name: str) -> str:
    choices: Sequence[FormChoice] = field.choices if field is not None else ()
    return next((choice.label for choice in choices if choice.id == name), "")


def _sure(walked: Walked | None, form: FoundForm | None, release: int) -> str:
    if walked is None:
        return ""
    if form is None:
        return _MISSING.format(release)
    return "" if form.release == release else _OTHER.format(form.release, release)


# ---- the others ----------------------------------------------------------------------------------


def _find(connection: Connection, kind: str, name: str, release: int) -> FoundForm | None:
    kept = beside(kind, name)
    return find_form(connection, kept, release) if kept else None


def _titled(connection: Connection, kind: str, name: str, release: int) -> dict[str, str]:
    found = _find(connection, kind, name, release)
    return {"id": name, "title": found.form.title if found is not None else ""}


def _named(one: Mapping[str, str]) -> str:
    return one["title"] or f"编号 {one['id']}"


def _sum(one: SumMade) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "result": _result(one),
        "given": [
            {"label": line.label, "text": worded(line.kind, line.value, line.unit)} for line in one.given
        ],
        "figures": [_figure(figure) for figure in one.figures],
        "sample": one.sample,
    }


def _result(one: SumMade) -> str:
    if one.high and one.high != one.amount:
        return f"{worded('money', one.amount).removesuffix(' 元')} 到 {worded('money', one.high)}"
    if one.amount:
        return worded("money", one.amount)
    return worded("date", one.day) if one.day else one.outcome


def _figure(one: UsedFigure) -> str:
    days = "到".join(worded("date", day) for day in (one.since, one.until) if day)
    days = f"{days}起" if one.since and not one.until else days
    more = "，".join(filter(None, (days, "样例" if one.sample else "")))
    return f"{one.title}（{more}）" if more else one.title
