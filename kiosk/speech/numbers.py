"""Numbers as Chinese says them. Pure; text in, Chinese characters out."""

from typing import Final

DIGITS: Final = "零一二三四五六七八九"
# By ear 一 (yī) and 七 (qī) are one slip apart, and a wrong digit reaches a wrong person: whoever reads
# numbers for others to write down or dial (operators, 110) says 幺. So do we, for every code and number.
DIALLED: Final = "零幺二三四五六七八九"
LONGEST: Final = 16  # digits of a quantity; more is a code, and read digit by digit
_SMALL: Final = ("", "十", "百", "千")
_LARGE: Final = ("", "万", "亿", "万亿")


def digits(text: str, names: str = DIGITS) -> str:
    """``2024`` → 二零二四. Other characters are left out."""
    return "".join(names[int(ch)] for ch in text if ch.isascii() and ch.isdigit())


def whole(number: str) -> str:
    """``1024`` → 一千零二十四, ``15`` → 十五, ``20000`` → 两万. Digits only, at most ``LONGEST`` of them."""
    number = number.lstrip("0")
    if not number:
        return "零"
    if len(number) > LONGEST:
        return digits(number)
    groups: list[str] = []
    while number:
        groups.append(number[-4:].zfill(4))
        number = number[:-4]
    said = ""
    gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == "0000":
            gap = bool(said)
            continue
        # 一万零三百: a zero is said where digits are skipped.
        if said and (gap or group[0] == "0"):
            said += "零"
        words = _group(group)
        if place and words == "二":
            words = "两"
        said += words + _LARGE[place]
        gap = False
    # 十五, not 一十五, at the beginning only.
    return said[1:] if said.startswith("一十") else said


def _group(four: str) -> str:
    said = ""
    gap = False
    for place, ch in zip(range(3, -1, -1), four, strict=True):
        if ch == "0":
            gap = True
            continue
        if gap and said:
            said += "零"
        gap = False
        name = "两" if ch == "2" and place == 3 else DIGITS[int(ch)]
        said += name + _SMALL[place]
    return said


def decimal(number: str) -> str:
    """``3.50`` → 三点五零, ``1,234`` → 一千二百三十四, ``007`` → 零零七."""
    integer, _, fraction = number.replace(",", "").partition(".")
    led_by_zero = len(integer) > 1 and integer.startswith("0")
    said = digits(integer) if led_by_zero else whole(integer)
    return f"{said}点{digits(fraction)}" if fraction else said


def counted(number: str) -> str:
    """As before a measure word: ``2`` (个) → 两."""
    return "两" if number == "2" else decimal(number)


def money(number: str) -> str:
    """Yuan: ``12.50`` → 十二元五角, ``0.05`` → 五分, ``1.234`` → 一点二三四元."""
    integer, _, fraction = number.replace(",", "").partition(".")
    if len(fraction) > 2:
        return decimal(number) + "元"
    jiao, fen = list((fraction + "00")[:2])
    whole_yuan = integer.lstrip("0")
    said = f"{counted(whole_yuan)}元" if whole_yuan else ""
    if jiao != "0":
        said += ("两" if jiao == "2" and not said else DIGITS[int(jiao)]) + "角"
    elif fen != "0" and said:
        said += "零"
    if fen != "0":
        said += ("两" if fen == "2" and not said else DIGITS[int(fen)]) + "分"
    return said or "零元"


def clock(hour: str, minute: str) -> str:
    """``9``, ``05`` → 九点零五分; a full hour is 九点, ``2`` o'clock 两点."""
    said = f"{counted(hour.lstrip('0') or '0')}点"
    if minute == "00":
        return said
    return f"{said}零{DIGITS[int(minute)]}分" if minute[0] == "0" else f"{said}{whole(minute)}分"


def dialled(number: str) -> str:
    """``0580-1234567`` → 零五八零，幺二三，四五六七: groups one can repeat and write down."""
    groups: list[str] = []
    for run in number.split("-"):
        rest = "".join(ch for ch in run if ch.isascii() and ch.isdigit())
        if not rest:
            continue
        if len(rest) > 10 and rest[0] == "0":  # 0580 5081234 in one run; 010, 02x are three long
            area = 3 if rest[1] in "12" else 4
            groups.append(rest[:area])
            rest = rest[area:]
        if len(rest) == 11:
            groups += [rest[:3], rest[3:7], rest[7:]]
        elif len(rest) in (7, 10):
            groups += [rest[:-4], rest[-4:]] if len(rest) == 7 else [rest[:3], rest[3:6], rest[6:]]
        elif len(rest) > 5:
            groups += [rest[at : at + 4] for at in range(0, len(rest), 4)]
        else:
            groups.append(rest)
    return "，".join(digits(group, DIALLED) for group in groups)


def spelled(code: str) -> str:
    """A character at a time with a pause after each: ``SS3-0012`` → S，S，三，杠，零，零，幺，二."""
    said = [_spelled(ch) for ch in code.upper()]
    return "，".join(word for word in said if word)


def _spelled(ch: str) -> str:
    if ch.isascii() and ch.isdigit():
        return DIALLED[int(ch)]
    if ch == "-":
        return "杠"
    return ch if ch.isascii() and ch.isalpha() else ""
