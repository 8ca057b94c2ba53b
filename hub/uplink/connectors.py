"""What the county looks up for whoever asks at a terminal, and who answers: a connector a file.

``lookups/NAME.json`` in the data directory: ``{"source", "as_of", "table": "NAME.csv"}`` for a list the
county has as a table, or ``{"source", "service": URL}`` for a program that asks elsewhere. Read anew at each
question: nothing is to be started again. Nothing of a question or an answer is kept or logged.
"""

import csv
import http.client
import json
import logging
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.wire.lookups import LONGEST_TEXT, MOST_LINES, MOST_ROWS, LookupAnswer, LookupRow

FOLDER: Final = "lookups"
PATIENCE_S: Final = 4.0  # to connect, and for each piece: sync gives up after 10, then it is for nobody
_MOST_TABLE: Final = 20_000_000
_MOST_ANSWER: Final = 64 * 1024
_MOST_PIECES: Final = 32
_SHORTEST: Final = 2  # characters: fewer would list everybody
_LONGEST_LINE: Final = 120
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_JOINTS: Final = re.compile(r"[\s·•・.,，。、()（）\[\]〔〕【】\-_]+")
_HOME: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_LOG: Final = logging.getLogger(__name__)


class Connector(BaseModel):
    """One file. ``source``: who keeps it, as residents read it; ``as_of``: of which day a table is, ISO."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Annotated[str, Field(min_length=1, max_length=60)]
    as_of: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    table: Annotated[str, Field(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]{0,60}\.csv)?$")] = ""
    service: Annotated[str, Field(max_length=300)] = ""


class BrokenConnector(Exception):
    """Cannot be read, or did not answer; the reason is Chinese, for staff."""


def names(folder: Path) -> list[str]:
    """Those there are: named as content names them, and readable."""
    return [name for name, connector in every(folder) if isinstance(connector, Connector)]


def every(folder: Path) -> Iterator[tuple[str, Connector | str]]:
    """In the order of their names; in place of a connector why it is none."""
    for path in sorted(folder.glob("*.json")):
        try:
            yield path.stem, read(folder, path.stem)
        except BrokenConnector as error:
            yield path.stem, str(error)


def read(folder: Path, name: str) -> Connector:
    """Raises BrokenConnector."""
    if _NAME.fullmatch(name) is None:
        raise BrokenConnector("名字只能是小写字母、数字和 -")
    try:
        found = Connector.model_validate_json((folder / f"{name}.json").read_bytes())
    except OSError as error:
        raise BrokenConnector("读不了") from error
    except ValidationError as error:
        raise BrokenConnector("写得不对：source 必写，table、service 写一个") from error
    if bool(found.table) == bool(found.service):
        raise BrokenConnector("table、service 要写一个，只写一个")
    if found.service and not _may_be_asked(found.service):
        raise BrokenConnector("service 要是 https，或者就在这台机器上的 http")
    if found.table and not (folder / found.table).is_file():
        raise BrokenConnector(f"没有 {found.table}")
    return found


def look_up(folder: Path, name: str, text: str, places: BoundedSemaphore) -> LookupAnswer:
    """``away`` whenever nobody can say: that is never called "not found". ``places``: how many services may
    be asked at once, for one that hangs must not hold all of the hub's threads.
    """
    try:
        connector = read(folder, name)
        if connector.table:
            return _in_table(folder / connector.table, connector, text)
        return _asked(connector, text, places)
    except BrokenConnector as error:
        _LOG.warning(
            "lookup.away", extra={"connector": name if _NAME.fullmatch(name) else "", "why": str(error)}
        )
        return LookupAnswer(result="away")


# ---- a table


def _in_table(path: Path, connector: Connector, text: str) -> LookupAnswer:
    """Whoever is called so, or has exactly this in another column; as it begins before what is within."""
    asked = plain(text)
    if len(asked) < _SHORTEST:
        return _answer([], connector, connector.as_of)
    heads, rows = _table(path)
    ranked = [(rank, row) for row in rows if (rank := _rank(row, asked)) is not None]
    found = [_row(heads, row) for _rank_, row in sorted(ranked, key=lambda one: one[0])]
    return _answer(found, connector, connector.as_of)


def _rank(row: tuple[str, ...], asked: str) -> int | None:
    name = plain(row[0])
    if name == asked or any(plain(one) == asked for one in row[1:]):
        return 0
    if name.startswith(asked):
        return 1
    return 2 if asked in name else None


def _row(heads: tuple[str, ...], row: tuple[str, ...]) -> LookupRow:
    lines = [
        f"{head}：{said}"[:_LONGEST_LINE] for head, said in zip(heads[1:], row[1:], strict=False) if said
    ]
    return LookupRow(title=row[0][:_LONGEST_LINE], lines=lines[:MOST_LINES])


def _table(path: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The heads and the rows. Raises BrokenConnector."""
    try:
        known = path.stat()
        if known.st_size > _MOST_TABLE:
            raise BrokenConnector("表太大")
        return _parsed(path, known.st_mtime_ns, known.st_size)
    except (OSError, UnicodeDecodeError, csv.Error, StopIteration) as error:
        raise BrokenConnector("表读不了，要用 UTF-8") from error


@lru_cache(maxsize=8)
def _parsed(path: Path, _changed: int, _size: int) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        heads = tuple(next(lines))
        return heads, tuple(tuple(one.strip() for one in line) for line in lines if line and line[0].strip())


def plain(text: str) -> str:
    """What counts of a name or number: width, case, spaces, brackets and dashes do not."""
    return _JOINTS.sub("", unicodedata.normalize("NFKC", text)).casefold()


# ---- a service


def _may_be_asked(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _HOME))


def _asked(connector: Connector, text: str, places: BoundedSemaphore) -> LookupAnswer:
    """Raises BrokenConnector."""
    if not places.acquire(blocking=False):
        raise BrokenConnector("同时问的太多")
    try:
        said = _posted(connector.service, json.dumps({"text": text[:LONGEST_TEXT]}).encode())
        told = json.loads(said)
        rows = [LookupRow.model_validate(_short(row)) for row in told["rows"]]
        as_of = str(told.get("as_of", ""))[:10]
    except (OSError, http.client.HTTPException) as error:
        raise BrokenConnector("没有回答") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenConnector("回答的不是约定的样子") from error
    finally:
        places.release()
    return _answer(rows, connector, as_of)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    lines = [str(line)[:_LONGEST_LINE] for line in row.get("lines", [])]
    return {"title": str(row["title"])[:_LONGEST_LINE], "lines": lines[:MOST_LINES]}


def _posted(url: str, body: bytes) -> bytes:
    """The answer of 200, from that address and no other. Raises OSError, HTTPException."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line.request("POST", path, body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        if answer.status != http.client.OK:
            raise http.client.HTTPException(f"HTTP {answer.status}")
        found = b""
        for _piece in range(_MOST_PIECES):
            part = answer.read1(_MOST_ANSWER)
            found += part
            if not part:
                return found
            if len(found) > _MOST_ANSWER:
                break
        raise http.client.HTTPException("too much")
    finally:
        line.close()


def _answer(rows: list[LookupRow], connector: Connector, as_of: str) -> LookupAnswer:
    result: Any = "unknown" if not rows else "more" if len(rows) > MOST_ROWS else "found"
    return LookupAnswer(result=result, rows=rows[:MOST_ROWS], source=connector.source, as_of=as_of)
