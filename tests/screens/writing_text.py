"""Played on the writing screen, about its text: each function gets a fresh stage and answers JSON."""

import gc
from dataclasses import replace
from typing import Any

from kiosk.domain import messages as m
from kiosk.domain import state as s
from tests.screens.stage import ISO, Stage
from tests.screens.writing import FOUND, answer, begin, draw, offered, pad, text


def sentences(stage: Stage) -> dict[str, Any]:
    """A sentence is tapped in, another after it, and the first taken out again."""
    from kiosk.screens.widgets.touch import find_uid

    begin(stage, "老板拖欠我三个月工")
    stage.tap("write.sentence.0")
    first = text(stage)
    chip: Any = find_uid(stage.frame.root, "write.sentence.0")
    chosen = chip.chosen
    stage.tap("write.sentence.1")
    second = text(stage)
    stage.tap("write.sentence.0")
    chip = find_uid(stage.frame.root, "write.sentence.0")
    return {"first": first, "second": second, "third": text(stage), "chosen": [chosen, chip.chosen]}


def many_sentences(stage: Stage, count: int) -> dict[str, Any]:
    """More than fit: 换一批 leads through all of them and round again."""
    begin(stage)
    library = stage.state.library
    assert library is not None
    field = library.items[0].steps[0].fields[0]
    wanted = tuple(f"第{number}件事还没有办好" for number in range(count))
    step = replace(library.items[0].steps[0], fields=(replace(field, sentences=wanted),))
    item = replace(library.items[0], steps=(step, *library.items[0].steps[1:]))
    begin(stage, library=replace(library, items=(item, *library.items[1:])), visit=None)
    seen: list[list[str]] = []
    while not seen or _sentence_ids(stage) != seen[0]:
        seen.append(_sentence_ids(stage))
        stage.tap("write.more")
    stage.tap(seen[0][-1])
    return {"pages": seen, "text": text(stage)}


def _sentence_ids(stage: Stage) -> list[str]:
    found = [touch_id for touch_id in stage.ids_shown() if touch_id.startswith("write.sentence.")]
    return sorted(found, key=lambda touch_id: int(touch_id.rsplit(".", 1)[1]))


def full(stage: Stage) -> dict[str, Any]:
    """The field is full: the character stays on the pad, and it is said why."""
    begin(stage, "字" * 999)
    near = stage.texts()
    draw(stage)
    answer(stage, "资格", "资")
    stage.tap("write.candidate.0")
    kept = {"length": len(text(stage)), "strokes": len(pad(stage).strokes)}
    stage.tap("write.candidate.1")
    said = stage.texts()
    stage.tap("write.delete")
    return {"near": near, **kept, "filled": len(text(stage)) + 1, "said": said}


def symbols(stage: Stage) -> dict[str, Any]:
    begin(stage, "欠了")
    stage.tap("write.symbols")
    for key in ("1", "2", "0", "comma", "question", "exclamation", "pause", "stop"):
        stage.tap(f"write.key.{key}")
    typed = text(stage)
    stage.tap("write.hand")
    keys = [touch_id for touch_id in stage.ids_shown() if touch_id.startswith("write.key.")]
    return {"text": typed, "keys": keys, "pad": "write.pad" in stage.ids_shown()}


def no_pen(stage: Stage) -> dict[str, Any]:
    """Handwriting cannot be read: no pad, but sentences and digits."""
    begin(stage, handwriting=False)
    ids, said = stage.ids_shown(), stage.texts()
    stage.tap("write.sentence.0")
    stage.tap("write.key.3")
    written = text(stage)
    stage.dispatch(m.HandwritingReady(True))
    return {"ids": ids, "said": said, "text": written, "back": "write.pad" in stage.ids_shown()}


def leaving(stage: Stage, how: str) -> dict[str, Any]:
    """Half a character on the pad, then another screen and back: the ink is gone, the text is not."""
    begin(stage, "老板")
    draw(stage)
    answer(stage, *FOUND)
    before = pad(stage).generation
    if how == "timeout":
        stage.tick(121.0)
        stage.tap("timeout.keep")
    else:
        stage.tap("bar.help")
        stage.tap("bar.back")
    return {
        "shown": stage.shown,
        "text": text(stage),
        "strokes": len(pad(stage).strokes),
        "offered": offered(stage),
        "newer": pad(stage).generation > before,
    }


def next_field(stage: Stage) -> dict[str, Any]:
    """From one written page to another: neither ink nor symbols nor candidates come along."""
    begin(stage, "老板")
    stage.tap("write.symbols")
    stage.dispatch(m.NextPage(), m.GiveConsent(ISO))
    return {"title": "怎么称呼您？" in stage.texts(), "pad": "write.pad" in stage.ids_shown()}


def visit_over(stage: Stage) -> dict[str, Any]:
    """马上收起 in the middle of a character."""
    begin(stage, "老板拖欠工资不给")
    draw(stage)
    answer(stage, *FOUND)
    screen: Any = stage.frame.current
    stage.tap("bar.hide")
    gc.collect()
    texts = [getattr(widget, "text", "") for widget in _below(screen)]
    board = screen._board
    lasting = [board.box.text, *(key.text for key in board.candidates._keys)]
    kept = [key[0] for key in stage.painter._lines]
    begin(stage)
    return {
        "shown": texts,
        "lasting": lasting,
        "strokes": len(board.pad.strokes),
        "lines": [line for line in kept if "工资不给" in line or line in FOUND],
        "next": [text(stage), offered(stage), len(pad(stage).strokes)],
    }


def _below(widget: Any) -> list[Any]:
    return [child for child in widget.walk() if child is not widget]


def trembling(stage: Stage, seconds: float) -> str:
    """The second tap of a trembling hand on a sentence would take it out again."""
    begin(stage)
    stage.tap("write.sentence.0")
    stage.tap("write.sentence.0", wait=seconds)
    return text(stage)


def pages_of_text(stage: Stage) -> dict[str, Any]:
    """A text longer than its box: one button leads up to its beginning and back to its end."""
    begin(stage, "".join(f"第{number}句话写在这里。" for number in range(40)))
    screen: Any = stage.frame.current
    box = screen._board.box
    seen = [(_lines(box), box._page.text)]
    while box._page.text != "往下":
        stage.tap("write.page")
        seen.append((_lines(box), box._page.text))
    stage.tap("write.page")
    stage.dispatch(m.Answer("request", "短"))
    return {
        "pages": len(seen),
        "counts": [count for count, _ in seen],
        "words": [word for _, word in seen],
        "gone": "write.page" not in stage.ids_shown(),
    }


def _lines(box: Any) -> int:
    """Textures drawn, which is lines."""
    from kivy.graphics import Rectangle

    return sum(isinstance(part, Rectangle) and part.texture is not None for part in box._drawn.children)


def identity_name(stage: Stage) -> dict[str, Any]:
    """The name of a typed identity, and the way back to the card when there is no pen."""
    stage.wake()
    stage.dispatch(
        m.OpenForm("legal-aid", "order-1"),
        m.Answer("matter", "wages"),
        m.NextPage(),
        m.Answer("request", "工资"),
        m.NextPage(),
        m.GiveConsent(ISO),
        m.TypeIdentity(),
    )
    title = stage.texts()
    draw(stage)
    answer(stage, "王")
    stage.tap("write.candidate.0")
    name = text(stage, "name")
    stage.dispatch(m.HandwritingReady(False))
    said = stage.texts()
    stage.tap("write.card")
    return {
        "title": title, "name": name, "said": said, "after": stage.shown,
        "place": isinstance(stage.state.visit.place, s.Form) if stage.state.visit else None,
    }  # fmt: skip
