"""Topics and guides: what only shows when the files are seen together."""

from kiosk.content.publish.draft import Draft, Read
from kiosk.content.publish.editor import EditorGuide
from kiosk.content.publish.kinds.known import ICONS, no_doubles, plain


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


def _guide(row: Read[EditorGuide]) -> None:
    guide = row.value
    if not guide.title.endswith("？"):
        row.report(("title",), "title 要是一句问话，用 ？ 结尾")
    for name in ("answer", "steps", "bring", "where", "asks", "related"):
        no_doubles(row, name, getattr(guide, name))
    if plain(guide.title) in {plain(ask) for ask in guide.asks}:
        row.report(("asks",), "asks 里不要抄标题")
