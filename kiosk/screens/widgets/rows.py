"""Filling pieces of different widths into rows and pages. Pure."""

from collections.abc import Sequence

Row = list[int]


def rows_of(widths: Sequence[float], room: float, gap: float) -> list[Row]:
    """Indices of pieces of these widths, filled into rows of ``room`` in order."""
    rows: list[Row] = []
    used = 0.0
    for index, width in enumerate(widths):
        if rows and used + gap + width <= room:
            rows[-1].append(index)
            used += gap + width
        else:
            rows.append([index])
            used = width
    return rows


def pages_of(widths: Sequence[float], room: float, gap: float, rows: int, more: float) -> list[list[Row]]:
    """The rows of each page. With several pages, the last row of each leaves ``more`` pixels free."""
    whole = rows_of(widths, room, gap)
    if len(whole) <= rows:
        return [whole] if whole else []
    pages: list[list[Row]] = []
    start = 0
    while start < len(widths):
        page = _fill_page(widths, start, room, gap, rows, more)
        pages.append(page)
        start = page[-1][-1] + 1
    return pages


def _fill_page(
    widths: Sequence[float], start: int, room: float, gap: float, rows: int, more: float
) -> list[Row]:
    page: list[Row] = []
    index = start
    for number in range(rows):
        limit = room - more - gap if number == rows - 1 else room
        row: Row = []
        used = 0.0
        while index < len(widths):
            needed = widths[index] + (gap if row else 0.0)
            if used + needed > limit and (row or page):
                break
            row.append(index)
            used += needed
            index += 1
        if row:
            page.append(row)
    return page
