"""Rules for what is dialled or written down: telephones, file numbers, boats, plates, rooms."""

import re
from typing import Final

from kiosk.speech.numbers import DIALLED, dialled, digits, spelled
from kiosk.speech.rule import AMOUNTS, DASH, HAN, Rule, rule

_CALLED: Final = (
    "(?:电话|热线|拨打|拨通|拨|打|号码|手机|传真|座机|报警|急救|火警|联系|致电|直拨|呼叫)"
    r"\s*(?:给|是|为)?\s*:?\s*"
)
_NO_AMOUNT: Final = rf"(?!\d|[.,:]\d|{DASH}\d{{4}}|\s*(?:{AMOUNTS}))"
# Not the end of a longer number, nor of a range, nor said to be an amount or a place in a row.
_NO_TAIL: Final = r"(?<![\d.,¥第约共计达近满超])(?<!\d[-~–—])"
_LISTED: Final = rf"\d{{3,8}}+{_NO_AMOUNT}"
_AND: Final = r"\s*(?:、|，|或者|或|和|及|/)\s*"
EMERGENCY: Final = "1(?:10|19|20|22)"
# Those that are known without being told that one calls them. 12300 and 95000 are amounts.
HOTLINE: Final = r"(?:123\d\d|9[56]\d{3,4}+|100(?:10|86|99|50|01|60))(?<!00)"
_ALONE: Final = rf"{EMERGENCY}(?:{_AND}(?:{EMERGENCY}|{HOTLINE})(?!\d))*"
LANDLINE: Final = r"(?:\(0\d{2,3}\)|0\d{2,3})[- ]{0,3}\d{3,4}[- ]?\d{4}"
MOBILE: Final = r"(?:\+?86[- ]?)?1[3-9]\d(?:[ -]?\d{4}){2}"
SERVICE: Final = r"[48]00[- ]?\d{3}[- ]?\d{4}|[48]00[- ]?\d{4}[- ]?\d{3}"
_PROVINCES: Final = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"


def phone(number: str) -> str:
    """Digit by digit with 幺, in groups; the country's own code is not dialled here and not said."""
    number = re.sub(r"^\+?86[- ]?(?=1[3-9]\d{9}$|1[3-9]\d[ -])", "", number.strip())
    return dialled(re.sub(r"[ ()]+", "-", number))


def phones(text: str) -> str:
    """A field of telephone numbers: each of them, and what stands between them: 转, 或."""
    said = re.sub(r"\+?[0-9(][0-9() -]*", lambda found: f"，{phone(found[0])}，", text)
    said = re.sub(f"[^{HAN}]+", "，", said.replace("/", "或"))
    return re.sub("，*(转|或|、)，*", r"\1", said).strip("，")


def _listed(numbers: str) -> str:
    """``110、120`` after 拨打: each is dialled."""
    return re.sub(r"\d+", lambda found: phone(found[0]), numbers)


def _extended(found: re.Match[str]) -> str:
    said = phone(found[1])
    return f"{said}转{dialled(found[2])}" if found[2] else said


def _identity(found: re.Match[str]) -> str:
    """Region, birth, rest: as people say their own. Heard in a headphone alone (kiosk/speech/plan.py)."""
    number = found[0].upper()
    parts = (number[:6], number[6:10], number[10:14], number[14:])
    return "，".join(digits(part, DIALLED) + ("X" if "X" in part else "") for part in parts)


def _boat(found: re.Match[str]) -> str:
    return found[1] + digits(found[2], DIALLED)


# Before dates: SS3-2024-03-15 is no day.
CODES: Final[tuple[Rule, ...]] = (
    rule(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])", _identity),
    # a standard: GB/T 39735-2020
    rule(r"(?<![A-Za-z0-9])([A-Z]{2,4})(?:/([A-Z]{1,2}))?\s?(\d{1,6}(?:\.\d{1,3})?)[-—–]((?:19|20)\d\d)(?!\d)",
         lambda f: f"{f[1]}{f[2] or ''}{spelled_parts(f[3])}杠{digits(f[4])}"),
    # an order number or file number: letters, digits, a hyphen
    rule(r"(?<![A-Za-z0-9-])(?=[0-9-]*[A-Z])(?=[A-Z-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+(?![A-Za-z0-9-])",
         lambda f: f"，{spelled(f[0])}，"),
    rule(rf"([{_PROVINCES}])([A-Z])[·-]?(?=[A-Z0-9]*\d)([A-Z0-9]{{5,6}})(?![A-Za-z0-9])",
         lambda f: f"{f[1]}，{spelled(f[2] + f[3])}，"),
    rule(rf"([{HAN}]渔[{HAN}]?)\s*(\d{{4,6}})(?![\d.])", _boat),
)  # fmt: skip

RULES: Final[tuple[Rule, ...]] = (
    rule(rf"(?<![\d.])({LANDLINE})(?:(?:-|\s*转\s*)(\d{{1,6}}))?(?![\d.])", _extended),
    rule(rf"(?<![\d.])(?:{MOBILE}|{SERVICE})(?![\d.])", lambda f: phone(f[0])),
    rule(rf"{_NO_TAIL}{HOTLINE}{_NO_AMOUNT}", lambda f: phone(f[0])),
    rule(rf"({_CALLED})({_LISTED}(?:{_AND}{_LISTED})*)", lambda f: f[1] + _listed(f[2])),
    rule(rf"{_NO_TAIL}({EMERGENCY})(?=\s*(?:报警|急救|火警|电话|热线|来|到场|出警|接警))",
         lambda f: phone(f[1])),
    rule(rf"([打拨叫报喊等]\s*[了过]?\s*)({EMERGENCY}){_NO_AMOUNT}", lambda f: f[1] + phone(f[2])),
    # all that a clause says: 着火，119; but 120,000 is an amount
    rule(rf"(?:(?<=[，,。、:(\s])|^)(?<!\d[、，,\s])({_ALONE})(?!,(?!{EMERGENCY})\d{{3}})(?=\s*(?:$|[，,、)]))",
         lambda f: _listed(f[1])),
    # its extension, its key, a second number of the same place
    rule(r"(?<=[零幺二三四五六七八九])(\s*[转按]\s*)(\d{1,6})(?![\d.])", lambda f: f[1] + dialled(f[2])),
    rule(rf"(?<=[零幺二三四五六七八九])({_AND})(\d{{7,8}})(?![\d.])", lambda f: f[1] + dialled(f[2])),
    # one number after another: 12348 12345
    rule(r"(?<=[\d零幺二三四五六七八九]{3})\s+(?=[\d零幺二三四五六七八九])", lambda _: "，"),
    # rooms and lines of buses: 三零幺室
    rule(r"(?<![\d.-])(\d{1,3}(?:-\d{1,3}){0,2}-)?(\d{3,4})\s*(?=室|房(?!屋|产|租|贷))",
         lambda f: spelled_parts((f[1] or "") + f[2])),
    rule(r"(?<![\d.,])(\d{3})(?=路(?!\s*\d|程))", lambda f: digits(f[1], DIALLED)),
)  # fmt: skip


def spelled_parts(number: str) -> str:
    """``3-2-501`` → 三杠二杠五零幺."""
    return "杠".join("点".join(digits(one, DIALLED) for one in part.split(".")) for part in number.split("-"))
