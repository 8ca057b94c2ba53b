"""What argparse complains of, in Chinese: both programs' commands are typed by people who read no English."""

import re
from typing import Final

# Python's own messages (Lib/argparse.py), with what they name kept as it was typed.
_SAID: Final = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"one of the arguments (.+) is required", r"要给 \1 里的一个"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 写得不全，可以是 \2"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 和 \2 只能给一个"),
    (r"argument (.+): expected one argument", r"\1 后面缺少值"),
    (r"argument (.+): expected at least one argument", r"\1 后面缺少值"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 后面不要值 \2"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 没有 \2，有 \3"),
    (r"argument (.+): invalid int value: (.+)", r"\1 要整数，不是 \2"),
    (r"argument (.+): invalid float value: (.+)", r"\1 要数字，不是 \2"),
    (r"argument (.+): (.+)", r"\1：\2"),
)


def complaint(message: str, usage: str) -> str:
    """``message`` of argparse's ``error`` and its usage line, as one line for the person who typed it."""
    for pattern, said in _SAID:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            message = match.expand(said)
            break
    written = " ".join(usage.removeprefix("usage:").split())
    return f"{message}（写法：{written}）"
