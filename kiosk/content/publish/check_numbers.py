"""Telephone numbers in running text: a number that may change stands in one place, where it is checked."""

import re
from typing import Final

from kiosk.content.publish.draft import Draft, texts
from kiosk.content.publish.editor import EditorGuide
from kiosk.content.publish.kinds.known import HOTLINES
from kiosk.content.publish.kinds.learning import EditorLesson, EditorQuiz, EditorSelfCheck, EditorTerm
from kiosk.content.publish.kinds.services import EditorBundle, EditorDocument, EditorScenario

_LONG_NUMBER: Final = re.compile(
    r"(?<![\d.])(?:0\d{2,3}[-—－]?\d{7,8}|1[3-9]\d{9}|400[-—－]?\d{3}[-—－]?\d{4})(?!\d)"
)
_HOTLINE: Final = re.compile(r"(?<![\d.])(?:1[12]\d|12\d{3}|96\d{3}|95\d{3})(?![\d.])")
# What is written to be read; in the other kinds a number has a field of its own.
_RUNNING: Final = (
    EditorGuide,
    EditorScenario,
    EditorDocument,
    EditorBundle,
    EditorLesson,
    EditorQuiz,
    EditorSelfCheck,
    EditorTerm,
)


def check(draft: Draft) -> None:
    """Reports numbers of offices and persons, and short ones that are no national hotline."""
    for rows in draft.rows.values():
        for row in rows:
            for place, text in texts(row.data) if isinstance(row.value, _RUNNING) else ():
                if place[:1] == ("asks",):
                    continue
                for found in _LONG_NUMBER.findall(text):
                    row.report(place, f"电话 {found} 请放进 directory.yaml")
                for found in sorted(set(_HOTLINE.findall(text)) - HOTLINES):
                    row.report(place, f"{found} 不是可以直接写的热线")
