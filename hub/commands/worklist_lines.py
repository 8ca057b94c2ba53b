"""The work list as an editor reads it: titles as they stand on the screens, ids behind them."""

from collections.abc import Iterator
from typing import Any, Final

from hub.orders.text import plain
from hub.orders.worklist_names import spoken

_SHOWN: Final = 20  # of each list; --json has all


def lines(found: dict[str, Any]) -> Iterator[str]:
    """``found``: as ``hub.orders.worklist.worklist`` says."""
    if found["unread"]:
        yield f"有 {found['unread']} 份合计打不开（密钥不在了，或报坏了），没有算进来"
    if not found["reports"]:
        yield f"从 {found['since']} 起还没有终端报来合计：终端每月过完才报上个月的"
        return
    yield f"{'、'.join(found['months'])}，{found['reports']} 份合计；少于 3 次的不单列"
    yield from _misses(found["misses"])
    yield from _not_solved(found["not_solved"])
    yield from _quizzes(found["quizzes"])
    yield from _surveys(found["surveys"])
    if _nameless(found):
        yield "只有编号的，中心还没有那一版内容：kiosk-hub content import 目录"


def _misses(misses: dict[str, Any]) -> Iterator[str]:
    yield f"没搜到好答案的：{misses['visits']} 人次"
    for row in misses["words"][:_SHOWN]:
        yield f"  {row['word']}  {row['visits']} 人次"
    if misses["unnamed"]:
        yield f"  词表里没有的、或太少不单列的  {misses['unnamed']}"


def _not_solved(found: dict[str, Any]) -> Iterator[str]:
    if not found["items"] and not any(found["unnamed"].values()):
        return
    yield "看完没解决的（没解决＋去找人问）："
    for row in found["items"][:_SHOWN]:
        name = _named(row["title"], row["item"])
        yield f"  {name}  没解决 {row['no']}，找人问 {row['help']}，解决了 {row['yes']}"
    rest = found["unnamed"]
    if any(rest.values()):
        yield f"  太少不单列的  没解决 {rest['no']}，找人问 {rest['help']}，解决了 {rest['yes']}"


def _quizzes(rows: list[dict[str, Any]]) -> Iterator[str]:
    wrong = [row for row in rows if row["wrong"]]
    if wrong:
        yield "常答错的题："
    for row in wrong[:_SHOWN]:
        tried = row["right"] + row["wrong"]
        name = _named(row["title"], f"{row['quiz']}@{row['version']}")
        yield f"  {name} 第 {row['question']} 题  {tried} 人答，{row['wrong']} 人错"
        if row["asked"]:
            yield f"    {plain(row['asked'])}"


def _surveys(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        name = _named(row["title"], f"{row['survey']}@{row['version']}")
        yield f"问卷 {name}：{row['asked']} 人打开，{row['answered']} 人答完"
        for question, chosen in row["chosen"].items():
            words = row["words"].get(question)
            asked = words["asked"] if words else question
            says = {value: words["says"][value] if words else spoken(None, value) for value in chosen}
            said = "，".join(f"{plain(says[value])}：{visits}" for value, visits in chosen.items())
            yield f"  {plain(asked)}  {said}"


def _nameless(found: dict[str, Any]) -> bool:
    rows = (*found["not_solved"]["items"], *found["quizzes"], *found["surveys"])
    return any(not row["title"] for row in rows)


def _named(title: str, item: str) -> str:
    """As it stands on the screen, and its id to look it up by."""
    return f"《{plain(title)}》（{plain(item)}）" if title else plain(item)
