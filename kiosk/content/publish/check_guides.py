"""Topics and guides: what only shows when the files are seen together."""

from typing import Final

from kiosk.content.publish.alike import near, runs
from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.editor import EditorGuide
from kiosk.content.publish.kinds.known import ICONS, no_doubles, plain

RUN: Final = 5  # characters of the runs in which answers are compared
ALIKE: Final = 0.3  # of these runs: who reads both would not know what is different


def check_topics(draft: Draft) -> None:
    """Icons, and topics and guides that name each other."""
    topics = draft.ids("topics")
    for guide in draft.guides:
        topic = guide.value.id.partition("/")[0]
        if topic not in topics:
            guide.report(("id",), f"topics.yaml 里没有栏目 {topic}")
    for row in draft.topics:
        if row.value.icon not in ICONS:
            row.report(("icon",), f"没有图标 {row.value.icon}")
        if not any(guide.startswith(f"{row.value.id}/") for guide in draft.guide_ids):
            row.report(("id",), f"栏目 {row.value.id} 里一篇指南也没有")
        for number, name in enumerate(row.value.guides):
            if f"{row.value.id}/{name}" not in draft.guide_ids:
                row.report(("guides", number), f"没有指南 {row.value.id}/{name}")


def check(draft: Draft) -> None:
    """Links, doubles."""
    offices = draft.ids("office")
    for row in draft.guides:
        for number, office in enumerate(row.value.where):
            if office not in offices:
                row.report(("where", number), f"directory.yaml 里没有 {office}")
        for number, other in enumerate(row.value.related):
            if other not in draft.guide_ids:
                row.report(("related", number), f"没有指南 {other}")
            elif other == row.value.id:
                row.report(("related", number), "related 写了自己")
        if row.value.form not in draft.item_ids:
            row.report(("form",), f"items 里没有 {row.value.form}")
        _guide(row)
    _alike(draft)


def _alike(draft: Draft) -> None:
    """No answer says what another one says: each is of its own matter."""
    answers = [runs("".join(row.value.answer), RUN) for row in draft.guides]
    for later, earlier, share in near(answers, ALIKE):
        row, other = draft.guides[later], draft.guides[earlier].value.id
        if other != row.value.id:  # a file copied by mistake is told by its name
            row.report(("answer",), f"这三句和 {other} 的太像（{share:.0%}），写成这件事自己的")


def _guide(row: Read[EditorGuide]) -> None:
    guide = row.value
    if not guide.title.endswith("？"):
        row.report(("title",), "title 要是一句问话，用 ？ 结尾")
    for name in ("answer", "steps", "bring", "where", "asks", "related"):
        no_doubles(row, name, getattr(guide, name))
    if plain(guide.title) in {plain(ask) for ask in guide.asks}:
        row.report(("asks",), "asks 里不要抄标题")
