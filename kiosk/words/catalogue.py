"""The catalogue of a language: a gettext ``.po`` file, read as it is (docs/adr/0100).

Strict on purpose: what this does not understand is an error of ours, found by the tests, not a word left out.
"""

import ast
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_KEYWORDS: Final = ("msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[0]", "msgstr[1]")
ASSETS: Final = Path(__file__).parent.parent / "assets" / "locale"


class CatalogueError(Exception):
    """The file is not a catalogue, or says one thing twice; names the line."""


@dataclass(frozen=True, slots=True)
class Key:
    """``context``: the group of words (``texts``); ``source``: the Chinese."""

    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``sentences``: one form each; two, for one thing and for any other number, where things are counted."""

    sentences: dict[Key, tuple[str, ...]] = field(default_factory=dict)

    def find(self, context: str, source: str) -> tuple[str, ...]:
        """The translation's forms; empty when there is none."""
        return self.sentences.get(Key(context, source), ())


def catalogue_path(language: str, assets: Path = ASSETS) -> Path:
    """``language``: an ISO 639-1 code."""
    return assets / language / "LC_MESSAGES" / "kiosk.po"


def read(path: Path) -> Catalogue:
    """Raises OSError, UnicodeDecodeError or CatalogueError."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Catalogue:
    """The catalogue in ``text``. Entries are separated by empty lines; comments are passed over."""
    found: dict[Key, tuple[str, ...]] = {}
    entry: dict[str, str] = {}
    keyword = ""
    for number, raw in enumerate([*text.split("\n"), ""], start=1):
        line = raw.strip()
        if not line:
            if entry:
                _add(found, entry, number)
            entry, keyword = {}, ""
        elif line.startswith('"'):
            if not keyword:
                raise CatalogueError(f"line {number}: a string without a keyword")
            entry[keyword] += _string(line, number)
        elif not line.startswith("#"):
            keyword, _, rest = line.partition(" ")
            if keyword not in _KEYWORDS or keyword in entry:
                raise CatalogueError(f"line {number}: unexpected {keyword[:20]}")
            entry[keyword] = _string(rest.strip(), number)
    return Catalogue(found)


def _add(found: dict[Key, tuple[str, ...]], entry: dict[str, str], number: int) -> None:
    if not entry.get("msgid"):
        return  # the header
    key = Key(entry.get("msgctxt", ""), entry["msgid"])
    if key in found:
        raise CatalogueError(f"line {number}: {key.source} stands twice in {key.context}")
    names = ("msgstr[0]", "msgstr[1]") if "msgid_plural" in entry else ("msgstr",)
    if any(name not in entry for name in names):
        raise CatalogueError(f"line {number}: {key.source} lacks {' or '.join(names)}")
    forms = tuple(entry[name] for name in names)
    found[key] = forms if all(forms) else ()


def _string(quoted: str, number: int) -> str:
    try:
        value = ast.literal_eval(quoted)
    except (ValueError, SyntaxError):
        value = None
    if not isinstance(value, str) or not quoted.startswith('"'):
        raise CatalogueError(f"line {number}: not a string")
    return value
