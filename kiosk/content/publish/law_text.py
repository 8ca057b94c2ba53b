"""One statute as Markdown (the layout of LawRefBook/Laws) into title, date and articles. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from kiosk.content.laws import Article, Statute
from kiosk.content.publish.figures import plain_number
from kiosk.domain.article import SUBS, ArticleNo

_NUMERAL: Final = "[零〇一二三四五六七八九十百千]+"
# 笫 is how scanned texts often have 第.
_ARTICLE: Final = re.compile(rf"[第笫]({_NUMERAL})条(?:之({_NUMERAL}))?(?:[\s\u3000]+(.*))?")
_HEADING: Final = re.compile(r"(#{1,6})\s*(.*)")
_DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_STAMP: Final = re.compile(r"[(（](\d{4}-\d{2}-\d{2})[)）]$")
_INFO_END: Final = "<!-- INFO END -->"
_COMMENT: Final = re.compile(r"<!--.*?-->")
_IN_FORCE: Final = "施行"
# Repealed articles leave gaps; a number far away is one that the text speaks of.
_FARTHEST: Final = 10


@dataclass(frozen=True, slots=True)
class Source:
    """One file. ``part``: a second title, of a book of a code that came in several files. ``date`` is ISO."""

    path: str
    title: str
    part: str
    date: str
    statute: Statute


def read(path: str, text: str) -> Source | None:
    """None for what is no statute: descriptions of folders, advice, files without a title."""
    head, mark, body = text.partition(_INFO_END)
    lines = [_clean(line) for line in head.splitlines()]
    titles = [line.lstrip("#").strip() for line in lines if line.startswith("# ")]
    if not mark or not titles or PurePosixPath(path).stem == "README" or "](http" in head:
        return None
    part = titles[1] if len(titles) > 1 else ""
    return Source(path, titles[0], part, _date(path, lines), _statute(body.splitlines(), part))


def joined(sources: Iterable[Source]) -> Statute:
    """The books of one code as one law, in the order of their numbers."""
    books = sorted(sources, key=lambda one: one.statute.articles[0].number if one.statute.articles else 0)
    intro = "\n".join(one.statute.intro for one in books if one.statute.intro)
    return Statute(intro, tuple(article for one in books for article in one.statute.articles))


def gaps(statute: Statute) -> tuple[int, ...]:
    """Numbers between the first article and the last that are not there."""
    numbers = {article.number for article in statute.articles}
    return tuple(sorted(set(range(min(numbers), max(numbers))) - numbers)) if numbers else ()


def inserted(statute: Statute) -> tuple[ArticleNo, ...]:
    """What amendments put between the others, as far as it can be cited."""
    return tuple(ArticleNo(one.number, one.sub) for one in statute.articles if 1 <= one.sub <= len(SUBS))


def _date(path: str, lines: list[str]) -> str:
    """Of this version: as the file's name says, else the last day it was passed or amended."""
    if stamp := _STAMP.search(PurePosixPath(path).stem):
        return stamp[1]
    days = [
        "-".join((found[1], found[2].zfill(2), found[3].zfill(2)))
        for line in lines
        if (found := _DAY.match(line)) and not line.endswith(_IN_FORCE)
    ]
    return max(days, default="")


@dataclass(slots=True)
class _Reading:
    """Where in the text we are: headings above, the article that is open, what is done."""

    headings: dict[int, str] = field(default_factory=dict)
    intro: list[str] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    at: tuple[int, int] = (0, 0)
    lines: list[str] | None = None

    def heading(self, level: int, text: str) -> None:
        self.close()
        self.headings = {above: name for above, name in self.headings.items() if above < level}
        self.headings[level] = text
        self.lines = None

    def open(self, number: int, sub: int, text: str) -> None:
        self.close()
        self.at = (number, sub)
        self.lines = [text]

    def add(self, text: str) -> None:
        (self.intro if self.lines is None else self.lines).append(text)

    def close(self) -> None:
        if self.lines is not None:
            chapter = " ".join(self.headings[level] for level in sorted(self.headings))
            self.articles.append(Article(*self.at, chapter, "\n".join(self.lines)))
            self.lines = None


def _statute(lines: list[str], part: str) -> Statute:
    reading = _Reading(headings={1: part} if part else {})
    for raw in lines:
        line = _clean(raw)
        if not line:
            continue
        if found := _HEADING.fullmatch(line):
            reading.heading(len(found[1]), _spaced(found[2]))
        elif (found := _ARTICLE.fullmatch(line)) and (
            at := _next(reading, plain_number(found[1]), found[2] or "")
        ):
            named = line[: found.start(3)].strip() if found[3] else line
            reading.open(*at, f"{named}　{found[3].strip()}" if found[3] else named)
        else:
            reading.add(line)
    reading.close()
    return Statute("\n".join(reading.intro), tuple(reading.articles))


def _next(reading: _Reading, number: int, sub: str) -> tuple[int, int] | None:
    """Whether this opens an article: numbers only grow. One that stands far off is only spoken of."""
    at = (number, plain_number(sub) if sub else 0)
    if not reading.articles and reading.lines is None:
        return at
    last = reading.at
    return at if last < at <= (last[0] + _FARTHEST, 99) else None


def _spaced(heading: str) -> str:
    """``第一章  总　则`` as 第一章 总则."""
    first, _, rest = heading.replace("\u3000", " ").strip().partition(" ")
    return f"{first} {rest.replace(' ', '')}".strip()


def _clean(line: str) -> str:
    return _COMMENT.sub("", line).strip().strip("\u3000")
