"""A manual as the steps it tells a reader to take: what stands under the captions of its code blocks.

    **写文件 `PATH`：**                            the whole of a file
    **在 `PATH` 里，把这一行：** … **改成：**        one place of a file
    **敲：** … **它答：**                          commands, and all they print

In an answer 〈数〉 is any number and 〈……〉 whatever stands there up to the end of the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BLOCK: Final = re.compile(r"(?:^\*\*(?P<caption>[^\n]+)\*\*\n\n)?^```\w*\n(?P<text>.*?)^```$", re.M | re.S)
_PATH: Final = re.compile(r"`([^`]+)`")
_NUMBER: Final = "〈数〉"
_ANYTHING: Final = "〈……〉"


@dataclass(frozen=True)
class Write:
    path: str
    text: str


@dataclass(frozen=True)
class Change:
    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Run:
    commands: tuple[str, ...]
    answer: str


Step = Write | Change | Run


def steps(chapter: str) -> Iterator[Step]:
    """In their order. AssertionError for a block without a caption, and for half of a pair."""
    blocks = [(found["caption"] or "", found["text"]) for found in _BLOCK.finditer(chapter)]
    waiting = iter(blocks)
    for caption, text in waiting:
        path = _PATH.search(caption)
        if caption.startswith("写文件") and path:
            yield Write(path[1], text)
            continue
        after, other = next(waiting, ("", ""))
        if caption.startswith("在 ") and path:
            assert after == "改成：", (caption, after)
            yield Change(path[1], text, other)
        else:
            assert (caption, after) == ("敲：", "它答："), (caption, after, text)
            yield Run(tuple(text.splitlines()), other)


def fits(answer: str, printed: str) -> bool:
    """Whether ``printed`` is what the manual says."""
    pattern = re.escape(answer).replace(_NUMBER, r"[0-9.-]+").replace(_ANYTHING, r"[^\n]*")
    return re.fullmatch(pattern, printed) is not None
