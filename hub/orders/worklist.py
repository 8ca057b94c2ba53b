"""What an editor should look at next: sums of what terminals counted, over the county or of one terminal.

Terminals have cut what is too rare before they told it (docs/adr/0154); here is only added, and named by the
words of the content (``worklist_names``). Of one terminal alone it is asked by whoever looks after terminals
(``kiosk-hub terminals counts``).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, func, select

from hub.clock import iso
from hub.county_time import month_of
from hub.database.db import reading
from hub.database.schema import COUNT_REPORTS, COUNTS
from hub.house import House
from hub.orders.forms import FormField
from hub.orders.opening import open_pending
from hub.orders.worklist_names import Names, spoken

MONTHS: Final = 3  # before this one, when nobody says how far back

Sums = Mapping[str, Mapping[str, Mapping[str, int]]]  # by kind, item and answer
Row = dict[str, Any]


def first_month(house: House, months: int = MONTHS) -> str:
    """YYYY-MM, so many before the present one."""
    now = datetime.fromisoformat(f"{month_of(iso(house.clock.now()))}-01")
    number = now.year * 12 + now.month - 1 - months
    return f"{number // 12:04}-{number % 12 + 1:02}"


def worklist(house: House, since: str, terminal_id: str = "") -> dict[str, Any]:
    """Of the months from ``since`` (YYYY-MM) on: ``months``, ``reports``, ``unread`` (reports that cannot be
    opened), and ``misses``, ``not_solved``, ``surveys``, ``quizzes``, each with the most pressing first.

    ``terminal_id``: of this one alone. Titles and what was asked are empty where the content is not known.
    """
    open_pending(house, everything=True)
    with reading(house.engine).connect() as connection:
        found = _reports(connection, since, terminal_id)
        sums = _sums(connection, since, terminal_id)
        names = Names(connection)
        return {
            "since": since,
            "months": sorted({month for month, problem in found if not problem}),
            "reports": sum(not problem for _, problem in found),
            "unread": sum(bool(problem) for _, problem in found),
            "misses": _misses(sums.get("miss", {})),
            "not_solved": _not_solved(sums.get("solved", {}), names),
            "quizzes": _quizzes(sums.get("quiz", {}), names),
            "surveys": _surveys(sums.get("survey", {}), names),
        }


def _reports(connection: Connection, since: str, terminal_id: str) -> list[tuple[str, str]]:
    query = select(COUNT_REPORTS.c.month, COUNT_REPORTS.c.problem).where(COUNT_REPORTS.c.month >= since)
    if terminal_id:
        query = query.where(COUNT_REPORTS.c.terminal_id == terminal_id)
    return [(row.month, row.problem) for row in connection.execute(query)]


def _sums(connection: Connection, since: str, terminal_id: str) -> Sums:
    cell = (COUNTS.c.kind, COUNTS.c.item, COUNTS.c.answer)
    query = (
        select(*cell, func.sum(COUNTS.c.visits).label("visits"))
        .join(COUNT_REPORTS, COUNT_REPORTS.c.hub_seq == COUNTS.c.hub_seq)
        .where(COUNT_REPORTS.c.month >= since)
        .group_by(*cell)
    )
    if terminal_id:
        query = query.where(COUNT_REPORTS.c.terminal_id == terminal_id)
    sums: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in connection.execute(query):
        sums[row.kind][row.item][row.answer] = int(row.visits)  # PostgreSQL adds up to a decimal
    return sums


def _misses(items: Mapping[str, Mapping[str, int]]) -> Row:
    words = [{"word": word, "visits": sum(said.values())} for word, said in items.items() if word]
    rest = items.get("", {})
    return {
        "visits": rest.get("visit", 0),
        "unnamed": rest.get("unnamed", 0),
        "words": _most(words, "visits", "word"),
    }


def _not_solved(items: Mapping[str, Mapping[str, int]], names: Names) -> Row:
    rows = [
        {"item": item, "title": names.of_solved(item), **_helped(said)}
        for item, said in items.items()
        if item
    ]
    rest = _helped(items.get("", {}))
    return {"items": sorted(rows, key=lambda row: (-row["no"] - row["help"], row["item"])), "unnamed": rest}


def _helped(said: Mapping[str, int]) -> Row:
    return {answer: said.get(answer, 0) for answer in ("yes", "no", "help")}


def _quizzes(items: Mapping[str, Mapping[str, int]], names: Names) -> list[Row]:
    """Each question of each quiz, the one most often answered wrongly first."""
    rows = []
    for quiz, version, said in _versions(items):
        title, asked = names.of_quiz(quiz, version)
        about = {"quiz": quiz, "version": version, "title": title}
        rows += [
            {**about, "asked": asked.get(question["question"], ""), **question}
            for question in _questions(said)
        ]
    return sorted(rows, key=lambda row: (-row["wrong"] / (row["right"] + row["wrong"]), -row["wrong"]))


def _questions(said: Mapping[str, int]) -> Iterable[Row]:
    tried: dict[int, dict[str, int]] = defaultdict(dict)
    for answer, visits in said.items():
        how, _, number = answer.partition(":")
        if how in ("right", "wrong") and number.isdecimal():
            tried[int(number)][how] = visits
    return (
        {"question": number, "right": how.get("right", 0), "wrong": how.get("wrong", 0)}
        for number, how in sorted(tried.items())
    )


def _surveys(items: Mapping[str, Mapping[str, int]], names: Names) -> list[Row]:
    """``words``: by question, what was asked and what its answers say."""
    rows = []
    for survey, version, said in _versions(items):
        title, asked_by = names.of_survey(survey, version)
        chosen: dict[str, dict[str, int]] = defaultdict(dict)
        for answer, visits in sorted(said.items()):
            question, found, value = answer.partition("=")
            if found:
                chosen[question][value] = visits
        asked, answered = said.get("asked", 0), said.get("answered", 0)
        rows.append(
            {
                "survey": survey,
                "version": version,
                "title": title,
                "asked": asked,
                "answered": answered,
                "chosen": dict(chosen),
                "words": _words(asked_by, chosen),
            }
        )
    return _most(rows, "answered", "survey")


def _words(asked: Mapping[str, FormField], chosen: Mapping[str, Mapping[str, int]]) -> Row:
    return {
        question: {
            "asked": form.label,
            "says": {value: spoken(form, value) for value in chosen[question]},
        }
        for question, form in asked.items()
        if question in chosen
    }


def _versions(items: Mapping[str, Mapping[str, int]]) -> Iterable[tuple[str, str, Mapping[str, int]]]:
    for item, said in items.items():
        if item:
            name, _, version = item.rpartition("@")
            yield name, version, said


def _most(rows: list[Row], by: str, then: str) -> list[Row]:
    return sorted(rows, key=lambda row: (-row[by], row[then]))
