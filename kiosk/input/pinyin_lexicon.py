"""The words behind the pinyin pad: the lexicon file, never written, and the content's own words beside it."""

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from kiosk.domain.lexicon import COLUMNS, FORMAT, OWN_CHANCE, OwnWord, cost_of
from kiosk.domain.syllables import EDITION, initials_of, key_of
from kiosk.errors import KioskError

_CODE: Final = "E-INP-02"
_AFTER_ALL: Final = "\U0010ffff"


class Entry(NamedTuple):
    """One reading of a word; ``marks`` as kiosk/domain/syllables.py, ``cost`` as kiosk/domain/lexicon.py."""

    cost: int
    text: str
    marks: int


class Lexicon:
    """Answers by key. Any method may raise KioskError E-INP-02 when the file is damaged where it is read."""

    def __init__(self, database: sqlite3.Connection, own: Iterable[OwnWord] = ()) -> None:
        """``database``: of the right format. Of ``own``, what cannot be typed is left out."""
        self._database = database
        self._own: defaultdict[str, list[Entry]] = defaultdict(list)
        self._own_brief: defaultdict[str, list[Entry]] = defaultdict(list)
        cost = cost_of(OWN_CHANCE)
        for word in own:
            try:
                key, marks = key_of(word.reading)
            except KeyError:
                continue
            entry = Entry(cost, word.text, marks)
            self._own[key].append(entry)
            self._own_brief[initials_of(key)].append(entry)
        self._own_keys = sorted(self._own)

    @classmethod
    def open(cls, path: Path, own: Iterable[OwnWord] = ()) -> Self:
        """The lexicon at ``path``, all of its pages checked. KioskError E-INP-02 when missing or another.

        Belongs to the thread that opens it. ``immutable``: no lock, no journal, nothing beside the file.
        """
        try:
            database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error as error:
            raise KioskError(_CODE, f"{path}: {error}") from error
        try:
            meta = dict(database.execute("SELECT name, value FROM meta"))
            if (meta.get("format"), meta.get("edition")) != (str(FORMAT), EDITION):
                raise KioskError(_CODE, f"{path}: made for another version of the program")
            for table, wanted in COLUMNS.items():
                columns = tuple(row[1] for row in database.execute(f"PRAGMA table_info({table})"))
                if columns != wanted:
                    raise KioskError(_CODE, f"{path}: no words in {table}")
            (sound,) = database.execute("PRAGMA quick_check(1)").fetchone()
            if sound != "ok":
                raise KioskError(_CODE, f"{path}: {sound}")
        except (sqlite3.Error, ValueError) as error:
            database.close()
            raise KioskError(_CODE, f"{path}: {error}") from error
        except KioskError:
            database.close()
            raise
        return cls(database, own)

    def close(self) -> None:
        self._database.close()

    def words(self, key: str, limit: int) -> list[Entry]:
        """Words with exactly ``key``, likeliest first; the content's own before equals."""
        rows = self._ask("SELECT cost, text, marks FROM word WHERE key = ? LIMIT ?", (key, limit))
        return _merged(self._own.get(key, ()), rows)

    def continues(self, key: str) -> bool:
        """Whether a word has ``key`` and more."""
        place = bisect_left(self._own_keys, key + "\0")
        if place < len(self._own_keys) and self._own_keys[place].startswith(key):
            return True
        after = self._ask("SELECT 0, key, 0 FROM word WHERE key > ? LIMIT 1", (key,))
        return bool(after) and after[0].text.startswith(key)

    def unfinished(self, key: str, low: str, high: str, limit: int) -> list[Entry]:
        """Words of ``key`` and one more syllable between the codes ``low`` and ``high``."""
        length = len(key) + 1
        rows = self._ask(
            "SELECT cost, text, marks FROM word WHERE key >= ? AND key < ? AND length(key) = ?"
            " ORDER BY cost, text LIMIT ?",
            (key + low, key + high + _AFTER_ALL, length, limit),
        )
        first, last = (
            bisect_left(self._own_keys, key + low),
            bisect_left(self._own_keys, key + high + _AFTER_ALL),
        )
        own = [entry for k in self._own_keys[first:last] if len(k) == length for entry in self._own[k]]
        return _merged(own, rows)

    def brief(self, initials: str) -> list[Entry]:
        """Words by the first letters of their syllables."""
        rows = self._ask("SELECT cost, text, 0 FROM brief WHERE initials = ?", (initials,))
        return _merged(self._own_brief.get(initials, ()), rows)

    def heads(self, start: str) -> list[Entry]:
        """The commonest characters whose syllable begins with the letters ``start``."""
        return self._ask("SELECT cost, text, 0 FROM head WHERE start = ?", (start,))

    def _ask(self, question: str, values: tuple[str | int, ...]) -> list[Entry]:
        try:
            return [Entry(*row) for row in self._database.execute(question, values)]
        except sqlite3.Error as error:
            raise KioskError(_CODE, str(error)) from error


def _merged(own: Sequence[Entry], rows: list[Entry]) -> list[Entry]:
    """Both, cheapest first, each text once: being the content's own makes no word dearer."""
    if not own:
        return rows
    found: dict[str, Entry] = {}
    for entry in sorted([*own, *rows]):
        found.setdefault(entry.text, entry)
    return list(found.values())
