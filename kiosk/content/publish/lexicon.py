"""Makes the file the terminal types pinyin from: one table of words by key, read-only ever after.

    word(key, cost, text, marks)   every reading of every word; keys and marks: kiosk/domain/syllables.py
    brief(initials, cost, text)    the commonest words by their first letters
    head(start, cost, text)        the commonest characters of an unfinished first syllable
    meta(name, value)              format, edition of the syllables, digest of what it was made from

Costs add up to the cost of a sentence (kiosk/domain/lexicon.py).
"""

import errno
import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from kiosk.content import disk
from kiosk.content.publish import dictionaries
from kiosk.content.publish.dictionaries import Sources, Word
from kiosk.domain import charset, lexicon, syllables
from kiosk.domain.lexicon import FORMAT, cost_of
from kiosk.domain.syllables import EDITION, UNFINISHED, initials_of, key_of

BRIEF_WORDS: Final = 60_000
BRIEF_LENGTHS: Final = range(2, 9)  # syllables
BRIEF_EACH: Final = 12
HEADS_EACH: Final = 24

_SCHEMA: Final = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE word (
    key TEXT, cost INT, text TEXT, marks INT NOT NULL, PRIMARY KEY (key, cost, text)
) STRICT, WITHOUT ROWID;
CREATE TABLE brief (
    initials TEXT, cost INT, text TEXT, PRIMARY KEY (initials, cost, text)
) STRICT, WITHOUT ROWID;
CREATE TABLE head (start TEXT, cost INT, text TEXT, PRIMARY KEY (start, cost, text)) STRICT, WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


class Row(NamedTuple):
    """A word as it is stored."""

    key: str
    cost: int
    text: str
    marks: int


def build(path: Path, sources: Sources | None = None, *, if_changed: bool = False) -> int:
    """Writes the lexicon of ``sources`` to ``path``, whole or not at all; says how many readings it has.

    With ``if_changed``, a file made from the same sources by the same program stays, and 0 is said.
    OSError when a dictionary is missing or ``path`` cannot be written.
    """
    sources = sources or Sources()
    made_from = digest(sources)
    if if_changed and _made_from(path) == made_from:
        return 0
    rows = [_row(word) for word in dictionaries.words(sources)]
    with disk.exclusive(path.parent):
        unfinished = path.with_name(f".{path.name}.part")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as database:
            _fill(database, rows, made_from)
        if _made_from(unfinished) != made_from:
            raise OSError(errno.EIO, "the lexicon was not written whole", str(unfinished))
        # On the disk before it is found under its name: after a power cut there is the old one or the new.
        disk.sync_file(unfinished)
        unfinished.replace(path)
        disk.sync_folder(path.parent)
    return len(rows)


def digest(sources: Sources) -> str:
    """Names everything a lexicon is made of: the dictionaries and the code that reads them."""
    code = [
        dictionaries.__file__,
        charset.__file__,
        lexicon.__file__,
        syllables.__file__,
        __file__,
    ]
    total = hashlib.sha256()
    for path in (*sources.paths, *(Path(name) for name in code)):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _made_from(path: Path) -> str:
    """The digest in the file at ``path``; empty when there is none or a page of it is damaged."""
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as database:
            found = database.execute("SELECT value FROM meta WHERE name = 'made_from'").fetchone()
            sound = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error:
        return ""
    return str(found[0]) if found and sound == ("ok",) else ""


def _row(word: Word) -> Row:
    key, marks = key_of(word.syllables)
    return Row(key, cost_of(word.chance), word.text, marks)


def _fill(database: sqlite3.Connection, rows: list[Row], made_from: str) -> None:
    database.executescript(_SCHEMA)
    database.execute("BEGIN")
    # In the order of the keys, so that pages are full and the same words make the same bytes.
    database.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?, ?)", sorted(rows))
    database.executemany("INSERT INTO brief VALUES (?, ?, ?)", _brief(rows))
    database.executemany("INSERT INTO head VALUES (?, ?, ?)", _heads(rows))
    meta = {"format": str(FORMAT), "edition": EDITION, "made_from": made_from, "words": str(len(rows))}
    database.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    database.execute("COMMIT")
    database.execute("VACUUM")


def _brief(rows: Iterable[Row]) -> Iterator[tuple[str, int, str]]:
    common = sorted({(row.cost, row.text, row.key) for row in rows if len(row.key) in BRIEF_LENGTHS})
    chosen: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for cost, text, key in common[:BRIEF_WORDS]:
        chosen[initials_of(key)].setdefault(text, cost)
    for initials in sorted(chosen):
        for text, cost in list(chosen[initials].items())[:BRIEF_EACH]:
            yield initials, cost, text


def _heads(rows: Iterable[Row]) -> Iterator[tuple[str, int, str]]:
    characters = sorted((row.cost, row.text, row.key) for row in rows if len(row.key) == 1)
    for start, (low, high) in sorted(UNFINISHED.items()):
        chosen: dict[str, int] = {}
        for cost, text, key in characters:
            if low <= key <= high and len(chosen) < HEADS_EACH:
                chosen.setdefault(text, cost)
        for text, cost in chosen.items():
            yield start, cost, text
