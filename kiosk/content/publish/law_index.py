"""Which laws there are and how far their articles count: what a citation is checked against.

``law_index.txt`` is made from an archive of official texts (``kiosk-library laws ARCHIVE --index FILE``) and
comes with the program: names, dates and numbers, no text. A library may know more: laws newer than that
stand in a file of the same kind, ``library/law-index.txt``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from pydantic_core import PydanticCustomError

from kiosk.content.laws import Law
from kiosk.content.publish.article import article_of, written
from kiosk.content.publish.law_pack import Imported
from kiosk.domain.article import ArticleNo
from kiosk.domain.citation import key

INDEX: Final = Path(__file__).with_name("law_index.txt")
OWN_INDEX: Final = "law-index.txt"
HEAD: Final = (
    "# Laws by the name they are cited by, date, last article (0: not counted), those added.\n"
    "# Facts of {laws:,} official texts (free, article 5 of the Copyright Law), none quoted; made by\n"
    "# kiosk-library laws ARCHIVE --index, from the archive with SHA-256\n"
    "# {source}.\n"
)
_LINE: Final = re.compile(r"(?P<name>[^\t]+)\t(?P<date>[0-9-]*)\t(?P<last>[0-9]+)(?:\t(?P<inserted>.+))?")
_TORN: Final = 5  # with more numbers missing a source is torn, and its last article not the law's


@dataclass(frozen=True, slots=True)
class Known:
    """``last``: the number of its last article; 0: nobody counted. ``inserted``: 第二百七十六条之一 …"""

    name: str
    date: str
    last: int
    inserted: tuple[ArticleNo, ...] = ()

    def has(self, article: ArticleNo) -> bool:
        if not self.last:
            return article.number >= 1
        return article in self.inserted if article.sub else 1 <= article.number <= self.last


class LawIndex:
    """Look-ups by any way of writing a law's name."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known: Mapping[str, Known] = {key(law.name): law for law in known}

    def __len__(self) -> int:
        return len(self._known)

    def law(self, name: str) -> Known | None:
        return self._known.get(key(name))

    def problem(self, name: str, article: ArticleNo) -> str:
        """Why this citation cannot be right, in words for an editor; empty when it can."""
        law = self.law(name)
        if law is None:
            near = get_close_matches(key(name), self._known, 1, 0.75)
            return f"法律目录里没有《{name}》，{f'是不是《{near[0]}》？' if near else '名字写对了吗？'}"
        if law.has(article):
            return ""
        if article.number > law.last:
            return f"《{name}》只有 {law.last} 条，没有{article.chinese}"
        others = "、".join(one.chinese for one in law.inserted if one.number == article.number)
        return f"《{name}》没有{article.chinese}{f'，只有{others}' if others else ''}"


def read_index(*paths: Path) -> LawIndex:
    """A later file's law stands for an earlier one's. Raises OSError, and ValueError with file and line."""
    return LawIndex(known for path in paths for known in _read(path))


def index_text(imported: Imported) -> str:
    """The lines of ``law_index.txt``: every law that has articles. A number that a source left out or
    misspelt in the middle says nothing about the law, and is not written down.
    """
    rows = [law for law in imported.catalogue.laws if law.articles]
    head = HEAD.format(laws=len(rows), source=imported.catalogue.source)
    return head + "".join(
        _line(law, imported.inserted.get(law.name, ()), torn=len(imported.gaps.get(law.name, ())) > _TORN)
        for law in rows
    )


def _line(law: Law, inserted: Sequence[ArticleNo], *, torn: bool) -> str:
    counted = [law.name, law.date, "0"] if torn else [law.name, law.date, str(law.last)]
    if inserted and not torn:
        counted.append(" ".join(str(written(one)) for one in inserted))
    return "\t".join(counted) + "\n"


def _read(path: Path) -> Iterable[Known]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"{path.name}:{number} 要写成：法律名、日期、最后一条的号数，中间用制表符")
        try:
            inserted = tuple(article_of(one) for one in (found["inserted"] or "").split())
        except PydanticCustomError as error:
            raise ValueError(f"{path.name}:{number} {error.message()}") from None
        yield Known(found["name"], found["date"], int(found["last"]), inserted)
