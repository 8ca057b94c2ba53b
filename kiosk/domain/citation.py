"""What we know of an article that a guide cites: its law, when it was checked, a sentence of ours. Pure.

The article's own words are in the law pack, where there is one (kiosk/content/laws.py).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from kiosk.domain.article import ArticleNo
from kiosk.domain.library import Guide, Library

_ISSUERS: Final = re.compile(
    r"^(?:(?:最高人民法院|最高人民检察院|公安部|国家安全部|司法部|国务院)[、 ]*)+(?=关于)"
)
_STATE: Final = "中华人民共和国"
_MARKS: Final = str.maketrans("〈〉<>(),:", "《》《》（），：")


@dataclass(frozen=True, slots=True)
class Citation:
    """``checked``: ISO date on which the newest of ``guides`` was held against the law; ``gist``: as that one
    has it. ``guides``: ids of all that cite the article, the newest first.
    """

    law: str
    article: ArticleNo
    gist: str
    checked: str
    guides: tuple[str, ...]


def key(name: str) -> str:
    """What two ways of writing a law's name have in common: 《中华人民共和国民法典》 and 民法典.

    Courts' interpretations are cited without the court: 最高人民法院关于… and 关于….
    """
    plain = unicodedata.normalize("NFKC", name).translate(_MARKS).strip()
    plain = re.sub(r"\s", "", _ISSUERS.sub("", plain))
    whole = re.fullmatch(r"《([^《》]*)》", plain)
    return (whole[1] if whole else plain).replace(_STATE, "")


def cited(library: Library, law: str, article: ArticleNo) -> Citation | None:
    """None when no guide cites it."""
    wanted = key(law)
    found: list[tuple[Guide, str, str]] = []
    for guide in library.guides.values():
        ref = next((one for one in guide.law if one.article == article and key(one.law) == wanted), None)
        if ref is not None:
            found.append((guide, ref.law, ref.gist))
    if not found:
        return None
    found.sort(key=lambda one: one[0].checked, reverse=True)
    newest, name, gist = found[0]
    return Citation(name, article, gist, newest.checked, tuple(guide.id for guide, _, _ in found))
